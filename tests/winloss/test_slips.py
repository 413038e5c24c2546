"""Deals expected to close that did not, and how often a date was moved on."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import wilson
from salesreport.winloss.histories import NEVER, Days
from salesreport.winloss.slips import Expectations, has_slipped, moves, overdue_days, slipped
from tests.winloss.made import ints, told

LAW = settings(max_examples=60, deadline=None, derandomize=True)
ROWS = [(0, 40, "won"), (0, 70, "won"), (0, None, "open"), (0, 35, "lost"), (0, 60, "lost")]


def test_a_deal_slipped_that_was_still_open_at_the_end_of_its_window():
    deals = told(ROWS, until=100)
    expected = ints([45, 45, 50, 40, 70])
    due, late = has_slipped(deals, expected, Days(31, 60))
    assert due.tolist() == [True, True, True, True, False]
    # Won on day 70, and open; the one lost on day 35 had closed.
    assert late.tolist() == [False, True, True, False, False]
    found = slipped(deals, expected, Days(31, 60))
    assert (found.n_expected, found.n_slipped, found.share) == (4, 2, 0.5)
    assert found.share_range == pytest.approx(wilson(2, 4))


def test_what_is_expected_after_the_last_day_known_is_not_due():
    deals = told([(0, None, "open")], until=100)
    assert slipped(deals, ints([100]), Days(90, 120)).n_expected == 1
    assert slipped(deals, ints([101]), Days(90, 120)).n_expected == 0


def test_nothing_expected_is_not_known():
    found = slipped(told(ROWS), ints([NEVER] * 5), Days(0, 30))
    assert found.n_expected == 0
    assert math.isnan(found.share)
    assert math.isnan(found.share_range.low)


def test_days_overdue_are_of_open_deals_whose_date_has_passed():
    rows = [(0, None, "open"), (0, None, "open"), (0, None, "open"), (0, 90, "won")]
    deals = told(rows, until=100)
    assert overdue_days(deals, ints([70, 110, NEVER, 50])).tolist() == [30, 0, 0, 0]


def test_moves_are_counted_where_the_date_is_noted_at_several_times():
    noted = [(0, 1, 50), (0, 20, 80), (0, 10, 60), (1, 5, 40), (2, 5, 90), (2, 9, 70)]
    deal, day, expected = (ints(column) for column in zip(*noted, strict=True))
    found = moves(Expectations(deal, day, expected), 4)
    assert found.noted.tolist() == [3, 1, 2, 0]
    assert found.later.tolist() == [2, 0, 0, 0]
    assert found.days.tolist() == [30, 0, -20, 0]


def test_the_last_note_of_a_day_counts():
    found = moves(Expectations(ints([0, 0, 0]), ints([1, 9, 9]), ints([50, 90, 60])), 1)
    assert (found.noted.tolist(), found.later.tolist(), found.days.tolist()) == ([2], [1], [10])


def test_no_notes_are_no_moves():
    found = moves(Expectations(ints([]), ints([]), ints([])), 2)
    assert (found.noted.tolist(), found.later.tolist()) == ([0, 0], [0, 0])


@LAW
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50), st.integers(0, 300))))
def test_days_moved_are_last_less_first_and_notes_of_no_news_change_nothing(notes):
    once = {(deal, day): (deal, day, when) for deal, day, when in notes}
    columns = zip(*once.values(), strict=True) if once else ((), (), ())
    deal, day, expected = (ints(column) for column in columns)
    found = moves(Expectations(deal, day, expected), 4)
    for at in range(4):
        own = sorted((d, when) for which, d, when in once.values() if which == at)
        assert found.noted[at] == len(own)
        assert found.days[at] == (own[-1][1] - own[0][1] if own else 0)
        assert 0 <= found.later[at] <= max(len(own) - 1, 0)
    again = Expectations(
        np.concatenate([deal, deal]), np.concatenate([day, day]), np.concatenate([expected] * 2)
    )
    assert np.array_equal(moves(again, 4).later, found.later)
