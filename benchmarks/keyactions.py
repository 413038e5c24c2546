"""Key actions as found, beside the one that was planted in made-up teams.

    python benchmarks/keyactions.py --seed 2 --teams 150 --jobs 2

A team has 300 closed deals and eight kinds of actions. One kind, done in the first 14 days,
makes the odds of winning three times as high; the others do nothing. Won deals live longer,
so over a deal's whole life more of everything is done for those that are won. Deals that
are worked on more get more of all kinds.

`planted` as said. `busy` work on deals differs more. `segment` the planted kind is done
less where deals are won more, a useless one more. `many` twenty industries and eight
sources. `none` nothing is planted. `pace12`, `pace14`, `pace20` each kind is done after a
part of a deal's length, and losses take 1.2, 1.4 and 2 times as long as wins, so that all
is done earlier in deals that are won; `pacenone` the last with nothing planted. `trend` 900
deals, wins take 60 and losses 120 days, and a useless kind comes into use in the middle of
the year, so that it is seen in the young ones, of which the quick are closed; `trendnone`
with nothing planted. There only deals opened `resolving_days` ago are taken.

Beside `salesreport.winloss.key_actions` stands the usual way: counts over the whole life of
a deal, no segments, p < 0.05. Tuned on seed 1, reported on seed 2. A team is the same for
the same seed, scenario and number, with as many jobs as you like.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from salesreport.statistics import Floats, mantel_haenszel, wilson
from salesreport.winloss import Actions, ClosedDeals, key_actions, resolving_days, size_bands
from salesreport.winloss.closed import Bools, Ints
from salesreport.winloss.keyactions import WINDOW_DAYS
from salesreport.winloss.strata import tables

N_DEALS = 300
N_KINDS = 8
POOL = 30
"""Deals drawn for one that is kept where a planted kind is to be won with more often."""
PACE_DAYS = 40.0
N_TREND = 900
YEAR = 365
LEAST_FIRST = 0.80
MOST_USELESS = 0.05
LEVEL = 0.05
CHUNK = 20
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class World:
    """How teams of a scenario are made.

    `odds_ratio` of the planted kind; `work_cv` how much the work on deals differs;
    `by_segment` what the odds of winning, the planted and a useless kind depend on it.
    `losses_take` times as long as wins, actions keeping pace with both. `trend` a useless
    kind comes into use during the year.
    """

    odds_ratio: float = 3.0
    work_cv: float = 0.5
    by_segment: bool = False
    n_industries: int = 5
    n_sources: int = 4
    losses_take: float | None = None
    trend: bool = False


SCENARIOS = {
    "planted": World(),
    "busy": World(work_cv=0.8),
    "segment": World(by_segment=True),
    "many": World(n_industries=20, n_sources=8),
    "none": World(odds_ratio=1.0),
    "pace12": World(losses_take=1.2),
    "pace14": World(losses_take=1.4),
    "pace20": World(losses_take=2.0),
    "pacenone": World(losses_take=2.0, odds_ratio=1.0),
    "trend": World(trend=True),
    "trendnone": World(trend=True, odds_ratio=1.0),
}


class Team(NamedTuple):
    """Closed deals of a team, what was done for them, and the kind that helps."""

    deals: ClosedDeals
    actions: Actions
    planted: int


class Trial(NamedTuple):
    """What was found in one team.

    `first`: the planted kind is ranked first; `named` by kind, the planted one first;
    `usual_first`, `usual_named` the same by whole lives.
    """

    first: bool
    named: Bools
    usual_first: bool
    usual_named: Bools
    n: int


def made_up(rng: np.random.Generator, world: World) -> Team:
    """One team of a world."""
    if world.losses_take is not None:
        return _pacing(rng, world.losses_take, world.odds_ratio)
    return _trending(rng, world.odds_ratio) if world.trend else _working(rng, world)


def _working(rng: np.random.Generator, world: World) -> Team:
    """Kinds are done at a steady pace until the deal closes, whatever its length."""
    industry, source = (
        rng.choice(n, N_DEALS, p=rng.dirichlet(np.full(n, 3.0)))
        for n in (world.n_industries, world.n_sources)
    )
    amount = np.round(rng.lognormal(10, 0.8, N_DEALS), 2)
    bands = size_bands(amount)
    in_window = rng.uniform(0.15, 0.6, N_KINDS)
    work = rng.gamma(1 / world.work_cv**2, world.work_cv**2, N_DEALS)
    pace = work[:, None] * -np.log(1 - in_window) / WINDOW_DAYS
    planted = int(rng.integers(N_KINDS))
    odds = np.array([0.3, 0.0, -0.3])[bands - 1] - 0.6
    odds += rng.normal(0, 0.4, world.n_industries)[industry]
    odds += rng.normal(0, 0.4, world.n_sources)[source]
    if world.by_segment:
        good = source % 2 == 0
        odds += np.where(good, 0.8, -0.8)
        pace[:, planted] *= np.where(good, 0.5, 1.6)
        pace[:, (planted + 1) % N_KINDS] *= np.where(good, 1.8, 0.4)
    first = rng.exponential(1 / pace)
    helped = first[:, planted] < WINDOW_DAYS + 1
    odds += np.log(world.odds_ratio) * (helped - in_window[planted])
    is_won = rng.random(N_DEALS) < 1 / (1 + np.exp(-odds))
    created = rng.integers(0, 270, N_DEALS)
    days = np.floor(rng.gamma(np.where(is_won, 3.0, 2.0), 20.0)).astype(np.int64)
    deals = ClosedDeals(
        created=created,
        closed=created + days,
        is_won=is_won,
        amount=amount,
        segments={"size": bands, "source": source, "industry": industry},
    )
    return Team(deals, _steady(rng, deals, first, pace), planted)


def _steady(rng: np.random.Generator, deals: ClosedDeals, first: Floats, pace: Floats) -> Actions:
    """The first action of each kind, and after it others at the same pace, up to the close."""
    left = np.maximum(deals.days[:, None] - first, 0.0)
    times = np.where(first <= deals.days[:, None], 1 + rng.poisson(pace * left), 0)
    deal, kind = (np.repeat(part.ravel(), times.ravel()) for part in np.indices(first.shape))
    starts = np.cumsum(times.ravel()) - times.ravel()
    after = rng.random(len(deal)) * left[deal, kind]
    after[starts[times.ravel() > 0]] = 0.0
    day = deals.created[deal] + np.floor(first[deal, kind] + after).astype(np.int64)
    return Actions(deal=deal, kind=kind, day=day, n_kinds=first.shape[1])


def _pacing(rng: np.random.Generator, losses_take: float, odds_ratio: float) -> Team:
    """Kinds are done after a part of the deal's length; the planted one by 15 to 60 %.

    Deals are drawn from a pool in which nothing helps, those won with the planted kind
    `odds_ratio` times as often: so odds are as many times as high whatever the length.
    """
    pool = POOL * N_DEALS
    is_won = rng.random(pool) < 0.5
    usual_days = PACE_DAYS * np.where(is_won, 1.0, losses_take)
    days = np.maximum(1, np.floor(rng.lognormal(np.log(usual_days), 0.5))).astype(np.int64)
    part = np.linspace(0.05, 0.7, N_KINDS) + rng.normal(0, 0.08, (pool, N_KINDS))
    at = np.floor(np.clip(part, 0, 1) * days[:, None]).astype(np.int64)
    has = rng.random((pool, N_KINDS)) < 0.8
    done = has & (at <= WINDOW_DAYS)
    share = done[days > WINDOW_DAYS].mean(axis=0)
    planted = int(rng.choice(np.flatnonzero((share > 0.15) & (share < 0.6))))
    weight = np.where(is_won & done[:, planted], odds_ratio, 1.0)
    kept = rng.choice(pool, N_DEALS, replace=False, p=weight / weight.sum())
    created = rng.integers(0, 270, N_DEALS)
    deals = _closed(rng, created, days[kept], is_won[kept])
    deal, kind = np.nonzero(has[kept])
    return Team(deals, Actions(deal, kind, created[deal] + at[kept][deal, kind], N_KINDS), planted)


def _trending(rng: np.random.Generator, odds_ratio: float) -> Team:
    """A useless kind is done for a tenth of the deals, from the middle of the year for most."""
    created, n = rng.integers(0, YEAR, N_TREND), N_TREND
    planted, useless = rng.choice(N_KINDS, 2, replace=False).tolist()
    done = rng.random((n, N_KINDS)) < 0.3
    done[:, useless] = rng.random(n) < np.where(created >= YEAR // 2, 0.6, 0.1)
    is_won = rng.random(n) < 1 / (1 + odds_ratio ** -(done[:, planted] - 0.3))
    days = np.floor(rng.gamma(3, np.where(is_won, 20.0, 40.0))).astype(np.int64)
    closed = created + days <= YEAR
    ripe = closed & (created <= YEAR - resolving_days(days[closed]))
    deals = _closed(rng, created[ripe], days[ripe], is_won[ripe])
    deal, kind = np.nonzero(done[ripe])
    day = np.minimum(created[ripe][deal] + 5, deals.closed[deal])
    return Team(deals, Actions(deal, kind, day, N_KINDS), planted)


def _closed(
    rng: np.random.Generator, created: Ints, days: Ints, is_won: Bools
) -> ClosedDeals:  # fmt: skip
    """These deals, of any segment."""
    amount = rng.lognormal(10, 0.7, len(days))
    return ClosedDeals(
        created=created,
        closed=created + days,
        is_won=is_won,
        amount=amount,
        segments={
            "size": size_bands(amount),
            "source": rng.integers(0, 4, len(days)),
            "industry": rng.integers(0, 5, len(days)),
        },
    )


def usual(team: Team) -> tuple[Floats, Floats]:
    """Signed strength and p by kind, over whole lives and without segments."""
    done = team.actions.done(team.deals, team.deals.closed)
    together = np.zeros(team.deals.n, dtype=np.int64)
    found = [mantel_haenszel(tables(together, row, team.deals.is_won)) for row in done.T]
    return np.array([one.z for one in found]), np.array([one.p for one in found])


def trial(seed: int, scenario: str, number: int) -> Trial:
    """What is found in the team of this number."""
    place = list(SCENARIOS).index(scenario)
    team = made_up(np.random.default_rng([seed, place, number]), SCENARIOS[scenario])
    found = key_actions(team.deals, team.actions)
    z, p = usual(team)
    order = np.roll(np.arange(N_KINDS), -team.planted)
    return Trial(
        first=found.ranking[0] == team.planted,
        named=np.array([one.is_named for one in found.actions])[order],
        usual_first=bool(np.nanargmax(z) == team.planted),
        usual_named=(p < LEVEL)[order],
        n=found.n_won + found.n_lost,
    )


def trials(seed: int, scenario: str, numbers: range) -> tuple[list[Trial], float]:
    """What is found in these teams, and the processor seconds taken."""
    begun = time.process_time()
    found = [trial(seed, scenario, number) for number in numbers]
    return found, time.process_time() - begun


def share(hits: Bools) -> str:
    """A share with the interval that chance leaves to it."""
    low, high = wilson(int(hits.sum()), hits.size)
    return f"{hits.mean():6.1%} ({low:.1%} to {high:.1%})"


def told(scenario: str, found: list[Trial]) -> list[str]:
    """Lines on one scenario."""
    planted = SCENARIOS[scenario].odds_ratio != 1
    useless = slice(1 if planted else 0, None)
    lines = [
        f"{scenario}: {len(found)} teams, {np.mean([one.n for one in found]):.0f} deals compared"
    ]
    for who, at in (("ours", 0), ("usual", 2)):
        first = np.array([one[at] for one in found])
        named = np.array([one[at + 1] for one in found])
        if planted:
            lines += [f"  {who}: planted ranked first {share(first)}"]
            lines += [f"  {who}: planted named        {share(named[:, 0])}"]
        lines += [f"  {who}: useless named        {named[:, useless].mean():6.1%}"]
        lines += [f"  {who}: teams with one named {share(named[:, useless].any(axis=1))}"]
    return lines


def missed(scenario: str, found: list[Trial]) -> list[str]:
    """Targets that a scenario does not reach."""
    planted = SCENARIOS[scenario].odds_ratio != 1
    first = np.mean([one.first for one in found])
    useless = np.mean([one.named[1 if planted else 0 :] for one in found])
    lines = []
    if planted and first < LEAST_FIRST:
        lines.append(f"{scenario}: planted ranked first {first:.1%}, wanted {LEAST_FIRST:.0%}")
    if useless > MOST_USELESS:
        lines.append(f"{scenario}: useless named {useless:.1%}, at most {MOST_USELESS:.0%}")
    return lines


def main() -> None:
    """Print each scenario, then the targets missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--teams", type=int, default=150, help="of each scenario")
    parser.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS))
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    options = parser.parse_args()
    os.environ.update(dict.fromkeys(THREADS, "1"))  # read by the processes that start below
    begun, spawned = time.perf_counter(), multiprocessing.get_context("spawn")
    chunks = [range(n, min(n + CHUNK, options.teams)) for n in range(0, options.teams, CHUNK)]
    lines: list[str] = []
    with ProcessPoolExecutor(options.jobs, mp_context=spawned) as pool:
        for scenario in options.scenarios:
            parts = list(pool.map(partial(trials, options.seed, scenario), chunks))
            found = [one for part, _ in parts for one in part]
            seconds = sum(taken for _, taken in parts)
            print("\n".join(told(scenario, found)), flush=True)
            print(f"  {seconds:.0f} s of processor time", flush=True)
            lines += missed(scenario, found)
    print(f"seed {options.seed}, {time.perf_counter() - begun:.0f} s by the clock")
    print("\n".join(lines) or "all targets met")


if __name__ == "__main__":
    main()
