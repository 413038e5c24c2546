"""Flags and grades that chance alone gives; funnels; a person's own months."""

from math import exp

import numpy as np
import pytest

from salesreport.analysis import (
    FlagMonth,
    cohort_funnel,
    expected_flags,
    expected_grades,
    flag_chance,
    limits_of,
)

RULE = {"below_rate": 0.8, "below_months": 2, "over_target": 0.2}


def month(target=100.0, wins=1.0, leads=None, amount=100.0, cv=0.0):
    return FlagMonth(target, wins, leads, amount, cv)


def test_months_below_by_hand():
    # a month is missed without a win: Poisson e^-1; two in a row e^-2
    found = flag_chance([month()] * 3, month(), **RULE)
    miss = exp(-1)
    assert found.below == pytest.approx(miss**2)
    # of three months, runs of two: p²(1) + (1 - p) p²
    assert found.below_in_window == pytest.approx(miss**2 + (1 - miss) * miss**2)
    # at least 120 takes two wins: 1 - e^-1 - e^-1
    assert found.over == pytest.approx(1 - 2 * miss)


def test_a_month_without_a_target_cannot_count():
    found = flag_chance([month(), month(target=None)], month(), **RULE)
    assert found.below == 0
    assert flag_chance([month(target=0.0)] * 2, month(target=0.0), **RULE).over is None


def test_without_any_target_nothing_can_be_said():
    found = flag_chance([month(target=None)] * 2, month(target=None), **RULE)
    assert (found.below, found.below_in_window, found.over, found.fair_below) == (None,) * 4


def test_a_target_too_high_is_missed_by_nearly_all_and_a_fair_one_is_not():
    found = flag_chance([month(target=400.0)] * 2, month(target=400.0), **RULE)
    assert found.below > 0.9
    assert found.fair_below == pytest.approx(exp(-2))


def test_unknown_wins_leave_the_chance_unknown():
    found = flag_chance([month(wins=None)] * 2, month(wins=None), **RULE)
    assert (found.below, found.over) == (None, None)


def test_expected_flags_are_the_sum_of_the_chances():
    assert expected_flags([0.25, None, 0.5]) == 0.75
    assert expected_flags([None]) is None


def test_grades_of_a_team_by_hand():
    bands = [("good", 80.0), ("needs_improvement", 0.0)]
    scores = np.array([[85.0, 70.0], [85.0, 90.0], [75.0, 90.0], [85.0, np.nan]])
    found = {one.grade: (one.mean, one.low, one.high) for one in expected_grades(scores, bands)}
    # good: 1, 2, 1, 1 of two; not rated: 0, 0, 0, 1
    assert found == {
        "good": (1.25, 1, 2), "needs_improvement": (0.5, 0, 1), "not_rated": (0.25, 0, 1),
    }  # fmt: skip


def test_a_funnel_of_few_reps_holds_each_against_the_others():
    found = cohort_funnel(["A", "B"], [8, 5], [32, 33])
    assert [line.reference for line in found.lines] == pytest.approx([5 / 33, 8 / 32])
    assert found.rate == pytest.approx(13 / 65)
    # truths.json wilson: 8/32 is 0.1325-0.4211
    assert (found.lines[0].low, found.lines[0].high) == pytest.approx((0.1325, 0.4211), abs=5e-5)
    assert [line.shrunk for line in found.lines] == pytest.approx([0.226, 0.175], abs=5e-4)
    assert found.tau2 is None
    assert not found.widened


def test_a_rep_far_from_many_is_beyond_the_limits_and_q_counts_the_looks():
    wins, trials = [8] * 9 + [0], [40] * 9 + [60]
    found = cohort_funnel([str(i) for i in range(10)], wins, trials)
    last = found.lines[-1]
    assert last.beyond_95 == last.beyond_998 == -1
    assert last.q == pytest.approx(min(1, 10 * last.p))
    assert sum(1 for line in found.lines if line.beyond_95) == 1


def test_wide_differences_widen_the_limits():
    wins, trials = [2, 30, 4, 28, 3, 31, 5, 29], [40] * 8
    found = cohort_funnel([str(i) for i in range(8)], wins, trials)
    assert found.widened
    assert found.dispersion > 2
    assert not any(line.beyond_95 for line in found.lines)


def test_an_honest_cohort_is_outside_its_limits_no_more_often_than_said():
    found = cohort_funnel([str(i) for i in range(9)], [6] * 9, [30] * 9)
    assert all(0 < line.chance_95 <= 0.05 for line in found.lines)


def test_no_leads_at_all_make_no_funnel():
    found = cohort_funnel(["A"], [0], [0])
    assert (found.rate, found.sizes, found.lines[0].p) == (None, [], None)
    one = cohort_funnel(["A"], [0], [10])
    assert (one.lines[0].reference, one.lines[0].beyond_95) == (None, 0)


def test_no_win_anywhere_is_inside():
    found = cohort_funnel(["A", "B", "C"], [0, 0, 0], [10, 20, 30])
    assert (found.rate, [line.beyond_95 for line in found.lines]) == (0.0, [0, 0, 0])


def test_own_months_by_hand():
    # mean 13.125, mean step 4: 13.125 + 2.66 · 4 = 23.765 (statistics.xmr's own example)
    found = limits_of([10, 12, 11, 9, 10, 12, 11, 30])
    assert (found.mean, found.low, found.high) == pytest.approx((13.125, 2.485, 23.765))
    assert (found.signals, found.rules[7], found.provisional) == ([7], ["outside"], True)


def test_limits_stop_where_the_measure_does():
    found = limits_of([0.9, 1.0, 0.8, 1.0, 0.9, 1.0, 0.7, 1.0, 0.9, 1.0, 0.9, 1.0], ceiling=1.0)
    assert (found.high, found.provisional) == (1.0, False)
    assert limits_of([1.0, 0, 1, 0, 1, 0]).low == 0


def test_fewer_than_six_months_have_no_limits():
    found = limits_of([1.0, 2.0, None, 3.0, 4.0, 5.0])
    assert (found.n, found.low, found.high, found.signals) == (5, None, None, [])
