"""Spread of a team's rates beyond chance, by hand and against statsmodels."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from salesreport.statistics import spread

LAW = settings(max_examples=50, deadline=None, derandomize=True)


WINS, TRIALS = [8, 2, 12, 5, 20, 9], [40, 30, 45, 28, 60, 50]


def test_spread_by_hand():
    # 8 and 2 of 10 each: rate .5, z = ±.3/sqrt(.025), q = 2 · .09/.025
    found = spread([8, 2], [10, 10])
    assert found.rate == 0.5
    assert found.q == pytest.approx(7.2)
    assert found.factor == pytest.approx(3.6)
    assert found.beyond_chance  # 7.2 > 1 + 2 sqrt(2)
    assert math.isnan(found.tau2)


def test_variance_between_rates_is_that_of_statsmodels():
    won, tried = np.array(WINS, float), np.array(TRIALS, float)
    rate = won.sum() / tried.sum()
    oracle = combine_effects(won / tried, rate * (1 - rate) / tried, method_re="dl")
    found = spread(WINS, TRIALS)
    assert found.q == pytest.approx(oracle.q)
    assert found.tau2 == pytest.approx(oracle.tau2)


def test_groups_that_are_alike_have_no_variance_between_them():
    found = spread([4, 4, 4, 4, 4], [20] * 5)
    assert (found.q, found.tau2, found.beyond_chance) == (0, 0, False)


def test_one_wild_group_among_ten_does_not_make_the_factor():
    calm, wild = [10] * 9 + [11], [10] * 9 + [40]
    assert spread(wild, [50] * 10).q > 30
    assert spread(wild, [50] * 10).factor < 1.5
    assert spread(calm, [50] * 10).factor < 0.1


@pytest.mark.parametrize(
    ("wins", "trials"), [([], []), ([3], [9]), ([0, 0], [0, 0]), ([3, 0], [9, 0])]
)
def test_fewer_than_two_groups_do_not_differ(wins, trials):
    found = spread(wins, trials)
    assert math.isnan(found.q)
    assert math.isnan(found.tau2)
    assert not found.beyond_chance


@pytest.mark.parametrize("wins", [[0, 0, 0, 0, 0], [9, 8, 7, 6, 5]])
def test_nothing_and_all_won_tell_no_spread(wins):
    found = spread(wins, [9, 8, 7, 6, 5])
    assert found.rate in (0, 1)
    assert math.isnan(found.factor)
    assert math.isnan(found.tau2)


def test_spread_of_unlike_lists_is_refused():
    with pytest.raises(ValueError, match="2 wins and 1 trials"):
        spread([1, 2], [9])


@LAW
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(30, 60)), min_size=5, max_size=12))
def test_spread_does_not_mind_the_order_and_empty_groups(groups):
    wins, trials = (list(row) for row in zip(*groups, strict=True))
    found = spread(wins, trials)
    again = spread([0, *wins[::-1]], [0, *trials[::-1]])
    assert again == pytest.approx(found, nan_ok=True)
    assert not found.tau2 < 0
