"""Seasonal indices against statsmodels' published ones and a textbook's."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import deseasonalised, seasonal_indices, with_mean_one

LAW = settings(max_examples=40, deadline=None, derandomize=True)

# statsmodels tsa/tests/test_seasonal.py, absolute values of the series, quarterly
QUARTERS = [50, 175, 149, 214, 247, 237, 225, 329, 729, 809, 530, 489, 540, 457, 195, 176, 337, 239,
            128, 102, 232, 429, 3, 98, 43, 141, 77, 13, 125, 361, 45, 184]  # fmt: skip


def test_published_indices_of_eight_years_of_quarters():
    found = seasonal_indices(QUARTERS, period=4)
    assert found == pytest.approx([1.0815, 1.5538, 0.6716, 0.6931], abs=5e-5)


def test_a_textbooks_averages_scaled_to_400():
    # ratio-to-trend table; the book's factor is rounded to .992
    found = 100 * with_mean_one([92.77, 118.28, 102.92, 89.15])
    assert found == pytest.approx([92.02, 117.33, 102.09, 88.43], abs=0.05)


def test_a_plain_season_comes_back_with_its_indices():
    assert seasonal_indices([80, 120] * 4, period=2) == pytest.approx([0.8, 1.2])
    assert seasonal_indices([7] * 24) == pytest.approx([1] * 12)


def test_fewer_than_two_years_tell_no_season():
    assert np.isnan(seasonal_indices([5] * 23)).all()
    assert seasonal_indices([]).shape == (12,)
    assert not np.isnan(seasonal_indices([5] * 24)).any()


@pytest.mark.parametrize("odd", [0, -3, math.nan])
def test_a_month_that_is_no_multiple_of_the_trend_tells_none(odd):
    assert np.isnan(seasonal_indices([*[5] * 29, odd])).all()


def test_impossible_seasons_are_refused():
    with pytest.raises(ValueError, match="cycle of 1"):
        seasonal_indices([1, 2, 3], period=1)
    with pytest.raises(ValueError, match="zero or negative"):
        with_mean_one([1, 0])
    with pytest.raises(ValueError, match="missing, zero or negative"):
        deseasonalised([1], [])


def test_taking_the_season_out_by_hand():
    assert deseasonalised([80, 120, 96], [0.8, 1.2]).tolist() == pytest.approx([100, 100, 120])
    found = deseasonalised([120, 80], [0.8, 1.2], first=1)
    assert found.tolist() == pytest.approx([100, 100])
    assert np.isnan(deseasonalised([1, math.nan], [math.nan, 1])).all()


def test_no_index_and_a_missing_one():
    assert with_mean_one([]).size == 0
    assert np.isnan(with_mean_one([1, math.nan])).all()


@LAW
@given(st.lists(st.floats(1, 1000), min_size=24, max_size=40), st.floats(0.1, 100))
def test_indices_have_mean_one_and_know_no_currency(values, scale):
    found = seasonal_indices(values)
    assert found.mean() == pytest.approx(1)
    assert seasonal_indices([value * scale for value in values]) == pytest.approx(found)


@LAW
@given(st.lists(st.floats(0.5, 2), min_size=12, max_size=12), st.integers(2, 4))
def test_a_season_without_a_trend_is_found_and_taken_out(shape, years):
    indices = with_mean_one(shape)
    months = np.tile(100 * indices, years)
    found = seasonal_indices(months)
    assert found == pytest.approx(indices)
    assert deseasonalised(months, found) == pytest.approx([100] * months.size)
