"""Deals closed in the twelve months up to the cut-off."""

from __future__ import annotations

from datetime import date, timedelta

from salesreport.measures.frames import day_number
from salesreport.report.material import Material
from salesreport.report.winloss.closeddeals import ClosedRows, closed_rows
from salesreport.report.winloss.everyone import Everyone
from salesreport.winloss.histories import NEVER, Days


def first_day(last: date) -> date:
    """First of the twelve months that end with a day.

    Examples
    --------
    >>> first_day(date(2026, 7, 5)), first_day(date(2024, 2, 29))
    (datetime.date(2025, 7, 6), datetime.date(2023, 3, 1))
    """
    day = min(last.day, 28) if last.month == 2 else last.day
    return date(last.year - 1, last.month, day) + timedelta(days=1)


def year(material: Material) -> Days:
    """Day numbers of the twelve months, from the first day that is wholly on record."""
    last = material.run.as_of
    first, everyone = day_number(first_day(last)), Everyone.of(material)
    begin = NEVER if everyone is None else everyone.rows.deals.begin
    return Days(max(first, begin) if begin < NEVER else first, day_number(last))


def closed_in_year(material: Material) -> ClosedRows | None:
    """Deals closed in them with the actions done on them; None where there are none."""
    everyone = Everyone.of(material)
    if everyone is None:
        return None
    return closed_rows(material, everyone, year(material).holds(everyone.rows.deals.closed))
