"""Scores as one number: the seed's own two rows, and what a geometric mean changes."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import any_weights, geometric_mean, rank_acceptability, weighted_mean

LAW = settings(max_examples=60, deadline=None, derandomize=True)
WEIGHTS = [30, 25, 20, 15, 10]  # completion, conversion, per customer, collection, process


def points(completion, conversion, per_customer, collection, process):
    """Points of raw value / benchmark, at most 100."""
    return [
        100 * min(1, raw / best)
        for raw, best in [completion, conversion, per_customer, collection, (process, 100)]
    ]


def test_the_seeds_rows_under_process_84_and_90():
    # own arithmetic: conversion / 32 %, revenue per customer / 80,000, collection as it is
    a = points((520, 500), (0.25, 0.32), (65000, 80000), (0.92, 1), 84)
    b = points((210, 300), (0.15, 0.32), (42000, 80000), (0.85, 1), 90)
    assert weighted_mean(a, WEIGHTS) == pytest.approx(87.98125, abs=1e-6)
    assert weighted_mean(b, WEIGHTS) == pytest.approx(64.96875, abs=1e-6)


def test_the_seeds_rows_under_the_same_process():
    # own arithmetic: conversion / 35 %, collection / 95 % capped, process 94 for both: 88 and 65
    a = points((520, 500), (0.25, 0.35), (65000, 80000), (0.92, 0.95), 94)
    b = points((210, 300), (0.15, 0.35), (42000, 80000), (0.85, 0.95), 94)
    assert weighted_mean(a, WEIGHTS) == pytest.approx(88, abs=0.05)
    assert weighted_mean(b, WEIGHTS) == pytest.approx(65, abs=0.05)


def test_the_seeds_first_rep_is_first_under_nearly_all_weights():
    # methods 7: 99.8 % of all weights
    a = points((520, 500), (0.25, 0.32), (65000, 80000), (0.92, 1), 84)
    b = points((210, 300), (0.15, 0.32), (42000, 80000), (0.85, 1), 90)
    weights = any_weights(5, 40_000, np.random.default_rng(7))
    assert rank_acceptability(np.array([a, b]), weights)[0, 0] == pytest.approx(0.998, abs=0.001)


def test_a_geometric_mean_by_hand():
    assert geometric_mean([90, 40], [1, 1]) == pytest.approx(60)
    assert geometric_mean([8, 1], [2, 1]) == pytest.approx(4)
    assert weighted_mean([90, 40], [1, 1]) == 65


def test_nothing_on_one_measure_is_nothing_on_the_whole():
    assert geometric_mean([100, 0], [75, 25]) == 0
    assert geometric_mean([0, 0], [1, 1]) == 0
    assert geometric_mean([100, 0], [100, 0]) == pytest.approx(100)


def test_a_missing_measure_leaves_the_score_unknown_unless_it_has_no_weight():
    for mean in (weighted_mean, geometric_mean):
        assert math.isnan(mean([100, math.nan], [75, 25]))
        assert mean([100, math.nan], [75, 0]) == pytest.approx(100)


@pytest.mark.parametrize("weights", [[], [0, 0], [-1, 2], [1, math.nan]])
def test_weights_that_weigh_nothing_are_refused(weights):
    for mean in (weighted_mean, geometric_mean):
        with pytest.raises(ValueError, match="weights"):
            mean([50, 60][: len(weights)], weights)


def test_unlike_lists_and_negative_points_are_refused():
    with pytest.raises(ValueError, match="2 measures and 1 weights"):
        weighted_mean([1, 2], [1])
    with pytest.raises(ValueError, match="points are negative"):
        geometric_mean([-1, 2], [1, 1])


MEASURES = st.lists(st.tuples(st.floats(0, 100), st.floats(0.01, 100)), min_size=1, max_size=8)


@LAW
@given(MEASURES, st.floats(0.01, 10))
def test_a_score_lies_within_its_points_and_a_geometric_one_not_above_it(measures, scale):
    got, weights = (list(row) for row in zip(*measures, strict=True))
    plain, balanced = weighted_mean(got, weights), geometric_mean(got, weights)
    assert min(got) - 1e-9 <= balanced <= plain + 1e-9 <= max(got) + 1e-8
    scaled = [weight * scale for weight in weights]
    assert weighted_mean(got, scaled) == pytest.approx(plain)
    assert geometric_mean(got, scaled) == pytest.approx(balanced)


@LAW
@given(MEASURES, st.floats(0, 20))
def test_more_points_never_lower_a_score(measures, more):
    got, weights = (list(row) for row in zip(*measures, strict=True))
    better = [got[0] + more, *got[1:]]
    assert weighted_mean(better, weights) >= weighted_mean(got, weights) - 1e-9
    assert geometric_mean(better, weights) >= geometric_mean(got, weights) - 1e-9
