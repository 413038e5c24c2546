"""The plan's workbook as a whole file."""

from __future__ import annotations

import io

from salesreport.language import Words, mark
from salesreport.report.targets.agreed import SHEET
from salesreport.report.targetviews import TargetPlanView
from salesreport.scorecard.cells import Page
from salesreport.scorecard.formats import FONTS
from salesreport.spreadsheet import Styles, plain_book
from salesreport.tables.script import in_language
from salesreport.tables.targetsheet import TITLE
from salesreport.targetbook.heads import Heads
from salesreport.targetbook.sheets import (
    write_actions,
    write_alternatives,
    write_basis,
    write_changes,
    write_months,
)
from salesreport.targetbook.targets import write_targets

SHEETS = {
    "basis": mark("Basis of the shares"),
    "months": mark("Totals by month"),
    "alternatives": mark("Other ways to split"),
    "actions": SHEET,
    "changes": mark("Changes and remarks"),
}
_WRITERS = {
    "basis": write_basis, "months": write_months, "alternatives": write_alternatives,
    "actions": write_actions, "changes": write_changes,
}  # fmt: skip


def target_book_bytes(view: TargetPlanView, language: str) -> bytes:
    """Content of the plan's workbook.

    Nothing from the data becomes a formula, a link or a macro.

    Parameters
    ----------
    view : TargetPlanView
    language : {"en", "zh_CN", "zh_TW"}

    Raises
    ------
    UnknownKeyError
        The language is none of the three.
    """
    words = Words(language)
    heads = Heads(view, words)
    stream = io.BytesIO()
    title = heads.title(words("Target plan"))
    with plain_book(stream, title=title, made_on=view.meta.as_of) as book:
        styles = Styles(book, font_name=FONTS[language], font_size=10)
        names = {"targets": in_language(TITLE, language)} | {
            key: words(name) for key, name in SHEETS.items()
        }
        pages = {
            key: Page(book.add_worksheet(name), styles, words, name) for key, name in names.items()
        }
        write_targets(pages["targets"], heads)
        for key, write in _WRITERS.items():
            write(pages[key], heads)
    return stream.getvalue()
