"""Deals that are won or lost, and what was done for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics import Floats

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

N_BANDS = 3


@dataclass(frozen=True, eq=False)
class ClosedDeals:
    """Deals with an end, one entry each.

    Attributes
    ----------
    created, closed : arrays of int, shape (n,)
        Day numbers; a deal may close on the day it is opened.
    is_won : array of bool, shape (n,)
        Won, or else lost.
    amount : array of float, shape (n,)
        Main units; NaN where not recorded, as for many lost deals.
    segments : mapping of dimension to array of int, shape (n,)
        Codes from 0 on; blank is a code of its own. In the order in which they matter:
        where deals are few and it makes no difference, the last is let go first.
    blanks : mapping of dimension to int
        The code of what is not recorded, where there is any.

    Raises
    ------
    ValueError
        An entry is missing, a deal closes before it is opened, a code is below 0.
    """

    created: Ints
    closed: Ints
    is_won: Bools
    amount: Floats
    segments: Mapping[str, Ints]
    blanks: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.created)
        columns = {"closed": self.closed, "is_won": self.is_won, "amount": self.amount}
        for name, column in {**columns, **self.segments}.items():
            if len(column) != n:
                raise ValueError(f"{name} has {len(column)} entries for {n} deals; give one each")
        early = np.flatnonzero(self.closed < self.created)
        if len(early):
            raise ValueError(
                f"{len(early)} of {n} deals close before they are opened, the first at place "
                f"{early[0]}; leave them out"
            )
        if any((codes < 0).any() for codes in self.segments.values()):
            raise ValueError("a segment has a code below 0; give codes from 0 on")

    @property
    def n(self) -> int:
        """Deals, won or lost."""
        return len(self.created)

    @property
    def days(self) -> Ints:
        """Days from opening to closing, shape (n,)."""
        return np.asarray(self.closed - self.created, dtype=np.int64)

    def taken(self, keep: Bools) -> ClosedDeals:
        """The deals kept, in their order."""
        return ClosedDeals(
            created=self.created[keep],
            closed=self.closed[keep],
            is_won=self.is_won[keep],
            amount=self.amount[keep],
            segments={name: codes[keep] for name, codes in self.segments.items()},
            blanks=self.blanks,
        )

    def is_recorded(self, dimension: str, at: int) -> bool:
        """Whether a deal's segment is on record."""
        return int(self.segments[dimension][at]) != self.blanks.get(dimension)


@dataclass(frozen=True, eq=False)
class Actions:
    """What was done for deals, one entry an action.

    Attributes
    ----------
    deal : array of int, shape (m,)
        Place of the deal.
    kind : array of int, shape (m,)
        Codes from 0 on, below `n_kinds`.
    day : array of int, shape (m,)
        Day number on which it was done.
    n_kinds : int
        Kinds of actions looked at, listed before anything is compared.

    Raises
    ------
    ValueError
        An entry is missing, or a kind is none of these.
    """

    deal: Ints
    kind: Ints
    day: Ints
    n_kinds: int

    def __post_init__(self) -> None:
        if not len(self.deal) == len(self.kind) == len(self.day):
            raise ValueError(
                f"{len(self.deal)} deals, {len(self.kind)} kinds and {len(self.day)} days; give "
                "one of each an action"
            )
        if len(self.kind) and not 0 <= self.kind.min() <= self.kind.max() < self.n_kinds:
            raise ValueError(
                f"a kind has the code {self.kind.max()} or {self.kind.min()}; give 0 to "
                f"{self.n_kinds - 1}"
            )

    def done(self, deals: ClosedDeals, last_day: Ints) -> Bools:
        """Whether a deal had each kind of action from its opening to a day, once or oftener.

        Parameters
        ----------
        last_day : array of int, shape (deals,)
            Day number, inside; what was done before the opening does not count.

        Returns
        -------
        array of bool, shape (deals, kinds)

        Raises
        ------
        ValueError
            An action belongs to no deal.
        """
        inside = self.inside(deals, last_day)
        found = np.zeros((deals.n, self.n_kinds), dtype=np.bool_)
        found[self.deal[inside], self.kind[inside]] = True
        return found

    def first_days(self, deals: ClosedDeals, last_day: Ints) -> Floats:
        """Days from opening to the first action, shape (deals,); NaN where there is none."""
        inside = self.inside(deals, last_day)
        first = np.full(deals.n, np.inf)
        deal = self.deal[inside]
        np.minimum.at(first, deal, (self.day[inside] - deals.created[deal]).astype(np.float64))
        return np.where(np.isinf(first), np.nan, first)

    def first_of_kinds(self, deals: ClosedDeals, last_day: Ints) -> Floats:
        """Days from opening to the first action of each kind, shape (deals, kinds); NaN: none."""
        inside = self.inside(deals, last_day)
        first = np.full((deals.n, self.n_kinds), np.inf)
        deal = self.deal[inside]
        since = (self.day[inside] - deals.created[deal]).astype(np.float64)
        np.minimum.at(first, (deal, self.kind[inside]), since)
        return np.where(np.isinf(first), np.nan, first)

    def inside(self, deals: ClosedDeals, last_day: Ints) -> Bools:
        """Which actions fall between a deal's opening and a day, shape (m,)."""
        if len(self.deal) and not 0 <= self.deal.min() <= self.deal.max() < deals.n:
            raise ValueError(
                f"an action belongs to deal {self.deal.max()} or {self.deal.min()} of {deals.n}; "
                f"give 0 to {deals.n - 1}"
            )
        found: Bools = (self.day >= deals.created[self.deal]) & (self.day <= last_day[self.deal])
        return found


def size_bands(amounts: Floats, *, n_bands: int = N_BANDS) -> Ints:
    """Small, middle and large deals, about as many of each.

    Band k holds amounts above the (k - 1)/n_bands quantile up to the k/n_bands quantile of
    the amounts known; equal amounts share a band, so bands may differ in number or be empty.

    Parameters
    ----------
    amounts : array of float, shape (n,)
        Main units, won and lost together; NaN where not recorded, as 0 and below is: many
        systems empty the amount of a lost deal.

    Returns
    -------
    array of int, shape (n,)
        1 smallest to `n_bands`; 0 not recorded.

    Examples
    --------
    >>> size_bands(np.array([10.0, 20, 30, 40, 50, 60, float("nan")])).tolist()
    [1, 1, 2, 2, 3, 3, 0]
    """
    known = amounts > 0
    bands = np.zeros(len(amounts), dtype=np.int64)
    if known.any():
        limits = np.quantile(amounts[known], np.arange(1, n_bands) / n_bands)
        bands[known] = 1 + np.searchsorted(limits, amounts[known], side="left")
    return bands
