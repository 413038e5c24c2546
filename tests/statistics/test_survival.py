"""Kaplan-Meier against published curves, and series nothing has ended in."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import kaplan_meier

LAW = settings(max_examples=50, deadline=None, derandomize=True)
WATCHED = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=25)


def test_a_small_sample_of_r_survival():
    # R survival, statsmodels duration/tests/test_survfunc.py
    found = kaplan_meier([3, 1, 2, 3, 2, 1, 5, 3], [False, True, True, True, False, False, True,
                                                    False])  # fmt: skip
    assert found.days.tolist() == [1, 2, 3, 5]
    assert found.open_share == pytest.approx([0.875, 0.7291667, 0.546875, 0], abs=1e-6)


def test_the_leukaemia_patients_on_6_mp():
    # Freireich 1963, the curve of many textbooks; median 23 weeks
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    found = kaplan_meier(weeks, [bool(end) for end in ended])
    published = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert found.open_share == pytest.approx(published, abs=5e-5)
    assert (found.n, found.n_ended, found.median_days) == (21, 9, 23)


def test_all_ended_is_a_plain_count():
    found = kaplan_meier([1, 2, 2, 4], [True] * 4)
    assert found.open_share.tolist() == pytest.approx([0.75, 0.25, 0])
    assert [found.at(day) for day in (0, 1, 3, 4, 400)] == pytest.approx([1, 0.75, 0.25, 0, 0])


def test_nothing_ended_yet():
    found = kaplan_meier([5, 9], [False, False])
    assert (found.n, found.n_ended, found.days.size) == (2, 0, 0)
    assert math.isnan(found.median_days)
    assert found.at(9) == 1
    assert math.isnan(found.at(10))


def test_nothing_watched():
    found = kaplan_meier([], [])
    assert found.n == 0
    assert math.isnan(found.at(0))
    assert math.isnan(found.median_days)


def test_one_deal_that_closed_on_the_day_it_opened():
    found = kaplan_meier([0], [True])
    assert (found.median_days, found.at(0)) == (0, 0)


def test_what_is_last_seen_on_a_day_counts_among_that_days():
    # 1 of 2 ended on day 3, although the other was last seen then
    assert kaplan_meier([3, 3], [False, True]).open_share.tolist() == [0.5]


def test_beyond_the_last_day_watched_nothing_is_known():
    found = kaplan_meier([1, 2, 3, 4], [True, False, True, False])
    assert found.at(4) == pytest.approx(0.375)
    assert math.isnan(found.at(4.5))


def test_a_median_can_be_out_of_reach():
    assert math.isnan(kaplan_meier([1, 9, 9, 9], [True, False, False, False]).median_days)


def test_impossible_durations_are_refused():
    with pytest.raises(ValueError, match="missing or negative"):
        kaplan_meier([-1], [True])
    with pytest.raises(ValueError, match="missing or negative"):
        kaplan_meier([math.nan], [True])
    with pytest.raises(ValueError, match="2 durations and 1 ends"):
        kaplan_meier([1, 2], [True])


@LAW
@given(WATCHED)
def test_the_curve_is_that_of_the_product_by_hand_and_falls(watched):
    days, ended = (list(row) for row in zip(*watched, strict=True))
    found = kaplan_meier(days, ended)
    share, by_hand = 1.0, []
    for day in sorted({day for day, end in watched if end}):
        at_risk = sum(other >= day for other in days)
        share *= 1 - sum(end and other == day for other, end in watched) / at_risk
        by_hand.append(share)
    assert found.open_share == pytest.approx(np.array(by_hand), abs=1e-12)
    assert np.all(np.diff(found.open_share) < 0)
    assert kaplan_meier(days[::-1], ended[::-1]).open_share.tolist() == found.open_share.tolist()
