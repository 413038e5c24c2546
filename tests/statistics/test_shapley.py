"""Shapley effects against Das Gupta's worked examples, all orders by hand, and laws."""

import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import lmdi, shapley, shapley_of

LAW = settings(max_examples=60, deadline=None, derandomize=True)
NUMBER = st.floats(-100, 100).map(lambda x: round(x, 3))


@st.composite
def sides(draw, number=NUMBER, least=1, most=5):
    n = draw(st.integers(least, most))
    row = st.lists(number, min_size=n, max_size=n)
    return np.array(draw(row)), np.array(draw(row))


def by_orders(new, old):
    """Mean over all orders in which the factors can move, exact."""
    n = len(new)
    total = [Fraction(0)] * n
    for order in permutations(range(n)):
        now = [Fraction(float(x)) for x in old]
        for k in order:
            before = math.prod(now)
            now[k] = Fraction(float(new[k]))
            total[k] += math.prod(now) - before
    return [float(part / math.factorial(n)) for part in total]


# Das Gupta 1993, Standardization and Decomposition of Rates, worked examples, as the
# README of DasGuptR (github josiahpjking/DasGuptR) repeats them
DAS_GUPTA = {
    "2.1": ([10930, 0.717892], [16591, 0.825974], [4369.913, 1487.262], 1e-3),
    "2.2": (
        [51.78746, 0.45919, 0.52638],
        [84.90502, 0.75756, 0.51065],
        [10.4340333, 10.5608476, -0.6670084],
        1e-6,
    ),
    "2.3": (
        [25.3, 0.214, 0.279, 0.949],
        [32.7, 0.29, 0.473, 0.986],
        [0.6889411, 0.8125381, 1.3829055, 0.1047547],
        1e-6,
    ),
    "2.4": (
        [0.58, 0.76, 0.84, 0.66, 16.573],
        [0.72, 0.97, 0.97, 0.56, 16.158],
        [1.0909785, 1.2298438, 0.7278399, -0.8398707, -0.1290187],
        1e-6,
    ),
}


@pytest.mark.parametrize("example", DAS_GUPTA)
def test_shapley_gives_das_guptas_effects(example):
    old, new, expected, tolerance = DAS_GUPTA[example]
    assert shapley(new, old) == pytest.approx(expected, abs=tolerance)
    assert shapley_of(lambda *x: math.prod(x), new, old) == pytest.approx(expected, abs=tolerance)


def test_shapley_gives_das_guptas_effects_of_vectors():
    # Das Gupta 1993, example 4.3 (DasGuptR README): birth rate of Taiwan, seven age groups
    in_1960 = [
        np.array([393, 407, 369, 274, 184, 90, 16]),
        np.array([0.122, 0.622, 0.903, 0.93, 0.916, 0.873, 0.8]),
        np.array([0.043, 0.041, 0.036, 0.032, 0.026, 0.02, 0.018]),
    ]
    in_1970 = [
        np.array([488, 452, 338, 156, 63, 22, 3]),
        np.array([0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876]),
        np.array([0.058, 0.038, 0.032, 0.03, 0.026, 0.023, 0.019]),
    ]
    expected = [-7.285632, -2.720633, -1.565181]
    found = shapley_of(lambda a, b, c: (a * b * c).sum(), in_1970, in_1960)
    assert found == pytest.approx(expected, abs=1e-6)
    # a sum of products is the sum of their effects
    by_group = shapley(np.transpose(in_1970), np.transpose(in_1960))
    assert by_group.sum(axis=0) == pytest.approx(expected, abs=1e-6)


def test_two_factors_by_hand():
    # 3 · 5 from 2 · 4: 1 · (4 + 5)/2 and 1 · (2 + 3)/2
    assert shapley([3, 5], [2, 4]) == pytest.approx([4.5, 2.5])


def test_no_win_with_a_fifth_more_leads_by_hand():
    # methods 1: leads +20 %, no win: Shapley +50 / -550 / 0 where LMDI's limit is 0 / -500 / 0
    new, old = [12, 0, 50], [10, 1, 50]
    assert shapley(new, old) == pytest.approx([50, -550, 0])
    assert lmdi(new, old) == pytest.approx([0, -500, 0])


@LAW
@given(sides())
def test_shapley_is_the_mean_over_all_orders(pair):
    size = max(1.0, float(np.prod(np.maximum(abs(pair[0]), abs(pair[1])))))
    assert shapley(*pair) == pytest.approx(by_orders(*pair), rel=1e-9, abs=1e-12 * size)


@LAW
@given(sides())
def test_effects_add_up_to_the_gap_and_turn_with_the_sides(pair):
    new, old = pair
    effects = shapley(new, old)
    size = max(1.0, float(np.prod(np.maximum(abs(new), abs(old)))))
    assert effects.sum() == pytest.approx(np.prod(new) - np.prod(old), abs=1e-12 * size)
    assert (shapley(old, new) == -effects).all()
    assert (effects[new == old] == 0).all()


@LAW
@given(sides(least=2), st.floats(-50, 50), st.randoms(use_true_random=False))
def test_effects_scale_with_the_money_and_do_not_mind_the_order(pair, scale, random):
    new, old = pair
    effects = shapley(new, old)
    size = max(1.0, float(np.prod(np.maximum(abs(new), abs(old)))))
    dearer = np.ones(len(new))
    dearer[0] = scale
    scaled = shapley(new * dearer, old * dearer)
    assert scaled == pytest.approx(effects * scale, abs=1e-10 * size * max(1, abs(scale)))
    order = random.sample(range(len(new)), len(new))
    assert shapley(new[order], old[order]) == pytest.approx(effects[order], abs=1e-10 * size)


@LAW
@given(
    st.lists(st.tuples(st.floats(0.5, 2), st.floats(-1, 1)), min_size=2, max_size=4),
    st.sampled_from([0.02, 0.01]),
)
def test_shapley_and_lmdi_differ_in_the_third_order_only(factors, step):
    old, slope = np.array(factors).T
    differences = [
        abs(lmdi(new, old) - shapley(new, old)).max()
        for new in (old * (1 + slope * step), old * (1 + slope * step / 2))
    ]
    # an error of the third order falls to an eighth with half the step, of the second to a fourth
    assert differences[0] <= 3 * np.prod(old) * step**3
    assert differences[1] <= differences[0] / 6 + 1e-12


@LAW
@given(st.lists(sides(least=3, most=3), min_size=1, max_size=4))
def test_many_cases_at_once_are_the_cases_one_by_one(pairs):
    new, old = (np.array(side) for side in zip(*pairs, strict=True))
    together = shapley(new[:, np.newaxis], old[:, np.newaxis])
    assert together.shape == (len(pairs), 1, 3)
    for found, pair in zip(together[:, 0], pairs, strict=True):
        assert found == pytest.approx(shapley(*pair), abs=1e-9)


def test_a_missing_factor_leaves_its_case_unknown_and_others_known():
    found = shapley([[math.nan, 2], [3, 5]], [[1, 2], [2, 4]])
    assert np.isnan(found[0]).all()
    assert found[1] == pytest.approx([4.5, 2.5])


def test_unequal_and_too_many_factors_are_refused():
    with pytest.raises(ValueError, match="1 new and 2 old factors"):
        shapley_of(lambda *x: math.prod(x), [1], [1, 2])
    with pytest.raises(ValueError, match="0 new and 0 old"):
        shapley_of(lambda *x: math.prod(x), [], [])
    with pytest.raises(ValueError, match="1 to 12"):
        shapley([1] * 13, [2] * 13)
