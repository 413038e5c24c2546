"""Shift-share against a published table, and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import esteban_marquillas, shift_share

LAW = settings(max_examples=60, deadline=None, derandomize=True)

# G. Krumme, University of Washington, "Shift & Share Table with Excel Explanations"
# (faculty.washington.edu/krumme/350/ssexcel.html)
OLD, NEW = [500, 100, 200, 200], [1000, 100, 250, 280]
SHARES, GROWTH = [0.1, 0.2, 0.4, 0.3], [0.1, 0.2, 0.3, 0.4]


@st.composite
def regions(draw):
    n = draw(st.integers(1, 5))
    value = st.one_of(st.just(0.0), st.floats(1, 1000))
    kinds = [value, value, st.floats(-0.9, 3), st.floats(0.01, 1)]
    return [np.array(draw(st.lists(kind, min_size=n, max_size=n))) for kind in kinds]


def test_shift_share_gives_krummes_table():
    overall = np.dot(SHARES, GROWTH)
    found = shift_share(NEW, OLD, GROWTH, overall)
    totals = [part.sum() for part in found]
    assert totals == pytest.approx([290, -80, 420], abs=1e-9)
    assert found.mix == pytest.approx([-95, -9, 2, 22], abs=1e-9)
    assert found.competitive == pytest.approx([450, -20, -10, 0], abs=1e-9)
    assert found.change == pytest.approx(630)


def test_the_competitive_part_of_krummes_table_split():
    # own arithmetic: homothetic 100 · .9 - 200 · .2 - 400 · .05 + 0 = 30, allocation 390
    found = esteban_marquillas(NEW, OLD, GROWTH, SHARES)
    assert found.homothetic == pytest.approx([90, -40, -20, 0], abs=1e-9)
    assert found.homothetic.sum() == pytest.approx(30, abs=1e-9)
    assert found.allocation.sum() == pytest.approx(390, abs=1e-9)


def test_a_new_segment_is_competitive_and_allocation():
    found = shift_share([100, 40], [100, 0], [0.1, 0.5], 0.2)
    assert [float(part[1]) for part in found] == [0, 0, 40]
    split = esteban_marquillas([100, 40], [100, 0], [0.1, 0.5], [1, 1])
    assert split.homothetic == pytest.approx([-5, 0])
    assert split.allocation == pytest.approx([-5, 40])


@LAW
@given(regions(), st.floats(-0.5, 2))
def test_parts_add_up_in_every_segment(region, overall):
    new, old, growth, sizes = region
    found = shift_share(new, old, growth, overall)
    assert sum(found) == pytest.approx(new - old, abs=1e-9)
    split = esteban_marquillas(new, old, growth, sizes)
    assert sum(split) == pytest.approx(found.competitive, abs=1e-9)


@LAW
@given(regions())
def test_growing_with_ones_markets_leaves_nothing_competitive(region):
    _, old, growth, sizes = region
    new = old * (1 + growth)
    assert shift_share(new, old, growth, 0.1).competitive == pytest.approx(0 * old, abs=1e-9)
    # the market's own mix leaves nothing to allocation
    even = np.full(old.shape, 7.0)
    assert esteban_marquillas(even * 2, even, growth, even).allocation == pytest.approx(
        0 * even, abs=1e-9
    )
    assert np.isfinite(esteban_marquillas(new, old, growth, sizes).homothetic).all()


def test_many_reps_at_once_with_a_growth_of_their_own():
    found = shift_share([[110, 90], [60, 60]], [[100, 100], [50, 50]], [0.1, 0.0], [0.05, 0.2])
    assert found.market.tolist() == [[5, 5], [10, 10]]
    assert found.competitive == pytest.approx(np.array([[0, -10], [5, 10]]))


def test_missing_numbers_and_an_empty_market_are_not_known():
    assert math.isnan(shift_share([1, 2], [1, 2], [math.nan, 0], 0).change)
    assert np.isnan(esteban_marquillas([1, 2], [1, 2], [0, 0], [0, 0]).homothetic).all()
    with pytest.raises(ValueError, match="a market weight is -1"):
        esteban_marquillas([1, 2], [1, 2], [0, 0], [-1, 2])
    with pytest.raises(ValueError, match="same last length"):
        shift_share([1, 2], [1, 2], [0.1], 0)
