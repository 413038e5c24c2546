"""What the true chances and sizes of a made-up team give, and how far an oracle sees."""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from benchmarks.teams import (
    DISPERSION,
    LATE,
    LEVELS,
    MONTH,
    SHIFT_MONTHS,
    SHOCK,
    Floats,
    Team,
)
from salesreport.attribution.leads import NEVER, Window
from salesreport.attribution.model import peers_of
from salesreport.statistics import q_values

YEAR = 12
LEVEL = 0.05
KINDS = (*LEVELS, 2, 2)


@dataclass(frozen=True, eq=False)
class Truth:
    """True amounts of one window; arrays over reps.

    Attributes
    ----------
    target : array of float
        A fair target times what is planted on it: the rep's number of leads, of the
        peers' kinds, as chances were before any shock of the market.
    benchmark : array of float
        As many leads of the peers' kinds as chances are now.
    steps : array of float, shape (reps, 5)
        Shapley values of industry, territory, source, follow-up and response on the way
        from there to one's own leads.
    unexplained : array of float
        What is planted on the rep's wins, and a deal that slipped.
    wins : array of float
        Expected, but for what is planted on the rep's wins.
    """

    target: Floats
    benchmark: Floats
    steps: Floats
    unexplained: Floats
    wins: Floats


def window_of(team: Team, months: int, before: int = 0) -> Window:
    """The last months of a team, or as many that ended so many months before."""
    last = (team.n_months - before) * MONTH - 1
    return Window(last + 1 - months * MONTH, last)


def exposure(team: Team, window: Window) -> Floats:
    """True share of each lead's wins that falls into a window."""
    through = team.world.won_by(window.last - team.assigned)
    return through - team.world.won_by(window.first - 1 - team.assigned)


def truth(team: Team, months: int) -> Truth:
    """True amounts of the last months."""
    x = exposure(team, window_of(team, months))
    own = _by_kind(team, x * team.world.season[team.month])
    peers = np.tensordot(peers_of(team.roles).astype(np.float64), own, axes=1)
    n, level = _total(own), team.world.base * team.world.roles[team.roles]
    worth = n * level * _mixed(_factors(team, team.planted.market), own, peers).T
    fair = n * level * _mixed(_factors(team, np.ones(LEVELS[0])), own, peers).T
    benchmark, expected = worth[(0,) * len(KINDS)], worth[(1,) * len(KINDS)]
    market = team.planted.market[team.codes[:, 0]]
    wins = np.bincount(team.rep, team.chance * x * market, minlength=len(team.roles))
    return Truth(
        target=fair[(0,) * len(KINDS)] * team.planted.target,
        benchmark=benchmark,
        steps=_shapley(worth.T),
        unexplained=(team.planted.wins - 1) * expected - team.slipped,
        wins=wins.astype(np.float64),
    )


def movement(team: Team, months: int, before: int = YEAR) -> tuple[Floats, Floats]:
    """True amounts of market and season against the same months a year before.

    Returns
    -------
    tuple of array of float, shape (reps,)
        Both together, and what an index of the market alone would say.
    """
    windows = window_of(team, months, before), window_of(team, months)
    x = [exposure(team, window) for window in windows]
    own_before, own = (_by_kind(team, part) for part in x)
    n_before, n = _total(own_before), _total(own)
    role = team.world.base * team.world.roles[team.roles]
    markets = np.ones(LEVELS[0]), team.planted.market
    moved, by_index = np.zeros(len(role)), np.zeros(len(role))
    for sign, at in ((-1, 0), (1, 1)):
        level = role * (x[at] * team.world.season[team.month]).sum() / x[at].sum()
        worth = level * _mixed(_factors(team, markets[at]), own, own_before).T
        both = worth[(0,) * len(KINDS)] + worth[(1,) * len(KINDS)]
        moved += sign * (n + n_before) / 2 * both / 2
        change = (1 - 1 / team.planted.market) if sign > 0 else team.planted.market - 1
        side = (own_before, own)[at]
        alone = _factors(team, markets[at])
        alone[0] = alone[0] * change
        whole = _mixed(alone, side, side)[(slice(None), *(1,) * len(KINDS))]
        by_index += level * _total(side) * whole / 2
    return moved, by_index


def _by_kind(team: Team, weights: Floats) -> Floats:
    """Sums over the leads of each rep, shape (reps, *KINDS)."""
    shape = (len(team.roles), *KINDS)
    place = np.ravel_multi_index((team.rep, *team.codes.T, *team.late.T), shape)
    found = np.bincount(place, weights, minlength=int(np.prod(shape)))
    return found.reshape(shape).astype(np.float64)


def _total(by_kind: Floats) -> Floats:
    return np.asarray(by_kind.reshape(len(by_kind), -1).sum(axis=1))


def _factors(team: Team, market: Floats) -> list[Floats]:
    """True worth of a lead by its kind, one array a dimension."""
    world = team.world
    first = world.segments[0] * world.size * market
    bands = [np.array([1.0, factor]) for factor in world.late]
    return [first, *world.segments[1:], *bands]


def _mixed(factors: list[Floats], own: Floats, peers: Floats) -> Floats:
    """Worth of a lead with each choice of dimensions from one's own leads, the rest the peers'.

    Returns
    -------
    array of float, shape (reps, 2, 2, 2, 2, 2)
        1: the dimension stands as in one's own leads.
    """
    mine, theirs = (
        side / np.maximum(_total(side), 1e-12).reshape(-1, *(1,) * len(KINDS))
        for side in (own, np.where(_total(peers).reshape(-1, *(1,) * len(KINDS)) > 0, peers, own))
    )
    for factor in factors:
        pair = np.stack([np.ones_like(factor), factor])
        mine = np.tensordot(mine, pair, axes=(1, 1))
        theirs = np.tensordot(theirs, pair[::-1], axes=(1, 1))
    return np.asarray(mine * theirs)


def _shapley(worth: Floats) -> Floats:
    """Shapley values of the dimensions, shape (reps, dimensions)."""
    n = len(KINDS)
    size = np.indices((2,) * (n - 1)).sum(axis=0)
    shares = np.array([factorial(k) * factorial(n - k - 1) / factorial(n) for k in range(n)])[size]
    steps = [np.diff(worth, axis=1 + at).squeeze(1 + at) for at in range(n)]
    return np.column_stack([(step * shares).reshape(len(worth), -1).sum(axis=1) for step in steps])


@dataclass(frozen=True, eq=False)
class Oracle:
    """Likelihood ratios by the true chances; arrays over reps.

    Attributes
    ----------
    drop : array of float
        Log of the chance of these wins after a drop of 40 % / without.
    drop_named : array of bool
        Wins too few for chance at a share of 5 % false finds in the team.
    late : dict of float to array of float
        By the share that lateness is planted at: log of the chance of these late
        follow-ups / without, of the leads since it began, each counted by its
        exposure in the window.
    """

    drop: Floats
    drop_named: NDArray[np.bool_]
    late: dict[float, Floats]


def oracle(team: Team, months: int, expected: Floats) -> Oracle:
    """What can be told of the last months by who knows the mechanism and the true chances.

    Parameters
    ----------
    expected : array of float, shape (reps,)
        True `Truth.wins`.
    """
    from scipy import stats

    window, n_reps = window_of(team, months), len(team.roles)
    won = window.holds(team.won) & (team.won < NEVER)
    wins = np.bincount(team.rep[won], minlength=n_reps)
    mean = np.maximum(expected, 1e-9)
    share, extra = 1 / DISPERSION, DISPERSION - 1
    usual, fewer = (stats.nbinom.logpmf(wins, k * mean / extra, share) for k in (1.0, SHOCK))
    chance = stats.nbinom.cdf(wins, mean / extra, share) - np.exp(usual) / 2
    x = exposure(team, window) * (team.month >= team.n_months - SHIFT_MONTHS)
    late = {}
    for grown in (0.30, 0.60):
        by_lead = np.where(
            team.late[:, 0] == 1, np.log(grown / LATE), np.log((1 - grown) / (1 - LATE))
        )
        late[grown] = np.bincount(team.rep, x * by_lead, minlength=n_reps).astype(np.float64)
    return Oracle(fewer - usual, q_values(np.clip(chance, 0, 1)) < LEVEL, late)
