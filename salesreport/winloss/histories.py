"""Deals as arrays over time: when each was created, how it ended, what it was worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics import Floats

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

OPEN, WON, LOST = 0, 1, 2
NEVER = 2**40
"""Day of what has not come about."""
NO_STAGE = -1


class Days(NamedTuple):
    """Day numbers from `first` to `last`, both inside."""

    first: int
    last: int

    def holds(self, days: Ints) -> Bools:
        """Which days lie inside."""
        inside: Bools = (days >= self.first) & (days <= self.last)
        return inside


@dataclass(frozen=True, eq=False)
class Histories:
    """Deals of a run, one entry each.

    Attributes
    ----------
    created, closed : arrays of int, shape (n,)
        Day numbers; `closed` is `NEVER` while a deal is open.
    outcome : array of int, shape (n,)
        `OPEN`, `WON` or `LOST` on the day `until`.
    stage : array of int, shape (n,)
        Stage an open deal is in, from 0 on; `NO_STAGE` where it is closed or not said.
    amount : array of float, shape (n,)
        In main units; NaN where nobody knows it.
    until : int
        Last day that is known.

    Raises
    ------
    ValueError
        Lengths differ, an outcome is unknown, a deal was closed before it was created or
        after `until`, was created after it, or has a close day that its outcome denies.
    """

    created: Ints
    closed: Ints
    outcome: Ints
    stage: Ints
    amount: Floats
    until: int

    def __post_init__(self) -> None:
        n = len(self.created)
        for name in ("closed", "outcome", "stage", "amount"):
            if len(getattr(self, name)) != n:
                raise ValueError(
                    f"{name} has {len(getattr(self, name))} entries for {n} deals; give one each"
                )
        if not np.isin(self.outcome, (OPEN, WON, LOST)).all():
            raise ValueError("an outcome is none of 0 open, 1 won, 2 lost")
        over = self.outcome != OPEN
        if not np.array_equal(over, self.closed < NEVER):
            raise ValueError("an open deal has a close day, or a closed one none; give NEVER")
        if (self.created > self.until).any() or (self.closed[over] > self.until).any():
            raise ValueError("a deal was created or closed after the last day known; leave it out")
        if (self.closed < self.created).any():
            raise ValueError("a deal was closed before it was created; leave it out and list it")

    def __len__(self) -> int:
        return len(self.created)

    @property
    def is_open(self) -> Bools:
        """Neither won nor lost."""
        found: Bools = self.outcome == OPEN
        return found

    @property
    def is_won(self) -> Bools:
        """Won by `until`."""
        found: Bools = self.outcome == WON
        return found

    @property
    def is_lost(self) -> Bools:
        """Lost by `until`."""
        found: Bools = self.outcome == LOST
        return found

    @property
    def watched(self) -> Ints:
        """Days from creation to the end, or to `until` while open."""
        return np.minimum(self.closed, self.until) - self.created

    @property
    def begin(self) -> int:
        """First day from which on all deals are on record; `NEVER` where none is closed.

        That of the first creation, or of the first close where it came later by more than
        half of the closed deals lasted: then the export starts with some day's closes,
        and holds of the deals created before it only those that lasted long enough.
        """
        closed = ~self.is_open
        if not closed.any():
            return NEVER
        first, close = int(self.created.min()), int(self.closed.min())
        return first if close - first <= np.median(self.watched[closed]) else close

    def taken(self, where: Bools | Ints) -> Histories:
        """Some of the deals."""
        columns = ("created", "closed", "outcome", "stage", "amount")
        return replace(self, **{name: getattr(self, name)[where] for name in columns})
