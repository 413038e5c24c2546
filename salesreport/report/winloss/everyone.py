"""What all deals of a run say of its stages, worked out once for all readers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesreport.measures.frames import day_number, optional, text
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.winloss.histories import DealRows, deal_rows
from salesreport.winloss import cohorts, idle
from salesreport.winloss.histories import NEVER, Days
from salesreport.winloss.leaks import usual_amount
from salesreport.winloss.stages import Step, steps, won_shares

MONTHS = 12
"""Months up to the end of the period, or the cut-off before it, over which is told."""


def last_year(material: Material) -> Period:
    """The twelve months up to the end of the period, or to the cut-off's month before it."""
    period, as_of = material.run.period, material.run.as_of
    return (Period.month(as_of) if as_of < period.last else period).trailing(MONTHS)


@dataclass(frozen=True, eq=False)
class Everyone:
    """What all deals of a run say, worked out once for all readers."""

    material: Material
    rows: DealRows

    @classmethod
    def of(cls, material: Material) -> Everyone | None:
        """Of a run; None where it has no deal to tell of."""
        rows = deal_rows(material)
        if rows is None:
            return None
        return material.prepared.once("winloss-everyone", lambda _: cls(material, rows))

    @cached_property
    def window(self) -> Days:
        """The longer window, from the first day that is wholly on record."""
        first = day_number(last_year(self.material).first)
        return Days(max(first, self.rows.deals.begin), day_number(self.material.run.period.last))

    @cached_property
    def months(self) -> list[Period]:
        """Months of the longer window that are wholly on record; all where none closed."""
        begin = self.rows.deals.begin
        months = last_year(self.material).months()
        return [month for month in months if begin == NEVER or day_number(month.first) >= begin]

    @cached_property
    def since(self) -> int:
        """Day from which on entries of a stage tell of it."""
        begin = self.rows.deals.begin
        return self.window.first if begin < NEVER else 0

    @property
    def horizon_days(self) -> int:
        """Days after which a conversion is judged, as the policy has it."""
        return self.material.prepared.horizon_days["cohort_conversion"]

    @property
    def horizons(self) -> list[int]:
        """Days at which cohorts are told, the policy's among them."""
        return sorted({*cohorts.HORIZONS, self.horizon_days})

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Steps of all deals."""
        return self.steps_of(self.rows)

    @cached_property
    def won_shares(self) -> tuple[float, ...]:
        """Share won of all deals that came to each stage."""
        return won_shares(self.rows.deals, self.rows.entries, since=self.since)

    def steps_of(self, rows: DealRows) -> tuple[Step, ...]:
        """Steps of some of them."""
        return steps(rows.deals, rows.entries, since=self.since, horizon_days=self.horizon_days)

    @cached_property
    def usual(self) -> idle.Usual:
        """Usual days in each stage."""
        return self.usual_of(self.rows)

    def usual_of(self, rows: DealRows) -> idle.Usual:
        """Usual days in each stage of some of them."""
        return idle.usual_stays(rows.deals, rows.entries, since=self.since)

    @cached_property
    def usual_amount(self) -> float:
        """Mean amount of deals that have one."""
        return usual_amount(self.rows.deals)

    @cached_property
    def behind(self) -> list[frozenset[int]]:
        """Reps of whose deals any came to each stage."""
        entered = self.rows.entries.entered
        told = self.rows.entries.known[:, None] & (entered >= self.since) & (entered < NEVER)
        reps = [self.rows.rep[told[:, stage]] for stage in range(entered.shape[1])]
        return [frozenset(rep[rep >= 0].tolist()) for rep in reps]

    @cached_property
    def priced(self) -> frozenset[int]:
        """Reps of whose deals any has an amount."""
        reps = self.rows.rep[self.rows.deals.amount > 0]
        return frozenset(reps[reps >= 0].tolist())

    @cached_property
    def records(self) -> dict[str, int]:
        """Row of `Material.deals` of each deal, that of its principal rep."""
        frame = self.material.deals
        at = np.flatnonzero(frame["principal"].to_numpy(np.bool_))
        ids = optional(text(frame, "opportunity_id"))
        return {str(ids[i]): int(i) for i in at}
