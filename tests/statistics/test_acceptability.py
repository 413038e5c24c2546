"""Ranks under other weights: exact for two measures, drawn for more."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import (
    any_weights,
    exact_acceptability,
    rank_acceptability,
    rank_range,
)

LAW = settings(max_examples=40, deadline=None, derandomize=True)
TRIO = np.array([[1, 0], [0, 1], [0.6, 0.6]])
TEAMS = st.integers(1, 6).flatmap(
    lambda reps: st.lists(
        st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=reps, max_size=reps
    )
)


def test_first_ranks_of_three_on_two_measures():
    # closed form: w > .6, w < .4, between
    assert exact_acceptability(TRIO)[:, 0] == pytest.approx([0.4, 0.4, 0.2], abs=1e-4)


def test_drawn_weights_come_to_the_same():
    weights = any_weights(2, 100_000, np.random.default_rng(3))
    assert rank_acceptability(TRIO, weights)[:, 0] == pytest.approx([0.4, 0.4, 0.2], abs=0.006)


def test_one_of_two_ahead_on_three_measures_in_closed_form():
    # a - b = (3, -1, -2): the share of the simplex where 3x > y + 2z is
    # 3² / ((3 + 1)(3 + 2)) = .45
    points = np.array([[3.0, 0, 0], [0, 1, 2]])
    found = rank_acceptability(points, any_weights(3, 100_000, np.random.default_rng(4)))
    assert found[0, 0] == pytest.approx(0.45, abs=0.006)


def test_alone_and_alike():
    assert exact_acceptability(np.array([[5.0, 5]])).tolist() == [[1]]
    alike = exact_acceptability(np.array([[5.0, 5], [5, 5], [5, 5]]))
    assert alike == pytest.approx(np.full((3, 3), 1 / 3))


def test_two_alike_share_their_ranks_behind_a_better_one():
    found = exact_acceptability(np.array([[1.0, 1], [9, 9], [1, 1]]))
    assert found == pytest.approx(np.array([[0, 0.5, 0.5], [1, 0, 0], [0, 0.5, 0.5]]))


def test_better_on_all_is_always_first():
    weights = any_weights(4, 500, np.random.default_rng(5))
    found = rank_acceptability(np.array([[9.0, 8, 7, 6], [5, 5, 5, 5]]), weights)
    assert found.tolist() == [[1, 0], [0, 1]]


def test_missing_values_and_other_shapes_are_refused():
    weights = np.array([[0.5, 0.5]])
    with pytest.raises(ValueError, match="measures must agree"):
        rank_acceptability(np.ones((2, 3)), weights)
    for odd in (math.nan, math.inf):
        with pytest.raises(ValueError, match="a value is missing"):
            rank_acceptability(np.array([[1, odd]]), weights)
    with pytest.raises(ValueError, match="no draw"):
        rank_acceptability(np.ones((2, 2)), np.ones((0, 2)))
    with pytest.raises(ValueError, match="exactly two measures"):
        exact_acceptability(np.ones((2, 3)))


def test_a_range_of_ranks_by_hand():
    shares = np.array([[0.02, 0.9, 0.08], [0.98, 0.02, 0.0], [0.0, 0.08, 0.92]])
    found = rank_range(shares)
    assert (found.best.tolist(), found.worst.tolist()) == ([2, 1, 2], [3, 1, 3])
    narrow = rank_range(shares, level=0.5)
    assert (narrow.best.tolist(), narrow.worst.tolist()) == ([2, 1, 3], [2, 1, 3])


@LAW
@given(TEAMS)
def test_every_rep_has_a_rank_and_every_rank_a_rep(team):
    found = exact_acceptability(np.array(team, dtype=float))
    assert found.sum(axis=0) == pytest.approx(np.ones(len(team)))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(team)))
    best, worst = rank_range(found)
    assert np.all((best >= 1) & (best <= worst) & (worst <= len(team)))


@LAW
@given(TEAMS)
def test_exact_shares_are_those_of_a_fine_grid(team):
    points = np.array(team, dtype=float)
    steps = (np.arange(4000) + 0.5) / 4000
    grid = rank_acceptability(points, np.column_stack([steps, 1 - steps]))
    assert exact_acceptability(points) == pytest.approx(grid, abs=0.005)


@LAW
@given(TEAMS, st.randoms(use_true_random=False))
def test_the_order_of_reps_does_not_matter(team, random):
    places = list(range(len(team)))
    random.shuffle(places)
    points = np.array(team, dtype=float)
    assert exact_acceptability(points[places]) == pytest.approx(exact_acceptability(points)[places])
