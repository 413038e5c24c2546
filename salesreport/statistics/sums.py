"""Many items or months taken together: how far their sums lie from what was due."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import NOT_KNOWN, Numbers, floats

FEWEST_PARTS = 5


def ratio_sd(parts: Numbers, wholes: Numbers) -> float:
    """Standard deviation of a rate of sums, such as collected / due.

    sqrt(Σ(part - r·whole)²) / Σ whole, r = Σ part / Σ whole.

    Parameters
    ----------
    parts, wholes : sequence of float, one of each an item
        What was collected of an instalment and what was due; same length, no NaN.

    Returns
    -------
    float
        In points of the rate (a fraction). NaN for fewer than 5 items or when the
        wholes do not add up to more than 0.

    Raises
    ------
    ValueError
        The lengths differ.

    References
    ----------
    Cochran 1977, Sampling Techniques, 3rd ed., 6.3 (linearised ratio estimator).

    Examples
    --------
    Five equal instalments, four paid: sqrt(4 · 20² + 80²) / 500.

    >>> round(ratio_sd([100, 100, 100, 100, 0], [100] * 5), 4)
    0.1789
    """
    some, whole = floats(parts), floats(wholes)
    if some.shape != whole.shape:
        raise ValueError(f"{some.size} parts of {whole.size} wholes; give one of each an item")
    if whole.size < FEWEST_PARTS or not whole.sum() > 0:
        return NOT_KNOWN
    left = some - some.sum() / whole.sum() * whole
    return float(np.sqrt(np.square(left).sum()) / whole.sum())


def pooled_z(actual: Numbers, expected: Numbers, cvs: Numbers) -> float:
    """How far months together lie from what was expected, in standard deviations.

    (Σ actual - Σ expected) / sqrt(Σ (cv · expected)²).

    Parameters
    ----------
    actual, expected, cvs : sequence of float, one of each a month
        Revenue, expected revenue, and the month's `revenue_cv`. Months in which one
        is NaN are left out.

    Returns
    -------
    float
        Negative = short. NaN without a month or without any expected movement.

    Raises
    ------
    ValueError
        The lengths differ.

    Examples
    --------
    Three months at 80 % with a CV of 0.4: -60 / (40 · sqrt(3)).

    >>> round(pooled_z([80, 80, 80], [100, 100, 100], [0.4] * 3), 3)
    -0.866
    """
    rows = [floats(actual), floats(expected), floats(cvs)]
    if len({row.size for row in rows}) > 1:
        raise ValueError(f"{[row.size for row in rows]} months; give the same months of all three")
    got, due, cv = np.array(rows)[:, ~np.isnan(rows).any(axis=0)]
    spread = float(np.sqrt(np.square(cv * due).sum()))
    return float((got.sum() - due.sum()) / spread) if spread > 0 else NOT_KNOWN
