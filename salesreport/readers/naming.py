"""Which of two files is newer, by their names: numbers, dates, a browser's second download."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, starmap
from typing import Any

_DIGITS = re.compile(r"(\d+)")
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:年|[-_. ])?(0[1-9]|1[0-2]|[1-9](?!\d))"
    r"(?:(?:月|[-_. ])?(0[1-9]|[12]\d|3[01]|[1-9](?!\d)))?(?!\d)[月日号]?"
)
_TIME = re.compile(r"\d\s*(?:月|季|周|週|日|号|號)|(?:19|20)\d{2}|Q[1-4]", re.IGNORECASE)
_AGAIN = re.compile(r"\s*[(（](\d{1,3})[)）]$")
_MONTHS = 12
_AUTUMN, _SPRING = 10, 3
"""Months without a year this far apart may be of two years."""


def name_order(name: str) -> tuple[Any, ...]:
    """What file names are sorted by, the newer last.

    Numbers compare as numbers, days alike however they are written, and `name (2)`
    follows `name`, as browsers save a file again.

    Examples
    --------
    >>> sorted(["a10.csv", "a9 (1).csv", "a9.csv"], key=name_order)
    ['a9.csv', 'a9 (1).csv', 'a10.csv']
    >>> sorted(["b_2024-4-2.csv", "b_20240331.csv"], key=name_order)
    ['b_20240331.csv', 'b_2024-4-2.csv']
    """
    parts, again, suffix = _taken_apart(name)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts), again, suffix


def names_tell(older: str, newer: str) -> bool:
    """Whether two names say which file is newer: by a number or a day, not by words.

    December and January without a year do not.

    Examples
    --------
    >>> names_tell("商机_9月.csv", "商机_10月.csv"), names_tell("商机_1月.csv", "商机_12月.csv")
    (True, False)
    >>> names_tell("商机_更新.csv", "商机_终版.csv")
    False
    """
    first, again, _ = _taken_apart(older)
    second, later, _ = _taken_apart(newer)
    for place, (low, high) in enumerate(zip(first, second, strict=False)):
        if low != high:
            numbers = low.isdecimal() and high.isdecimal()
            return numbers and not _may_be_of_two_years(first, second, place)
    return len(first) == len(second) and (again != later or older == newer)


def of_periods(titles: Sequence[str]) -> bool:
    """Whether titles of sheets each name a time and say which is the later.

    Examples
    --------
    >>> of_periods(["3月", "1月"]), of_periods(["12月", "1月"]), of_periods(["Rep 1", "Rep 2"])
    (True, False, False)
    """
    ordered = sorted(titles, key=name_order)
    return all(map(_TIME.search, titles)) and all(starmap(names_tell, pairwise(ordered)))


def _taken_apart(name: str) -> tuple[list[str], int, str]:
    """Words and numbers of a name by turns, the number of its copy, its ending."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, suffix) if dot else (name, "")
    again = _AGAIN.search(stem)
    bare = stem[: again.start()] if again else stem
    return _DIGITS.split(_DAY.sub(_plain_day, bare)), int(again[1]) if again else 0, suffix


def _plain_day(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}-{int(month)}-{int(day or 0)}"


def _may_be_of_two_years(first: list[str], second: list[str], place: int) -> bool:
    months = [_month(parts, place) for parts in (first, second)]
    return min(months) > 0 and min(months) <= _SPRING and max(months) >= _AUTUMN


def _month(parts: list[str], place: int) -> int:
    """Month that a number without a year is, 12 of 12月 and 1231; else 0."""
    digits = parts[place]
    after = parts[place + 1] if place + 1 < len(parts) else ""
    month = int(digits[:2]) if len(digits) == 4 else int(digits) if after.startswith("月") else 0
    return month if month <= _MONTHS and not any(len(p) == 4 for p in parts[1:place:2]) else 0
