"""From stage to stage: how many deals get on, and how long they stay.

Stages are codes 0, 1, ... in the order in which a deal goes through them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Interval, Survival, kaplan_meier
from salesreport.winloss.histories import LOST, NEVER, NO_STAGE, OPEN, WON, Bools, Histories, Ints
from salesreport.winloss.intervals import Ended

PASSED, STOPPED = 1, 2


@dataclass(frozen=True, eq=False)
class Changes:
    """Records of deals that entered an open stage: place of the deal, stage, day number."""

    deal: Ints
    stage: Ints
    day: Ints


@dataclass(frozen=True, eq=False)
class Entries:
    """When deals came to each stage.

    Attributes
    ----------
    entered : array of int, shape (n, stages)
        Day a deal first stood in a stage or beyond it; `NEVER` where it did not.
    stayed : array of bool, shape (n, stages)
        Whether it really stood there: not where the stage was skipped.
    turned_back : array of int, shape (n,)
        Moves to an earlier stage.
    since : array of int, shape (n,)
        Day of the last change on record, creation counted as one.
    known : array of bool, shape (n,)
        Whether stages are on record; False: the deal is left out of all steps.
    """

    entered: Ints
    stayed: Bools
    turned_back: Ints
    since: Ints
    known: Bools

    @property
    def n_stages(self) -> int:
        """Stages told apart."""
        return int(self.entered.shape[1])

    def furthest(self) -> Ints:
        """Furthest stage each deal came to; `NO_STAGE` where that is not known."""
        reached = (self.entered < NEVER).sum(axis=1) - 1
        return np.where(self.known, reached, NO_STAGE)

    def taken(self, where: Bools | Ints) -> Entries:
        """Of some of the deals."""
        return Entries(
            self.entered[where], self.stayed[where], self.turned_back[where],
            self.since[where], self.known[where],
        )  # fmt: skip


def stage_entries(deals: Histories, changes: Changes | None, n_stages: int) -> Entries:
    """Day on which each deal came to each stage, by these rules.

    - The first stage is entered on the day of creation; a change dated before it counts
      as of that day, one after the close or after `until` not at all.
    - A stage that was skipped was passed on the day the next one was entered, and nobody
      stayed in it. A win passes all stages.
    - A move back changes nothing: the first entry stays, and a deal that is lost stopped
      at the furthest stage it came to.
    - Stages are not known of a deal without any change, unless it is still in the first
      stage, and of an open deal that stands beyond its furthest change.

    Without changes there is one stage, from creation to the close.

    Parameters
    ----------
    deals : Histories
    changes : Changes or None
        Several of one deal in any order, the same one twice counts once.
    n_stages : int
        Open stages, 1 or more.

    Raises
    ------
    ValueError
        A stage or a deal of a change does not exist.
    """
    n = len(deals)
    if changes is None:
        everyone = np.ones((n, 1), dtype=np.bool_)
        none = np.zeros(n, dtype=np.int64)
        return Entries(deals.created[:, None], everyone, none, deals.created, everyone[:, 0])
    deal, stage, day = _valid(deals, changes, n_stages)
    first = np.full((n, n_stages + 1), NEVER, dtype=np.int64)
    np.minimum.at(first, (deal, stage), day)
    own_first = first[:, 0].copy()
    first[:, 0] = deals.created
    first[:, -1] = np.where(deals.is_won, deals.closed, NEVER)
    entered = np.minimum.accumulate(first[:, ::-1], axis=1)[:, ::-1][:, :-1]
    stayed = (first[:, :-1] <= entered) & (entered < NEVER)
    after = np.column_stack([entered, first[:, -1]])[:, 1]
    stayed[:, 0] = (after > deals.created) | (own_first <= after)
    since = deals.created.copy()
    np.maximum.at(since, deal, day)
    reached = (entered < NEVER).sum(axis=1) - 1
    has_change = np.zeros(n, dtype=np.bool_)
    has_change[deal] = True
    has_change[changes.deal[changes.stage >= n_stages]] = True
    known = has_change | (deals.is_open & (deals.stage == 0))
    known &= ~(deals.is_open & (deals.stage > reached))
    return Entries(entered, stayed, _turns(deal, stage, day, n), since, known)


def _valid(deals: Histories, changes: Changes, n_stages: int) -> tuple[Ints, Ints, Ints]:
    """Changes to an open stage by the close and by `until`, not before creation."""
    if len(changes.deal) and not 0 <= changes.deal.min() <= changes.deal.max() < len(deals):
        raise ValueError(f"a change is of deal {changes.deal.max()} of {len(deals)}")
    if (changes.stage < 0).any():
        raise ValueError("a change is to a stage below 0; give codes from 0 on")
    kept = changes.stage < n_stages
    kept &= changes.day <= np.minimum(deals.closed, deals.until)[changes.deal]
    deal, stage = changes.deal[kept], changes.stage[kept]
    return deal, stage, np.maximum(changes.day[kept], deals.created[deal])


def _turns(deal: Ints, stage: Ints, day: Ints, n: int) -> Ints:
    """Moves back of each deal; of several changes on one day the later stage comes last."""
    order = np.lexsort((stage, day, deal))
    deal, stage = deal[order], stage[order]
    back = (deal[1:] == deal[:-1]) & (stage[1:] < stage[:-1])
    return np.bincount(deal[1:][back], minlength=n).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Step:
    """From one stage to the next, or from the last one to a win.

    Attributes
    ----------
    stage : int
    n, n_passed, n_stopped, n_open, n_skipped, n_turned_back : int
        Deals that came to the stage; of them those that got on, were lost there, are still
        there, came without a stay in it, and ever moved back.
    horizon_days : int
        Days from the entry by which shares are told.
    passed, stopped : float
        Shares that got on and that were lost by then, open ones censored; NaN where no
        deal was watched so long.
    passed_range : Interval
        95 % of it.
    won : float
        Share won by `won_days`, of those who came to the stage.
    won_range : Interval
    won_sd : float
    won_days : int
        A year, or the longest time watched.
    stay : Survival
        Days in the stage, of those who stayed in it, those there still censored.
    """

    stage: int
    n: int
    n_passed: int
    n_stopped: int
    n_open: int
    n_skipped: int
    n_turned_back: int
    horizon_days: int
    passed: float
    passed_range: Interval
    stopped: float
    won: float
    won_range: Interval
    won_sd: float
    won_days: int
    stay: Survival


YEAR = 365


def steps(deals: Histories, entries: Entries, *, since: int, horizon_days: int) -> tuple[Step, ...]:
    """Conversion of each step and time in each stage, of entries from a day on.

    Conversion is Aalen-Johansen's estimate with getting on and being lost as competing
    ends, time in stage Kaplan-Meier's.

    Parameters
    ----------
    deals : Histories
    entries : Entries
    since : int
        Day number; entries before it are left out.
    horizon_days : int

    Returns
    -------
    tuple of Step
        One a stage, in order, also where nothing came to it: then all shares are NaN.

    References
    ----------
    Aalen and Johansen 1978, Scandinavian Journal of Statistics 5:141.
    """
    return tuple(
        _step(deals, entries, stage, since, horizon_days) for stage in range(entries.n_stages)
    )


def won_shares(deals: Histories, entries: Entries, *, since: int) -> tuple[float, ...]:
    """Share won of the deals that came to each stage: `Step.won` alone.

    Parameters
    ----------
    deals : Histories
    entries : Entries
    since : int
        Day number; entries before it are left out.

    Returns
    -------
    tuple of float
        One a stage; NaN where nothing came to it.
    """
    shares = []
    for stage in range(entries.n_stages):
        came = entries.entered[:, stage]
        here = entries.known & (came >= since) & (came < NEVER)
        ended = _ended(deals.taken(here), came[here])
        shares.append(float(ended.by(min(YEAR, ended.last_day))[0]))
    return tuple(shares)


def left(deals: Histories, entries: Entries, stage: int) -> tuple[Ints, Ints]:
    """Day on which each deal left a stage, `until` while it is there, and how.

    1 it got on, 2 it was lost there, 0 it is there still. Only of deals that came to it.
    """
    later = entries.entered[:, stage + 1 :]
    after = later[:, 0] if later.shape[1] else np.where(deals.is_won, deals.closed, NEVER)
    passed = after < NEVER
    stopped = ~passed & (deals.outcome == LOST)
    day = np.where(passed, after, np.where(stopped, deals.closed, deals.until))
    return day, np.where(passed, PASSED, np.where(stopped, STOPPED, OPEN))


def _step(deals: Histories, entries: Entries, stage: int, since: int, horizon: int) -> Step:
    came = entries.entered[:, stage]
    here = entries.known & (came >= since) & (came < NEVER)
    deals, entries, came = deals.taken(here), entries.taken(here), came[here]
    day, way = left(deals, entries, stage)
    stayed = entries.stayed[:, stage]
    moved = Ended(day - came, way)
    ended = _ended(deals, came)
    within = min(YEAR, ended.last_day)
    passed, stopped = moved.by(horizon)
    return Step(
        stage=stage, n=len(came), n_passed=int((way == PASSED).sum()),
        n_stopped=int((way == STOPPED).sum()), n_open=int((way == OPEN).sum()),
        n_skipped=int((~stayed).sum()), n_turned_back=int((entries.turned_back > 0).sum()),
        horizon_days=horizon, passed=float(passed), passed_range=moved.range(PASSED, horizon),
        stopped=float(stopped), won=float(ended.by(within)[0]),
        won_range=ended.range(WON, within), won_sd=ended.sd(WON, within), won_days=within,
        stay=kaplan_meier((day - came)[stayed].astype(np.float64), (way != OPEN)[stayed]),
    )  # fmt: skip


def _ended(deals: Histories, came: Ints) -> Ended:
    """How deals ended, by the days since they came to a stage."""
    return Ended(np.minimum(deals.closed, deals.until) - came, deals.outcome)
