"""What fast wins did, by hand, in hard cases, and its laws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import q_values
from salesreport.winloss.closed import Actions, ClosedDeals
from salesreport.winloss.keyactions import key_actions
from salesreport.winloss.playbook import (
    Stay,
    fast_wins,
    first_days,
    own_groups,
    page_q,
    stage_steps,
    stay,
    strength,
)

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def ints(values):
    return np.array(values, dtype=np.int64)


def deals_of(days, won, *, created=0, **segments):
    n = len(days)
    begun = np.full(n, created, dtype=np.int64)
    return ClosedDeals(
        created=begun, closed=begun + ints(days), is_won=np.array(won, dtype=bool),
        amount=np.full(n, 100.0), segments={name: ints(codes) for name, codes in segments.items()},
    )  # fmt: skip


def actions_of(rows, n_kinds=3):
    deal, kind, day = ints(rows).reshape(-1, 3).T
    return Actions(deal=deal, kind=kind, day=day, n_kinds=n_kinds)


def whole(deals, rows=(), n_kinds=3):
    """All deals from their opening on."""
    return Stay(deals, actions_of(list(rows), n_kinds), fast_wins(deals))


def places(where):
    return np.flatnonzero(where).tolist()


def test_a_fast_win_took_fewer_days_than_the_median_of_its_like():
    # food 10 20 30 40 50: median 30; retail 5 6 7 8 9: median 7; a lost one is neither
    deals = deals_of([10, 20, 30, 40, 50, 5, 6, 7, 8, 9, 1], [1] * 10 + [0],
                     industry=[0] * 5 + [1] * 5 + [1])  # fmt: skip
    assert places(fast_wins(deals)) == [0, 1, 5, 6]
    # where industries are not told apart: 10 wins of a median of 9.5 days
    bare = replace(deals, segments={})
    assert places(fast_wins(bare)) == [5, 6, 7, 8, 9]


def test_with_few_of_its_like_a_win_is_held_against_the_next_wider_group():
    # four of the industry: held against all of the size, 10 to 80, median 45
    deals = deals_of([10, 20, 30, 40, 50, 60, 70, 80], [1] * 8, size=[1] * 8,
                     industry=[0] * 4 + [1] * 4)  # fmt: skip
    assert places(fast_wins(deals)) == [0, 1, 2, 3]


@pytest.mark.parametrize("days", [[], [10, 20, 30, 40], [7] * 9, [1, 2, 3, 3, 2, 1]])
def test_of_few_equal_or_instant_wins_none_is_fast(days):
    assert not fast_wins(deals_of(days, [1] * len(days))).any()


def test_days_of_a_stage_are_so_few_that_a_tenth_of_its_wins_at_most_is_closed():
    wins = [6, 8, *range(20, 38)]  # two of twenty by day 8
    assert first_days(whole(deals_of(wins, [1] * 20))) == 14
    assert first_days(whole(deals_of([6, 7, 8, *range(20, 37)], [1] * 20))) == 7
    # losses do not count where anything is won; without a win they do
    assert first_days(whole(deals_of([*wins, 1, 1, 1], [1] * 20 + [0] * 3))) == 14
    assert first_days(whole(deals_of([3, 9, 9], [0, 0, 0]))) == 2
    assert first_days(whole(deals_of([0, 0, 9], [1, 1, 1]))) == 0
    assert first_days(whole(deals_of([], []))) == 14


def test_shares_days_and_order_by_hand():
    # wins of 20, 20, 60, 60, 60 days and a loss: the first two are fast
    deals = deals_of([20, 20, 60, 60, 60, 30], [1, 1, 1, 1, 1, 0])
    rows = [
        (0, 1, 2), (0, 0, 6), (1, 1, 4), (1, 0, 4), (1, 2, 15),  # day 15 is too late
        (2, 0, 3), (3, 1, 30), (5, 1, 1), (5, 1, 2), (5, 2, 3), (0, 1, 9),
    ]  # fmt: skip
    found = stage_steps(whole(deals, rows), window_days=14)
    assert (found.n_fast, found.n_won, found.n_lost) == (2, 5, 1)
    first, second, third = found.steps
    assert [one.kind for one in found.steps] == [1, 0, 2]
    assert (first.n_fast, first.n_won, first.n_lost, first.day) == (2, 2, 1, 3)
    assert (second.n_fast, second.n_won, second.n_lost, second.day) == (2, 3, 0, 5)
    # of both fast wins with both, one had them on one day: that is no order
    assert (second.n_both, second.n_in_order) == (2, 1)
    assert (third.n_fast, third.n_won, third.n_lost) == (0, 0, 1)
    assert np.isnan(third.day)
    assert (first.n_both, third.n_both) == (0, 0)


def test_what_is_closed_within_the_days_is_left_out_and_counted():
    deals = deals_of([5, 6, 30, 40, 50, 60, 4], [1, 1, 1, 1, 1, 1, 0])
    found = stage_steps(whole(deals, [(0, 0, 1), (6, 0, 1), (2, 0, 1)]), window_days=6)
    assert (found.n_fast_inside, found.n_closed_inside) == (2, 3)
    assert (found.n_won, found.n_lost, found.n_fast) == (4, 0, 1)
    assert found.steps[0].n_won == 1


def test_in_a_later_stage_the_clock_starts_when_a_deal_comes_to_it():
    deals = deals_of([40] * 5 + [90] * 5, [1] * 10, created=100)
    entered, stood = deals.created + 20, np.arange(10) != 1
    acts = actions_of([(0, 0, 119), (0, 1, 122), (1, 1, 122), (2, 0, 135)])
    found = stay(deals, acts, fast_wins(deals), entered=entered, stood=stood)
    assert found.deals.n == 9
    told = stage_steps(found, window_days=10)
    # the action before the stage and the one after the days do not count
    assert [(one.kind, one.n_fast, one.day) for one in told.steps] == [(1, 1, 2)]


def test_a_deal_that_came_to_a_stage_after_its_end_is_refused():
    deals = deals_of([4], [1])
    with pytest.raises(ValueError, match="close before they are opened"):
        stay(deals, actions_of([]), fast_wins(deals), entered=ints([9]), stood=np.array([True]))


def planted(n=400, *, gain=0.35, seed=5):
    """Visits of kind 0 raise the chance to win, calls of kind 1 do nothing."""
    rng = np.random.default_rng(seed)
    visited, called = rng.random((2, n)) < 0.5
    won = rng.random(n) < np.where(visited, 0.4 + gain, 0.4)
    deals = deals_of(rng.integers(20, 60, n), won, industry=rng.integers(0, 2, n))
    rows = [(at, 0, rng.integers(0, 14)) for at in np.flatnonzero(visited)]
    rows += [(at, 1, rng.integers(0, 14)) for at in np.flatnonzero(called)]
    return deals, rows


def strengths(deals, rows):
    own = whole(deals, rows)
    found = stage_steps(own, window_days=14)
    opening = key_actions(own.deals, own.actions)
    (q,) = page_q([found])
    return {
        step.kind: strength(step, one, opening.actions[step.kind], is_enough=found.is_enough)
        for step, one in zip(found.steps, q, strict=True)
    }


def test_a_planted_step_is_named_and_one_that_does_nothing_is_not():
    assert strengths(*planted()) == {0: "more", 1: "no_difference"}
    deals, rows = planted()
    turned = replace(deals, is_won=~deals.is_won)
    assert strengths(turned, rows)[0] == "fewer"


def test_below_ten_wins_or_losses_everything_is_an_example():
    deals, rows = planted()
    few = replace(deals, is_won=np.arange(deals.n) < 9)
    assert set(strengths(few, rows).values()) == {"few"}
    none = replace(deals, is_won=np.ones(deals.n, dtype=bool))
    assert set(strengths(none, rows).values()) == {"few"}


def test_what_everybody_had_cannot_be_compared():
    deals, rows = planted()
    every = [*rows, *((at, 2, 1) for at in range(deals.n))]
    assert strengths(deals, every)[2] == "uncompared"


def test_what_holds_in_a_stage_but_not_from_the_opening_on_is_the_pace_perhaps():
    own = whole(*planted())
    found = stage_steps(own, window_days=14)
    step = next(one for one in found.steps if one.kind == 0)
    nothing = next(one for one in found.steps if one.kind == 1).action
    (q,) = page_q([found])
    first = q[found.steps.index(step)]
    assert strength(step, first, nothing, is_enough=True) == "stage_only"
    against = replace(step.action, z=-step.action.z)
    assert strength(step, first, against, is_enough=True) == "stage_only"


def test_pace_alone_is_not_called_a_step_that_wins():
    """Losses last longer and everything is done at a share of the days: no step does anything."""
    named = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n = 300
        won = rng.random(n) < 0.5
        cycle = rng.integers(20, 60, n)
        days = np.where(won, cycle, (1.3 * cycle).astype(int))
        deals = deals_of(days, won)
        rows = [(at, 0, int(0.4 * cycle[at])) for at in range(n) if rng.random() < 0.8]
        entered, every = (0.35 * days).astype(np.int64), np.ones(n, dtype=bool)
        acts = actions_of(rows, 1)
        own = stay(deals, acts, fast_wins(deals), entered=entered, stood=every)
        found = stage_steps(own, window_days=first_days(own))
        opening = key_actions(deals, acts)
        (q,) = page_q([found])
        named += any(
            strength(step, one, opening.actions[0], is_enough=True) in ("more", "fewer")
            for step, one in zip(found.steps, q, strict=True)
        )
    assert named <= 3  # at 5 % of 30 looks 1.5 are to be expected


def test_the_page_s_q_counts_all_its_looks():
    deals, rows = planted(gain=0.12)
    found = stage_steps(whole(deals, rows), window_days=14)
    alone, together = page_q([found])[0], page_q([found] * 3)
    p = [one.action.p for one in found.steps]
    assert alone == q_values(p).tolist()
    assert [one for part in together for one in part] == q_values(p * 3).tolist()
    assert page_q([]) == []


def test_groups_with_wins_enough_stand_alone_most_wins_first():
    codes = ints([0] * 3 + [1] * 6 + [2] * 6 + [3] * 9)
    won = np.array([True] * 15 + [False] * 9)
    assert own_groups(codes, won, fewest=3, most=5) == [1, 2, 0]
    assert own_groups(codes, won, fewest=4, most=5) == [1, 2]
    assert own_groups(codes, won, fewest=3, most=1) == [1]
    assert own_groups(codes, np.zeros(24, dtype=bool), most=5) == []


@st.composite
def cases(draw):
    n = draw(st.integers(1, 40))
    days = draw(st.lists(st.integers(0, 40), min_size=n, max_size=n))
    won = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    codes = draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    rows = draw(
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, 2), st.integers(0, 45)),
                 max_size=60)
    )  # fmt: skip
    return deals_of(days, won, size=codes, industry=codes), rows


def told(deals, rows):
    found = stage_steps(whole(deals, rows), window_days=10)
    return (
        found.n_fast, found.n_won, found.n_lost, found.n_closed_inside,
        [(s.kind, s.n_fast, s.n_won, s.n_lost, s.day, s.n_both, s.n_in_order) for s in found.steps],
    )  # fmt: skip


def same(first, second):
    np.testing.assert_equal(first, second)


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_deals_and_actions_does_not_matter(case, chance):
    deals, rows = case
    order = list(range(deals.n))
    chance.shuffle(order)
    moved = {old: new for new, old in enumerate(order)}
    again = [(moved[deal], kind, day) for deal, kind, day in rows]
    chance.shuffle(again)
    same(told(deals.taken(ints(order)), again), told(deals, rows))


@LAW
@given(cases())
def test_the_same_action_twice_is_one_and_a_later_one_changes_nothing(case):
    deals, rows = case
    later = [(deal, kind, day + 5) for deal, kind, day in rows]
    same(told(deals, [*rows, *rows, *later]), told(deals, rows))


@LAW
@given(cases())
def test_counts_keep_within_each_other(case):
    deals, rows = case
    found = stage_steps(whole(deals, rows), window_days=10)
    assert found.n_won + found.n_lost + found.n_closed_inside == deals.n
    assert found.n_fast <= found.n_won
    days = [step.day for step in found.steps if not np.isnan(step.day)]
    assert days == sorted(days)
    for step in found.steps:
        assert 0 <= step.n_fast <= step.n_won <= found.n_won
        assert step.n_lost <= found.n_lost
        assert step.n_fast <= found.n_fast
        assert step.n_in_order <= step.n_both <= step.n_fast
        assert np.isnan(step.day) == (step.n_fast == 0)
        assert step.n_won + step.n_lost > 0


@LAW
@given(cases(), st.integers(-500, 500))
def test_the_calendar_does_not_matter(case, by):
    deals, rows = case
    moved = replace(deals, created=deals.created + by, closed=deals.closed + by)
    same(told(moved, [(deal, kind, day + by) for deal, kind, day in rows]), told(deals, rows))
