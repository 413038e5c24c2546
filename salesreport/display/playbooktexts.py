"""What people wrote for the playbook, and where to write it."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.blocks import Block, Bullets, Section, Text
from salesreport.display.labels import NOTES, label
from salesreport.language import Words
from salesreport.report.playbookviews import PlaybookView, TextBlock


def texts(view: PlaybookView, words: Words) -> Section:
    """Texts newest first, as written, and how to add or change one."""
    title = words.plural(
        "What is agreed, in own words: {n} text", "What is agreed, in own words: {n} texts",
        len(view.texts),
    )  # fmt: skip
    if not view.texts:
        title = words("What is agreed, in own words: nothing written yet")
    blocks: list[Block] = [Bullets([_text(one, words) for one in view.texts], "notes")]
    blocks.append(Text(where_to_write(words), "reading"))
    if view.anonymised and view.texts:
        blocks.append(
            Text(
                words(
                    "Names that the tables hold are replaced in these texts; read them before you "
                    "pass them on, since nicknames and hints are not."
                ),
                "reading",
            )
        )
    return Section("texts", title, blocks, facts={"texts": len(view.texts)})


def where_to_write(words: Words) -> str:
    """Table, column and word by which a text comes to this page, and how long it stays."""
    return words(
        "To add or change a text: a row in the table Comments and feedback (sheet Comments of the "
        "workbook) with period, a team under Rep/Team, section Playbook and the text. It is read "
        "at every build and stands in all later playbooks until its row is changed or taken out."
    )


def _text(one: TextBlock, words: Words) -> Markup:
    parts = [
        label(NOTES, one.kind, words), one.team, one.by,
        words.date(one.on, year=True) if one.on else words.period(one.period),
    ]  # fmt: skip
    head = " · ".join(part for part in parts if part)
    lines = Markup("<br>").join(Markup("{}").format(line) for line in one.text.splitlines())
    return Markup("<strong>{}</strong> {}").format(head, lines)
