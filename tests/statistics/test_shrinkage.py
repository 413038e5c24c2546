"""Efron and Morris's baseball players, and the laws of drawing rates together."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import james_stein, shrunk_rates, spread

LAW = settings(max_examples=60, deadline=None, derandomize=True)

# Efron and Morris 1975, table 1: hits in the first 45 at bats, average of the rest of 1970
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
REST = [0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269, 0.230, 0.264, 0.256, 0.303,
        0.264, 0.226, 0.285, 0.316, 0.200]  # fmt: skip
EARLY = np.array(HITS) / 45
MEAN = EARLY.mean()


def test_baseball_players_keep_a_fifth_of_their_distance():
    # Efron and Morris 1977: c = .212
    found = james_stein(EARLY, MEAN * (1 - MEAN) / 45)
    assert found.kept == pytest.approx(0.212, abs=6e-4)


def test_shrunken_averages_foretell_the_season_three_and_a_half_times_better():
    # total squared error .077 raw, .022 shrunk: factor 3.5
    shrunk = james_stein(EARLY, MEAN * (1 - MEAN) / 45).estimates
    raw_error = np.square(EARLY - REST).sum()
    assert raw_error / np.square(shrunk - REST).sum() == pytest.approx(3.5, abs=0.05)


def test_first_and_last_player_of_the_arcsine_version():
    # Efron and Morris 1975, table 1: .290 and .239
    transformed = math.sqrt(45) * np.arcsin(2 * EARLY - 1)
    estimates, _ = james_stein(transformed, 1.0)
    back = (np.sin(estimates / math.sqrt(45)) + 1) / 2
    assert (back[0], back[-1]) == pytest.approx((0.290, 0.239), abs=5e-4)


@pytest.mark.parametrize("values", [[], [3.0], [1, 2], [1, 2, 6]])
def test_fewer_than_four_values_stay_as_they_are(values):
    found = james_stein(values, 1.0)
    assert found.estimates.tolist() == values
    assert found.kept.tolist() == [1] * len(values)


def test_equal_values_and_pure_chance():
    assert james_stein([5, 5, 5, 5], 1.0).estimates.tolist() == [5, 5, 5, 5]
    assert james_stein([1, 2, 3, 4], 100.0).estimates.tolist() == [2.5] * 4
    assert james_stein([1, 2, 3, 4], 0.0).estimates.tolist() == [1, 2, 3, 4]


def test_a_missing_value_stays_missing_and_moves_nobody():
    found = james_stein([1, math.nan, 2, 3, 4, 10], 4.0).estimates
    assert math.isnan(found[1])
    assert np.delete(found, 1) == pytest.approx(james_stein([1, 2, 3, 4, 10], 4.0).estimates)


def test_a_negative_variance_is_refused():
    with pytest.raises(ValueError, match="variance of -1"):
        james_stein([1, 2, 3, 4], -1)


def test_rates_under_a_known_variance_by_hand():
    # pooled 13/65 = .2, variance .16; B = .01/(.01 + .16/32) and .01/(.01 + .16/33)
    rates, kept = shrunk_rates([8, 5], [32, 33], tau2=0.01)
    weights = [0.01 / (0.01 + 0.16 / 32), 0.01 / (0.01 + 0.16 / 33)]
    assert kept == pytest.approx(weights)
    assert rates == pytest.approx([0.2 + weights[0] * 0.05, 0.2 + weights[1] * (5 / 33 - 0.2)])


def test_rates_of_a_small_team_lean_on_the_stated_prior():
    # fewer than five groups: B = n / (n + 30)
    kept = shrunk_rates([8, 5], [32, 33]).kept
    assert kept == pytest.approx([32 / 62, 33 / 63])
    assert shrunk_rates([8, 5], [32, 33], prior_trials=60).kept == pytest.approx([32 / 92, 33 / 93])


def test_rates_of_a_team_use_its_own_spread():
    wins, trials = [8, 2, 12, 5, 20], [40] * 5
    found = spread(wins, trials)
    own, given_ = shrunk_rates(wins, trials), shrunk_rates(wins, trials, tau2=found.tau2)
    assert own.estimates.tolist() == given_.estimates.tolist()
    assert 0 < own.kept[0] < 1


def test_a_group_without_trials_gets_the_pooled_rate():
    rates, kept = shrunk_rates([8, 0], [32, 0])
    assert (rates[1], kept[1]) == (0.25, 0)


def test_without_any_trial_nothing_is_known():
    assert np.isnan(shrunk_rates([0, 0], [0, 0])).all()
    assert shrunk_rates([], []).estimates.size == 0


@pytest.mark.parametrize(("wins", "rate"), [([0, 0], 0), ([32, 33], 1)])
def test_nothing_and_all_won_stay_so(wins, rate):
    assert shrunk_rates(wins, [32, 33]).estimates.tolist() == [rate, rate]


def test_impossible_priors_are_refused():
    with pytest.raises(ValueError, match="tau2 -1"):
        shrunk_rates([1], [2], tau2=-1)
    with pytest.raises(ValueError, match="prior of 0 trials"):
        shrunk_rates([1], [2], prior_trials=0)


GROUPS = st.lists(
    st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=12,
)


@LAW
@given(GROUPS)
def test_a_shrunk_rate_lies_between_its_own_and_the_pooled_one(groups):
    wins, trials = np.array(groups).T
    rates, kept = shrunk_rates(wins, trials)
    alone, pooled = wins / trials, wins.sum() / trials.sum()
    assert np.all((kept >= 0) & (kept <= 1))
    assert np.all(rates >= np.minimum(alone, pooled) - 1e-12)
    assert np.all(rates <= np.maximum(alone, pooled) + 1e-12)


@LAW
@given(GROUPS)
def test_the_larger_group_keeps_more(groups):
    wins, trials = np.array(groups).T
    kept = shrunk_rates(wins, trials).kept
    order = np.argsort(trials)
    assert np.all(np.diff(kept[order]) >= -1e-12)
