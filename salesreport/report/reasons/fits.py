"""What the others' leads say of each rep's: one model for months, one for a longer window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from salesreport.attribution.change import Change, change, leads_ratio
from salesreport.attribution.delays import Delays, reps_in_time, win_delays
from salesreport.attribution.evidence import (
    EARLY_LEVEL,
    LEVEL,
    Lateness,
    lasting_direction,
    lateness,
    named_direction,
    signal_share,
    wins_evidence,
)
from salesreport.attribution.leads import Bools, Window
from salesreport.attribution.model import Model, fitted
from salesreport.attribution.window import Attribution, Usual, attribution, usual
from salesreport.measures import MEASURES
from salesreport.measures.frames import date_of, day_number
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.peers import Peers
from salesreport.report.reasons.leads import LeadRows, lead_rows
from salesreport.report.reasons.market import index_levels, index_ratio
from salesreport.report.windows import is_filled
from salesreport.statistics import Floats, count_range, normal_chance, q_values

LONGER, SHORTEST = 12, 6
"""Months of the longer window, and the fewest it may have."""


@dataclass(frozen=True, eq=False)
class Fit:
    """One window against the others, and against the same one a year before.

    Arrays are by place in `Fits.rows.ids`.

    Attributes
    ----------
    window, last_year : Period
        `last_year` is None where the data do not reach back to it.
    found : Attribution
    usual_rates : Usual or None
        The period's benchmark at the rates of other times; None of a longer time, which is
        what is usual.
    change : Change or None
        From last year's window to this one.
    late : Lateness
        By what is on record.
    late_q, early_q : array of float, shape (reps, bands)
        `late.p` and `late.early_p` after correction for those who were there.
    exposure : array of float, shape (n,)
        Share of each lead's wins that falls into the window.
    p, q : array of float, shape (reps,)
        Chance of wins so far from the others' rates, alone and after correction for all
        reps and both looks at them; NaN where none is expected.
    change_p, change_q : array of float, shape (reps,)
        The same of their change since last year.
    change_chance : array of float, shape (reps,)
        How far the bookings of both windows move by chance alone.
    before : Attribution or None
        Last year's window.
    signal : array of float, shape (reps,)
        Share of the unexplained part that is more than chance.
    elsewhere, elsewhere_before : arrays of float, shape (reps,)
        Sales of the window that no lead on record became; of last year's window in leads
        of this one.
    usual : pair of array of float, shape (reps,)
        Wins between which chance keeps 95 % of the time.
    """

    window: Period
    last_year: Period | None
    found: Attribution
    usual_rates: Usual | None
    change: Change | None
    late: Lateness
    late_q: Floats
    early_q: Floats
    exposure: Floats
    p: Floats
    q: Floats
    change_p: Floats
    change_q: Floats
    change_chance: Floats
    before: Attribution | None
    signal: Floats
    elsewhere: Floats
    elsewhere_before: Floats
    usual: tuple[Floats, Floats]
    dispersion: float
    has_index: bool

    @property
    def late_named(self) -> Bools:
        """Late beyond the peers after correction, and lateness costs wins elsewhere."""
        named: Bools = (self.late_q < LEVEL) & (self.late.effect_p < LEVEL)
        return named

    @property
    def early_named(self) -> Bools:
        """Less late than the peers after correction, and lateness costs wins elsewhere."""
        named: Bools = (self.early_q < EARLY_LEVEL) & (self.late.effect_p < LEVEL)
        return named


@dataclass(frozen=True, eq=False)
class Fits:
    """Models of a run; `why_null` says why there are none.

    Attributes
    ----------
    rows : LeadRows or None
    period, previous : Fit or None
        `previous`: the period before, where the data reach back to it.
    longer : Fit or None
        Of the twelve months to the period's end, fewer where the data are shorter.
    personal : array of float, shape (reps,)
        1 or -1 where wins are more or fewer beyond chance after correction, in the
        longer window, or in the period and the one before it alike; else 0.
    personal_change : array of float, shape (reps,)
        The same of the change since last year, in the longer window.
    why_null : str or None
        `no_leads`, `one_rep` or `no_wins`.
    """

    rows: LeadRows | None = None
    period: Fit | None = None
    previous: Fit | None = None
    longer: Fit | None = None
    personal: Floats | None = None
    personal_change: Floats | None = None
    why_null: str | None = None

    @cached_property
    def place(self) -> dict[str, int]:
        """Rep id -> place in the arrays."""
        return {} if self.rows is None else {i: at for at, i in enumerate(self.rows.ids)}


def fits(material: Material) -> Fits:
    """Models of a run, made once for all its views."""
    return material.prepared.once("reason-fits", lambda _: _fits(material))


def longer_window(material: Material) -> Period | None:
    """The twelve months to the period's end, from the first lead on where they are fewer.

    None where these are fewer than `SHORTEST`, or no longer than the period itself.
    """
    rows, period = lead_rows(material), material.run.period
    if rows is None:
        return None
    first = date_of(int(rows.leads.assigned.min()))
    whole = period.trailing(LONGER)
    reached = [month for month in whole.months() if month.last >= first]
    if len(reached) < max(SHORTEST, period.n_months + 1):
        return None
    return period.trailing(len(reached)).until(material.run.as_of)


def _fits(material: Material) -> Fits:
    rows = lead_rows(material)
    if rows is None:
        return Fits(why_null="no_leads")
    delays = win_delays(rows.leads)
    n_reps = len(reps_in_time(rows.leads, delays))
    if n_reps < 2:
        return Fits(rows, why_null="one_rep" if n_reps else "no_leads")
    if not rows.leads.amount.any():
        return Fits(rows, why_null="no_wins")
    fitter = _Fitter(material, rows, delays)
    windows = material.windows
    period, previous = fitter.period(windows.period.until(material.run.as_of))
    longer, whole = None, longer_window(material)
    if whole is not None:
        longer = fitter.longer(whole)
    elif material.run.period.n_months >= LONGER:
        longer = period
    return Fits(
        rows, period, previous, longer,
        personal=_personal(period, previous, longer),
        personal_change=named_direction(longer.change_q, longer.change.wins)
        if longer is not None and longer.change is not None
        else np.zeros(len(rows.ids)),
    )  # fmt: skip


def _personal(period: Fit, previous: Fit | None, longer: Fit | None) -> Floats:
    """Direction of wins beyond chance where it may be named, else 0."""
    sides = [
        None if fit is None else named_direction(fit.q, fit.found.wins - fit.found.wins_expected)
        for fit in (period, previous, longer)
    ]
    return lasting_direction(*sides)


@dataclass(frozen=True, eq=False)
class _Fitter:
    """Fits windows to the same leads and delays."""

    material: Material
    rows: LeadRows
    delays: Delays

    def period(self, window: Period) -> tuple[Fit, Fit | None]:
        """The period's fit and that of the one before it, from one model of three windows."""
        windows = self.material.windows
        others = {
            name: one
            for name, one in (("previous", windows.previous), ("last_year", windows.last_year))
            if self._reached(one)
        }
        spans = list(dict.fromkeys([window, *others.values()]))
        model = self._model(spans)
        last_year, previous = others.get("last_year"), others.get("previous")
        is_longer = self.material.run.period.n_months >= LONGER
        own = self._fit(model, spans, window, last_year, is_longer=is_longer)
        return own, None if previous is None else self._fit(model, spans, previous, None)

    def longer(self, window: Period) -> Fit:
        """The longer window's fit, with the same months a year before if they are there."""
        before = window.same_last_year().matching(window.whole or window, self.material.run.as_of)
        last_year = before if self._reached(before) else None
        spans = [window] if last_year is None else [window, last_year]
        return self._fit(self._model(spans), spans, window, last_year, is_longer=True)

    def _reached(self, window: Period) -> bool:
        """Whether leads and deals reach back to a window."""
        first = int(self.rows.leads.assigned.min())
        begun = date_of(first).replace(day=1) <= window.first
        return begun and is_filled(self.material.prepared, MEASURES["bookings"], window)

    def _model(self, spans: list[Period]) -> Model:
        index = index_levels(self.material, self.rows, spans)
        return fitted(self.rows.leads, [_days(one) for one in spans], self.delays, index=index)

    def _fit(
        self,
        model: Model,
        spans: list[Period],
        window: Period,
        last_year: Period | None,
        *,
        is_longer: bool = False,
    ) -> Fit:
        at = spans.index(window)
        found = attribution(model, at)
        there = self._there & (found.wins_expected > 0)
        elsewhere = self._elsewhere(window)
        p = np.where(there, wins_evidence(found, elsewhere).p, np.nan)
        late = lateness(replace(model, leads=self.rows.recorded), at)
        changed, then, has_index = self._change(model, spans, (at, found), last_year)
        chance = found.chance_sd if then is None else np.hypot(found.chance_sd, then.chance_sd)
        before = np.zeros(len(p))
        change_p = np.full(len(p), np.nan)
        if changed is not None and then is not None and last_year is not None:
            before = self._elsewhere(last_year) * leads_ratio(found, then)
            moved = nearest_to_0(changed.wins, before, elsewhere)
            change_p = np.where(there, normal_chance(moved, changed.wins_sd), np.nan)
        there_late = [np.where(self._there[:, None], one, np.nan) for one in (late.p, late.early_p)]
        late_q, early_q = (q_values(one.reshape(-1)).reshape(one.shape) for one in there_late)
        # A rep is looked at twice, by level and by change: both count as looks.
        q, change_q = q_values(np.concatenate([p, change_p])).reshape(2, -1)
        return Fit(
            window, last_year, found, None if is_longer else usual(model, at, found), changed, late,
            late_q=late_q, early_q=early_q,
            exposure=self.delays.inside(self.rows.leads.assigned, _days(window)),
            p=p, q=q,
            change_p=change_p, change_q=change_q, change_chance=chance,
            before=then,
            signal=signal_share(found),
            elsewhere=elsewhere, elsewhere_before=before,
            usual=count_range(found.wins_expected, found.wins_variance),
            dispersion=model.dispersion, has_index=has_index,
        )  # fmt: skip

    def _elsewhere(self, window: Period) -> Floats:
        days = _days(window)
        return self.rows.sales_without_lead(days.first, days.last)

    def _change(
        self,
        model: Model,
        spans: list[Period],
        now: tuple[int, Attribution],
        last_year: Period | None,
    ) -> tuple[Change | None, Attribution | None, bool]:
        """Change since last year, the window of then, whether the market has an index."""
        if last_year is None:
            return None, None, False
        at, window = spans.index(last_year), spans[now[0]]
        then = attribution(model, at)
        index = index_ratio(self.material, self.rows, window, last_year)
        work = self._workdays(window, last_year)
        changed = change(model, now, (at, then), index=index, workdays=work)
        return changed, then, index is not None

    @cached_property
    def _there(self) -> Bools:
        present = Peers.of(self.material).presence
        return np.array([rep_id in present for rep_id in self.rows.ids], dtype=np.bool_)

    def _workdays(self, window: Period, last_year: Period) -> float:
        work = self.material.run.workdays
        now, then = (work.between(one.first, one.last) for one in (window, last_year))
        return now / then if now and then else 1.0


def nearest_to_0(moved: Floats, before: Floats, now: Floats) -> Floats:
    """What wins moved by at least, where some of both windows have no lead on record.

    The number from `moved` - `before` to `moved` + `now` that is nearest to 0.
    """
    return np.asarray(np.clip(0.0, moved - before, moved + now))


def _days(window: Period) -> Window:
    return Window(day_number(window.first), day_number(window.last))
