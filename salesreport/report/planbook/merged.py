"""What was promised for the period, and the plan for what comes: proposals and people's edits.

The period's own book holds the plan for the next one. Rows of earlier books and of
tables that are still open are carried over into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from salesreport.calendars import Workdays
from salesreport.intake.planbooks import BookRead
from salesreport.periods import Period
from salesreport.planbook import Merged, Proposed, merged
from salesreport.report.closedloop.states import is_open
from salesreport.report.material import Material
from salesreport.report.planbook.records import Planned, all_planned, cells_of, with_cells
from salesreport.retrospective.findings import PlanRow

_NOT_READ = frozenset({"renamed_sheet", "lacking_sheets"})
"""Rules by which a sheet of a book is not read: its rows are not taken for deleted."""


@dataclass(frozen=True)
class Plan:
    """The plan for what comes.

    Attributes
    ----------
    rows : tuple of PlanRow
        As they count.
    merged : Merged
        The same as cells, with what a person changed.
    fresh : dict of str to PlanRow
        What is proposed now, or carried over.
    left : dict of str to Planned
        Rows as they stand in the period's book.
    """

    rows: tuple[PlanRow, ...]
    merged: Merged
    fresh: dict[str, PlanRow]
    left: dict[str, Planned]


def own_book(material: Material) -> BookRead | None:
    """The period's own book; None where there is none, or none that could be read."""
    return material.books.get(material.run.period.label)


def promised(material: Material) -> list[Planned]:
    """Rows of earlier books and of tables, each plan once: the newest book's before a table's."""
    return material.prepared.once("promised", lambda _: _promised(material))


def _promised(material: Material) -> list[Planned]:
    order = {book.label: place for place, book in enumerate(material.run.books, start=1)}
    own = material.run.period.label
    found: dict[str, Planned] = {}
    for one in all_planned(material):
        if one.row.book == own:
            continue
        before = found.get(one.plan_id)
        age = order.get(one.row.book or "", 0)
        if before is None or age >= order.get(before.row.book or "", 0):
            found[one.plan_id] = one
    return list(found.values())


def commitments(material: Material) -> list[Planned]:
    """Plans that fell due in the period."""
    period = material.run.period
    return [one for one in promised(material) if one.row.due_date and one.row.due_date in period]


def planned(material: Material) -> Plan:
    """The plan for what comes, with a person's edits over it."""
    return material.prepared.once("plan-for-next", lambda _: _planned(material))


def plan_rows_next(material: Material) -> list[PlanRow]:
    """Rows of the plan for what comes, as pages show them."""
    return list(planned(material).rows)


def _planned(material: Material) -> Plan:
    left = _left(material)
    before = _before(material)
    kept = [*carried(material), *_running(material)]
    people = [*kept, *(one.row for name, one in left.items() if name not in before)]
    proposed = [row for row in proposals(material) if not _covered(row, people)]
    fresh = {row.plan_id or "": row for row in (*proposed, *kept)}
    found = merged(
        before,
        {name: one.cells for name, one in left.items()},
        {name: cells_of(row) for name, row in fresh.items()},
    )
    rows = tuple(_row(name, found, fresh, left) for name in found.rows)
    return Plan(rows, found, fresh, left)


def proposals(material: Material) -> list[PlanRow]:
    """Rows that rules propose for what comes."""
    return []


def _left(material: Material) -> dict[str, Planned]:
    if not is_read(material):
        return {}
    own = material.run.period.label
    return {one.plan_id: one for one in all_planned(material) if one.row.book == own}


def _before(material: Material) -> dict[str, Proposed]:
    book = own_book(material)
    if book is None or book.baseline is None or not is_read(material):
        return {}
    return dict(book.baseline.plans)


def is_read(material: Material) -> bool:
    """Whether the plans of the period's book were read, its sheet being where it was."""
    book = own_book(material)
    if book is None or "plans" in material.loaded.unread:
        return False
    return not any(
        one.file == book.shown and one.rule in _NOT_READ for one in material.loaded.problems
    )


def _row(
    plan_id: str, found: Merged, fresh: dict[str, PlanRow], left: dict[str, Planned]
) -> PlanRow:
    there = left.get(plan_id)
    now = fresh.get(plan_id) or (there.row if there else None)
    if now is None:
        raise KeyError(plan_id)
    told: dict[str, Any] = {"plan_id": plan_id}
    if there is not None and found.edited.get(plan_id):
        told |= {"origin": "book", "source": there.row.source, "book": there.row.book}
    if plan_id not in fresh:
        return now.model_copy(update=told)
    return with_cells(now, found.rows[plan_id], **told)


def _covered(row: PlanRow, people: Iterable[PlanRow]) -> bool:
    """Whether a person's row, or one carried over, is about the same already."""
    return any(
        row.plan_id == one.plan_id
        or (row.measure is not None and row.measure == one.measure
            and (row.rep_id, row.team) == (one.rep_id, one.team))
        for one in people
    )  # fmt: skip


def carried(material: Material) -> list[PlanRow]:
    """Commitments still open at the period's end, with a new deadline to agree.

    None of a person who will not be there; those are closed with the period.
    """
    run = material.run
    if run.as_of < run.period.last:
        return []
    until = last_workday(run.period.next(), run.workdays)
    rows = [one.row for one in commitments(material) if is_open(one.row, run.as_of)]
    return [
        row.model_copy(
            update={
                "due_date": until,
                "carried": row.carried + 1,
                "status": row.status if row.status == "in_progress" else None,
                "support_given": None,
                "result": None,
                "done_date": None,
                "accepted_by": None,
            }
        )
        for row in rows
        if not has_left(material, row)
    ]


def has_left(material: Material, row: PlanRow) -> bool:
    """Whether the person of a row is gone when the next period begins."""
    left = material.reps.get(row.rep_id or "", {}).get("left_on")
    return left is not None and left < material.run.period.next().first


def _running(material: Material) -> list[PlanRow]:
    """Plans of tables and earlier books whose deadline is still to come, or has none."""
    period, as_of = material.run.period, material.run.as_of
    return [
        one.row
        for one in promised(material)
        if (one.row.due_date is None or one.row.due_date > period.last)
        and (one.row.book is None or is_open(one.row, as_of))
    ]


def last_workday(period: Period, workdays: Workdays) -> date:
    """Last day of a period that is worked; its last day where none is.

    Examples
    --------
    >>> last_workday(Period.parse("2026-05"), Workdays())
    datetime.date(2026, 5, 29)
    """
    days = (period.last - timedelta(days=n) for n in range(period.days))
    return next((day for day in days if day in workdays), period.last)
