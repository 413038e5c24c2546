"""Deals of the same segments: which segments can be told apart, and whether they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from salesreport.statistics import (
    OddsRatio,
    odds_ratio,
    pooled_log,
    unlike,
)
from salesreport.winloss.closed import Bools, ClosedDeals, Ints

LEAST_COMPARED = 0.5


class Counts(NamedTuple):
    """Deals by whether something was done for them and whether they were won."""

    won_with: int
    lost_with: int
    won_without: int
    lost_without: int

    @property
    def share_won(self) -> float:
        """Share of won deals that had it; 0 without any."""
        return self.won_with / max(self.won_with + self.won_without, 1)

    @property
    def share_lost(self) -> float:
        """Share of lost deals that had it; 0 without any."""
        return self.lost_with / max(self.lost_with + self.lost_without, 1)


@dataclass(frozen=True)
class Level:
    """One level of a dimension, all its deals together, and their odds ratio.

    Half a case is added to each cell; NaN where everybody or nobody did it.
    """

    code: int
    counts: Counts
    ratio: OddsRatio


@dataclass(frozen=True)
class Levels:
    """The dimension whose levels differ most; `p` corrected for the number of dimensions."""

    dimension: str
    p: float
    levels: tuple[Level, ...]

    def on_side(self, z: float) -> bool:
        """Whether every level stands on the side of `z`, beyond chance."""
        ends = [one.ratio.interval for one in self.levels]
        return all(end.low > 1 if z > 0 else end.high < 1 for end in ends)


def kept_dimensions(deals: ClosedDeals) -> tuple[str, ...]:
    """Dimensions to compare within: all, or as many as leave something to compare.

    One after the other is let go, until at least half of the deals lie in a combination that
    has both a win and a loss; with too many combinations nobody has anyone to be compared
    with. First the one without which most deals do; of equal ones the last.
    """
    names = tuple(deals.segments)
    while names and _share_compared(deals, names) < LEAST_COMPARED:
        fewer = [tuple(one for one in names if one != gone) for gone in reversed(names)]
        names = max(fewer, key=lambda some: _share_compared(deals, some))
    return names


def _share_compared(deals: ClosedDeals, names: tuple[str, ...]) -> float:
    strata = crossed(deals, names)
    n, won = np.bincount(strata), np.bincount(strata, deals.is_won.astype(np.float64))
    both = (won > 0) & (won < n)
    return float(n[both].sum() / max(deals.n, 1))


def crossed(deals: ClosedDeals, names: tuple[str, ...]) -> Ints:
    """Combination of segments of each deal, codes from 0 on, shape (n,)."""
    if not names or not deals.n:
        return np.zeros(deals.n, dtype=np.int64)
    codes = np.column_stack([deals.segments[name] for name in names])
    _, found = np.unique(codes, axis=0, return_inverse=True)
    return np.asarray(found, dtype=np.int64).reshape(-1)


def tables(strata: Ints, done: Bools, is_won: Bools) -> Ints:
    """Won and lost with, won and lost without, shape (strata, 2, 2)."""
    n = int(strata.max(initial=0)) + 1
    place = strata * 4 + (~done) * 2 + ~is_won
    return np.bincount(place, minlength=4 * n).reshape(n, 2, 2)


def most_unlike(deals: ClosedDeals, done: Bools, names: tuple[str, ...]) -> Levels | None:
    """Dimension whose levels have the most unlike odds ratios.

    Within each level the odds ratio is that of Mantel and Haenszel over the other
    dimensions; levels are held against each other by Woolf's sum. Single combinations
    would be too thin for such a test. The least p over dimensions is multiplied by their
    number (Bonferroni).

    Returns
    -------
    Levels or None
        None where no dimension has two levels to compare.

    References
    ----------
    Woolf 1955, Annals of Human Genetics 19:251.
    """
    strata = crossed(deals, names)
    tested = {}
    for name in names:
        p = _unlike_p(deals.segments[name], strata, done, deals.is_won)
        if not np.isnan(p):
            tested[name] = p
    if not tested:
        return None
    dimension = min(tested, key=lambda name: tested[name])
    p = min(tested[dimension] * len(tested), 1.0)
    return Levels(dimension, p, _levels(deals.segments[dimension], done, deals.is_won))


def _unlike_p(codes: Ints, strata: Ints, done: Bools, is_won: Bools) -> float:
    """Chance of such unlike odds ratios of a dimension's levels; NaN below two levels."""
    logs, variances = [], []
    for code in np.unique(codes):
        here = codes == code
        cells = tables(strata[here], done[here], is_won[here])
        log, variance = _log_ratio(cells)
        if not np.isnan(log):
            logs.append(log)
            variances.append(variance)
    return unlike(np.array(logs), np.array(variances)).p


def _log_ratio(cells: Ints) -> tuple[float, float]:
    """Log odds ratio and variance of a level; of all its deals where the pooled is not finite."""
    log, sd = pooled_log(cells)
    if not np.isnan(log):
        return log, sd**2
    together = cells.sum(axis=0)
    return float(np.log(odds_ratio(together).value)), float((1 / (together + 0.5)).sum())


def _levels(codes: Ints, done: Bools, is_won: Bools) -> tuple[Level, ...]:
    found = []
    for code in np.unique(codes):
        here = codes == code
        cells = tables(np.zeros(int(here.sum()), dtype=np.int64), done[here], is_won[here])[0]
        found.append(Level(int(code), Counts(*cells.ravel().tolist()), odds_ratio(cells)))
    return tuple(found)
