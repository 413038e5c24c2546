"""Number formats of a spreadsheet that word the unit as the language does: 21.0万, 210 k.

A chart has one unit, that of its largest value. Its values stay whole numbers of the main
unit; the format alone divides them. What it shows is the same as `NumberFormat.text`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salesreport.language import Words
from salesreport.language.numbers import MINUS, NO_BREAK, rounded
from salesreport.report.views import Number

WAN = {"zh_CN": "万", "zh_TW": "萬"}
YI = {"zh_CN": "亿", "zh_TW": "億"}
ENGLISH = ((9, "bn"), (6, "M"), (3, "k"))


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of one chart are written.

    Attributes
    ----------
    words : Words
    power : int
        A value is divided by ten to this power.
    digits : int
        Decimals after that.
    unit : str
        Behind the number.
    is_rate : bool
        Fractions written as per cent.
    is_signed : bool
        Gains have a plus.
    """

    words: Words
    power: int = 0
    digits: int = 0
    unit: str = ""
    is_rate: bool = False
    is_signed: bool = False

    def text(self, value: Number) -> str:
        """A value as the format shows it; empty for None."""
        if value is None:
            return ""
        if not value:
            return self._nought()
        digits = self.digits + (2 if self.is_rate else 0)
        size = rounded(abs(rounded(value, 9)).scaleb(-self.power), digits)
        if self.is_rate:
            text = self.words.percent(size, self.digits)
        else:
            text = self.words.number(size, self.digits)
            if self._is_split:  # no format groups digits that a letter stands between
                text = text.replace(",", "")
            text += self.unit
        return (MINUS if value < 0 else "+" if self.is_signed else "") + text

    @property
    def _is_split(self) -> bool:
        return self.words.chinese and self.power in (4, 8)

    def _nought(self) -> str:
        """Nothing, as the format shows it."""
        return self.words.percent(0, self.digits) if self.is_rate else "0"

    @property
    def code(self) -> str:
        """The format as a spreadsheet reads it: gains; losses with a true minus; zero."""
        number = self._number()
        if self.is_rate:
            number += "%"
        elif self.unit:
            number += f'"{self.unit}"'
        plus = "+" if self.is_signed else ""
        return f'{plus}{number};"{MINUS}"{number};{self._nought()}'

    def _number(self) -> str:
        """Digits with the commas that divide by a thousand each.

        No format divides by ten thousand: one comma leaves tenths of it, two leave hundredths
        of a hundred million, and the point before the last digits is a letter.
        """
        if self._is_split:
            return "0\\.0," if self.power == 4 else "0\\.00,,"
        decimals = "." + "0" * self.digits if self.digits else ""
        return f"#,##0{decimals}{',' * (self.power // 3)}"


def money_format(
    values: Iterable[Number], words: Words, *, is_signed: bool = False
) -> NumberFormat:
    """Format of amounts by the largest of them, to three digits in English.

    In Chinese 万 with one decimal, 亿 with two: what a format can divide by.
    """
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if words.chinese:
        if rounded(largest / 10**4, 0) >= 10**4:
            return NumberFormat(words, 8, 2, YI[words.language], is_signed=is_signed)
        if rounded(largest, 0) >= 10**4:
            return NumberFormat(words, 4, 1, WAN[words.language], is_signed=is_signed)
        return NumberFormat(words, is_signed=is_signed)
    for power, unit in ENGLISH:
        scaled = largest / 10**power
        digits = 0 if scaled >= 99.95 else 1 if power == 3 or scaled >= 9.995 else 2
        if rounded(scaled, digits) >= 1:
            return NumberFormat(words, power, digits, NO_BREAK + unit, is_signed=is_signed)
    return NumberFormat(words, is_signed=is_signed)


def rate_format(values: Iterable[Number], words: Words) -> NumberFormat:
    """Format of rates: whole per cent where all are, else one decimal."""
    known = [value * 100 for value in values if value is not None]
    whole = all(abs(value - round(value)) < 0.005 for value in known)
    return NumberFormat(words, digits=0 if whole else 1, is_rate=True)


def count_format(words: Words) -> NumberFormat:
    """Format of counts."""
    return NumberFormat(words)
