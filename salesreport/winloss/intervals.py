"""How far chance moves the share of a cohort that ended in one way by a day."""

from __future__ import annotations

from math import exp, isnan, log

import numpy as np

from salesreport.statistics import Floats, Incidence, Interval, aalen_johansen, wilson
from salesreport.winloss.histories import Ints

NOT_KNOWN = float("nan")
Z = 1.959963984540054
"""Normal quantile of 97.5 %."""
SURE = 1e-9
"""Of a share, what separates it from 0 or 1 in more than rounding."""


class Ended:
    """Share of a cohort that ended in each way by a day, with its interval.

    Parameters
    ----------
    days : array of int, shape (n,)
        Days from the start to the end, or to the last day watched.
    outcomes : array of int, shape (n,)
        1 or 2; 0 while open.
    """

    def __init__(self, days: Ints, outcomes: Ints) -> None:
        self.days, self.outcomes = days, outcomes
        self.found: Incidence = aalen_johansen(days.astype(np.float64), outcomes, n_outcomes=2)

    def by(self, day: int) -> Floats:
        """Shares that ended in way 1 and in way 2 by a day; NaN beyond the last watched."""
        return self.found.at(day)

    def range(self, way: int, day: int) -> Interval:
        """95 % interval of `by(day)[way - 1]`.

        Wilson's where all were watched until that day. Else
        F^exp(±z · sd / (F · ln F)), which keeps inside 0-1; where F is 0 or 1, Wilson's of
        those who were watched so long.

        Returns
        -------
        Interval
            Fractions 0-1; NaN where the share is.

        References
        ----------
        Kalbfleisch and Prentice 2002, The Statistical Analysis of Failure Time Data, 1.4
        (the transform by log(-log)).
        """
        share = float(self.by(day)[way - 1])
        if isnan(share):
            return Interval(NOT_KNOWN, NOT_KNOWN)
        in_time = self.days <= day
        watched = ~in_time | (self.outcomes != 0)
        if watched.all() or not SURE < share < 1 - SURE:
            hits = int((in_time & watched & (self.outcomes == way)).sum())
            return wilson(hits, int(watched.sum()))
        sd = float(self.found.sd_at(day)[way - 1])
        reach = Z * sd / (share * log(share))
        return Interval(share ** exp(-reach), share ** exp(reach))

    def sd(self, way: int, day: int) -> float:
        """Standard deviation of `by(day)[way - 1]`, not 0 where all or none ended so.

        There (high - low) / 2z of the interval, since nothing is sure of a few deals.
        """
        plain = float(self.found.sd_at(day)[way - 1])
        if plain > 0 or isnan(plain):
            return plain
        low, high = self.range(way, day)
        return (high - low) / (2 * Z)

    @property
    def last_day(self) -> int:
        """Longest time watched; 0 for nothing."""
        return int(self.days.max(initial=0))
