"""Open deals that lie still, held against how long deals that got on needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Floats
from salesreport.winloss.histories import NEVER, NO_STAGE, Bools, Histories, Ints
from salesreport.winloss.stages import PASSED, Entries, left

TIMES = 2
"""Times the usual days after which a deal lies still."""

FEWEST_STAYS = 5
"""Finished stays that tell what is usual in a stage, at least."""


@dataclass(frozen=True, eq=False)
class Touches:
    """Actions done on deals: place of the deal, day number. The same one twice is one."""

    deal: Ints
    day: Ints


@dataclass(frozen=True, eq=False)
class Usual:
    """Days in each stage of the deals that got on from it.

    `days`: their median, NaN below `FEWEST_STAYS` of them; `n`: how many.
    """

    days: Floats
    n: Ints


@dataclass(frozen=True, eq=False)
class Idle:
    """Open deals, one entry each, with how long they have lain still.

    Attributes
    ----------
    deal : array of int
        Place of the deal.
    stage : array of int
        Stage it is in; `NO_STAGE` where that is not known.
    in_stage, untouched : arrays of int
        Days since it last changed its stage, and since anything was done on record.
    usual : array of float
        Usual days in its stage; NaN where they are not known.
    moved_on : array of int
        Day of its last step forward, `NEVER` where it made none. Nobody records what the
        customer does; this stands for the customer's last move.
    """

    deal: Ints
    stage: Ints
    in_stage: Ints
    untouched: Ints
    usual: Floats
    moved_on: Ints

    @property
    def is_stalled(self) -> Bools:
        """In its stage for more than `TIMES` the usual days."""
        return np.asarray(self.in_stage > TIMES * self.usual, dtype=np.bool_)

    @property
    def is_untouched(self) -> Bools:
        """Nothing done for more than `TIMES` the usual days in its stage."""
        return np.asarray(self.untouched > TIMES * self.usual, dtype=np.bool_)


def last_touches(deals: Histories, entries: Entries, touches: Touches | None) -> Ints:
    """Day of the last action, change of stage or creation of each deal, by `until`.

    Raises
    ------
    ValueError
        An action is of a deal that is not there.
    """
    last = np.maximum(entries.since, deals.created)
    if touches is not None and len(touches.deal):
        if not 0 <= touches.deal.min() <= touches.deal.max() < len(deals):
            raise ValueError(f"an action is of deal {touches.deal.max()} of {len(deals)}")
        known = touches.day <= deals.until
        np.maximum.at(last, touches.deal[known], touches.day[known])
    return last


def usual_stays(deals: Histories, entries: Entries, *, since: int) -> Usual:
    """Median days in each stage of deals that got on from it.

    Of stages entered on or after day `since`; a skipped stage was no stay. Lost deals and
    those still there do not tell how long getting on takes.
    """
    medians, counts = [], []
    for stage in range(entries.n_stages):
        on = got_on(deals, entries, stage, since=since)
        day, _ = left(deals, entries, stage)
        stays = (day - entries.entered[:, stage])[on]
        counts.append(len(stays))
        medians.append(float(np.median(stays)) if len(stays) >= FEWEST_STAYS else np.nan)
    return Usual(np.array(medians), np.array(counts, dtype=np.int64))


def got_on(deals: Histories, entries: Entries, stage: int, *, since: int) -> Bools:
    """Deals that stayed in a stage, entered on or after day `since`, and passed it."""
    came = entries.entered[:, stage]
    _, way = left(deals, entries, stage)
    on = entries.known & entries.stayed[:, stage] & (came >= since) & (came < NEVER)
    found: Bools = on & (way == PASSED)
    return found


def idle_deals(deals: Histories, entries: Entries, last_touch: Ints, usual: Usual) -> Idle:
    """How long each open deal has lain still.

    Parameters
    ----------
    deals : Histories
    entries : Entries
    last_touch : array of int, shape (n,)
        As `last_touches` gives it.
    usual : Usual
        Of these or of more deals, by the same stages.

    Returns
    -------
    Idle
        Empty where no deal is open.
    """
    at = np.flatnonzero(deals.is_open)
    stage = deals.stage[at] if entries.n_stages > 1 else np.zeros(len(at), dtype=np.int64)
    stage = np.where(entries.known[at], stage, NO_STAGE)
    days = np.append(usual.days, np.nan)
    later = entries.entered[at][:, 1:]
    moved = np.where(later < NEVER, later, NO_STAGE).max(axis=1, initial=NO_STAGE)
    return Idle(
        deal=at,
        stage=stage,
        in_stage=deals.until - np.maximum(entries.since, deals.created)[at],
        untouched=deals.until - last_touch[at],
        usual=days[stage],
        moved_on=np.where(moved == NO_STAGE, NEVER, moved),
    )


def untouched(deals: Histories, idle: Idle) -> Bools:
    """Which of all deals are open and untouched for so long, shape (n,)."""
    found = np.zeros(len(deals), dtype=np.bool_)
    found[idle.deal[idle.is_untouched]] = True
    return found
