"""Kitagawa and price-volume-mix against published tables, by hand, and their laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import kitagawa, price_volume_mix

LAW = settings(max_examples=80, deadline=None, derandomize=True)
WEIGHT = st.one_of(st.just(0.0), st.floats(0.1, 100))
RATE = st.floats(0, 1)


@st.composite
def tables(draw, first=WEIGHT, second=RATE):
    """Weights and rates of both sides, each side with some weight."""
    n = draw(st.integers(1, 6))
    numbers = [draw(st.lists(kind, min_size=n, max_size=n)) for kind in (first, second) * 2]
    numbers[0][draw(st.integers(0, n - 1))] = 1.0
    numbers[2][draw(st.integers(0, n - 1))] = 1.0
    return [np.array(row) for row in numbers]


def test_kitagawa_gives_das_guptas_headship_effects():
    # Das Gupta 1993, example 5.1 (README of DasGuptR): US household headship 1970 and 1985,
    # 13 age groups: composition 1.2269, rate 1.7403
    share_1970 = [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9]
    rate_1970 = [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8]
    share_1985 = [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5]
    rate_1985 = [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2]
    found = kitagawa(share_1985, rate_1985, share_1970, rate_1970)
    assert found.composition.sum() == pytest.approx(1.2269, abs=1e-4)
    assert found.rate.sum() == pytest.approx(1.7403, abs=1e-4)
    assert found.gap == pytest.approx(47.6940 - 44.7268, abs=1e-4)


def test_centred_composition_by_hand():
    # methods 2: 20 points from a 30 % to a 10 % source: -0.024 and -0.016, not -0.06 and +0.02
    found = kitagawa([30, 70], [0.3, 0.1], [50, 50], [0.3, 0.1])
    assert found.composition == pytest.approx([-0.024, -0.016])
    assert found.rate == pytest.approx([0, 0])


def test_a_segment_without_leads_on_one_side_is_all_composition():
    # a new segment of half the leads at 0.4 beside one at 0.2: from 0.2 to 0.3
    for unknown in (math.nan, 0.0, 0.9):
        found = kitagawa([10, 10], [0.2, 0.4], [20, 0], [0.2, unknown])
        assert found.rate.tolist() == [0, 0]
        assert found.composition == pytest.approx([0.025, 0.075])
        back = kitagawa([20, 0], [0.2, unknown], [10, 10], [0.2, 0.4])
        assert back.composition == pytest.approx([-0.025, -0.075])


def test_a_segment_that_neither_side_has_does_nothing():
    found = kitagawa([10, 0], [0.3, math.nan], [5, 0], [0.2, 0.5])
    assert found.composition.tolist() == [0, 0]
    assert found.rate == pytest.approx([0.1, 0])


def test_a_side_without_leads_and_a_missing_rate_are_not_known():
    assert math.isnan(kitagawa([0, 0], [0.1, 0.2], [1, 1], [0.1, 0.2]).gap)
    assert math.isnan(kitagawa([1, 1], [0.1, math.nan], [1, 1], [0.1, 0.2]).gap)


@LAW
@given(tables())
def test_composition_and_rate_add_up_to_the_gap_of_the_overall_rates(table):
    w1, r1, w0, r0 = table
    found = kitagawa(w1, r1, w0, r0)
    overall = (w1 * r1).sum() / w1.sum() - (w0 * r0).sum() / w0.sum()
    assert found.gap == pytest.approx(overall, abs=1e-12)
    back = kitagawa(w0, r0, w1, r1)
    assert (back.composition == -found.composition).all()
    assert (back.rate == -found.rate).all()


@LAW
@given(tables(), st.floats(0.1, 50), st.floats(0.1, 50), st.randoms(use_true_random=False))
def test_only_shares_count_and_the_order_of_segments_does_not(table, many, more, random):
    w1, r1, w0, r0 = table
    found = kitagawa(w1, r1, w0, r0)
    larger = kitagawa(w1 * many, r1, w0 * more, r0)
    assert larger.composition == pytest.approx(found.composition, abs=1e-12)
    order = random.sample(range(len(w1)), len(w1))
    other = kitagawa(w1[order], r1[order], w0[order], r0[order])
    assert other.composition == pytest.approx(found.composition[order], abs=1e-12)
    assert other.rate == pytest.approx(found.rate[order], abs=1e-12)


@LAW
@given(tables(), st.floats(-5, 5), st.floats(0.1, 100))
def test_a_rate_higher_everywhere_changes_no_composition(table, lift, scale):
    w1, r1, w0, r0 = table
    found = kitagawa(w1, r1, w0, r0)
    lifted = kitagawa(w1, r1 * scale + lift, w0, r0 * scale + lift)
    assert lifted.composition == pytest.approx(found.composition * scale, abs=1e-10)
    assert lifted.rate == pytest.approx(found.rate * scale, abs=1e-10)


def test_many_reps_at_once_against_one_team():
    new = np.array([[30, 70], [50, 50]])
    found = kitagawa(new, [0.3, 0.1], [50, 50], [0.3, 0.1])
    assert found.composition.shape == (2, 2)
    assert found.gap == pytest.approx([-0.04, 0])


def test_price_volume_mix_of_two_products():
    # worked example of freemathhelp.com, "Price, volume and mix variance", rounded to 0.1:
    # totals 4.0, 20.4, -0.4
    found = price_volume_mix([60, 50], [1.1, 1.0], [50, 40], [1.2, 0.8])
    assert found.price == pytest.approx([-6, 10], abs=0.05)
    assert found.volume == pytest.approx([13.3, 7.1], abs=0.05)
    assert found.mix == pytest.approx([-1.3, 0.9], abs=0.05)
    assert found.gap == pytest.approx(24.0)


def test_mix_and_volume_of_horngrens_exhibit():
    # Horngren, Cost Accounting, solution exhibit 14-38: sales-mix and sales-quantity variances
    # at budgeted contribution margins; sales-volume variance 700,500
    margin = [195, 177, 81]
    actual, budget = 115_000 * np.array([0.04, 0.43, 0.53]), 111_000 * np.array([0.05, 0.4, 0.55])
    found = price_volume_mix(actual, margin, budget, margin)
    assert found.mix == pytest.approx([-224250, 610650, -186300], abs=1e-3)
    assert found.mix.sum() == pytest.approx(200100, abs=1e-3)
    assert found.volume == pytest.approx([39000, 283200, 178200], abs=1e-3)
    assert found.volume.sum() == pytest.approx(500400, abs=1e-3)
    assert found.gap == pytest.approx(700_500)


def test_new_and_dropped_products_are_mix_and_a_first_year_is_volume():
    found = price_volume_mix([10, 10], [5, 7], [20, 0], [5, math.nan])
    assert found.price.tolist() == [0, 0]
    assert found.volume.tolist() == [0, 0]
    assert found.mix.tolist() == [-50, 70]
    dropped = price_volume_mix([20, 0], [5, math.nan], [10, 10], [5, 7])
    assert dropped.mix.tolist() == [50, -70]
    first = price_volume_mix([10, 10], [5, 7], [0, 0], [math.nan, math.nan])
    assert first.volume.tolist() == [50, 70]
    assert first.mix.tolist() == [0, 0]
    last = price_volume_mix([0, 0], [math.nan, 3], [10, 10], [5, 7])
    assert last.volume.tolist() == [-50, -70]
    none = price_volume_mix([0, 0], [1, 2], [0, 0], [3, 4])
    assert [part.tolist() for part in none] == [[0, 0]] * 3


@LAW
@given(tables(second=st.floats(-50, 50)), st.floats(0.1, 100))
def test_price_volume_and_mix_add_up_and_scale(table, scale):
    q1, p1, q0, p0 = table
    found = price_volume_mix(q1, p1, q0, p0)
    assert found.gap == pytest.approx((q1 * p1).sum() - (q0 * p0).sum(), abs=1e-8)
    dearer = price_volume_mix(q1, p1 * scale, q0, p0 * scale)
    for part, other in zip(found, dearer, strict=True):
        assert other == pytest.approx(part * scale, abs=1e-8 * scale)


def test_negative_weights_and_unlike_segments_are_refused():
    with pytest.raises(ValueError, match="a weight is -1; it must be 0 or more"):
        kitagawa([-1, 2], [0, 1], [1, 2], [0, 1])
    with pytest.raises(ValueError, match="a volume is -4"):
        price_volume_mix([1, 2], [0, 1], [1, -4], [0, 1])
    with pytest.raises(ValueError, match="3 rates and 2 weights"):
        kitagawa([1, 2], [0, 1, 1], [1, 2], [0, 1, 1])
