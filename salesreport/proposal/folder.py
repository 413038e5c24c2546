"""What a folder of exports holds: every sheet of every file, as a grid."""

from __future__ import annotations

import glob
import os
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from pathlib import Path

from salesreport.errors import SalesReportError, SourceFileError, UsageError
from salesreport.language import Words
from salesreport.periods import Period
from salesreport.proposal.databases import DATABASES, Relation, is_database, relations_of
from salesreport.readers import Grid, source_grids
from salesreport.sources import Source

READ = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".parquet"})
OWN_FOLDERS = ("notebooks", "reports")
OWN_LISTS = ("aliases-proposed.csv", "roles-proposed.csv")
"""What `init` writes itself and does not read where the workspace lies in the exports."""

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xml"})
MAX_FILES = 400
_CLOSING = 10
"""Day of a month up to which exports are of the month before."""

_NUMBERS = re.compile(r"\d+")
_MONTH = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:[-_. ]?(?P<two>0[1-9]|1[0-2])(?:[-_. ]?(?P<day>\d\d))?(?!\d)"
    r"|年(?P<one>1[0-2]|0?[1-9])月(?:(?P<date>[0-3]?\d)[日号])?)"
)


@dataclass(frozen=True)
class Sheet:
    """One sheet or text file of the folder, or one table of a database.

    Attributes
    ----------
    path : Path
        Absolute.
    grid : Grid
        Header and rows; of a database's table the first ones.
    n_sheets : int
        Visible sheets of its file that hold anything.
    relation : Relation or None
        The table or view, of a database.
    """

    path: Path
    grid: Grid
    n_sheets: int
    relation: Relation | None = None

    @property
    def title(self) -> str:
        """Title of the sheet, or name of the database's table; empty for a text file."""
        return self.relation.name if self.relation is not None else self.grid.sheet or ""

    @property
    def is_blank(self) -> bool:
        """Whether it is a database's table without a row."""
        return self.relation is not None and len(self.grid) == 0

    @property
    def is_workbook(self) -> bool:
        """Whether the file has sheets."""
        return self.path.suffix.lower() in WORKBOOKS


def headers_of(sheet: Sheet) -> list[str]:
    """Headers that are not blank."""
    return [header for header in sheet.grid.header if header]


@dataclass
class Contents:
    """What a folder holds.

    Attributes
    ----------
    sheets : list of Sheet
        Every sheet with a header.
    unread : list of (str, error)
        Files, and tables of databases, that could not be read, and why.
    blank : list of Path
        Files without a header.
    passed_over : list of Path
        Files of kinds that hold no table.
    """

    sheets: list[Sheet] = field(default_factory=list)
    unread: list[tuple[str, SalesReportError]] = field(default_factory=list)
    blank: list[Path] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)


def contents_of(folder: Path, words: Words, *, workspace: Path | None = None) -> Contents:
    """What a folder and those below it hold.

    Hidden files and folders, Excel's `~$` files and hidden sheets are passed over.

    Parameters
    ----------
    folder : Path
    words : Words
        What its errors are said in.
    workspace : Path, optional
        What `init` wrote into it is not looked at.

    Raises
    ------
    UsageError
        No such folder.
    SourceFileError
        Nothing readable in it, or more than `MAX_FILES` files.
    """
    if not folder.is_dir():
        is_file = folder.is_file()
        raise UsageError(
            words("this is a file") if is_file else words("no such folder"),
            where=str(folder),
            expected=words("the folder with your exports"),
            remedy=words("name the folder it lies in") if is_file else words("check the path"),
            language=words.language,
        )
    walked = [path for path in _walked(folder) if not _is_own(path, workspace)]
    files = [path for path in walked if path.suffix.lower() in READ or is_database(path)]
    if not files or len(files) > MAX_FILES:
        raise SourceFileError(
            words.plural("{n} file that could hold a table", "{n} files that could hold tables",
                         len(files)) if files else words("no file that could hold a table"),
            where=str(folder),
            expected=words("1 to {most} files named {endings}",
                           most=MAX_FILES, endings=words.join(sorted(READ | DATABASES))),
            remedy=words("name the folder that holds this month's exports"),
            language=words.language,
        )  # fmt: skip
    found = Contents(passed_over=[path for path in walked if path not in files])
    for path in files:
        try:
            if path.suffix.lower() in DATABASES:
                _look_into(path, found)
                continue
            sheets = _sheets(path)
        except SalesReportError as error:
            found.unread.append((path.name, error))
            continue
        found.sheets += sheets
        found.blank += [] if sheets else [path]
    return found


def _look_into(path: Path, found: Contents) -> None:
    """Take up the tables of a database."""
    relations, failed = relations_of(path)
    found.sheets += [Sheet(path.resolve(), grid, len(relations), one) for one, grid in relations]
    found.unread += [(f"{path.name}, {name}", error) for name, error in failed]
    found.blank += [] if relations or failed else [path]


def _walked(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        found += [Path(place, name) for name in sorted(names) if not name.startswith((".", "~$"))]
    return found


def _is_own(path: Path, workspace: Path | None) -> bool:
    """Whether a file is one that `init` or `build` writes into a workspace."""
    if workspace is None or not path.is_relative_to(workspace):
        return False
    parts = path.relative_to(workspace).parts
    is_list = parts[:1] == ("params",) and parts[-1] in OWN_LISTS
    return is_list or parts[:1] in [(name,) for name in OWN_FOLDERS]


def _sheets(path: Path) -> list[Sheet]:
    sheet = "*" if path.suffix.lower() in WORKBOOKS else None
    source = Source(path=path.name, sheet=sheet)
    grids = [g for file in source_grids(source, path.parent) for g in file.grids if g.header]
    return [Sheet(path.resolve(), grid, len(grids)) for grid in grids]


def pattern_of(files: list[Path]) -> str | None:
    """Glob of several files of one folder, as wide as matches no other file there.

    Numbers in the names become `*`, else `[0-9]*`, else digit by digit; failing that
    what the names begin and end with is kept. None where each of these would match
    another file.
    """
    folder, names = files[0].parent, [path.name for path in files]
    for pattern in dict.fromkeys(_patterns(names)):
        matched = glob.glob(os.path.join(glob.escape(str(folder)), pattern))
        if sorted(matched) == sorted(map(str, files)):
            return pattern
    return None


def _patterns(names: list[str]) -> Iterator[str]:
    plain = glob.escape(names[0])
    yield name_pattern(plain)
    yield _NUMBERS.sub("[0-9]*", plain)
    yield _NUMBERS.sub(lambda digits: "[0-9]" * len(digits[0]), plain)
    begin = _common_start(names)
    end = _common_start([name[len(begin) :][::-1] for name in names])[::-1]
    year = re.match(r"(.*20\d\d)\d*$", begin)
    for start in (year[1] if year else begin, begin):
        yield f"{glob.escape(start)}*{glob.escape(end)}"


def _common_start(names: list[str]) -> str:
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    return "".join(signs[0] for signs in alike)


def name_pattern(name: str) -> str:
    """File name with its numbers as `*`: files that differ in the month are one entry.

    Examples
    --------
    >>> name_pattern("商机_2024-03.xlsx"), name_pattern("deals.csv")
    ('商机_*.xlsx', 'deals.csv')
    """
    return re.sub(r"\*[-_.]?(?=\*)", "", _NUMBERS.sub("*", name))


def named_month(name: str) -> Period | None:
    """The last month a file's name speaks of.

    An export of the first days of a month closes the month before.

    Examples
    --------
    >>> named_month("商机_202405.csv").label, named_month("2024年3月.xlsx").label
    ('2024-05', '2024-03')
    >>> named_month("deals-2024-04-01.csv").label, named_month("deals-2024-04-28.csv").label
    ('2024-03', '2024-04')
    """
    found = [(f"{m['year']}-{int(m['two'] or m['one']):02d}", int(m["day"] or m["date"] or 31))
             for m in _MONTH.finditer(name)]  # fmt: skip
    if not found:
        return None
    label, day = max(found)
    month = Period.parse(label)
    return month.previous() if day <= _CLOSING else month


def named_day(name: str) -> date | None:
    """The last day a file's name speaks of, which may be the day it was exported.

    Examples
    --------
    >>> named_day("商机_20240325.csv"), named_day("商机_202403.csv"), named_day("20240231.csv")
    (datetime.date(2024, 3, 25), None, None)
    """
    days = []
    for m in _MONTH.finditer(name):
        number, month = int(m["day"] or m["date"] or 0), int(m["two"] or m["one"])
        if 1 <= number <= monthrange(int(m["year"]), month)[1]:
            days.append(date(int(m["year"]), month, number))
    return max(days, default=None)
