"""The book of plans of one period: proposals to edit, comments to write, what was proposed.

Its two sheets are those of the workbook to fill in, with a day of completion beside; the
last sheet is hidden and remembers what was proposed, so that edits are known cell by cell.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from salesreport.display.planbook import draft_text, worded_cells
from salesreport.language import Words, mark
from salesreport.planbook import CELLS, Baseline, Proposed, same_cells
from salesreport.planbook.baseline import SHEET as HIDDEN
from salesreport.report.planbookviews import BookNote, BookRow, PlanBookView
from salesreport.retrospective.findings import PlanRow
from salesreport.spreadsheet import plain_book
from salesreport.tables.script import in_language
from salesreport.workbooks.bookpages import BookRules, write_book_guide, write_rows
from salesreport.workbooks.guide import write_lists
from salesreport.workbooks.lists import Lists
from salesreport.workbooks.sheets import GUIDE, LISTS, SHEETS, Field, Sheet
from salesreport.workbooks.styles import FormStyles

MADE_ON = datetime(2024, 1, 1)
"""Day every book says it was made on: the clock is never read."""

EVERYBODY = ("Whole team", "团队整体")
_ALL = ("", "all")
_DRAFT, _PLAYBOOK = "draft", "playbook"


def book_sheets() -> tuple[Sheet, Sheet]:
    """Sheets of plans and of comments, as the workbook to fill in has them."""
    by_name = {sheet.name: sheet for sheet in SHEETS}
    plans, notes = by_name["plans"], by_name["notes"]
    done = Field("plans", "done_date", optional=True)
    return replace(plans, fields=(*plans.fields, done), frozen=2), notes


@dataclass(frozen=True)
class BookContent:
    """What a book holds: rows of its sheets by column, and what was proposed."""

    plans: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    baseline: Baseline


def book_content(view: PlanBookView, language: str) -> BookContent:
    """Rows of a book and what it remembers, in one language."""
    words, names = Words(language), _names(view)
    plans = [_plan_cells(one, names, words) for one in view.rows]
    fresh = {one.row.plan_id or "": draft_text(one, words) for one in view.drafts}
    notes = [_note_cells(one, names, words) for one in _left_notes(view, fresh)]
    notes += [
        _note_cells(_drafted(view, one.row, fresh[one.row.plan_id or ""]), names, words)
        for one in view.drafts
        if one.row.plan_id not in view.drafted
    ]
    proposed = {one.row.plan_id or "": _proposed(one, words) for one in view.rows}
    remembered = {name: one for name, one in proposed.items() if one is not None}
    remembered |= {row.plan_id or "": _of_proposal(row, words) for row in view.taken_out}
    remembered |= {name: Proposed.model_validate(one) for name, one in view.gone.items()}
    drafted = view.drafted | fresh
    baseline = Baseline(plans=remembered, drafts=drafted, pages=view.pages, decks=view.decks)
    return BookContent(plans, notes, baseline)


def is_news(view: PlanBookView, language: str) -> bool:
    """Whether the book as it would be written says anything that it does not say yet."""
    words = Words(language)
    if (
        view.dropped
        or view.decks != view.decks_before
        or any(one.left is None for one in view.rows)
    ):
        return True
    if any(not same_cells(one.left or {}, worded_cells(one.row, words)) for one in view.rows):
        return True
    drafts = {one.row.plan_id or "": draft_text(one, words) for one in view.drafts}
    if set(drafts) - set(view.drafted):
        return True
    there = [(one.kind, one.text) for one in view.notes]
    return there != [(one.kind, one.text) for one in _left_notes(view, drafts)]


def book_bytes(view: PlanBookView, language: str) -> bytes:
    """Content of the workbook; the same view gives the same bytes."""
    words, content = Words(language), book_content(view, language)
    sheets = book_sheets()
    lists = Lists(sheets, language)
    people = [*_names(view).values(), *view.teams, in_language(EVERYBODY, language)]
    stream = io.BytesIO()
    title = words(mark("Plan for {period}"), period=words.period(view.next_period))
    with plain_book(stream, title=title, made_on=MADE_ON) as book:
        styles = FormStyles(book)
        guide = book.add_worksheet(in_language((GUIDE["en"], GUIDE["zh_CN"]), language))
        pages = [book.add_worksheet(sheet.title(language)) for sheet in sheets]
        last = book.add_worksheet(in_language((LISTS["en"], LISTS["zh_CN"]), language))
        hidden = book.add_worksheet(HIDDEN)
        write_book_guide(guide, view, sheets, styles, words)
        for sheet, page, rows in zip(sheets, pages, (content.plans, content.notes), strict=True):
            rules = BookRules(sheet, lists, words, last.get_name(), tuple(people))
            write_rows(page, rules, styles, rows, title=_title(sheet, title, words))
        write_lists(last, lists, styles, words)
        BookRules.write_people(last, people, lists, styles, words)
        for number, record in enumerate(content.baseline.records()):
            for place, text in enumerate(record):
                hidden.write_string(number, place, text)
        hidden.very_hidden()
        pages[0].activate()
    return stream.getvalue()


def _title(sheet: Sheet, title: str, words: Words) -> str:
    return title if sheet.name == "plans" else sheet.title(words.language)


def _names(view: PlanBookView) -> dict[str, str]:
    """How a person is written: by name, by id where several bear the name."""
    bearers = Counter(person.name for person in view.people)
    return {
        person.rep_id: person.name if bearers[person.name] == 1 else person.rep_id
        for person in view.people
    }


def _whose(rep_id: str | None, team: str | None, names: Mapping[str, str], words: Words) -> str:
    if rep_id is not None:
        return names.get(rep_id, rep_id)
    return in_language(EVERYBODY, words.language) if (team or "") in _ALL else str(team)


def _plan_cells(one: BookRow, names: Mapping[str, str], words: Words) -> dict[str, Any]:
    cells: dict[str, Any] = dict(worded_cells(one.row, words))
    row = one.row
    dates = {"due_date": row.due_date, "done_date": row.done_date}
    given = None if row.support_given is None else "yes" if row.support_given else "no"
    whose = _whose(row.rep_id, row.team, names, words)
    return cells | dates | {
        "rep_id": whose, "support_given": given, "plan_id": row.plan_id, "unit": row.unit,
    }  # fmt: skip


def _note_cells(one: BookNote, names: Mapping[str, str], words: Words) -> dict[str, Any]:
    return one.model_dump() | {"rep_id": _whose(one.rep_id, one.team, names, words)}


def _left_notes(view: PlanBookView, fresh: Mapping[str, str]) -> list[BookNote]:
    """Comments as a person left them; drafts nobody touched say what is drafted now."""
    by_text = {text: plan_id for plan_id, text in view.drafted.items()}
    found = []
    for note in view.notes:
        plan_id = by_text.get(note.text) if note.kind == _DRAFT else None
        if plan_id is None:
            found.append(note)
        elif plan_id in fresh:
            found.append(note.model_copy(update={"text": fresh[plan_id]}))
    return found


def _drafted(view: PlanBookView, row: PlanRow, text: str) -> BookNote:
    teams = {person.rep_id: person.team for person in view.people}
    team = row.team or teams.get(row.rep_id or "") or "all"
    return BookNote(period=view.period, team=team, section=_PLAYBOOK, kind=_DRAFT, text=text)


def _proposed(one: BookRow, words: Words) -> Proposed | None:
    if one.proposal is not None:
        return _of_proposal(one.proposal, words)
    return None if one.before is None else Proposed.model_validate(one.before)


def _of_proposal(row: PlanRow, words: Words) -> Proposed:
    kept = row.model_dump(mode="json", exclude={"source", "book"}, exclude_defaults=True)
    cells = {name: cell for name, cell in worded_cells(row, words).items() if name in CELLS}
    return Proposed(cells=cells, row=kept)
