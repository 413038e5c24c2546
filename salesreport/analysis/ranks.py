"""Who could stand where: by chance, and under other weights."""

from __future__ import annotations

import numpy as np

from salesreport.analysis.noise import SEED
from salesreport.statistics import (
    Floats,
    RankRange,
    any_weights,
    exact_acceptability,
    rank_range,
    share_ahead,
    totals_acceptability,
    weights_near,
)

_PARTED, _NEAR, _ANY = 101, 102, 103
_TINY = 1e-12


def independent(scores: Floats, order: Floats) -> Floats:
    """Draws of several reps shuffled each on its own, so that their chances are apart.

    Parameters
    ----------
    scores : array of float, shape (draws, reps)
        As `drawn_scores` gives them, which share their chance.
    order : array of int, shape (reps,)
        Place of each rep in an order that the rows' own order does not change.

    Returns
    -------
    array of float, shape (draws, reps)
        The same draws of each rep in another order.
    """
    columns = [
        np.random.default_rng([SEED, _PARTED, int(place)]).permutation(scores[:, at])
        for at, place in enumerate(order)
    ]
    return np.column_stack(columns)


def ranks_of(totals: Floats) -> tuple[RankRange, Floats]:
    """95 % rank range of each rep, and the share of draws in which each is first.

    Draws in which a rep has no total are left out.
    """
    known = totals[np.isfinite(totals).all(axis=1)]
    if not len(known):
        reps = totals.shape[1]
        last = np.full(reps, reps)
        return RankRange(np.ones_like(last), last), np.full(reps, np.nan)
    found = totals_acceptability(known)
    return rank_range(found), found[:, 0]


def totals_near(points: Floats, weights: Floats, *, draws: int) -> Floats:
    """Totals under weights drawn about the given ones (Dirichlet 50 w).

    Parameters
    ----------
    points : array of float, shape (reps, measures)
        NaN where a measure is missing: its weight goes to the others.
    weights : array of float, shape (measures,)

    Returns
    -------
    array of float, shape (draws, reps)
    """
    drawn = weights_near(weights, draws, np.random.default_rng([SEED, _NEAR]))
    return _totals(points, drawn)


def totals_under_any(points: Floats, *, draws: int) -> Floats:
    """Totals under weights drawn evenly from all; as `totals_near`."""
    drawn = any_weights(points.shape[1], draws, np.random.default_rng([SEED, _ANY]))
    return _totals(points, drawn)


def exact_first_share(points: Floats) -> Floats | None:
    """Share of all weights under which each rep has the highest total, where exact.

    For two reps, or for two measures, none missing; else None: it has to be drawn.

    Parameters
    ----------
    points : array of float, shape (reps, measures)
    """
    if not np.isfinite(points).all():
        return None
    if len(points) == 2:
        ahead = share_ahead(points[0] - points[1])
        return np.array([ahead, 1 - ahead])
    return exact_acceptability(points)[:, 0] if points.shape[1] == 2 else None


def _totals(points: Floats, drawn: Floats) -> Floats:
    there = np.isfinite(points).astype(np.float64)
    present = drawn @ there.T
    earned = drawn @ np.nan_to_num(points).T
    unknown = np.full(present.shape, np.nan)
    total: Floats = np.divide(earned, present, out=unknown, where=present > _TINY)
    return total
