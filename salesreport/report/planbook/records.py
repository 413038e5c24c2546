"""Rows of plans as read: whose, from which book, with an id, and what was proposed in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from salesreport.planbook import CELLS, TEXTS, Baseline, Cell, Cells, Proposed, is_same
from salesreport.report.material import Material
from salesreport.retrospective.findings import PlanRow
from salesreport.retrospective.plans import closing, plan_rows, unit_of
from salesreport.retrospective.records import records

N_HEX = 6


@dataclass(frozen=True)
class Planned:
    """One row of plans.

    Attributes
    ----------
    row : PlanRow
        With its id; texts that nobody changed are left to its rule.
    cells : mapping of str
        What stands in each column.
    proposed : Proposed or None
        What the book proposed in its place; None of a person's own row.
    """

    row: PlanRow
    cells: Cells
    proposed: Proposed | None = None

    @property
    def plan_id(self) -> str:
        """Id of the row."""
        return self.row.plan_id or ""

    @property
    def is_agreed(self) -> bool:
        """Whether a person made it theirs: wrote it, changed a cell of it, or did so before.

        What a rule proposed and nobody touched is a suggestion and binds nobody.
        """
        if self.proposed is None or not self.proposed.row.get("rule") or self.row.carried:
            return True
        was = self.proposed.cells
        return any(not is_same(self.cells.get(name), was.get(name)) for name in CELLS)


def cells_of(row: PlanRow) -> dict[str, Cell]:
    """Cells of a row; texts that its rule words are blank."""
    return _of_one({name: _cell(getattr(row, name)) for name in CELLS})


def _of_one(cells: dict[str, Cell]) -> dict[str, Cell]:
    """Cells of a row that is a person's or a team's: a person's team is that person's."""
    return cells | {"team": None} if cells["rep_id"] else cells


def with_cells(row: PlanRow, cells: Cells, **told: Any) -> PlanRow:
    """Row of the same person or team with other cells."""
    changed = {name: cells.get(name) for name in CELLS}
    unit = unit_of(_text(changed["measure"])) or row.unit
    return PlanRow.model_validate(row.model_dump() | changed | {"unit": unit} | told)


def earlier_rows(material: Material) -> list[Planned]:
    """Rows of plans of tables and earlier books, in their order.

    Plans in a table that were made after `as_of` do not exist yet.
    """
    table = material.table("plans")
    if table is None:
        return []
    made = table[~(table["made_on"] > pd.Timestamp(material.run.as_of)) | table["book"].notna()]
    return _rows(material, made)


def own_rows(material: Material) -> list[Planned]:
    """Rows of the period's own book, in its order."""
    table = material.books.own.get("plans")
    return [] if table is None else _rows(material, table)


def _rows(material: Material, made: pd.DataFrame) -> list[Planned]:
    rows, read = plan_rows(made, material.names), records(made)
    ids = _ids(read, {label: book.baseline for label, book in material.books.read.items()})
    found = [
        _planned(row, _read_cells(record), plan_id, _proposed(material, record, plan_id))
        for row, record, plan_id in zip(rows, read, ids, strict=True)
    ]
    return [_closed(material, one) for one in found]


def _closed(material: Material, one: Planned) -> Planned:
    found = closing(one.row, material.deals, material.run.as_of)
    return one if found is None else replace(one, row=one.row.model_copy(update={"closing": found}))


def _read_cells(record: Mapping[str, Any]) -> dict[str, Cell]:
    return _of_one({name: _cell(record.get(name)) for name in CELLS})


def _cell(value: Any) -> Cell:
    """A value as a cell: days in ISO form, numbers as floats."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _proposed(material: Material, record: Mapping[str, Any], plan_id: str) -> Proposed | None:
    book = material.books.read.get(record.get("book") or "")
    if book is None or book.baseline is None:
        return None
    return book.baseline.plans.get(plan_id)


def _planned(row: PlanRow, cells: Cells, plan_id: str, proposed: Proposed | None) -> Planned:
    told: dict[str, Any] = {"plan_id": plan_id, "origin": "book" if row.book else "table"}
    if proposed is None:
        return Planned(row.model_copy(update=told), cells)
    kept = {name: value for name, value in proposed.row.items() if name in _FROM_RULE}
    was = row.model_dump() | kept | told
    texts = {
        name: None
        for name in TEXTS
        if proposed.row.get("rule") and is_same(cells.get(name), proposed.cells.get(name))
        and proposed.row.get(name) is None
    }  # fmt: skip
    made = proposed.row.get("made_on")
    dated = {} if row.made_on or not made else {"made_on": made}
    return Planned(PlanRow.model_validate(was | texts | dated), cells, proposed)


_FROM_RULE = frozenset({
    "rule", "values", "own", "unit", "effect", "effect_low", "effect_high", "n", "rows", "lacking",
    "carried",
})  # fmt: skip
"""What no cell of a book holds."""


def _ids(read: Iterable[Mapping[str, Any]], baselines: Mapping[str, Baseline | None]) -> list[str]:
    """Id of every row: its own, that of the proposal it was, else one made of what it says.

    A proposal that a person gave to somebody else is a row of its own: what was worked out
    for the one does not follow it to the other.
    """
    rows = [
        row | {"plan_id": None} if _is_given(row, baselines.get(row.get("book") or "")) else row
        for row in map(dict, read)
    ]
    written = {(row.get("book"), row["plan_id"]) for row in rows if row["plan_id"]}
    taken: Counter[tuple[str | None, str]] = Counter()
    found = []
    for row in rows:
        book = row.get("book")
        plan_id = row["plan_id"] or _proposal(row, baselines.get(book or ""), written)
        if not plan_id:
            plan_id = made_id(row, book or _month(row))
            taken[(book, plan_id)] += 1
            n = taken[(book, plan_id)]
            plan_id += f"-{n}" if n > 1 else ""
        written.add((book, plan_id))
        found.append(str(plan_id))
    return found


def given_away(material: Material) -> frozenset[str]:
    """Ids of proposals of the period's book that a person gave to somebody else."""
    table = material.books.own.get("plans")
    book = material.books.read.get(material.run.period.label)
    if table is None or book is None:
        return frozenset()
    return frozenset(row["plan_id"] for row in records(table) if _is_given(row, book.baseline))


def _is_given(row: Mapping[str, Any], baseline: Baseline | None) -> bool:
    was = baseline.plans.get(row["plan_id"] or "") if baseline else None
    if was is None:
        return False
    there = _read_cells(row)
    return not all(is_same(there[name], was.cells.get(name)) for name in ("rep_id", "team"))


def _proposal(
    row: Mapping[str, Any], baseline: Baseline | None, written: set[tuple[str | None, str]]
) -> str | None:
    """Id of the proposal that a row without one was: of the same person or team and item."""
    for plan_id, one in (baseline.plans if baseline else {}).items():
        same = all(is_same(row.get(name), one.cells.get(name)) for name in _KNOWN_BY)
        if same and (row.get("book"), plan_id) not in written:
            return plan_id
    return None


_KNOWN_BY = ("rep_id", "team", "item")


def made_id(row: Mapping[str, Any], label: str) -> str:
    """Id of a row that has none: period, person or team, and a few signs of its item.

    Examples
    --------
    >>> made_id({"rep_id": "0004", "team": None, "item": "Answer on time"}, "2026-05")
    '2026-05.0004.26e445'
    """
    who = str(row.get("rep_id") or row.get("team") or "all")
    said = " ".join(str(row.get("item") or "").split())
    digest = hashlib.sha256(f"{who}|{said}".encode()).hexdigest()[:N_HEX]
    return f"{label}.{who}.{digest}"


def _month(row: Mapping[str, Any]) -> str:
    due = row.get("due_date")
    return f"{due:%Y-%m}" if due else "plan"


def _text(cell: Cell) -> str | None:
    return cell if isinstance(cell, str) else None
