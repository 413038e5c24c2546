"""SQLite files among the exports: their tables and views as grids, read only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from salesreport.errors import SalesReportError
from salesreport.readers import Grid, source_grids
from salesreport.sources import Source

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
"""Endings that SQLite files bear; other files bear `.db` as well."""

N_LOOKED_AT = 2_000
"""Rows of a table from which it is recognised."""

_SIGNATURE = b"SQLite format 3\0"
_RELATIONS = (
    "SELECT name AS name, type AS type FROM sqlite_master "
    "WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
)


@dataclass(frozen=True)
class Relation:
    """A table or view of a database.

    Attributes
    ----------
    name : str
    is_view : bool
        Its rows are those of tables once more.
    """

    name: str
    is_view: bool = False

    @property
    def query(self) -> str:
        """Every row and column of it."""
        quoted = self.name.replace('"', '""')
        return f'select * from "{quoted}"'


def is_database(path: Path) -> bool:
    """Whether a file that bears such an ending is one of SQLite."""
    if path.suffix.lower() not in DATABASES:
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(_SIGNATURE)) == _SIGNATURE
    except OSError:  # what cannot be opened is said when it is read
        return True


def address(path: Path, base: Path) -> str:
    """SQLAlchemy URL of a file as a run file in `base` names it."""
    try:
        shown = Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive on Windows
        shown = path.as_posix()
    return f"sqlite:///{shown}"


def rows_of_query(path: Path, query: str) -> Grid:
    """Rows of one SELECT from an SQLite file.

    Raises
    ------
    SourceFileError
        It cannot be read, or the query fails.
    """
    source = Source(url=address(path, path.parent), query=query)
    (file,) = source_grids(source, path.parent)
    return file.grids[0]


def relations_of(
    path: Path,
) -> tuple[list[tuple[Relation, Grid]], list[tuple[str, SalesReportError]]]:
    """Tables and views of a database with their first rows, and those that cannot be read.

    Raises
    ------
    SourceFileError
        The file itself cannot be read.
    """
    listed = rows_of_query(path, _RELATIONS)
    names, kinds = ([str(cell) for cell in column] for column in listed.columns)
    found: list[tuple[Relation, Grid]] = []
    failed: list[tuple[str, SalesReportError]] = []
    for name, kind in sorted(zip(names, kinds, strict=True)):
        relation = Relation(name, kind == "view")
        try:
            grid = rows_of_query(path, f"{relation.query} limit {N_LOOKED_AT}")
        except SalesReportError as error:
            failed.append((name, error))
        else:
            found.append((relation, grid))
    return found, failed


def gives_rows(path: Path, query: str) -> bool | None:
    """Whether a query of a database has any row; None where it fails."""
    try:
        return len(rows_of_query(path, f"SELECT * FROM (\n{query}\n) AS asked LIMIT 1")) > 0
    except SalesReportError:
        return None
