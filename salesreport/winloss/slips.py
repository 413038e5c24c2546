"""Deals that were expected to close and did not."""

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
    deal is no longer expected in the window, so the share is a lower bound. Nothing tells
    how often a date was moved: exports hold the one date that stood when they were made,
    and no day on which that was.
    """
    due, late = has_slipped(deals, expected, window)
    n, n_late = int(due.sum()), int(late.sum())
    return Slipped(window, n, n_late, n_late / n if n else NOT_KNOWN, wilson(n_late, n))


def overdue_days(deals: Histories, expected: Ints) -> Ints:
    """Days by which the expected close of an open deal has passed; 0 for all others."""
    passed = deals.is_open & (expected < NEVER)
    return np.where(passed, np.maximum(deals.until - np.where(passed, expected, 0), 0), 0)
