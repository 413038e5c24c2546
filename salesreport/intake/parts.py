"""Sheets that several tables share: which rows and columns are whose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.amounts import number
from salesreport.cells.coded import Mask
from salesreport.cells.days import day
from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.sums import without
from salesreport.params import RunFile
from salesreport.sources import Source
from salesreport.tables import TABLES, Table
from salesreport.tables.script import header_key

_ZONE = ZoneInfo("UTC")


class Part(NamedTuple):
    """One entry that reads a sheet, and its table."""

    entry: str
    source: Source
    table: Table


def own_part(draft: Draft, run: RunFile, entry: str, findings: Findings) -> Draft:
    """Draft without what the other tables of its sheet hold.

    Rows in which no column of the entry's `part` is filled are rows of the others, whose
    ledgers count them; so are rows that only repeat what the first row of their key says, as
    a contract's cells filled down its instalments. Columns that another table of the sheet
    knows, and those under `ignore`, are no extra columns. A row that belongs to none of the
    sheet's tables is refused by `row_in_no_table`, once, in the first of them.
    """
    source = run.data[entry]
    parts = _sharing(run, source)
    if source.part:
        taken = {part.entry: _rows_of(draft, part) for part in parts}
        nobodys = ~np.any(list(taken.values()), axis=0)
        mine = _told_once(draft, parts, taken, entry)
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
    for cells in _columns(draft, part, part.source.part).values():
        rows |= cells.where(_is_filled)
    return rows


def _told_once(draft: Draft, parts: Sequence[Part], taken: Mapping[str, Mask], entry: str) -> Mask:
    """Rows of an entry, without those that repeat an earlier one and are another's anyhow."""
    fresh = {
        part.entry: taken[part.entry] & ~_repeating(draft, part, taken[part.entry])
        for part in parts
    }
    others = [rows for name, rows in fresh.items() if name != entry]
    elsewhere = np.logical_or.reduce(others) if others else np.zeros(len(draft), dtype=np.bool_)
    mine: Mask = fresh[entry] | (taken[entry] & ~elsewhere)
    return mine


def _repeating(draft: Draft, part: Part, rows: Mask) -> Mask:
    """Rows in which each column of the part is blank or as in the first row of the same key."""
    held = _columns(draft, part, part.table.key)
    keys = [cells.map(written).merged() for cells in held.values()]
    found = np.zeros(len(draft), dtype=np.bool_)
    if not keys or len(keys) < len(part.table.key):
        return found
    named = rows & np.logical_and.reduce([cells.where(bool) for cells in keys])
    places = np.flatnonzero(named)
    _, first, of_rows = np.unique(
        np.stack([cells.codes[places] for cells in keys]), axis=1, return_index=True,
        return_inverse=True,
    )  # fmt: skip
    before = places[first[of_rows.reshape(-1)]]
    same = places != before
    for name, cells in _columns(draft, part, part.source.part).items():
        kind = part.table.by_name[name].kind
        said = cells.map(partial(_said, kind=kind)).merged()
        same &= said.missing()[places] | ~said.differing(places, before)
    found[places[same]] = True
    return found


def _said(cell: object, *, kind: str) -> str | None:
    """What a cell says, however it is formatted: `13%` and 0.13 are the same."""
    found: object = None
    if kind in ("money", "rate", "number"):
        found = number(cell, "")
    elif kind == "date":
        found = day(cell, _ZONE)
    if isinstance(found, Decimal):
        return f"{found.normalize():f}"
    return (found.isoformat() if isinstance(found, date) else written(cell)) or None


def _columns(draft: Draft, part: Part, names: Collection[str]) -> dict[str, Coded]:
    """Cells of some of the part's columns, wherever this draft holds them."""
    headers = {header_key(header): cells for header, cells in draft.extras.items()}
    headers |= {header_key(h): draft.cells[name] for name, h in draft.headers.items()}
    told = {header_key(header): name for header, name in part.source.columns.items()}
    best: dict[str, tuple[int, Coded]] = {}
    for key, cells in headers.items():
        name, rank = (told[key], -1) if key in told else part.table.header_index.get(key, ("", 0))
        if name in names and rank < best.get(name, (rank + 1, cells))[0]:
            best[name] = (rank, cells)
    return {name: cells for name, (_, cells) in best.items()}


def _is_filled(cell: object) -> bool:
    return isinstance(cell, Fault) or bool(written(cell))
