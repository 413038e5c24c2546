"""Small numbers drawn towards the whole: better guesses than the raw ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from salesreport.statistics.arguments import NOT_KNOWN, Floats, Numbers, cohorts, floats
from salesreport.statistics.spreads import spread

# Trials that a prior counts for where the spread between groups cannot be told.
PRIOR_TRIALS = 30.0
FEWEST_VALUES = 4


class Shrunk(NamedTuple):
    """Estimates and the share of each one's distance from the whole that is kept."""

    estimates: Floats
    kept: Floats


def shrunk_rates(
    wins: Numbers,
    trials: Numbers,
    *,
    tau2: float | None = None,
    prior_trials: float = PRIOR_TRIALS,
) -> Shrunk:
    """Rates of groups drawn towards the pooled rate, the more the smaller the group.

    θ + B_i (p_i - θ), B_i = τ² / (τ² + θ(1 - θ)/n_i); with τ² unknown
    B_i = n_i / (n_i + prior_trials).

    Parameters
    ----------
    wins, trials : sequence of int, shape (m,)
        Counts of m groups.
    tau2 : float, optional
        Variance between the true rates, from history. Default: estimated from these
        groups, where there are five or more.
    prior_trials : float
        Strength of the pooled rate where τ² cannot be told, in trials; above 0.

    Returns
    -------
    Shrunk
        Two arrays of shape (m,): rates, fractions 0-1, and B, 0-1. A group without
        trials gets the pooled rate and B = 0. NaN when no group has any.

    Raises
    ------
    ValueError
        The counts are no shares of cohorts, τ² is negative or the prior not above 0.

    References
    ----------
    Efron and Morris 1975, JASA 70:311; Morris 1983, JASA 78:47.

    Examples
    --------
    >>> rates, kept = shrunk_rates([8, 5], [32, 33])
    >>> rates.round(3), kept.round(3)
    (array([0.226, 0.175]), array([0.516, 0.524]))
    """
    won, tried = cohorts(wins, trials)
    if (tau2 is not None and tau2 < 0) or not prior_trials > 0:
        raise ValueError(f"tau2 {tau2}, prior of {prior_trials} trials; give 0 or more, above 0")
    if not tried.sum() > 0:
        return Shrunk(np.full(won.shape, np.nan), np.full(won.shape, np.nan))
    found = spread(wins, trials)
    between = found.tau2 if tau2 is None else tau2
    alone = np.divide(won, tried, out=np.full(won.shape, found.rate), where=tried > 0)
    variance = found.rate * (1 - found.rate)
    if np.isnan(between) or variance == 0:
        kept = tried / (tried + prior_trials)
    else:
        kept = between * tried / (between * tried + variance)
    return Shrunk(found.rate + kept * (alone - found.rate), kept)


def james_stein(values: Numbers, variance: float) -> Shrunk:
    """Values of one common precision drawn towards their mean.

    x̄ + c (x - x̄), c = max(0, 1 - (k - 3)·variance / Σ(x - x̄)²).

    Parameters
    ----------
    values : sequence of float, shape (k,)
        One a group; NaN is left out and stays NaN.
    variance : float
        Chance variance of each value, the same for all, 0 or more.

    Returns
    -------
    Shrunk
        Two arrays of shape (k,), in the values' own unit and 0-1. With fewer than four
        values nothing is gained and they come back as they are (c = 1); equal values
        come back as they are with c = 0.

    Raises
    ------
    ValueError
        The variance is negative.

    References
    ----------
    Efron and Morris 1977, Scientific American 236(5):119.

    Examples
    --------
    >>> estimates, kept = james_stein([1, 2, 3, 4, 10], 4.0)
    >>> estimates.round(2), float(kept[0])
    (array([1.48, 2.32, 3.16, 4.  , 9.04]), 0.84)
    """
    row = floats(values)
    if variance < 0:
        raise ValueError(f"a variance of {variance}; it cannot be negative")
    known = row[~np.isnan(row)]
    mean = float(known.mean()) if known.size else NOT_KNOWN
    squares = float(np.square(known - mean).sum())
    if known.size < FEWEST_VALUES:
        factor = 1.0
    elif squares == 0:
        factor = 0.0
    else:
        factor = max(0.0, 1 - (known.size - 3) * variance / squares)
    kept = np.where(np.isnan(row), np.nan, factor)
    return Shrunk(mean + kept * (row - mean), kept)
