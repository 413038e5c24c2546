"""What the book of plans of a period is written from: a manager's closed view."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from salesreport.report.closedloop.parts import Outcome
from salesreport.retrospective.findings import Part, PlanRow


class BookRow(Part):
    """One row of the book.

    `row`: as it counts. `proposal`: what is proposed in its place now, None of a person's
    own row; `before`: what an earlier build proposed, where nothing is proposed any more.
    `left`: its cells as they stand in the book, None where it is not there yet.
    """

    row: PlanRow
    proposal: PlanRow | None = None
    before: dict[str, Any] | None = None
    left: dict[str, Any] | None = None


class BookNote(Part):
    """One comment as it stands in the book, with every column of its sheet.

    `rep_id` or `team`: whom it is about. `read_on`: when the rep read the pages.
    """

    period: str | None = None
    rep_id: str | None = None
    team: str | None = None
    section: str | None = None
    kind: str | None = None
    text: str
    by: str | None = None
    on: date | None = None
    read_on: date | None = None


class Person(Part):
    """Somebody plans may be for."""

    rep_id: str
    name: str
    team: str | None = None


class PlanBookView(Part):
    """All the book of plans needs.

    `rows`: in the book's order. `taken_out`: proposals, and what was proposed before
    (`gone`), of rows that a person took out, so that they do not come again. `dropped`: how
    many untouched rows go. `notes`: comments as they stand; `drafts`: plans that worked, to be
    drafted; `drafted`: texts drafted before. `touched`: a person changed something.
    `held`: rules of the problems for which the book is left as it is. `pages`: folder of the
    period's outputs, from the book's; `decks`: what its decks say, by which their rows are
    known again, and `decks_before` what they said when the book was written.
    """

    kind: Literal["planbook"] = "planbook"
    period: str
    next_period: str
    as_of: date
    currency: str
    title: str | None = None
    rows: list[BookRow] = []
    taken_out: list[PlanRow] = []
    gone: dict[str, dict[str, Any]] = {}
    dropped: int = 0
    notes: list[BookNote] = []
    drafts: list[Outcome] = []
    drafted: dict[str, str] = {}
    touched: bool = False
    held: list[str] = []
    pages: str = ""
    decks: dict[str, dict[str, tuple[str, ...]]] = {}
    decks_before: dict[str, dict[str, tuple[str, ...]]] = {}
    people: list[Person] = []
    teams: list[str] = []
