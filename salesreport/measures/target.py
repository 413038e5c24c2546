"""What was planned: targets of a window, less for those who were not there all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import pandas as pd

from salesreport.measures.catalogue import MEASURES
from salesreport.measures.events import Events
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    date_of,
    day_number,
    fractions,
    optional,
    text,
)
from salesreport.measures.prepared import UNASSIGNED, Prepared
from salesreport.measures.presence import days_present, first_traces, share_present
from salesreport.measures.spans import latest, shortest, spans
from salesreport.money import minor_digits
from salesreport.periods import Period, months_between

BOOKINGS = "bookings"
EVERYBODY = "all"

PLANS = {
    "target": ("untargeted", "bookings"),
    "costs": ("uncosted", "bookings"),
    "target_next": ("untargeted_next", "covered_next"),
}
"""Component given by the month -> the count of months without one, what is held against it."""


@dataclass(frozen=True, eq=False)
class Targets:
    """Targets that count, one entry each; `value` is prorated, `typed` not, in main units."""

    frame: pd.DataFrame
    position: Ints
    rep: Ints
    team: list[str | None]
    measure: list[str]
    first: Ints
    last: Ints
    value: list[Fraction]
    typed: list[Fraction]


def target(prepared: Prepared) -> tuple[Events, ...] | None:
    """Bookings target of the reps (minor units).

    Targets of the months in the window, each prorated by the days on which the rep
    was there (calendar days, or the policy's working days) and rounded half to even.
    A target of a quarter or year counts in windows that hold all of it, unless its
    months have their own. Unknown where a rep was there in a month without one (see
    `without_target`): bookings of all months are not held against targets of some.
    """
    return _bookings(prepared, count=False)


def target_months(prepared: Prepared) -> tuple[Events, ...] | None:
    """Months of the window with a bookings target of the rep (count)."""
    return _bookings(prepared, count=True)


def targets(prepared: Prepared, period: Period) -> pd.DataFrame:
    """Targets of the reps, one column per measure, in the measure's own unit.

    Money and counts add up over the window's months and are prorated; rates,
    days and scores are the mean of the months' targets, not prorated: a level that is
    given for some months is held for all.

    Returns
    -------
    DataFrame of Fraction, indexed by rep_id
        None where a rep has no target for the measure, or was there in a month
        without one and it is a sum.
    """
    return _table(prepared, period, by_team=False)


def team_targets(prepared: Prepared, period: Period) -> pd.DataFrame:
    """Targets given for whole teams, as `targets`, indexed by team.

    A row with neither rep nor team is the target of everybody, under `all`. A
    team's own target is not the sum of its reps' and is kept apart from it.
    """
    return _table(prepared, period, by_team=True)


def team_months(prepared: Prepared, period: Period, measure: str) -> dict[str, set[str]]:
    """Months of a window for which teams have a target of a measure.

    A target of a quarter or year that lies inside the window is one of each of its months.

    Returns
    -------
    dict of team to set of str
        Labels `2024-05`; everybody's under `all`. Teams without any are left out.
    """
    found = prepared.once("targets", _targets)
    months: dict[str, set[str]] = {}
    if found is None:
        return months
    for team, name, first, last in zip(
        found.team, found.measure, found.first, found.last, strict=True
    ):
        span = Period(date_of(first), date_of(last), "target")
        if team is None or name != measure or span.first < period.first or span.last > period.last:
            continue
        months.setdefault(team, set()).update(month.label for month in span.months())
    return months


Span: TypeAlias = tuple[Ints, Ints, Ints]
"""Rep codes, first and last days of several targets."""


def without_target(
    prepared: Prepared, held: Iterable[Span], period: Period, who: Bools | None = None
) -> Bools:
    """Months of a window without a target for a rep who was there.

    A target of a quarter or year is one of each of its months. Months in which the
    rep was there on no day need none, nor do those before the first trace of a rep
    whose day of joining is not known: the first target, deal, lead, action or contract,
    where those of others go back further.

    Parameters
    ----------
    held : iterable of Span
        Targets inside the window.
    who : array of bool, optional
        Reps to look at; the others lack nothing. Default: all.

    Returns
    -------
    array of bool, shape (reps, months)
        Reps as in `prepared.reps`; records without a rep need no target.
    """
    months = period.months()
    start = _month(np.array([day_number(months[0].first)]))[0]
    lacking = np.ones((len(prepared.reps), len(months)), dtype=np.bool_)
    for rep, first, last in held:
        begin, end = _month(first) - start, _month(last) - start
        for step in range(int((end - begin).max(initial=-1)) + 1):
            holds = begin + step <= end
            lacking[rep[holds], (begin + step)[holds]] = False
    lacking[~(np.ones(len(lacking), dtype=np.bool_) if who is None else who)] = False
    begun = prepared.once("target-beginnings", _beginnings)
    for code, at in np.argwhere(lacking):
        rep_id, month = str(prepared.reps[code]), months[at]
        lacking[code, at] = (
            rep_id != UNASSIGNED
            and begun[code] <= day_number(month.last)
            and bool(days_present(prepared, rep_id, month))
        )
    return lacking


def _beginnings(prepared: Prepared) -> Ints:
    """First trace or target of each rep as a day number.

    Before all days where there is none, and for those on record from the first month
    on: they may have been there longer than the records go back.
    """
    traces = first_traces(prepared)
    found = prepared.once("targets", _targets)
    first = np.where(traces == NO_DAY, np.iinfo(np.int64).max, traces)
    if found is not None:
        own = found.rep >= 0
        np.minimum.at(first, found.rep[own], found.first[own])
    first[_month(first) == _month(first).min()] = NO_DAY
    first[first == np.iinfo(np.int64).max] = NO_DAY
    return first


def target_spans(prepared: Prepared, period: Period, measure: str) -> list[Span]:
    """Reps' targets of a measure that lie wholly inside a window."""
    found = prepared.once("targets", _targets)
    if found is None:
        return []
    begin, end = day_number(period.first), day_number(period.last)
    at = _mine(found, measure) & (found.first >= begin) & (found.last <= end)
    return [(found.rep[at], found.first[at], found.last[at])]


def typed_target(prepared: Prepared, period: Period, measure: str) -> Fraction | None:
    """Targets of all reps inside a window as they were typed: for all of it, whoever was there.

    None where no rep has one.
    """
    found = prepared.once("targets", _targets)
    if found is None:
        return None
    begin, end = day_number(period.first), day_number(period.last)
    at = _mine(found, measure) & (found.first >= begin) & (found.last <= end)
    return sum((found.typed[i] for i in np.flatnonzero(at)), Fraction(0)) if at.any() else None


def _month(day: Ints) -> Ints:
    """Months since January 1970 of day numbers."""
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _bookings(prepared: Prepared, *, count: bool) -> tuple[Events, ...] | None:
    found = prepared.once("targets", _targets)
    if found is None:
        return None
    chosen = _mine(found, BOOKINGS)
    scale = 10 ** minor_digits(prepared.currency)
    months = [_months(first, last) for first, last in zip(found.first, found.last, strict=True)]
    value = months if count else [round(v * scale) for v in found.value]
    return (
        Events.of(
            "targets",
            found.frame,
            position=found.position,
            rep=found.rep,
            day=found.first,
            value=np.array(value, dtype=np.int64),
            where=chosen,
            until=found.last,
        ),
    )


def _mine(found: Targets, measure: str) -> Bools:
    own = np.array([team is None for team in found.team], dtype=np.bool_)
    return own & np.array([name == measure for name in found.measure], dtype=np.bool_)


def _months(first: int, last: int) -> int:
    return months_between(date_of(first), date_of(last))


def _targets(prepared: Prepared) -> Targets | None:
    frame = prepared.table("targets")
    if frame is None:
        return None
    rep_id, team, measure = (text(frame, name) for name in ("rep_id", "team", "measure"))
    measure = measure.fillna(BOOKINGS)
    first, last = spans(frame, prepared)
    given = fractions(frame, "value")
    stated = np.array([value is not None for value in given], dtype=np.bool_)
    key = rep_id.fillna("") + "\x00" + team.where(rep_id.isna()).fillna("") + "\x00" + measure
    kept = np.flatnonzero(latest(key, np.where(stated, first, NO_DAY), last))
    kept = kept[shortest(key.iloc[kept], first[kept], last[kept])]
    rep = prepared.codes(rep_id)
    who, teams, names = optional(rep_id), optional(team), list(measure)
    typed = [given[i] or Fraction(0) for i in kept]
    values = [
        _prorated(prepared, value, who[i], names[i], first[i], last[i])
        for i, value in zip(kept, typed, strict=True)
    ]
    return Targets(
        frame=frame,
        position=kept.astype(np.int64),
        rep=rep[kept],
        team=[teams[i] or EVERYBODY if who[i] is None else None for i in kept],
        measure=[names[i] for i in kept],
        first=first[kept],
        last=last[kept],
        value=values,
        typed=typed,
    )


def _is_additive(measure: str) -> bool:
    known = MEASURES.get(measure)
    return known is None or known.unit in ("money", "count")


def _prorated(
    prepared: Prepared, value: Fraction, rep_id: str | None, measure: str, first: int, last: int
) -> Fraction:
    if rep_id is None or not _is_additive(measure):
        return value
    period = Period(date_of(first), date_of(last), "target")
    return value * share_present(prepared, rep_id, period)


def _table(prepared: Prepared, period: Period, *, by_team: bool) -> pd.DataFrame:
    found = prepared.once("targets", _targets)
    index = pd.Index([], dtype="str", name="team") if by_team else prepared.reps
    if found is None:
        return pd.DataFrame(index=index)
    begin, end = day_number(period.first), day_number(period.last)
    inside = np.flatnonzero((found.first >= begin) & (found.last <= end))
    given: dict[str, dict[str, list[Fraction]]] = {}
    for i in inside:
        team = found.team[i]
        if (team is not None) != by_team:
            continue
        who = team if team is not None else str(prepared.reps[found.rep[i]])
        given.setdefault(found.measure[i], {}).setdefault(who, []).append(found.value[i])
    if not by_team:
        for measure, column in given.items():
            for who in _partly(prepared, measure, period) & column.keys():
                del column[who]
    if by_team:
        names = sorted({who for column in given.values() for who in column})
        index = pd.Index(names, dtype="str", name="team")
    columns = {
        measure: pd.Series(
            [_over_window(measure, column.get(who)) for who in index], index=index, dtype=object
        )
        for measure, column in sorted(given.items())
    }
    return pd.DataFrame(columns, index=index, dtype=object)


def _partly(prepared: Prepared, measure: str, period: Period) -> set[str]:
    """Reps whose targets of a sum leave out a month in which they were there."""
    if not _is_additive(measure):
        return set()
    lacking = without_target(prepared, target_spans(prepared, period, measure), period)
    at = np.flatnonzero(lacking.any(axis=1))
    return set(prepared.reps[at])


def _over_window(measure: str, values: list[Fraction] | None) -> Fraction | None:
    if not values:
        return None
    total = sum(values, Fraction(0))
    return total if _is_additive(measure) else total / len(values)
