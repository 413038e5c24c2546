"""How closed deals alone mislead, in closed form and on cohorts deal by deal."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import aalen_johansen, close_date_rate, closed_only_rate

LAW = settings(max_examples=60, deadline=None, derandomize=True)
RATES = st.floats(0.05, 0.95)


def cohort_of(age, *, deals=2000):
    """Days and outcomes of a cohort at an age: 30 % won, times spread as the exponential."""
    quantiles = (np.arange(deals) + 0.5) / deals
    won = -30 * np.log1p(-quantiles[: int(deals * 0.3)] / 0.3)
    lost = -90 * np.log1p(-(quantiles[: int(deals * 0.7)]) / 0.7)
    days = np.concatenate([won, lost])
    ways = np.repeat([1, 2], [won.size, lost.size])
    return np.minimum(days, age), np.where(days <= age, ways, 0)


@pytest.mark.parametrize(("age", "shown"), [(30, 0.4887), (90, 0.3918), (180, 0.3308)])
def test_closed_deals_of_a_young_cohort_overstate(age, shown):
    # closed form for a true 30 %, wins after 30 days, losses after 90
    assert closed_only_rate(0.3, age, won_days=30, lost_days=90) == pytest.approx(shown, abs=5e-5)


@pytest.mark.parametrize("age", [30, 90, 180])
def test_a_cohort_deal_by_deal_shows_the_same_and_aalen_johansen_does_not_mislead(age):
    days, ways = cohort_of(age)
    counted = (ways == 1).sum() / (ways > 0).sum()
    shown = closed_only_rate(0.3, age, won_days=30, lost_days=90)
    assert counted == pytest.approx(shown, abs=0.003)
    by_age = 0.3 * (1 - math.exp(-age / 30))
    assert aalen_johansen(days, ways, n_outcomes=2).at(age)[0] == pytest.approx(by_age, abs=0.001)


def test_close_dates_overstate_while_leads_grow():
    # closed form: 10 % more leads a month, same deals
    found = close_date_rate(0.3, 0.1, days=30, won_days=30, lost_days=90)
    assert found == pytest.approx(0.3347, abs=5e-5)


def test_months_of_growing_cohorts_show_the_same():
    day = np.arange(3000)
    created = 1.1 ** (-day / 30)  # leads created `day` days before the closing day
    won = 0.3 * (created * np.exp(-day / 30) / 30).sum()
    lost = 0.7 * (created * np.exp(-day / 90) / 90).sum()
    found = close_date_rate(0.3, 0.1, days=30, won_days=30, lost_days=90)
    assert won / (won + lost) == pytest.approx(found, abs=0.003)


@LAW
@given(RATES, st.floats(1, 400), st.floats(1, 200))
def test_nothing_misleads_when_wins_and_losses_take_as_long(rate, age, days):
    assert closed_only_rate(rate, age, won_days=days, lost_days=days) == pytest.approx(rate)
    found = close_date_rate(rate, 0.2, days=30, won_days=days, lost_days=days)
    assert found == pytest.approx(rate)


@LAW
@given(RATES, st.floats(1, 300), st.floats(1, 100), st.floats(1.01, 5))
def test_an_older_cohort_misleads_less_while_losses_are_slower(rate, age, days, slower):
    young = closed_only_rate(rate, age, won_days=days, lost_days=days * slower)
    old = closed_only_rate(rate, 2 * age, won_days=days, lost_days=days * slower)
    assert rate - 1e-12 <= old <= young + 1e-12


def test_without_growth_close_dates_tell_the_truth():
    found = close_date_rate(0.3, 0, days=30, won_days=30, lost_days=90)
    assert found == pytest.approx(0.3)


def test_where_nothing_has_closed_or_is_known():
    assert math.isnan(closed_only_rate(0.3, 0, won_days=30, lost_days=90))
    assert math.isnan(closed_only_rate(math.nan, 30, won_days=30, lost_days=90))
    assert math.isnan(close_date_rate(math.nan, 0.1, days=30, won_days=30, lost_days=90))
    # leads halve each month, losses take three: no steady state
    assert math.isnan(close_date_rate(0.3, -0.5, days=30, won_days=30, lost_days=90))


def test_impossible_times_are_refused():
    with pytest.raises(ValueError, match="mean times"):
        closed_only_rate(0.3, 30, won_days=0, lost_days=90)
    with pytest.raises(ValueError, match="age of -1"):
        closed_only_rate(0.3, -1, won_days=30, lost_days=90)
    with pytest.raises(ValueError, match="growth of -1"):
        close_date_rate(0.3, -1, days=30, won_days=30, lost_days=90)
    with pytest.raises(ValueError, match="rate is 3"):
        close_date_rate(3, 0, days=30, won_days=30, lost_days=90)
