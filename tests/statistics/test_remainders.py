"""Parts that add up to the cent, by hand and by law."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import exact_parts

LAW = settings(max_examples=150, deadline=None, derandomize=True)
EFFECTS = st.lists(st.one_of(st.just(0.0), st.floats(-1e9, 1e9)), min_size=1, max_size=6)


def test_parts_by_hand():
    assert exact_parts([-122.603, -95.098, 77.701], -140) == [-123, -95, 78]
    # 0.5 + 0.5 + 0.5 of 1: all round to 0, the first gets the missing unit
    assert exact_parts([1 / 3, 1 / 3, 1 / 3], 1) == [1, 0, 0]
    # 0.6 + 0.7 + 0.7 of 2: all round to 1, the smallest loses it
    assert exact_parts([0.6, 0.7, 0.7], 2) == [0, 1, 1]
    assert exact_parts([-0.6, -0.7, -0.7], -2) == [0, -1, -1]


def test_part_of_a_cent_in_the_gap_goes_to_one_part():
    # a mean of three peers: 10/3 cents
    found = exact_parts([1.7, 1.6333], Fraction(10, 3))
    assert sum(found) == Fraction(10, 3)
    assert sorted(part.denominator for part in found) == [1, 3]


def test_units_of_a_hundredth():
    cent = Fraction(1, 100)
    found = exact_parts([10.005, 10.005], 2001 * cent, unit=cent)
    assert found == [1001 * cent, 1000 * cent]


@LAW
@given(EFFECTS, st.integers(-1, 1), st.integers(1, 7))
def test_parts_add_up_exactly_and_stay_near(effects, off, thirds):
    exact = sum(map(Fraction, effects), Fraction(0))
    gap = Fraction(round(exact * thirds), thirds) + Fraction(off, 2 * thirds)
    found = exact_parts(effects, gap)
    assert sum(found) == gap
    assert exact_parts([-effect for effect in effects], -gap) == [-part for part in found]
    spread = abs(gap - exact)
    assert all(
        abs(part - Fraction(effect)) < 1 + spread
        for part, effect in zip(found, effects, strict=True)
    )
    if any(effects):
        assert all(part == 0 for part, x in zip(found, effects, strict=True) if x == 0)


@LAW
@given(EFFECTS)
def test_a_whole_gap_has_whole_parts(effects):
    gap = round(sum(map(Fraction, effects), Fraction(0)))
    found = exact_parts(effects, gap)
    assert sum(found) == gap
    assert all(part.denominator == 1 for part in found)


def test_large_money_keeps_its_cents():
    # floats of this size hold no cents any more
    gap = 123_456_789_012_345_679
    assert sum(exact_parts([gap / 3, gap / 3, gap / 3], gap)) == gap


def test_effects_of_another_gap_and_unknown_ones_are_refused():
    with pytest.raises(ValueError, match="effects add up to 3, not to the gap 10"):
        exact_parts([1, 2], 10)
    with pytest.raises(ValueError, match="give one or more numbers"):
        exact_parts([1, math.nan], 1)
    with pytest.raises(ValueError, match="give one or more numbers"):
        exact_parts([], 0)
    with pytest.raises(ValueError, match="unit is 0; it must be above 0"):
        exact_parts([1], 1, unit=0)
