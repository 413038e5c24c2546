"""Limits that a share stays inside by chance, by the size of its cohort."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics.arguments import Floats, Numbers, chance, cohorts, floats, inside


class Limits(NamedTuple):
    """Lower and upper limit, one of each for each number of trials."""

    low: Floats
    high: Floats


def funnel_limits(rate: float, trials: Numbers, *, level: float = 0.95) -> Limits:
    """Limits of a share about a rate, by the exact binomial, interpolated.

    With r the smallest count with F(r) >= p and
    a = (F(r) - p) / (F(r) - F(r - 1)), the limit is (r - a) / n, for
    p = (1 - level)/2 and (1 + level)/2; clipped to 0..1, and to the rate's own side
    of it. These are lines to draw: the first count above the upper one is still more
    likely than (1 - level)/2. `beyond_limits` says who stands out.

    Parameters
    ----------
    rate : float
        The reference share, 0-1.
    trials : sequence of int, shape (k,)
        Sizes at which the limits are wanted.
    level : float
        0.95 for watching, 0.998 for a signal.

    Returns
    -------
    Limits
        Two arrays of shape (k,), fractions 0-1. NaN where there are no trials or the
        rate is unknown; the rate itself where it is 0 or 1.

    Raises
    ------
    ValueError
        The rate or the level is no fraction, or a number of trials no count.

    References
    ----------
    Spiegelhalter 2005, Statistics in Medicine 24:1185, A.1.1.

    Examples
    --------
    >>> low, high = funnel_limits(0.2, [32, 100])
    >>> low.round(4), high.round(4)
    (array([0.054 , 0.1197]), array([0.3331, 0.2765]))
    """
    from scipy import stats

    chance(rate, "rate")
    size = floats(trials)
    if np.any(size < 0) or np.any(size != np.floor(size)):
        raise ValueError("a number of trials is no count; give whole numbers from 0")
    tail = (1 - inside(level, "level")) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        limits = []
        for part in (tail, 1 - tail):
            reached = stats.binom.ppf(part, size, rate)
            above = stats.binom.cdf(reached, size, rate)
            step = stats.binom.pmf(reached, size, rate)
            limits.append((reached - (above - part) / step) / size)
    low, high = limits
    sure = rate in (0, 1)
    return Limits(
        np.where(size > 0, rate if sure else np.clip(low, 0, rate), np.nan),
        np.where(size > 0, rate if sure else np.clip(high, rate, 1), np.nan),
    )


def beyond_limits(
    wins: Numbers, trials: Numbers, rate: float, *, level: float = 0.95
) -> NDArray[np.int64]:
    """Whether a count is too low or too high for chance at a rate.

    Below when P(X <= wins) < (1 - level)/2, above when P(X >= wins) < (1 - level)/2,
    X binomial: at most 1 - level of all honest groups stand out, whatever their size.

    Parameters
    ----------
    wins, trials : sequence of int, shape (k,)
        Counts of k groups.
    rate : float
        The reference share, 0-1.
    level : float
        0.95 for watching, 0.998 for a signal.

    Returns
    -------
    array of int, shape (k,)
        -1 below, 1 above, else 0; 0 also without trials and with an unknown rate.

    Raises
    ------
    ValueError
        The counts are no shares of cohorts, or the rate or the level is no fraction.

    Examples
    --------
    11 of 32 lie above the drawn line of 33 %, yet come up in 4 % of honest months.

    >>> beyond_limits([1, 2, 11, 12], [32] * 4, 0.2)
    array([-1,  0,  0,  1])
    """
    from scipy import stats

    chance(rate, "rate")
    tail = (1 - inside(level, "level")) / 2
    won, tried = cohorts(wins, trials)
    low = stats.binom.cdf(won, tried, rate) < tail
    high = stats.binom.sf(won - 1, tried, rate) < tail
    return np.where(tried > 0, high.astype(np.int64) - low.astype(np.int64), 0)
