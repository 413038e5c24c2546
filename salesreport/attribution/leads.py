"""Leads as the attribution sees them: who had them, when, what kind, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics import Floats

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEVER = 2**40
"""Day of a win that is not known."""


@dataclass(frozen=True, eq=False)
class Leads:
    """All leads of a run, one entry each.

    Attributes
    ----------
    rep : array of int, shape (n,)
        Who had the lead, as a place in `roles`.
    assigned, won : arrays of int, shape (n,)
        Day numbers; `NEVER` where no win is known. A win after `until` is not known.
    amount : array of float, shape (n,)
        Of the win, in main units, negative where more was taken back than booked; 0
        where there is none.
    segments : mapping of dimension to array of int, shape (n,)
        Industry, territory, source as codes from 0 on; blank is a code of its own.
    bands : mapping of dimension to array of float, shape (n,)
        Follow-up and response: 1 late, 0 in time, NaN not on record.
    roles : array of int, shape (reps,)
        Role of each rep, codes from 0 on.
    until : int
        Last day that is known.

    Raises
    ------
    ValueError
        An entry is missing, a rep or a code is not one, an amount is no number.
    """

    rep: Ints
    assigned: Ints
    won: Ints
    amount: Floats
    segments: Mapping[str, Ints]
    bands: Mapping[str, Floats]
    roles: Ints
    until: int

    def __post_init__(self) -> None:
        n = len(self.rep)
        columns = {"assigned": self.assigned, "won": self.won, "amount": self.amount}
        for name, column in {**columns, **self.segments, **self.bands}.items():
            if len(column) != n:
                raise ValueError(f"{name} has {len(column)} entries for {n} leads; give one each")
        if n and not 0 <= int(self.rep.min()) <= int(self.rep.max()) < self.n_reps:
            raise ValueError(
                f"a lead belongs to rep {int(self.rep.max())} of {self.n_reps}; "
                f"give 0 to {self.n_reps - 1}"
            )
        if any((codes < 0).any() for codes in (self.roles, *self.segments.values())):
            raise ValueError("a role or a segment has a code below 0; give codes from 0 on")
        if any(((late < 0) | (late > 1)).any() for late in self.bands.values()):
            raise ValueError("a lead is late by more than 1 or less than 0; give 0, 1 or NaN")
        if not np.isfinite(self.amount).all():
            raise ValueError("an amount is no number; give 0 where nothing was won")

    @property
    def n_reps(self) -> int:
        """Reps, with leads or without."""
        return len(self.roles)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Segments, then bands."""
        return (*self.segments, *self.bands)

    @property
    def known(self) -> Bools:
        """Which leads are known to be won, shape (n,)."""
        found: Bools = (self.won < NEVER) & (self.won <= self.until)
        return found

    def won_in(self, window: Window) -> Bools:
        """Which leads are known to be won in a window, shape (n,)."""
        return np.asarray(self.known & window.holds(self.won), dtype=np.bool_)

    def per_rep(self, weights: Floats | None = None, where: Bools | None = None) -> Floats:
        """Sums over leads by rep, shape (reps,); their number without weights."""
        rep = self.rep if where is None else self.rep[where]
        given = weights if weights is None or where is None else weights[where]
        return np.bincount(rep, given, minlength=self.n_reps).astype(np.float64)


@dataclass(frozen=True)
class Window:
    """Days from `first` to `last`, both inside; none where `last` is the day before.

    Raises
    ------
    ValueError
        It ends before that.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first - 1:
            raise ValueError(f"a window from day {self.first} to {self.last}; give a later end")

    def holds(self, days: Ints) -> Bools:
        """Which days lie inside."""
        inside: Bools = (days >= self.first) & (days <= self.last)
        return inside

    def by(self, day: int) -> Window:
        """The part of it up to a day; no day where it begins later."""
        return Window(min(self.first, day + 1), min(self.last, day))
