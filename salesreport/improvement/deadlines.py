"""Days by which rows of a plan are to be done: working days of the next cycle."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from salesreport.calendars import Workdays
from salesreport.periods import Period


def deadline(workdays: Workdays, cycle: Period, until: float, *, after: date) -> date:
    """A working day of a cycle, so far into it; later where that day is gone.

    The ceil(until · N)-th of the N working days that come after `after`, or of all where
    none does; a cycle without a working day ends on its last day.

    Parameters
    ----------
    workdays : Workdays
    cycle : Period
        The next one; the deadline is never outside it.
    until : float
        Share of its working days, above 0 to 1.
    after : date
        Last day that is known: a deadline is later where the cycle still has a working day.

    Examples
    --------
    >>> july = Period.parse("2024-07")
    >>> deadline(Workdays(), july, 1.0, after=date(2024, 6, 30)).isoformat()
    '2024-07-31'
    >>> deadline(Workdays(), july, 0.5, after=date(2024, 6, 30)).isoformat()
    '2024-07-16'
    """
    days = [cycle.first + timedelta(days=i) for i in range(cycle.days)]
    worked = [day for day in days if day in workdays]
    if not worked:
        return cycle.last
    aimed = worked[max(0, ceil(until * len(worked) - 1e-9) - 1)]
    ahead = [day for day in worked if day > after]
    if aimed > after or not ahead:
        return aimed
    return ahead[max(0, ceil(until * len(ahead) - 1e-9) - 1)]
