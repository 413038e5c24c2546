"""XmR charts: Wheeler's inventory, the rules one by one, and short or broken series."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import xmr

LAW = settings(max_examples=60, deadline=None, derandomize=True)
MONTHS = st.lists(st.integers(-1000, 1000).map(float), min_size=6, max_size=30)

# Wheeler's in-process inventory, 31 months, as on xmrit.com "How to plot an XmR chart"
INVENTORY = [19, 27, 20, 16, 18, 25, 22, 24, 17, 25, 15, 17, 20, 22, 19, 16, 22, 19, 25, 22, 18, 20,
             16, 17, 20, 15, 27, 25, 17, 19, 28]  # fmt: skip


def stands_out(marks):
    return marks.nonzero()[0].tolist()


def test_wheelers_inventory():
    # published: mean 20.39, mean range 4.7, upper limit 32.89; lower and range by own arithmetic
    chart = xmr(INVENTORY)
    assert (chart.n, chart.provisional) == (31, False)
    assert chart.mean == pytest.approx(20.39, abs=0.005)
    assert chart.mean_range == pytest.approx(4.7, abs=0.005)
    assert chart.high == pytest.approx(32.89, abs=0.005)
    assert chart.low == pytest.approx(7.885, abs=5e-4)
    assert chart.range_limit == pytest.approx(15.36, abs=0.005)
    assert stands_out(chart.signals) == []


def test_one_month_far_out_is_found_by_value_and_by_step():
    # 11 calm months about 10 and one of 40: steps 9 · 1 + 30 + 29.. by the formula
    chart = xmr([10, 11, 10, 11, 10, 11, 40, 10, 11, 10, 11, 10])
    steps = [1, 1, 1, 1, 1, 29, 30, 1, 1, 1, 1]
    assert chart.mean_range == pytest.approx(sum(steps) / 11)
    assert chart.high == pytest.approx(155 / 12 + 2.66 * 68 / 11)
    assert stands_out(chart.outside) == [6]
    assert stands_out(chart.wide_step) == [6, 7]
    assert stands_out(chart.signals) == [6, 7]


def test_eight_months_on_one_side_are_a_run_and_seven_are_not():
    wave = [12, 11, 12, 11, 12, 11, 12, 11]
    # mean 10 with 8 above: 8 below must average 8.5
    chart = xmr([*wave, 8, 9, 8, 9, 8, 9, 8, 9])
    assert stands_out(chart.run) == list(range(16))
    chart = xmr([*wave[:7], 8, 9, 8, 9, 8, 9, 8])
    assert stands_out(chart.run) == []


def test_a_month_on_the_mean_ends_a_run():
    chart = xmr([12, 11, 12, 11, 10, 11, 12, 11, 12, 8, 9, 8, 9, 10, 9, 8, 9, 8])
    assert chart.mean == 10
    assert stands_out(chart.run) == []


def test_three_of_four_nearer_to_a_limit_than_to_the_mean():
    # mean 0, steps of 10 mostly: half way to a limit is 1.33 · mean step
    values = [5, -5, 5, -5, 5, -5, 5, -5, 16, 15, 5, 16, -7, -7, -7, -7, -7, -7, -10]
    chart = xmr(values)
    half = 1.33 * chart.mean_range
    far = [i for i, value in enumerate(values) if value - chart.mean > half]
    assert far == [8, 9, 11]
    assert stands_out(chart.near_limit) == far
    assert stands_out(chart.outside) == []


def test_two_of_four_near_a_limit_and_two_near_the_other_are_nothing():
    chart = xmr([9, -9, 9, -9, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1])
    half = 1.33 * chart.mean_range
    assert half < 9
    assert stands_out(chart.near_limit) == []


def test_fewer_than_six_months_have_no_limits():
    chart = xmr([10, 12, 9, 11, 50])
    assert chart.n == 5
    assert chart.mean == pytest.approx(18.4)
    assert all(math.isnan(end) for end in (chart.low, chart.high, chart.range_limit))
    assert stands_out(chart.signals) == []
    assert chart.provisional


def test_six_to_eleven_months_are_provisional():
    assert [xmr(range(n)).provisional for n in (6, 11, 12, 13)] == [True, True, False, False]


def test_no_month_at_all():
    chart = xmr([])
    assert (chart.n, math.isnan(chart.mean), chart.signals.size) == (0, True, 0)
    assert math.isnan(xmr([math.nan, math.nan]).mean)


@pytest.mark.parametrize("value", [0.0, 0.1, -7.3, 1e9 / 3])
def test_equal_months_have_limits_at_their_value_and_no_signal(value):
    chart = xmr([value] * 13)
    assert (chart.low, chart.high) == pytest.approx((value, value))
    assert stands_out(chart.signals) == []


def test_a_missing_month_ends_a_run_and_no_step_leads_over_it():
    above, below = [12, 11] * 4, [8, 9] * 4
    whole, broken = xmr([*above, *below]), xmr([*above[:4], math.nan, *above[4:], *below])
    assert stands_out(whole.run) == list(range(16))
    assert stands_out(broken.run) == list(range(9, 17))
    assert broken.n == 16
    assert np.isnan(broken.ranges[[0, 4, 5]]).all()
    assert not broken.signals[4]


def test_months_that_never_follow_each_other_have_no_limits():
    chart = xmr([1, math.nan] * 6)
    assert chart.n == 6
    assert math.isnan(chart.high)


def test_the_lower_limit_stops_at_the_measures_floor():
    values = [0, 30, 2, 40, 1, 25, 0, 30]
    assert xmr(values).low < 0
    assert xmr(values, floor=0).low == 0
    assert xmr(values, floor=0).signals.tolist() == xmr(values).signals.tolist()
    assert xmr(INVENTORY, floor=0).low == xmr(INVENTORY).low
    assert math.isnan(xmr([1, 2], floor=0).low)


def test_an_infinite_month_is_refused():
    with pytest.raises(ValueError, match="infinite"):
        xmr([1, 2, math.inf])


@LAW
@given(MONTHS, st.integers(1, 50), st.integers(-500, 500))
def test_another_currency_or_starting_point_changes_no_signal(values, scale, shift):
    chart, moved = xmr(values), xmr([value * scale + shift for value in values])
    assert (moved.low, moved.mean, moved.high) == pytest.approx(
        [end * scale + shift for end in (chart.low, chart.mean, chart.high)], abs=1e-6
    )
    assert moved.signals.tolist() == chart.signals.tolist()


@LAW
@given(MONTHS)
def test_a_mirrored_series_has_mirrored_limits_and_the_same_signals(values):
    chart, mirrored = xmr(values), xmr([-value for value in values])
    assert (mirrored.low, mirrored.high) == pytest.approx((-chart.high, -chart.low))
    assert mirrored.signals.tolist() == chart.signals.tolist()
