"""Open deals that lie still, against the days of those that got on."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.winloss.histories import NEVER, NO_STAGE
from salesreport.winloss.idle import (
    FEWEST_STAYS,
    TIMES,
    Touches,
    idle_deals,
    last_touches,
    untouched,
    usual_stays,
)
from salesreport.winloss.stages import stage_entries
from tests.winloss.made import changes, ints, teams, told

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def five_that_got_on(*more):
    """Five deals that stayed 6, 8, 10, 12, 14 days in stage 0, then others."""
    rows = [(0, 50, "won")] * 5 + [row[0] for row in more]
    stages = [NO_STAGE] * 5 + [row[1] for row in more]
    moves = [(at, 1, 6 + 2 * at) for at in range(5)]
    return told(rows, stages=stages, until=100), moves


def test_usual_is_the_median_stay_of_deals_that_got_on():
    lost, still = ((0, 90, "lost"), NO_STAGE), ((0, None, "open"), 0)
    deals, moves = five_that_got_on(lost, still)
    entries = stage_entries(deals, changes(*moves, (5, 0, 0)), 3)
    found = usual_stays(deals, entries, since=0)
    assert found.days[:2].tolist() == [10, 40]
    assert found.n.tolist() == [5, 5, 0]
    # All five skipped the last stage: nobody stayed in it.
    assert math.isnan(found.days[2])


def test_below_five_finished_stays_nothing_is_usual():
    deals = told([(0, 10, "won")] * (FEWEST_STAYS - 1))
    found = usual_stays(deals, stage_entries(deals, None, 3), since=0)
    assert found.n.tolist() == [4]
    assert math.isnan(found.days[0])
    assert usual_stays(deals, stage_entries(deals, None, 3), since=1).n.tolist() == [0]


def test_a_deal_is_stalled_from_more_than_twice_the_usual_days_on():
    deals, moves = five_that_got_on(((80, None, "open"), 0), ((79, None, "open"), 0))
    entries = stage_entries(deals, changes(*moves), 3)
    usual = usual_stays(deals, entries, since=0)
    found = idle_deals(deals, entries, last_touches(deals, entries, None), usual)
    assert found.deal.tolist() == [5, 6]
    assert found.in_stage.tolist() == [20, 21]
    assert found.is_stalled.tolist() == [False, True]
    # Without actions on record a deal was last touched when it was created.
    assert found.is_untouched.tolist() == [False, True]


def test_an_action_keeps_a_deal_from_being_untouched_but_not_from_being_stalled():
    deals, moves = five_that_got_on(((20, None, "open"), 0))
    entries = stage_entries(deals, changes(*moves), 3)
    touches = Touches(ints([5, 5, 5]), ints([30, 90, 90]))
    last = last_touches(deals, entries, touches)
    assert last[5] == 90
    found = idle_deals(deals, entries, last, usual_stays(deals, entries, since=0))
    assert (found.in_stage.tolist(), found.untouched.tolist()) == ([80], [10])
    assert (found.is_stalled.tolist(), found.is_untouched.tolist()) == ([True], [False])
    assert not untouched(deals, found).any()


def test_actions_after_the_last_day_known_are_no_touch():
    deals = told([(20, None, "open")], until=100)
    entries = stage_entries(deals, None, 3)
    assert last_touches(deals, entries, Touches(ints([0]), ints([101]))).tolist() == [20]
    assert last_touches(deals, entries, Touches(ints([0]), ints([100]))).tolist() == [100]
    with pytest.raises(ValueError, match="an action is of deal 1 of 1"):
        last_touches(deals, entries, Touches(ints([1]), ints([50])))


def test_a_move_back_begins_a_new_stay_and_is_no_move_of_the_customer():
    deals, moves = five_that_got_on(((0, None, "open"), 0))
    entries = stage_entries(deals, changes(*moves, (5, 1, 30), (5, 0, 95)), 3)
    found = idle_deals(
        deals, entries, last_touches(deals, entries, None), usual_stays(deals, entries, since=0)
    )
    assert (found.stage.tolist(), found.in_stage.tolist()) == ([0], [5])
    assert found.moved_on.tolist() == [30]


def test_where_the_stage_is_not_known_nothing_is_idle():
    deals, moves = five_that_got_on(((0, None, "open"), 2))
    entries = stage_entries(deals, changes(*moves), 3)
    found = idle_deals(
        deals, entries, last_touches(deals, entries, None), usual_stays(deals, entries, since=0)
    )
    assert (found.stage.tolist(), found.moved_on.tolist()) == ([NO_STAGE], [NEVER])
    assert not found.is_stalled.any()


def test_no_open_deals():
    deals = told([(0, 10, "won")])
    entries = stage_entries(deals, None, 3)
    found = idle_deals(deals, entries, deals.created, usual_stays(deals, entries, since=0))
    assert len(found.deal) == 0
    assert untouched(deals, found).tolist() == [False]


@LAW
@given(teams(), st.data())
def test_what_is_untouched_is_stalled_and_more_actions_never_make_it_so(team, data):
    deals, noted = team
    entries = stage_entries(deals, noted, 3)
    n = data.draw(st.integers(0, 6))
    deal = ints([data.draw(st.integers(0, len(deals) - 1)) for _ in range(n)])
    day = ints([data.draw(st.integers(0, 130)) for _ in range(n)])
    usual = usual_stays(deals, entries, since=0)
    usual = type(usual)(np.where(np.isnan(usual.days), 10.0, usual.days), usual.n)
    some, none = (
        idle_deals(deals, entries, last_touches(deals, entries, one), usual)
        for one in (Touches(deal, day), None)
    )
    assert not (some.is_untouched & ~some.is_stalled).any()
    assert not (some.is_untouched & ~none.is_untouched).any()
    assert (some.untouched <= some.in_stage).all()
    assert (some.is_stalled == (some.in_stage > TIMES * some.usual)).all()
