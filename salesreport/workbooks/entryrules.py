"""What Excel lets into a cell, and what it says: one data validation a column.

A validation is asked when a cell is edited, so a row without its key action cannot
be stopped at that cell: it is the cells to its right, and the first cell of the next
row, that refuse to be typed until the action is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from salesreport.language import Words, mark
from salesreport.tables.script import in_language
from salesreport.workbooks.lists import FIRST_ITEM, ROOM, DropDown, Lists
from salesreport.workbooks.sheets import FIRST_ROW, LAST_ROW, LISTS, Field, Sheet

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_LIMIT = 10**13

HINTS = {
    "date": mark("A day, such as 2024-03-04."),
    "period": mark("A month, quarter or year: 2024-03, 2024-Q1 or 2024."),
    "money": mark("An amount in the currency's main unit, as a number."),
    "rate": mark("A rate, as 15% or 0.15."),
    "count": mark("A whole number, 0 or more."),
    "number": mark("A number."),
    "id": mark("Text; zeros in front are kept."),
    "list": mark("Choose from the list."),
    "open": mark("Choose from the list, or write your own word."),
    "people": mark("Choose a person of the sheet “{people}”, or write the name or id."),
    "unique": mark("Each one only once in this sheet."),
    "once": mark("Only in the first row of a contract."),
    "guard": mark("What was done with the customer. Without it Excel refuses the rest of the row, "
                  "and the report refuses the row."),
}  # fmt: skip
GUARD_FIRST = mark("← first write the key action")
_GUARDED = mark("First write the key action of this row, then the rest.")
_ROW_ABOVE = mark("The row above has no key action yet: write it before you start a new row.")
_NOT_ALLOWED = mark("This cannot stand here")


@dataclass(frozen=True)
class Rules:
    """Validations of the columns of one sheet.

    `people` is the title of the sheet of people, `lists` the drop-downs of the last.
    """

    sheet: Sheet
    lists: Lists
    words: Words
    people: str

    def validation(self, place: int) -> dict[str, Any] | None:
        """Options of a column's data validation; None where anything may stand."""
        one = self.sheet.fields[place]
        if one.automatic:
            return None
        options = self._options(one, place)
        if options is None:
            return None
        message = options.pop("said", None) or self.hint(one, place)
        return {
            "input_title": one.header(self.words.language)[:32],
            "input_message": self.hint(one, place),
            "error_title": self.words(_NOT_ALLOWED),
            "error_message": message,
            **options,
        }

    def hint(self, one: Field, place: int) -> str:
        """What a cell of the column takes, in one or two sentences."""
        names = [self._kind(one)]
        if place == self._guard:
            names = ["guard"]
        if one.column == self.sheet.unique:
            names.append("unique")
        if self.sheet.once and one.column == self.sheet.once[0]:
            names.append("once")
        texts = [self.words(HINTS[name], people=self.people) for name in names if name in HINTS]
        return (" " if self.words.language == "en" else "").join(texts)

    @property
    def _guard(self) -> int:
        return self.sheet.place(self.sheet.guard) if self.sheet.guard else len(self.sheet.fields)

    def _kind(self, one: Field) -> str:
        if one.declared.refers_to == "rep":
            return "people"
        found = self.lists.of(one)
        if found is not None:
            return "open" if found.open else "list"
        return one.declared.kind

    def _options(self, one: Field, place: int) -> dict[str, Any] | None:
        cell = f"${xl_col_to_name(place)}{FIRST_ROW}"
        if place == self._guard:
            return _custom(f"LEN(TRIM({cell}))>1")
        if self.sheet.guard and place == 0:
            return _custom(f"AND({_is_day(cell)},{self._row_above()})", self.words(_ROW_ABOVE))
        if one.declared.refers_to == "rep":
            return {"validate": "list", "source": self._people(one), "show_error": False}
        found = self.lists.of(one)
        if found is not None:
            return self._list(found, guarded=place > self._guard)
        if place > self._guard:
            asked = _is_day(cell) if one.declared.kind == "date" else "TRUE"
            said = f"{self.words(_GUARDED)} {self.hint(one, place)}".strip()
            return _custom(f"AND({self._guarded()},{asked})", said)
        return self._plain(one, cell)

    def _plain(self, one: Field, cell: str) -> dict[str, Any] | None:
        column = cell[1:-1]
        span = f"${column}${FIRST_ROW}:${column}${LAST_ROW}"
        if one.column == self.sheet.unique:
            return _custom(f"SUMPRODUCT(--({span}={cell}))=1")
        if self.sheet.once and one.column == self.sheet.once[0]:
            key = xl_col_to_name(self.sheet.place(self.sheet.once[1]))
            so_far = "${0}${1}:${0}{1}".format
            alike = f"({so_far(key, FIRST_ROW)}=${key}{FIRST_ROW})"
            filled = f'({so_far(column, FIRST_ROW)}<>"")'
            return _custom(f"AND({_is_day(cell)},SUMPRODUCT({alike}*{filled})<=1)")
        return _by_kind(one, cell)

    def _guarded(self) -> str:
        return f"LEN(TRIM(${xl_col_to_name(self._guard)}{FIRST_ROW}))>1"

    def _row_above(self) -> str:
        """The row above is blank or has its key action; the header counts as one."""
        above, guard, last = FIRST_ROW - 1, self._guard, len(self.sheet.fields) - 1
        spans = [(0, guard - 1), (guard + 1, last)]
        cells = ",".join(
            f"${xl_col_to_name(a)}{above}:${xl_col_to_name(b)}{above}" for a, b in spans
        )
        return f"OR(COUNTA({cells})=0,LEN(TRIM(${xl_col_to_name(guard)}{above}))>1)"

    def _list(self, found: DropDown, *, guarded: bool) -> dict[str, Any]:
        sheet = quoted(in_language((LISTS["en"], LISTS["zh_CN"]), self.words.language))
        column = xl_col_to_name(found.place)
        last = FIRST_ITEM + len(found.items) - 1
        source = f"{sheet}!${column}${FIRST_ITEM}:${column}${last}"
        if found.open:
            room = f"{sheet}!${column}${FIRST_ITEM}:${column}${FIRST_ITEM + ROOM - 1}"
            source = f"OFFSET({sheet}!${column}${FIRST_ITEM},0,0,MAX(1,COUNTA({room})),1)"
        if guarded:
            source = f"IF({self._guarded()},{source},{sheet}!$A${FIRST_ITEM})"
            said = self.words(_GUARDED)
            return {"validate": "list", "source": f"={source}", "ignore_blank": False, "said": said}
        return {"validate": "list", "source": f"={source}", "show_error": not found.open}

    def _people(self, one: Field) -> str:
        column = "A" if "ID" in one.header("en") or "/" in one.header("en") else "B"
        start = f"{quoted(self.people)}!${column}${FIRST_ROW}"
        return f"=OFFSET({start},0,0,MAX(1,COUNTA({start}:${column}${LAST_ROW})),1)"


def quoted(title: str) -> str:
    """A sheet's title as a formula names it."""
    escaped = title.replace("'", "''")
    return f"'{escaped}'"


def _custom(formula: str, said: str | None = None) -> dict[str, Any]:
    # with "ignore blank" on, Excel lets anything pass while a cell of the formula is blank
    return {"validate": "custom", "value": f"={formula}", "ignore_blank": False, "said": said}


def _is_day(cell: str) -> str:
    first, last = (f"DATE({d.year},{d.month},{d.day})" for d in (FIRST_DAY, LAST_DAY))
    return f"ISNUMBER({cell}),{cell}>={first},{cell}<={last}"


def _by_kind(one: Field, cell: str) -> dict[str, Any] | None:
    kind = one.declared.kind
    if kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY,
                "maximum": LAST_DAY}  # fmt: skip
    if kind in ("money", "number"):
        return {"validate": "decimal", "criteria": "between", "minimum": -_LIMIT,
                "maximum": _LIMIT}  # fmt: skip
    if kind == "rate":
        top = 1 if one.column == "share" else 2
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": top}
    if kind == "count":
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if kind == "period":
        year = f"ISNUMBER(VALUE(LEFT(TRIM({cell}),4)))"
        return _custom(f'OR(UPPER(LEFT(TRIM({cell}),2))="FY",{year})')
    return None
