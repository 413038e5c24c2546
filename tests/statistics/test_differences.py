"""Newcombe's interval and Fisher's test against published numbers; their laws."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import fisher, newcombe, trials_to_tell_apart, wilson

LAW = settings(max_examples=50, deadline=None, derandomize=True)


@st.composite
def pairs(draw, most=120):
    trials, other = draw(st.integers(1, most)), draw(st.integers(1, most))
    return draw(st.integers(0, trials)), trials, draw(st.integers(0, other)), other


def test_newcombe_gives_the_interval_of_newcombe_1998():
    # 56/70 - 48/80: Newcombe 1998, Statistics in Medicine 17:873, method 10
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_newcombe_gives_the_interval_of_fagerland_2015():
    # 7/34 - 1/34 (Perondi): Fagerland, Lydersen, Laake, table in statsmodels test_proportion.py
    assert newcombe(7, 34, 1, 34) == pytest.approx((0.019, 0.34), abs=5e-4)


def test_the_seeds_two_reps_cannot_be_told_apart():
    # own arithmetic of 8/32 and 5/33: -9.8 to +29.0 points, Fisher p = .367
    assert newcombe(8, 32, 5, 33) == pytest.approx((-0.0981, 0.2895), abs=5e-5)
    assert fisher(8, 32, 5, 33) == pytest.approx(0.367, abs=5e-5)


def test_newcombe_from_two_wilson_intervals_by_hand():
    (l1, u1), (l2, u2) = wilson(9, 10), wilson(2, 12)
    p1, p2 = 0.9, 2 / 12
    low = p1 - p2 - math.hypot(p1 - l1, u2 - p2)
    high = p1 - p2 + math.hypot(u1 - p1, p2 - l2)
    assert newcombe(9, 10, 2, 12) == pytest.approx((low, high))


def test_all_against_nothing_keeps_inside_one():
    low, high = newcombe(5, 5, 0, 5)
    assert 0 < low < high == pytest.approx(1)


def test_an_empty_cohort_tells_nothing():
    for counts in [(0, 0, 3, 9), (3, 9, 0, 0), (0, 0, 0, 0)]:
        assert all(math.isnan(end) for end in newcombe(*counts))
        assert math.isnan(fisher(*counts))


def test_more_won_customers_than_leads_are_refused():
    for test in (newcombe, fisher):
        with pytest.raises(ValueError, match="no share of one cohort"):
            test(8, 32, 34, 33)


@LAW
@given(pairs())
def test_newcombe_holds_the_difference_and_changes_sign_with_the_order(pair):
    a, m, b, n = pair
    low, high = newcombe(a, m, b, n)
    assert -1 - 1e-12 <= low <= a / m - b / n <= high <= 1 + 1e-12
    assert newcombe(b, n, a, m) == pytest.approx((-high, -low), abs=1e-12)


@LAW
@given(pairs(), st.integers(2, 4))
def test_newcombe_narrows_with_more_of_the_same(pair, times):
    few, many = newcombe(*pair), newcombe(*(count * times for count in pair))
    assert many.high - many.low < few.high - few.low


def test_fishers_tea_by_hand():
    # 3 of 4 cups right: tables 0, 1, 3, 4 are no likelier: (1 + 16 + 16 + 1) / 70
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_fisher_sees_nothing_where_nothing_or_all_was_won():
    assert fisher(0, 20, 0, 5) == 1
    assert fisher(20, 20, 5, 5) == 1


@LAW
@given(pairs(most=40))
def test_fisher_does_not_mind_the_order_or_the_outcome_named(pair):
    a, m, b, n = pair
    chance = fisher(a, m, b, n)
    assert 0 < chance <= 1
    assert fisher(b, n, a, m) == pytest.approx(chance)
    assert fisher(m - a, m, n - b, n) == pytest.approx(chance)


def test_leads_needed_to_tell_25_from_15_percent():
    # Fleiss, Levin, Paik 2003, 4.14 without correction: (1.95996 sqrt(2 · .2 · .8)
    # + .84162 sqrt(.1875 + .1275))² / .01 = 249.98
    assert trials_to_tell_apart(0.25, 0.15) == 250
    by_hand = (1.959964 * math.sqrt(0.32) + 0.841621 * math.sqrt(0.315)) ** 2 / 0.01
    assert trials_to_tell_apart(0.25, 0.15) == math.ceil(by_hand)


def test_no_number_of_leads_tells_equal_rates_apart():
    assert math.isnan(trials_to_tell_apart(0.2, 0.2))
    assert math.isnan(trials_to_tell_apart(math.nan, 0.2))
    assert math.isnan(trials_to_tell_apart(0, 0))
    assert trials_to_tell_apart(1, 0) < 10
    with pytest.raises(ValueError, match="other_rate is 2"):
        trials_to_tell_apart(0.2, 2)


@LAW
@given(st.floats(0.02, 0.4), st.floats(0.05, 0.3))
def test_more_leads_are_needed_for_more_power_and_order_does_not_matter(rate, step):
    needed = trials_to_tell_apart(rate, rate + step)
    assert trials_to_tell_apart(rate + step, rate) == needed
    assert trials_to_tell_apart(rate, rate + step, power=0.9) > needed
