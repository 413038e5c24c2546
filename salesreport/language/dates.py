"""Days and periods as a reader of one language writes them."""

from __future__ import annotations

import re
from datetime import date

from babel import Locale
from babel.dates import format_date

_LABEL = re.compile(
    r"^(?P<fiscal>FY)?(?P<year>\d{4}(?:(?<=FY\d{4})/\d{2})?)"
    r"(?:-(?P<month>\d{2})|-Q(?P<quarter>[1-4])|-W(?P<week>\d{2}))?$"
)


def day_text(day: date, *, locale: Locale, year: bool = False) -> str:
    """Day in words: 4月5日, 5 Apr; with the year 2024年4月5日, 5 Apr 2024."""
    if locale.language == "zh":
        pattern = "y年M月d日" if year else "M月d日"
    else:
        pattern = "d MMM y" if year else "d MMM"
    return format_date(day, format=pattern, locale=locale)


def month_text(first: date, *, locale: Locale, year: bool = True) -> str:
    """Month in words: 2024年3月, March 2024; short without the year: 3月, Mar."""
    if locale.language == "zh":
        pattern = "y年M月" if year else "M月"
    else:
        pattern = "MMMM y" if year else "MMM"
    return format_date(first, format=pattern, locale=locale)


def period_text(label: str, *, locale: Locale) -> str:
    """Period label in words; a label of no known form is returned as it is.

    2024-03 is 2024年3月 or March 2024; 2024-Q1 is 2024年第1季度 or Q1 2024;
    FY2023/24-Q1 is 2023/24财年第1季度 or Q1 FY2023/24; 2024-W09 is 2024年第9周 or
    week 9 of 2024;
    2024-01..2024-03 is 2024年1月–2024年3月 or January 2024–March 2024.
    """
    if ".." in label:
        begin, end = label.split("..", 1)
        return f"{period_text(begin, locale=locale)}–{period_text(end, locale=locale)}"
    match = _LABEL.match(label)
    if match is None or (match["month"] and not 1 <= int(match["month"]) <= 12):
        return label
    if match["month"]:
        return month_text(date(int(match["year"]), int(match["month"]), 1), locale=locale)
    if match["week"]:
        week = int(match["week"])
        if locale.language == "zh":
            return f"{match['year']}年第{week}{'週' if _is_traditional(locale) else '周'}"
        return f"week {week} of {match['year']}"
    return _year_or_quarter(match, locale)


def _year_or_quarter(match: re.Match[str], locale: Locale) -> str:
    year, quarter, fiscal = match["year"], match["quarter"], bool(match["fiscal"])
    if locale.language == "zh":
        named = f"{year}{'財' if _is_traditional(locale) else '财'}年" if fiscal else f"{year}年"
        return f"{named}第{quarter}季度" if quarter else named
    named = f"FY{year}" if fiscal else year
    return f"Q{quarter} {named}" if quarter else named


def _is_traditional(locale: Locale) -> bool:
    return locale.script == "Hant" or locale.territory == "TW"
