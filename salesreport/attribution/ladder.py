"""From what peers make of as many leads to what they would make of one's own leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import factorial

import numpy as np

from salesreport.statistics import Floats

Sums = dict[tuple[int, ...], tuple[Floats, Floats]]


@dataclass(frozen=True, eq=False)
class Worth:
    """What a lead is worth by kind: a level times one factor for each dimension.

    Attributes
    ----------
    level : array of float, shape (reps,)
    factors : list of arrays of float, shape (reps, kinds), one a dimension
    level_slopes : array of float, shape (reps, parameters)
        Derivative of log level by the parameters.
    slopes : list of arrays of float, shape (kinds, parameters)
        Derivative of each log factor.
    """

    level: Floats
    factors: list[Floats]
    level_slopes: Floats
    slopes: list[Floats]

    def by_kind(self) -> Floats:
        """Level and all factors together, shape (reps, kinds or 1)."""
        found = self.level[:, None]
        for factor in self.factors:
            found = found * factor
        return found


@dataclass(frozen=True, eq=False)
class Steps:
    """Amounts of the dimensions between the peers' kinds of leads and one's own.

    Attributes
    ----------
    amounts : array of float, shape (reps, dimensions)
        They add up to `expected` - `benchmark`.
    slopes : array of float, shape (reps, dimensions, parameters)
    benchmark, expected : arrays of float, shape (reps,)
        Own number of leads of the peers' kinds, and own leads.
    benchmark_slopes, expected_slopes : arrays of float, shape (reps, parameters)
    by_lead : array of float, shape (reps,)
        Worth of one lead of the peers' kinds, also for a rep without leads.
    by_lead_slopes : array of float, shape (reps, parameters)
    """

    amounts: Floats
    slopes: Floats
    benchmark: Floats
    expected: Floats
    benchmark_slopes: Floats
    expected_slopes: Floats
    by_lead: Floats
    by_lead_slopes: Floats


def steps(worth: Worth, own: Floats, peers: Floats) -> Steps:
    """What each dimension of the leads is worth, beside the peers' leads.

    f(S) = level · Σ_own Π_{d in S} m_d · Σ_peers Π_{d not in S} m_d over shares of leads:
    dimensions of S as in one's own leads, the others as in the peers'. The amount of
    a dimension is its Shapley value, n · Σ_S |S|! (D - |S| - 1)! / D! · [f(S + d) - f(S)]:
    no order of the dimensions matters, with one dimension it is the composition
    effect at the peers' rates, and with the peers' own kinds of leads it is 0.

    Parameters
    ----------
    own, peers : arrays of float, shape (reps, kinds)
        Exposures in the window. A rep without any gets 0 everywhere but in `by_lead`;
        without peers' exposure their kinds are one's own.

    References
    ----------
    Kitagawa 1955, JASA 50:1168; Das Gupta 1993, Standardization and Decomposition of
    Rates; Shapley 1953.
    """
    n = own.sum(axis=1)
    mine, theirs = shares(own, peers)
    count = len(worth.factors)
    found = _mixtures(worth, _sums(worth, mine), _sums(worth, theirs))
    amounts = np.zeros((len(n), count))
    slopes = np.zeros((len(n), count, worth.level_slopes.shape[1]))
    for chosen, (value, slope) in found.items():
        size = sum(chosen)
        for at in (place for place, taken in enumerate(chosen) if not taken):
            share = factorial(size) * factorial(count - size - 1) / factorial(count)
            with_it = found[(*chosen[:at], 1, *chosen[at + 1 :])]
            amounts[:, at] += share * (with_it[0] - value)
            slopes[:, at] += share * (with_it[1] - slope)
    (none, none_slopes), (every, every_slopes) = found[(0,) * count], found[(1,) * count]
    return Steps(
        amounts=n[:, None] * amounts,
        slopes=n[:, None, None] * slopes,
        benchmark=n * none,
        expected=n * every,
        benchmark_slopes=n[:, None] * none_slopes,
        expected_slopes=n[:, None] * every_slopes,
        by_lead=none,
        by_lead_slopes=none_slopes,
    )


def shares(own: Floats, peers: Floats) -> tuple[Floats, Floats]:
    """Leads of each side by kind as shares; those of the other side where one has none."""
    sides = []
    for leads, instead in ((own, peers), (peers, own)):
        used = np.where(leads.sum(axis=1, keepdims=True) > 0, leads, instead)
        total = used.sum(axis=1, keepdims=True)
        sides.append(used / np.where(total > 0, total, 1.0))
    return sides[0], sides[1]


def joined(parts: list[Steps]) -> Steps:
    """Steps of reps after those of others."""
    return Steps(
        *(np.concatenate([getattr(one, part.name) for one in parts]) for part in fields(Steps))
    )


def _mixtures(worth: Worth, mine: Sums, theirs: Sums) -> Sums:
    """Worth of a lead with the chosen dimensions from one's own leads, and its slopes."""
    found = {}
    for chosen, (own, own_slope) in mine.items():
        peer, peer_slope = theirs[tuple(1 - taken for taken in chosen)]
        value = worth.level * own * peer
        slopes = value[:, None] * worth.level_slopes
        slopes = slopes + (worth.level * peer)[:, None] * own_slope
        found[chosen] = value, slopes + (worth.level * own)[:, None] * peer_slope
    return found


def _sums(worth: Worth, shares: Floats) -> Sums:
    """Σ over kinds of share · Π of the chosen factors, and its slopes, for every choice."""
    used = np.flatnonzero(np.nan_to_num(shares).any(axis=0))
    factors = [factor[:, used] for factor in worth.factors]
    by = [slope[used] for slope in worth.slopes]
    return dict(_chosen(shares[:, used], np.zeros((len(used), 1)), factors, by, ()))


def _chosen(
    worths: Floats,
    slope: Floats,
    factors: list[Floats],
    by: list[Floats],
    chosen: tuple[int, ...],
) -> Iterator[tuple[tuple[int, ...], tuple[Floats, Floats]]]:
    """Each choice of the factors that are left, with its sum and slopes."""
    if len(chosen) == len(factors):
        yield chosen, (worths.sum(axis=1), worths @ slope)
        return
    at = len(chosen)
    yield from _chosen(worths, slope, factors, by, (*chosen, 0))
    yield from _chosen(worths * factors[at], slope + by[at], factors, by, (*chosen, 1))
