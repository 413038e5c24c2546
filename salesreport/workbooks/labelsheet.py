"""The sheet of remarks a person labels, as it is written; `labelreading` reads it back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from salesreport.language import Words, mark
from salesreport.spreadsheet import GREY, NAVY, PALE, Styles, plain_book
from salesreport.workbooks.entryrules import quoted
from salesreport.workbooks.template import MADE_ON

N_REASONS = 3
"""Reasons that can be chosen for one remark."""

HEADER_ROW = 3
LONGEST = 2000
"""Characters of a remark that the sheet shows."""

TITLE = mark("Remarks on lost deals to label")
GUIDE = mark(
    "Read each remark and choose the reasons it names, whatever the report says; “{none}” where it "
    "names none. Leave a remark blank that you cannot judge. Then run the same command again."
)
NONE = mark("names no reason")
NUMBER = mark("No.")
REMARK = mark("Remark as written")
REASON = mark("Reason {n}")
CHOICES = mark("Choices")


def label_sheet(remarks: Sequence[str], titles: dict[str, str], words: Words) -> bytes:
    """Workbook with one remark a row and drop-downs of reasons.

    Parameters
    ----------
    remarks : sequence of str
        Longer ones are cut. Text is never a formula or a link.
    titles : dict of str to str
        Name of each reason by id, in the language of the sheet.
    words : Words
    """
    stream = io.BytesIO()
    with plain_book(stream, title=words(TITLE), made_on=MADE_ON) as book:
        styles = Styles(book)
        page, choices = book.add_worksheet(words(TITLE)[:31]), book.add_worksheet(words(CHOICES))
        items = [*titles.values(), words(NONE)]
        choices.write_column(0, 0, items)
        choices.set_column(0, 0, 40)
        _write_head(page, styles, words)
        for place, remark in enumerate(remarks):
            row = HEADER_ROW + 1 + place
            page.write_number(row, 0, place + 1, styles.make(align="center"))
            page.write_string(row, 1, shown(remark), styles.make(text_wrap=True, bg_color=PALE))
        last = HEADER_ROW + len(remarks)
        source = f"={quoted(words(CHOICES))}!$A$1:$A${len(items)}"
        page.data_validation(HEADER_ROW + 1, 2, last, 1 + N_REASONS,
                             {"validate": "list", "source": source})  # fmt: skip
    return stream.getvalue()


def shown(remark: str) -> str:
    """A remark as the sheet holds it: cut, without control characters."""
    plain = "".join(sign for sign in remark if sign in "\n\t" or sign.isprintable())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _write_head(page: Any, styles: Styles, words: Words) -> None:
    page.write_string(0, 0, words(TITLE), styles.make(bold=True, font_size=14))
    page.merge_range(1, 0, 1, 1 + N_REASONS, words(GUIDE, none=words(NONE)),
                     styles.make(text_wrap=True, bg_color=GREY))  # fmt: skip
    page.set_row(1, 48)
    head = styles.make(bold=True, bg_color=NAVY, font_color="#FFFFFF", align="center", border=1,
                       border_color="#FFFFFF")  # fmt: skip
    for place, text in enumerate(headers(words)):
        page.write_string(HEADER_ROW, place, text, head)
    page.set_column(0, 0, 6)
    page.set_column(1, 1, 70)
    page.set_column(2, 1 + N_REASONS, 24)
    page.freeze_panes(HEADER_ROW + 1, 2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def headers(words: Words) -> list[str]:
    """Headers of the sheet in a language, in order."""
    return [words(NUMBER), words(REMARK), *(words(REASON, n=n + 1) for n in range(N_REASONS))]
