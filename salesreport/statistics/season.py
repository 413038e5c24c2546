"""The part of a month that comes back every year."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import Floats, Numbers, floats

MONTHS = 12


def seasonal_indices(values: Numbers, *, period: int = MONTHS) -> Floats:
    """Index of each season: its usual multiple of the trend.

    Classical multiplicative decomposition: value / centred moving average over one
    period, averaged by season, divided by the mean of these averages.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        One a month in order, whole history, usually the company's.
    period : int
        Seasons in a cycle: 12 months, 4 quarters; 2 or more.

    Returns
    -------
    array of float, shape (period,)
        Index of the first value's season, of the next one's, and so on; mean 1. NaN
        for fewer than two whole cycles, and where a value is missing, zero or negative:
        a multiple of the trend then has no meaning.

    Raises
    ------
    ValueError
        The period is below 2.

    References
    ----------
    Kendall and Stuart, The Advanced Theory of Statistics 3, ch. 46.

    Examples
    --------
    >>> seasonal_indices([80, 120] * 4, period=2)
    array([0.8, 1.2])
    """
    from statsmodels.tsa.seasonal import seasonal_decompose

    row = floats(values)
    if period < 2:
        raise ValueError(f"a cycle of {period} seasons; give 2 or more")
    if row.size < 2 * period or not np.all(row > 0):
        return np.full(period, np.nan)
    found = seasonal_decompose(row, model="multiplicative", period=period).seasonal[:period]
    return np.asarray(found, dtype=np.float64)


def with_mean_one(indices: Numbers) -> Floats:
    """Indices scaled so that their mean is 1.

    index · k / Σ index, over k indices.

    Parameters
    ----------
    indices : sequence of float, shape (k,)
        Averages by season in any scale, above 0.

    Returns
    -------
    array of float, shape (k,)
        Fractions of the mean. NaN throughout when one is missing; empty for none.

    Raises
    ------
    ValueError
        An index is zero or negative.

    Examples
    --------
    >>> with_mean_one([1, 3])
    array([0.5, 1.5])
    """
    row = floats(indices)
    if np.any(row <= 0):
        raise ValueError("an index is zero or negative; a season must have a share of the year")
    return row / row.mean() if row.size else row


def deseasonalised(values: Numbers, indices: Numbers, *, first: int = 0) -> Floats:
    """Values with the season taken out: value / index of its season.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        One a month in order.
    indices : sequence of float, shape (k,)
        As `seasonal_indices`.
    first : int
        Place in `indices` of the first value's season.

    Returns
    -------
    array of float, shape (n,)
        In the values' unit. NaN where the value or its index is NaN.

    Raises
    ------
    ValueError
        An index is zero or negative, or there is none.

    Examples
    --------
    >>> deseasonalised([80, 120, 96], [0.8, 1.2])
    array([100., 100., 120.])
    """
    row, shares = floats(values), floats(indices)
    if shares.size == 0 or np.any(shares <= 0):
        raise ValueError("an index is missing, zero or negative; nothing can be divided by it")
    return row / shares[(np.arange(row.size) + first) % shares.size]
