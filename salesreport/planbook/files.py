"""The books of a folder: `2026-05.xlsx`, and `2026-05-v2.xlsx` beside one a person edited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from salesreport.errors import ParameterError
from salesreport.periods import Period

ENDING = ".xlsx"
_NAME = re.compile(r"(?P<label>.+?)(?:-[vV](?P<version>\d{1,3}))?")
_TWO_YEARS = re.compile(r"(?<=^FY\d{4})-(?=\d{2}(?!\d))")
_ONE_DIGIT = re.compile(r"(?<=^\d{4}-)(?=\d(?!\d))")
_NOBODYS = ("~", ".", "thumbs.db", "desktop.ini")
"""Beginnings of the names of files that a program keeps for itself."""


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

    What a file of another name holds is not read (`unread_in`); a folder that is not there
    holds none.
    """
    found: dict[Period, BookFile] = {}
    for book in _books(folder, period):
        if book.period.last <= period.last and _is_newer(book, found.get(book.period)):
            found[book.period] = book
    order = sorted(found, key=lambda one: (one.last, -one.first.toordinal()))
    return tuple(found[one] for one in order)


def unread_in(folder: Path, period: Period) -> tuple[tuple[Path, str], ...]:
    """Files that are read as no book of any period, each with a free name by which it would be.

    Its period is the one that its name begins with, else `period`. Of two of one version the
    second is not read either. Files that programs keep for themselves are left aside.
    """
    kept: dict[tuple[Period, int], BookFile] = {}
    for book in _books(folder, period):
        kept.setdefault((book.period, book.version), book)
    read = {book.path for book in kept.values()}
    return tuple(
        (path, _free(_begins_with(path.stem, period), set(kept)))
        for path in _files(folder)
        if path not in read and not path.name.lower().startswith(_NOBODYS)
    )


def _is_newer(book: BookFile, other: BookFile | None) -> bool:
    return other is None or other.version < book.version


def _free(period: Period, taken: set[tuple[Period, int]]) -> str:
    """Name of the version after the newest that is there."""
    newest = max((version for of, version in taken if of == period), default=0)
    return book_name(period, newest + 1)


def _begins_with(stem: str, period: Period) -> Period:
    """Period that a name begins with; `period` where that is none, or less sharp than it."""
    written = _ONE_DIGIT.sub("0", stem)
    for end in range(len(written), 0, -1):
        found = _parsed(written[:end], period)
        if found is not None and found.n_months <= period.n_months:
            return found
    return period


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []


def _books(folder: Path, period: Period) -> list[BookFile]:
    """Books of all periods and versions, by name."""
    found = (_book(path, period) for path in _files(folder))
    return [book for book in found if book is not None]


def _book(path: Path, period: Period) -> BookFile | None:
    match = _NAME.fullmatch(path.stem)
    if path.suffix.lower() != ENDING or match is None:
        return None
    named = _parsed(match["label"], period)
    return None if named is None else BookFile(named, int(match["version"] or 1), path)


def _parsed(stem: str, period: Period) -> Period | None:
    try:
        found = Period.parse(
            _TWO_YEARS.sub("/", stem),
            fiscal_year_start=period.fiscal_year_start,
            fiscal_year_label=period.fiscal_year_label,
        )
    except ParameterError:
        return None
    return None if found.kind == "week" else found


def _stem(period: Period) -> str:
    return period.label.replace("/", "-")
