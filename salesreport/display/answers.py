"""What people wrote, room for the rep's answer, and who has read and answered."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Fragment,
    Group,
    Section,
    Table,
    Text,
)
from salesreport.display.labels import NOTE_SECTIONS, NOTES, label
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.report.views import Answer, Note, RepView, TeamView

_ANSWER = Markup(
    '<div class="answer">{given}<p class="write">{statement}</p>'
    '<p class="sign"><span class="basis">{basis}</span>{read}'
    "<span>{manager}</span></p></div>"
)
_PLACES = {section: place for place, section in enumerate(NOTE_SECTIONS)}


def notes(view: View, words: Words) -> Section:
    """Comments, statements, objections and rulings as written, in the order of the pages."""
    placed = sorted(view.notes, key=lambda note: _PLACES.get(note.section or "", len(_PLACES)))
    return Section(
        "notes",
        words("Comments and answers"),
        [Bullets([_note(n, view, words) for n in placed], "notes")],
    )


def team_meant(view: View, note: Note) -> str:
    """Team a note is about, on the page of everybody, where several teams' notes stand."""
    is_everybodys = isinstance(view, TeamView) and view.team is None
    return (note.team or "") if is_everybodys else ""


def _note(note: Note, view: View, words: Words) -> Markup:
    day = words.date(note.on, year=True) if note.on else ""
    section = label(NOTE_SECTIONS, note.section, words)
    head = (label(NOTES, note.kind, words), team_meant(view, note), section, note.by or "", day)
    return Markup("<strong>{}</strong> {}").format(" · ".join(p for p in head if p), note.text)


def answer(view: RepView, words: Words) -> Section:
    """Room for the rep's statement or objection, until when, and both signatures."""
    found = view.answer
    until = words.date(view.meta.answer_by)
    read = Markup("<span>{}</span>").format(words("Read by the rep"))
    if found is not None and found.read_on is not None:
        told = words("Read by the rep on {day}", day=words.date(found.read_on))
        read = Markup('<span class="done">{}</span>').format(told)
    markup = _ANSWER.format(
        given=_said(found, words),
        statement=words("My statement or objection (until {day}):", day=until),
        read=read,
        manager=words("Manager"),
        basis=words("Score by formula; not a basis for commission."),
    )
    return Section(
        "answer", words("Answer of {name}", name=view.rep.name),
        [Fragment(markup, {"until": view.meta.answer_by.isoformat()})],
    )  # fmt: skip


def _said(found: Answer | None, words: Words) -> Markup:
    given = _given(found, words) if found else []
    return Markup("<p>{}</p>").format(words.join(given)) if given else Markup("")


def _given(found: Answer, words: Words) -> list[str]:
    """What is on record of an answer; nothing for one who has not answered."""
    said = []
    if found.n_statements:
        said.append(words.plural("{n} statement", "{n} statements", found.n_statements))
    if found.n_objections:
        said.append(words.plural("{n} objection", "{n} objections", found.n_objections))
    if found.n_open:
        said.append(words("{n} without a ruling", n=words.number(found.n_open)))
    elif found.n_objections:
        said.append(words("all ruled on"))
    if found.n_late:
        said.append(words("{n} after the deadline", n=words.number(found.n_late)))
    return said


def answered(view: TeamView, words: Words) -> Block:
    """Who has read and answered; those with something open or on record by name."""
    known = view.answers
    if not any(one.read_on or one.n_statements or one.n_objections for one in known):
        until = words.date(view.meta.answer_by)
        text = words("No answer of a rep is on record; they may answer until {day}.", day=until)
        return Text(text, "reading") if known else Text("")
    n_read = sum(one.read_on is not None for one in known)
    n_open = sum(one.n_open for one in known)
    title = words.plural(
        "{read} of {all} have read their pages, {n} objection without a ruling",
        "{read} of {all} have read their pages, {n} objections without a ruling",
        n_open, read=words.number(n_read), all=words.number(len(known)),
    )  # fmt: skip
    return Section("answers", title, [_table(view, words)])


def _table(view: TeamView, words: Words) -> Table:
    names = {rep.rep_id: rep.name for rep in view.reps}
    rows = []
    for one in view.answers:
        said = _given(one, words)
        if not said and one.read_on is None:
            continue
        read = words.date(one.read_on) if one.read_on else "–"
        day = one.read_on.isoformat() if one.read_on else None
        rows.append([Cell(names[one.rep_id]), Cell(read, day), Cell(words.join(said) or "–")])
    columns = [
        Column(words("Name"), "free"),
        Column(words("Read on"), "day"),
        Column(words("Answer"), "free"),
    ]
    return Table("answers-table", words("Who has read and answered"), columns, rows,
                 caption_hidden=True)  # fmt: skip


def said(view: TeamView, words: Words) -> Block:
    """Comments beside who has read and answered."""
    return Group([notes(view, words), answered(view, words)])
