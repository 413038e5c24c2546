"""Which of two files is newer, by their names: numbers, dates, a browser's second download."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise, starmap
from typing import Any, TypeVar

from salesreport.readers.namedays import AS_WRITTEN, orders_of, with_plain_days

Item = TypeVar("Item")
_DIGITS = re.compile(r"(\d+)")
_TIME = re.compile(
    r"\d\s*(?:月|季|周|週|日|号|號)|(?:19|20)\d{2}|(?<!\d)1[0-4]\d\s*年|Q[1-4]", re.IGNORECASE
)
_AGAIN = re.compile(r"\s*[(（](\d{1,3})[)）]$")
_MONTHS, _QUARTERS, _WEEKS = 12, 4, 53


def order_among(names: Iterable[str]) -> Callable[[str], tuple[Any, ...]]:
    """`name_order` for some names, with days in the order that they prove together.

    Examples
    --------
    >>> names = ["a 31-03-2024.csv", "a 01-04-2024.csv"]
    >>> sorted(names, key=order_among(names))
    ['a 31-03-2024.csv', 'a 01-04-2024.csv']
    """
    return partial(name_order, days=next(iter(orders_of(names)), AS_WRITTEN[0]))


def sorted_by_name(items: Sequence[Item], names: Sequence[str]) -> list[Item]:
    """Things in the order of their names, the newer last."""
    of_name = order_among(names)
    return [items[at] for at in sorted(range(len(items)), key=lambda at: of_name(names[at]))]


def name_order(name: str, days: str = AS_WRITTEN[0]) -> tuple[Any, ...]:
    """What file names are sorted by, the newer last.

    `days`: order of day, month and year where the year stands last.

    Numbers compare as numbers, days alike however they are written, and `name (2)`
    follows `name`, as browsers save a file again.

    Examples
    --------
    >>> sorted(["a10.csv", "a9 (1).csv", "a9.csv"], key=name_order)
    ['a9.csv', 'a9 (1).csv', 'a10.csv']
    >>> sorted(["b_2024-4-2.csv", "b_20240331.csv"], key=name_order)
    ['b_20240331.csv', 'b_2024-4-2.csv']
    """
    parts, again, suffix = _taken_apart(name, days)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts), again, suffix


def names_tell(older: str, newer: str, among: Iterable[str] = ()) -> bool:
    """Whether two names say which file is newer: by a number or a day, not by words.

    December and January, Q4 and Q1, week 52 and week 1 do not without a year, nor does a
    day that may be another (01-04-2024) and then be older, where no other name among
    them all proves which comes first.

    Examples
    --------
    >>> names_tell("商机_9月.csv", "商机_10月.csv"), names_tell("商机_1月.csv", "商机_12月.csv")
    (True, False)
    >>> names_tell("商机_更新.csv", "商机_终版.csv"), names_tell("01-04-2024.csv", "04-01-2024.csv")
    (False, False)
    """
    orders = orders_of([older, newer, *among])
    return bool(orders) and all(_tell(older, newer, days) for days in orders)


def _tell(older: str, newer: str, days: str) -> bool:
    if name_order(older, days) > name_order(newer, days):
        return False
    first, again, _ = _taken_apart(older, days)
    second, later, _ = _taken_apart(newer, days)
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
    >>> of_periods(["113年", "112年"]), names_tell("113年1月.csv", "113年12月.csv")
    (True, True)
    """
    ordered = sorted(titles, key=order_among(titles))
    return all(map(_TIME.search, titles)) and all(starmap(names_tell, pairwise(ordered)))


def _taken_apart(name: str, days: str) -> tuple[list[str], int, str]:
    """Words and numbers of a name by turns, the number of its copy, its ending."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, suffix) if dot else (name, "")
    again = _AGAIN.search(stem)
    bare = stem[: again.start()] if again else stem
    return _DIGITS.split(with_plain_days(bare, days)), int(again[1]) if again else 0, suffix


def _may_be_of_two_years(first: list[str], second: list[str], place: int) -> bool:
    """Whether two numbers count parts of a year, and what is of which year is not said before."""
    both = (first, second)
    if _years(first[place + 2 :: 2]) != _years(second[place + 2 :: 2]):
        return True
    if any(_names_year(parts, at) for parts in both for at in range(1, place, 2)):
        return False
    for part_of, (spring, autumn) in _PARTS.items():
        numbers = [part_of(parts, place) for parts in both]
        if 0 < min(numbers) <= spring and max(numbers) >= autumn:
            return True
    return False


def _years(numbers: list[str]) -> list[str]:
    return [number for number in numbers if len(number) == 4 and number[:2] in ("19", "20")]


def _names_year(parts: list[str], place: int) -> bool:
    before, after, length = parts[place - 1].upper(), parts[place + 1], len(parts[place])
    is_short = before.endswith("FY") or after.startswith(("年", "财年"))
    return length == 4 or (length in (2, 3) and is_short)


def _month(parts: list[str], place: int) -> int:
    """Month that a number is, 12 of 12月 and 1231; else 0."""
    digits = parts[place]
    month = int(digits[:2]) if len(digits) == 4 else int(digits) if _is(parts, place, "月") else 0
    return month if month <= _MONTHS else 0


def _quarter(parts: list[str], place: int) -> int:
    """Quarter that a number is, 4 of Q4 and 4季度; else 0."""
    named = _is(parts, place, "季") or _is(parts, place, "Q")
    return int(parts[place]) if named and int(parts[place]) <= _QUARTERS else 0


def _week(parts: list[str], place: int) -> int:
    """Week that a number is, 52 of 第52周 and W52; else 0."""
    named = any(_is(parts, place, word) for word in ("周", "週", "W", "WEEK", "WK"))
    return int(parts[place]) if named and int(parts[place]) <= _WEEKS else 0


def _is(parts: list[str], place: int, word: str) -> bool:
    """Whether a word stands at a number: one in Latin letters before it, another behind it."""
    before, after = parts[place - 1].upper(), parts[place + 1].upper()
    if not word.isascii():
        return after.lstrip(" 个").startswith(word)
    return re.search(rf"(?<![A-Z]){word}[\s._-]*$", before) is not None


_PARTS: Mapping[Callable[[list[str], int], int], tuple[int, int]] = {
    _month: (3, 10),
    _quarter: (1, 4),
    _week: (13, 40),
}
"""Parts of a year: without a year those up to the first and from the second may be of two."""
