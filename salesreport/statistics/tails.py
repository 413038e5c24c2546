"""How unlikely a count or a share is that varies by more than plain chance."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import Floats, inside

LEAST_MORE = 1e-4
"""Least share by which a variance exceeds its mean: below, Poisson."""


def count_chance(observed: Floats, expected: Floats, variance: Floats) -> Floats:
    """Chance of a count at least so far from its mean, on either side.

    2 · min(P(X < o) + P(X = o) / 2, P(X > o) + P(X = o) / 2), 1 at most (mid-p), with X
    negative binomial of that mean and variance; Poisson where the variance is not above
    the mean.

    Parameters
    ----------
    observed, expected, variance : arrays of float, of one shape
        `observed` is whole.

    Returns
    -------
    array of float
        0-1; 1 where nothing is expected and nothing came, NaN where something came of
        which none was expected, or a number is NaN.

    Raises
    ------
    ValueError
        A number is negative.

    References
    ----------
    Lancaster 1961, JASA 56:223 (mid-p); Cameron and Trivedi 2013, Regression Analysis of
    Count Data, 3.3 (negative binomial).

    Examples
    --------
    Five wins of seven expected, twice as variable as chance alone.

    >>> count_chance(np.array([5.0]), np.array([7.0]), np.array([14.0])).round(3).tolist()
    [0.662]
    """
    from scipy import stats

    counts = np.broadcast_arrays(observed, expected, variance)
    if any((part < 0).any() for part in counts):
        raise ValueError("a count, its mean or its variance is negative; give 0 or more")
    count, mean, varied = (np.asarray(part, dtype=np.float64) for part in counts)
    known = ~(mean <= 0)
    size, share = _negative_binomial(np.where(known, mean, 1.0), varied)
    point = stats.nbinom.pmf(count, size, share)
    below = stats.nbinom.cdf(count, size, share) - point / 2
    found = np.minimum(2 * np.minimum(below, 1 - below), 1.0)
    nothing = (count == 0) & ~np.isnan(varied)
    return np.where(known, found, np.where(nothing, 1.0, np.nan))


def count_range(
    expected: Floats, variance: Floats, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Counts between which chance keeps so often, of that mean and variance.

    Quantiles (1 - level) / 2 and (1 + level) / 2 of the distribution of `count_chance`.

    Returns
    -------
    low, high : arrays of float
        Whole numbers; NaN where nothing is expected.

    Examples
    --------
    >>> low, high = count_range(np.array([10.0]), np.array([10.0]))
    >>> low.tolist(), high.tolist()
    ([4.0], [17.0])
    """
    from scipy import stats

    some = expected > 0
    size, share = _negative_binomial(np.where(some, expected, 1.0), np.where(some, variance, 1.0))
    tail = (1 - inside(level, "level")) / 2
    ends = (stats.nbinom.ppf(q, size, share) for q in (tail, 1 - tail))
    low, high = (np.where(some, end, np.nan) for end in ends)
    return low, high


def normal_chance(difference: Floats, sd: Floats) -> Floats:
    """Chance of a normal difference so far from 0, on either side; NaN where its sd is 0.

    Examples
    --------
    >>> normal_chance(np.array([-1.96, 3.0]), np.array([1.0, 0.0])).round(3).tolist()
    [0.05, nan]
    """
    from scipy import special

    some = sd > 0
    z = np.divide(difference, sd, out=np.zeros(np.shape(sd)), where=some)
    return np.where(some, 2 * special.ndtr(-np.abs(z)), np.nan)


def _negative_binomial(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Size and share of a negative binomial; next to Poisson where the variance is not more."""
    more = np.maximum(variance, mean * (1 + LEAST_MORE)) - mean
    return mean**2 / more, mean / (mean + more)


def share_above(
    successes: Floats, trials: Floats, others_successes: Floats, others_trials: Floats
) -> Floats:
    """Chance of a share at least as high, were it the others'.

    P(X >= k), X beta-binomial: the others' share is not known exactly, but beta with half
    a success and half a failure added. Trials may be fractions (leads weighted by their
    exposure): they are rounded, and between two whole successes the chance is in between.

    Parameters
    ----------
    successes, trials, others_successes, others_trials : arrays of float, of one shape

    Returns
    -------
    array of float
        0-1, one-sided: small where the share is high. NaN with half a trial or less, with no
        trial of the others, or where a number is NaN.

    Raises
    ------
    ValueError
        Successes exceed trials, or a number is negative.

    References
    ----------
    Gelman et al. 2013, Bayesian Data Analysis, 2.4 (beta-binomial, Jeffreys' prior).

    Examples
    --------
    Six of ten late where 30 of 200 of the others' are.

    >>> six = share_above(*(np.array([n], dtype=float) for n in (6, 10, 30, 200)))
    >>> six.round(4).tolist()
    [0.002]
    """
    from scipy import stats

    parts = np.broadcast_arrays(successes, trials, others_successes, others_trials)
    k, n, others_k, others_n = (np.asarray(part, dtype=np.float64) for part in parts)
    if (k < 0).any() or (others_k < 0).any() or (k > n).any() or (others_k > others_n).any():
        raise ValueError("a share needs 0 <= successes <= trials on both sides")
    whole = np.rint(n)
    known = (whole > 0) & (others_n > 0)
    tried = np.where(known, whole, 1.0)
    count = np.where(known, k / np.where(n > 0, n, 1.0) * tried, 0.0)
    curve = stats.betabinom(tried, others_k + 0.5, others_n - others_k + 0.5)
    lower = np.floor(count)
    at, beyond = (curve.sf(step - 1) for step in (lower, lower + 1))
    found = at + (count - lower) * (beyond - at)
    return np.where(known, found, np.nan)
