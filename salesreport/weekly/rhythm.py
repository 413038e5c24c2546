"""Customers gone quiet: days since the last time, held against their own usual interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Silence:
    """One customer who was heard of.

    `n`: different days on record; `last`: the latest; `usual_days` and `longest_days`:
    median and most of the days between them, NaN below two; `silent_days`: since the last.
    """

    n: int
    last: int
    usual_days: float
    longest_days: float
    silent_days: int

    def is_beyond(self, times: float, *, fewest: int) -> bool:
        """Silent for more than `times` the usual interval, told by at least `fewest` days."""
        return self.n >= fewest and self.silent_days > times * self.usual_days

    def is_longest(self, *, fewest: int) -> bool:
        """Silent for longer than ever before, told by at least `fewest` days."""
        return self.n >= fewest and self.silent_days > self.longest_days


def silences(customers: Ints, days: Ints, *, until: int) -> dict[int, Silence]:
    """How long each customer has been quiet.

    Parameters
    ----------
    customers : array of int
        Code of the customer of each record.
    days : array of int
        Day of each record; later than `until` is not known.
    until : int

    Returns
    -------
    dict of code to Silence
        Several records of one day count once.

    Examples
    --------
    >>> one = silences(np.array([7, 7, 7, 7]), np.array([0, 30, 50, 50]), until=90)[7]
    >>> (one.n, one.usual_days, one.silent_days, one.is_beyond(1.5, fewest=3))
    (3, 25.0, 40, True)
    """
    known = days <= until
    pairs = np.unique(np.column_stack([customers[known], days[known]]), axis=0)
    if not len(pairs):
        return {}
    starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=pairs[0, 0] - 1))
    found = {}
    for group in np.split(pairs, starts[1:]):
        own = group[:, 1]
        gaps, last = np.diff(own), int(own[-1])
        usual, longest = (np.median(gaps), gaps.max()) if len(gaps) else (np.nan, np.nan)
        one = Silence(len(own), last, float(usual), float(longest), until - last)
        found[int(group[0, 0])] = one
    return found
