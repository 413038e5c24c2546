"""Periods that are written as the day on which they begin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells import Coded
from salesreport.cells.days import day
from salesreport.periods import Period

_EARLY = timedelta(days=2)
"""A quarter may be dated on one of the last two days before it (05-30 for June)."""


def opened(cells: Coded, length: str, fiscal_year_start: int) -> Coded:
    """Cells that are a period's first day as that period's label.

    A cell that is no such day stays as it is: `2024-Q1` too, and a day on which no
    quarter or year begins, which is then listed as no period.

    Examples
    --------
    >>> opened(Coded.of(["2024-04-01", "2011-05-31", "2024-Q3"]), "quarter", 6).tolist()
    ['2024-Q2', 'FY2011/12-Q1', '2024-Q3']
    """
    return cells.map(lambda cell: _label(cell, length, fiscal_year_start) or cell)


def _label(cell: Any, length: str, fiscal_year_start: int) -> str | None:
    found = day(cell, ZoneInfo("UTC"))
    if not isinstance(found, date):
        return None
    begins = found if found.day == 1 else found + _EARLY
    month = Period.month(begins, fiscal_year_start=fiscal_year_start)
    if begins > found and month.first <= found:
        return None
    if length == "month":
        return month.label
    parts = ("-Q1", "-Q2", "-Q3", "-Q4") if length == "quarter" else ("",)
    years = dict.fromkeys([f"{month.first.year}", month.fiscal_year().label])
    for label in (year + part for year in years for part in parts):
        if Period.parse(label, fiscal_year_start=fiscal_year_start).first == month.first:
            return label
    return None
