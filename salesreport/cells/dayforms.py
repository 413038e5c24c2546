"""How days are written: the patterns, and what each part of them means."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from salesreport.cells.minguo import with_common_years
from salesreport.cells.numerals import chinese_number
from salesreport.cells.plain import written
from salesreport.tables.script import evened, simplified

_CLOCK = (
    r"(?:(?:(?P<iso>t)|\s+|(?<=[日号]))\s*(?P<half>上午|下午|凌晨|早上|早|中午|晚上|晚)?\s*"
    r"(?P<hour>\d{1,2})(?::|时|点)(?P<minute>\d{2})(?:分(?!\d)|(?::|分)(?P<second>\d{2})秒?(?:[.,]\d+)?)?"
    r"\s*(?P<ampm>[ap]\.?m\.?)?"
    r"(?:\s*(?P<zone>z|(?:utc|gmt)?\s?[-+]\d{1,2}(?::?\d{2})?|utc|gmt)(?:\s*\(.*\))?)?)?"
)
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
          "september", "october", "november", "december")  # fmt: skip
MONTH_NAMES = "|".join(f"{m}|{m[:3]}" for m in MONTHS) + "|sept"
_MONTH = rf"(?P<name>{MONTH_NAMES})\.?"
_NTH = r"(?:st|nd|rd|th)?"
_YEARS = r"(?P<y>\d{4}|\d{2})"

WITH_YEAR = tuple(
    re.compile(form + _CLOCK)
    for form in (
        r"(?P<y>\d{3,4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        r"(?P<y>\d{1,4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<y>\d{3,4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"(?P<d>\d{{1,2}}){_NTH}[-\s./]*{_MONTH},?[-\s/]*{_YEARS}",
        rf"{_MONTH}\s*(?P<d>\d{{1,2}}){_NTH}(?:,\s*|\s+){_YEARS}",
        rf"{_MONTH}[-/](?P<d>\d{{1,2}})[-/](?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})[-\s/.]*{_MONTH}[-\s/]*(?P<d>\d{{1,2}})",
    )
)
"""Days whose year, month and day can be told apart by their form alone."""

JAVASCRIPT = re.compile(
    rf"{_MONTH} (?P<d>\d{{2}}) (?P<y>\d{{4}}) "
    r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"(?P<half>)(?P<ampm>)(?P<iso>) (?P<zone>gmt[-+]\d{4})(?: \(.*\))?"
)
WITHOUT_YEAR = tuple(
    re.compile(form + _CLOCK)
    for form in (
        r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        rf"(?P<d>\d{{1,2}}){_NTH}[-\s]?{_MONTH}",
    )
)
SHORT = re.compile(r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}|\d{1,2})" + _CLOCK)
"""Days of three numbers, the year last or in two digits: their order must be known."""

SHORT_MINGUO = tuple(
    re.compile(form + _CLOCK)
    for form in (
        r"(?P<y>\d{2})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        r"(?P<y>\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})",
    )
)
"""Days of a year in two digits that may be one of the Minguo calendar: 98/07/01, 980701."""

SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
"""A workbook's day number that has become text."""

_NUMERAL_DAY = re.compile(
    r"(\d{3,4}|[〇○零一二三四五六七八九]{3,4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)
YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"\s*\(?(?:星期|周|礼拜)(?P<zh>[一二三四五六日天])\)?(?=\s|$)"
    r"|^(?P<before>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+"
    r"|\s*[,(]?\s*(?P<after>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\)?$"
)
_DIGITS_ONLY = re.compile(r"[-/.:\d\s]*(?:[ap]m)?$")
_MORNING = frozenset({"上午", "凌晨", "早上", "早", "am"})
_AFTERNOON = frozenset({"下午", "晚上", "晚", "pm"})
_PIVOT = 90
_FARTHEST = timedelta(hours=14)
FIRST_YEAR, LAST_YEAR = 1900, 2200


def tidied(cell: str) -> tuple[str, int | None]:
    """Day as it is matched, and the weekday (Monday is 0) written beside it.

    Examples
    --------
    >>> tidied("２０２４－０６－０７　星期五"), tidied("二〇二四年六月七日")
    (('2024-06-07', 4), ('2024年6月7日', None))
    >>> tidied("民國113/03/07"), tidied("中華民國一一三年三月七日")
    (('2024/03/07', None), ('2024年3月7日', None))
    """
    plain = written(cell)
    if not plain.isascii():
        plain = with_common_years(simplified(evened(plain)))
    plain = plain.casefold()
    match = None if _DIGITS_ONLY.match(plain) else _WEEKDAY.search(plain)
    weekday = None
    if match is not None:
        word = match["before"] or match["after"]
        weekday = _WEEKDAYS.index(word[:3]) if word else "一二三四五六日".find(match["zh"])
        weekday = 6 if weekday < 0 else weekday
        plain = (plain[: match.start()] + " " + plain[match.end() :]).strip()
    spelt = _NUMERAL_DAY.fullmatch(plain)
    if spelt is not None:
        month, day_of_month = chinese_number(spelt[2]), chinese_number(spelt[3])
        plain = f"{spelt[1].translate(YEAR_DIGITS)}年{month}月{day_of_month}日"
    return plain, weekday


def full_year(year: str) -> int:
    """Year of two or four digits; two stand for 1990 to 2089.

    Examples
    --------
    >>> full_year("24"), full_year("95"), full_year("2024")
    (2024, 1995, 2024)
    """
    if len(year) != len("24"):
        return int(year)
    return int(year) + (1900 if int(year) >= _PIVOT else 2000)


def calendar_day(year: int, month: int, day_of_month: int) -> date | None:
    """The day, where the calendar and the years of a sales table have it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def month_of(match: re.Match[str]) -> int:
    """Month of a match, by its number or its English name."""
    groups = match.groupdict()
    if groups.get("name"):
        return 1 + [month[:3] for month in MONTHS].index(groups["name"][:3].casefold())
    return int(groups["m"])


def moment_of(found: date, match: re.Match[str]) -> datetime | None:
    """The day with its clock time, aware where a zone is written; None if there is no such.

    Examples
    --------
    >>> match = WITH_YEAR[0].fullmatch("2024-06-07 9:30 pm utc+8")
    >>> moment_of(date(2024, 6, 7), match).isoformat()
    '2024-06-07T21:30:00+08:00'
    """
    if match["hour"] is None:
        return datetime.combine(found, time())
    half = (match["half"] or match["ampm"] or "").replace(".", "")
    hour = _hour(int(match["hour"]), half)
    if hour is None:
        return None
    try:
        clock = time(hour, int(match["minute"]), int(match["second"] or 0), tzinfo=_zone(match))
    except ValueError:
        return None
    return datetime.combine(found, clock)


def _hour(hour: int, half: str) -> int | None:
    if half in _MORNING:
        return None if hour > 12 else hour % 12
    if half in _AFTERNOON:
        # 12 at night begins or ends the day
        at_night = half.startswith("晚") and hour % 12 == 0
        return None if hour == 0 or at_night else hour if hour >= 12 else hour + 12
    if half == "中午":
        return {11: 11, 12: 12, 1: 13}.get(hour)
    return hour


def _zone(match: re.Match[str]) -> timezone | None:
    """Zone of a clock time.

    Raises
    ------
    ValueError
        There is no such zone, or `10:00-11:00` may be a span of time.
    """
    if not match["zone"]:
        return None
    offset = re.sub("z|utc|gmt|[: ]", "", match["zone"])
    named = offset != re.sub("[: ]", "", match["zone"])
    if offset.startswith("-") and not (named or match["iso"] or match["second"]):
        raise ValueError(match["zone"])
    if not offset:
        return UTC
    digits = offset[1:].zfill(2) if len(offset) <= len("+08") else offset[1:].zfill(4)
    apart = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    if apart > _FARTHEST or apart.seconds % 900:
        raise ValueError(match["zone"])
    return timezone(-apart if offset[0] == "-" else apart)
