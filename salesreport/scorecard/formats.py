"""Formats of the scorecard's cells: fonts, number formats by unit, widths of columns."""

from __future__ import annotations

from collections.abc import Iterable

from salesreport.display.figures import money_digits
from salesreport.language.widths import text_width
from salesreport.report.views import Number

FONTS = {"en": "Calibri", "zh_CN": "Microsoft YaHei", "zh_TW": "Microsoft JhengHei"}
"""Fonts that every spreadsheet program of the language has, or replaces by one it has."""

_NARROW = 7
WIDEST = 44
"""Characters of a column's text at most; longer text wraps or is cut."""


def number_format(unit: str, values: Iterable[Number], currency: str) -> str:
    """Number format of a column: decimals only where one of its values has them.

    Money with as many decimals as its currency has, where there are any; rates in whole
    per cent where all are whole, else with one decimal; scores with two decimals, days
    with one.

    Examples
    --------
    >>> number_format("money", [1200.0, 80.5], "CNY"), number_format("rate", [0.25, None], "CNY")
    ('#,##0.00', '0%')
    >>> number_format("money", [1.234], "KWD"), number_format("money", [1200.4], "JPY")
    ('#,##0.000', '#,##0')
    """
    known = [value for value in values if value is not None]
    if unit == "money":
        digits = money_digits(known, currency)
        return f"#,##0.{'0' * digits}" if digits else "#,##0"
    if unit == "rate":
        return "0%" if all(is_whole(value * 100) for value in known) else "0.0%"
    if unit == "score":
        return "0.00"
    if unit == "days":
        return "0.0"
    return "#,##0" if all(is_whole(value) for value in known) else "#,##0.00"


def decimals(shape: str) -> int:
    """Decimals that a number format shows.

    Examples
    --------
    >>> decimals("#,##0.000"), decimals("#,##0"), decimals("0.0%")
    (3, 0, 1)
    """
    return shape.partition(".")[2].count("0")


def is_whole(value: float) -> bool:
    """Whether a number has no second decimal to show."""
    return abs(value - round(value)) < 0.005


def column_width(widest: int) -> float:
    """Width of a column whose widest cell has so many characters."""
    return min(max(widest, _NARROW), WIDEST) + 2


def line_count(text: str, width: float) -> int:
    """Lines a text takes in a cell of a width."""
    return sum(max(1, -(-text_width(line) // max(int(width), 1))) for line in text.split("\n"))
