"""Sheets that several tables share: which rows and columns are whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.coded import Mask
from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.sums import without
from salesreport.params import RunFile
from salesreport.sources import Source
from salesreport.tables import TABLES, Table
from salesreport.tables.script import header_key


class Part(NamedTuple):
    """One entry that reads a sheet, and its table."""

    entry: str
    source: Source
    table: Table


def own_part(draft: Draft, run: RunFile, entry: str, findings: Findings) -> Draft:
    """Draft without what the other tables of its sheet hold.

    Rows in which no column of the entry's `part` is filled are rows of the others, whose
    ledgers count them. Columns that another table of the sheet knows, and those under
    `ignore`, are no extra columns. A row that belongs to none of the sheet's tables
    is refused by `row_in_no_table`, once, in the first of them.
    """
    source = run.data[entry]
    parts = _sharing(run, source)
    if source.part:
        taken = {part.entry: _rows_of(draft, part) for part in parts}
        nobodys = ~np.any(list(taken.values()), axis=0)
        mine = taken[entry]
        if entry == next(part.entry for part in parts if part.source.part):
            draft.refuse(nobodys, "row_in_no_table")
            titles = ", ".join(part.table.name for part in parts)
            draft.note(findings, "row_in_no_table", nobodys, tables=titles)
            mine = mine | nobodys
        draft = _without_records(draft, ~mine & draft.kept())
    known = {header_key(header) for header in source.ignore}
    others = [part.table for part in parts if part.entry != entry]
    draft.extras = {
        header: cells
        for header, cells in draft.extras.items()
        if header_key(header) not in known
        and not any(header_key(header) in other.header_index for other in others)
    }
    return draft


def _without_records(draft: Draft, rows: Mask) -> Draft:
    """Draft that never read some of its rows."""
    stays = np.ones(draft.n_read, dtype=np.bool_)
    stays[draft.record[rows]] = False
    numbers = np.cumsum(stays) - 1
    left = without(draft, rows, "not_selected")
    unused = {int(numbers[record]): rule for record, rule in left.unused.items() if stays[record]}
    return replace(left, record=numbers[left.record], n_read=int(stays.sum()), unused=unused)


def _sharing(run: RunFile, source: Source) -> Sequence[Part]:
    if source.sheet in (None, "*"):
        return []
    return [
        Part(name, other, TABLES[other.table or name])
        for name, other in run.data.items()
        if (other.path, other.url, other.sheet) == (source.path, source.url, source.sheet)
    ]


def _rows_of(draft: Draft, part: Part) -> Mask:
    """Rows in which a column of the part is filled; all where it names none."""
    rows = np.zeros(len(draft), dtype=np.bool_)
    if not part.source.part:
        return ~rows
    for cells in _columns(draft, part):
        rows |= cells.where(_is_filled)
    return rows


def _columns(draft: Draft, part: Part) -> Iterable[Coded]:
    """Cells of the part's own columns, wherever this draft holds them."""
    headers = {header_key(header): cells for header, cells in draft.extras.items()}
    headers |= {header_key(h): draft.cells[name] for name, h in draft.headers.items()}
    told = {header_key(header): name for header, name in part.source.columns.items()}
    best: dict[str, tuple[int, Coded]] = {}
    for key, cells in headers.items():
        name, rank = (told[key], -1) if key in told else part.table.header_index.get(key, ("", 0))
        if name in part.source.part and rank < best.get(name, (rank + 1, cells))[0]:
            best[name] = (rank, cells)
    return [cells for _, cells in best.values()]


def _is_filled(cell: object) -> bool:
    return isinstance(cell, Fault) or bool(written(cell))
