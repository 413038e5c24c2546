"""What the functions of this room take and give, checked in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = Sequence[float] | NDArray[np.float64] | NDArray[np.int64]
NOT_KNOWN = float("nan")


class Interval(NamedTuple):
    """Lowest and highest value that go with the data; NaN and NaN where nothing is known."""

    low: float
    high: float


UNKNOWN = Interval(NOT_KNOWN, NOT_KNOWN)


def floats(values: Numbers) -> Floats:
    """Values as a row of floats; NaN stays, infinity is refused.

    Examples
    --------
    >>> floats([1, 2.5])
    array([1. , 2.5])
    """
    row = np.asarray(values, dtype=np.float64)
    if row.ndim != 1:
        raise ValueError(f"values stand in {row.ndim} dimensions; give one row of numbers")
    if np.isinf(row).any():
        raise ValueError("a value is infinite; give numbers, NaN where one is missing")
    return row


def chance(value: float, name: str) -> float:
    """A fraction from 0 to 1, NaN let through.

    Examples
    --------
    >>> chance(0.25, "rate")
    0.25
    """
    if value < 0 or value > 1:
        raise ValueError(f"{name} is {value}; it must lie from 0 to 1")
    return float(value)


def inside(value: float, name: str) -> float:
    """A fraction between 0 and 1, both left out: a confidence level.

    Examples
    --------
    >>> inside(0.95, "level")
    0.95
    """
    if not 0 < value < 1:
        raise ValueError(f"{name} is {value}; it must lie between 0 and 1")
    return float(value)


def counted(wins: float, trials: float) -> tuple[int, int]:
    """Two whole numbers with 0 <= wins <= trials.

    The seed's conversion can exceed 1: it is a quotient of two counts, not a
    share of one cohort, and no interval belongs to it.

    Examples
    --------
    >>> counted(8, 32)
    (8, 32)
    """
    if not (float(wins).is_integer() and float(trials).is_integer()):
        raise ValueError(f"{wins} of {trials} are no whole numbers; a share is made of counts")
    if not 0 <= wins <= trials:
        raise ValueError(f"{wins} of {trials} is no share of one cohort; give 0 <= wins <= trials")
    return int(wins), int(trials)


def cohorts(wins: Numbers, trials: Numbers) -> tuple[Floats, Floats]:
    """Wins and trials of several groups, each with 0 <= wins <= trials.

    Examples
    --------
    >>> cohorts([8, 5], [32, 33])
    (array([8., 5.]), array([32., 33.]))
    """
    won, tried = floats(wins), floats(trials)
    if won.shape != tried.shape:
        raise ValueError(f"{won.size} wins and {tried.size} trials; give one of each a group")
    for some, of in zip(won, tried, strict=True):
        counted(some, of)
    return won, tried
