"""Made-up teams: the same from the same seed, and as they are said to be."""

from dataclasses import fields

import numpy as np
import pytest

from benchmarks.teams import DISPERSION, MONTH, SCENARIOS, Team, simulated
from benchmarks.truths import exposure
from salesreport.attribution.leads import NEVER, Window


def team_of(number: int, scenario: str = "clean") -> Team:
    return simulated(np.random.default_rng([7, number]), scenario)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_same_seed_gives_the_same_team(scenario):
    one, again, other = (team_of(number, scenario) for number in (1, 1, 2))
    for field in fields(Team):
        if isinstance(getattr(one, field.name), np.ndarray):
            assert np.array_equal(getattr(one, field.name), getattr(again, field.name))
    assert not np.array_equal(one.won, other.won)


def test_an_unknown_scenario_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="no scenario 'slow'; one of clean, market"):
        team_of(1, "slow")


def test_teams_are_as_large_and_as_busy_as_they_are_said_to_be():
    teams = [team_of(number) for number in range(60)]
    reps = np.array([len(team.roles) for team in teams])
    months = np.array([team.n_months for team in teams])
    assert reps.min() >= 5
    assert reps.max() <= 20
    assert months.min() >= 12
    assert months.max() <= 24
    assert all(10 <= t.per_month <= 60 for t in teams)
    assert all(10 <= t.world.median_days <= 90 for t in teams)
    assert {len(set(t.roles.tolist())) for t in teams} <= {1, 2}


def test_kinds_of_leads_are_won_in_10_to_40_of_100_cases():
    for number in range(60):
        world = team_of(number).world
        best = world.base * np.prod([part.max() for part in world.segments])
        worst = world.base * np.prod([part.min() for part in world.segments]) * world.late[1]
        assert worst >= 0.10 - 1e-9
        assert best <= 0.40 + 1e-9


def test_losses_are_slower_than_wins_and_deals_are_open_at_the_end():
    team = team_of(3)
    old = team.assigned < 3 * MONTH
    won, lost = old & (team.won < NEVER), old & (team.lost < NEVER)
    days_won = np.median((team.won - team.assigned)[won])
    assert np.median((team.lost - team.assigned)[lost]) > 1.3 * days_won
    is_open = (team.won == NEVER) & (team.lost == NEVER)
    assert is_open[team.month == team.n_months - 1].mean() > is_open[old].mean()
    assert not ((team.won < NEVER) & (team.lost < NEVER)).any()
    assert max(team.won[won].max(), team.lost[lost].max()) <= team.end


def test_wins_of_a_rep_in_a_month_vary_by_1_3_times_their_mean():
    squares = mean = 0.0
    for number in range(150):
        team = team_of(number)
        window = Window(team.end + 1 - 3 * MONTH, team.end - 2 * MONTH)
        expected = np.bincount(team.rep, team.chance * exposure(team, window))
        wins = np.bincount(team.rep[window.holds(team.won)], minlength=len(team.roles))
        squares += np.square(wins[: len(expected)] - expected).sum()
        mean += expected.sum()
    # 1,900 squares: their mean is off by about 0.04
    assert squares / mean == pytest.approx(DISPERSION, abs=0.12)


def test_lateness_is_planted_on_one_rep_in_the_last_six_months():
    team = team_of(4, "slow60")
    mine = team.rep == team.planted.rep
    recent = team.month >= team.n_months - 6
    assert team.late[mine & recent, 0].mean() == pytest.approx(0.6, abs=0.12)
    assert team.late[~(mine & recent), 0].mean() == pytest.approx(0.15, abs=0.03)
    assert team_of(4, "harmless").world.late[0] == 1


def test_a_late_close_leaves_the_last_month_without_its_largest_deal():
    with_it, without = team_of(5), team_of(5, "late_close")
    rep = without.planted.rep
    last = (with_it.rep == rep) & (with_it.month >= 0) & (with_it.won < NEVER)
    last &= with_it.won >= with_it.end + 1 - MONTH
    assert without.slipped[rep] == with_it.amount[last].max()
    gone = with_it.amount.sum() - without.amount.sum()
    assert gone == pytest.approx(without.slipped.sum())


def test_a_high_target_and_a_market_are_planted_where_they_are_said():
    assert team_of(6, "target").planted.target.max() == 1.4
    market = team_of(6, "market").planted
    assert market.rep is None
    assert sorted(market.market.tolist()) == [0.6, 1, 1, 1]
