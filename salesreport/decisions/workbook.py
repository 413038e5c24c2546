"""The workbook as a whole file: the same bytes for the same view."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from salesreport.display.weekly import BLOCKS
from salesreport.display.weeklyfacts import row_fact
from salesreport.display.weeklyhead import reader_name
from salesreport.language import Words
from salesreport.report.weekly.columns import COLUMNS, MARKS, Field
from salesreport.report.weeklyviews import WeeklyRow, WeeklyView
from salesreport.scorecard.cells import Page
from salesreport.scorecard.formats import FONTS, number_format
from salesreport.spreadsheet import DAY_FORMAT, Styles, plain_book
from salesreport.weekly import Decision

HEAD_ROW = 3
SPARE_ROWS = 40
"""Rows below the table that are ready for what is added by hand."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
PALE_YELLOW = "#FFF9E5"
_AT = {field: col for col, field in enumerate(COLUMNS)}
_GREY: tuple[Field, ...] = ("rep_id", "key")
_WIDE: dict[Field, int] = {"decision": 30, "step": 24, "by": 12, "mark": 16, "about": 40}


def decisions_bytes(view: WeeklyView, language: str, typed: Sequence[Decision] = ()) -> bytes:
    """Content of the workbook.

    Parameters
    ----------
    view : WeeklyView
        Of one manager or of everybody.
    language : {"en", "zh_CN", "zh_TW"}
    typed : sequence of Decision
        What was already written into an earlier version of it: taken over by key; what was
        added by hand stands below.
    """
    words = Words(language)
    stream = io.BytesIO()
    with plain_book(stream, title=words("Weekly review"), made_on=view.meta.as_of) as book:
        styles = Styles(book, font_name=FONTS[language], font_size=10)
        name = words("Decisions")
        _write(Page(book.add_worksheet(name), styles, words, name), view, typed)
    return stream.getvalue()


def _write(page: Page, view: WeeklyView, typed: Sequence[Decision]) -> None:
    words = page.words
    who, day = reader_name(view, words), words.date(view.meta.as_of, year=True)
    page.top(
        words("{who}: decisions of the week to {day}", who=who, day=day),
        [words("Fill in the yellow columns and save; the next review reads them back. Columns may "
               "be moved and rows added; leave the key as it is.")],
    )  # fmt: skip
    page.heads(HEAD_ROW, [words(title) for title in COLUMNS.values()],
               grey=[_AT[field] for field in _GREY])  # fmt: skip
    by_key = {one.key: one for one in typed if one.key is not None}
    rows = list(_rows(view))
    shape = number_format("money", [row.amount for _, row in rows], view.meta.currency)
    at = HEAD_ROW + 1
    for at, (block, row) in enumerate(rows, start=HEAD_ROW + 1):
        _line(page, at, block, row, view, shape)
        _typed(page, at, by_key.get(row.key))
    at = HEAD_ROW + 1 + len(rows)
    shown = {row.key for _, row in rows}
    for one in typed:
        if one.key is None or one.key not in shown:
            _added(page, at, one)
            at += 1
    _validations(page, at + SPARE_ROWS)
    for field, width in _WIDE.items():
        page.widths[_AT[field]] = max(page.widths.get(_AT[field], 0), width)
    page.printed(HEAD_ROW, (who, day), frozen=_AT["rep"] + 1)


def _rows(view: WeeklyView) -> Iterator[tuple[str, WeeklyRow]]:
    for block in view.blocks:
        yield from ((block.block, row) for row in block.rows)


def _line(page: Page, at: int, block: str, row: WeeklyRow, view: WeeklyView, shape: str) -> None:
    """What the page knows of a row, in the columns that are not for filling in."""
    words = page.words
    title = words(BLOCKS[block], day=words.date(view.compared.day))
    step, day = row.next_step or "", row.next_date
    texts: dict[Field, str] = {
        "block": title,
        "customer": row.customer or row.opportunity_id or "",
        "rep": row.rep or "",
        "about": row_fact(block, row, view, words),
        "recorded": words.join(part for part in (step, words.date(day) if day else "") if part),
        "rep_id": row.rep_id or "",
        "key": row.key,
    }
    for field, text in texts.items():
        page.ident(at, _AT[field], text, text_wrap=field == "about")
    if row.amount is None:
        page.blank(at, _AT["amount"])
    else:
        page.number(at, _AT["amount"], row.amount, shape)


def _typed(page: Page, at: int, one: Decision | None) -> None:
    """The columns for filling in, with what was already written."""
    look: dict[str, Any] = {"bg_color": PALE_YELLOW, "text_wrap": True}
    page.text(at, _AT["decision"], one.text if one else "", **look)
    page.text(at, _AT["step"], (one.step or "") if one else "", **look)
    page.day(at, _AT["by"], one.by if one else None, bg_color=PALE_YELLOW)
    marked = page.words(MARKS[one.mark]) if one and one.mark in MARKS else ""
    page.text(at, _AT["mark"], marked, **look)


def _added(page: Page, at: int, one: Decision) -> None:
    """A row that somebody added, or whose row is no longer on the page."""
    texts: dict[Field, str | None] = {
        "customer": one.customer, "rep": one.rep, "about": one.about, "rep_id": one.rep_id,
        "key": one.key,
    }  # fmt: skip
    for field, text in texts.items():
        page.ident(at, _AT[field], text or "")
    _typed(page, at, one)


def _validations(page: Page, last: int) -> None:
    """Drop-down of what became of it, and days only where a day belongs."""
    first = HEAD_ROW + 1
    page.sheet.data_validation(first, _AT["mark"], last, _AT["mark"], {
        "validate": "list", "source": [page.words(word) for word in MARKS.values()],
        "error_type": "warning",
    })  # fmt: skip
    page.sheet.data_validation(first, _AT["by"], last, _AT["by"], {
        "validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY,
        "error_type": "warning", "input_message": page.words("A day, such as 2024-03-04."),
    })  # fmt: skip
    style = page.styles.make(num_format=DAY_FORMAT)
    page.sheet.set_column(_AT["by"], _AT["by"], 12, style)
