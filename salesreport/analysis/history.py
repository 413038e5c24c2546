"""A rep's own months of one measure: usual range, and months that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesreport.analysis.unknown import known, nan_if_none
from salesreport.statistics import xmr

RULES = ("outside", "run", "near_limit")
PARTS_OF_A_WHOLE = frozenset(
    {"cohort_conversion", "win_rate", "process", "collection_rate", "repurchase_rate"}
)
"""Rates that cannot exceed 1."""


@dataclass(frozen=True)
class LimitsFound:
    """Centre and limits of a series, and the rules that each of its months broke.

    Limits are None below six months with a value; `provisional` below twelve.
    """

    n: int
    mean: float | None
    low: float | None
    high: float | None
    provisional: bool
    rules: list[list[str]]

    @property
    def signals(self) -> list[int]:
        """Places of the months that stand out."""
        return [place for place, rules in enumerate(self.rules) if rules]


def limits_of_measure(measure: str, values: Sequence[float | None]) -> LimitsFound:
    """Process limits of a measure's months, kept to what the measure can be.

    As `limits_of`: not below 0, and a part of a whole not above 1. Where a month itself
    lies beyond (refunds take bookings below 0), there is no such end.
    """
    there = [value for value in values if value is not None]
    below = any(value < 0 for value in there)
    whole = measure in PARTS_OF_A_WHOLE and not any(value > 1 for value in there)
    return limits_of(values, floor=None if below else 0.0, ceiling=1.0 if whole else None)


def limits_of(
    values: Sequence[float | None], *, floor: float | None = 0.0, ceiling: float | None = None
) -> LimitsFound:
    """Process limits of one measure's months in order (XmR).

    Parameters
    ----------
    values : sequence of float or None
        One a month in order, in the measure's unit; None where there is none.
    floor, ceiling : float, optional
        Lowest and highest value the measure can have; limits do not go beyond.

    Returns
    -------
    LimitsFound
        `rules` of a month: `outside` a limit; `run` of eight on one side of the mean;
        `near_limit` one of three among four nearer to a limit than to the mean.
    """
    chart = xmr([nan_if_none(value) for value in values], floor=floor)
    marks = {name: getattr(chart, name) for name in RULES}
    return LimitsFound(
        n=chart.n,
        mean=known(chart.mean),
        low=known(chart.low),
        high=known(chart.high if ceiling is None else min(chart.high, ceiling)),
        provisional=chart.provisional,
        rules=[[name for name in RULES if marks[name][place]] for place in range(len(values))],
    )
