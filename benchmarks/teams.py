"""Made-up sales teams whose causes are known, to hold what a method finds against them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesreport.attribution.leads import NEVER, Leads

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MONTH = 30
"""Days of a month."""
LEVELS = (4, 3, 3)
"""Industries, territories, sources."""
SEGMENT_SDS = (0.30, 0.15, 0.25)
HIGHEST, LOWEST = 0.40, 0.10
"""Conversion of the best and the worst kind of lead, late responses counted."""
DELAY_SD = 0.6
"""Of the logarithm of the days to a win."""
LOSSES_SLOWER = 1.6
DISPERSION = 1.3
"""Variance of the wins of a rep in a month / their mean."""
LATE = 0.15
"""Share of late follow-ups and responses where nothing is planted."""
SHIFT_MONTHS, SHOCK_MONTHS = 6, 3
"""For how long lateness and other leads, and lower chances, are planted."""
SHOCK = 0.6
HIGH_TARGET = 1.4
SURE = 0.95
SCENARIOS = (
    "clean", "market", "mix", "slow30", "slow60", "harmless", "drop", "quality", "target",
    "late_close", "mixture",
)  # fmt: skip
"""`clean` nothing · `market` chances in one industry 40 % down · `mix` a rep's leads go to
the poorest industry · `slow30`, `slow60` 15 % late follow-ups become so many · `harmless`
60 % late where lateness costs nothing · `drop` a rep wins 40 % less, not recorded why ·
`quality` the same from poorer leads · `target` 40 % too high · `late_close` a big deal slips
out of the last month · `mixture` slow60, drop and market at once."""
LATE_SHARES = {"slow30": 0.30, "slow60": 0.60, "harmless": 0.60, "mixture": 0.60}


@dataclass(frozen=True, eq=False)
class World:
    """True chances and sizes.

    Attributes
    ----------
    base : float
        Chance of the best kind of lead of the first role.
    segments : tuple of array of float
        Factor of the chance by industry, territory and source.
    late : array of float, shape (2,)
        Factor of a late follow-up, of a late response.
    roles : array of float, shape (2,)
    season : array of float, shape (months,)
        Factor by the month of the lead.
    size : array of float, shape (industries,)
        Mean amount of a win.
    cv : float
        Standard deviation of an amount / its mean.
    median_days : float
        From lead to win.
    """

    base: float
    segments: tuple[Floats, ...]
    late: Floats
    roles: Floats
    season: Floats
    size: Floats
    cv: float
    median_days: float

    def won_by(self, age: Ints) -> Floats:
        """True share of the wins that have come by an age in days."""
        from scipy import special

        logs = np.log(np.maximum(age, 1) / self.median_days)
        return np.where(age > 0, special.ndtr(logs / DELAY_SD), 0.0)


@dataclass(frozen=True, eq=False)
class Planted:
    """What a scenario changes.

    Attributes
    ----------
    rep : int or None
        Whose cause it is; None where it is nobody's.
    late : array of float, shape (reps, months)
        Share of late follow-ups.
    market : array of float, shape (industries,)
    wins : array of float, shape (reps,)
        Factors of the chances in the last `SHOCK_MONTHS`.
    target : array of float, shape (reps,)
        Factor of a fair target.
    """

    rep: int | None
    late: Floats
    market: Floats
    wins: Floats
    target: Floats


@dataclass(frozen=True, eq=False)
class Team:
    """A team's leads, and what is true of them.

    Attributes
    ----------
    n_months, per_month : int, float
        Months on record, and leads of a rep in the last of them.
    roles : array of int, shape (reps,)
    rep, assigned, won, lost : arrays of int, shape (n,)
        `NEVER` where a lead was not won or not lost by the end.
    amount : array of float, shape (n,)
    codes : array of int, shape (n, 3)
        Industry, territory, source.
    late : array of int, shape (n, 2)
        1 for a late follow-up, a late response.
    slipped : array of float, shape (reps,)
        Amount of the deal that slipped out of the last month.
    """

    scenario: str
    n_months: int
    per_month: float
    roles: Ints
    world: World
    planted: Planted
    rep: Ints
    assigned: Ints
    won: Ints
    lost: Ints
    amount: Floats
    codes: Ints
    late: Ints
    slipped: Floats

    @property
    def end(self) -> int:
        """Last day."""
        return self.n_months * MONTH - 1

    @property
    def month(self) -> Ints:
        """Of each lead."""
        return self.assigned // MONTH

    @property
    def chance(self) -> Floats:
        """Of each lead to be won, season and lateness counted, planted factors not."""
        return _chance(self.world, self.roles[self.rep], self.month, self.codes, self.late)

    @property
    def leads(self) -> Leads:
        """As the attribution reads them."""
        return Leads(
            rep=self.rep,
            assigned=self.assigned,
            won=self.won,
            amount=self.amount,
            segments=dict(zip(("industry", "territory", "source"), self.codes.T, strict=True)),
            bands=dict(zip(("follow_up", "response"), self.late.T.astype(float), strict=True)),
            roles=self.roles,
            until=self.end,
        )


def simulated(rng: np.random.Generator, scenario: str = "clean") -> Team:
    """A team of 5-20 reps over 12-24 months.

    Raises
    ------
    ValueError
        The scenario is not one of `SCENARIOS`.
    """
    if scenario not in SCENARIOS:
        raise ValueError(f"no scenario {scenario!r}; one of {', '.join(SCENARIOS)}")
    n_reps, n_months = int(rng.integers(5, 21)), int(rng.integers(12, 25))
    roles = (rng.random(n_reps) < 0.4).astype(np.int64)
    per_month = float(rng.uniform(10, 60))
    world = _world(rng, n_months, harmless=scenario == "harmless")
    last_start = max(2, n_months - 6)
    joined = np.where(rng.random(n_reps) < 0.15, rng.integers(1, last_start, n_reps), 0)
    planted = _planted(rng, scenario, joined, n_months)
    n_leads = rng.poisson(_lead_counts(rng, world, per_month, joined))
    rep, month = (np.repeat(part.ravel(), n_leads.ravel()) for part in np.indices(n_leads.shape))
    codes = _codes(rng, scenario, world, (planted, rep, month))
    shares = np.stack([planted.late, np.full_like(planted.late, LATE)], axis=-1)
    late = (rng.random((len(rep), 2)) < shares[rep, month]).astype(np.int64)
    assigned = month * MONTH + rng.integers(0, MONTH, len(rep))
    won, lost = _ends(rng, world, planted, (roles, rep, assigned, codes, late))
    shape = 1 / world.cv**2
    drawn = rng.gamma(shape, world.size[codes[:, 0]] / shape)
    amount = np.where(won < NEVER, drawn, 0.0)
    slipped = np.zeros(n_reps)
    if scenario == "late_close":
        slipped = _slip(planted, rep, won, amount)
    return Team(
        scenario, n_months, per_month, roles, world, planted, rep, assigned, won, lost, amount,
        codes, late, slipped,
    )  # fmt: skip


def _world(rng: np.random.Generator, n_months: int, *, harmless: bool) -> World:
    late = rng.uniform(0.45, 0.65, 2)
    logs = [rng.normal(0, sd, n) for sd, n in zip(SEGMENT_SDS, LEVELS, strict=True)]
    logs = [part - part.max() for part in logs]
    base = HIGHEST * rng.uniform(0.8, 1.0)
    room = np.log(base / LOWEST) + np.log(late[1])
    scale = room * rng.uniform(0.7, 1.0) / -sum(part.min() for part in logs)
    if harmless:
        late[0] = 1.0
    turn = 2 * np.pi * (np.arange(n_months) + rng.uniform(0, 12)) / 12
    return World(
        base=base,
        segments=tuple(np.exp(part * scale) for part in logs),
        late=late,
        roles=np.array([1.0, rng.uniform(0.8, 1.0)]),
        season=1 + rng.uniform(0, 0.2) * np.sin(turn),
        size=50_000 * np.exp(rng.normal(0, 0.35, LEVELS[0])),
        cv=rng.uniform(0.5, 1.0),
        median_days=rng.uniform(10, 90),
    )


def _planted(rng: np.random.Generator, scenario: str, joined: Ints, n_months: int) -> Planted:
    settled = np.flatnonzero(joined <= max(n_months - 9, int(joined.min())))
    one = int(rng.choice(settled))
    n_reps, industry = len(joined), int(rng.integers(LEVELS[0]))
    late = np.full((n_reps, n_months), LATE)
    late[one, -SHIFT_MONTHS:] = LATE_SHARES.get(scenario, LATE)
    market, wins, target = np.ones(LEVELS[0]), np.ones(n_reps), np.ones(n_reps)
    if scenario in {"market", "mixture"}:
        market[industry] = SHOCK
    if scenario in {"drop", "quality", "mixture"}:
        wins[one] = SHOCK
    if scenario == "target":
        target[one] = HIGH_TARGET
    whose = None if scenario in {"clean", "market"} else one
    return Planted(whose, late, market, wins, target)


def _lead_counts(rng: np.random.Generator, world: World, per_month: float, joined: Ints) -> Floats:
    """Leads expected by rep and month: growth, season, bursts, joiners."""
    months = np.arange(len(world.season))
    growth = rng.uniform(-0.01, 0.03)
    level = per_month * np.exp(growth * (months + 1 - len(months)))
    counts = np.outer(rng.uniform(0.8, 1.2, len(joined)), level * (1 + world.season) / 2)
    burst, who = rng.random() < 0.3, int(rng.integers(len(joined)))
    since = len(months) - int(rng.integers(1, 4))
    if burst:
        counts[who, since:] *= 2
    return np.where(months >= joined[:, None], counts, 0.0)


def _codes(
    rng: np.random.Generator, scenario: str, world: World, leads: tuple[Planted, Ints, Ints]
) -> Ints:
    """Industry, territory and source of each lead; each rep has own shares of them."""
    planted, rep, month = leads
    n_reps, n_months = planted.late.shape
    industry = rng.dirichlet(np.full(LEVELS[0], 8.0), n_reps)
    main = rng.integers(LEVELS[0], size=n_reps)
    mostly = 0.3 * industry + 0.7 * np.eye(LEVELS[0])[main]
    industry = np.where(rng.random((n_reps, 1)) < 0.25, mostly, industry)
    shares = [industry, *(rng.dirichlet(np.full(n, k), n_reps) for n, k in ((3, 4.0), (3, 10.0)))]
    by_month = [np.repeat(part[:, None], n_months, axis=1) for part in shares]
    if scenario == "mix" and planted.rep is not None:
        poorest = int(np.argmin(world.segments[0] * world.size))
        by_month[0][planted.rep, -SHIFT_MONTHS:] *= 0.25
        by_month[0][planted.rep, -SHIFT_MONTHS:, poorest] += 0.75
    found = []
    for part in by_month:
        below = part.cumsum(axis=2)[rep, month] < rng.random((len(rep), 1))
        found.append(np.minimum(below.sum(axis=1), part.shape[2] - 1))
    return np.column_stack(found).astype(np.int64)


def _chance(world: World, role: Ints, month: Ints, codes: Ints, late: Ints) -> Floats:
    chance = world.base * world.roles[role] * world.season[month]
    for factor, code in zip(world.segments, codes.T, strict=True):
        chance = chance * factor[code]
    for factor, is_late in zip(world.late, late.T, strict=True):
        chance = chance * np.where(is_late == 1, factor, 1.0)
    return np.asarray(chance, dtype=np.float64)


def _ends(
    rng: np.random.Generator,
    world: World,
    planted: Planted,
    leads: tuple[Ints, Ints, Ints, Ints, Ints],
) -> tuple[Ints, Ints]:
    """Days of wins and losses, as far as they are known at the end."""
    roles, rep, assigned, codes, late = leads
    n_reps, n_months = planted.late.shape
    month, industry = assigned // MONTH, codes[:, 0]
    chance = _chance(world, roles[rep], month, codes, late)
    days = world.median_days * np.exp(DELAY_SD * rng.normal(size=len(rep)))
    win = assigned + np.maximum(np.ceil(days), 1).astype(np.int64)
    loss = assigned + np.maximum(np.ceil(LOSSES_SLOWER * days), 1).astype(np.int64)
    at = np.minimum(win // MONTH, n_months)
    factors = np.ones((n_reps, n_months + 1, LEVELS[0]))
    factors[:, n_months - SHOCK_MONTHS : n_months] = planted.wins[:, None, None] * planted.market
    shape = (n_reps, n_months, LEVELS[0])
    place = np.ravel_multi_index((rep, month, industry), shape)
    came = np.bincount(place, chance, minlength=factors[:, 1:].size).astype(np.float64)
    luck = _luck(rng, world, came.reshape(shape), factors)
    likely = np.minimum(chance * factors[rep, at, industry] * luck[rep, at], SURE)
    wins = rng.random(len(rep)) < likely
    end = n_months * MONTH - 1
    won = np.where(wins & (win <= end), win, NEVER)
    return won, np.where(~wins & (loss <= end), loss, NEVER)


def _luck(rng: np.random.Generator, world: World, came: Floats, factors: Floats) -> Floats:
    """Factor of each rep's chances in each month a win comes in, 1 on average.

    Gamma with variance (`DISPERSION` - 1) / wins expected, so that the wins of a rep in a
    month vary by `DISPERSION` times their mean. 1 after the end.
    """
    n_reps, n_months = came.shape[:2]
    closing = np.einsum("rsi,st->rti", came, _closing_shares(world, n_months))
    mean = (closing * factors[:, :n_months]).sum(axis=2)
    luck = np.ones((n_reps, n_months + 1))
    size = mean[mean > 0] / (DISPERSION - 1)
    luck[:, :n_months][mean > 0] = rng.gamma(size, 1 / size)
    return luck


def _closing_shares(world: World, n_months: int) -> Floats:
    """Share of the wins of one month's leads that come in each month, shape (months, months)."""
    ends = (np.arange(n_months)[:, None] + 1) * MONTH - 1
    through = world.won_by(ends - np.arange(MONTH)).mean(axis=1)
    by_lag = np.append(np.diff(through, prepend=0.0), 0.0)
    lag = np.arange(n_months) - np.arange(n_months)[:, None]
    return by_lag[np.where(lag < 0, n_months, lag)]


def _slip(planted: Planted, rep: Ints, won: Ints, amount: Floats) -> Floats:
    """The largest deal of the last month is signed after the end."""
    slipped = np.zeros(len(planted.wins))
    n_months = planted.late.shape[1]
    recent = (won >= (n_months - 1) * MONTH) & (won < NEVER)
    mine = np.flatnonzero((rep == planted.rep) & recent)
    if len(mine) and planted.rep is not None:
        biggest = mine[np.argmax(amount[mine])]
        slipped[planted.rep] = amount[biggest]
        won[biggest], amount[biggest] = NEVER, 0.0
    return slipped
