"""Chance that a random number of random amounts stays below an amount."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.statistics import revenue_cv, sum_below


def test_equal_amounts_count_the_wins_below():
    # three leads at 1/3, each deal 10: below 15 with 0 or 1 win: 8/27 + 12/27
    found = sum_below(15, wins=1.0, leads=3, mean=10, amount_cv=0)
    assert found == pytest.approx(20 / 27)


def test_an_amount_that_is_exactly_met_is_not_below():
    assert sum_below(10, wins=1.0, leads=2, mean=10, amount_cv=0) == pytest.approx(1 / 4)


def test_exponential_amounts_by_hand():
    # CV 1: one lead won at 1/2, amount exponential with mean 10: 1/2 + 1/2 (1 - e^-1)
    found = sum_below(10, wins=0.5, leads=1, mean=10, amount_cv=1)
    assert found == pytest.approx(0.5 + 0.5 * (1 - math.exp(-1)))


def test_poisson_wins_without_leads():
    # nothing below 10 but no win: e^-2
    assert sum_below(10, wins=2, leads=None, mean=10, amount_cv=0) == pytest.approx(math.exp(-2))


def test_drawn_sums_come_near_with_the_spread_that_revenue_cv_says():
    # 6.4 wins, CV 0.5 (truths.json noise_cv_revenue: 0.4419417)
    draw, wins, cv = np.random.default_rng(3), 6.4, 0.5
    k = draw.poisson(wins, 100_000)
    sums = np.where(k > 0, draw.gamma(np.maximum(k, 1) / cv**2, 100 * cv**2), 0.0)
    assert sums.std() / sums.mean() == pytest.approx(revenue_cv(wins, cv), abs=0.005)
    for amount in (300, 640, 1000):
        found = sum_below(amount, wins=wins, leads=None, mean=100, amount_cv=cv)
        assert (sums < amount).mean() == pytest.approx(found, abs=0.005)


@given(st.floats(0, 30), st.integers(0, 60), st.floats(0, 2), st.floats(0, 5000))
def test_it_is_a_chance_and_rises_with_the_amount(wins, leads, cv, amount):
    of = {"wins": wins, "leads": leads or None, "mean": 100, "amount_cv": cv}
    low, high = sum_below(amount, **of), sum_below(amount * 1.5 + 1, **of)
    assert 0 <= low <= high + 1e-12 <= 1 + 2e-12


def test_unknown_wins_are_unknown_and_nothing_is_below_nothing():
    assert math.isnan(sum_below(5, wins=float("nan"), leads=None, mean=1, amount_cv=0))
    assert sum_below(0, wins=1, leads=None, mean=1, amount_cv=0) == 0


@pytest.mark.parametrize("bad", [{"wins": -1}, {"mean": 0}, {"amount_cv": -1}])
def test_numbers_that_make_no_sense_are_refused(bad):
    with pytest.raises(ValueError, match="give 0 or more"):
        sum_below(5, **{"wins": 1, "leads": None, "mean": 1, "amount_cv": 0} | bad)
