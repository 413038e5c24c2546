"""Formats of the scorecard's cells: fonts, number formats by unit, widths of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from salesreport.report.views import Number

FONTS = {"en": "Calibri", "zh_CN": "Microsoft YaHei", "zh_TW": "Microsoft JhengHei"}
"""Fonts that every spreadsheet program of the language has, or replaces by one it has."""

NAVY, GREY, DARK_GREY, PALE, LINE = "#1F4E79", "#D9D9D9", "#404040", "#F2F2F2", "#BFBFBF"
DAY_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"
_NARROW, _WIDEST = 7, 44


class Styles:
    """Formats of one workbook, each made when first asked for."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._font = {"font_name": FONTS[language], "font_size": 10, "valign": "vcenter"}
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **properties: Any) -> Any:
        """Format with the properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._font, **properties})
        return self._made[key]


def number_format(unit: str, values: Iterable[Number]) -> str:
    """Number format of a column: decimals only where one of its values has them.

    Money with cents where there are cents; rates in whole per cent where all are whole,
    else with one decimal; scores with two decimals, days with one.

    Examples
    --------
    >>> number_format("money", [1200.0, 80.5]), number_format("rate", [0.25, None])
    ('#,##0.00', '0%')
    """
    known = [value for value in values if value is not None]
    if unit == "money":
        return "#,##0" if all(is_whole(value) for value in known) else "#,##0.00"
    if unit == "rate":
        return "0%" if all(is_whole(value * 100) for value in known) else "0.0%"
    if unit == "score":
        return "0.00"
    if unit == "days":
        return "0.0"
    return "#,##0" if all(is_whole(value) for value in known) else "#,##0.00"


def is_whole(value: float) -> bool:
    """Whether a number has no second decimal to show."""
    return abs(value - round(value)) < 0.005


def text_width(text: str) -> int:
    r"""Width of the widest line of a text in characters; Chinese ones count two.

    Examples
    --------
    >>> text_width("表2"), text_width("a\nbc")
    (3, 2)
    """
    return max((sum(_wide(letter) for letter in line) for line in text.split("\n")), default=0)


def _wide(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def column_width(widest: int) -> float:
    """Width of a column whose widest cell has so many characters."""
    return min(max(widest, _NARROW), _WIDEST) + 2


def line_count(text: str, width: float) -> int:
    """Lines a text takes in a cell of a width."""
    return sum(max(1, -(-text_width(line) // max(int(width), 1))) for line in text.split("\n"))
