"""A chain's gap as effects of its steps: every rule by hand, and the laws over all months."""

import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import decompose, drivers, exact_parts, lmdi, shapley

LAW = settings(max_examples=150, deadline=None, derandomize=True)
PEERS = [40, 10, 500]
COUNT = st.integers(0, 60)
MONEY = st.one_of(st.just(0), st.integers(-100_000, 5_000_000))


@st.composite
def months(draw, most=4):
    """Totals of two sides: what was counted need not fit the chain."""
    kinds = [st.one_of(st.just(0), COUNT), st.one_of(st.just(0), COUNT), MONEY, MONEY][
        : draw(st.integers(3, most))
    ]
    return tuple(np.array([draw(kind) for kind in kinds]) for _ in range(2))


@st.composite
def good_months(draw):
    """Totals above 0, not very unlike."""
    kinds = [st.integers(1, 60), st.integers(1, 30), st.integers(1000, 10**6)]
    return tuple(np.array([draw(kind) for kind in kinds]) for _ in range(2))


def test_a_good_month_is_lmdi_of_its_factors():
    # methods 1: -122.60271 / -95.09805 / 77.70077 for 30 · .2 · 60 against 40 · .25 · 50
    found = drivers([30, 6, 360], PEERS)
    assert found.effects == pytest.approx([-122.60271, -95.09805, 77.70077], abs=1e-4)
    assert str(found.method) == "lmdi"
    # Shapley: -123.333, -95.833, 79.167
    assert found.sensitivity == pytest.approx(79.1667 - 77.7008, abs=1e-4)


def test_collection_is_a_fourth_step():
    found = drivers([30, 6, 360, 180], [*PEERS, 450])
    assert found.effects == pytest.approx(lmdi([30, 0.2, 60, 0.5], [40, 0.25, 50, 0.9]))
    assert found.effects.sum() == pytest.approx(-270)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        # no win on 48 leads: leads + 8 · .25 · 50 / 2, conversion - 44 · .25 · 50; amount 0
        ([48, 0, 0], [50, -550, 0]),
        # no leads: they have the loss, the rest takes the peers' values
        ([0, 0, 0], [-500, 0, 0]),
        # no win, 20 paid back
        ([40, 0, -20], [0, -500, -20]),
        # no leads and 2 wins of old ones at 45: leads -10 · 47.5, conversion 2 · 47.5,
        # amount -5 · (10 + 2) / 2
        ([0, 2, 90], [-475, 95, -30]),
        # no leads, no win, 20 paid back
        ([0, 0, -20], [-500, 0, -20]),
    ],
)
def test_a_month_with_a_hole_by_hand(month, expected):
    found = drivers(month, PEERS)
    assert found.effects == pytest.approx(expected)
    assert str(found.method) == "shapley"
    assert drivers(PEERS, month).effects == pytest.approx(-np.array(expected))


def test_a_month_of_refunds_has_a_negative_amount():
    # 20 leads, 5 wins, bookings -50: 20 · .25 · -10 against 40 · .25 · 50
    found = drivers([20, 5, -50], PEERS)
    assert found.effects == pytest.approx(shapley([20, 0.25, -10], [40, 0.25, 50]))
    # leads -20 · .25 · (50 - 10)/2, amount -60 · .25 · (20 + 40)/2
    assert found.effects == pytest.approx([-100, 0, -450])
    assert math.isnan(found.sensitivity)


def test_cash_on_no_bookings_is_collection():
    # the peers collect 80 %; 50 came in on bookings of nothing, and of -100
    peers = [*PEERS, 400]
    assert drivers([0, 0, 0, 50], peers).effects == pytest.approx([-400, 0, 0, 50])
    found = drivers([40, 10, -100, 50], peers).effects
    assert found == pytest.approx([0, 0, -480, 130])


def test_what_neither_side_has_does_nothing():
    assert drivers([0, 0, 0], [0, 0, 0]).effects.tolist() == [0, 0, 0]
    assert drivers([10, 0, 0], [0, 0, 0]).effects.tolist() == [0, 0, 0]
    assert drivers([10, 0, 0], [20, 0, 0]).effects.tolist() == [0, 0, 0]
    # adjustments alone on both sides, on other leads
    assert drivers([10, 0, -20], [30, 0, -50]).effects.tolist() == [0, 0, 30]
    # no lead table: 2 wins at 45 against 3 at 50
    assert drivers([0, 2, 90], [0, 3, 150]).effects == pytest.approx([0, -47.5, -12.5])


def test_a_factor_that_is_not_known_has_no_effect_and_the_difference_is_told():
    found = drivers([48, 0, 0], PEERS)
    assert found.effects[2] == 0
    # LMDI's limit hides the leads: 0 / -500 / 0
    assert found.sensitivity == pytest.approx(50)
    # 20 paid back, or wins of old leads: a rest, for which LMDI has no answer
    assert np.isnan(drivers([[40, 0, -20], [0, 2, 90]], PEERS).sensitivity).all()


def test_many_reps_at_once_are_each_alone():
    rows = [[30, 6, 360], [48, 0, 0], [0, 2, 90], [20, 5, -50], [40, 10, 500], [5, 9, 700]]
    together = drivers(rows, PEERS)
    assert together.method.tolist() == ["lmdi", "shapley", "shapley", "shapley", "lmdi", "lmdi"]
    for k, row in enumerate(rows):
        alone = drivers(row, PEERS)
        assert together.effects[k] == pytest.approx(alone.effects, abs=1e-12)
        assert together.sensitivity[k] == pytest.approx(alone.sensitivity, nan_ok=True, abs=1e-12)
    nested = drivers([rows], PEERS)
    assert nested.effects.tolist() == [together.effects.tolist()]


@LAW
@given(months())
def test_every_month_has_an_answer_that_adds_up_and_turns_with_the_sides(pair):
    new, old = pair
    found = drivers(new, old)
    assert np.isfinite(found.effects).all()
    size = abs(found.effects).sum()
    assert found.effects.sum() == pytest.approx(new[-1] - old[-1], abs=1e-9 * size + 1e-9)
    back = drivers(old, new)
    assert (back.effects == -found.effects).all()
    assert str(back.method) == str(found.method)


@LAW
@given(months())
def test_effects_are_exact_to_the_cent_both_ways(pair):
    new, old = pair
    gap = int(new[-1] - old[-1])
    found = exact_parts(drivers(new, old).effects, gap)
    assert sum(found) == gap
    assert all(part.denominator == 1 for part in found)
    assert exact_parts(drivers(old, new).effects, -gap) == [-part for part in found]


def by_orders(new, old):
    """The rules again: exact steps, moved one after another in every order, the mean."""
    sides = [steps(new, old), steps(old, new)]
    total = [Fraction(0)] * len(new)
    for order in permutations(range(len(new))):
        chosen = list(sides[1])
        for k in order:
            before = last(chosen)
            chosen[k] = sides[0][k]
            total[k] += last(chosen) - before
    return [float(part / math.factorial(len(new))) for part in total]


def steps(own, other):
    """Factor and rest of each step, in fractions."""
    found = [(Fraction(int(own[0])), Fraction(0))]
    for k in range(1, len(own)):
        before, total = int(own[k - 1]), int(own[k])
        if before > 0:
            found.append((Fraction(total, before), Fraction(0)))
        else:
            base = int(other[k - 1])
            factor = Fraction(int(other[k]), base) if base > 0 else Fraction(0)
            found.append((factor, total - factor * before))
    return found


def last(chain):
    total = Fraction(1)
    for factor, rest in chain:
        total = total * factor + rest
    return total


@LAW
@given(months())
def test_a_month_with_a_hole_is_the_mean_over_all_orders(pair):
    found = drivers(*pair)
    if str(found.method) == "shapley":
        expected = by_orders(*pair)
        size = max(1.0, *map(abs, expected), *(abs(pair[0])), *(abs(pair[1])))
        assert found.effects == pytest.approx(expected, rel=1e-7, abs=1e-7 * size)


@LAW
@given(good_months(), st.integers(1, 60), st.integers(1, 60))
def test_a_stage_between_leaves_the_other_drivers_as_they_are(pair, new_stage, old_stage):
    new, old = pair
    plain = drivers(new, old).effects
    split = drivers([new[0], new_stage, *new[1:]], [old[0], old_stage, *old[1:]]).effects
    size = abs(split).sum() + abs(plain).sum()
    assert split[[0, 3]] == pytest.approx(plain[[0, 2]], abs=1e-9 * size)
    assert split[1] + split[2] == pytest.approx(plain[1], abs=1e-9 * size)


@LAW
@given(months(most=3), st.floats(0.01, 100), st.floats(0.1, 10))
def test_currency_scales_the_effects_and_the_unit_of_leads_does_not(pair, rate, per):
    new, old = (side.astype(float) for side in pair)
    found = drivers(new, old)
    size = abs(found.effects).sum() + abs(new).max() + abs(old).max()
    dearer = drivers(new * [1, 1, rate], old * [1, 1, rate])
    assert dearer.effects == pytest.approx(found.effects * rate, abs=1e-8 * size * rate)
    counted_otherwise = drivers(new * [per, 1, 1], old * [per, 1, 1])
    assert counted_otherwise.effects == pytest.approx(found.effects, abs=1e-8 * size)


@LAW
@given(good_months())
def test_both_methods_stay_within_the_sensitivity(pair):
    found = decompose(*pair)
    apart = abs(lmdi(*pair) - shapley(*pair)).max()
    assert found.sensitivity == pytest.approx(apart, rel=1e-9, abs=1e-9)
    assert (found.effects == lmdi(*pair)).all()


def test_decompose_takes_shapley_for_zeros_and_negatives():
    found = decompose([[12, 0, 50], [2, -3, 1], [2, 3, 1]], [[10, 1, 50], [1, 2, 4], [1, 2, 4]])
    assert found.method.tolist() == ["shapley", "shapley", "lmdi"]
    assert found.effects[1] == pytest.approx(shapley([2, -3, 1], [1, 2, 4]))
    assert found.sensitivity[0] == pytest.approx(50)
    assert math.isnan(found.sensitivity[1])


def test_a_missing_total_leaves_its_rep_unknown_and_others_known():
    found = drivers([[math.nan, 6, 360], [30, math.nan, 360], [30, 6, 360]], PEERS)
    assert np.isnan(found.effects[:2]).all()
    assert np.isfinite(found.effects[2]).all()
    assert np.isnan(drivers([30, 6, math.nan], PEERS).effects).all()


def test_negative_leads_and_a_chain_of_one_are_refused():
    with pytest.raises(ValueError, match="the first total is -1; it must be 0 or more"):
        drivers([-1, 0, 0], PEERS)
    with pytest.raises(ValueError, match="one step is no chain"):
        drivers([1], [2])
