"""Columns taken from another file; every row stays, none is added."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.coded import Codes, Mask, first_rows
from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.headers import header_place
from salesreport.intake.identity import combined
from salesreport.intake.lines import holding
from salesreport.params import RunFile
from salesreport.problems import Problem
from salesreport.readers.faults import columns_error, near
from salesreport.readers.grids import Grid
from salesreport.readers.opened import source_grids
from salesreport.sources import Join, Source
from salesreport.tables.script import header_key, name_key

_EXAMPLES = 5


@dataclass(frozen=True)
class Lookup:
    """The other file by key.

    Attributes
    ----------
    keys : list of Coded
        Key columns as compared, one row a row of the file.
    grid : ndarray of int64
        Which grid each row is of.
    taken : list of Coded
        Columns to take.
    """

    keys: list[Coded]
    grid: Codes
    taken: list[Coded]

    def shown(self, row: int) -> str:
        """A row's key as a person reads it."""
        return shown_key(self.keys, row)


def shown_key(keys: Sequence[Coded], row: int) -> str:
    """The parts of a row's key, side by side."""
    return " / ".join(str(column[row]) for column in keys)


def apply_joins(draft: Draft, join: Join, source: Source, run: RunFile, findings: Findings) -> None:
    """Fill the columns a join takes, where they are blank so far.

    Keys are compared as text after NFKC and trimming. Keys that the other file
    does not hold are listed once, unless the join is `partial`; a key it holds twice
    with different values gives nothing and is an error, unless `any` of them will do.
    What `source` calls optional either file may lack; its `storage` opens the other file too.

    Raises
    ------
    SourceFileError, SourceColumnsError
        The file, a key column or a column to take is not there.
    """
    pairs = join.on if isinstance(join.on, dict) else {join.on: join.on}
    optional = source.optional
    there = Source(path=join.path, sheet=join.sheet, storage=source.storage)
    grids = [grid for file in source_grids(there, run.folder) for grid in file.grids]
    take = {
        header: here
        for header, here in join.take.items()
        if here not in optional or any(header_place(grid, header) is not None for grid in grids)
    }
    grids = [_chosen(grid, join.where, optional) for grid in grids]
    other = _lookup(grids, list(pairs.values()), list(take))
    ours = [_compared(_our_cells(draft, name, optional)) for name in pairs]
    both = zip(other.keys, ours, strict=True)
    ids = combined([Coded.stacked([theirs, own]) for theirs, own in both])
    theirs_id, ours_id = ids[: len(other.grid)], ids[len(other.grid) :]
    n_ids = int(ids.max(initial=-1)) + 1
    first = first_rows(theirs_id, n_ids)
    torn = _torn_rows(other, first[theirs_id]) & (not join.any)
    for key, row in _last_of(theirs_id, torn).items():
        grid = grids[int(other.grid[row])]
        findings.add(
            "join_duplicate_key", table=draft.table.name, file=grid.file, sheet=grid.sheet,
            value=other.shown(int(first[key])),
        )  # fmt: skip
    if not join.partial:
        shown = grids[0].file if len({grid.file for grid in grids}) == 1 else join.path
        told = join.model_copy(update={"path": shown})
        _note_unmatched(draft, told, ours, ours_id, first < len(theirs_id), findings)
    first[theirs_id[torn]] = len(theirs_id)
    found = (first[ours_id] < len(theirs_id)) & _is_filled(ours)
    row_of = np.where(found, first[ours_id], 0)
    for cells, name in zip(other.taken, take.values(), strict=True):
        store = draft.cells if name in draft.table.by_name else draft.extras
        before = store[name] if name in store else Coded.repeated(None, len(draft))
        blank = found & before.where(_is_blank)
        store[name] = before.replaced(blank, cells.take(row_of)) if blank.any() else before


def _is_blank(cell: Any) -> bool:
    return not isinstance(cell, Fault) and not written(cell)


def _is_filled(keys: list[Coded]) -> Mask:
    filled: Mask = np.logical_or.reduce([column.where(bool) for column in keys])
    return filled


def _compared(cells: Coded) -> Coded:
    """Keys as they are compared; one that cannot be read is blank."""
    return cells.map(
        lambda cell: "" if isinstance(cell, Fault) else name_key(written(cell))
    ).merged()


def _chosen(grid: Grid, where: Mapping[str, Sequence[str]], optional: Collection[str]) -> Grid:
    """Rows of the other file that have one of the cells asked for in each column."""
    rows = np.ones(len(grid), dtype=np.bool_)
    for name, accepted in where.items():
        if name in optional and header_place(grid, name) is None:
            continue
        rows &= holding(grid.columns[_place(grid, name)], accepted)
    if rows.all():
        return grid
    columns = [column.take(rows) for column in grid.columns]
    return replace(grid, columns=columns, numbers=grid.numbers[rows])


def _our_cells(draft: Draft, name: str, optional: Collection[str]) -> Coded:
    """Cells of a column named canonically or as the file's header has it."""
    if name in draft.cells:
        return draft.cells[name]
    by_header = {
        header_key(h): draft.cells[c] for c, h in draft.headers.items() if c in draft.cells
    }
    by_header = {**{header_key(h): cells for h, cells in draft.extras.items()}, **by_header}
    if header_key(name) in by_header:
        return by_header[header_key(name)]
    if name in optional:
        return Coded.repeated(None, len(draft))
    problem = Problem("error", "unknown_header", draft.table.name, _first_file(draft))
    raise _no_column(problem, name, [*draft.headers.values(), *draft.extras])


def _first_file(draft: Draft) -> str | None:
    return draft.file[0] if len(draft) else None


def _no_column(problem: Problem, name: str, seen: list[str]) -> Exception:
    close = near(name, seen)
    values = {"seen": ", ".join(seen), "near": close}
    return columns_error(
        replace(problem, value=name, values=values),
        f"no column {name!r} for the join",
        expected="one of the columns seen: " + ", ".join(seen),
        remedy=f"did you mean {close!r}" if close else "correct `join` in the run file",
    )


def _lookup(grids: list[Grid], on: list[str], take: list[str]) -> Lookup:
    """Key columns and columns to take of all grids, one below the other."""
    places = [([_place(g, name) for name in on], [_place(g, name) for name in take]) for g in grids]

    def column(of: int, number: int) -> Coded:
        return Coded.stacked(
            [grid.columns[at[of][number]] for grid, at in zip(grids, places, strict=True)]
        )

    return Lookup(
        [_compared(column(0, number)) for number in range(len(on))],
        np.repeat(np.arange(len(grids)), [len(grid) for grid in grids]),
        [column(1, number) for number in range(len(take))],
    )


def _torn_rows(other: Lookup, first: Codes) -> Mask:
    """Rows whose cells differ from those of the first row with their key."""
    torn = np.zeros(len(first), dtype=np.bool_)
    for cells in other.taken:
        shown = cells.map(written).merged().codes
        torn |= shown != shown[first]
    return torn


def _last_of(ids: Codes, rows: Mask) -> dict[int, int]:
    """Key -> its last row among some, keys in the order in which they come up."""
    last: dict[int, int] = {}
    for row in np.flatnonzero(rows).tolist():
        last[int(ids[row])] = row
    return last


def _place(grid: Grid, name: str) -> int:
    place = header_place(grid, name)
    if place is None:
        problem = Problem("error", "unknown_header", None, grid.file, grid.sheet, grid.header_line)
        raise _no_column(problem, name, [*grid.header])
    return place


def _note_unmatched(
    draft: Draft,
    join: Join,
    keys: list[Coded],
    ids: Codes,
    known: Mask,
    findings: Findings,
) -> None:
    missing = np.flatnonzero(_is_filled(keys) & ~known[ids])
    if not len(missing):
        return
    _, first = np.unique(ids[missing], return_index=True)
    examples = missing[np.sort(first)[:_EXAMPLES]].tolist()
    findings.add(
        "join_unmatched", table=draft.table.name, file=join.path, sheet=join.sheet,
        column=", ".join(join.on) if isinstance(join.on, dict) else join.on,
        value=", ".join(shown_key(keys, row) for row in examples),
        keys=len(first), rows=len(missing),
    )  # fmt: skip
