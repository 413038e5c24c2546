"""Poisson tails by hand, their laws, and the seed's own deals."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import at_least, at_most

LAW = settings(max_examples=60, deadline=None, derandomize=True)
COUNTS = st.integers(0, 60)
MEANS = st.floats(0, 60)


def test_the_seeds_second_rep_gets_five_deals_or_fewer_28_percent_of_the_time():
    # closed form, Poisson 300000/42000 = 7.142857; scipy gives .282836453
    assert at_most(5, 300000 / 42000) == pytest.approx(0.2828, abs=5e-5)


def test_poisson_tails_by_hand():
    assert at_most(0, 2.0) == pytest.approx(math.exp(-2))
    assert at_most(1, 2.0) == pytest.approx(3 * math.exp(-2))
    assert at_least(1, 2.0) == pytest.approx(1 - math.exp(-2))


def test_where_nothing_is_expected_nothing_comes():
    assert (at_most(0, 0.0), at_least(0, 0.0), at_least(1, 0.0)) == (1, 1, 0)


def test_unknown_expectation_and_impossible_counts():
    assert math.isnan(at_most(3, math.nan))
    assert math.isnan(at_least(3, math.nan))
    for wins, expected in [(-1, 2.0), (1, -2.0), (1.5, 2.0)]:
        with pytest.raises(ValueError, match="are expected"):
            at_most(wins, expected)
        with pytest.raises(ValueError, match="are expected"):
            at_least(wins, expected)


@LAW
@given(COUNTS, MEANS)
def test_the_two_tails_make_one_with_the_count_between_them(wins, expected):
    assert at_most(wins, expected) + at_least(wins + 1, expected) == pytest.approx(1)


@LAW
@given(COUNTS, MEANS, st.floats(0.1, 10))
def test_few_wins_are_rarer_the_more_are_expected(wins, expected, more):
    assert at_most(wins, expected + more) <= at_most(wins, expected)
    assert at_least(wins, expected + more) >= at_least(wins, expected)
