"""How far revenue moves by chance: closed form against simulation and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import driver_noise, revenue_cv

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def test_a_month_of_six_deals_moves_by_44_percent():
    # closed form sqrt(1.25 / 6.4)
    assert revenue_cv(6.4, 0.5) == pytest.approx(0.4419417, abs=1e-6)


def test_simulated_months_move_as_much():
    rng = np.random.default_rng(20240301)
    shape = 1 / 0.5**2  # gamma amounts with mean 1 and CV 0.5
    deals = rng.poisson(6.4, 100_000)
    revenue = rng.gamma(shape * np.maximum(deals, 1e-12), 1 / shape)
    assert revenue.std() / revenue.mean() == pytest.approx(revenue_cv(6.4, 0.5), abs=0.004)


def test_drivers_of_32_leads_at_20_percent():
    # methods 3: delta .177 / .354 / .198 against bootstrap .182 / .356 / .202
    found = driver_noise(32, 0.2, 0.5)
    assert found == pytest.approx((0.177, 0.354, 0.198), abs=5e-4)
    assert found == pytest.approx((0.182, 0.356, 0.202), abs=0.006)


def test_allotted_leads_bring_no_chance():
    found = driver_noise(32, 0.2, 0.5, leads_vary=False)
    assert found.leads == 0
    assert found.conversion == driver_noise(32, 0.2, 0.5).conversion


@LAW
@given(st.floats(0.5, 500), st.floats(0.01, 1), st.floats(0, 3))
def test_the_drivers_variances_add_up_to_that_of_revenue(leads, rate, cv):
    assert driver_noise(leads, rate, cv).total == pytest.approx(revenue_cv(leads * rate, cv))


def test_where_no_deal_is_expected_nothing_is_known():
    assert math.isnan(revenue_cv(0, 0.5))
    for leads, rate in [(0, 0.2), (32, 0)]:
        assert all(math.isnan(part) for part in driver_noise(leads, rate, 0.5))


def test_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="neither can be negative"):
        revenue_cv(-1, 0.5)
    with pytest.raises(ValueError, match="neither can be negative"):
        driver_noise(10, 0.2, -0.5)
    with pytest.raises(ValueError, match=r"rate is 1\.2"):
        driver_noise(10, 1.2, 0.5)
