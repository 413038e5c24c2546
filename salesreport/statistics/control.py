"""A measure's own months: what it does all the time, and what stands out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics.arguments import NOT_KNOWN, Floats, Numbers, floats

# 3 / 1.128 and 1 + 3 · 0.853 / 1.128: three standard deviations by ranges of two.
LIMIT_FACTOR = 2.66
RANGE_FACTOR = 3.268
FEWEST = 6
ENOUGH = 12
RUN = 8
# Deviations of a constant series from its own mean that are rounding alone.
ROUNDING = 1e-9

Bools = NDArray[np.bool_]


class Chart(NamedTuple):
    """XmR chart of a series: centre, limits, and the months that stand out.

    `ranges[i]` is the step from month i - 1 to i. `outside`, `run`, `near_limit` and
    `wide_step` mark months by the rule they broke; `provisional`: fewer than 12 months.
    """

    n: int
    mean: float
    mean_range: float
    low: float
    high: float
    range_limit: float
    provisional: bool
    ranges: Floats
    outside: Bools
    run: Bools
    near_limit: Bools
    wide_step: Bools

    @property
    def signals(self) -> Bools:
        """Months that stand out by any rule."""
        found: Bools = self.outside | self.run | self.near_limit | self.wide_step
        return found


def xmr(values: Numbers, *, floor: float | None = None) -> Chart:
    """Individuals and moving range chart of months in order.

    Limits mean ± 2.66 · mean step, step limit 3.268 · mean step. A month stands out
    when it lies outside a limit, when its step exceeds the step limit, when it is one
    of eight in a row on one side of the mean, or one of three among four in a row
    nearer to the same limit than to the mean.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        One a month in order, in any unit, deseasonalised where there is a season. NaN
        for a month without a value: it takes no part, ends a run, and no step leads
        over it.
    floor : float, optional
        Lowest value the measure can have, usually 0: the lower limit is not below it.

    Returns
    -------
    Chart
        In the values' unit. Below 6 months with values, or without two next to each
        other, limits are NaN and no month stands out. Equal values have limits at
        their value.

    Raises
    ------
    ValueError
        A value is infinite.

    References
    ----------
    Wheeler 2000, Understanding Variation, 2nd ed.; rules as xmrit.com/manual.

    Examples
    --------
    >>> chart = xmr([10, 12, 11, 9, 10, 12, 11, 30])
    >>> chart.mean, chart.mean_range, round(chart.high, 1), chart.provisional
    (13.125, 4.0, 23.8, True)
    >>> chart.outside.nonzero()[0]
    array([7])
    """
    row = floats(values)
    known = row[~np.isnan(row)]
    rounding = ROUNDING * float(np.abs(known).max(initial=0.0))
    ranges = _settled(np.abs(np.diff(row, prepend=np.nan)), rounding)
    mean = float(known.mean()) if known.size else NOT_KNOWN
    steps = ranges[~np.isnan(ranges)]
    usable = known.size >= FEWEST and steps.size > 0
    step = float(steps.mean()) if usable else NOT_KNOWN
    reach = LIMIT_FACTOR * step
    low = mean - reach
    away = _settled(row - mean, rounding) if usable else np.full(row.shape, np.nan)
    return Chart(
        n=known.size,
        mean=mean,
        mean_range=step,
        low=low if floor is None or not low < floor else floor,
        high=mean + reach,
        range_limit=RANGE_FACTOR * step,
        provisional=known.size < ENOUGH,
        ranges=ranges,
        outside=np.abs(away) > reach,
        run=_windows(away > 0, RUN, RUN) | _windows(away < 0, RUN, RUN),
        near_limit=_windows(away > reach / 2, 3, 4) | _windows(away < -reach / 2, 3, 4),
        wide_step=ranges > RANGE_FACTOR * step,
    )


def _settled(differences: Floats, rounding: float) -> Floats:
    """Differences, those that are rounding alone set to 0."""
    return np.where(np.abs(differences) <= rounding, 0.0, differences)


def _windows(marked: Bools, least: int, length: int) -> Bools:
    """Marked months that stand in a window with at least so many marked."""
    found = np.zeros(marked.shape, dtype=bool)
    for start in range(marked.size - length + 1):
        window = slice(start, start + length)
        if marked[window].sum() >= least:
            found[window] |= marked[window]
    return found
