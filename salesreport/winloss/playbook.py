"""What fast wins did in each stage, when, and how often other deals did it.

A deal that lives longer has more of everything done for it. So in each stage only the first
days after coming to it count, for all deals alike, and only deals that were still open at
their end are compared (a landmark, see `keyactions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from salesreport.statistics import Floats, q_values
from salesreport.winloss.closed import Actions, Bools, ClosedDeals, Ints
from salesreport.winloss.keyactions import FEWEST, LEVEL, WINDOW_DAYS, KeyAction, key_actions
from salesreport.winloss.matching import FEWEST as FEWEST_SIMILAR
from salesreport.winloss.matching import INDUSTRY, LEAST_DAYS, SIZE
from salesreport.winloss.strata import crossed

MOST_CLOSED = 0.1
"""Share of the wins that may be closed, and so left out, by the end of the first days."""

Strength = Literal["more", "fewer", "no_difference", "stage_only", "unlike", "uncompared", "few"]


def fast_wins(deals: ClosedDeals) -> Bools:
    """Wins that took fewer days than half of the similar ones.

    days < median of the wins of the same size band and industry; where fewer than five of
    these are on record, of the same size band, then of all. Wins of less than `LEAST_DAYS`
    days were entered when they were as good as signed: neither fast nor held against any.

    Parameters
    ----------
    deals : ClosedDeals
        `segments` named `SIZE` and `INDUSTRY` where recorded.

    Returns
    -------
    array of bool, shape (n,)
        None where fewer than five wins are on record. Of wins that all took equally long
        none is fast.
    """
    usable = deals.is_won & (deals.days >= LEAST_DAYS)
    limit = np.full(deals.n, np.nan)
    for group in ((), (SIZE,), (SIZE, INDUSTRY)):
        codes = crossed(deals, tuple(name for name in group if name in deals.segments))
        for code in np.unique(codes[usable]):
            inside = usable & (codes == code)
            if inside.sum() >= FEWEST_SIMILAR:
                limit[inside] = np.median(deals.days[inside])
    return np.asarray(usable & (deals.days < limit), dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class Stay:
    """Deals that stood in one stage.

    Attributes
    ----------
    deals : ClosedDeals
        `created` is the day on which each came to the stage.
    actions : Actions
        Done on them.
    is_fast : array of bool, shape (n,)
    """

    deals: ClosedDeals
    actions: Actions
    is_fast: Bools

    def taken(self, where: Bools) -> Stay:
        """Some of the deals with their actions."""
        place = np.where(where, np.cumsum(where) - 1, -1)[self.actions.deal]
        some = place >= 0
        actions = Actions(
            place[some], self.actions.kind[some], self.actions.day[some], self.actions.n_kinds
        )
        return Stay(self.deals.taken(where), actions, self.is_fast[where])

    def without(self, segment: str) -> Stay:
        """The same, one segment not told apart."""
        deals, kept = self.deals, dict(self.deals.segments)
        kept.pop(segment, None)
        return Stay(replace(deals, segments=kept), self.actions, self.is_fast)


def stay(
    deals: ClosedDeals, actions: Actions, is_fast: Bools, *, entered: Ints, stood: Bools
) -> Stay:
    """Deals that stood in a stage, as of the day they came to it.

    Parameters
    ----------
    deals : ClosedDeals
    actions : Actions
    is_fast : array of bool, shape (n,)
        As `fast_wins` gives it, of the whole way from opening to the win.
    entered : array of int, shape (n,)
        Day number on which each came to the stage; not looked at where it did not.
    stood : array of bool, shape (n,)

    Raises
    ------
    ValueError
        A deal came to the stage after it was closed.
    """
    whole = replace(deals, created=np.where(stood, entered, deals.created))
    return Stay(whole, actions, is_fast).taken(stood)


def first_days(stay: Stay, *, most: int = WINDOW_DAYS) -> int:
    """Days from coming to a stage in which actions count.

    As many as `most`, but by whose end at most `MOST_CLOSED` of the wins (of all deals
    where none is won) are closed; 0, the day of coming alone, where more are.

    Returns
    -------
    int
        0 to `most`; `most` without a deal.
    """
    days = stay.deals.days
    days = days[stay.deals.is_won] if stay.deals.is_won.any() else days
    if not len(days):
        return most
    allowed = [day for day in range(most + 1) if (days <= day).mean() <= MOST_CLOSED]
    return max(allowed, default=0)


@dataclass(frozen=True)
class Step:
    """One kind of action in the first days of a stage.

    Attributes
    ----------
    kind : int
    n_fast, n_won, n_lost : int
        Fast wins, wins and losses that had it; fast wins are wins too.
    day : float
        Median of the day of the first one, of fast wins that had it, the day of coming to
        the stage being 0; NaN where none had it.
    n_both, n_in_order : int
        Fast wins that had this and the step before it, and those of them that had that
        one on an earlier day. 0 for the first step.
    action : KeyAction
        How it goes with winning.
    """

    kind: int
    n_fast: int
    n_won: int
    n_lost: int
    day: float
    n_both: int
    n_in_order: int
    action: KeyAction


@dataclass(frozen=True)
class StageSteps:
    """What was done in the first days of a stage.

    Attributes
    ----------
    window_days : int
    n_fast, n_won, n_lost : int
        Deals compared: still open after these days.
    n_fast_inside, n_closed_inside : int
        Fast wins, and all deals, closed within them and left out.
    steps : tuple of Step
        Kinds that any of the deals compared had, in the order of `day`; those that no
        fast win had last.
    dimensions : tuple of str
        Segments within which wins and losses are compared.
    is_enough : bool
        Wins and losses enough to tell how an action goes with winning.
    """

    window_days: int
    n_fast: int
    n_won: int
    n_lost: int
    n_fast_inside: int
    n_closed_inside: int
    steps: tuple[Step, ...]
    dimensions: tuple[str, ...]
    is_enough: bool


def stage_steps(stay: Stay, *, window_days: int) -> StageSteps:
    """What fast wins, all wins and losses did in the first days of a stage, and when.

    Parameters
    ----------
    stay : Stay
    window_days : int
        As `first_days` gives it for all deals, so that groups of them can be compared.

    Raises
    ------
    ValueError
        The window is negative, or an action belongs to no deal.
    """
    found = key_actions(stay.deals, stay.actions, window_days=window_days)
    open_then = stay.deals.days > window_days
    first = _first(stay, window_days)[open_then]
    compared, fast = stay.deals.taken(open_then), stay.is_fast[open_then]
    done = ~np.isnan(first)
    order = _ordered(first[fast], done)
    steps = list[Step]()
    for kind in order:
        before = steps[-1].kind if steps else None
        both = fast & done[:, kind] & (done[:, before] if before is not None else False)
        earlier = both if before is None else both & (first[:, before] < first[:, kind])
        own = first[fast & done[:, kind], kind]
        steps.append(
            Step(
                kind=kind,
                n_fast=len(own),
                n_won=int((done[:, kind] & compared.is_won).sum()),
                n_lost=int((done[:, kind] & ~compared.is_won).sum()),
                day=float(np.median(own)) if len(own) else np.nan,
                n_both=int(np.sum(both)),
                n_in_order=int(np.sum(earlier)),
                action=found.actions[kind],
            )
        )
    return StageSteps(
        window_days=window_days, n_fast=int(fast.sum()), n_won=found.n_won, n_lost=found.n_lost,
        n_fast_inside=int((stay.is_fast & ~open_then).sum()),
        n_closed_inside=found.n_closed_inside, steps=tuple(steps),
        dimensions=found.dimensions, is_enough=found.is_enough,
    )  # fmt: skip


def _first(stay: Stay, window_days: int) -> Floats:
    """Day of the first action of each kind within the window, shape (n, kinds); NaN: none."""
    deals, actions = stay.deals, stay.actions
    inside = actions.inside(deals, deals.created + window_days)
    first = np.full((deals.n, actions.n_kinds), np.inf)
    deal = actions.deal[inside]
    since = (actions.day[inside] - deals.created[deal]).astype(np.float64)
    np.minimum.at(first, (deal, actions.kind[inside]), since)
    return np.where(np.isinf(first), np.nan, first)


def _ordered(first: Floats, done: Bools) -> list[int]:
    """Kinds that anybody had, by the median day of the fast wins that had them."""
    own = ~np.isnan(first)
    day = [
        float(np.median(first[own[:, kind], kind])) if own[:, kind].any() else np.inf
        for kind in range(first.shape[1])
    ]
    kinds = np.flatnonzero(done.any(axis=0)).tolist()
    return sorted(kinds, key=lambda kind: (day[kind], -int(own[:, kind].sum()), kind))


def page_q(found: Sequence[StageSteps]) -> list[list[float]]:
    """Chance of each step, corrected for all steps of all stages and groups.

    Benjamini and Hochberg over the whole page: `key_actions` corrects for the kinds of one
    comparison alone, and a page that shows fifty finds some by chance.

    Returns
    -------
    list of list of float
        As `found` and its steps; NaN where wins or losses are too few.
    """
    p = [one.action.p for part in found for one in part.steps]
    q = iter(q_values(p).tolist() if p else [])
    return [[next(q) for _ in part.steps] for part in found]


def strength(step: Step, q: float, opening: KeyAction, *, is_enough: bool) -> Strength:
    """How firmly an action in a stage goes with winning.

    `few`: below `FEWEST` wins or losses. `uncompared`: nearly all deals had it, or
    nearly none. `unlike`: its odds differ between segments. `more`, `fewer`: wins had it
    more, or less, often, q of the page below `LEVEL`, named by `key_actions`, and the same
    holds from the opening of the deals on. `stage_only`: it does not. The day on which a
    deal comes to a later stage may depend on how it goes, and whatever moves fast has
    everything done sooner after it; from the opening on the clock is the same for all.

    Parameters
    ----------
    step : Step
    q : float
        As `page_q` gives it.
    opening : KeyAction
        The same kind and deals, in the first days from the opening.
    is_enough : bool
        Of the stage.
    """
    own = step.action
    if not is_enough:
        return "few"
    if own.levels is not None:
        return "unlike"
    if np.isnan(own.z):
        return "uncompared"
    if not (q < LEVEL and own.is_named):
        return "no_difference"
    if not opening.is_named or (opening.z > 0) != (own.z > 0):
        return "stage_only"
    return "more" if own.z > 0 else "fewer"


def own_groups(codes: Ints, is_won: Bools, *, fewest: int = 2 * FEWEST, most: int) -> list[int]:
    """Codes with wins enough to stand alone, most wins first.

    Parameters
    ----------
    codes : array of int, shape (n,)
        Industry of each deal, from 0 on.
    is_won : array of bool, shape (n,)
    fewest : int
        Wins, about half of which are fast.
    most : int
        Groups at most.
    """
    wins = np.bincount(codes[is_won]) if is_won.any() else np.zeros(0, dtype=np.int64)
    enough = [code for code in range(len(wins)) if wins[code] >= fewest]
    return sorted(enough, key=lambda code: (-int(wins[code]), code))[:most]
