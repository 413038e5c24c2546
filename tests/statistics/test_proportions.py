"""Wilson's interval and the exact binomial against published numbers; their laws."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from salesreport.statistics import exact_binomial, wilson

LAW = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def cohorts(draw, least=1, most=400):
    trials = draw(st.integers(least, most))
    return draw(st.integers(0, trials)), trials


@pytest.mark.parametrize(
    ("wins", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1),
    ],
)
def test_wilson_gives_the_intervals_of_newcombe_1998(wins, trials, low, high):
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3; four digits
    assert wilson(wins, trials) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99, 0.999])
@pytest.mark.parametrize(("wins", "trials"), [(0, 1), (1, 1), (0, 20), (29, 29), (81, 263)])
def test_wilson_is_the_interval_of_scipy(wins, trials, level):
    other = binomtest(wins, trials).proportion_ci(level, method="wilson")
    assert wilson(wins, trials, level=level) == pytest.approx((other.low, other.high), abs=1e-12)


def test_wilson_gives_scipys_published_interval_of_nothing_in_ten():
    # scipy/stats/tests/test_morestats.py, binomtest(0, 10).proportion_ci("wilson")
    assert wilson(0, 10) == pytest.approx((0, 0.2775328), abs=1e-6)


def test_wilson_is_exactly_nothing_or_all_at_the_edges():
    assert [wilson(0, n).low for n in (1, 7, 263)] == [0, 0, 0]
    assert [wilson(n, n).high for n in (1, 7, 263)] == [1, 1, 1]


def test_wilson_of_one_trial_by_hand():
    # z² = 3.8415: upper end for 0 of 1 is z²/(1 + z²)
    z2 = 1.959963984540054**2
    assert wilson(0, 1).high == pytest.approx(z2 / (1 + z2))
    assert wilson(1, 1).low == pytest.approx(1 / (1 + z2))


def test_wilson_of_no_trials_is_not_known():
    assert all(math.isnan(end) for end in wilson(0, 0))


@pytest.mark.parametrize(("wins", "trials"), [(5, 4), (-1, 4), (0, -1)])
def test_wilson_refuses_what_is_no_share(wins, trials):
    with pytest.raises(ValueError, match="no share of one cohort"):
        wilson(wins, trials)


def test_wilson_refuses_parts_of_a_deal_and_a_level_that_is_none():
    with pytest.raises(ValueError, match="no whole numbers"):
        wilson(2.5, 4)
    with pytest.raises(ValueError, match="level is 95"):
        wilson(2, 4, level=95)


@LAW
@given(cohorts())
def test_wilson_holds_the_share_and_stays_a_fraction(cohort):
    wins, trials = cohort
    low, high = wilson(wins, trials)
    assert 0 <= low <= wins / trials <= high <= 1


@LAW
@given(cohorts(), st.integers(2, 5))
def test_wilson_narrows_with_more_of_the_same(cohort, times):
    wins, trials = cohort
    few, many = wilson(wins, trials), wilson(wins * times, trials * times)
    assert many.high - many.low < few.high - few.low


@LAW
@given(cohorts())
def test_wilson_of_losses_mirrors_that_of_wins(cohort):
    wins, trials = cohort
    won, lost = wilson(wins, trials), wilson(trials - wins, trials)
    assert (1 - won.high, 1 - won.low) == pytest.approx(lost, abs=1e-12)


def test_exact_binomial_by_hand():
    # 0, 1, 2 and their mirrors 8, 9, 10 of ten tosses: 2 · (1 + 10 + 45) / 1024
    assert exact_binomial(2, 10, 0.5) == pytest.approx(112 / 1024)
    # one trial: a loss is as unlikely as 1 - 0.3; a win as 0.3
    assert exact_binomial(1, 1, 0.3) == pytest.approx(0.3)
    assert exact_binomial(0, 1, 0.3) == pytest.approx(1)


@pytest.mark.parametrize(("wins", "rate", "chance"), [(0, 0, 1), (3, 0, 0), (3, 1, 1), (0, 1, 0)])
def test_exact_binomial_at_a_rate_of_nothing_or_all(wins, rate, chance):
    assert exact_binomial(wins, 3, rate) == chance


def test_exact_binomial_without_trials_or_rate_is_not_known():
    assert math.isnan(exact_binomial(0, 0, 0.5))
    assert math.isnan(exact_binomial(1, 2, math.nan))
    with pytest.raises(ValueError, match=r"rate is 1\.5"):
        exact_binomial(1, 2, 1.5)


@LAW
@given(cohorts(most=60), st.floats(0.05, 0.95))
def test_exact_binomial_of_losses_is_that_of_wins(cohort, rate):
    wins, trials = cohort
    mirrored = exact_binomial(trials - wins, trials, 1 - rate)
    assert exact_binomial(wins, trials, rate) == pytest.approx(mirrored, abs=1e-9)
