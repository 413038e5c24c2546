"""Funnel limits: drawn lines, and who stands out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import beyond_limits, funnel_limits

LAW = settings(max_examples=40, deadline=None, derandomize=True)


def test_limits_of_20_percent():
    # Spiegelhalter 2005, A.1.1, computed with the binomial of scipy: n = 32 and 100
    low, high = funnel_limits(0.2, [32, 100])
    assert low == pytest.approx([0.0540, 0.1197], abs=1e-4)
    assert high == pytest.approx([0.3331, 0.2765], abs=1e-4)


def test_limits_of_two_trials_by_hand():
    # F = .64, .96, 1. Lower .025: r = 0, (0 - .615/.64)/2 < 0, clipped.
    # Upper .975: r = 2, a = .025/.04, (2 - .625)/2
    low, high = funnel_limits(0.2, [2])
    assert (low[0], high[0]) == pytest.approx((0, 0.6875))


def test_limits_never_go_below_nothing_or_cut_off_the_rate():
    assert funnel_limits(0.2, [10]).low[0] == 0  # the formula alone gives -.077
    assert funnel_limits(0.99, [1]).high[0] == 0.99  # and .975 here


def test_limits_without_trials_or_rate_are_not_known():
    low, high = funnel_limits(0.2, [0, 32])
    assert math.isnan(low[0])
    assert math.isnan(high[0])
    assert not math.isnan(low[1])
    assert np.isnan(funnel_limits(math.nan, [32])).all()
    assert funnel_limits(0.2, []).low.size == 0


@pytest.mark.parametrize("rate", [0, 1])
def test_limits_of_a_sure_thing_are_the_thing(rate):
    low, high = funnel_limits(rate, [1, 50])
    assert low.tolist() == high.tolist() == [rate, rate]


def test_trials_that_are_no_count_are_refused():
    for trials in ([1.5], [-1], [math.nan]):
        with pytest.raises(ValueError, match="no count"):
            funnel_limits(0.2, trials)


@LAW
@given(st.floats(0.01, 0.99), st.integers(1, 400))
def test_limits_hold_the_rate_and_wide_ones_hold_narrow_ones(rate, trials):
    watch, signal = (funnel_limits(rate, [trials], level=level) for level in (0.95, 0.998))
    assert 0 <= signal.low[0] <= watch.low[0] <= rate <= watch.high[0] <= signal.high[0] <= 1


@LAW
@given(st.floats(0.05, 0.95), st.integers(1, 100))
def test_limits_close_in_with_four_times_the_trials(rate, trials):
    low, high = funnel_limits(rate, [trials, 4 * trials])
    assert high[1] - low[1] < high[0] - low[0] + 1e-12


def test_eleven_of_32_lie_above_the_line_but_not_beyond_chance():
    # P(X >= 11) = .0411, P(X >= 12) = .0167, P(X <= 1) = .0071, P(X <= 2) = .0317 at 20 %
    assert funnel_limits(0.2, [32]).high[0] < 11 / 32
    assert beyond_limits([1, 2, 11, 12], [32] * 4, 0.2).tolist() == [-1, 0, 0, 1]


def test_nobody_stands_out_without_trials_or_a_rate():
    assert beyond_limits([0, 9], [0, 9], 0.1).tolist() == [0, 1]
    assert beyond_limits([0, 9], [0, 9], math.nan).tolist() == [0, 0]
    with pytest.raises(ValueError, match="no share"):
        beyond_limits([3], [2], 0.2)


@LAW
@given(st.floats(0.01, 0.99), st.integers(1, 200), st.sampled_from([0.95, 0.998]))
def test_at_most_one_honest_group_in_twenty_stands_out(rate, trials, level):
    counts = np.arange(trials + 1)
    log_ways = [
        math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1) for k in counts
    ]
    chance = np.exp(log_ways + counts * math.log(rate) + (trials - counts) * math.log1p(-rate))
    sides = beyond_limits(counts, np.full(counts.shape, trials), rate, level=level)
    assert chance[sides < 0].sum() <= (1 - level) / 2 + 1e-9
    assert chance[sides > 0].sum() <= (1 - level) / 2 + 1e-9
    assert np.all(np.diff(sides) >= 0)
    low = funnel_limits(rate, [trials], level=level).low[0]
    assert (sides < 0).tolist() == (counts / trials < low - 1e-12).tolist()
