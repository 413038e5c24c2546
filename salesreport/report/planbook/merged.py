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
from salesreport.planbook import TEXTS, Cell, Merged, Proposed, merged
from salesreport.report.closedloop.states import is_open, known
from salesreport.report.improvement import is_covered, proposals
from salesreport.report.material import Material
from salesreport.report.planbook.decided import with_decisions, with_earlier_decisions
from salesreport.report.planbook.records import (
    Planned,
    cells_of,
    earlier_rows,
    given_away,
    own_rows,
    with_cells,
)
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
    touched : bool
        A person changed the book itself, and not a deck alone.
    """

    rows: tuple[PlanRow, ...]
    merged: Merged
    fresh: dict[str, PlanRow]
    left: dict[str, Planned]
    touched: bool


def own_book(material: Material) -> BookRead | None:
    """The period's own book; None where there is none, or none that could be read."""
    return material.books.read.get(material.run.period.label)


def promised(material: Material) -> list[Planned]:
    """Rows of earlier books and of tables, each plan once: the newest book's before a table's."""
    return material.prepared.once("promised", lambda _: _promised(material))


def _promised(material: Material) -> list[Planned]:
    order = {book.label: place for place, book in enumerate(material.run.books, start=1)}
    rows = with_earlier_decisions(material, earlier_rows(material))
    found: dict[str, Planned] = {}
    for one in rows:
        before = found.get(one.plan_id)
        age = order.get(one.row.book or "", 0)
        if before is None or age >= order.get(before.row.book or "", 0):
            found[one.plan_id] = one
    gone = _taken_out(material, rows)
    return [one for name, one in found.items() if one.row.book is not None or name not in gone]


def _taken_out(material: Material, rows: Iterable[Planned]) -> set[str]:
    """Ids of rows that a person took out of an earlier book: a table's row is then out too."""
    there: dict[str | None, set[str]] = {}
    for one in rows:
        there.setdefault(one.row.book, set()).add(one.plan_id)
    own = material.run.period.label
    return {
        plan_id
        for label, book in material.books.read.items()
        if label != own and book.baseline is not None and not _lacks_rows(material, book)
        for plan_id in book.baseline.plans
        if plan_id not in there.get(label, set())
    }


def commitments(material: Material) -> list[Planned]:
    """Plans that fell due in the period and that a person made theirs."""
    return [one for one in _due(material) if one.is_agreed]


def suggestions(material: Material) -> list[Planned]:
    """Rows of earlier books that fell due and that nobody ever touched: they end there."""
    return [one for one in _due(material) if not one.is_agreed]


def _due(material: Material) -> list[Planned]:
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
    proposed = [row for row in proposals(material) if not is_covered(material, row, people)]
    fresh = {row.plan_id or "": row for row in (*proposed, *kept)}
    decided = with_decisions(material, material.run.period.label, left, fresh)
    now = {name: cells_of(row) for name, row in fresh.items()}
    # What a meeting changes in a row that the book does not have is its cells, not all of it.
    started = {name: Proposed(cells=now[name]) for name in decided
               if name in now and name not in left}  # fmt: skip
    found = merged(started | before, {name: one.cells for name, one in decided.items()}, now)
    rows = tuple(_row(name, found, fresh, decided) for name in found.rows)
    return Plan(rows, found, fresh, left, _is_touched(before, left, now))


def _is_touched(
    before: dict[str, Proposed], left: dict[str, Planned], now: dict[str, dict[str, Cell]]
) -> bool:
    """Whether a person changed the book itself."""
    return merged(before, {name: one.cells for name, one in left.items()}, now).is_touched


def _left(material: Material) -> dict[str, Planned]:
    if not is_read(material):
        return {}
    return {one.plan_id: one for one in own_rows(material)}


def _before(material: Material) -> dict[str, Proposed]:
    book = own_book(material)
    if book is None or book.baseline is None or not is_read(material):
        return {}
    given, lacks = given_away(material), _lacks_rows(material, book)
    left = _left(material) if lacks else {}
    return {
        name: one
        for name, one in book.baseline.plans.items()
        if not lacks or name in left
        # what a rule proposes to somebody does so too when the row went to another
        if name not in given or not one.row.get("rule") or one.row.get("carried")
    }


def _lacks_rows(material: Material, book: BookRead) -> bool:
    """Whether rows of a book are refused: a row that is missing may then be one of them.

    It is taken for none that a person took out.
    """
    problems = (*material.loaded.problems, *material.books.problems)
    return any(
        one.severity == "error" and one.table == "plans" and one.file == book.shown
        for one in problems
    )


def is_read(material: Material) -> bool:
    """Whether the plans of the period's book were read, its sheet being where it was."""
    books = material.books
    return books.is_read and not any(one.rule in _NOT_READ for one in books.problems)


def _row(
    plan_id: str, found: Merged, fresh: dict[str, PlanRow], left: dict[str, Planned]
) -> PlanRow:
    """A row as it counts; one that nobody touched is what is proposed, to the last figure."""
    now, there = fresh.get(plan_id), left.get(plan_id)
    touched = found.edited.get(plan_id, frozenset())
    if there is None or (now is not None and not touched):
        return fresh[plan_id]
    told = {"plan_id": plan_id, "origin": "book"}
    if now is None:
        return there.row.model_copy(update=told)
    cells: dict[str, Any] = {
        name: "" if name in TEXTS and name in touched and cell is None else cell
        for name, cell in found.rows[plan_id].items()
    }
    return with_cells(now, cells, source=there.row.source, book=there.row.book, **told)


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
    return _is_gone(material, row.rep_id)


def _is_gone(material: Material, rep_id: Cell) -> bool:
    left = material.reps.get(str(rep_id or ""), {}).get("left_on")
    return left is not None and left < material.run.period.next().first


def rows_of_leavers(material: Material) -> list[PlanRow]:
    """Rows of the plan for what comes whose person is gone then.

    Nothing is proposed to such a person: unless a row of theirs stands in a book or table
    there is none, and the plan, which is much work, need not be made to know it.
    """
    rows = [*promised(material), *_left(material).values()]
    ids: list[Cell] = [one.row.rep_id for one in rows]
    ids += [one.cells.get("rep_id") for one in _before(material).values()]
    if not any(_is_gone(material, rep_id) for rep_id in ids):
        return []
    return [row for row in planned(material).rows if has_left(material, row)]


def _running(material: Material) -> list[PlanRow]:
    """Plans of tables and earlier books whose deadline is still to come, or has none."""
    period, as_of = material.run.period, material.run.as_of
    return [
        known(one.row, as_of)
        for one in promised(material)
        if one.is_agreed
        and (one.row.due_date is None or one.row.due_date > period.last)
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
