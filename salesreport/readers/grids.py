"""A file as grids of cells: one for a text file, one a sheet for a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.plain import written
from salesreport.readers.faults import file_error, near
from salesreport.readers.files import file_bytes, shown_path
from salesreport.readers.text import text_records
from salesreport.readers.workbook import Workbook

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
_SNIFFED = 4096


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
    long : dict of int to int
        Row of a text file with more cells than the header has -> how many: its
        values may be shifted.
    """

    file: str
    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    columns: list[Coded]
    numbers: Codes
    long: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class FileGrids:
    """Grids of one file, and the names of the sheets that were not read."""

    grids: list[Grid]
    skipped: list[str]


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
    suffix = path.suffix.lower()
    _check_kind(content, suffix, shown)
    if suffix in TEXTS:
        if sheet not in (None, "*"):
            raise file_error(
                "missing_sheet", f"a text file has no sheet {sheet!r}", file=shown,
                expected="an Excel workbook", remedy="take `sheet` out of the run file",
                values={"sheet": str(sheet), "near": "", "holds": ""},
            )  # fmt: skip
        records = text_records(content, shown, tab_first=suffix == ".tsv")
        return FileGrids([_grid(shown, None, records)], [])
    workbook = Workbook(content, shown)
    names = _sheets(workbook, sheet, shown)
    grids = [_grid(shown, name, workbook.records(name)) for name in names]
    asked = sheet not in (None, "*")
    return FileGrids(grids, [] if asked else [n for n in workbook.names if n not in names])


def _sheets(workbook: Workbook, sheet: str | None, shown: str) -> list[str]:
    if sheet == "*":
        return workbook.visible
    if sheet is None:
        return (workbook.visible or workbook.names)[:1]
    if sheet in workbook.names:
        return [sheet]
    matching = [name for name in workbook.names if name.strip() == sheet.strip()]
    if len(matching) == 1:
        return matching
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


def _grid(shown: str, sheet: str | None, records: list[list[Any]]) -> Grid:
    filled = (i for i, record in enumerate(records) if any(map(written, record)))
    index = next(filled, None)
    if index is None:
        return Grid(shown, sheet, (), 1, [], np.zeros(0, dtype=np.int64))
    header = [written(cell) for cell in records[index]]
    width = len(header)
    while header and not header[-1]:
        header.pop()
    rows, numbers = [], []
    for number, record in enumerate(records[index + 1 :], start=index + 2):
        if any(cell not in ("", None) and written(cell) for cell in record):
            rows.append(record)
            numbers.append(number)
    long = {
        place: len(row)
        for place, row in enumerate(rows)
        if sheet is None and any(map(written, row[width:]))
    }
    columns = [
        Coded.of(row[place] if place < len(row) else "" for row in rows) for place in range(width)
    ]
    return Grid(shown, sheet, tuple(header), index + 1, columns, np.array(numbers, np.int64), long)


def _check_kind(content: bytes, suffix: str, shown: str) -> None:
    if suffix not in WORKBOOKS and suffix not in TEXTS:
        raise _kind_error(shown, f"files named {suffix or 'without an ending'} are not read")
    if suffix in WORKBOOKS and content[:4] != _ZIP:
        held = "an old Excel or a protected workbook" if content[:4] == _COMPOUND else "no workbook"
        raise _kind_error(shown, f"named {suffix}, but it is {held if content else 'empty'}")
    if suffix in TEXTS and content[:4] in (_ZIP, _COMPOUND):
        raise _kind_error(shown, f"named {suffix}, but it holds a workbook")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if suffix in TEXTS and not utf16 and b"\0" in content[:_SNIFFED]:
        raise _kind_error(shown, f"named {suffix}, but it holds no text")


def _kind_error(shown: str, what: str) -> Exception:
    return file_error(
        "wrong_file_kind",
        what,
        file=shown,
        expected="text named .csv, .tsv or .txt, or a workbook named .xlsx",
        remedy="open it in Excel and save it as .xlsx or as CSV UTF-8",
        values={"reason": what},
    )
