"""Days a rep was there: after joining, before leaving, not on leave."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from salesreport.measures.frames import NO_DAY, days, flagged, text
from salesreport.measures.prepared import Prepared
from salesreport.periods import Period, overlap_days

_EPOCH = date(1970, 1, 1)


def days_present(prepared: Prepared, rep_id: str, period: Period) -> int:
    """Calendar days of the period on which the rep was there.

    From `hired_on` to `left_on`, both included, without the days of `leave` rows
    whose `prorate` is yes. An unknown rep was there on all of them.
    """
    hired, left, leaves = prepared.once("presence", _presence).get(rep_id, (None, None, ()))
    present = overlap_days(period, hired, left)
    if not present or not leaves:
        return present
    begin, end = max(period.first, hired or period.first), min(period.last, left or period.last)
    away: set[date] = set()
    for first, last in leaves:
        day, until = max(first, begin), min(last, end)
        while day <= until:
            away.add(day)
            day += timedelta(days=1)
    return present - len(away)


def tenure(prepared: Prepared, period: Period) -> pd.Series:
    """Share of the period's calendar days on which each rep was there.

    days present / days of the period, exact. Targets and the goalposts of money
    and counts are scaled by it.

    Returns
    -------
    Series of Fraction, indexed by rep_id
        0 for a rep who was not there at all; 1 for `UNASSIGNED`.
    """
    share = [
        Fraction(days_present(prepared, rep_id, period), period.days) for rep_id in prepared.reps
    ]
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
    return [
        None if number == NO_DAY else _EPOCH + timedelta(days=int(number))
        for number in days(frame, name)
    ]
