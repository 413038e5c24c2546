"""True amounts of made-up teams add up, and the oracle sees more than who blames everybody."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.blame import short_by_price, short_of_target
from benchmarks.teams import Team, simulated
from benchmarks.trials import together, trials
from benchmarks.truths import KINDS, exposure, movement, oracle, truth, window_of
from salesreport.attribution.ladder import Worth, steps
from salesreport.attribution.leads import NEVER
from salesreport.attribution.model import peers_of


def team_of(number: int, scenario: str) -> Team:
    return simulated(np.random.default_rng([11, number]), scenario)


def worth_of_leads(team: Team) -> np.ndarray:
    """Expected bookings of each lead in the last three months, by itself."""
    x = exposure(team, window_of(team, 3))
    industry = team.codes[:, 0]
    return team.chance * x * (team.world.size * team.planted.market)[industry]


@pytest.mark.parametrize("scenario", ["clean", "market", "mix", "slow60"])
def test_true_steps_lead_from_the_peers_leads_to_what_the_own_are_worth(scenario):
    team = team_of(1, scenario)
    true = truth(team, 3)
    expected = np.bincount(team.rep, worth_of_leads(team), minlength=len(team.roles))
    assert true.benchmark + true.steps.sum(axis=1) == pytest.approx(expected, rel=1e-9)


def test_true_steps_are_those_of_the_ladder_at_the_true_factors():
    team = team_of(2, "mixture")
    world, true = team.world, truth(team, 1)
    weights = exposure(team, window_of(team, 1)) * world.season[team.month]
    shape = (len(team.roles), *KINDS)
    place = np.ravel_multi_index((team.rep, *team.codes.T, *team.late.T), shape)
    own = np.bincount(place, weights, minlength=int(np.prod(shape))).reshape(len(team.roles), -1)
    codes = np.indices(KINDS).reshape(len(KINDS), -1)
    columns = [
        world.segments[0] * world.size * team.planted.market,
        *world.segments[1:],
        *([1.0, factor] for factor in world.late),
    ]
    factors = [
        np.tile(np.asarray(column)[code], (len(team.roles), 1))
        for column, code in zip(columns, codes, strict=True)
    ]
    nothing = [np.zeros((own.shape[1], 0))] * len(KINDS)
    level = world.base * world.roles[team.roles]
    worth = Worth(level, factors, np.zeros((len(level), 0)), nothing)
    found = steps(worth, own, peers_of(team.roles).astype(float) @ own)
    assert true.steps == pytest.approx(found.amounts, rel=1e-7, abs=1e-6)
    assert true.benchmark == pytest.approx(found.benchmark, rel=1e-9)


@pytest.mark.parametrize("scenario", ["drop", "mixture", "late_close"])
def test_planted_amounts_are_what_bookings_are_off_by_on_average(scenario):
    off = []
    for number in range(150):
        team = team_of(number, scenario)
        won = window_of(team, 3).holds(team.won)
        actual = np.bincount(team.rep[won], team.amount[won], minlength=len(team.roles))
        true = truth(team, 3)
        whole = true.benchmark + true.steps.sum(axis=1) + true.unexplained
        rep = team.planted.rep
        off.append((actual[rep] - whole[rep]) / true.target[rep])
    assert abs(np.mean(off)) < 4 * np.std(off) / np.sqrt(len(off))
    assert np.mean([truth(team_of(n, scenario), 3).unexplained.sum() for n in range(20)]) < 0


def test_nothing_moves_where_neither_market_nor_season_do():
    number = next(n for n in range(50) if team_of(n, "market").n_months >= 15)
    team = team_of(number, "market")
    calm = replace(team, world=replace(team.world, season=np.ones(team.n_months)))
    still = replace(calm, planted=replace(team.planted, market=np.ones(4)))
    assert movement(still, 3)[0] == pytest.approx(0, abs=1e-6)
    moved, by_index = movement(calm, 3)
    assert (moved <= 0).all()
    assert moved.sum() < 0
    now = exposure(calm, window_of(calm, 3))
    then = exposure(calm, window_of(calm, 3, before=12))
    whole = calm.chance * calm.world.size[calm.codes[:, 0]] * (now + then)
    share = calm.planted.market[calm.codes[:, 0]] - 1
    by_lead = np.bincount(calm.rep, whole * share, minlength=len(calm.roles)) / 2
    assert by_index == pytest.approx(by_lead, rel=1e-6, abs=1e-6)


def studied(scenario: str, n_teams: int) -> dict[str, np.ndarray]:
    """Bookings of target, likelihood ratios and blame in the last three months, rep by rep."""
    parts = []
    for number in range(n_teams):
        team = team_of(number, scenario)
        window, true = window_of(team, 3), truth(team, 3)
        won, n_reps = window.holds(team.won), len(team.roles)
        actual = np.bincount(team.rep[won], team.amount[won], minlength=n_reps)
        seen = oracle(team, 3, true.wins)
        parts.append(
            {
                "short": 1 - actual / true.target,
                "drop": seen.drop,
                "late": seen.late[0.60],
                "planted": np.arange(n_reps) == team.planted.rep,
                "under": short_of_target(actual, true.target),
                "price": short_by_price(team, window, true.target),
            }
        )
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def recall(found: dict[str, np.ndarray], score: str, false_alarms: float) -> float:
    planted = found["planted"]
    bar = np.quantile(found[score][~planted], 1 - false_alarms)
    return float((found[score][planted] > bar).mean())


def test_the_oracle_finds_more_than_who_is_shortest_of_target():
    drops = studied("drop", 120)
    assert recall(drops, "drop", 0.05) > recall(drops, "short", 0.05)
    assert recall(studied("slow60", 60), "late", 0.01) > 0.95


def test_the_usual_ways_blame_many_who_have_done_nothing():
    found = studied("clean", 60)
    assert found["under"].mean() > 0.2
    assert found["price"].mean() > 0.2


def test_the_oracle_prefers_the_drop_where_wins_are_few():
    team = team_of(4, "clean")
    expected = np.full(len(team.roles), 10.0)
    none = replace(team, won=np.full(len(team.won), NEVER))
    assert (oracle(none, 3, expected).drop > 0).all()
    assert oracle(none, 3, expected).drop_named.all()
    fine = truth(team, 3).wins
    assert oracle(team, 3, fine / 3).drop.sum() < 0


def test_who_is_blamed_by_target_and_by_price():
    target = np.array([100.0, 100.0])
    assert short_of_target(np.array([79.0, 80.0]), target).tolist() == [True, False]
    team = team_of(5, "clean")
    poor = replace(team, amount=np.where(team.rep == 0, 0.0, team.amount))
    blamed = short_by_price(poor, window_of(team, 3), truth(team, 3).target)
    assert blamed[0]
    assert not blamed.all()


def test_a_team_is_the_same_whoever_asks_for_it():
    one, two = trials(5, "clean", range(2)), trials(5, "clean", range(1, 2))
    later = together([one[0][1]])
    mine = later.team == 1
    assert np.array_equal(later.found[mine], two[0][1].found, equal_nan=True)
