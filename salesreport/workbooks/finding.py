"""Where in a user's own file a problem stands: sheet, row, and the column's letter."""

from __future__ import annotations

import glob
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from salesreport.errors import SourceFileError
from salesreport.intake.faulty import OF_CELLS
from salesreport.intake.headers import header_place
from salesreport.params import RunFile
from salesreport.problems import Problem, rows_of
from salesreport.readers.addresses import place_of
from salesreport.readers.files import file_bytes, shown_path, source_files
from salesreport.readers.grids import Grid, content_grids
from salesreport.readers.remote import is_address
from salesreport.sources import Source
from salesreport.tables import TABLES
from salesreport.tables.script import header_key

_TITLE_LENGTH = 31
_ADDRESS = re.compile(r"(?P<letters>[A-Z]{1,3})\d+\b")
_FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\'", "_"))


@dataclass
class Input:
    """One local file of a run, and the entries that read it.

    Attributes
    ----------
    path : Path
    shown : str
        As problems name it.
    sources : list of (table, Source)
    """

    path: Path
    shown: str
    sources: list[tuple[str, Source]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Title of the sheet of a copy of a text file."""
        return self.path.stem.translate(_FORBIDDEN)[:_TITLE_LENGTH] or "data"


def inputs_of(run: RunFile) -> dict[str, Input]:
    """Local files the run reads, by the name problems give them."""
    found: dict[str, Input] = {}
    for entry, source in run.data.items():
        for path in _files(run, source):
            shown = shown_path(path, run.folder)
            one = found.setdefault(shown, Input(path, shown))
            one.sources.append((source.table or entry, source))
    return found


def _files(run: RunFile, source: Source) -> list[Path]:
    if source.path is None or is_address(source.path):
        return []
    if not glob.has_magic(source.path) and not (run.folder / source.path).is_file():
        return []
    try:
        return list(source_files(run.folder, source.path))
    except SourceFileError:
        # the run's own problems name the file that is missing
        return []


class Finder:
    """Cells of one file by problem; its sheets are read again, each once."""

    def __init__(self, one: Input) -> None:
        self._input = one
        self._content = file_bytes(one.path, one.shown)
        self._grids: dict[tuple[str | None, str], Grid | None] = {}

    def grids(self) -> Mapping[str, Grid]:
        """Sheets read so far, by title; of a text file the one table."""
        read = [grid for grid in self._grids.values() if grid is not None]
        return {grid.sheet or self._input.title: grid for grid in read}

    def cells(self, problem: Problem) -> tuple[tuple[str, tuple[int, int]], ...]:
        """Sheet and place of each cell a problem names; none where it names no row.

        A problem of a whole row, or of a column that is not there, stands in the
        row's first cell.
        """
        rows = rows_of(problem.row, problem.values)
        if not rows:
            return ()
        grid = self._grid(problem)
        if grid is None:
            return ()
        title = grid.sheet or self._input.title
        places = _places(grid, problem, self._told(problem)) or [_first(grid)]
        return tuple((title, (row, place)) for row in rows for place in places)

    def _told(self, problem: Problem) -> Mapping[str, str]:
        sources = [s for table, s in self._input.sources if table == problem.table]
        return {header: name for s in sources for header, name in s.columns.items()}

    def _grid(self, problem: Problem) -> Grid | None:
        key = (problem.sheet, problem.table or "")
        if key not in self._grids:
            self._grids[key] = self._read(problem)
        return self._grids[key]

    def _read(self, problem: Problem) -> Grid | None:
        sources = [s for table, s in self._input.sources if table == problem.table]
        sources = sources or [s for _, s in self._input.sources]
        fitting = [s for s in sources if _is_of(s, problem.sheet)] or sources
        source = fitting[0].model_copy(update={"sheet": problem.sheet, "needed": True})
        try:
            read = content_grids(
                self._content, self._input.shown, self._input.path.suffix.lower(), source
            )
        except SourceFileError:
            # what cannot be read has no cells; the problem itself says why
            return None
        return read.grids[0] if read.grids else None


def _is_of(source: Source, sheet: str | None) -> bool:
    return source.sheet in (None, "*", sheet) or sheet in (source.sheet or "").split("/")


def _places(grid: Grid, problem: Problem, told: Mapping[str, str]) -> list[int]:
    """Columns of a problem: of the cell it names, of its header, else its table's column."""
    addressed = problem.value if problem.rule in OF_CELLS else problem.values.get("cell")
    named = _ADDRESS.match(addressed or "")
    if named is not None:
        return [place_of(named["letters"])]
    header = problem.values.get("header")
    if header is not None:
        places = [header_place(grid, one) for one in (header, *header.split(" / "))]
        found = [place for place in places if place is not None]
        return found[:1] if places[0] is not None else found
    names = (problem.column or "").split(" / ")
    return [place for name in names if (place := _place(grid, problem.table, name, told)) >= 0]


def _place(grid: Grid, table: str | None, name: str, told: Mapping[str, str]) -> int:
    for header, column in told.items():
        place = header_place(grid, header) if column == name else None
        if place is not None:
            return place
    declared = TABLES.get(table or "")
    best = (-1, 0)
    for place, header in enumerate(grid.header):
        found = declared.header_index.get(header_key(header)) if declared else None
        if found and found[0] == name and (best[0] < 0 or found[1] < best[1]):
            best = (place, found[1])
    if best[0] < 0 and declared is not None and name not in declared.by_name:
        return -1 if (own := header_place(grid, name)) is None else own
    return best[0]


def _first(grid: Grid) -> int:
    return next((place for place, header in enumerate(grid.header) if header), 0)
