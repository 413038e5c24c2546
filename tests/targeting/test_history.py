"""History drawn to the whole, what a decided deal brings, and the outlook, by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.targeting import Behind, History, drawn_in, effort, outlook, per_decision


def rep(rep_id, amount, months=12, wins=20, role="new_business", won=20, closed=40):
    return History(rep_id, role, amount, months, wins, won, closed)


def test_few_reps_are_drawn_by_the_wins_expected_of_them():
    # mean (120 + 360) / 24 = 20 a month; kept 20/30 of the distance
    found = drawn_in([rep("A", 120), rep("B", 360)], 1.0)
    assert found == pytest.approx([20 + 2 / 3 * (10 - 20), 20 + 2 / 3 * (30 - 20)])


def test_who_sold_less_is_not_drawn_above_one_who_sold_more():
    found = drawn_in([rep("A", 0, wins=0), rep("B", 6, wins=1), rep("C", 600, wins=40)], 1.0)
    assert 0 < found[0] < found[1] < found[2]


def test_alike_reps_are_drawn_to_one_and_unlike_ones_stay_apart():
    noise = drawn_in([rep(str(at), 1200 + at) for at in range(6)], 1.0)
    assert np.ptp(noise) == pytest.approx(0, abs=1e-6)
    apart = drawn_in([rep(str(at), 1200 * (1 + at), wins=2000) for at in range(6)], 0.5)
    assert apart == pytest.approx([100 * (1 + at) for at in range(6)], rel=0.02)


def test_roles_large_enough_are_drawn_to_their_own_mean():
    hunters = [rep(f"H{at}", 1200) for at in range(5)]
    farmers = [rep(f"F{at}", 4800, role="account_management") for at in range(5)]
    assert drawn_in(hunters + farmers, 1.0) == pytest.approx([100] * 5 + [400] * 5)
    few = drawn_in(hunters + farmers[:2], math.nan)
    assert few[0] > 100  # two farmers are no group: all are drawn to everybody's mean


def test_a_month_of_twelve_counts_as_one():
    found = drawn_in([rep("A", 600, months=6), rep("B", 1200)], 1.0)
    assert found == pytest.approx([100, 100])


@given(st.lists(st.tuples(st.floats(1, 1e6), st.floats(0.5, 12)), min_size=1, max_size=15))
def test_drawn_values_lie_between_the_smallest_and_the_largest(rows):
    reps = [rep(str(at), amount, months=months) for at, (amount, months) in enumerate(rows)]
    found = drawn_in(reps, 0.8)
    rates = [one.rate for one in reps]
    assert all(min(rates) * (1 - 1e-9) <= one <= max(rates) * (1 + 1e-9) for one in found)


def test_a_decided_deal_brings_rate_times_size():
    # rates pooled 0.5 with two reps: n/(n + 30); sizes (amount + 10 · 15) / 30
    one, other = per_decision([rep("A", 200, won=30, closed=40), rep("B", 400, won=10, closed=40)])
    kept = 40 / 70
    assert one == pytest.approx((0.5 + kept * 0.25) * (200 + 150) / 30)
    assert other == pytest.approx((0.5 - kept * 0.25) * (400 + 150) / 30)


def test_without_decided_deals_nothing_is_told():
    assert per_decision([rep("A", 100, closed=0, won=0)]) is None
    assert per_decision([rep("A", 0, wins=0)]) is None


def test_an_outlook_needs_three_wins():
    assert outlook(None, [5], amount_cv=1)[0].why_null == "no_history"
    assert outlook(Behind(2, 100, 0.25), [5], amount_cv=1)[0].why_null == "few_wins"
    (found,) = outlook(Behind(3, 100, 0.25), [5], amount_cv=math.nan)
    assert found.why_null is None


def test_what_is_booked_counts_and_no_time_left_is_certain():
    behind = Behind(40, 4000, 0.25, booked=600)
    late = outlook(behind, [600, 1600], amount_cv=0.5)
    assert late[0].chance == 1
    assert late[1].chance == pytest.approx(0.45, abs=0.06)
    assert late[0].median == pytest.approx(1600, rel=0.05)
    gone = outlook(Behind(40, 4000, 0, booked=600), [600, 601], amount_cv=0.5)
    assert [one.chance for one in gone] == [1, 0]


def test_effort_is_target_over_usual():
    assert effort(120, 100) == 1.2
    assert effort(120, None) is None
    assert effort(120, 0) is None
