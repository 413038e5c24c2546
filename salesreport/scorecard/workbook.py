"""The scorecard as a whole file: sheets in order, the same bytes for the same view."""

from __future__ import annotations

import io

from salesreport.language import Words
from salesreport.report.scorecard import ScorecardView
from salesreport.scorecard.cells import Page
from salesreport.scorecard.deals import write_deals
from salesreport.scorecard.evaluation import write_table2
from salesreport.scorecard.formats import FONTS
from salesreport.scorecard.layout import SHEETS, Layout
from salesreport.scorecard.receipts import write_receipts
from salesreport.scorecard.terms import write_terms
from salesreport.spreadsheet import Styles, plain_book

_WRITERS = {
    "table2": write_table2,
    "receipts": write_receipts,
    "deals": write_deals,
    "terms": write_terms,
}


def scorecard_bytes(view: ScorecardView | bytes, language: str) -> bytes:
    """Content of the scorecard workbook.

    Formulas carry the report's values, so that a program that never calculates shows
    them too. Nothing from the data becomes a formula, a link or a macro.

    Parameters
    ----------
    view : ScorecardView, or its canonical JSON
    language : {"en", "zh_CN", "zh_TW"}

    Raises
    ------
    UnknownKeyError
        The language is none of the three.
    pydantic.ValidationError
        The JSON is no scorecard's view.
    """
    known = ScorecardView.model_validate_json(view) if isinstance(view, bytes) else view
    words = Words(language)
    layout = Layout(known, words)
    stream = io.BytesIO()
    title = layout.title(words("Scorecard"))
    made_on = known.meta.as_of
    with plain_book(stream, title=title, made_on=made_on, comments=layout.use) as book:
        styles = Styles(book, font_name=FONTS[language], font_size=10)
        names = {sheet: layout.name(sheet) for sheet in SHEETS}
        pages = {
            sheet: Page(book.add_worksheet(name), styles, words, name)
            for sheet, name in names.items()
        }
        for sheet, write in _WRITERS.items():
            write(pages[sheet], layout)
    return stream.getvalue()
