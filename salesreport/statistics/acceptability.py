"""Who would be first under other weights: how much a ranking owes to its weights."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics.arguments import Floats, inside

SAME_TOTAL_DIGITS = 9


def rank_acceptability(points: Floats, weights: Floats, shares: Floats | None = None) -> Floats:
    """Share of weight draws in which a rep has each rank.

    b_ir = share of the draws w in which Σ_k w_k x_ik has rank r, best first. Equal
    totals share the ranks they take up evenly.

    Parameters
    ----------
    points : array of float, shape (reps, measures)
        Points of each rep on each measure, none missing: leave a rep out, or a measure.
    weights : array of float, shape (draws, measures)
        As `weightings` draws them.
    shares : array of float, shape (draws,), optional
        How much each draw counts, adding up to 1. Default: all alike.

    Returns
    -------
    array of float, shape (reps, reps)
        Row a rep, column a rank, 0-1; rows and columns add up to 1.

    Raises
    ------
    ValueError
        A value is missing, a shape does not fit, or there is no draw.

    References
    ----------
    Lahdelma, Hokkanen, Salminen 1998, European Journal of Operational Research 106:137.

    Examples
    --------
    >>> rank_acceptability(np.array([[90.0, 80], [60, 70]]), np.array([[0.5, 0.5]]))
    array([[1., 0.],
           [0., 1.]])
    """
    if points.ndim != 2 or weights.ndim != 2 or points.shape[1] != weights.shape[1]:
        raise ValueError(f"points {points.shape}, weights {weights.shape}; measures must agree")
    if not len(weights) or not (np.isfinite(points).all() and np.isfinite(weights).all()):
        raise ValueError("no draw of weights, or a value is missing; leave that rep or measure out")
    return totals_acceptability(weights @ points.T, shares)


def totals_acceptability(totals: Floats, shares: Floats | None = None) -> Floats:
    """Share of draws in which a rep has each rank, from the totals of each draw.

    As `rank_acceptability`, however the totals came about: under other weights, or in
    another month of the same work.

    Parameters
    ----------
    totals : array of float, shape (draws, reps)
        Total of each rep in each draw, none missing, higher is better.
    shares : array of float, shape (draws,), optional
        How much each draw counts, adding up to 1. Default: all alike.

    Returns
    -------
    array of float, shape (reps, reps)
        Row a rep, column a rank, 0-1; rows and columns add up to 1.

    Raises
    ------
    ValueError
        There is no draw, or a total is missing.

    Examples
    --------
    >>> totals_acceptability(np.array([[3.0, 2.0], [1.0, 1.0]]))
    array([[0.75, 0.25],
           [0.25, 0.75]])
    """
    from scipy import stats

    if totals.ndim != 2 or not len(totals) or not np.isfinite(totals).all():
        raise ValueError(f"totals {totals.shape}; give draws by reps, none missing")
    reps = totals.shape[1]
    counted = np.full(len(totals), 1 / len(totals)) if shares is None else shares
    rounded = totals.round(SAME_TOTAL_DIGITS)
    best = stats.rankdata(-rounded, method="min", axis=1).astype(np.int64) - 1
    worst = stats.rankdata(-rounded, method="max", axis=1).astype(np.int64)
    part = counted[:, None] / (worst - best)
    row, size = np.arange(reps) * (reps + 1), reps * (reps + 1)
    given = part.ravel()
    found = np.bincount((row + best).ravel(), given, size)
    found -= np.bincount((row + worst).ravel(), given, size)
    found = found.reshape(reps, reps + 1)
    shared: Floats = np.clip(np.cumsum(found, axis=1)[:, :reps], 0.0, 1.0)
    return shared


def exact_acceptability(points: Floats) -> Floats:
    """Share of all weights of two measures under which a rep has each rank, exact.

    Totals w x_1 + (1 - w) x_2 are lines over w = 0..1; between the places where two
    of them cross the ranks stay, so each stretch counts with its length.

    Parameters
    ----------
    points : array of float, shape (reps, 2)
        Points of each rep on two measures, none missing.

    Returns
    -------
    array of float, shape (reps, reps)
        As `rank_acceptability`.

    Raises
    ------
    ValueError
        There are not two measures, or a value is missing.

    References
    ----------
    As `rank_acceptability`.

    Examples
    --------
    The rep who is good at both is first under a fifth of all weights.

    >>> exact_acceptability(np.array([[1, 0], [0, 1], [0.6, 0.6]]))[:, 0].round(3)
    array([0.4, 0.4, 0.2])
    """
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points {points.shape}; exactly two measures have an exact answer")
    first, second = np.triu_indices(len(points), k=1)
    ahead = points[first] - points[second]
    turn = ahead[:, 1] - ahead[:, 0]
    crossing = ahead[turn != 0, 1] / turn[turn != 0]
    crossing = crossing[(crossing > 0) & (crossing < 1)]
    edges = np.unique(np.concatenate([[0.0], crossing, [1.0]]))
    middle = (edges[:-1] + edges[1:]) / 2
    return rank_acceptability(points, np.column_stack([middle, 1 - middle]), np.diff(edges))


class RankRange(NamedTuple):
    """Best and worst rank that each rep can claim, 1 the best."""

    best: NDArray[np.int64]
    worst: NDArray[np.int64]


def rank_range(acceptability: Floats, *, level: float = 0.95) -> RankRange:
    """Ranks that hold the middle of a rep's draws: "rank 1 to 3".

    From the first rank at which the cumulated share exceeds (1 - level)/2 to the first
    at which it reaches (1 + level)/2.

    Parameters
    ----------
    acceptability : array of float, shape (reps, ranks)
        As `rank_acceptability`.
    level : float
        Share of the draws that the range holds at least.

    Returns
    -------
    RankRange
        Two arrays of shape (reps,), ranks from 1.

    Raises
    ------
    ValueError
        The level is not between 0 and 1.

    Examples
    --------
    >>> rank_range(np.array([[0.5, 0.49, 0.01], [0.01, 0.01, 0.98]]))
    RankRange(best=array([1, 3]), worst=array([2, 3]))
    """
    tail = (1 - inside(level, "level")) / 2
    reached = np.cumsum(acceptability, axis=1)
    best = (reached <= tail + 1e-12).sum(axis=1) + 1
    worst = (reached < 1 - tail - 1e-12).sum(axis=1) + 1
    return RankRange(best.astype(np.int64), worst.astype(np.int64))
