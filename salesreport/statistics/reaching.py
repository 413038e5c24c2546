"""How likely an amount is reached ahead, from what was won before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics.arguments import NOT_KNOWN, Floats
from salesreport.statistics.compound import NOTHING, REACH

_STEPS = 60
_PRIOR = 0.5
"""Wins that a rate known from nothing counts for (Jeffreys)."""


@dataclass(frozen=True)
class Ahead:
    """What is known of the time ahead from the time behind.

    Attributes
    ----------
    wins : float
        Wins in the time behind, above 0.
    length : float
        Time ahead / time behind, 0 or more.
    mean : float
        Mean amount of these wins, above 0.
    amount_cv : float
        Standard deviation of a deal's amount / its mean, 0 or more, pooled.

    Raises
    ------
    ValueError
        A number is outside these bounds.
    """

    wins: float
    length: float
    mean: float
    amount_cv: float

    def __post_init__(self) -> None:
        """Refuse what nothing can be told from."""
        if not (self.wins > 0 and self.mean > 0 and self.length >= 0 and self.amount_cv >= 0):
            raise ValueError(f"{self}; give wins and a mean above 0, nothing negative")


def reach_chance(amount: float, ahead: Ahead) -> float:
    """Chance that the wins ahead bring an amount or more.

    Σ_k P(k wins) · P(k amounts >= amount). Wins are Poisson at a rate known from W wins
    behind: negative binomial with size W + ½ and mean (W + ½)·length. Amounts are gamma;
    since their mean m is known from W amounts, the sum of k has mean k m and variance
    k CV² m² (1 + k/W).

    Parameters
    ----------
    amount : float
        In the unit of the mean.
    ahead : Ahead

    Returns
    -------
    float
        0-1; 1 for an amount of 0 or less.

    References
    ----------
    As `sum_below`, which this becomes when W is large and W · length is held.

    Examples
    --------
    Twelve wins of 10 in a year, a quarter ahead, equal amounts: 3 are 30.

    >>> round(reach_chance(30, Ahead(wins=12, length=0.25, mean=10, amount_cv=0)), 2)
    0.58
    """
    if np.isnan(amount):
        return NOT_KNOWN
    if amount <= 0:
        return 1.0
    chances = _wins(ahead)
    return float(np.clip((chances * (1 - _below(amount, ahead, len(chances)))).sum(), 0.0, 1.0))


def reached_median(ahead: Ahead) -> float:
    """Amount that the wins ahead reach with a chance of one half.

    The largest x with `reach_chance(x)` >= ½.

    Returns
    -------
    float
        In the unit of the mean, 0 where less than half of the chances have a win.

    Examples
    --------
    >>> round(reached_median(Ahead(wins=12, length=0.25, mean=10, amount_cv=0)))
    30
    """
    low, high = 0.0, ahead.mean
    while reach_chance(high, ahead) >= 0.5:
        low, high = high, 2 * high
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if reach_chance(middle, ahead) >= 0.5 else (low, middle)
    return low


def _wins(ahead: Ahead) -> Floats:
    """Chance of 0, 1, 2 ... wins ahead."""
    from scipy import special

    size = ahead.wins + _PRIOR
    if ahead.length < NOTHING:
        return np.ones(1)
    spread = np.sqrt(size * ahead.length * (1 + ahead.length))
    k = np.arange(int(size * ahead.length + REACH * spread + REACH) + 1)
    stays = np.log(1 / (1 + ahead.length))
    moves = np.log(ahead.length / (1 + ahead.length))
    ways = special.gammaln(k + size) - special.gammaln(k + 1) - special.gammaln(size)
    chances = np.exp(ways + size * stays + k * moves)
    found: Floats = chances / chances.sum()
    return found


def _below(amount: float, ahead: Ahead, n: int) -> Floats:
    """Chance that the sum of 0, 1, 2 ... amounts is below one above 0."""
    from scipy import special

    k = np.arange(n)
    if ahead.amount_cv < NOTHING:
        return (k * ahead.mean < amount * (1 - NOTHING)).astype(np.float64)
    spread = ahead.amount_cv**2 * (1 + k / ahead.wins)
    short = special.gammainc(np.maximum(k, 1) / spread, amount / (ahead.mean * spread))
    found: Floats = np.where(k == 0, 1.0, short)
    return found
