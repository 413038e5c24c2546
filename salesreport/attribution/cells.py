"""Leads of one kind together: exposures and wins by rep, kind of lead and window."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from salesreport.attribution.delays import Delays
from salesreport.attribution.leads import Ints, Leads, Window
from salesreport.statistics import Floats


@dataclass(frozen=True, eq=False)
class Cells:
    """Kinds of leads that occur, and what each rep had of them.

    Kept by lead, for most reps have few of the kinds: `exposure` and `wins` are summed
    when they are asked for.

    Attributes
    ----------
    of_lead : array of int, shape (n,)
        Kind of each lead.
    codes : array of int, shape (kinds, segments)
        Segment codes of each kind, in the order of `Leads.segments`.
    late : array of float, shape (kinds, bands)
        0 in time, 1 late; where not on record the share late of those on record.
    role : array of int, shape (kinds,)
    rep : array of int, shape (n,)
        Who had the lead, of `n_reps`.
    parts, won : arrays of float, shape (n, 1 + windows)
        Share of the lead's wins that falls into the time, and 1 for a win in it; the
        first column is the time outside all windows up to the last day known.
    """

    of_lead: Ints
    codes: Ints
    late: Floats
    role: Ints
    rep: Ints
    n_reps: int
    parts: Floats
    won: Floats

    @property
    def n_kinds(self) -> int:
        """Kinds of leads that occur."""
        return len(self.role)

    @property
    def n_times(self) -> int:
        """Windows, and the time outside."""
        return int(self.parts.shape[1])

    @property
    def exposure(self) -> Floats:
        """Leads, each counted by its part, shape (reps, kinds, 1 + windows)."""
        return self.of(slice(0, self.n_reps))[0]

    @property
    def wins(self) -> Floats:
        """Wins, shape (reps, kinds, 1 + windows)."""
        return self.of(slice(0, self.n_reps))[1]

    def of(self, reps: slice) -> tuple[Floats, Floats]:
        """Exposures and wins of reps next to each other, shape (reps, kinds, 1 + windows)."""
        mine = (self.rep >= reps.start) & (self.rep < reps.stop)
        place = (self.rep[mine] - reps.start) * self.n_kinds + self.of_lead[mine]
        shape = (reps.stop - reps.start, self.n_kinds)
        return self._summed(place, self.parts[mine], shape), self._summed(
            place, self.won[mine], shape
        )

    def together(self) -> tuple[Floats, Floats]:
        """Exposures and wins over all reps, shape (kinds, 1 + windows)."""
        shape = (1, self.n_kinds)
        exposure, wins = (
            self._summed(self.of_lead, values, shape)[0] for values in (self.parts, self.won)
        )
        return exposure, wins

    def in_time(self, at: int) -> Floats:
        """Exposures in one time, shape (reps, kinds)."""
        place = self.rep * self.n_kinds + self.of_lead
        return self._summed(place, self.parts[:, [at]], (self.n_reps, self.n_kinds))[:, :, 0]

    def _summed(self, place: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
        found = np.empty((*shape, values.shape[1]))
        for at in range(values.shape[1]):
            counted = np.bincount(place, values[:, at], minlength=shape[0] * shape[1])
            found[:, :, at] = counted.reshape(shape)
        return found


def cells(leads: Leads, delays: Delays, windows: list[Window]) -> Cells:
    """Exposures and wins by rep, kind of lead and window.

    Parameters
    ----------
    windows : list of Window
        Only the days up to `leads.until` count.

    Raises
    ------
    ValueError
        Two windows overlap.
    """
    ordered = sorted((window.by(leads.until) for window in windows), key=lambda one: one.first)
    for one, following in pairwise(one for one in ordered if one.last >= one.first):
        if following.first <= one.last:
            raise ValueError(f"{one} and {following} overlap; fit a model for each")
    late = [filled(values) for values in leads.bands.values()]
    keys = np.column_stack([leads.roles[leads.rep], *leads.segments.values(), *late])
    kinds, of_lead = _kinds(keys)
    n_segments = len(leads.segments)
    parts, won = _times(leads, delays, [window.by(leads.until) for window in windows])
    return Cells(
        of_lead=of_lead,
        codes=kinds[:, 1 : 1 + n_segments].astype(np.int64),
        late=kinds[:, 1 + n_segments :],
        role=kinds[:, 0].astype(np.int64),
        rep=leads.rep,
        n_reps=leads.n_reps,
        parts=parts,
        won=won,
    )


def _times(leads: Leads, delays: Delays, windows: list[Window]) -> tuple[Floats, Floats]:
    """Exposure and win of each lead outside and inside the windows."""
    parts, won = np.zeros((2, len(leads.rep), 1 + len(windows)))
    for at, window in enumerate(windows, start=1):
        parts[:, at] = delays.inside(leads.assigned, window)
        won[:, at] = leads.won_in(window)
    whole = delays.won_by(leads.until - leads.assigned)
    parts[:, 0] = np.maximum(whole - parts.sum(axis=1), 0.0)
    won[:, 0] = leads.known - won.sum(axis=1)
    return parts, won


def filled(late: Floats) -> Floats:
    """Lateness with the share of those on record where it is not; 0 where none is."""
    known = ~np.isnan(late)
    share = float(late[known].mean()) if known.any() else 0.0
    return np.where(known, late, share)


def _kinds(keys: Floats) -> tuple[Floats, Ints]:
    """Rows that occur, in order, and which of them each row is."""
    place = np.zeros(len(keys), dtype=np.int64)
    for column in keys.T:
        at = column.astype(np.int64)
        if (at != column).any():
            at = np.unique(column, return_inverse=True)[1]
        place = place * (int(at.max(initial=0)) + 1) + at
    _, first, of_lead = np.unique(place, return_index=True, return_inverse=True)
    return keys[first], of_lead
