"""Cohorts, steps, leaks, idle and slipped deals of a team or a rep, from a run's deals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Literal, cast

import numpy as np

from salesreport.measures.frames import date_of, day_number, text
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.winloss.everyone import Everyone
from salesreport.report.winloss.histories import WHOLE, DealRows
from salesreport.retrospective.deals import deals as deal_parts
from salesreport.retrospective.findings import Deal, Fact, Number
from salesreport.retrospective.pipeline import (
    CohortMonth,
    CohortShare,
    IdleDeal,
    Leak,
    LeakWindow,
    Pipeline,
    SlipMonth,
    StageId,
    StageStep,
    UntouchedCheck,
)
from salesreport.winloss import cohorts, idle, slips
from salesreport.winloss.histories import NEVER, Bools, Days, Ints
from salesreport.winloss.leaks import Leaks, leaks, usual_amount
from salesreport.winloss.stages import Step

N_IDLE = 20
"""Idle deals listed."""


def known(value: float, digits: int | None = None) -> Number:
    """A number; None for NaN."""
    if isnan(value):
        return None
    return float(value) if digits is None else round(float(value), digits)


def team_pipeline(material: Material, rep_ids: list[str] | None) -> Pipeline:
    """How the deals of a team get on; None: of everybody.

    Parameters
    ----------
    material : Material
    rep_ids : list of str or None

    Returns
    -------
    Pipeline
        Steps of a part of the run's people stand beside those of everybody.
    """
    return _pipeline(material, rep_ids, min_group=None)


def rep_pipeline(material: Material, rep_id: str, *, min_group: int | None) -> Pipeline:
    """How a rep's own deals get on.

    Parameters
    ----------
    min_group : int or None
        Fewest colleagues whose deals may stand behind a figure of the whole team; below,
        the rep's own deals tell what is usual and what a stage is worth. None withholds
        nothing (a manager's page).
    """
    return _pipeline(material, [rep_id], min_group=0 if min_group is None else min_group)


def _pipeline(material: Material, rep_ids: list[str] | None, min_group: int | None) -> Pipeline:
    everyone = Everyone.of(material)
    if everyone is None:
        return Pipeline(why_null="no_deals")
    reader = Reader(everyone, rep_ids, min_group)
    if not len(reader.rows.deals):
        return Pipeline(why_null="no_deals", left_out=reader.left_out)
    return reader.pipeline()


@dataclass(frozen=True, eq=False)
class Reader:
    """One reader's deals. `min_group`: None on a team's page."""

    everyone: Everyone
    rep_ids: list[str] | None
    min_group: int | None

    @cached_property
    def places(self) -> list[int] | None:
        """Places of the reader's reps; None: everybody."""
        if self.rep_ids is None:
            return None
        order = {rep_id: at for at, rep_id in enumerate(self.everyone.material.reps)}
        return [order[rep_id] for rep_id in self.rep_ids]

    @cached_property
    def rows(self) -> DealRows:
        """The reader's deals."""
        return self.everyone.rows.of_reps(self.places)

    @property
    def left_out(self) -> dict[str, int]:
        """Deals that no number holds; they are counted for everybody together."""
        return self.everyone.rows.left_out if self.places is None else {}

    @cached_property
    def may_tell(self) -> bool:
        """Whether enough colleagues stand behind what the whole team's stages say."""
        if self.min_group is None or self.places is None:
            return True
        groups = [self.everyone.behind[stage] for stage in self._used()]
        own = set(self.places)
        return all(len(reps - own) >= self.min_group for reps in (*groups, self.everyone.priced))

    def _used(self) -> list[int]:
        """Stages that anybody stayed in."""
        return [one.stage for one in self.everyone.steps if one.n > one.n_skipped]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Steps of the reader's own deals."""
        return self.everyone.steps if self.places is None else self.everyone.steps_of(self.rows)

    @cached_property
    def chances(self) -> tuple[Step, ...]:
        """Steps by which the leaks are valued."""
        return self.everyone.steps if self.may_tell else self.steps

    @cached_property
    def usual(self) -> idle.Usual:
        """Usual days in each stage of the reader's own deals."""
        is_whole = self.places is None
        return self.everyone.usual if is_whole else self.everyone.usual_of(self.rows)

    @cached_property
    def tells_usual(self) -> Bools:
        """Of each stage, whether enough colleagues' deals got on to tell what is usual."""
        stages = range(self.everyone.rows.entries.n_stages)
        if self.min_group is None or self.places is None:
            return np.ones(len(stages), dtype=np.bool_)
        own = set(self.places)
        stays = _behind_stays(self.everyone)
        told = [len(stays[stage] - own) >= self.min_group for stage in stages]
        return np.array(told, dtype=np.bool_) & self.may_tell

    @cached_property
    def idle(self) -> idle.Idle:
        """The reader's open deals, held against what is usual, of own deals where withheld."""
        whole, own = self.everyone.usual, self.usual
        usual = idle.Usual(
            np.where(self.tells_usual, whole.days, own.days),
            np.where(self.tells_usual, whole.n, own.n),
        )
        return idle.idle_deals(self.rows.deals, self.rows.entries, self.rows.touched, usual)

    def pipeline(self) -> Pipeline:
        """All of it as one part."""
        rows, found = self.rows, self.idle
        entered = rows.entries.entered[:, 0]
        unknown = ~rows.entries.known & (entered >= self.everyone.since)
        listed = found.is_stalled
        amounts = rows.deals.amount[found.deal[listed]]
        return Pipeline(
            cohorts=[self._cohort(month) for month in self.everyone.months],
            pooled=self._pooled(),
            untouched_check=self._check(),
            steps=[self._step(stage) for stage in self._used()],
            leaks=[self._leaks("period"), self._leaks("longer")],
            idle=self.idle_deals(),
            n_stalled=int(listed.sum()),
            stalled=self._stalled(),
            n_untouched=int(found.is_untouched.sum()),
            idle_amount=None if np.isnan(amounts).all() else float(np.nansum(amounts)),
            slips=[self._slip(month) for month in self.everyone.months],
            chances="team" if self.may_tell else "own",
            has_stages=rows.stages != WHOLE,
            has_activities=rows.has_activities,
            n_unknown_stages=int(unknown.sum()),
            left_out=self.left_out,
        )

    def _cohort(self, month: Period) -> CohortMonth:
        days = Days(day_number(month.first), day_number(month.last))
        found = cohorts.creation_cohort(self.rows.deals, days, self.everyone.horizons)
        closed = cohorts.decided(self.rows.deals, days)
        return CohortMonth(
            first=month.first, last=month.last, n=found.n, won=found.n_won, lost=found.n_lost,
            open=found.n_open, shares=[_share(share) for share in found.shares],
            decided_won=closed.n_won, decided_lost=closed.n_lost,
            decided_share=known(closed.won), decided_low=known(closed.won_range.low),
            decided_high=known(closed.won_range.high),
        )  # fmt: skip

    def _pooled(self) -> list[CohortShare]:
        months = [Days(day_number(m.first), day_number(m.last)) for m in self.everyone.months]
        found = cohorts.pooled_shares(self.rows.deals, months, self.everyone.horizons)
        return [_share(share) for share in found]

    def _check(self) -> UntouchedCheck | None:
        """How far the untouched matter, told at twice the policy's horizon."""
        deals, found = self.rows.deals, self.idle
        gone = idle.untouched(deals, found)
        if not gone.any():
            return None
        as_lost = cohorts.untouched_as_lost(deals, gone, self.rows.touched)
        created = Days(self.everyone.since, deals.until)
        told = cohorts.sensitivity(
            deals, as_lost, created=created, horizon_days=2 * self.everyone.horizon_days
        )
        return UntouchedCheck(
            days=told.days, n=told.n, n_untouched=told.n_untouched, won=known(told.won),
            low=known(told.won_range.low), high=known(told.won_range.high),
            won_if_lost=known(told.won_if_lost),
        )  # fmt: skip

    def _step(self, stage: int) -> StageStep:
        own, whole, usual = self.steps[stage], self.everyone.steps[stage], self.everyone.usual
        beside = self.places is not None and self.may_tell
        tells_usual = beside and bool(self.tells_usual[stage])
        return StageStep(
            stage=self._name(stage), n=own.n, n_passed=own.n_passed, n_stopped=own.n_stopped,
            n_open=own.n_open, n_skipped=own.n_skipped, n_turned_back=own.n_turned_back,
            horizon_days=own.horizon_days, passed=known(own.passed),
            low=known(own.passed_range.low), high=known(own.passed_range.high),
            stopped=known(own.stopped), median_days=known(own.stay.median_days),
            usual_days=known(float(self.usual.days[stage])), n_stays=own.stay.n,
            against=known(whole.passed) if beside else None,
            against_n=whole.n if beside else None,
            against_median_days=known(whole.stay.median_days) if beside else None,
            against_usual_days=known(float(usual.days[stage])) if tells_usual else None,
            withheld=not self.may_tell,
        )  # fmt: skip

    def _leaks(self, window: Literal["period", "longer"]) -> LeakWindow:
        period = self.everyone.material.run.period
        first = day_number(period.first)
        days = Days(first, day_number(period.last)) if window == "period" else self.everyone.window
        found = leaks(
            self.rows.deals, self.rows.entries, self.chances, closed=days,
            usual_amount=self.everyone.usual_amount if self.may_tell else self._usual_amount,
        )  # fmt: skip
        return LeakWindow(
            window=window, first=date_of(min(days.first, days.last)),
            last=date_of(min(days.last, self.rows.deals.until)),
            rows=self._leak_rows(found), total=known(found.total, 2),
            usual_amount=known(found.usual_amount, 2),
            largest=None if found.largest is None else self._name(found.largest),
            is_clear=found.is_clear,
        )  # fmt: skip

    @property
    def _usual_amount(self) -> float:
        return usual_amount(self.rows.deals)

    def _leak_rows(self, found: Leaks) -> list[Leak]:
        used = set(self._used())
        return [
            Leak(
                stage=self._name(leak.stage), n=leak.n_stopped, n_came=leak.n_came,
                n_assumed=leak.n_assumed, amount=known(leak.amount, 2),
                chance=known(leak.chance), expected=known(leak.expected, 2),
                low=known(leak.expected_range.low, 2), high=known(leak.expected_range.high, 2),
                one_point=known(leak.one_point, 2),
            )
            for leak in found.steps
            if leak.stage in used
        ]  # fmt: skip

    def idle_deals(self) -> list[IdleDeal]:
        """Idle deals, untouched ones first, then by amount."""
        found, deals = self.idle, self.rows.deals
        at = np.flatnonzero(found.is_stalled)
        amount = np.nan_to_num(deals.amount[found.deal[at]], nan=-1.0)
        order = at[np.lexsort((found.deal[at], -amount, ~found.is_untouched[at]))][:N_IDLE]
        parts = self._deal_parts(found.deal[order])
        overdue = slips.overdue_days(deals, self.rows.expected)
        return [
            IdleDeal(
                deal=part, stage=self._name(int(found.stage[i])),
                in_stage_days=int(found.in_stage[i]), untouched_days=int(found.untouched[i]),
                usual_days=float(found.usual[i]),
                last_touch=date_of(int(self.rows.touched[found.deal[i]])),
                moved_on=None if found.moved_on[i] == NEVER else date_of(int(found.moved_on[i])),
                overdue_days=int(overdue[found.deal[i]]), is_untouched=bool(found.is_untouched[i]),
            )
            for i, part in zip(order, parts, strict=True)
        ]  # fmt: skip

    def _stalled(self) -> Fact | None:
        """Deals long in their stage as a fact, the longest first; None without stages."""
        found = self.idle
        at = np.flatnonzero(found.is_stalled)
        if self.rows.stages == WHOLE or not len(at):
            return None
        order = at[np.lexsort((found.deal[at], -found.in_stage[at]))]
        parts, longest = self._deal_parts(found.deal[order]), order[0]
        whose = Counter(part.owner for part in parts if part.owner)
        is_one = self.places is not None and len(self.places) == 1
        return Fact(
            kind="stalled", count=len(at), by_rep={} if is_one else dict(whose.most_common()),
            values={
                "longest_days": int(found.in_stage[longest]),
                "usual_days": float(found.usual[longest]),
                "customer": parts[0].customer,
            },
            rows=[part.source for part in parts[:N_IDLE]],
        )  # fmt: skip

    def _deal_parts(self, at: Ints) -> list[Deal]:
        material = self.everyone.material
        ids = text(self.rows.frame, "opportunity_id").iloc[self.rows.row[at]]
        rows = material.deals.iloc[[self.everyone.records[str(i)] for i in ids]]
        return deal_parts(rows, currency=material.run.currency, names=material.names)

    def _slip(self, month: Period) -> SlipMonth:
        days = Days(day_number(month.first), day_number(month.last))
        found = slips.slipped(self.rows.deals, self.rows.expected, days)
        return SlipMonth(
            first=month.first, last=month.last, n_expected=found.n_expected,
            n_slipped=found.n_slipped, share=known(found.share),
            low=known(found.share_range.low), high=known(found.share_range.high),
        )  # fmt: skip

    def _name(self, stage: int) -> StageId:
        return cast(StageId, self.rows.stages[stage])


def _behind_stays(everyone: Everyone) -> list[frozenset[int]]:
    """Reps of whose deals any got on from each stage, so that they tell what is usual."""

    def build() -> list[frozenset[int]]:
        deals, entries, reps = everyone.rows.deals, everyone.rows.entries, everyone.rows.rep
        on = [
            reps[idle.got_on(deals, entries, stage, since=everyone.since)]
            for stage in range(entries.n_stages)
        ]
        return [frozenset(rep[rep >= 0].tolist()) for rep in on]

    return everyone.material.prepared.once("winloss-stays", lambda _: build())


def _share(share: cohorts.Share) -> CohortShare:
    return CohortShare(
        days=share.days, n=share.n, won=share.won, low=share.won_range.low,
        high=share.won_range.high, lost=share.lost, open=share.is_open,
    )  # fmt: skip


@dataclass(frozen=True)
class IdleOfRep:
    """Deals of one rep that are long in their stage, of all that are open."""

    deals: list[IdleDeal]
    n: int
    n_open: int


def idle_of_rep(material: Material, rep_id: str, *, min_group: int | None) -> IdleOfRep | None:
    """A rep's deals long in their stage, as on the rep's own page; None without stages."""
    everyone = Everyone.of(material)
    if everyone is None or everyone.rows.stages == WHOLE:
        return None
    reader = Reader(everyone, [rep_id], 0 if min_group is None else min_group)
    if not len(reader.rows.deals):
        return None
    n = int(reader.idle.is_stalled.sum())
    return IdleOfRep(reader.idle_deals(), n, len(reader.idle.deal))
