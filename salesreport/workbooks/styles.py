"""Formats of the written workbooks: number formats by kind, colours by meaning."""

from __future__ import annotations

from typing import Any

from salesreport.language.widths import text_width
from salesreport.spreadsheet import (
    DARK_GREY,
    DAY_FORMAT,
    GREY,
    NAVY,
    PALE,
    RED,
    TEXT_FORMAT,
    Styles,
)
from salesreport.tables.declaration import Kind
from salesreport.workbooks.lists import choices_of
from salesreport.workbooks.sheets import Field

NUMBER_FORMATS: dict[Kind, str] = {
    "id": TEXT_FORMAT,
    "period": TEXT_FORMAT,
    "date": DAY_FORMAT,
    "money": "#,##0.00",
    "rate": "0.0%",
    "count": "0",
    "number": "#,##0.##########",
}
"""Kind -> format of its cells; an id or a period typed as 0012 or 2024-03 stays text."""

_WIDTHS: dict[Kind, float] = {
    "id": 13, "period": 11, "date": 12.5, "money": 15, "rate": 10, "count": 11, "number": 12,
    "choice": 13, "flag": 11,
}  # fmt: skip
_LONG = frozenset({
    "action", "note", "text", "measures", "support", "expected_effect", "summary", "description",
    "decision", "item", "reason", "next_step", "result",
})  # fmt: skip
_CENTRED = frozenset({"id", "period", "date", "choice", "flag"})
_CUSTOMERS = frozenset({"customer", "payer", "canonical", "written"})

MISSING, REFUSED = "#FFF2CC", "#F8CBAD"


def width(one: Field, language: str) -> float:
    """Width of a column, in characters: room for its longest choice, a Chinese sign being two."""
    said = [choice.words[language][0] for choice in choices_of(one)]
    longest = max(map(text_width, said), default=0)
    return max(_usual_width(one), longest + 2)


def _usual_width(one: Field) -> float:
    if one.column in _LONG:
        return 30
    if one.column in _CUSTOMERS:
        return 22
    if one.column == "value":
        return 14 if one.automatic else 11
    return _WIDTHS.get(one.declared.kind, 15)


class FormStyles(Styles):
    """Formats of one workbook to fill in, those of its columns too."""

    def cells(self, one: Field) -> Any:
        """Format of a column's cells."""
        return self.make(**_kind(one))

    def in_unit(self, one: Field, unit: str | None) -> Any:
        """Format of a cell whose row names the unit of its numbers."""
        own = {"num_format": "0.0%"} if unit == "rate" and one.declared.kind == "number" else {}
        return self.make(**_kind(one) | own | {"valign": "top"})

    def example(self, one: Field) -> Any:
        """Format of an example's cell."""
        own = {"italic": True, "font_color": "#7F7F7F", "bg_color": PALE, "text_wrap": False}
        return self.make(**{**_kind(one), **own})

    def header(self, one: Field, *, guard: bool) -> Any:
        """Format of a header: red where Excel refuses, grey where it is optional."""
        colour = RED if guard else GREY if one.optional or one.automatic else NAVY
        font = DARK_GREY if colour == GREY else "#FFFFFF"
        return self.make(bold=True, text_wrap=True, border=1, border_color="#FFFFFF",
                         align="center", bg_color=colour, font_color=font)  # fmt: skip


def _kind(one: Field) -> dict[str, Any]:
    written = NUMBER_FORMATS.get("rate" if one.choices == "tax_rate" else one.declared.kind)
    if one.choices == "tax_rate":
        written = "0%"
    if one.automatic == "name":
        written = None
    properties: dict[str, Any] = {"num_format": written} if written else {}
    if one.optional or one.automatic:
        properties["font_color"] = DARK_GREY
    if one.column in _LONG:
        properties |= {"text_wrap": True, "indent": 1}  # apart from a number before it
    if one.declared.kind in _CENTRED:
        properties["align"] = "center"
    return properties
