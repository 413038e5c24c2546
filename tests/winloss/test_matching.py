"""Success cases and their matched losses by hand, and their laws."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.winloss.closed import Actions, ClosedDeals
from salesreport.winloss.matching import (
    SIMILAR,
    Owners,
    Similar,
    least_days,
    matched_losses,
    similar,
    success_cases,
)

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def deals_of(days, amount, *, won=None, **segments):
    n = len(days)
    return ClosedDeals(
        created=np.full(n, 10),
        closed=10 + np.array(days, dtype=np.int64),
        is_won=np.ones(n, dtype=bool) if won is None else np.array(won, dtype=bool),
        amount=np.array(amount, dtype=float),
        segments={name: np.array(codes, dtype=np.int64) for name, codes in segments.items()},
    )


def actions_of(rows, n_kinds=2):
    deal, kind, day = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Actions(deal=deal, kind=kind, day=day, n_kinds=n_kinds)


EVERYBODY = np.ones(6, dtype=bool)


def test_a_fast_and_large_win_by_hand():
    # against 30, 30, 20, 60, 40 days: four and an equal one; against 1..5 likewise
    deals = deals_of([30, 30, 20, 60, 40, 20], [1, 2, 3, 4, 5, 5])
    (case,) = success_cases(deals, EVERYBODY)
    assert (case.deal, case.days) == (5, 20)
    assert (case.n_slower, case.n_smaller) == (4, 4)
    assert case.score == pytest.approx(5 / 6)
    assert (case.usual_days, case.usual_amount) == (30, 3)
    assert case.faster.deals == case.larger.deals == (0, 1, 2, 3, 4)
    assert case.faster.shared == ()


def test_fast_but_small_or_large_but_slow_is_no_case():
    deals = deals_of([10, 20, 30, 40, 50, 60], [1, 2, 3, 4, 5, 6])
    assert success_cases(deals, EVERYBODY) == ()


def test_days_are_held_against_the_same_size_and_amounts_against_any():
    # a large deal of 50 days: slower than all small ones, faster than the large ones
    days = [10] * 6 + [80] * 6 + [50]
    deals = deals_of(days, [1] * 6 + [8] * 6 + [9], size=[1] * 6 + [3] * 7)
    (case,) = success_cases(deals, np.arange(13) == 12)
    assert case.faster.shared == ("size",)
    assert (case.n_slower, case.n_smaller) == (6, 12)
    assert (len(case.faster.deals), len(case.larger.deals)) == (6, 12)


def test_source_is_let_go_first_then_industry_then_size():
    size, industry, source = [1] * 12, [0] * 11 + [1], [0] * 6 + [1] * 5 + [2]
    deals = deals_of([30] * 12, [1] * 12, size=size, industry=industry, source=source)
    among = np.ones(12, dtype=bool)
    assert similar(deals, 0, among, SIMILAR).shared == ("size", "industry", "source")
    assert similar(deals, 0, among, SIMILAR).deals == (1, 2, 3, 4, 5)
    # four others of its source: all of its industry instead
    assert similar(deals, 6, among, SIMILAR).shared == ("size", "industry")
    assert similar(deals, 11, among, SIMILAR).shared == ("size",)
    # deals that share nothing are not similar, however few others there are
    deals.segments["size"][11] = 3
    assert similar(deals, 11, among, SIMILAR) == Similar((), ("size",))


def test_what_is_not_recorded_of_a_deal_is_not_shared():
    # the last is blank as the first six are: they have no industry in common
    deals = deals_of([30] * 13, [1] * 13, industry=[9] * 6 + [1] * 6 + [9], source=[0] * 13)
    among, whole = np.ones(13, dtype=bool), ("industry", "source")
    assert similar(deals, 12, among, SIMILAR) == Similar((0, 1, 2, 3, 4, 5), whole)
    blank = replace(deals, blanks={"industry": 9})
    assert similar(blank, 12, among, SIMILAR) == Similar(tuple(range(12)), ("source",))
    nothing = replace(deals, blanks={"industry": 9, "source": 0})
    assert similar(nothing, 12, among, SIMILAR) == Similar(tuple(range(12)), ())


def test_a_group_of_too_few_owners_is_widened():
    # the closest five are all of owner 1; with those of other sources two others stand there
    deals = deals_of([30] * 9, [1] * 9, industry=[0] * 9, source=[0] * 6 + [1] * 3)
    owners = np.array([0, 1, 1, 1, 1, 1, 2, 0, -1])
    among = np.ones(9, dtype=bool)
    told = [
        similar(deals, 0, among, SIMILAR, owners=Owners(owners, least)).shared for least in (1, 2)
    ]
    assert told == [("industry", "source"), ("industry",)]


def test_a_win_is_a_case_only_against_wins_of_others_enough():
    deals, everybody = deals_of([30, 30, 20, 60, 40, 20], [1, 2, 3, 4, 5, 5]), EVERYBODY
    found = [
        len(success_cases(deals, everybody, owners=Owners(np.array([1, 1, 1, 2, 2, 0]), least)))
        for least in (1, 2, 3)
    ]
    assert found == [1, 1, 0]


@pytest.mark.parametrize(("days", "amount", "is_case"), [
    (25, 35, False), (15, 35, True), (25, 45, True), (35, 45, False),
])  # fmt: skip
def test_a_case_is_ahead_of_half_in_both_and_of_three_quarters_in_one(days, amount, is_case):
    # slower: 3 of 5, 4 of 5, 2 of 5; smaller: 3 of 5, 4 of 5
    deals = deals_of([10, 20, 30, 40, 50, days], [10, 20, 30, 40, 50, amount])
    assert (5 in [one.deal for one in success_cases(deals, EVERYBODY)]) == is_case


def test_deals_entered_when_as_good_as_signed_are_no_cases():
    # won on the day they open, three days after, and in less than a fifth of the usual 30 days
    deals = deals_of([30, 30, 20, 60, 40, 0, 3, 5, 6], [1, 2, 3, 4, 5, 9, 9, 9, 9])
    assert least_days(deals) == 6
    cases = success_cases(deals, np.ones(9, dtype=bool))
    assert [case.deal for case in cases] == [8]
    assert cases[0].faster.deals == (0, 1, 2, 3, 4)
    assert least_days(deals_of([5, 6, 7], [1] * 3)) == 4
    assert least_days(deals_of([], [])) == 4


@pytest.mark.parametrize("amount", [math.nan, 0.0, -5.0])
def test_a_win_without_an_amount_is_no_case(amount):
    deals = deals_of([30, 30, 20, 60, 40, 10], [1, 2, 3, 4, 5, amount])
    assert 5 not in [case.deal for case in success_cases(deals, EVERYBODY)]


def test_too_few_similar_wins_or_none_make_no_case():
    assert success_cases(deals_of([30, 40, 10], [1, 2, 9]), np.ones(3, dtype=bool)) == ()
    assert success_cases(deals_of([], []), np.zeros(0, dtype=bool)) == ()
    lost = deals_of([30, 30, 20, 60, 40, 20], [1, 2, 3, 4, 5, 5], won=[0] * 6)
    assert success_cases(lost, EVERYBODY) == ()


def test_only_candidates_are_cases_but_all_are_held_against():
    deals = deals_of([30, 30, 20, 60, 40, 20], [1, 2, 3, 4, 5, 5])
    assert success_cases(deals, np.arange(6) < 5) == ()
    assert len(success_cases(deals, np.arange(6) == 5)) == 1


def test_what_differed_from_similar_losses_by_hand():
    # the case lasts 10 days; a loss of 10 days had no more time and is left out
    deals = deals_of([10, 20, 30, 40, 50, 60, 10], [1] * 7, won=[1, 0, 0, 0, 0, 0, 0])
    rows = [(0, 0, 10), (0, 0, 12), (1, 1, 12), (2, 1, 16), (3, 1, 20), (4, 1, 21), (6, 1, 10)]
    found = matched_losses(deals, actions_of(rows), 0)
    assert found.within_days == 10
    assert found.similar.deals == (1, 2, 3, 4, 5)
    first, second = found.differed
    assert (first.done, first.n_with, first.share, first.is_unlike) == (True, 0, 0, True)
    # day 21 is the 11th after opening
    assert (second.done, second.n_with, second.share) == (False, 3, 0.6)
    assert second.is_unlike
    assert found.first_action_days == 0
    # 2, 6, 10, never, never
    assert found.usual_first_action_days == 10


def test_losses_of_which_nothing_is_on_record_are_left_out():
    deals = deals_of([10, 20, 30, 40], [1] * 4, won=[1, 0, 0, 0])
    recorded = np.array([True, True, False, True])
    found = matched_losses(deals, actions_of([(1, 0, 12)]), 0, recorded=recorded)
    assert found.similar.deals == (1, 3)
    assert found.differed[0].share == 0.5


def test_without_losses_nothing_differed_and_without_actions_nothing_was_done():
    deals = deals_of([20] * 6, [1] * 6)
    found = matched_losses(deals, actions_of([(0, 0, 12)]), 0)
    assert found.differed == ()
    assert math.isnan(found.usual_first_action_days)
    lost = deals_of([20] * 6, [1] * 6, won=[1, 0, 0, 0, 0, 0])
    found = matched_losses(lost, actions_of([]), 0)
    assert [(one.done, one.share, one.is_unlike) for one in found.differed] == [
        (False, 0, False), (False, 0, False),
    ]  # fmt: skip
    assert math.isnan(found.first_action_days)
    assert math.isnan(found.usual_first_action_days)


def test_a_negative_window_is_refused():
    with pytest.raises(ValueError, match="give 0 or more"):
        matched_losses(deals_of([20], [1]), actions_of([]), 0, window_days=-1)


@st.composite
def drawn(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**20)))
    n = draw(st.integers(0, 40))
    amount = np.round(rng.gamma(2, 50, n), 1)
    amount[rng.random(n) < 0.1] = np.nan
    codes = {name: rng.integers(0, 3, n) for name in ("size", "industry", "source")}
    return deals_of(rng.integers(0, 40, n), amount, won=rng.random(n) < 0.6, **codes)


@given(drawn(), st.floats(0.01, 100))
@LAW
def test_currency_does_not_matter_and_scores_stay_inside(deals, scale):
    everybody = np.ones(deals.n, dtype=bool)
    other = ClosedDeals(
        deals.created, deals.closed, deals.is_won, deals.amount * scale, deals.segments
    )
    one, two = success_cases(deals, everybody), success_cases(other, everybody)
    assert [case.deal for case in one] == [case.deal for case in two]
    for case in one:
        assert 0.5 < case.score < 1
        assert deals.is_won[case.deal]
        assert case.deal not in case.faster.deals + case.larger.deals
    scores = [case.score for case in one]
    assert scores == sorted(scores, reverse=True)


@given(drawn(), st.integers(1, 5))
@LAW
def test_a_faster_and_larger_win_is_never_worse(deals, more):
    everybody = np.ones(deals.n, dtype=bool)
    for case in success_cases(deals, everybody)[:1]:
        if case.days - more < least_days(deals):
            return
        closed, amount = deals.closed.copy(), deals.amount.copy()
        closed[case.deal] -= more
        amount[case.deal] *= 1 + more
        better = ClosedDeals(deals.created, closed, deals.is_won, amount, deals.segments)
        scores = {one.deal: one.score for one in success_cases(better, everybody)}
        assert scores[case.deal] >= case.score
