"""A month's name in a table, and what its star says."""

from __future__ import annotations

from collections.abc import Iterable

from salesreport.display.blocks import Cell
from salesreport.language import Words
from salesreport.report.views import MonthPoint


def month_cell(month: MonthPoint, name: str) -> Cell:
    """Name of a month, with a star where it is not complete."""
    return Cell(name if month.complete else f"{name} *", month.period)


def running(months: Iterable[MonthPoint], words: Words) -> str:
    """What the star says; empty where no month has one."""
    if all(month.complete for month in months):
        return ""
    return words("* Month not complete: its figures count up to the cut-off day.")
