"""A file as grids of cells: one for a text file, one a sheet for a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.daycalendar import Hint, hint_of
from salesreport.cells.plain import written
from salesreport.errors import SourceFileError
from salesreport.problems import Problem
from salesreport.readers.addresses import cells_at
from salesreport.readers.blanks import blank_rows, named_headers
from salesreport.readers.faults import file_error, near
from salesreport.readers.files import file_bytes, shown_path
from salesreport.readers.layout import HeaderPlace, find_header
from salesreport.readers.sheets import sheet_table
from salesreport.readers.text import TextFile, unguarded
from salesreport.readers.titles import (
    StatedUnit,
    footers,
    stated_factor,
    stated_units,
    title_texts,
)
from salesreport.readers.totals import total_rows
from salesreport.readers.workbook import WORKBOOKS, WebPage, Workbook, workbook_kind
from salesreport.sources import Source

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
TEXTS = frozenset({".csv", ".tsv", ".txt"})
_PREVIEWED = 60
_SHOWN = 30
"""Rows whose cells tell whether a sheet is in traditional characters."""


@dataclass(frozen=True)
class Grid:
    """Header and data rows of one sheet or text file, cells as read.

    Rows whose cells are all blank are not data and not here.

    Attributes
    ----------
    file, sheet : str
        Where it stands, as the user knows it.
    header : tuple of str
        Headers by place; empty for a sheet without any cell.
    header_row : int
        Number a spreadsheet shows for the header's row (the last of several).
    columns : list of Coded
        Cells by place, at least one column a header; a row that is too short has
        blank cells.
    numbers : ndarray of int64
        Number a spreadsheet shows for each row.
    n_records : int
        Rows with a cell below the header, counted without the parser that read them.
    long : dict of int to int
        Row of a text file with more cells than the header has -> how many: its
        values may be shifted.
    listed : dict of int to str
        Row that is no data (a printed total, a repeated header) -> rule.
    notes : tuple of Problem
        What was found while reading; intake adds the table.
    date_1904 : bool
        The workbook counts its days from 1904-01-01, not from 1900.
    units : tuple of StatedUnit
        Units that titles above the header, notes below or the sheet's name state for
        its amounts.
    titles : tuple of str
        Texts above the header.
    semicolons : bool
        A text file with `;` between its cells, as written where decimals follow a comma.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    columns: list[Coded]
    numbers: Codes
    n_records: int
    long: dict[int, int] = field(default_factory=dict)
    listed: dict[int, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    date_1904: bool = False
    units: tuple[StatedUnit, ...] = ()
    titles: tuple[str, ...] = ()
    semicolons: bool = False

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def header_line(self) -> int | None:
        """Row of the header; None where no row holds it, as of a query."""
        return self.header_row or None

    @cached_property
    def calendar(self) -> Hint:
        """What the sheet says of the calendar its years count in; see `hint_of`."""
        rows = range(min(_SHOWN, len(self)))
        cells = chain.from_iterable(cells_at(column, rows) for column in self.columns)
        words = [written(cell) for cell in cells if isinstance(cell, str)]
        return hint_of([*self.titles, self.sheet or "", self.file], [*self.header, *words])


@dataclass(frozen=True)
class FileGrids:
    """Grids of one file, the names of the sheets left out, and the visible ones of these."""

    grids: list[Grid]
    skipped: list[str]
    beside: list[Grid] = field(default_factory=list)


def read_grids(path: Path, folder: Path, sheet: str | None) -> FileGrids:
    """Grids of a file; `sheet="*"` gives every visible sheet, none the first.

    A file or sheet without any cell gives a grid without header.

    Raises
    ------
    SourceFileError
        Locked, unreadable, not what its name says, no such sheet.
    """
    shown = shown_path(path, folder)
    content = file_bytes(path, shown)
    return content_grids(content, shown, path.suffix.lower(), Source(sheet=sheet))


def content_grids(content: bytes, shown: str, suffix: str, source: Source) -> FileGrids:
    """Grids of a file's content, wherever it came from; see `read_grids`.

    Parameters
    ----------
    content : bytes
    shown : str
        The file as the user knows it.
    suffix : str
        Ending of its name in lower case, with the dot.
    source : Source
        `sheet`, `header` and `encoding` are used.
    """
    return OpenFile(content, shown, suffix).grids(source)


class OpenFile:
    """A file's content, looked into once for whatever is read from it.

    Attributes
    ----------
    shown : str
        The file as the user knows it.
    names, visible : list of str
        Sheets of a workbook; empty for a text or a web page.

    Raises
    ------
    SourceFileError
        Unreadable, or not what its name says.
    """

    def __init__(self, content: bytes, shown: str, suffix: str) -> None:
        _check_kind(content, suffix, shown)
        kind = workbook_kind(content, suffix, shown) if suffix in WORKBOOKS else "text"
        self.shown, self._content, self._suffix = shown, content, suffix
        self._book: Workbook | WebPage | None = None
        if kind == "page":
            self._book = WebPage(content, shown)
        elif kind != "text":
            self._book = Workbook(content, shown, kind)
        book = self._book if isinstance(self._book, Workbook) else None
        self.names = book.names if book else []
        self.visible = book.visible if book else []

    def grids(self, source: Source) -> FileGrids:
        """Grids that a source's `sheet` asks for."""
        if self._book is None:
            return FileGrids([_text_grid(self._content, self.shown, self._suffix, source)], [])
        if isinstance(self._book, WebPage):
            return FileGrids([_sheet_grid(self._book, None, source)], [])
        if source.sheet not in (None, "*"):
            names = _sheets(self._book, source, self.shown)
            return FileGrids([_sheet_grid(self._book, name, source) for name in names], [])
        return _all_grids(self._book, source)


def _all_grids(workbook: Workbook, source: Source) -> FileGrids:
    grids: list[Grid] = []
    for name in workbook.visible or workbook.names:
        if source.sheet == "*" or not grids:
            grid = _sheet_grid(workbook, name, source)
            grids += [grid] if grid.header else []
    read = [grid.sheet for grid in grids]
    skipped = [name for name in workbook.names if name not in read]
    others = [name for name in workbook.visible if grids and name in skipped]
    found = [_beside(workbook, name, source) for name in others]
    beside = [other for other in found if other is not None]
    return FileGrids(grids or [_empty(workbook.shown, None)], skipped, beside)


def _beside(workbook: Workbook, name: str, source: Source) -> Grid | None:
    """Grid of a sheet nobody asked for; a fault in it is no fault of the table."""
    try:
        grid = _sheet_grid(workbook, name, source)
    except SourceFileError:
        return None
    return grid if len(grid) else None


def _sheets(workbook: Workbook, source: Source, shown: str) -> list[str]:
    """The one sheet a run file names, also a hidden one."""
    sheet = source.sheet or ""
    for title in (sheet, *sheet.split("/")):
        if title in workbook.names:
            return [title]
        matching = [name for name in workbook.names if name.strip() == title.strip()]
        if len(matching) == 1:
            return matching
    if not source.needed:
        return []
    close = near(sheet, workbook.names)
    held = ", ".join(workbook.names)
    raise file_error(
        "missing_sheet",
        f"no sheet {sheet!r}",
        file=shown,
        expected=f"one of the workbook's sheets: {held}",
        remedy=f"did you mean {close!r}" if close else "correct `sheet` in the run file",
        values={"sheet": sheet, "near": close, "holds": held},
    )


def _text_grid(content: bytes, shown: str, suffix: str, source: Source) -> Grid:
    if source.sheet not in (None, "*"):
        raise file_error(
            "missing_sheet",
            f"a text file has no sheet {source.sheet!r}",
            file=shown,
            expected="an Excel workbook",
            remedy="take `sheet` out of the run file",
            values={"sheet": source.sheet, "near": "", "holds": ""},
        )
    text = TextFile(content, shown, tab_first=suffix == ".tsv", encoding=source.encoding)
    preview = text.preview(_previewed(source))
    place = find_header(preview, header=source.header, words=tuple(source.columns))
    if not place.headers:
        return _empty(shown, None)
    first = place.last + 1
    columns, wide = text.columns(first, len(place.headers))
    grid = _filled(shown, None, place, columns, wide, n_records=text.n_filled(first))
    if text.guarded:
        grid = replace(grid, columns=[unguarded(column) for column in grid.columns])
    headers = named_headers(place.headers, grid.columns)
    above = preview[: place.first]
    factor = stated_factor(stated_units(above, headers, shown))
    totals = total_rows(grid.columns, headers, file=shown, numbers=grid.numbers, factor=factor)
    said = [*above, *footers(grid.columns, totals.listed)]
    return replace(
        grid,
        header=headers,
        listed=totals.listed,
        notes=totals.notes,
        units=stated_units(said, headers, shown),
        titles=title_texts(above),
        semicolons=text.delimiter == ";",
    )


def _sheet_grid(workbook: Workbook | WebPage, sheet: str | None, source: Source) -> Grid:
    table = sheet_table(
        workbook.sheet(sheet),
        file=workbook.shown,
        name=sheet,
        header=source.header,
        words=tuple(source.columns),
        form=source.form is not None,
    )
    return Grid(
        workbook.shown,
        sheet,
        table.header,
        table.header_row,
        table.columns,
        table.numbers,
        table.n_records,
        listed=table.listed,
        notes=table.notes,
        date_1904=workbook.date_1904,
        units=table.units,
        titles=table.titles,
    )


def _previewed(source: Source) -> int:
    """Rows to look at for the header."""
    told = source.header if isinstance(source.header, list) else [source.header or 0]
    return max(_PREVIEWED, *told, 0)


def _filled(
    shown: str,
    sheet: str | None,
    place: HeaderPlace,
    columns: list[Coded],
    wide: dict[int, int],
    *,
    n_records: int,
) -> Grid:
    """Grid of the rows below a header, without the blank ones."""
    blank = blank_rows(columns)
    blank[list(wide)] = False
    kept = np.flatnonzero(~blank)
    if len(kept) < len(blank):
        columns = [column.take(kept) for column in columns]
        wide = {int(np.searchsorted(kept, row)): n_cells for row, n_cells in wide.items()}
    return Grid(
        shown,
        sheet,
        place.headers,
        place.last + 1,
        columns,
        kept + (place.last + 2),
        n_records,
        long=wide,
    )


def _empty(shown: str, sheet: str | None) -> Grid:
    return Grid(shown, sheet, (), 1, [], np.zeros(0, dtype=np.int64), 0)


def _check_kind(content: bytes, suffix: str, shown: str) -> None:
    if suffix not in WORKBOOKS and suffix not in TEXTS:
        raise _kind_error(shown, f"files named {suffix or 'without an ending'} are not read")
    if suffix in TEXTS and content[:4] in (_ZIP, _COMPOUND):
        raise _kind_error(shown, f"named {suffix}, but it holds a workbook")


def _kind_error(shown: str, what: str) -> Exception:
    return file_error(
        "wrong_file_kind",
        what,
        file=shown,
        expected="text named .csv, .tsv or .txt, or a workbook named .xlsx, .xls, .ods or .xml",
        remedy="open it in Excel and save it as .xlsx or as CSV UTF-8",
        values={"reason": what},
    )
