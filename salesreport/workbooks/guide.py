"""First and last sheet: how to fill the workbook in, and what its lists offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesreport.language import Words, mark
from salesreport.spreadsheet import GREY, NAVY, PALE, RED, Styles
from salesreport.tables import TABLES
from salesreport.tables.script import in_language
from salesreport.workbooks.entryrules import GUARD_FIRST, quoted
from salesreport.workbooks.lists import FIRST_ITEM, ROOM, Lists
from salesreport.workbooks.sheets import FIRST_ROW, LISTS, Sheet, plain
from salesreport.workbooks.styles import MISSING, REFUSED

WHO = {
    "rep": mark("Rep"),
    "manager": mark("Manager"),
    "finance": mark("Finance"),
    "analyst": mark("Analyst"),
}

_STEPS = (
    mark("Reps write each action with a customer into “{tracking}”, the day it happens: who, which "
         "customer, what was done. That is all most people need."),
    mark("Leads, deals, contracts and payments go into their sheets, or stay in the CRM: a sheet "
         "that stays blank is simply not used."),
    mark("Send the workbook to the analyst. “salesreport check --xlsx” gives it back with every "
         "cell to mend coloured and commented."),
)  # fmt: skip
_COLOURS = (
    (NAVY, mark("Column of the template; * means that it is needed, ▼ that it has a list")),
    (RED, mark("Key action: without it Excel refuses the rest of the row")),
    (GREY, mark("Optional column, or one that a formula fills")),
    (PALE, mark("Example, not counted")),
    (MISSING, mark("A needed cell of a row is still blank")),
    (REFUSED, mark("A row without a key action; it will be refused")),
)
_RULES = (
    mark("What is not known stays blank: no 0, no dash, no “none”."),
    mark("Days as 2024-03-04, amounts as plain numbers, rates as 15%."),
    mark("Rows 1 to 4 stay as they are; more columns may be added at the right."),
    mark(
        "One person has one id; another way to write the name goes into “{people}”, column Alias, "
        "several with ; between them."
    ),
    mark("Words may be added to the yellow lists of “{lists}”."),
    mark("The evaluation is not the basis of commission; a manager confirms each score."),
)
_SNIPPET = (
    "data:",
    "  book: {mapping: template, path: ../data/workbook.xlsx}",
)


def write_guide(page: Any, sheets: Sequence[Sheet], styles: Styles, words: Words) -> None:
    """Write the first sheet: three steps, colours, sheets, rules, how it is read."""
    titles = {sheet.name: sheet.title(words.language) for sheet in sheets}
    lists = in_language((LISTS["en"], LISTS["zh_CN"]), words.language)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 12)
    page.set_column(2, 2, 130)
    page.hide_gridlines(2)
    page.set_row(0, 30)
    page.write_string(0, 0, words("Sales retrospective workbook"),
                      styles.make(bold=True, font_size=16))  # fmt: skip
    row = _steps(page, 2, styles, words, titles)
    row = _colours(page, row + 1, styles, words)
    row = _sheets(page, row + 1, sheets, styles, words)
    row = _heading(page, row + 1, words(mark("Good to know")), styles)
    for text in _RULES:
        said = words(text, people=titles["people"], lists=lists)
        page.write_string(row, 0, f"· {said}")
        row += 1
    row = _heading(page, row + 1, words(mark("For the analyst: the run file's entry")), styles)
    for text in _SNIPPET:
        page.write_string(row, 0, text, styles.make(font_name="Consolas"))
        row += 1
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)


def write_lists(page: Any, lists: Lists, styles: Styles, words: Words) -> None:
    """Write the last sheet: a column a list, the open ones yellow with room for more."""
    page.set_row(0, 30)
    page.write_string(0, 0, words(mark("Lists of the drop-downs. Yellow ones may be added to, "
                                       "without gaps; grey ones are fixed.")),
                      styles.make(bold=True))  # fmt: skip
    page.set_column(0, 0, 26)
    page.write_string(FIRST_ITEM - 1, 0, words(GUARD_FIRST), styles.make(italic=True))
    head = styles.make(bold=True, text_wrap=True, bg_color=NAVY, font_color="#FFFFFF", border=1,
                       valign="top")  # fmt: skip
    page.set_row(FIRST_ITEM - 2, 76)
    for one in lists:
        page.set_column(one.place, one.place, 22)
        page.write_string(FIRST_ITEM - 2, one.place, one.title, head)
        rate = any(isinstance(item, float) for item in one.items)
        style = styles.make(bg_color=MISSING if one.open else GREY, align="left",
                            num_format="0%" if rate else "General")  # fmt: skip
        for row in range(FIRST_ITEM - 1, FIRST_ITEM - 1 + (ROOM if one.open else len(one.items))):
            place = row - FIRST_ITEM + 1
            item = one.items[place] if place < len(one.items) else None
            if item is None:
                page.write_blank(row, one.place, None, style)
            elif isinstance(item, float):
                page.write_number(row, one.place, item, style)
            else:
                page.write_string(row, one.place, item, style)
    page.freeze_panes(FIRST_ITEM - 1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _heading(page: Any, row: int, text: str, styles: Styles) -> int:
    page.write_string(row, 0, text, styles.make(bold=True, font_size=12, font_color=NAVY))
    return row + 1


def _steps(page: Any, row: int, styles: Styles, words: Words, titles: dict[str, str]) -> int:
    row = _heading(page, row, words(mark("In three steps")), styles)
    for number, text in enumerate(_STEPS, start=1):
        page.write_string(row, 0, f"{number}. {words(text, tracking=titles['tracking'])}")
        row += 1
    return row


def _colours(page: Any, row: int, styles: Styles, words: Words) -> int:
    row = _heading(page, row, words(mark("What the colours say")), styles)
    for colour, text in _COLOURS:
        page.write_blank(row, 0, None, styles.make(bg_color=colour, border=1))
        page.write_string(row, 1, words(text), styles.make(indent=1))
        row += 1
    return row


def _sheets(page: Any, row: int, sheets: Sequence[Sheet], styles: Styles, words: Words) -> int:
    row = _heading(page, row, words(mark("The sheets")), styles)
    head = styles.make(bold=True, bg_color=NAVY, font_color="#FFFFFF", border=1)
    heads = (mark("Sheet"), mark("Who fills it in"), mark("What it holds"))
    for place, text in enumerate(heads):
        page.write_string(row, place, words(text), head)
    link = styles.make(font_color="#0563C1", underline=1, border=1)
    cell = styles.make(border=1)
    for sheet in sheets:
        row += 1
        title = sheet.title(words.language)
        about = words(sheet.how) if sheet.how else ""
        said = about or plain(TABLES[sheet.tables[0]].description(words.language))
        page.write_url(row, 0, f"internal:{quoted(title)}!A{FIRST_ROW}", link, title)
        page.write_string(row, 1, words(WHO[sheet.who]), cell)
        page.write_string(row, 2, said, cell)
    return row + 1
