"""The made-up teams with one key action are as they are said to be, and what is told of them."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.keyactions import (
    N_DEALS,
    N_KINDS,
    SCENARIOS,
    Trial,
    made_up,
    missed,
    told,
    trial,
    usual,
)
from salesreport.statistics import mantel_haenszel
from salesreport.winloss import key_actions
from salesreport.winloss.strata import tables

TOP = Path(__file__).resolve().parents[2]


def team_of(number, scenario="planted"):
    return made_up(np.random.default_rng([7, number]), SCENARIOS[scenario])


def within_window(team):
    """Odds ratios by kind among all deals, by what was done in the first 14 days."""
    done = team.actions.done(team.deals, team.deals.created + 14)
    still = team.deals.days > 14
    together = np.zeros(int(still.sum()), dtype=np.int64)
    won = team.deals.is_won[still]
    return np.array([tables(together, row[still], won)[0] for row in done.T])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_same_seed_gives_the_same_team(scenario):
    one, again, other = (team_of(number, scenario) for number in (1, 1, 2))
    assert np.array_equal(one.deals.is_won, again.deals.is_won)
    assert np.array_equal(one.actions.day, again.actions.day)
    assert not np.array_equal(one.deals.is_won, other.deals.is_won)


def test_the_planted_kind_triples_the_odds_and_no_other_does():
    planted, others = np.zeros((2, 60, 2, 2), dtype=np.int64)
    for number in range(60):
        team = team_of(number)
        cells = within_window(team)
        planted[number] = cells[team.planted]
        others[number] = cells[(team.planted + 3) % N_KINDS]
    # within teams, whose rates differ; segments and shared work bend it a little
    assert mantel_haenszel(planted).odds_ratio == pytest.approx(3, rel=0.12)
    assert mantel_haenszel(others).odds_ratio == pytest.approx(1, abs=0.15)


def test_deals_are_as_many_and_actions_fall_inside_their_lives():
    for number in range(5):
        deals, actions, planted = team_of(number)
        assert deals.n == N_DEALS
        assert 0 <= planted < N_KINDS
        assert (actions.day >= deals.created[actions.deal]).all()
        assert (actions.day <= deals.closed[actions.deal]).all()


def test_won_deals_live_longer_and_have_more_of_everything():
    teams = [team_of(number, "none") for number in range(30)]
    won = np.concatenate([team.deals.days[team.deals.is_won] for team in teams])
    lost = np.concatenate([team.deals.days[~team.deals.is_won] for team in teams])
    # 60 and 40 days: gamma of shape 3 and 2, scale 20, less half a day for whole days
    assert won.mean() == pytest.approx(59.5, abs=2)
    assert lost.mean() == pytest.approx(39.5, abs=2)
    assert np.mean([usual(team)[0].mean() for team in teams]) > 1


def test_losses_take_as_many_times_as_long_and_actions_keep_pace():
    teams = [team_of(number, "pacenone") for number in range(30)]
    won = np.concatenate([team.deals.days[team.deals.is_won] for team in teams])
    lost = np.concatenate([team.deals.days[~team.deals.is_won] for team in teams])
    assert np.median(lost) / np.median(won) == pytest.approx(2, rel=0.06)
    part = np.concatenate([
        (team.actions.day - team.deals.created[team.actions.deal])
        / team.deals.days[team.actions.deal]
        for team in teams
    ])  # fmt: skip
    kind = np.concatenate([team.actions.kind for team in teams])
    means = [part[kind == one].mean() for one in range(N_KINDS)]
    assert means[1:] == pytest.approx(np.linspace(0.05, 0.7, N_KINDS)[1:], abs=0.02)


def test_in_deals_as_long_the_planted_kind_triples_the_odds_whatever_the_pace():
    cells = []
    for number in range(60):
        deals, actions, planted = team_of(number, "pace20")
        done = actions.done(deals, deals.created + 14)[:, planted]
        lengths = np.unique(deals.days // 4, return_inverse=True)[1]
        cells.append(tables(lengths.astype(np.int64), done, deals.is_won))
    assert mantel_haenszel(np.concatenate(cells)).odds_ratio == pytest.approx(3, rel=0.15)


def test_a_trend_is_in_young_deals_and_only_old_ones_are_taken():
    for number in range(5):
        deals, actions, planted = team_of(number, "trend")
        assert deals.closed.max() <= 365
        assert 365 - deals.created.max() >= np.quantile(deals.days, 0.85)
        late = deals.created >= 182
        rise = [
            actions.done(deals, deals.closed)[late, kind].mean()
            - actions.done(deals, deals.closed)[~late, kind].mean()
            for kind in range(N_KINDS)
        ]
        assert max(rise) > 0.35
        assert int(np.argmax(rise)) != planted


def test_one_team_is_judged():
    found = trial(1, "planted", 0)
    assert found.named.shape == found.usual_named.shape == (N_KINDS,)
    assert 200 < found.n < N_DEALS


def test_alike_segments_are_seldom_called_unlike():
    # Breslow and Day's sum over single combinations calls a fifth of alike kinds unlike
    found = [key_actions(*team_of(number)[:2]) for number in range(25)]
    unlike = [one.heterogeneity_p < 0.05 for team in found for one in team.actions]
    assert np.mean(unlike) <= 0.05


def found_of(first, named):
    flags = np.zeros(N_KINDS, dtype=bool)
    flags[: len(named)] = named
    return Trial(first, flags, first, flags, 250)


def test_shares_by_hand_and_what_misses_its_target():
    good, bad = found_of(True, [True]), found_of(False, [False, True, True])
    lines = "\n".join(told("planted", [good] * 3 + [bad]))
    assert "ours: planted ranked first  75.0%" in lines
    # 2 of 28 useless kinds, in one team of four
    assert "ours: useless named          7.1%" in lines
    assert "ours: teams with one named  25.0%" in lines
    assert len(missed("planted", [good] * 3 + [bad])) == 2
    assert missed("planted", [good] * 20 + [bad]) == []
    # without a planted kind the first is useless too: 1 of 8
    assert missed("none", [good]) == ["none: useless named 12.5%, at most 5%"]


@pytest.mark.slow
def test_the_output_is_the_same_with_more_jobs_and_meets_its_targets():
    said = []
    for jobs in ("1", "2"):
        command = [sys.executable, "benchmarks/keyactions.py", "--teams", "30", "--jobs", jobs]
        run = subprocess.run(
            [*command, "--scenarios", "segment", "pacenone", "none"],
            cwd=TOP, check=True, capture_output=True, text=True,
        )  # fmt: skip
        said.append([line for line in run.stdout.splitlines() if "ours" in line])
        assert "all targets met" in run.stdout
    assert said[0] == said[1]
