"""Shares of all weights under which one of two is ahead."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.statistics import any_weights, exact_acceptability, share_ahead

DIFFERENCES = st.lists(st.integers(-100, 100), min_size=1, max_size=6)


def test_two_measures_agree_with_the_crossing_of_two_lines():
    # ahead while 30 w > 10 (1 - w), so for w > 1/4
    assert share_ahead([30.0, -10.0]) == pytest.approx(0.75)
    points = np.array([[90.0, 60.0], [60.0, 70.0]])
    assert exact_acceptability(points)[0, 0] == pytest.approx(0.75)


def test_one_positive_against_two_negative_by_hand():
    # P(3 E1 > E2 + 2 E3), E exponential of mean 1: each of E2, 2 E3 must fall short of
    # 3 E1 in turn, with 3/(3 + 1) and 3/(3 + 2)
    assert share_ahead([3.0, -1.0, -2.0]) == pytest.approx(3 / 4 * 3 / 5)


def test_rows_a_and_b_of_the_table():
    # methods.md 7, match 1: A is first in 99.8 % of uniform weights
    a, b = [100, 78.125, 81.25, 95, 84], [70, 46.875, 52.5, 85, 90]
    assert share_ahead(np.subtract(a, b)) == pytest.approx(0.998, abs=0.0005)


@pytest.mark.parametrize(
    ("differences", "share"),
    [([5.0, 0.0], 1.0), ([0.0, -5.0], 0.0), ([0.0, 0.0], 0.5), ([0.0, 4.0, -4.0], 0.5)],
)
def test_measures_in_which_both_are_equal_decide_nothing(differences, share):
    assert share_ahead(differences) == pytest.approx(share)


@given(DIFFERENCES)
def test_the_other_is_ahead_under_the_rest_of_the_weights(differences):
    other = [-d for d in differences]
    assert share_ahead(differences) + share_ahead(other) == pytest.approx(1)


@given(DIFFERENCES.filter(any))
def test_drawn_weights_come_near(differences):
    drawn = any_weights(len(differences), 20_000, np.random.default_rng(7))
    assert ((drawn @ differences) > 0).mean() == pytest.approx(share_ahead(differences), abs=0.02)


@given(DIFFERENCES, st.randoms(use_true_random=False))
def test_the_order_of_measures_does_not_matter(differences, shuffle):
    other = [*differences]
    shuffle.shuffle(other)
    assert share_ahead(other) == pytest.approx(share_ahead(differences))


@pytest.mark.parametrize("bad", [[], [1.0, float("nan")]])
def test_a_missing_difference_is_refused(bad):
    with pytest.raises(ValueError, match="give one a measure"):
        share_ahead(bad)
