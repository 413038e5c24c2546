"""One sheet to fill in: title, two examples, header with notes, rules for its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from salesreport.language import Words, mark
from salesreport.mappings.examples import EXAMPLES
from salesreport.spreadsheet import RED
from salesreport.tables import TABLES
from salesreport.tables.script import in_language
from salesreport.workbooks.entryrules import Rules, quoted
from salesreport.workbooks.lists import choices_of
from salesreport.workbooks.sheets import (
    FIRST_ROW,
    HEADER_ROW,
    LAST_ROW,
    TITLE_ROW,
    Field,
    Sheet,
    plain,
)
from salesreport.workbooks.styles import MISSING, REFUSED, FormStyles, width

FORMULA_ROWS = 200
"""Rows that hold their formulas from the start."""

_A4 = 9
_EXAMPLES = mark("Rows 2 and 3 are examples and are not counted; fill in from row {first} on.")
_NEEDED, _OPTIONAL = mark("Needed."), mark("May stay blank.")
_AUTOMATIC = mark("Filled in by a formula; leave it as it is.")


def write_page(page: Any, rules: Rules, styles: FormStyles) -> None:
    """Write a sheet: what is printed, what is refused, how it is printed on paper."""
    sheet, words = rules.sheet, rules.words
    _title(page, sheet, styles, words)
    write_columns(page, rules, styles)
    for number, row in enumerate(EXAMPLES[sheet.name], start=TITLE_ROW + 1):
        _example(page, rules, styles, number, row)
    _formulas(page, rules, styles)


def write_columns(page: Any, rules: Rules, styles: FormStyles) -> None:
    """Write a sheet's headers with their notes, its rules and colours, and its layout."""
    sheet = rules.sheet
    for place, one in enumerate(sheet.fields):
        page.set_column(place, place, width(one, rules.words.language), styles.cells(one))
        head = styles.header(one, guard=one.column == sheet.guard)
        page.write_string(HEADER_ROW - 1, place, printed(sheet, one, rules), head)
        page.write_comment(HEADER_ROW - 1, place, header_note(one, place, rules),
                           {"author": "salesreport", "x_scale": 1.6})  # fmt: skip
        options = rules.validation(place)
        if options is not None:
            page.data_validation(FIRST_ROW - 1, place, LAST_ROW - 1, place, options)
    _colours(page, sheet, styles, rules.words)
    _layout(page, sheet)


def printed(sheet: Sheet, one: Field, rules: Rules) -> str:
    """Header as printed: `*` for a needed column, `▼` for a list."""
    text = one.header(rules.words.language)
    if sheet.needs(one) and one.column != sheet.guard:
        text += "*"
    listed = one.declared.refers_to == "rep" or rules.lists.of(one) is not None
    return text + ("▼" if listed and not one.automatic else "")


def header_note(one: Field, place: int, rules: Rules) -> str:
    """Note of a header: whether it is needed, what it takes, what it means."""
    words = rules.words
    if one.automatic:
        return words(_AUTOMATIC)
    declared = one.declared
    needed = words(_NEEDED if rules.sheet.needs(one) else _OPTIONAL)
    lines = [needed, rules.hint(one, place), plain(declared.description(words.language))]
    return "\n".join(line for line in lines if line)


def _title(page: Any, sheet: Sheet, styles: FormStyles, words: Words) -> None:
    first = TABLES[sheet.tables[0]]
    about = words(sheet.how) if sheet.how else plain(first.description(words.language))
    title = first.title(words.language) if len(sheet.tables) == 1 else sheet.title(words.language)
    small = styles.make(font_color="#595959")
    page.set_row(TITLE_ROW - 1, 30)
    page.write_rich_string(
        TITLE_ROW - 1, 0,
        styles.make(bold=True, font_size=14), title, small, f"   {about}   ",
        styles.make(font_color=RED), words(_EXAMPLES, first=FIRST_ROW),
        styles.make(),
    )  # fmt: skip


def _example(
    page: Any, rules: Rules, styles: FormStyles, number: int, row: Mapping[str, Any]
) -> None:
    months = list(row.get("value", ()))
    for place, one in enumerate(rules.sheet.fields):
        style = styles.example(one)
        if one.automatic:
            found = _looked_up(row, rules.words) if one.automatic == "name" else sum(
                row.get("value", ()))  # fmt: skip
            page.write_formula(number - 1, place, formula(rules, one, place, number), style, found)
            continue
        value = row.get(one.key)
        if one.column == "value":
            value = months.pop(0) if months else None
        _write(page, number - 1, place, _said(one, value, rules.words.language), style)


def _looked_up(row: Mapping[str, Any], words: Words) -> str:
    for person in EXAMPLES["people"]:
        if person["rep_id"] == row["rep_id"]:
            return in_language(person["name"], words.language)
    return ""


def _said(one: Field, value: Any, language: str) -> Any:
    if isinstance(value, tuple):
        return in_language(value, language)
    if isinstance(value, str):
        return next(c.words[language][0] for c in choices_of(one) if c.name == value)
    return value


def _write(page: Any, row: int, place: int, value: Any, style: Any) -> None:
    """Write a cell; text is never taken for a formula."""
    if value is None:
        page.write_blank(row, place, None, style)
    elif isinstance(value, str):
        page.write_string(row, place, value, style)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, style)
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, place, float(value), style)


def formula(rules: Rules, one: Field, place: int, number: int) -> str:
    """Formula of an automatic column in a row."""
    if one.automatic == "total":
        months = [i for i, other in enumerate(rules.sheet.fields) if other.column == "value"][:-1]
        span = f"{xl_col_to_name(months[0])}{number}:{xl_col_to_name(months[-1])}{number}"
        return f'=IF(COUNT({span})=0,"",SUM({span}))'
    rep = f"{xl_col_to_name(rules.sheet.place('rep_id'))}{number}"
    people = quoted(rules.people)
    span = f"{people}!$A${TITLE_ROW + 1}:$A${LAST_ROW}"
    names = f"{people}!$B${TITLE_ROW + 1}:$B${LAST_ROW}"
    return f'=IF(LEN({rep})=0,"",IFERROR(INDEX({names},MATCH({rep},{span},0)),"?"))'


def _formulas(page: Any, rules: Rules, styles: FormStyles) -> None:
    for place, one in enumerate(rules.sheet.fields):
        for number in range(FIRST_ROW, FIRST_ROW + FORMULA_ROWS) if one.automatic else ():
            text = formula(rules, one, place, number)
            page.write_formula(number - 1, place, text, styles.cells(one), "")


def _colours(page: Any, sheet: Sheet, styles: FormStyles, words: Words) -> None:
    """Colour what is missing: the whole row without its key action, else the cell."""
    last = len(sheet.fields) - 1
    if sheet.guard:
        column = xl_col_to_name(sheet.place(sheet.guard))
        filled = f"COUNTA($A{FIRST_ROW}:${xl_col_to_name(last)}{FIRST_ROW})>0"
        page.conditional_format(FIRST_ROW - 1, 0, LAST_ROW - 1, last, {
            "type": "formula", "format": styles.make(bg_color=REFUSED), "stop_if_true": True,
            "criteria": f"=AND({filled},LEN(TRIM(${column}{FIRST_ROW}))<2)",
        })  # fmt: skip
        _colour_undated(page, sheet, styles, words)
    for place, one in enumerate(sheet.fields):
        others = [i for i in _beside(sheet, one) if i != place]
        if sheet.needs(one) and others:
            cells = ",".join(f"${xl_col_to_name(i)}{FIRST_ROW}" for i in others)
            blank = f"LEN(TRIM(${xl_col_to_name(place)}{FIRST_ROW}))=0"
            page.conditional_format(FIRST_ROW - 1, place, LAST_ROW - 1, place, {
                "type": "formula", "format": styles.make(bg_color=MISSING),
                "criteria": f"=AND({blank},COUNTA({cells})>0)",
            })  # fmt: skip


def _colour_undated(page: Any, sheet: Sheet, styles: FormStyles, words: Words) -> None:
    """Done without a day is unknown, neither on time nor late."""
    status, done = sheet.place("status"), sheet.place("done_date")
    word = next(c for c in choices_of(sheet.fields[status]) if c.name == "done")
    said = word.words[words.language][0]
    page.conditional_format(FIRST_ROW - 1, done, LAST_ROW - 1, done, {
        "type": "formula", "format": styles.make(bg_color=MISSING),
        "criteria": f'=AND(${xl_col_to_name(status)}{FIRST_ROW}="{said}",'
                    f"LEN(${xl_col_to_name(done)}{FIRST_ROW})=0)",
    })  # fmt: skip


def _beside(sheet: Sheet, one: Field) -> list[int]:
    """Columns that show a row of the field's table; what tables share shows none."""
    shared = {"contract_id", "rep_id"} if len(sheet.tables) > 1 else set()
    return [
        i
        for i, other in enumerate(sheet.fields)
        if other.table == one.table and other.column not in shared and not other.automatic
    ]


def _layout(page: Any, sheet: Sheet) -> None:
    last = len(sheet.fields) - 1
    page.set_row(HEADER_ROW - 1, 32)
    page.freeze_panes(HEADER_ROW, sheet.frozen)
    page.autofilter(HEADER_ROW - 1, 0, LAST_ROW - 1, last)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW - 1)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&L&A&R&P / &N")
    page.set_comments_author("salesreport")
