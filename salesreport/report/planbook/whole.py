"""The view from which the book of plans of a period is written."""

from __future__ import annotations

import os
from pathlib import Path

from salesreport.intake.decks import DecksRead
from salesreport.planbook import Baseline
from salesreport.problems import RULES, Problem
from salesreport.report.closedloop.outcomes import outcomes
from salesreport.report.material import Material
from salesreport.report.planbook.merged import Plan, is_read, own_book, planned
from salesreport.report.planbookviews import BookNote, BookRow, Person, PlanBookView
from salesreport.retrospective.records import records

_LEFT_OUT = frozenset({"extra_columns", "stray_sheet", "footer_row", "total_row"})
"""Rules by which something that stands in a book is no data of it."""

_UNREAD_DAYS = "mixed_day_order"
"""Rule by which the days of a whole column are not read, as a warning."""

_DRAFT = "draft"


def plan_book_view(material: Material) -> PlanBookView:
    """All the book of plans of a run's period needs."""
    plan, run = planned(material), material.run
    notes = _notes(material)
    drafts = [one for one in outcomes(material) if one.verdict == "worked"]
    before = _baseline(material)
    return PlanBookView(
        period=run.period.label,
        next_period=run.period.next().label,
        as_of=run.as_of,
        currency=run.currency,
        title=run.title,
        rows=_rows(plan),
        taken_out=[plan.fresh[name] for name in sorted(plan.merged.deleted & set(plan.fresh))],
        gone={
            name: one.model_dump(mode="json")
            for name, one in plan.merged.kept.items()
            if name in plan.merged.deleted
        },
        dropped=len(plan.merged.dropped),
        notes=notes,
        drafts=drafts,
        drafted=before.drafts,
        touched=plan.touched or _notes_touched(notes, before) or _unread(material),
        held=_held(material),
        pages=_pages(material),
        decks=material.books.decks.get(run.period.label, DecksRead()).marks,
        decks_before=before.decks,
        people=[
            Person(rep_id=i, name=material.names[i], team=record.get("team"))
            for i, record in material.reps.items()
        ],
        teams=list(material.teams),
    )


def _pages(material: Material) -> str:
    run = material.run
    try:
        return Path(os.path.relpath(run.output_folder, run.plan_books)).as_posix()
    except ValueError:  # another drive on Windows
        return run.output_folder.as_posix()


def _baseline(material: Material) -> Baseline:
    book = own_book(material)
    return Baseline() if book is None or book.baseline is None else book.baseline


def _rows(plan: Plan) -> list[BookRow]:
    found = []
    for row in plan.rows:
        plan_id = row.plan_id or ""
        left, before = plan.left.get(plan_id), plan.merged.kept.get(plan_id)
        found.append(
            BookRow(
                row=row,
                proposal=plan.fresh.get(plan_id),
                before=None if before is None else before.model_dump(mode="json"),
                left=None if left is None else dict(left.cells),
            )
        )
    return found


def _notes(material: Material) -> list[BookNote]:
    """Comments of the period's book, drafts among them, as read."""
    table = material.books.own.get("notes")
    if table is None:
        return []
    return [
        BookNote.model_validate({name: record.get(name) for name in BookNote.model_fields})
        for record in records(table)
    ]


def _notes_touched(notes: list[BookNote], before: Baseline) -> bool:
    drafted = sorted(before.drafts.values())
    there = sorted(note.text for note in notes if note.kind == _DRAFT)
    return there != drafted or any(note.kind != _DRAFT for note in notes)


def _held(material: Material) -> list[str]:
    """Rules of problems by which a row or a cell of the period's book is not read."""
    if material.run.own_book is not None and not is_read(material):
        return sorted({one.rule for one in material.books.problems} or {"unread_table"})
    return sorted({one.rule for one in material.books.problems if _is_unread(one)})


def _is_unread(problem: Problem) -> bool:
    """Whether a problem, however loud, leaves a row or cell out: a new book would lack it."""
    rule = RULES[problem.rule]
    unusable = rule.severity == "error" and not rule.soft
    return problem.severity == "error" or unusable or problem.rule == _UNREAD_DAYS


def _unread(material: Material) -> bool:
    """Whether something that a person added stands where nothing reads it."""
    return any(one.rule in _LEFT_OUT for one in material.books.problems)
