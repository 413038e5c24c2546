"""Month in which a company's fiscal year begins, by the twelve months its tables put in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from salesreport.periods import YearLabel
from salesreport.proposal.folder import Sheet
from salesreport.proposal.stacking import Entry
from salesreport.readers.timespans import span_label
from salesreport.tables import TABLES

_YEAR = 12
_MONTH = re.compile(r"(?:(?P<year>\d{4})-)?(?P<month>0[1-9]|1[0-2])")
_NAMED = re.compile(r"(?<![A-Za-z])FY[ _-]?(?P<year>(?:20)?\d\d)(?!\d)|(?P<cn>20\d\d)财年", re.I)


@dataclass(frozen=True)
class FiscalYear:
    """What a sheet says of the fiscal year.

    Attributes
    ----------
    start : int
        Month it begins in.
    label : {"end", "start"}
        Which of its two calendar years names it.
    entry : Entry
    """

    start: int
    label: YearLabel
    entry: Entry


def fiscal_years(entries: Iterable[Entry]) -> list[FiscalYear]:
    """Fiscal years that the sheets of tables with a column a month show, in order.

    Twelve months one after the other are a year as the company counts it.
    """
    return [
        FiscalYear(found[0], found[1], entry)
        for entry in entries
        if TABLES[entry.table].wide
        for match in entry.matches
        for found in _of_sheet(match.sheet)
    ]


def _of_sheet(sheet: Sheet) -> Iterator[tuple[int, YearLabel]]:
    labels = (span_label(header) or "" for header in sheet.grid.header)
    months = [match for match in map(_MONTH.fullmatch, labels) if match is not None]
    numbers = [int(match["month"]) for match in months]
    years = [int(match["year"] or 0) for match in months]
    steps = {(after - before) % 12 for before, after in pairwise(numbers)}
    if len(numbers) != _YEAR or steps != {1}:
        return
    named = [m["cn"] or m["year"] for m in _NAMED.finditer(f"{sheet.path.stem} {sheet.title}")]
    begins = years[0] and numbers[0] > 1 and bool(named)
    is_start = begins and all(int(year) % 100 == years[0] % 100 for year in named)
    yield numbers[0], "start" if is_start else "end"
