"""Months of a window for which a rep who was there has no bookings target."""

from __future__ import annotations

from datetime import date

from salesreport.measures.frames import date_of
from salesreport.measures.prepared import UNASSIGNED, Prepared
from salesreport.measures.presence import days_present
from salesreport.measures.windows import events_inside
from salesreport.periods import Period


def untargeted(prepared: Prepared, period: Period) -> dict[str, list[str]]:
    """Months without a bookings target, by rep.

    A target of a quarter or year is one of each of its months. Months in which the
    rep was not there on any day need none.

    Returns
    -------
    dict of rep_id to list of str
        Labels `2024-05` in order; an empty list for a rep with a target in each.
    """
    planned: dict[str, set[date]] = {}
    for block, mask, _ in events_inside(prepared, "target", period):
        ends = block.day if block.until is None else block.until
        for rep, first, last in zip(block.rep[mask], block.day[mask], ends[mask], strict=True):
            span = Period(date_of(first), date_of(last), "target")
            own = planned.setdefault(str(prepared.reps[rep]), set())
            own.update(month.first for month in span.months())
    return {
        rep_id: [
            month.label
            for month in period.months()
            if month.first not in planned.get(rep_id, ()) and days_present(prepared, rep_id, month)
        ]
        for rep_id in map(str, prepared.reps)
        if rep_id != UNASSIGNED
    }
