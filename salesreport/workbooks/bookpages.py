"""Sheets of the book of plans with their rows, its list of people, how it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from salesreport.language import Words, mark
from salesreport.language.widths import text_width
from salesreport.report.planbookviews import PlanBookView
from salesreport.spreadsheet import NAVY, Styles
from salesreport.workbooks.entryrules import Rules, quoted
from salesreport.workbooks.lists import FIRST_ITEM, Lists, choices_of
from salesreport.workbooks.pages import write_columns
from salesreport.workbooks.sheets import FIRST_ROW, HEADER_ROW, TITLE_ROW, Field, Sheet
from salesreport.workbooks.styles import FormStyles, width

_HOW = (
    mark("Proposals stand in “{plans}” and go to the people they are for: change every cell you "
         "do not agree with, delete a row you do not want, add rows of your own."),
    mark("Whatever you change stays as you left it. Cells you did not touch follow the next "
         "build; a row you deleted does not come again."),
    mark("During the month write the status, the day of completion, whether the support came, "
         "and the result. The next report opens with them."),
    mark("Write comments into “{notes}”; they stand on the pages after the next build. A draft "
         "for the playbook counts only after you change its type to a comment."),
    mark("Save and close the workbook before you build again. If you changed it, the new one is "
         "written beside it with -v2, -v3 …; the highest number is read."),
    mark("The plan id is how a row is known again: leave it as it is, and clear it in a row that "
         "you copied."),
)  # fmt: skip

_LINE, _ID_WIDTH, _GUIDE_WIDTH = 15, 24, 110


@dataclass(frozen=True)
class BookRules(Rules):
    """Validations of a sheet of the book; people are chosen from the last sheet."""

    everybody: tuple[str, ...] = ()

    @staticmethod
    def place(lists: Lists) -> int:
        """Column of the last sheet that lists the people."""
        return max((one.place for one in lists), default=0) + 1

    def _people(self, one: Field) -> str:
        column = xl_col_to_name(self.place(self.lists))
        last = FIRST_ITEM + max(len(self.everybody), 1) - 1
        return f"={quoted(self.people)}!${column}${FIRST_ITEM}:${column}${last}"

    @classmethod
    def write_people(
        cls, page: Any, people: Sequence[str], lists: Lists, styles: Styles, words: Words
    ) -> None:
        """Write the list of people and teams beside the other lists."""
        place = cls.place(lists)
        head = styles.make(bold=True, text_wrap=True, bg_color=NAVY, font_color="#FFFFFF",
                           border=1, valign="top")  # fmt: skip
        page.set_column(place, place, 22)
        page.write_string(FIRST_ITEM - 2, place, words(mark("People and teams")), head)
        for number, name in enumerate(people, start=FIRST_ITEM):
            page.write_string(number - 1, place, name)


def write_rows(
    page: Any, rules: BookRules, styles: FormStyles, rows: Sequence[Mapping[str, Any]], *,
    title: str,
) -> None:  # fmt: skip
    """Write a sheet with its rows, by column; what is not written stays to be filled in."""
    page.set_row(TITLE_ROW - 1, 30)
    page.write_string(TITLE_ROW - 1, 0, title, styles.make(bold=True, font_size=14))
    for hidden in range(TITLE_ROW, HEADER_ROW - 1):
        page.set_row(hidden, 4)
    write_columns(page, rules, styles)
    widths = {one.column: width(one, rules.words.language) for one in rules.sheet.fields}
    for place, one in enumerate(rules.sheet.fields):
        if one.column == "plan_id":
            page.set_column(place, place, _ID_WIDTH, styles.cells(one))
    for number, row in enumerate(rows, start=FIRST_ROW):
        lines = max(_lines(row.get(name), size) for name, size in widths.items())
        page.set_row(number - 1, _LINE * lines)
        for place, one in enumerate(rules.sheet.fields):
            style = styles.in_unit(one, row.get("unit"))
            _write(page, number - 1, place, _said(one, row.get(one.column), rules.words), style)


def _lines(value: Any, size: float) -> int:
    """Lines that a text takes in a column, a Chinese sign being as wide as two others."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(text_width(part) / (size - 3))) for part in value.split("\n"))


def _said(one: Field, value: Any, words: Words) -> Any:
    """A choice in its printed word; another value as it is."""
    if not isinstance(value, str):
        return value
    names = {choice.name: choice.words[words.language][0] for choice in choices_of(one)}
    return names.get(value, value)


def _write(page: Any, row: int, place: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, style)
    elif isinstance(value, str):
        page.write_string(row, place, value, style)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, style)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, place, float(value), style)


def write_book_guide(
    page: Any, view: PlanBookView, sheets: Sequence[Sheet], styles: Styles, words: Words
) -> None:
    """Write the first sheet: for which period, and how the book is used."""
    titles = {sheet.name: sheet.title(words.language) for sheet in sheets}
    page.set_column(0, 0, _GUIDE_WIDTH)
    page.hide_gridlines(2)
    page.set_row(0, 30)
    heading = words(
        mark("Book of plans from the review of {period}, for {following}"),
        period=words.period(view.period), following=words.period(view.next_period),
    )  # fmt: skip
    page.write_string(0, 0, heading, styles.make(bold=True, font_size=16))
    style = styles.make(text_wrap=True)
    for number, text in enumerate(_HOW, start=1):
        said = f"{number}. {words(text, **titles)}"
        page.set_row(number + 1, _LINE * _lines(said, _GUIDE_WIDTH))
        page.write_string(number + 1, 0, said, style)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)
