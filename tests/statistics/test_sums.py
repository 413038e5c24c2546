"""Rates of sums and months taken together, by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import pooled_z, ratio_sd

LAW = settings(max_examples=50, deadline=None, derandomize=True)


def test_a_collection_rate_of_five_instalments_by_hand():
    # rate 400/500; residuals 20, 20, 20, 20, -80: sqrt(1600 + 6400) / 500
    found = ratio_sd([100, 100, 100, 100, 0], [100] * 5)
    assert found == pytest.approx(math.sqrt(8000) / 500)


def test_a_collection_rate_of_few_or_no_instalments_is_not_known():
    assert math.isnan(ratio_sd([50] * 4, [100] * 4))
    assert math.isnan(ratio_sd([], []))
    assert math.isnan(ratio_sd([0] * 5, [0] * 5))
    assert ratio_sd([50] * 5, [100] * 5) == 0
    with pytest.raises(ValueError, match="4 parts of 5 wholes"):
        ratio_sd([1] * 4, [1] * 5)


@LAW
@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(1, 100)), min_size=5, max_size=20),
    st.floats(0.01, 1000),
)
def test_a_rates_movement_does_not_change_with_the_currency(items, scale):
    parts, wholes = np.array(items).T
    found = ratio_sd(parts, wholes)
    assert ratio_sd(parts * scale, wholes * scale) == pytest.approx(found, abs=1e-9)
    assert ratio_sd(parts[::-1], wholes[::-1]) == pytest.approx(found, abs=1e-12)


def test_three_short_months_together_by_hand():
    # -60 / (40 · sqrt(3)); one month alone is -20 / 40
    assert pooled_z([80] * 3, [100] * 3, [0.4] * 3) == pytest.approx(-60 / (40 * math.sqrt(3)))
    assert pooled_z([80], [100], [0.4]) == pytest.approx(-0.5)


def test_a_month_without_an_expectation_is_left_out():
    with_gap = pooled_z([80, 70, 80], [100, math.nan, 100], [0.4] * 3)
    assert with_gap == pytest.approx(pooled_z([80, 80], [100, 100], [0.4, 0.4]))


def test_no_month_and_no_movement_are_not_known():
    assert math.isnan(pooled_z([], [], []))
    assert math.isnan(pooled_z([80], [0], [0.4]))
    with pytest.raises(ValueError, match="same months"):
        pooled_z([80], [100, 100], [0.4])
