"""A bridge as stacked columns: where each bar begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesreport.slides import Number


@dataclass(frozen=True)
class Bridge:
    """The first amount, its steps, and their sum as the last; all lists as long.

    Attributes
    ----------
    amounts : list of number
        As given; a missing one counts as 0.
    levels : list of number
        Sum up to here; of the last, the sum of all before it.
    base, total, up, down, top : list of number
        Invisible foot of a bar, and what stands on it: whole amount, rise, fall; its upper end.
    """

    amounts: list[Number]
    levels: list[float]
    base: list[float]
    total: list[float]
    up: list[float]
    down: list[float]
    top: list[float]

    @property
    def floats(self) -> bool:
        """Whether no level lies below zero: only then can bars stand on invisible ones."""
        return all(level >= 0 for level in self.levels)


def bridge_of(values: Sequence[Number]) -> Bridge:
    """The bars of a bridge.

    Parameters
    ----------
    values : sequence of number
        First amount, steps, and their sum. None counts as 0.
    """
    amounts = [0 if value is None else value for value in values]
    last = len(amounts) - 1
    levels: list[float] = []
    for at, amount in enumerate(amounts):
        sofar = levels[-1] if levels else 0
        levels.append(sofar if at == last and at else sofar + amount)
    before = [0, *levels[:-1]]
    whole = [at in (0, last) for at in range(len(amounts))]
    pairs = list(zip(before, levels, whole, strict=True))
    return Bridge(
        list(values),
        levels,
        [0 if w else min(b, a) for b, a, w in pairs],
        [a if w else 0 for _, a, w in pairs],
        [0 if w else max(a - b, 0) for b, a, w in pairs],
        [0 if w else max(b - a, 0) for b, a, w in pairs],
        [max(0, a) if w else max(b, a) for b, a, w in pairs],
    )
