"""Years of the Minguo calendar (民國, ROC), which Taiwan counts from 1912: 113年 is 2024.

A year of three digits (113年, 113/03, 098/07/01) is one of no other calendar that sales
tables use; it is read where it is one of 1971 to 2060, so that a year of four digits
which lost one (204, 224, 195) never is. A year of two digits (98/07/01) is one only where
its column says so.
"""

from __future__ import annotations

import re

from salesreport.cells.numerals import chinese_number

FIRST, LAST = 60, 149
"""Years that are read as such: 1971 to 2060."""

_BEFORE_1912 = 1911
_THREE = r"0[6-9]\d|1[0-4]\d"
_NUMERALS = r"[〇○零一二三四五六七八九十百]{1,6}"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_TEXT = re.compile(
    rf"(?:中华)?民国\s*(?P<named>\d{{1,3}}(?!\d)|\d{{7}}(?!\d)|{_NUMERALS}(?=年))"
    rf"|(?<![\d./近满第前后])(?P<bare>{_THREE})(?=\s*(?:年|会计年)(?![以来内期老庆]))"
)
_WHOLE = re.compile(
    rf"(?P<y>{_THREE})(?:(?P<month>0[1-9]|1[0-2])|[-/.](?P<apart>0?[1-9]|1[0-2])"
    rf"|[-/]?(?P<quarter>Q[1-4]))?",
    re.IGNORECASE,
)


def gregorian_year(digits: str, *, named: bool = False) -> int | None:
    """Year of the common calendar; None for one that is not read as of this calendar.

    `named`: the calendar stands beside it, so that any of its years may be meant.

    Examples
    --------
    >>> gregorian_year("113"), gregorian_year("98"), gregorian_year("224")
    (2024, 2009, None)
    >>> gregorian_year("15"), gregorian_year("15", named=True)
    (None, 1926)
    """
    year = int(digits)
    return year + _BEFORE_1912 if named or FIRST <= year <= LAST else None


def numeral_year(spelt: str) -> str:
    """Digits of a year in Chinese characters; as it is where it is none.

    Examples
    --------
    >>> numeral_year("一一三"), numeral_year("一百一十三"), numeral_year("二〇二四")
    ('113', '113', '2024')
    """
    digits = spelt.translate(_DIGITS)
    number = None if digits.isdecimal() else chinese_number(spelt)
    return digits if number is None else str(number)


def with_common_years(text: str) -> str:
    """Text with each Minguo year that stands in it as one of the common calendar.

    Parameters
    ----------
    text : str
        In simplified characters.

    Examples
    --------
    >>> [with_common_years(text) for text in ("113年度业绩目标", "民国98年", "民国一一三年")]
    ['2024年度业绩目标', '2009年', '2024年']
    >>> with_common_years("民国1130307"), with_common_years("民国113.3.7")
    ('1130307', '2024.3.7')
    >>> [with_common_years(text) for text in ("近100年", "2113年", "第113年", "224年")]
    ['近100年', '2113年', '第113年', '224年']
    """
    return _IN_TEXT.sub(_common, text)


def _common(found: re.Match[str]) -> str:
    digits = found["bare"] or numeral_year(found["named"])
    if len(digits) == len("1130307"):
        return digits
    return str(gregorian_year(digits, named=True)) if digits.isdecimal() else found[0]


def with_common_year(plain: str) -> str:
    """A month, quarter or year as one of the common calendar; other text as it is.

    Parameters
    ----------
    plain : str
        Simplified characters, no blanks.

    Examples
    --------
    >>> [with_common_year(text) for text in ("113年3月", "113/03", "11303", "113Q1", "113")]
    ['2024年3月', '2024-03', '2024-03', '2024-Q1', '2024']
    >>> [with_common_year(text) for text in ("民国113年3月", "2024年3月", "202/03", "113/3/7")]
    ['2024年3月', '2024年3月', '202/03', '113/3/7']
    """
    named = with_common_years(plain)
    match = _WHOLE.fullmatch(named)
    if match is None:
        return named
    year, month = gregorian_year(match["y"]), match["month"] or match["apart"]
    if month:
        return f"{year}-{int(month):02d}"
    return f"{year}-{match['quarter'].upper()}" if match["quarter"] else str(year)
