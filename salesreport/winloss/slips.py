"""Deals that were expected to close and did not: how often, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Interval, wilson
from salesreport.winloss.histories import NEVER, Bools, Days, Histories, Ints
from salesreport.winloss.intervals import NOT_KNOWN


@dataclass(frozen=True)
class Slipped:
    """Deals expected to close in some days, and those of them that did not.

    `share` with its 95 % interval; NaN where none was expected.
    """

    expected: Days
    n_expected: int
    n_slipped: int
    share: float
    share_range: Interval


@dataclass(frozen=True, eq=False)
class Expectations:
    """Expected close of deals as it stood on some days: deal, day it was noted, the date."""

    deal: Ints
    noted: Ints
    expected: Ints


@dataclass(frozen=True, eq=False)
class Moves:
    """How often each deal's expected close was moved to a later day, shape (n,) each.

    `noted`: days on which the expected close is on record; below two of them nothing is
    known of moves. `days`: by how much in all, to a later day less to an earlier one.
    """

    noted: Ints
    later: Ints
    days: Ints


def has_slipped(deals: Histories, expected: Ints, window: Days) -> tuple[Bools, Bools]:
    """Which deals were expected to close in a window, and which of them had not by its end.

    Expected in the window and by `until`; still open, or closed after the window's last
    day. `expected` is `NEVER` where no date is on record.
    """
    due = window.holds(expected) & (expected <= deals.until)
    return due, due & (deals.closed > window.last)


def slipped(deals: Histories, expected: Ints, window: Days) -> Slipped:
    """How many of the deals expected in a window slipped.

    By the expected close as it stands today. Where that was moved on before it came the
    deal is no longer expected in the window, so the share is a lower bound;
    `moves` tells the rest where the date is on record at several times.
    """
    due, late = has_slipped(deals, expected, window)
    n, n_late = int(due.sum()), int(late.sum())
    return Slipped(window, n, n_late, n_late / n if n else NOT_KNOWN, wilson(n_late, n))


def overdue_days(deals: Histories, expected: Ints) -> Ints:
    """Days by which the expected close of an open deal has passed; 0 for all others."""
    passed = deals.is_open & (expected < NEVER)
    return np.where(passed, np.maximum(deals.until - np.where(passed, expected, 0), 0), 0)


def moves(found: Expectations, n: int) -> Moves:
    """How often and how far expected closes were moved, from what was noted when.

    Of several notes of one deal on one day the last in the given order counts.

    Parameters
    ----------
    found : Expectations
    n : int
        Deals there are.

    Examples
    --------
    Expected on day 10, then 40, then 35, then 60.

    >>> noted = np.array([1, 8, 20, 30])
    >>> told = Expectations(np.zeros(4, dtype=int), noted, np.array([10, 40, 35, 60]))
    >>> one = moves(told, 1)
    >>> one.later.tolist(), one.days.tolist()
    ([2], [50])
    """
    order = np.lexsort((np.arange(len(found.deal)), found.noted, found.deal))
    deal, noted, expected = found.deal[order], found.noted[order], found.expected[order]
    last = np.ones(len(deal), dtype=np.bool_)
    last[:-1] = (deal[1:] != deal[:-1]) | (noted[1:] != noted[:-1])
    deal, expected = deal[last], expected[last]
    same = deal[1:] == deal[:-1]
    moved = np.where(same, expected[1:] - expected[:-1], 0)
    later = np.bincount(deal[1:][moved > 0], minlength=n)
    days = np.bincount(deal[1:], moved, minlength=n)
    return Moves(np.bincount(deal, minlength=n), later, np.rint(days).astype(np.int64))
