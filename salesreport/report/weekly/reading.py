"""A workbook of decisions read back, whatever a person did to its rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salesreport.errors import SalesReportError
from salesreport.readers.workbook import Workbook
from salesreport.report.weekly.columns import Field, field_of, mark_of
from salesreport.report.weeklyviews import WeeklyRemark
from salesreport.weekly.carried import Decision

HEADER_ROWS = 40
"""Rows at the top among which the header is looked for."""

Cells = Mapping[Field, Any]


@dataclass(frozen=True)
class Filled:
    """A workbook read back.

    Attributes
    ----------
    decisions : tuple of Decision
        Rows somebody wrote into; of several with one key the last.
    blank : frozenset of str
        Keys of the rows that nobody wrote into.
    remarks : tuple of WeeklyRemark
        What could not be used, or was added by hand.
    """

    decisions: tuple[Decision, ...] = ()
    blank: frozenset[str] = frozenset()
    remarks: tuple[WeeklyRemark, ...] = ()


def read_decisions(content: bytes, name: str, made_on: date) -> Filled:
    """Decisions of a workbook.

    The header is found by its words, in any language, place and sheet. A row without a key
    was added by hand and is kept as it stands.

    Parameters
    ----------
    content : bytes
    name : str
        File name, for remarks.
    made_on : date
        Day of the review.
    """
    try:
        book = Workbook(content, name)
        sheets = [book.sheet(sheet).records for sheet in book.names]
    except SalesReportError as error:
        told = WeeklyRemark(rule="workbook_unread", name=name, value=error.what)
        return Filled(remarks=(told,))
    for records in sheets:
        head = _head(records)
        if head is not None:
            return _filled(records, head, name, made_on)
    return Filled(remarks=(WeeklyRemark(rule="no_columns", name=name),))


def _head(records: Sequence[Sequence[Any]]) -> tuple[int, dict[Field, int]] | None:
    """Row of the header and the place of each field; it needs the decision and whose row."""
    for at, row in enumerate(records[:HEADER_ROWS]):
        found: dict[Field, int] = {}
        for place, cell in enumerate(row):
            field = field_of(cell) if isinstance(cell, str) else None
            if field is not None:
                found.setdefault(field, place)
        if "decision" in found and ("key" in found or "customer" in found):
            return at, found
    return None


def _filled(
    records: Sequence[Sequence[Any]], head: tuple[int, dict[Field, int]], name: str, made_on: date
) -> Filled:
    at, places = head
    remarks: list[WeeklyRemark] = []
    by_key: dict[str, Decision] = {}
    added, seen, doubled = [], set[str](), set[str]()
    for row in records[at + 1 :]:
        cells = {field: row[place] for field, place in places.items() if place < len(row)}
        one = _decision(cells, name, made_on, remarks)
        key = _text(cells.get("key"))
        if key is not None and key in seen:
            doubled.add(key)
        if key is not None:
            seen.add(key)
        if one is None:
            continue
        if key is None:
            added.append(one)
        else:
            by_key[key] = one
    if doubled:
        told = WeeklyRemark(rule="doubled", name=name, value=min(doubled), n=len(doubled))
        remarks.append(told)
    if added:
        remarks.append(WeeklyRemark(rule="added", name=name, n=len(added)))
    return Filled((*by_key.values(), *added), frozenset(seen - set(by_key)), tuple(remarks))


def _decision(
    cells: Cells, name: str, made_on: date, remarks: list[WeeklyRemark]
) -> Decision | None:
    """The row's decision; None where nobody wrote anything into it."""
    written = _text(cells.get("mark"))
    marked = None if written is None else mark_of(written)
    if written is not None and marked is None:
        remarks.append(WeeklyRemark(rule="unknown_mark", name=name, value=written))
    by = _day(cells.get("by"))
    if by is None and _text(cells.get("by")) is not None:
        told = WeeklyRemark(rule="unknown_date", name=name, value=_text(cells.get("by")) or "")
        remarks.append(told)
    text, step = _text(cells.get("decision")), _text(cells.get("step"))
    if text is None and step is None and by is None and marked is None:
        return None
    return Decision(
        key=_text(cells.get("key")), text=text or "", made_on=made_on, name=name,
        rep_id=_text(cells.get("rep_id")), rep=_text(cells.get("rep")),
        customer=_text(cells.get("customer")), about=_text(cells.get("about")),
        step=step, by=by, mark=marked,
    )  # fmt: skip


def _text(cell: Any) -> str | None:
    """A cell as text; None for a blank one."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = "" if cell is None else str(cell).strip()
    return said or None


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = (_text(cell) or "").replace("/", "-").replace(".", "-")
    parts = said.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
