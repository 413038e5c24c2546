"""Days in the names of files, in one form: 31MAR2024, Mar 31, 2024, 31-03-2024, 20240331.

Three numbers with the year last are a day and a month in an order that the names
together must prove: 31-03-2024 rules out that the month comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from salesreport.cells.dayforms import MONTH_NAMES, MONTHS

AS_WRITTEN = ("ymd", "mdy", "dmy")
"""Orders of day, month and year, the one first that is taken where several fit."""

_YEARS = range(2015, 2040)
"""Years that two digits at the end of three numbers may be."""

_SEP = r"[-_., ]*"
_NAME = rf"(?P<name>{MONTH_NAMES})"
_NTH = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_WITH_NAMES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_NTH}{_SEP}{_NAME}{_SEP}(?P<y>(?:19|20)\d{{2}}|\d{{2}})(?!\d)",
        rf"(?<![a-z]){_NAME}{_SEP}{_NTH}[-_., ]+{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}{_SEP}{_NAME}(?![a-z])(?:{_SEP}(?P<d>0?[1-9]|[12]\d|3[01])(?!\d))?",
        rf"(?<![a-z]){_NAME}[-_.' ]*{_YEAR}(?!\d)",
        rf"(?<!\d){_NTH}{_SEP}{_NAME}(?![a-z\d])",
        rf"(?<![a-z])(?P<name>{'|'.join(MONTHS)})(?![a-z\d])",
    )
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:年|[-_. ])?(?P<m>0[1-9]|1[0-2]|[1-9](?!\d))"
    r"(?:(?:月|[-_. ])?(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?!\d)))?(?!\d)[月日号]?"
)
_YEAR_LAST = re.compile(
    r"(?<!\d)(?<!\d[-_.])(?:(?P<a>\d{1,2})(?P<s>[-_. ])(?P<b>\d{1,2})(?P=s)(?P<c>20\d{2})"
    r"|(?P<a2>\d{2})(?P<s2>[-_.])(?P<b2>\d{2})(?P=s2)(?P<c2>\d{2})"
    r"|(?P<a3>\d{2})(?P<b3>\d{2})(?P<c3>20\d{2}))(?!\d)(?![-_.]\d)"
)


def with_plain_days(name: str, order: str) -> str:
    """Name with its days as `2024-3-31`, those without a year as `3月31日`.

    Examples
    --------
    >>> [with_plain_days(name, "dmy") for name in ("a 31MAR2024", "a_01.04.24", "a 5 Apr")]
    ['a 2024-3-31', 'a_2024-4-1', 'a 4月5日']
    >>> [with_plain_days(name, "mdy") for name in ("March 2024", "a-20240331", "market 12")]
    ['2024-3-0 ', 'a-2024-3-31', 'market 12']
    """
    for pattern in _WITH_NAMES:
        name = pattern.sub(_named, name)
    name = _YEAR_FIRST.sub(_plain, name)
    return _YEAR_LAST.sub(lambda found: _ordered(found, order), name)


def orders_of(names: Iterable[str]) -> tuple[str, ...]:
    """Orders that all days with the year last allow; none where two contradict each other.

    Examples
    --------
    >>> orders_of(["a 31-03-2024", "a 01-04-2024"]), orders_of(["a 01-04-2024"])
    (('dmy',), ('mdy', 'dmy'))
    >>> orders_of(["24-03-31", "24-04-01"]), orders_of(["2024-03-31"])
    (('ymd',), ('ymd', 'mdy', 'dmy'))
    """
    allowed = [*AS_WRITTEN]
    for name in names:
        left = name
        for pattern in (*_WITH_NAMES, _YEAR_FIRST):
            left = pattern.sub(" ", left)
        for found in _YEAR_LAST.finditer(left):
            of_day = [order for order in AS_WRITTEN if _read(found, order) is not None]
            allowed = [order for order in allowed if order in of_day or not of_day]
    return tuple(allowed)


def _named(found: re.Match[str]) -> str:
    groups = found.groupdict()
    month = 1 + [name[:3] for name in MONTHS].index(groups["name"][:3].casefold())
    if groups.get("y"):
        year = groups["y"] if len(groups["y"]) == len("2024") else f"20{groups['y']}"
        return f"{year}-{month}-{groups['d']}" if groups.get("d") else f"{year}-{month} "
    return f"{month}月{int(groups['d'])}日" if groups.get("d") else f"{month}月"


def _plain(found: re.Match[str]) -> str:
    return f"{found['y']}-{int(found['m'])}-{int(found['d'] or 0)}"


def _ordered(found: re.Match[str], order: str) -> str:
    read = _read(found, order)
    return found[0] if read is None else f"{read.year}-{read.month}-{read.day}"


def _read(found: re.Match[str], order: str) -> date | None:
    """Day of three numbers in an order; None where there is none."""
    a, b, c = (found[k] or found[f"{k}2"] or found[f"{k}3"] for k in "abc")
    if order == "ymd":
        year, month, day = (a, b, c) if len(c) == len("31") else ("0", "0", "0")
    else:
        year, month, day = (c, *((b, a) if order == "dmy" else (a, b)))
    full = int(year) + (2000 if len(year) == len("24") else 0)
    try:
        return date(full, int(month), int(day)) if full in _YEARS or len(year) > 2 else None
    except ValueError:
        return None
