"""Many looks at once: how many of the striking ones are striking by chance."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import Floats, Numbers, chance, floats


def q_values(p_values: Numbers) -> Floats:
    """Share of false finds when everything as striking as this one is named.

    Benjamini-Hochberg: q_(i) = min_{j >= i} p_(j) · m / j, over the m known p-values
    in ascending order.

    Parameters
    ----------
    p_values : sequence of float, shape (k,)
        One a test; NaN for a test that could not be made.

    Returns
    -------
    array of float, shape (k,)
        0-1, in the order given, never below its p-value. NaN stays NaN and does not
        count as a test; empty for none.

    Raises
    ------
    ValueError
        A p-value is not from 0 to 1.

    References
    ----------
    Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289.

    Examples
    --------
    >>> q_values([0.01, 0.04, float("nan"), 0.02])
    array([0.03, 0.04,  nan, 0.03])
    """
    from scipy import stats

    row = floats(p_values)
    for one in row.tolist():
        chance(one, "p-value")
    known = ~np.isnan(row)
    found = np.full(row.shape, np.nan)
    if known.any():
        found[known] = stats.false_discovery_control(row[known], method="bh")
    return found
