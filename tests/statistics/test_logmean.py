"""LMDI against the published tests of LMDIR, against its own integral, and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import (
    lmdi,
    lmdi_ratios,
    lmdi_segments,
    logarithmic_mean,
    shapley,
)

LAW = settings(max_examples=80, deadline=None, derandomize=True)
POSITIVE = st.floats(0.01, 1000)
FROM_ZERO = st.one_of(st.just(0.0), POSITIVE)

# LMDIR (github MatthewHeun/LMDIR), tests/testthat/test_lmdi.R: two sub-categories of three
# factors in each of four years
YEARS = np.array(
    [
        [[1, 10, 2], [4, 5, 3]],
        [[4, 5, 3], [5, 6, 4]],
        [[8, 2, 4], [5, 7, 5]],
        [[10, 1, 5], [6, 8, 6]],
    ]
)


@st.composite
def sides(draw, number=POSITIVE, least=1, most=5):
    n = draw(st.integers(least, most))
    row = st.lists(number, min_size=n, max_size=n)
    return np.array(draw(row)), np.array(draw(row))


@st.composite
def segmented(draw, number=POSITIVE):
    shape = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    count = shape[0] * shape[1]
    row = st.lists(number, min_size=count, max_size=count)
    return tuple(np.array(draw(row)).reshape(shape) for _ in range(2))


def test_lmdi_gives_the_effects_of_lmdir():
    # LMDIR test_lmdi.R, additive; the gaps are 100, 59 and 99
    expected = [
        [69.79006598, -9.455125793, 39.66505981],
        [42.96021467, -34.31902656, 50.3588119],
        [54.01064234, -9.021284671, 54.01064234],
    ]
    found = lmdi_segments(YEARS[1:], YEARS[:-1]).effects
    assert found.tolist() == [pytest.approx(row, abs=1e-6) for row in expected]
    assert found.sum(axis=1) == pytest.approx([100, 59, 99])


def test_lmdi_gives_the_cells_of_lmdir():
    # LMDIR test_lmdi.R, first pair of years
    expected = [
        [50.47438029, -25.23719014, 14.76280986],
        [19.31568569, 15.78206435, 24.90224996],
    ]
    found = lmdi_segments(YEARS[1], YEARS[0]).cells
    assert found.tolist() == [pytest.approx(row, abs=1e-6) for row in expected]


def test_lmdi_gives_the_ratios_of_lmdir():
    # LMDIR test_lmdi.R, multiplicative; the products are 2.25, 1.327778 and 1.414226
    expected = [
        [1.761117821, 0.926191306, 1.379410116],
        [1.229284572, 0.847970248, 1.273773912],
        [1.208140223, 0.968911503, 1.208140223],
    ]
    found = lmdi_ratios(YEARS[1:], YEARS[:-1])
    assert found.tolist() == [pytest.approx(row, abs=1e-6) for row in expected]


def test_a_factor_that_was_or_becomes_zero_takes_all_as_in_lmdir():
    # LMDIR test_lmdi.R: the analytic limits of Wood and Lenzen 2006
    assert lmdi([4, 5, 3], [0, 10, 2]) == pytest.approx([60, 0, 0], abs=1e-9)
    assert lmdi([5, 6, 0], [4, 5, 3]) == pytest.approx([0, 0, -60], abs=1e-9)


@pytest.mark.parametrize(
    ("new", "old"),
    [([4, 5, 3], [0, 10, 2]), ([4, 5, 3], [0, 0, 2]), ([0, 6, 0], [4, 5, 3])],
)
def test_zeros_are_the_limit_of_small_numbers(new, old):
    # errors of the limit shrink with 1 / ln δ only: two very small numbers, extrapolated
    logs, effects = [], []
    for power in (150, 75):
        small = [np.where(np.array(side) == 0, 10.0**-power, side) for side in (new, old)]
        logs.append(1 / power)
        effects.append(lmdi(*small))
    slope = (effects[0] - effects[1]) / (logs[0] - logs[1])
    assert lmdi(new, old) == pytest.approx(effects[0] - slope * logs[0], abs=0.05)


def test_several_zeros_share_and_two_empty_sides_have_no_effects():
    assert lmdi([4, 5, 3], [0, 0, 2]).tolist() == [30, 30, 0]
    assert lmdi([0, 6, 0], [4, 5, 3]).tolist() == [-30, 0, -30]
    assert lmdi([0, 6, 2], [4, 5, 0]).tolist() == [0, 0, 0]
    assert lmdi([0, 6], [0, 5]).tolist() == [0, 0]


def test_splitting_conversion_leaves_the_other_drivers_as_they_are():
    # methods 1, own code: LMDI -122.60271 / -95.09805 / 77.70077 either way; Shapley
    # gives the leads -123.333 and -125.396
    leads, conversion, amount = lmdi([30, 0.2, 60], [40, 0.25, 50])
    assert (leads, conversion, amount) == pytest.approx((-122.60271, -95.09805, 77.70077), abs=1e-4)
    split = lmdi([30, 0.32, 0.625, 60], [40, 0.5, 0.5, 50])
    assert split[[0, 3]] == pytest.approx([leads, amount], abs=1e-9)
    assert split[1] + split[2] == pytest.approx(conversion, abs=1e-9)
    assert shapley([30, 0.2, 60], [40, 0.25, 50])[0] == pytest.approx(-123.333, abs=1e-3)
    apart = shapley([30, 0.32, 0.625, 60], [40, 0.5, 0.5, 50])[0]
    assert apart == pytest.approx(-125.396, abs=1e-3)


@LAW
@given(sides())
def test_lmdi_is_the_integral_along_constant_growth(pair):
    # dV = V Σ d ln x, with every factor growing at its own constant rate from old to new
    from scipy import integrate

    new, old = pair
    growth = np.log(new / old)
    area, _ = integrate.quad(lambda t: np.prod(old) * math.exp(t * growth.sum()), 0, 1)
    size = abs(area * growth).sum()
    assert lmdi(new, old) == pytest.approx(area * growth, rel=1e-6, abs=1e-9 * size + 1e-12)


@LAW
@given(sides(FROM_ZERO))
def test_effects_add_up_to_the_gap_and_turn_with_the_sides(pair):
    effects = lmdi(*pair)
    gap = np.prod(pair[0]) - np.prod(pair[1])
    assert effects.sum() == pytest.approx(gap, abs=1e-11 * abs(effects).sum() + 1e-12)
    assert (lmdi(pair[1], pair[0]) == -effects).all()


@LAW
@given(sides(FROM_ZERO, least=2), st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_effects_scale_with_the_money_and_do_not_mind_the_order(pair, scale, random):
    new, old = pair
    effects = lmdi(new, old)
    close = {"rel": 1e-9, "abs": 1e-9 * scale * (abs(effects).sum() + 1e-9)}
    dearer = np.ones(len(new))
    dearer[-1] = scale
    assert lmdi(new * dearer, old * dearer) == pytest.approx(effects * scale, **close)
    order = random.sample(range(len(new)), len(new))
    close["abs"] /= scale
    assert lmdi(new[order], old[order]) == pytest.approx(effects[order], **close)


@LAW
@given(sides(least=2), POSITIVE, POSITIVE)
def test_splitting_a_factor_leaves_the_others(pair, new_part, old_part):
    new, old = pair
    before = lmdi(new, old)
    split = lmdi(
        [*new[:-1], new[-1] / new_part, new_part], [*old[:-1], old[-1] / old_part, old_part]
    )
    size = abs(before).sum() + abs(split).sum()
    assert split[:-2] == pytest.approx(before[:-1], abs=1e-9 * size)
    assert split[-2:].sum() == pytest.approx(before[-1], abs=1e-9 * size)


@LAW
@given(segmented(FROM_ZERO))
def test_segments_add_up_and_ratios_multiply(pair):
    new, old = pair
    found = lmdi_segments(new, old)
    gap = new.prod(axis=1).sum() - old.prod(axis=1).sum()
    size = abs(found.cells).sum()
    assert found.effects.sum() == pytest.approx(gap, abs=1e-11 * size + 1e-12)
    assert found.cells.tolist() == [lmdi(*row).tolist() for row in zip(new, old, strict=True)]
    ratios = lmdi_ratios(new, old)
    totals = new.prod(axis=1).sum(), old.prod(axis=1).sum()
    if min(totals) > 0:
        assert np.log(ratios).sum() == pytest.approx(math.log(totals[0] / totals[1]), abs=1e-6)
    else:
        assert np.isnan(ratios).all()


@LAW
@given(POSITIVE, POSITIVE)
def test_the_mean_lies_between_the_geometric_and_the_arithmetic(a, b):
    mean = float(logarithmic_mean(a, b))
    assert math.sqrt(a * b) * (1 - 1e-12) <= mean <= (a + b) / 2 * (1 + 1e-12)
    assert mean == logarithmic_mean(b, a)


@pytest.mark.parametrize("step", [1e-15, 1e-12, 1e-9, 1e-6, 1e-3])
def test_the_mean_of_near_numbers_keeps_its_digits(step):
    # series: L(a, a(1 + x)) = a (1 + x/2 - x²/12 + x³/24 - ...); x as the float has it
    other = 7 * (1 + step)
    x = (other - 7) / 7
    expected = 7 * (1 + x / 2 - x**2 / 12 + x**3 / 24)
    assert float(logarithmic_mean(other, 7)) == pytest.approx(expected, rel=1e-13)


def test_the_mean_at_its_ends():
    assert logarithmic_mean([5, 0, 0, 3], [0, 5, 0, 3]).tolist() == [0, 0, 0, 3]
    assert float(logarithmic_mean(math.e, 1)) == pytest.approx(math.e - 1)
    assert float(logarithmic_mean(1e300, 1e-300)) == pytest.approx(1e300 / (600 * math.log(10)))
    assert math.isnan(logarithmic_mean(math.nan, 2))


def test_what_is_missing_stays_missing_and_leaves_other_cases_alone():
    found = lmdi([[2, math.nan], [2, 3]], [[1, 0], [1, 3]])
    assert np.isnan(found[0]).all()
    assert found[1] == pytest.approx([3, 0])


def test_negative_factors_and_missing_segments_are_refused():
    with pytest.raises(ValueError, match="a factor is -2; it must be 0 or more"):
        lmdi([1, -2], [1, 2])
    with pytest.raises(ValueError, match="a number is -1"):
        logarithmic_mean(2, -1)
    with pytest.raises(ValueError, match="segments, factors"):
        lmdi_segments([1, 2], [1, 2])
    with pytest.raises(ValueError, match="too small for a float"):
        lmdi([1e-200, 1e-200], [1, 2])
