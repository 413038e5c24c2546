"""Who takes part in a plan and what the months before say of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from salesreport import measures
from salesreport.measures import MEASURES
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.pools import Pools
from salesreport.report.targets.potential import Potential, Presence, potential
from salesreport.report.windows import is_filled
from salesreport.statistics import seasonal_indices
from salesreport.targeting import (
    FEWEST_WINS,
    Calendar,
    History,
    Month,
    Person,
    drawn_in,
    per_decision,
)

ZERO, ONE = Fraction(0), Fraction(1)
SEASON_MONTHS, MOST_MONTHS = 24, 60
_GRAIN = 10**9


@dataclass(frozen=True)
class Inputs:
    """All a split needs of a run, worked out once.

    Attributes
    ----------
    material : Material
    kept : frozenset of str
        Rep ids that a new plan keeps cells of.
    teams : mapping of rep id to str or None
        Teams in the last version, of those who are in no table any more.
    """

    material: Material
    kept: frozenset[str] = frozenset()
    teams: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def plan(self) -> Period:
        """What the targets are for."""
        return self.material.run.target_plan.period

    @cached_property
    def behind(self) -> list[Period]:
        """Months of history, oldest first: complete, and filled by the data."""
        bookings = MEASURES["bookings"]
        return [
            month
            for month in Pools.of(self.material).months
            if is_filled(self.material.prepared, bookings, month)
        ]

    @cached_property
    def on_record(self) -> list[Period]:
        """All complete months with data, oldest first; five years at most."""
        found: list[Period] = []
        if not self.behind:
            return found
        bookings = MEASURES["bookings"]
        for month in reversed(self.behind[-1].trailing(MOST_MONTHS).months()):
            if not is_filled(self.material.prepared, bookings, month):
                break
            found.append(month)
        return found[::-1] if self._begins else []

    @property
    def _begins(self) -> bool:
        """Whether the day is known on which records begin."""
        table = self.material.table("opportunities")
        typed = self.material.table("evaluations")
        return any(frame is not None and len(frame) > 0 for frame in (table, typed))

    @cached_property
    def booked(self) -> pd.DataFrame:
        """Bookings in main units by rep and month on record; 0 where none."""
        unit = float(self.material.major(1))
        columns = {m.label: self.material.parts_in(m)["bookings"] for m in self.on_record}
        return pd.DataFrame(columns).astype("Float64").fillna(0).astype("float64") * unit

    @cached_property
    def season(self) -> dict[int, Fraction]:
        """Index of a working day by calendar month; empty where months are too few.

        Bookings per working day, so that months with few of them are not counted low twice.
        """
        months = self.on_record
        if len(months) < SEASON_MONTHS:
            return {}
        days = np.array([self.working_days(month) for month in months], dtype=np.float64)
        sums = self.booked.sum().to_numpy(dtype=np.float64)
        if not (days > 0).all():
            return {}
        found = seasonal_indices(sums / days)
        if np.isnan(found).any():
            return {}
        return {
            months[at].first.month: Fraction(round(float(found[at]) * _GRAIN), _GRAIN)
            for at in range(len(found))
        }

    def working_days(self, month: Period) -> int:
        """Working days of a month by the run's calendar."""
        return self.material.run.workdays.between(month.first, month.last)

    def month(self, month: Period) -> Month:
        """A month as the split sees it."""
        index = self.season.get(month.first.month, ONE)
        return Month(month.label, self.working_days(month), index)

    @cached_property
    def calendar(self) -> Calendar:
        """The plan's months."""
        return Calendar([self.month(month) for month in self.plan.months()])

    def there(self, rep_id: str, month: Period) -> Fraction:
        """Part of a month's working days on which a rep is there."""
        whole = self.working_days(month)
        if rep_id not in self.material.reps or not whole:
            return ZERO
        ready, work = self.material.prepared, self.material.run.workdays
        return Fraction(measures.days_there(ready, rep_id, month, work), whole)

    def ramp(self, rep_id: str, month: Period) -> Fraction:
        """Part of a full person's task in the months after joining."""
        hired = self.material.reps.get(rep_id, {}).get("hired_on")
        steps = self.material.run.policy.target_split.ramp
        if hired is None:
            return ONE
        place = (month.first.year - hired.year) * 12 + month.first.month - hired.month
        return Fraction(steps[place]) if 0 <= place < len(steps) else ONE

    @cached_property
    def rep_ids(self) -> list[str]:
        """Who takes part: there on some day, not left out; and those with cells to keep."""
        without = self.material.run.target_plan.asked.without
        found = [
            rep_id
            for rep_id in self.material.reps
            if rep_id not in without and any(self.there(rep_id, m) for m in self.plan.months())
        ]
        return found + sorted(self.kept - {*found})

    def weight_behind(self, rep_id: str) -> float:
        """What the months of history usually bring, by the days there."""
        return float(sum((self.month(m).weight * self.there(rep_id, m) for m in self.behind), ZERO))

    def weight_ahead(self, rep_id: str, months: Sequence[Period]) -> float:
        """The same of months ahead."""
        return float(sum((self.month(m).weight * self.there(rep_id, m) for m in months), ZERO))

    @cached_property
    def histories(self) -> dict[str, History]:
        """Months before of each who was there long enough; nothing sold is a history too."""
        if not self.behind:
            return {}
        usual = float(sum((self.month(m).weight for m in self.behind), ZERO)) / len(self.behind)
        fewest = self.material.run.policy.target_split.min_months
        sums = {name: self._sums(name) for name in ("bookings", "won_customers", "won", "closed")}
        unit = float(self.material.major(1))
        found = {}
        for rep_id in self.rep_ids:
            months = float(sum((self.there(rep_id, m) for m in self.behind), ZERO))
            amount = sums["bookings"].get(rep_id, 0.0) * unit
            if months < fewest or not usual:
                continue
            found[rep_id] = History(
                rep_id, self.material.role(rep_id), amount, self.weight_behind(rep_id) / usual,
                sums["won_customers"].get(rep_id, 0.0), sums["won"].get(rep_id, 0.0),
                sums["closed"].get(rep_id, 0.0),
            )  # fmt: skip
        return found

    def _sums(self, name: str) -> dict[str, float]:
        total: dict[str, float] = {}
        for month in self.behind:
            column = self.material.parts_in(month)[name]
            for rep_id, value in column.items():
                if not pd.isna(value):
                    total[str(rep_id)] = total.get(str(rep_id), 0.0) + float(value)
        return total

    def amount_cv(self, rep_id: str) -> float:
        """Spread of single amounts of the rep's pool; NaN where it cannot be told."""
        pools = Pools.of(self.material)
        return float(pools.amount_cv[pools.place[rep_id]]) if rep_id in pools.place else np.nan

    @cached_property
    def mean_cv(self) -> float:
        """The same of all with a history together; NaN where none is known."""
        known = [cv for cv in map(self.amount_cv, self.histories) if not np.isnan(cv)]
        return float(np.mean(known)) if known else float("nan")

    @cached_property
    def potential(self) -> Potential:
        """Potential of each, and which figure it is."""
        months = self.plan.months()
        there = {i: [self.there(i, month) for month in months] for i in self.rep_ids}
        known = [rep_id for rep_id in self.rep_ids if rep_id in self.material.reps]
        year = self.behind[-1].trailing(12) if self.behind else self.material.run.period
        return potential(self.material, known, Presence(self.calendar.shares(), there), year)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody who takes part, as the split sees them."""
        histories = list(self.histories.values())
        rates = _by_rep(histories, drawn_in(histories, self.mean_cv) if histories else None)
        ability = _by_rep(histories, per_decision(histories) if histories else None)
        months = self.plan.months()
        return [
            Person(
                rep_id,
                self.team(rep_id),
                self.potential.by_rep.get(rep_id),
                rates.get(rep_id),
                ability.get(rep_id),
                tuple(self.there(rep_id, month) for month in months),
                tuple(ONE if rep_id in rates else self.ramp(rep_id, month) for month in months),
                self._as_it_was(rep_id),
            )
            for rep_id in self.rep_ids
        ]

    def _as_it_was(self, rep_id: str) -> Fraction | None:
        """Bookings a month there; None where fewer than three wins stand behind them."""
        one = self.histories.get(rep_id)
        if one is None or one.wins < FEWEST_WINS:
            return None
        return Fraction(round(max(one.rate, 0.0) * 100), 100)

    def team(self, rep_id: str) -> str | None:
        """A rep's team by the table of people, else in the last version."""
        known = self.material.reps.get(rep_id, {"team": self.teams.get(rep_id)})
        team = known.get("team")
        return None if team is None else str(team)


def _by_rep(
    histories: Sequence[History], values: Sequence[float] | np.ndarray | None
) -> Mapping[str, Fraction]:
    if values is None:
        return {}
    return {
        one.rep_id: Fraction(round(float(value) * 100), 100)
        for one, value in zip(histories, values, strict=True)
    }
