"""Columns taken from another file; every row stays, none is added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.headers import header_place
from salesreport.params import RunFile
from salesreport.problems import Problem
from salesreport.readers.faults import columns_error, near
from salesreport.readers.files import source_files
from salesreport.readers.grids import Grid, read_grids
from salesreport.sources import Join
from salesreport.tables.script import header_key, name_key

_EXAMPLES = 5

Key = tuple[str, ...]


def apply_joins(draft: Draft, join: Join, run: RunFile, findings: Findings) -> None:
    """Fill the columns a join takes, where they are blank so far.

    Keys are compared as text after NFKC and trimming. Keys that the other file
    does not hold are listed once; a key it holds twice with different values
    gives nothing and is an error.

    Raises
    ------
    SourceFileError, SourceColumnsError
        The file, a key column or a column to take is not there.
    """
    pairs = join.on if isinstance(join.on, dict) else {join.on: join.on}
    grids = [
        grid
        for path in source_files(run.folder, join.path)
        for grid in read_grids(path, run.folder, join.sheet).grids
    ]
    found, torn = _lookup(grids, list(pairs.values()), list(join.take))
    for key, grid in torn.items():
        findings.add(
            "join_duplicate_key", table=draft.table.name, file=grid.file, sheet=grid.sheet,
            value=" / ".join(key),
        )  # fmt: skip
    ours = [_our_cells(draft, name) for name in pairs]
    keys = [_key(cells) for cells in zip(*ours, strict=True)]
    _note_unmatched(draft, join, keys, {*found, *torn}, findings)
    for place, name in enumerate(join.take.values()):
        taken = [found[key][place] if key in found else None for key in keys]
        store = draft.cells if name in draft.table.by_name else draft.extras
        before = store.get(name) or [None] * len(draft)
        store[name] = [b if written(b) else t for b, t in zip(before, taken, strict=True)]


def _key(cells: Iterable[Any]) -> Key:
    return tuple(name_key(written(cell)) for cell in cells)


def _our_cells(draft: Draft, name: str) -> list[Any]:
    """Cells of a column named canonically or as the file's header has it."""
    if name in draft.cells:
        return draft.cells[name]
    by_header = {
        header_key(h): draft.cells[c] for c, h in draft.headers.items() if c in draft.cells
    }
    by_header = {**{header_key(h): cells for h, cells in draft.extras.items()}, **by_header}
    if header_key(name) in by_header:
        return by_header[header_key(name)]
    problem = Problem("error", "unknown_header", draft.table.name, next(iter(draft.file), None))
    raise _no_column(problem, name, [*draft.headers.values(), *draft.extras])


def _no_column(problem: Problem, name: str, seen: list[str]) -> Exception:
    close = near(name, seen)
    values = {"seen": ", ".join(seen), "near": close}
    return columns_error(
        replace(problem, value=name, values=values),
        f"no column {name!r} for the join",
        expected="one of the columns seen: " + ", ".join(seen),
        remedy=f"did you mean {close!r}" if close else "correct `join` in the run file",
    )


def _lookup(
    grids: list[Grid], on: list[str], take: list[str]
) -> tuple[dict[Key, list[Any]], dict[Key, Grid]]:
    """Taken cells by key, and the keys that stand twice with different cells."""
    found: dict[Key, list[Any]] = {}
    torn: dict[Key, Grid] = {}
    for grid in grids:
        places = [_place(grid, name) for name in on]
        wanted = [_place(grid, name) for name in take]
        for position in range(len(grid)):
            key = _key(grid.columns[place][position] for place in places)
            cells = [grid.columns[place][position] for place in wanted]
            if key in found and [*map(written, found[key])] != [*map(written, cells)]:
                torn[key] = grid
            found.setdefault(key, cells)
    return {key: cells for key, cells in found.items() if key not in torn and any(key)}, torn


def _place(grid: Grid, name: str) -> int:
    place = header_place(grid, name)
    if place is None:
        problem = Problem("error", "unknown_header", None, grid.file, grid.sheet, grid.header_row)
        raise _no_column(problem, name, [*grid.header])
    return place


def _note_unmatched(
    draft: Draft, join: Join, keys: list[Key], known: set[Key], findings: Findings
) -> None:
    missing: dict[Key, int] = {}
    for key in keys:
        if any(key) and key not in known:
            missing[key] = missing.get(key, 0) + 1
    if missing:
        examples = ", ".join(" / ".join(key) for key in list(missing)[:_EXAMPLES])
        findings.add(
            "join_unmatched", table=draft.table.name, file=join.path, sheet=join.sheet,
            column=", ".join(join.on) if isinstance(join.on, dict) else join.on,
            value=examples, keys=len(missing), rows=sum(missing.values()),
        )  # fmt: skip
