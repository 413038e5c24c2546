"""Whether a number as written stands for a value of a section of `report.json`.

A written number is a range: half a unit of its last digit to either side, times what its
unit says. It is traced where a value of the section, or one of `derived`, lies in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from salesreport.language.catalogs import catalog_path, read_catalog

UNITS = {
    "%": Decimal("0.01"), "万": Decimal(10) ** 4, "萬": Decimal(10) ** 4, "亿": Decimal(10) ** 8,
    "億": Decimal(10) ** 8, "k": Decimal(10) ** 3, "M": Decimal(10) ** 6, "B": Decimal(10) ** 9,
}  # fmt: skip
NUMBER = re.compile(
    r"[−+-]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[\s\u00a0\u202f]?([%万亿萬億]|[kMB]\b))?"
)
DIGITS = re.compile(r"\d+(?:\.\d+)?")
SPLIT = ("personal", "undetermined")
"""Classes of causes whose chance is part of normal variation."""
OF_ALL = ("outside_leads", "team_wide")
"""Causes that a team has as a whole."""
SHORT = 4
"""Rows up to which neighbours in a list may be taken together."""


class Section:
    """The numbers that may be written on the pages of one section of `report.json`.

    Parameters
    ----------
    section : dict
        The reader's view, as it stands in `report.json`.
    language : str
        Numbers in the words of this language (95 % ranges, 12 months) may be written too.
    worked_out : bool
        Whether sums and differences of what is there may be written (`derived`).
    """

    def __init__(self, section: dict[str, Any], language: str, *, worked_out: bool = True) -> None:
        found = [*_leaves(section)]
        numbers = {abs(_decimal(one)) for one in found if not isinstance(one, str)}
        also = {*_shares(section), *(derived(section) if worked_out else ())}
        self.values = sorted(numbers | {abs(one) for one in also})
        texts = [*(one for one in found if isinstance(one, str)), *_words(language)]
        self.texts = {match.group() for one in texts for match in DIGITS.finditer(one)}

    def untraced(self, text: str) -> list[str]:
        """Numbers of a text that stand for nothing in the section, with what is around."""
        return [
            text[max(0, match.start() - 40) : match.end() + 12]
            for match in NUMBER.finditer(text)
            if not self.has(match)
        ]

    def has(self, match: re.Match[str]) -> bool:
        """Whether a number as written stands for a value."""
        whole, part, unit = match.groups()
        digits = whole.replace(",", "") + (part or "")
        # Days, ids and names hold numbers too, and are written as they are.
        if unit in (None, "%") and {digits, digits.lstrip("0")} & self.texts:
            return True
        sizes = [UNITS[unit]] if unit else [Decimal(1), Decimal("0.01")]
        # Without unit: the value, or percentage points of a rate.
        return any(self.within(Decimal(digits), size) for size in sizes)

    def within(self, written: Decimal, size: Decimal) -> bool:
        """Whether a value rounds to the number as written."""
        half = Decimal(1).scaleb(int(written.as_tuple().exponent)) / 2
        place = bisect_left(self.values, (written - half) * size)
        return place < len(self.values) and self.values[place] <= (written + half) * size


def _shares(section: dict[str, Any]) -> Iterator[Decimal]:
    """Shares held as per cent, and those of deals with an action, held as both counts."""
    for node in _nodes(section):
        for name, value in node.items():
            if name.endswith("percent") and value is not None:
                yield Decimal(value) / 100
        for ended in ("won", "lost"):
            if (taken := node.get(f"{ended}_with")) is not None:
                yield Decimal(taken) / Decimal((taken + node[f"{ended}_without"]) or 1)
        if "n_won" in node and "n_lost" in node and node["n_won"] is not None:
            yield Decimal(node["n_won"] + node["n_lost"])


def derived(section: dict[str, Any]) -> Iterator[Decimal]:
    """Sums and differences that pages write and `report.json` has the parts of."""
    teams = {rep["rep_id"]: rep["team"] for rep in section.get("reps", []) if "rep_id" in rep}
    for node in _nodes(section):
        yield from _beside(node)
        yield from _of_causes(node, teams)
        yield from _of_lists(node)


def _beside(node: dict[str, Any]) -> Iterator[Decimal]:
    """Differences between a figure and what stands beside it, and within counts."""
    if "previous" in node and "last_year" in node and node.get("value") is not None:
        for name in ("previous", "last_year", "peers", "rolling_6"):
            beside = node.get(name)
            other = beside.get("value") if isinstance(beside, dict) else beside
            if other is not None:
                yield _decimal(node["value"]) - _decimal(other)
    if node.get("numerator") is not None and node.get("denominator") is not None:
        yield _decimal(node["denominator"]) - _decimal(node["numerator"])
    if node.get("to_value") is not None and "from_value" in node:
        yield _decimal(node["to_value"]) - Decimal("0.01")  # a band up to it, not with it
    if node.get("next_target") is not None and node.get("next_pipeline") is not None:
        booked = _decimal(node.get("next_booked") or 0)
        yield _decimal(node["next_target"]) - _decimal(node["next_pipeline"]) - booked
    counts = [v for v in node.values() if isinstance(v, int) and not isinstance(v, bool)]
    yield from (
        value
        for place, one in enumerate(counts)
        for other in counts[place + 1 :]
        for value in (Decimal(one + other), Decimal(abs(one - other)))
    )


def _of_causes(node: dict[str, Any], teams: dict[str, str]) -> Iterator[Decimal]:
    """Sums of causes by class: of a gap, of all people, of the people of a team."""
    for gap in node.get("attributed") or []:
        yield from _with_gathered(by_class(gap))
    people = node.get("reasons_by_rep") or {}
    sums: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for rep, reasons in people.items():
        for gap in reasons["attributed"]:
            for common in ("own", "apart", "left_out"):
                for kind, amount in by_class(gap, common=common).items():
                    head = (gap["reference"], gap["window"], common)
                    sums[head][kind] += amount
                    sums[*head, str(teams.get(rep))][kind] += amount
    for amounts in sums.values():
        yield from _with_gathered(amounts)
    for gap in (node.get("reasons") or {}).get("attributed", []) if people else []:
        # What a team's gap has beyond its people's is told as other causes.
        parts = sums[gap["reference"], gap["window"], "left_out"]
        own = [_decimal(one["amount"]) for one in gap["causes"] if one["cause"] in OF_ALL]
        yield _decimal(gap["gap"] or 0) - sum(own, sum(parts.values(), Decimal(0)))


def by_class(gap: dict[str, Any], *, common: str = "own") -> dict[str, Decimal]:
    """Causes of a gap summed by class; the chance of `SPLIT` is normal variation.

    `common`: whether what a team has in common counts to its `own` class, is kept `apart` as
    not attributed, or is `left_out`.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for cause in gap["causes"]:
        if cause["cause"] in OF_ALL and common == "left_out":
            continue
        is_apart = cause["cause"] == "team_wide" and common == "apart"
        kind = "undetermined" if is_apart else cause["kind"]
        sums[kind] += _decimal(cause["signal"] if kind in SPLIT else cause["amount"])
        if kind in SPLIT:
            sums["chance"] += _decimal(cause["chance"] or 0)
    return sums


def _with_gathered(amounts: dict[str, Decimal]) -> Iterator[Decimal]:
    """The amounts, and the smallest steps of a bridge in one, where it has too many."""
    smallest = sorted(amounts.values(), key=abs)
    yield from smallest
    yield from (sum(smallest[:n], Decimal(0)) for n in range(2, len(smallest)))


def _of_lists(node: dict[str, Any]) -> Iterator[Decimal]:
    """Totals of the columns of a list, of some rows of a short one, and its length."""
    for value in node.values():
        if isinstance(value, list | dict):
            yield Decimal(len(value))
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for name in value[0]:
                yield from _totals([one.get(name) for one in value])


def _totals(column: list[Any]) -> Iterator[Decimal]:
    numbers = [_decimal(one) for one in column if _is_number(one)]
    if len(numbers) <= SHORT:
        places = range(len(numbers) + 1)
        yield from (sum(numbers[i:j], Decimal(0)) for i in places for j in places if j - i > 1)
    else:
        yield sum(numbers, Decimal(0))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _words(language: str) -> Iterator[str]:
    for message in read_catalog(catalog_path(language)):
        texts = message.string if isinstance(message.string, list | tuple) else [message.string]
        yield from (text for text in texts if text)


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


def _leaves(node: Any) -> Iterator[str | float | int]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value)
    elif node is not None and not isinstance(node, bool):
        yield node


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    children: Iterable[Any] = ()
    if isinstance(node, dict):
        yield node
        children = node.values()
    elif isinstance(node, list):
        children = node
    for child in children:
        yield from _nodes(child)
