"""Ranks, other weights, geometric mean: values by hand and laws."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.analysis import (
    Scale,
    exact_first_share,
    geometric,
    independent,
    ranks_of,
    totals_near,
    totals_under_any,
    weight_changes,
)
from salesreport.analysis.scores import rounded

BANDS = (("excellent", 90.0), ("good", 80.0), ("pass", 70.0), ("needs_improvement", 0.0))
A = {"completion": 100, "conversion": 78.125, "revenue": 81.25, "collection": 95, "process": 84}
B = {"completion": 70, "conversion": 46.875, "revenue": 52.5, "collection": 85, "process": 90}
WEIGHTS = {"completion": 30, "conversion": 25, "revenue": 20, "collection": 15, "process": 10}


def scale(weights=WEIGHTS, **changes):
    return Scale(weights, {}, changes.pop("rescale_above", 0.6), BANDS, **changes)


def test_five_points_of_completion_by_hand():
    # others · 65/70: A 0.35 · 100 + 65/70 · (19.53125 + 16.25 + 14.25 + 8.4) = 89.2576
    up, down = weight_changes(A, scale())[:2]
    assert (up.measure, up.step, up.score, up.grade) == ("completion", 5, 89.26, "good")
    # 0.25 · 100 + 75/70 · 58.43125 = 87.6049
    assert (down.step, down.score) == (-5, pytest.approx(87.60))


def test_a_change_that_gives_another_grade_says_so():
    points = {"a": 100.0, "b": 60.0}  # 50/50: 80.00; 55/45: 82; 45/55: 78
    changes = weight_changes(points, scale({"a": 50.0, "b": 50.0}))
    assert [(c.score, c.grade) for c in changes] == [
        (82.0, "good"), (78.0, "pass"), (78.0, "pass"), (82.0, "good"),
    ]  # fmt: skip


def test_a_small_weight_falls_no_further_than_to_nothing():
    changes = weight_changes({"a": 100.0, "b": 0.0}, scale({"a": 97.0, "b": 3.0}))
    assert [c.step for c in changes] == [3.0, -5.0, 5.0, -3.0]


def test_one_measure_alone_has_no_other_weights():
    assert weight_changes({"a": 50.0}, scale({"a": 100.0})) == []


def test_missing_measures_are_rescaled_and_too_many_are_not_rated():
    points = {"a": 80.0, "b": None}
    up, down, *_ = weight_changes(points, scale({"a": 62.0, "b": 38.0}))
    assert (up.score, up.grade) == (80.0, "good")
    assert (down.score, down.grade) == (None, "not_rated")  # 57 of 100 is under 60


def test_scores_round_half_up_as_the_receipt_does():
    assert rounded(np.array([79.995, 79.9949, 0.005])).tolist() == [80.0, 79.99, 0.01]


def test_geometric_mean_by_hand():
    # sqrt(90 · 40) = 60
    assert geometric({"a": 90.0, "b": 40.0}, scale({"a": 50.0, "b": 50.0})) == pytest.approx(60)
    assert geometric({"a": 90.0, "b": 0.0}, scale({"a": 50.0, "b": 50.0})) == 0
    assert geometric({"a": None, "b": None}, scale({"a": 50.0, "b": 50.0})) is None


def test_first_share_of_two_reps_is_exact():
    points = np.array([list(A.values()), list(B.values())], dtype=float)
    # methods.md 7: A first in 99.8 % of uniform weights
    assert exact_first_share(points).tolist() == pytest.approx([0.998, 0.002], abs=5e-4)


def test_first_share_of_two_measures_is_exact():
    # truths.json smaa_exact: X = (1, 0), Y = (0, 1), Z = (.6, .6) -> .4, .4, .2
    shares = exact_first_share(np.array([[1.0, 0], [0, 1], [0.6, 0.6]]))
    assert shares.tolist() == pytest.approx([0.4, 0.4, 0.2])


def test_more_reps_and_measures_or_a_missing_one_have_to_be_drawn():
    assert exact_first_share(np.array([[90.0, np.nan, 50], [60, 70, 50]])) is None
    assert exact_first_share(np.eye(3)) is None


def test_rows_a_and_b_keep_their_ranks_under_near_weights():
    points = np.array([list(A.values()), list(B.values())], dtype=float)
    weights = np.array(list(WEIGHTS.values()), dtype=float)
    spans, first = ranks_of(totals_near(points, weights, draws=2000))
    assert (spans.best.tolist(), spans.worst.tolist()) == ([1, 2], [1, 2])
    assert first[0] == pytest.approx(1.0, abs=1e-3)  # methods.md 7: 100 %


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.integers(0, 100), min_size=3, max_size=3), min_size=2, max_size=4))
def test_row_order_changes_no_rank(points):
    rows = np.array(points, dtype=float)
    spans, first = ranks_of(totals_under_any(rows, draws=200))
    for order in list(permutations(range(len(rows))))[:6]:
        own, mine = ranks_of(totals_under_any(rows[list(order)], draws=200))
        assert own.best.tolist() == spans.best[list(order)].tolist()
        assert own.worst.tolist() == spans.worst[list(order)].tolist()
        assert mine == pytest.approx(first[list(order)])


def test_shuffled_draws_keep_their_values_and_lose_their_common_chance():
    drawn = np.random.default_rng(1).normal(size=4000)
    both = independent(np.column_stack([drawn, drawn]), np.array([0, 1]))
    assert np.array_equal(np.sort(both, axis=0), np.sort(np.column_stack([drawn, drawn]), axis=0))
    assert abs(np.corrcoef(both.T)[0, 1]) < 0.05
    swapped = independent(np.column_stack([drawn, drawn]), np.array([1, 0]))
    assert np.array_equal(swapped, both[:, ::-1])


def test_equal_reps_share_their_ranks():
    totals = independent(np.tile(np.random.default_rng(1).normal(size=(4000, 1)), 3), np.arange(3))
    spans, first = ranks_of(totals)
    assert (spans.best.tolist(), spans.worst.tolist()) == ([1, 1, 1], [3, 3, 3])
    assert first.tolist() == pytest.approx([1 / 3] * 3, abs=0.03)


def test_draws_without_a_total_are_left_out():
    totals = np.array([[1.0, 2.0], [np.nan, 3.0], [3.0, 2.0]])
    _, first = ranks_of(totals)
    assert first.tolist() == [0.5, 0.5]
    spans, none = ranks_of(np.full((2, 2), np.nan))
    assert (spans.worst.tolist(), np.isnan(none).all()) == ([2, 2], True)
