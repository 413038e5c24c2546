"""The chance to reach an amount: limits worked by hand, laws, and draws of made-up reps."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import sum_below
from salesreport.statistics.reaching import Ahead, reach_chance, reached_median


def test_one_win_is_as_likely_as_not_none():
    # NB(size 1.5, length 1): P(0) = (1/2)^1.5
    ahead = Ahead(wins=1, length=1, mean=10, amount_cv=0)
    assert reach_chance(10, ahead) == pytest.approx(1 - 0.5**1.5)


def test_a_rate_known_for_certain_is_the_compound_of_a_month():
    ahead = Ahead(wins=1e7, length=3e-7, mean=10, amount_cv=0.8)
    expected = 1 - sum_below(30, wins=3, leads=None, mean=10, amount_cv=0.8)
    assert reach_chance(30, ahead) == pytest.approx(expected, abs=1e-5)


def test_nothing_asked_is_always_reached_and_nothing_comes_in_no_time():
    ahead = Ahead(wins=5, length=0, mean=10, amount_cv=0.5)
    assert reach_chance(0, ahead) == 1
    assert reach_chance(-3, ahead) == 1
    assert reach_chance(1, ahead) == 0
    assert reached_median(ahead) == 0
    assert math.isnan(reach_chance(float("nan"), ahead))


@pytest.mark.parametrize(
    "change", [{"wins": 0}, {"mean": 0}, {"length": -1}, {"amount_cv": -0.1}], ids=str
)
def test_what_nothing_can_be_told_from_is_refused(change):
    with pytest.raises(ValueError, match="give wins and a mean above 0"):
        Ahead(**({"wins": 5, "length": 1, "mean": 10, "amount_cv": 0.5} | change))


known = st.builds(
    Ahead,
    wins=st.integers(1, 60),
    length=st.floats(0.02, 2),
    mean=st.floats(1, 1e5),
    amount_cv=st.floats(0, 2),
)


@settings(max_examples=60)
@given(known, st.floats(0.01, 3), st.floats(1.0, 2))
def test_more_is_never_likelier_and_the_unit_of_money_does_not_matter(ahead, size, more):
    amount = size * ahead.wins * ahead.length * ahead.mean
    chance = reach_chance(amount, ahead)
    assert 0 <= reach_chance(amount * more, ahead) <= chance + 1e-9 <= 1 + 1e-9
    cents = Ahead(ahead.wins, ahead.length, ahead.mean * 100, ahead.amount_cv)
    assert reach_chance(amount * 100, cents) == pytest.approx(chance, abs=1e-6)


@settings(max_examples=40)
@given(known)
def test_the_median_is_reached_half_the_time(ahead):
    middle = reached_median(ahead)
    assert reach_chance(middle, ahead) >= 0.5
    assert reach_chance(middle * 1.001 + ahead.mean * 1e-6, ahead) <= 0.5 + 5e-3 or middle == 0


def test_chances_come_true_as_often_as_they_say():
    """Targets set by a year behind, a quarter ahead: p is reached about p of the time."""
    rng = np.random.default_rng(11)
    cv, told, came = 0.9, [], []
    for _ in range(3000):
        rate = np.exp(rng.uniform(np.log(4), np.log(60)))
        behind, later = rng.poisson(rate), rng.poisson(rate / 4)
        if behind < 3:
            continue
        sizes = rng.gamma(1 / cv**2, cv**2 * 10, behind + later)
        ahead = Ahead(behind, 0.25, float(sizes[:behind].mean()), cv)
        target = sizes[:behind].sum() / 4 * rng.uniform(0.2, 2.5)
        told.append(reach_chance(target, ahead))
        came.append(sizes[behind:].sum() >= target)
    told, came = np.array(told), np.array(came)
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1)):
        at = (told >= low) & (told < high)
        assert at.sum() > 200
        assert abs(told[at].mean() - came[at].mean()) < 0.07, (low, high)
