"""Decisions of a meeting laid over the plans they are about: an edited deck counts as a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from salesreport.intake.decks import DecksRead
from salesreport.planbook import Cell, ColumnName, Decided, plan_ids
from salesreport.report.material import Material
from salesreport.report.planbook.records import Planned, cells_of, made_id
from salesreport.retrospective.findings import PlanRow, SourceRow
from salesreport.retrospective.plans import unit_of

EVERYBODY = "all"
SIZES = {
    "%": 0.01, "k": 1e3, "K": 1e3, "M": 1e6, "bn": 1e9, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
}  # fmt: skip
_NUMBER = re.compile(r"([-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(%|bn|[kKM万萬亿億])?")
_ARROW = re.compile(r"→|->|⇒")
CELL_OF: dict[ColumnName, str] = {
    "decision": "item", "who": "support_owner", "by_when": "due_date",
    "which_number": "expected_effect",
}  # fmt: skip


def with_decisions(
    material: Material, label: str, left: Mapping[str, Planned], fresh: Mapping[str, PlanRow]
) -> dict[str, Planned]:
    """Rows of a period's book as a meeting changed them, and what it added.

    Parameters
    ----------
    material : Material
    label : str
        Of the period whose decks are meant.
    left : mapping of str to Planned
        Rows as they stand in the book.
    fresh : mapping of str to PlanRow
        What is proposed now: a row may be decided before the book has it.
    """
    found = dict(left)
    for one in material.books.decks.get(label, DecksRead()).decided:
        known = {**{name: (name, row.rep_id) for name, row in fresh.items()},
                 **{name: (name, there.row.rep_id) for name, there in found.items()}}  # fmt: skip
        named = plan_ids(one.key, known.values()) if one.key else []
        if not named:
            added = _added(one, label)
            found[added.plan_id] = added
        for plan_id in named:
            there = found.get(plan_id) or _proposed(fresh[plan_id])
            found[plan_id] = _changed(there, one, alone=len(named) == 1)
    return found


def with_earlier_decisions(material: Material, rows: Iterable[Planned]) -> list[Planned]:
    """Rows of tables and earlier books, and what their periods' meetings made of them."""
    rows = list(rows)
    for label, decks in material.books.decks.items():
        if not decks.decided or label == material.run.period.label:
            continue
        own = {one.plan_id: one for one in rows if one.row.book == label}
        changed = with_decisions(material, label, own, {})
        rows = [changed.pop(one.plan_id) if one.row.book == label and one.plan_id in changed
                else one for one in rows]  # fmt: skip
        rows += changed.values()
    return rows


def _proposed(row: PlanRow) -> Planned:
    return Planned(row, cells_of(row))


def _added(one: Decided, label: str) -> Planned:
    """A row written in the meeting, or one whose plan is no more: a plan of everybody."""
    cells: dict[str, Cell] = {
        CELL_OF[name]: text for name, text in one.texts.items() if name != "by_when"
    }
    cells |= {"team": EVERYBODY, "due_date": None if one.day is None else one.day.isoformat()}
    told: dict[str, Any] = {
        "plan_id": made_id(cells, label), "who": EVERYBODY, "origin": "book", "book": label,
        "source": SourceRow(file=one.file, row=one.row),
    }  # fmt: skip
    row = PlanRow.model_validate(cells | told)
    return Planned(row, cells_of(row))


def _changed(there: Planned, one: Decided, *, alone: bool) -> Planned:
    """A plan with the cells that a row of the deck changes."""
    changes: dict[str, Cell] = {}
    for name in one.edited:
        text = one.texts.get(name, "")
        if name == "by_when":
            changes["due_date"] = None if one.day is None else one.day.isoformat()
        elif name == "which_number" and alone and (moved := _moved(text, there.row)):
            changes |= moved
        elif name == "decision" and not alone:
            # What several people's plans have in common is said in their measures.
            changes["measures"] = text
        else:
            changes[CELL_OF[name]] = text
    row = PlanRow.model_validate(there.row.model_dump() | changes)
    return Planned(row, {**there.cells, **changes}, there.proposed)


def _moved(text: str, row: PlanRow) -> dict[str, Cell]:
    """From where to where the plan's number goes; empty where a text says more, or less, than that.

    Without an arrow a number is where it goes to. Before the first number may stand the name
    of the measure.
    """
    unit = row.unit or unit_of(row.measure)
    before, arrow, after = _ARROW.sub("→", text).rpartition("→")
    reached = _value(after if arrow else _unnamed(after), unit)
    if unit is None or reached is None:
        return {}
    if not arrow:
        return {"to_value": reached}
    left = _value(_unnamed(before), unit)
    return {} if left is None else {"to_value": reached, "from_value": left}


def _unnamed(text: str) -> str:
    """A text from its first number on."""
    found = _NUMBER.search(text)
    return text[found.start() :] if found else text


def _value(text: str, unit: str | None) -> float | None:
    """A text that is one number in the unit of a measure; None of any other."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or (unit == "rate") != (found[2] == "%"):
        return None
    value = float(found[1].replace(",", "").replace("−", "-"))
    return round(value * SIZES.get(found[2] or "", 1.0), 10)
