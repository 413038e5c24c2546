"""The books of a folder: `2026-05.xlsx`, and `2026-05-v2.xlsx` beside one a person edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from salesreport.errors import ParameterError
from salesreport.periods import Period

ENDING = ".xlsx"
_NAME = re.compile(r"(?P<label>.+?)(?:-v(?P<version>\d{1,3}))?")
_YEARS_BACK = 12


@dataclass(frozen=True)
class BookFile:
    """One period's book: its newest version.

    Attributes
    ----------
    period : Period
    version : int
        1 for the first, which has no number in its name.
    path : Path
    """

    period: Period
    version: int
    path: Path

    @property
    def label(self) -> str:
        """Label of the period, by which rows of the table of plans name their book."""
        return self.period.label


def book_name(period: Period, version: int = 1) -> str:
    """Name of a period's book.

    Examples
    --------
    >>> book_name(Period.parse("2026-05")), book_name(Period.parse("2026-05"), 2)
    ('2026-05.xlsx', '2026-05-v2.xlsx')
    """
    return _stem(period) + (f"-v{version}" if version > 1 else "") + ENDING


def books_in(folder: Path, period: Period) -> tuple[BookFile, ...]:
    """Books of the period and of those before it, the oldest first; of each its newest version.

    What a file of another name holds is not read; a folder that is not there holds none.
    """
    if not folder.is_dir():
        return ()
    own = _labels(period)
    found: dict[Period, BookFile] = {}
    for path in sorted(folder.iterdir()):
        book = _book(path, period, own)
        if book is None or book.period.last > period.last:
            continue
        if book.period not in found or found[book.period].version < book.version:
            found[book.period] = book
    order = sorted(found, key=lambda one: (one.last, -one.first.toordinal()))
    return tuple(found[one] for one in order)


def _book(path: Path, period: Period, own: dict[str, Period]) -> BookFile | None:
    match = _NAME.fullmatch(path.stem)
    if path.suffix.lower() != ENDING or path.name.startswith("~$") or match is None:
        return None
    named = own.get(match["label"]) or _parsed(match["label"], period)
    if named is None:
        return None
    return BookFile(named, int(match["version"] or 1), path)


def _labels(period: Period) -> dict[str, Period]:
    """Periods of the same kind, by the names of their books."""
    found, one = {}, period
    for _ in range(_YEARS_BACK * 12 // period.n_months):
        found[_stem(one)] = one
        one = one.previous()
    return found


def _parsed(label: str, period: Period) -> Period | None:
    try:
        found = Period.parse(
            label,
            fiscal_year_start=period.fiscal_year_start,
            fiscal_year_label=period.fiscal_year_label,
        )
    except ParameterError:
        return None
    return None if found.kind == "week" else found


def _stem(period: Period) -> str:
    return period.label.replace("/", "-")
