"""Deals expected to close that did not."""

import math

import pytest

from salesreport.statistics import wilson
from salesreport.winloss.histories import NEVER, Days
from salesreport.winloss.slips import has_slipped, overdue_days, slipped
from tests.winloss.made import ints, told

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
