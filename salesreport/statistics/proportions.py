"""The share of one cohort: how far chance alone moves it."""

from __future__ import annotations

from math import isnan, sqrt
from statistics import NormalDist

from salesreport.statistics.arguments import (
    NOT_KNOWN,
    UNKNOWN,
    Interval,
    chance,
    counted,
    inside,
)


def wilson(wins: int, trials: int, *, level: float = 0.95) -> Interval:
    """Interval of a share by Wilson's score method.

    Centre (p + z²/2n) / (1 + z²/n), half width
    z / (1 + z²/n) · sqrt(p(1 - p)/n + z²/4n²), with p = wins / trials, n = trials.

    Parameters
    ----------
    wins, trials : int
        Counts of one cohort, 0 <= wins <= trials.
    level : float
        Share of such intervals that hold the true share.

    Returns
    -------
    Interval
        Fractions 0-1; exactly 0 below when nothing, exactly 1 above when all was won.
        NaN and NaN for no trials.

    Raises
    ------
    ValueError
        The counts are no share of one cohort, or the level is not between 0 and 1.

    References
    ----------
    Wilson 1927, JASA 22:209; Newcombe 1998, Statistics in Medicine 17:857, method 3.

    Examples
    --------
    >>> low, high = wilson(8, 32)
    >>> round(low, 4), round(high, 4)
    (0.1325, 0.4211)
    >>> wilson(0, 0)
    Interval(low=nan, high=nan)
    """
    wins, trials = counted(wins, trials)
    z = NormalDist().inv_cdf((1 + inside(level, "level")) / 2)
    if trials == 0:
        return UNKNOWN
    share, extra = wins / trials, z * z / trials
    centre = share + extra / 2
    half = z * sqrt(share * (1 - share) / trials + extra / (4 * trials))
    low, high = (centre - half) / (1 + extra), (centre + half) / (1 + extra)
    return Interval(low if wins else 0.0, high if wins < trials else 1.0)


def exact_binomial(wins: int, trials: int, rate: float) -> float:
    """Chance of wins at least as unlikely as these if each trial is won at a rate.

    Two-sided exact binomial test: the sum of P(k), k = 0..trials, over all k that
    are no more likely than the wins found.

    Parameters
    ----------
    wins, trials : int
        Counts of one cohort.
    rate : float
        Reference share, 0-1: the team's, or the peers'.

    Returns
    -------
    float
        0-1. NaN for no trials or an unknown rate.

    Raises
    ------
    ValueError
        The counts are no share of one cohort, or the rate is not from 0 to 1.

    Examples
    --------
    2 of 10 at a rate of 1/2: (1 + 10 + 45) · 2 / 1024.

    >>> exact_binomial(2, 10, 0.5)
    0.109375
    """
    from scipy import stats

    wins, trials = counted(wins, trials)
    if trials == 0 or isnan(chance(rate, "rate")):
        return NOT_KNOWN
    return float(stats.binomtest(wins, trials, rate).pvalue)
