"""Chances of counts and shares that vary more than plain chance: exact sums and laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from salesreport.statistics import count_chance, count_range, normal_chance, share_above

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def one(function, *numbers):
    return float(function(*(np.array([number], dtype=float) for number in numbers))[0])


def mid_p(count, weights):
    """Two-sided mid-p of a count, from the chances of 0, 1, 2, ..."""
    below = sum(weights[:count]) + weights[count] / 2
    return min(1.0, 2 * min(below, 1 - below))


def negative_binomial(mean, variance, most=400):
    """Chances of 0, 1, 2, ...: gamma-mixed Poisson of that mean and variance."""
    size, share = mean**2 / (variance - mean), mean / variance
    return [
        math.exp(
            math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
            + size * math.log(share) + k * math.log1p(-share)
        )
        for k in range(most)
    ]  # fmt: skip


def poisson(mean, most=100):
    return [math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(most)]


@given(st.integers(0, 40), st.floats(0.2, 30), st.floats(1.05, 4))
@LAW
def test_counts_are_exact_sums_of_a_negative_binomial(count, mean, factor):
    weights = negative_binomial(mean, factor * mean)
    assert one(count_chance, count, mean, factor * mean) == pytest.approx(
        mid_p(count, weights), abs=1e-9
    )


@given(st.integers(0, 30), st.floats(0.2, 20), st.floats(0, 1))
@LAW
def test_counts_that_vary_less_than_chance_are_poisson(count, mean, factor):
    found = one(count_chance, count, mean, factor * mean)
    assert found == pytest.approx(mid_p(count, poisson(mean)), abs=1e-3)


def test_a_count_of_none_by_hand():
    # P(0) = exp(-3), halved and doubled
    assert one(count_chance, 0, 3, 3) == pytest.approx(math.exp(-3), rel=1e-3)


def test_counts_of_their_own_kind_are_uniform():
    # of 20,000 counts of mean 12 and variance 24 5 % have a chance below 5 %, mid-p near it
    rng = np.random.default_rng(1)
    counts = rng.negative_binomial(12, 0.5, 20_000).astype(float)
    p = count_chance(counts, np.full(20_000, 12.0), np.full(20_000, 24.0))
    assert np.mean(p < 0.05) == pytest.approx(0.05, abs=0.01)
    assert np.mean(p) == pytest.approx(0.5, abs=0.01)


def test_counts_of_which_nothing_is_known():
    nan = float("nan")
    assert one(count_chance, 0, 0, 0) == 1
    for numbers in ((1, 0, 0), (0, nan, 1), (3, nan, nan), (0, 0, nan), (nan, 2, 2), (3, 2, nan)):
        assert math.isnan(one(count_chance, *numbers)), numbers
    assert count_chance(np.zeros(0), np.zeros(0), np.zeros(0)).shape == (0,)
    with pytest.raises(ValueError, match="negative"):
        one(count_chance, -1, 2, 2)


@given(st.integers(0, 40), st.floats(0.5, 30), st.floats(1, 4), st.floats(1, 3))
@LAW
def test_more_variance_never_makes_a_far_count_rarer(count, mean, factor, more):
    far = int(mean + 4 * math.sqrt(4 * mean)) + 2 + count
    narrow, wide = (one(count_chance, far, mean, f * mean) for f in (factor, factor * more))
    assert wide >= narrow - 1e-12


# Shares


def beta_binomial(n, a, b):
    """Chances of 0 to n successes, the share beta(a, b)."""

    def log_beta(x, y):
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)

    return [
        math.comb(n, k) * math.exp(log_beta(k + a, n - k + b) - log_beta(a, b))
        for k in range(n + 1)
    ]


@given(st.integers(1, 40), st.data())
@LAW
def test_shares_are_exact_sums_of_a_beta_binomial(n, data):
    k, others_n = data.draw(st.integers(0, n)), data.draw(st.integers(1, 200))
    others_k = data.draw(st.integers(0, others_n))
    weights = beta_binomial(n, others_k + 0.5, others_n - others_k + 0.5)
    assert one(share_above, k, n, others_k, others_n) == pytest.approx(sum(weights[k:]), abs=1e-9)


def test_a_share_of_one_lead_by_hand():
    # one late lead where 3 of 9 of the others' are: (3 + 1/2) / (9 + 1)
    assert one(share_above, 1, 1, 3, 9) == pytest.approx(0.35)
    assert one(share_above, 0, 1, 3, 9) == pytest.approx(1)


def test_with_many_of_the_others_shares_are_binomial():
    found = one(share_above, 8, 20, 2_000_000, 10_000_000)
    assert found == pytest.approx(stats.binom.sf(7, 20, 0.2), rel=1e-4)


def test_between_two_whole_successes_the_chance_is_in_between():
    three, four = (one(share_above, k, 10, 30, 200) for k in (3, 4))
    assert one(share_above, 3.25, 10, 30, 200) == pytest.approx(0.75 * three + 0.25 * four)


def test_trials_are_rounded_and_the_share_is_kept():
    # 3.9 of 7.8 is half of 8
    assert one(share_above, 3.9, 7.8, 30, 200) == pytest.approx(one(share_above, 4, 8, 30, 200))


@given(st.floats(0.6, 40), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(1, 99))
@LAW
def test_a_higher_share_is_never_likelier(n, low, high, theirs, others_n):
    low, high = sorted((low, high))
    at = [one(share_above, share * n, n, theirs * others_n, others_n) for share in (low, high)]
    assert 0 <= at[1] <= at[0] + 1e-12 <= 1 + 1e-9


def test_shares_of_which_nothing_is_known():
    nan = float("nan")
    for numbers in ((0, 0, 3, 9), (0.2, 0.4, 3, 9), (1, 2, 0, 0), (nan, 2, 1, 2), (1, 2, nan, nan)):
        assert math.isnan(one(share_above, *numbers)), numbers
    for numbers in ((3, 2, 1, 2), (-1, 2, 1, 2), (1, 2, 3, 2)):
        with pytest.raises(ValueError, match="0 <= successes <= trials"):
            one(share_above, *numbers)


def test_wins_of_plain_chance_are_poissons():
    # Poisson with mean 10: P(X <= 4) = 0.0293 and P(X <= 3) = 0.0103; P(X <= 17) = 0.9857 and
    # P(X <= 16) = 0.9730 (tables of the cumulative Poisson distribution)
    low, high = count_range(np.array([10.0]), np.array([10.0]))
    assert (low[0], high[0]) == (4, 17)


def test_more_variance_is_a_wider_range_and_no_expectation_is_none():
    low, high = count_range(np.array([10.0, 10.0, 0.0]), np.array([10.0, 30.0, 0.0]))
    assert low[1] < low[0] < high[0] < high[1]
    assert np.isnan([low[2], high[2]]).all()


def test_a_normal_difference_by_the_tables():
    # standard normal tables: P(|Z| > 1.6449) = 0.1000, P(|Z| > 2.5758) = 0.0100
    found = normal_chance(np.array([1.6449, -5.1516, 0.0, 1.0]), np.array([1.0, 2.0, 1.0, 0.0]))
    assert found[:3] == pytest.approx([0.1, 0.01, 1.0], abs=1e-4)
    assert np.isnan(found[3])
