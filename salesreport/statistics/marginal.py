"""What a coefficient of a logistic regression means in points of the chance to win."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from salesreport.statistics.arguments import Floats


def marginal_effects(
    cases: Floats, effects: Floats, *, intercept: float, switched: Collection[int] = ()
) -> Floats:
    """Mean change of the chance over the cases, for one more of each column.

    Mean of p(1 - p)β; for a `switched` column, the mean difference of the chances with the
    column at 1 and at 0, all else as it is.

    Parameters
    ----------
    cases : array of float, shape (n, columns)
    effects : array of float, shape (columns,)
        Log odds ratios.
    switched : collection of int
        Places of columns that are 0 or 1.

    Returns
    -------
    array of float, shape (columns,)
        Differences of fractions, -1 to 1 for switched columns. NaN for no cases.

    Raises
    ------
    ValueError
        Shapes differ.

    References
    ----------
    Cameron and Trivedi 2005, Microeconometrics, 14.3.

    Examples
    --------
    >>> marginal_effects(np.array([[0.0], [1.0]]), np.array([0.0]), intercept=0.0)
    array([0.])
    """
    from scipy import special

    if cases.ndim != 2 or cases.shape[1] != len(effects):
        raise ValueError(f"cases of shape {cases.shape} and {len(effects)} effects; give as many")
    if not len(cases):
        return np.full(len(effects), np.nan)
    linear = intercept + cases @ effects
    chances = special.expit(linear)
    found = float((chances * (1 - chances)).mean()) * effects
    for column in switched:
        without = linear - cases[:, column] * effects[column]
        with_it = special.expit(without + effects[column])
        found[column] = float((with_it - special.expit(without)).mean())
    return np.asarray(found, dtype=np.float64)
