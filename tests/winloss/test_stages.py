"""Entries into stages by the stated rules, conversion and time of each step."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from salesreport.statistics import aalen_johansen, wilson
from salesreport.winloss.histories import NEVER, NO_STAGE
from salesreport.winloss.intervals import Ended
from salesreport.winloss.stages import Changes, stage_entries, steps
from tests.winloss.made import changes, ints, teams, told

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def entered(rows, *moves, **options):
    return stage_entries(told(rows, **options), changes(*moves), 3)


def test_a_deal_that_goes_through_every_stage():
    found = entered([(10, 60, "won")], (0, 0, 10), (0, 1, 20), (0, 2, 45))
    assert found.entered.tolist() == [[10, 20, 45]]
    assert found.stayed.all()
    assert found.known.all()
    assert found.turned_back.tolist() == [0]


def test_a_skipped_stage_was_passed_on_the_day_of_the_next_without_a_stay():
    found = entered([(10, 60, "lost")], (0, 2, 45))
    assert found.entered.tolist() == [[10, 45, 45]]
    assert found.stayed.tolist() == [[True, False, True]]


def test_a_win_passes_all_stages():
    found = entered([(10, 60, "won")], (0, 1, 20))
    assert found.entered.tolist() == [[10, 20, 60]]
    assert found.stayed.tolist() == [[True, True, False]]


def test_a_move_back_keeps_the_first_entry_and_a_loss_stops_at_the_furthest_stage():
    rows = [(10, 90, "lost")]
    found = entered(rows, (0, 1, 20), (0, 2, 30), (0, 1, 40), (0, 2, 70))
    assert found.entered.tolist() == [[10, 20, 30]]
    assert found.turned_back.tolist() == [1]
    step = steps(told(rows), found, since=0, horizon_days=90)
    assert [one.n_stopped for one in step] == [0, 0, 1]
    # From day 20 to the first entry of the next stage on day 30, and from there to the end.
    assert [one.stay.median_days for one in step] == [10, 10, 60]


def test_back_into_a_stage_skipped_before_does_not_enter_it_later():
    found = entered([(10, None, "open")], (0, 2, 30), (0, 1, 40), stages=[1])
    assert found.entered.tolist() == [[10, 30, 30]]
    assert found.stayed.tolist() == [[True, False, True]]


def test_a_deal_created_in_a_later_stage_was_never_in_the_first():
    found = entered([(10, 60, "won")], (0, 1, 10))
    assert found.stayed.tolist() == [[False, True, False]]
    noted = entered([(10, 60, "won")], (0, 0, 10), (0, 1, 10))
    assert noted.stayed.tolist() == [[True, True, False]]


def test_changes_outside_a_deals_life_count_from_its_creation_or_not_at_all():
    rows = [(10, 60, "lost"), (10, None, "open")]
    moves = [(0, 1, 5), (0, 2, 70), (1, 1, 101)]
    found = entered(rows, *moves, until=100, stages=[NO_STAGE, 0])
    assert found.entered.tolist() == [[10, 10, NEVER], [10, NEVER, NEVER]]


def test_stages_are_not_known_of_a_closed_deal_without_changes():
    rows = [(10, 60, "lost"), (10, 60, "lost"), (10, None, "open"), (10, None, "open")]
    # Of the second only the loss is noted: it was in the first stage until then.
    found = entered(rows, (1, 4, 60), stages=[NO_STAGE, NO_STAGE, 0, 2])
    assert found.known.tolist() == [False, True, True, False]
    assert found.furthest().tolist() == [NO_STAGE, 0, 0, NO_STAGE]
    step = steps(told(rows, stages=[NO_STAGE, NO_STAGE, 0, 2]), found, since=0, horizon_days=90)
    assert (step[0].n, step[0].n_stopped, step[0].n_open) == (2, 1, 1)


def test_an_open_deal_beyond_its_last_change_is_not_known():
    found = entered([(10, None, "open")], (0, 1, 20), stages=[2])
    assert found.known.tolist() == [False]


def test_without_changes_there_is_one_step_from_creation_to_the_close():
    deals = told([(0, 10, "won"), (0, 30, "lost"), (980, None, "open"), (0, 40, "won")])
    found = stage_entries(deals, None, 3)
    (step,) = steps(deals, found, since=0, horizon_days=30)
    # As four deals by hand in statistics: 1/4, then one leaves at 20, 3/4 · 1/2 lost.
    assert (step.passed, step.stopped) == (0.25, 0.375)
    assert step.stay.median_days == 30
    assert (step.n_passed, step.n_stopped, step.n_open) == (2, 1, 1)


def test_conversion_of_steps_by_hand():
    rows = [(0, 50, "won"), (0, 20, "lost"), (0, 60, "lost"), (0, None, "open")]
    moves = [(0, 1, 10), (0, 2, 30), (2, 1, 20), (3, 1, 90)]
    deals = told(rows, stages=[-1, -1, -1, 1], until=100)
    # Deal 1 has no change but its loss.
    found = stage_entries(deals, changes(*moves, (1, 4, 20)), 3)
    lead, intent, negotiation = steps(deals, found, since=0, horizon_days=30)
    # 4 came, on day 10 one of 4 got on, on day 20 one did and one was lost.
    assert (lead.n, lead.passed, lead.stopped) == (4, 0.5, 0.25)
    # 3 came; one got on after 20 days; one is there since 10 days: not at risk then.
    assert (intent.n, intent.n_open) == (3, 1)
    assert (intent.passed, intent.stopped) == (pytest.approx(0.5), 0)
    assert (negotiation.n, negotiation.passed, negotiation.n_stopped) == (1, 1, 0)
    assert negotiation.won == 1


def test_a_stage_nobody_came_to_is_not_known():
    deals = told([(0, None, "open")], stages=[0])
    found = stage_entries(deals, changes((0, 0, 0)), 3)
    last = steps(deals, found, since=0, horizon_days=90)[2]
    assert last.n == 0
    assert math.isnan(last.passed)
    assert math.isnan(last.won)
    assert math.isnan(last.won_sd)
    assert math.isnan(last.stay.median_days)


def test_a_deal_closed_on_the_day_it_opened():
    deals = told([(5, 5, "won"), (5, 5, "lost")])
    found = stage_entries(deals, changes((1, 4, 5), (0, 3, 5)), 3)
    first, second, _ = steps(deals, found, since=0, horizon_days=30)
    assert (first.passed, first.stopped) == (0.5, 0.5)
    assert (second.n, second.n_skipped) == (1, 1)


def test_half_still_in_a_stage_is_a_median_not_reached():
    deals = told([(0, 5, "won"), (990, None, "open"), (990, None, "open")], stages=[-1, 0, 0])
    (step,) = steps(deals, stage_entries(deals, None, 3), since=0, horizon_days=5)
    assert math.isnan(step.stay.median_days)
    assert step.stay.n == 3


def test_entries_before_the_window_are_left_out():
    deals = told([(0, 10, "won"), (100, 130, "lost")])
    (step,) = steps(deals, stage_entries(deals, None, 3), since=50, horizon_days=30)
    assert (step.n, step.n_stopped) == (1, 1)


def test_no_deals_at_all():
    deals = told([])
    assert deals.begin == NEVER
    for noted in (None, changes()):
        found = stage_entries(deals, noted, 3)
        assert [one.n for one in steps(deals, found, since=0, horizon_days=90)] == [0] * (
            1 if noted is None else 3
        )


def test_impossible_deals_and_changes_are_refused():
    with pytest.raises(ValueError, match="closed before it was created"):
        told([(10, 5, "won")])
    with pytest.raises(ValueError, match="an open deal has a close day"):
        told([(10, 15, "open")])
    with pytest.raises(ValueError, match="after the last day known"):
        told([(10, 15, "won")], until=12)
    with pytest.raises(ValueError, match="a change is of deal 3 of 1"):
        stage_entries(told([(0, None, "open")]), changes((3, 1, 5)), 3)
    with pytest.raises(ValueError, match="stage below 0"):
        stage_entries(told([(0, None, "open")]), changes((0, -1, 5)), 3)


def test_the_record_begins_with_the_first_creation_unless_the_export_cut_it_off():
    # First close after 10 days, half lasted 10 or less: nothing is missing.
    whole = told([(0, 10, "won"), (5, 15, "lost"), (8, 60, "won")])
    assert whole.begin == 0
    # Deals of day 0 on, but only closes from day 100 on: those that were quick are missing.
    cut = told([(0, 100, "won"), (90, 101, "lost"), (95, 110, "won")])
    assert cut.begin == 100


def test_intervals_are_wilsons_where_all_were_watched():
    ended = Ended(ints([5, 10, 20, 30]), ints([1, 2, 1, 0]))
    assert ended.by(20).tolist() == [0.5, 0.25]
    assert ended.range(1, 20) == pytest.approx(wilson(2, 4))
    assert math.isnan(ended.range(1, 31).low)


def test_an_interval_with_open_deals_is_that_of_the_log_log_transform():
    days, ways = ints([5, 6, 10, 12, 20, 25]), ints([1, 0, 2, 1, 0, 1])
    found = aalen_johansen(days.astype(float), ways, n_outcomes=2)
    share, sd = found.at(12)[0], found.sd_at(12)[0]
    centre, reach = math.log(-math.log(share)), 1.959963984540054 * sd / (share * math.log(share))
    ends = sorted(math.exp(-math.exp(centre + sign * reach)) for sign in (-1, 1))
    assert Ended(days, ways).range(1, 12) == pytest.approx(tuple(ends))


def test_nothing_won_among_deals_partly_open_has_an_interval_of_those_watched():
    ended = Ended(ints([5, 10, 20]), ints([0, 2, 0]))
    # Two were watched to day 10 or ended before.
    assert ended.range(1, 10) == pytest.approx(wilson(0, 2))
    assert ended.sd(1, 10) == pytest.approx(wilson(0, 2).high / (2 * 1.959963984540054))


@LAW
@given(teams())
def test_stages_are_entered_in_order_within_a_deals_life(team):
    deals, noted = team
    found = stage_entries(deals, noted, 3)
    there = found.entered < NEVER
    assert (found.entered[:, 0] == deals.created).all()
    assert (np.diff(found.entered, axis=1) >= 0).all()
    last = np.minimum(deals.closed, deals.until)[:, None]
    assert (np.where(there, found.entered, deals.created[:, None]) <= last).all()
    assert there[deals.is_won].all()
    assert not (found.stayed & ~there).any()


@LAW
@given(teams())
def test_deals_get_on_or_stop_or_are_there_still(team):
    deals, noted = team
    found = stage_entries(deals, noted, 3)
    step = steps(deals, found, since=0, horizon_days=30)
    for one, following in zip(step, (*step[1:], None), strict=True):
        assert one.n == one.n_passed + one.n_stopped + one.n_open
        if following is not None:
            assert following.n == one.n_passed
        if not math.isnan(one.passed):
            assert one.passed_range.low <= one.passed + 1e-12
            assert one.passed - 1e-12 <= one.passed_range.high
            assert 0 <= one.passed + one.stopped <= 1 + 1e-12
    known = found.known
    assert step[-1].n_passed == (deals.is_won & known).sum()
    assert sum(one.n_stopped for one in step) == (deals.is_lost & known).sum()


@LAW
@given(teams())
def test_the_order_of_records_and_records_noted_twice_change_nothing(team):
    deals, noted = team
    twice = Changes(*[np.concatenate([part[::-1], part]) for part in vars(noted).values()])
    one, other = (stage_entries(deals, some, 3) for some in (noted, twice))
    for name in vars(one):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
