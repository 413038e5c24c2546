"""Points of several measures as one number, and how much hangs on adding them up."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import Floats, Numbers, floats


def weighted_mean(points: Numbers, weights: Numbers) -> float:
    """Sum of points times weights, weights as shares: a score as the receipt adds it.

    Σ w x / Σ w. A weak measure is made up for by a strong one.

    Parameters
    ----------
    points : sequence of float, shape (k,)
        0-100 of each measure.
    weights : sequence of float, shape (k,)
        In any scale, 0 or more, not all 0.

    Returns
    -------
    float
        In points. NaN when a measure that has a weight is NaN: whether to score without
        it is the policy's matter, not this function's.

    Raises
    ------
    ValueError
        The lengths differ, a weight is negative or missing, or all are 0.

    Examples
    --------
    >>> weighted_mean([100, 40], [75, 25])
    85.0
    """
    values, shares = _weighed(points, weights)
    return float(np.average(values, weights=shares))


def geometric_mean(points: Numbers, weights: Numbers) -> float:
    """Product of points to the power of their weights: a score that balance decides.

    exp(Σ w ln x / Σ w) = Π x^(w/Σw). At most the weighted mean, and 0 when one measure
    with a weight has 0 points.

    Parameters
    ----------
    points : sequence of float, shape (k,)
        0-100 of each measure.
    weights : sequence of float, shape (k,)
        In any scale, 0 or more, not all 0.

    Returns
    -------
    float
        In points. NaN when a measure that has a weight is NaN.

    Raises
    ------
    ValueError
        As `weighted_mean`, or points are negative.

    References
    ----------
    OECD and JRC 2008, Handbook on Constructing Composite Indicators, 6.2.

    Examples
    --------
    >>> round(geometric_mean([90, 40], [1, 1]), 2)
    60.0
    """
    values, shares = _weighed(points, weights)
    if np.any(values < 0):
        raise ValueError("points are negative; a geometric mean needs 0 or more")
    with np.errstate(divide="ignore"):
        return float(np.exp(np.average(np.log(values), weights=shares)))


def _weighed(points: Numbers, weights: Numbers) -> tuple[Floats, Floats]:
    """Points that have a weight, and their weights."""
    values, heavy = floats(points), floats(weights)
    if values.shape != heavy.shape:
        raise ValueError(f"{values.size} measures and {heavy.size} weights; give one of each")
    if not heavy.size or not np.all(heavy >= 0) or not heavy.sum() > 0:
        raise ValueError("a weight is negative or missing, or all are 0; give weights above 0")
    used = heavy > 0
    return values[used], heavy[used]
