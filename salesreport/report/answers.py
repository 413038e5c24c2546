"""What people wrote of a period, and who has read and answered their pages.

Notes count by the period they name, whenever they were written: a comment on a report is
written after its cut-off.
"""

from __future__ import annotations

from datetime import date

from salesreport.report.answerviews import Answer
from salesreport.report.material import Material
from salesreport.retrospective import notes_of
from salesreport.retrospective.findings import Note


def notes(material: Material, *, rep_id: str | None = None, team: str | None = None) -> list[Note]:
    """Notes on a rep, or on a team (None: on everybody)."""
    table = material.table("notes")
    if table is None:
        return []
    if rep_id is not None:
        own = table[table["rep_id"] == rep_id]
    elif team is not None:
        own = table[(table["team"] == team) & table["rep_id"].isna()]
    else:
        own = table[table["rep_id"].isna()]
    return notes_of(own, material.run.period, material.names)


def answer(material: Material, rep_id: str) -> Answer:
    """Whether a rep has read and answered the period's pages.

    A day of reading before there can be pages is none.
    """
    found = notes(material, rep_id=rep_id)
    own = [note for note in found if note.kind in ("statement", "objection")]
    run = material.run
    read = [note.read_on for note in found if note.read_on and note.read_on >= run.pages_from]
    until = run.answer_by
    return Answer(
        rep_id=rep_id,
        until=until,
        read_on=max(read, default=None),
        n_statements=sum(note.kind == "statement" for note in own),
        n_objections=sum(note.kind == "objection" for note in own),
        n_open=_open(found),
        n_late=sum(_day(note) > until for note in own),
    )


def _open(found: list[Note]) -> int:
    """Objections without a ruling of their day or later; a ruling answers all before it."""
    rulings = [note.on or date.max for note in found if note.kind == "ruling"]
    objections = [note for note in found if note.kind == "objection"]
    return sum(not rulings or _day(note) > max(rulings) for note in objections)


def _day(note: Note) -> date:
    """Day a note was written; one without a day is no later than anything."""
    return note.on or date.min
