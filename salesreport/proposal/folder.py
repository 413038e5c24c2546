"""What a folder of exports holds: every sheet of every file, as a grid."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from salesreport.errors import SalesReportError, SourceFileError
from salesreport.readers import Grid, source_grids
from salesreport.sources import Source

READ = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
MAX_FILES = 400
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Sheet:
    """One sheet or text file of the folder.

    Attributes
    ----------
    path : Path
        Absolute.
    grid : Grid
        Header and rows.
    n_sheets : int
        Visible sheets of its file that hold anything.
    """

    path: Path
    grid: Grid
    n_sheets: int

    @property
    def is_workbook(self) -> bool:
        """Whether the file has sheets."""
        return self.path.suffix.lower() in WORKBOOKS

    @property
    def place(self) -> str:
        """File and sheet, for a message."""
        return f"{self.path.name}, sheet {self.grid.sheet}" if self.grid.sheet else self.path.name


def sheets_of(folder: Path) -> tuple[list[Sheet], list[str]]:
    """Every sheet with a header in a folder and below it, and what could not be read.

    Hidden files and folders, Excel's `~$` files and hidden sheets are passed over.

    Raises
    ------
    SourceFileError
        No such folder, nothing readable in it, or more than `MAX_FILES` files.
    """
    if not folder.is_dir():
        raise SourceFileError(
            "no such folder",
            where=str(folder),
            expected="the folder with your exports",
            remedy="check the path",
        )
    files = [path for path in _walked(folder) if path.suffix.lower() in READ]
    if not files or len(files) > MAX_FILES:
        raise SourceFileError(
            f"{len(files)} files that could hold tables" if files else "no file that holds a table",
            where=str(folder),
            expected=f"1 to {MAX_FILES} files named " + ", ".join(sorted(READ)),
            remedy="name the folder that holds this month's exports",
        )
    sheets: list[Sheet] = []
    unread: list[str] = []
    for path in files:
        try:
            sheets += _sheets(path)
        except SalesReportError as error:
            unread.append(f"not read: {path.name}: {error.what}")
    return sheets, unread


def _walked(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        found += [Path(place, name) for name in sorted(names) if not name.startswith((".", "~$"))]
    return found


def _sheets(path: Path) -> list[Sheet]:
    sheet = "*" if path.suffix.lower() in WORKBOOKS else None
    source = Source(path=path.name, sheet=sheet)
    grids = [g for file in source_grids(source, path.parent) for g in file.grids if g.header]
    return [Sheet(path.resolve(), grid, len(grids)) for grid in grids]


def name_pattern(name: str) -> str:
    """File name with its numbers as `*`: files that differ in the month are one entry.

    Examples
    --------
    >>> name_pattern("商机_2024-03.xlsx"), name_pattern("deals.csv")
    ('商机_*.xlsx', 'deals.csv')
    """
    return re.sub(r"\*[-_.]?(?=\*)", "", _NUMBERS.sub("*", name))
