"""What was done early on, beside what was won: in bands of cases, and rep by rep.

Told as shares with n and interval, never as a line: reps differ in their leads, and what
goes with winning need not bring it about.

What was done is counted in the first days only, over cases that were still open at their
end: one that lives longer has more visits and more that is late for that alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from salesreport.statistics import Floats, Interval, newcombe, wilson
from salesreport.winloss.histories import NEVER, Bools, Ints
from salesreport.winloss.intervals import NOT_KNOWN

LANDMARK_DAYS = 14
"""Days from the beginning in which what was done is counted."""


@dataclass(frozen=True, eq=False)
class Cases:
    """Deals or leads, one entry each: whose, when begun, closed, won.

    `closed`, `won` are `NEVER` where that has not come about by `until`.
    """

    rep: Ints
    begun: Ints
    closed: Ints
    won: Ints
    until: int

    def open_after(self, days: int) -> Bools:
        """Still open at the end of so many days from the beginning."""
        found: Bools = self.closed > self.begun + days
        return found

    def had(self, days: int) -> Bools:
        """Begun so many days before `until` or more."""
        found: Bools = self.begun + days <= self.until
        return found

    def won_within(self, days: int) -> Bools:
        """Won by so many days from the beginning."""
        found: Bools = (self.won < NEVER) & (self.won <= self.begun + days)
        return found


@dataclass(frozen=True)
class Band:
    """Cases of which `low` <= value < `high`, and the share of them won."""

    low: float
    high: float
    n: int
    n_won: int
    won: float
    won_range: Interval


@dataclass(frozen=True, eq=False)
class RepPoints:
    """What each rep's cases are like, and what was won of them; shape (reps,) each.

    `value`: Σ numerator / Σ denominator, NaN without a case. `low`, `high`: 95 % of `won`.
    """

    n: Ints
    n_won: Ints
    value: Floats
    won: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Behaviour:
    """One behaviour beside what was won.

    Attributes
    ----------
    n : int
        Cases in the bands.
    n_quick, n_young, n_unknown : int
        Left out: closed within the landmark, too young for the horizon, and of the rest
        those of which nothing is on record.
    bands : tuple of Band
    split : float
    difference : Interval
        95 % of the share won of cases from `split` on less that of cases below (Newcombe);
        NaN where one of the two has none.
    points : RepPoints
    """

    n: int
    n_quick: int
    n_young: int
    n_unknown: int
    bands: tuple[Band, ...]
    split: float
    difference: Interval
    points: RepPoints


@dataclass(frozen=True, eq=False)
class Done:
    """What was done on each case: value = `numerator` / `denominator`; 0 below: unknown."""

    numerator: Floats
    denominator: Floats

    @property
    def value(self) -> Floats:
        """Of each case; NaN where nothing is on record."""
        some = self.denominator > 0
        none = np.full(len(self.numerator), np.nan)
        found: Floats = np.divide(self.numerator, self.denominator, out=none, where=some)
        return found


def first_days_count(case: Ints, day: Ints, begun: Ints, *, days: int = LANDMARK_DAYS) -> Floats:
    """Days on which something was done, among the first of each case.

    Two records of one case and day are one: a visit noted twice is no second visit.

    Parameters
    ----------
    case, day : arrays of int
        Place of the case and day number of each action.
    begun : array of int, shape (n,)
    days : int
        Counted from the day the case began to so many days after it.
    """
    early = (day >= begun[case]) & (day <= begun[case] + days)
    pairs = np.unique(np.column_stack([case[early], day[early]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=len(begun)).astype(np.float64)


def behaviour(
    cases: Cases,
    done: Done,
    edges: Sequence[float],
    *,
    split: float,
    n_reps: int,
    horizon_days: int,
    landmark_days: int = LANDMARK_DAYS,
) -> Behaviour:
    """A behaviour in the first days against the share won by a horizon.

    Parameters
    ----------
    cases : Cases
    done : Done
        Counted within the landmark.
    edges : sequence of float
        Lower ends of the bands, rising; the last band is open above. Values below the
        first stand in no band.
    split : float
        Two groups to be held against each other: from here on, and below.
    n_reps : int
    horizon_days : int
        Days from the beginning by which a win counts; all cases have had them.
    landmark_days : int
        Cases closed by then are left out.

    Raises
    ------
    ValueError
        The edges do not rise, or the horizon ends before the landmark.
    """
    if any(low >= high for low, high in pairwise(edges)) or not edges:
        raise ValueError(f"edges {list(edges)} do not rise; give one lower end a band")
    if horizon_days <= landmark_days:
        raise ValueError(f"a horizon of {horizon_days} days ends by day {landmark_days}")
    ripe, alive = cases.had(horizon_days), cases.open_after(landmark_days)
    value = done.value
    kept = ripe & alive & (value >= edges[0])
    won = cases.won_within(horizon_days)
    bands = tuple(
        _band(low, high, kept & (value >= low) & (value < high), won)
        for low, high in zip(edges, (*edges[1:], np.inf), strict=True)
    )
    return Behaviour(
        n=int(kept.sum()),
        n_quick=int((ripe & ~alive).sum()),
        n_young=int((~ripe).sum()),
        n_unknown=int((ripe & alive & ~kept).sum()),
        bands=bands,
        split=split,
        difference=_difference(kept & (value >= split), kept & (value < split), won),
        points=_points(cases, done, kept, won, n_reps),
    )


def _band(low: float, high: float, inside: Bools, won: Bools) -> Band:
    n, n_won = int(inside.sum()), int((inside & won).sum())
    return Band(float(low), float(high), n, n_won, _share(n_won, n), wilson(n_won, n))


def _difference(above: Bools, below: Bools, won: Bools) -> Interval:
    if not above.any() or not below.any():
        return Interval(NOT_KNOWN, NOT_KNOWN)
    counts = [(int((part & won).sum()), int(part.sum())) for part in (above, below)]
    return newcombe(*counts[0], *counts[1])


def _points(cases: Cases, done: Done, kept: Bools, won: Bools, n_reps: int) -> RepPoints:
    rep = cases.rep[kept]
    n = np.bincount(rep, minlength=n_reps)
    n_won = np.bincount(cases.rep[kept & won], minlength=n_reps)
    above = np.bincount(rep, done.numerator[kept], minlength=n_reps)
    below = np.bincount(rep, done.denominator[kept], minlength=n_reps)
    none = np.full(n_reps, np.nan)
    low, high = none.copy(), none.copy()
    for at in np.flatnonzero(n):
        low[at], high[at] = wilson(int(n_won[at]), int(n[at]))
    return RepPoints(
        n=n,
        n_won=n_won,
        value=np.divide(above, below, out=none.copy(), where=below > 0),
        won=np.divide(n_won, n, out=none.copy(), where=n > 0),
        low=low,
        high=high,
    )


def _share(n_won: int, n: int) -> float:
    return n_won / n if n else NOT_KNOWN
