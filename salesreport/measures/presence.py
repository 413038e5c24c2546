"""Days a rep was there: after joining, before leaving, not on leave."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pandas as pd

from salesreport.calendars import Workdays
from salesreport.measures.frames import NO_DAY, Ints, date_of, day_number, days, flagged, text
from salesreport.measures.prepared import Prepared
from salesreport.periods import Period, overlap_days


def days_present(prepared: Prepared, rep_id: str, period: Period) -> int:
    """Days of the period on which the rep was there.

    Calendar days, or working days where the run prorates by them. From `hired_on` to
    `left_on`, both included, without the days of `leave` rows whose `prorate` is yes.
    An unknown rep was there on all of them.
    """
    return days_there(prepared, rep_id, period, prepared.workdays)


def days_there(prepared: Prepared, rep_id: str, period: Period, work: Workdays | None) -> int:
    """Days of the period on which the rep was there: working days, or None: calendar days."""
    hired, left, leaves = prepared.once("presence", _presence).get(rep_id, (None, None, ()))
    if not overlap_days(period, hired, left):
        return 0
    begin, end = max(period.first, hired or period.first), min(period.last, left or period.last)
    present = (end - begin).days + 1 if work is None else work.between(begin, end)
    away: set[date] = set()
    for first, last in leaves:
        day, until = max(first, begin), min(last, end)
        while day <= until:
            if work is None or day in work:
                away.add(day)
            day += timedelta(days=1)
    return present - len(away)


TRACES = {
    "opportunities": ("created_date", "close_date"),
    "leads": ("assigned_date",),
    "activities": ("date",),
    "contracts": ("signed_date",),
}
"""Columns whose days show that a rep was there."""


def first_traces(prepared: Prepared) -> Ints:
    """First day on which each rep is known to have been there; `NO_DAY` where none is.

    The day of joining, else the first of a rep's own deals, leads, actions and contracts.
    """
    first = np.full(len(prepared.reps), np.iinfo(np.int64).max, dtype=np.int64)
    for name, columns in TRACES.items():
        frame = prepared.table(name)
        if frame is None:
            continue
        for column in columns:
            day = days(frame, column)
            np.minimum.at(first, prepared.reps_of(frame)[day != NO_DAY], day[day != NO_DAY])
    first[first == np.iinfo(np.int64).max] = NO_DAY
    for code, rep_id in enumerate(prepared.reps):
        hired = prepared.once("presence", _presence).get(str(rep_id), (None, None, ()))[0]
        if hired is not None:
            first[code] = day_number(hired)
    return first


def days_counted(prepared: Prepared, period: Period) -> int:
    """Days of the period by the run's proration: calendar or working days."""
    work = prepared.workdays
    return period.days if work is None else work.between(period.first, period.last)


def share_present(prepared: Prepared, rep_id: str, period: Period) -> Fraction:
    """Share of the period's days on which the rep was there; 0 where none is counted."""
    whole = days_counted(prepared, period)
    return Fraction(days_present(prepared, rep_id, period), whole) if whole else Fraction(0)


def absence(prepared: Prepared, rep_id: str, period: Period) -> str | None:
    """Why a rep was there on no day of the period; None for one who was on some.

    `not_there`: not yet hired, or gone. `on_leave`: on leave on every day.
    """
    if days_there(prepared, rep_id, period, None):
        return None
    hired, left, _ = prepared.once("presence", _presence)[rep_id]
    return "on_leave" if overlap_days(period, hired, left) else "not_there"


def tenure(prepared: Prepared, period: Period) -> pd.Series:
    """Share of the period's days on which each rep was there.

    days present / days of the period, calendar or working ones, exact. Targets and the
    goalposts of money and counts are scaled by it.

    Returns
    -------
    Series of Fraction, indexed by rep_id
        0 for a rep who was not there at all; 1 for `UNASSIGNED`.
    """
    share = [share_present(prepared, rep_id, period) for rep_id in prepared.reps]
    return pd.Series(share, index=prepared.reps, dtype=object)


_Presence = dict[str, tuple[date | None, date | None, tuple[tuple[date, date], ...]]]


def _presence(prepared: Prepared) -> _Presence:
    found: _Presence = {}
    reps = prepared.table("reps")
    if reps is not None:
        hired_on, left_on = _dates(reps, "hired_on"), _dates(reps, "left_on")
        found = {
            rep_id: (hired, left, ())
            for rep_id, hired, left in zip(text(reps, "rep_id"), hired_on, left_on, strict=True)
        }
    leave = prepared.table("leave")
    if leave is None:
        return found
    prorated = leave[flagged(leave, "prorate")]
    for rep_id, first, last in zip(
        text(prorated, "rep_id"),
        _dates(prorated, "from_date"),
        _dates(prorated, "to_date"),
        strict=True,
    ):
        if isinstance(rep_id, str):
            hired, left, leaves = found.get(rep_id, (None, None, ()))
            away = (first or date.min, last or date.max)
            found[rep_id] = (hired, left, (*leaves, away))
    return found


def _dates(frame: pd.DataFrame, name: str) -> list[date | None]:
    return [None if number == NO_DAY else date_of(number) for number in days(frame, name)]
