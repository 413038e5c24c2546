"""Deals created in one month: how many are won by a horizon they all have reached.

The headline of conversion is told by the day of creation. Won of what closed in a month
stands beside it only as that month's decisions: of young deals the quick ends come first,
and which they are, wins or losses, makes it too high or too low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Interval, wilson
from salesreport.winloss.histories import LOST, WON, Bools, Days, Histories, Ints
from salesreport.winloss.intervals import NOT_KNOWN, Ended

HORIZONS = (30, 60, 90, 180)
"""Days from creation by which won and lost are told."""


@dataclass(frozen=True)
class Share:
    """Deals won, lost and still open at a number of days after creation, fractions 0-1."""

    days: int
    n: int
    won: float
    won_range: Interval
    lost: float
    is_open: float


@dataclass(frozen=True)
class Cohort:
    """Deals created in some days.

    Attributes
    ----------
    created : Days
    n, n_won, n_lost, n_open : int
        Deals, and what has come of them by the last day known.
    shares : tuple of Share
        At the horizons that all of them have reached; empty where none is.
    """

    created: Days
    n: int
    n_won: int
    n_lost: int
    n_open: int
    shares: tuple[Share, ...]

    @property
    def open_share(self) -> float:
        """Share still open today; NaN for no deals."""
        return self.n_open / self.n if self.n else NOT_KNOWN


@dataclass(frozen=True)
class Decided:
    """Deals closed in some days: won / (won + lost), NaN where none closed."""

    closed: Days
    n_won: int
    n_lost: int
    won: float
    won_range: Interval


@dataclass(frozen=True)
class Sensitivity:
    """Share won by a horizon, open deals censored, and with the untouched ones as lost.

    `n_untouched` of `n` deals; `won` and `won_if_lost` are NaN where no deal was watched
    for `days`.
    """

    days: int
    n: int
    n_untouched: int
    won: float
    won_range: Interval
    won_if_lost: float
    won_if_lost_range: Interval


def has_reached(created: Days, horizon_days: int, until: int) -> bool:
    """Whether all who were created in these days have had so many days by `until`."""
    return created.last + horizon_days <= until


def creation_cohort(deals: Histories, created: Days, horizons: Sequence[int] = HORIZONS) -> Cohort:
    """Won, lost and open of the deals created in some days.

    Shares are Aalen-Johansen's with won and lost as competing ends; at a horizon that
    all have reached nothing is censored and they are those of plain counting, so that the
    interval is Wilson's.

    Parameters
    ----------
    deals : Histories
    created : Days
    horizons : sequence of int
    """
    found = deals.taken(created.holds(deals.created))
    reached = [days for days in horizons if has_reached(created, days, deals.until)]
    ended = Ended(found.watched, found.outcome)
    return Cohort(
        created=created,
        n=len(found),
        n_won=int(found.is_won.sum()),
        n_lost=int(found.is_lost.sum()),
        n_open=int(found.is_open.sum()),
        shares=tuple(_share(ended, len(found), days) for days in reached if len(found)),
    )


def pooled_shares(
    deals: Histories, months: Sequence[Days], horizons: Sequence[int] = HORIZONS
) -> tuple[Share, ...]:
    """The same for several months together, each horizon over the months that reached it.

    So every horizon has an n of its own, and none is told from deals too young for it.
    """
    shares = []
    for days in horizons:
        ripe = [month for month in months if has_reached(month, days, deals.until)]
        found = deals.taken(in_any(ripe, deals.created))
        if len(found):
            shares.append(_share(Ended(found.watched, found.outcome), len(found), days))
    return tuple(shares)


def in_any(windows: Sequence[Days], day: Ints) -> Bools:
    """Which days lie in any of the windows."""
    inside = np.zeros(len(day), dtype=np.bool_)
    for window in windows:
        inside |= window.holds(day)
    return inside


def _share(ended: Ended, n: int, days: int) -> Share:
    won, lost = (float(part) for part in ended.by(days))
    return Share(days, n, won, ended.range(WON, days), lost, max(1 - won - lost, 0.0))


def decided(deals: Histories, closed: Days) -> Decided:
    """Won of the deals that were closed in some days."""
    inside = closed.holds(deals.closed)
    n_won, n_lost = (int((inside & (deals.outcome == way)).sum()) for way in (WON, LOST))
    n = n_won + n_lost
    return Decided(closed, n_won, n_lost, n_won / n if n else NOT_KNOWN, wilson(n_won, n))


def untouched_as_lost(deals: Histories, untouched: Bools, last_touch: Ints) -> Histories:
    """The same deals with the untouched open ones lost on the day of their last touch."""
    gone = untouched & deals.is_open
    return Histories(
        created=deals.created,
        closed=np.where(gone, np.maximum(last_touch, deals.created), deals.closed),
        outcome=np.where(gone, LOST, deals.outcome),
        stage=deals.stage,
        amount=deals.amount,
        until=deals.until,
    )


def sensitivity(
    deals: Histories, as_lost: Histories, *, created: Days, horizon_days: int
) -> Sensitivity:
    """How far the share won depends on deals that are open in name only.

    Over all deals created in these days, also those too young for the horizon: there
    Aalen-Johansen's estimate stands on the open ones being like the others, which the
    untouched are not.

    Parameters
    ----------
    deals, as_lost : Histories
        As recorded, and as `untouched_as_lost` gives them.
    """
    inside = created.holds(deals.created)
    plain, changed = deals.taken(inside), as_lost.taken(inside)
    one, other = (Ended(some.watched, some.outcome) for some in (plain, changed))
    return Sensitivity(
        days=horizon_days,
        n=len(plain),
        n_untouched=int((plain.is_open & ~changed.is_open).sum()),
        won=float(one.by(horizon_days)[0]),
        won_range=one.range(WON, horizon_days),
        won_if_lost=float(other.by(horizon_days)[0]),
        won_if_lost_range=other.range(WON, horizon_days),
    )
