"""Fast and large wins held against similar deals, and what differed from similar losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

from salesreport.statistics import Floats
from salesreport.winloss.closed import Actions, Bools, ClosedDeals, Ints
from salesreport.winloss.keyactions import WINDOW_DAYS

SIZE, INDUSTRY, SOURCE = "size", "industry", "source"
SIMILAR = ((SIZE, INDUSTRY, SOURCE), (SIZE, INDUSTRY), (SIZE,), ())
"""Segments that similar deals share, from the closest on: source is let go first."""
SIMILAR_OF_ANY_SIZE = ((INDUSTRY, SOURCE), (INDUSTRY,), ())
FEWEST = 5
"""Similar deals below which the next, wider group is taken."""
HALF = 0.5
AHEAD = 0.75
"""Share of similar wins that a case leaves behind in days or in amount; half in the other."""
LEAST_DAYS = 4
LEAST_PART = 0.2
"""Days, and part of the usual days of wins, below which a deal was entered when it was as
good as signed: it is no fast win."""


@dataclass(frozen=True)
class Similar:
    """Deals that one is held against.

    Attributes
    ----------
    deals : tuple of int
        Their places.
    shared : tuple of str
        Segments they have in common with it.
    """

    deals: tuple[int, ...]
    shared: tuple[str, ...]


class Owners(NamedTuple):
    """Whose deals they are, and of how many others some must be among similar ones.

    `of`: array of int, shape (n,); -1 nobody's.
    """

    of: Ints
    least: int

    def enough(self, at: int, found: Bools) -> bool:
        """Whether so many others than its owner stand behind these deals."""
        return len(set(self.of[found].tolist()) - {-1, int(self.of[at])}) >= self.least


@dataclass(frozen=True)
class Case:
    """One efficient conversion.

    Attributes
    ----------
    deal : int
        Its place.
    days : int
        From opening to the win.
    faster, larger : Similar
        Wins that its days, and its amount, are held against.
    n_slower, n_smaller : int
        How many of these took longer, and were smaller; equal ones do not count.
    usual_days, usual_amount : float
        Medians of these.
    score : float
        0-1; what cases are ranked by.
    """

    deal: int
    days: int
    faster: Similar
    larger: Similar
    n_slower: int
    n_smaller: int
    usual_days: float
    usual_amount: float
    score: float


@dataclass(frozen=True)
class Differed:
    """One kind of action in a case and in similar losses; `share` of these that had it."""

    kind: int
    done: bool
    n_with: int
    share: float

    @property
    def is_unlike(self) -> bool:
        """Done where less than half of the losses had it, or the other way round."""
        return self.share < HALF if self.done else self.share > HALF


@dataclass(frozen=True)
class Losses:
    """Similar deals that were lost, and what differed from them early on.

    Attributes
    ----------
    similar : Similar
    within_days : int
        Days from opening that actions are compared in; the losses were all still open then.
    differed : tuple of Differed
        By kind. Empty without similar losses.
    first_action_days, usual_first_action_days : float
        Days to the first action of any kind in the case, and the losses' median; NaN where
        none was done within the days, or in half of the losses none.
    """

    similar: Similar
    within_days: int
    differed: tuple[Differed, ...]
    first_action_days: float
    usual_first_action_days: float


def similar(
    deals: ClosedDeals,
    at: int,
    among: Bools,
    groups: Sequence[Sequence[str]],
    *,
    owners: Owners | None = None,
) -> Similar:
    """Deals that share segments with one, of the closest group that holds enough.

    Parameters
    ----------
    at : int
        Place of the deal; it is not similar to itself.
    among : array of bool, shape (n,)
        Deals that may be taken.
    groups : sequence of segments
        From the closest to the widest; a segment that is not recorded of the deal is passed
        over. The first group with `FEWEST` deals is taken, or else the widest. Deals that
        share nothing are taken only where none of its segments is recorded.
    owners : Owners, optional
        Of fewer owners a group does not hold enough.
    """
    others = among.copy()
    others[at] = False
    found, shared = others, tuple[str, ...]()
    known = [name for name in deals.segments if deals.is_recorded(name, at)]
    for group in groups:
        names = tuple(name for name in group if name in known)
        if not names and known:
            continue
        found, shared = others.copy(), names
        for name in names:
            found &= deals.segments[name] == deals.segments[name][at]
        if found.sum() >= FEWEST and (owners is None or owners.enough(at, found)):
            break
    return Similar(tuple(np.flatnonzero(found).tolist()), shared)


def success_cases(
    deals: ClosedDeals, candidates: Bools, *, owners: Owners | None = None
) -> tuple[Case, ...]:
    """Efficient conversions: wins both faster and larger than most similar wins.

    Faster, or larger, than three quarters of these, and than more than half in the other.
    Days are held against wins of the same size band, industry and source (a large deal
    takes longer), amounts against wins of the same industry and source, both widened as
    `similar` says. With k of n slower (equal ones half), the score is sqrt(a b), a and b =
    (k + ½) / (n + 1) of both: so few similar deals never give 1.

    Wins of less than `least_days`, with an amount of 0 or below, or without one are neither
    cases nor held against any.

    Parameters
    ----------
    deals : ClosedDeals
        All to be held against, as of the last twelve months; `segments` named `SIZE`,
        `INDUSTRY` and `SOURCE` where recorded.
    candidates : array of bool, shape (n,)
        Deals of the period, of a team or of one rep.
    owners : Owners, optional
        Of how many others the similar wins must be: that a win is a case tells of these.

    Returns
    -------
    tuple of Case
        Best first. Empty where no win is that far ahead of `FEWEST` similar ones in both.
    """
    usable = deals.is_won & (deals.days >= least_days(deals)) & (deals.amount > 0)
    tried = (_case(deals, int(at), usable, owners) for at in np.flatnonzero(usable & candidates))
    cases = [one for one in tried if _is_told(one, owners) and _is_ahead(one)]
    return tuple(sorted(cases, key=lambda one: (-one.score, one.deal)))


def least_days(deals: ClosedDeals) -> float:
    """Days below which a win was entered late: `LEAST_DAYS`, or a fifth of the wins' median."""
    days = deals.days[deals.is_won & (deals.days >= LEAST_DAYS)]
    return max(LEAST_DAYS, LEAST_PART * float(np.median(days))) if len(days) else LEAST_DAYS


def _is_told(case: Case, owners: Owners | None) -> bool:
    """Whether deals, and owners, enough stand behind both comparisons."""
    for group in (case.faster.deals, case.larger.deals):
        if len(group) < FEWEST:
            return False
        if owners is not None:
            held = np.zeros(len(owners.of), dtype=np.bool_)
            held[list(group)] = True
            if not owners.enough(case.deal, held):
                return False
    return True


def _is_ahead(case: Case) -> bool:
    shares = (case.n_slower / len(case.faster.deals), case.n_smaller / len(case.larger.deals))
    return min(shares) > HALF and max(shares) >= AHEAD


def _case(deals: ClosedDeals, at: int, among: Bools, owners: Owners | None) -> Case:
    faster = similar(deals, at, among, SIMILAR, owners=owners)
    larger = similar(deals, at, among, SIMILAR_OF_ANY_SIZE, owners=owners)
    days = deals.days[list(faster.deals)].astype(np.float64)
    amounts = deals.amount[list(larger.deals)]
    slower = _ahead(days - float(deals.days[at]))
    smaller = _ahead(deals.amount[at] - amounts)
    shares = ((k + HALF) / (n + 1) for k, n in ((slower, len(days)), (smaller, len(amounts))))
    first, second = shares
    return Case(
        deal=at,
        days=int(deals.days[at]),
        faster=faster,
        larger=larger,
        n_slower=int((days > deals.days[at]).sum()),
        n_smaller=int((amounts < deals.amount[at]).sum()),
        usual_days=_median(days),
        usual_amount=_median(amounts),
        score=sqrt(first * second),
    )


def matched_losses(
    deals: ClosedDeals,
    actions: Actions,
    at: int,
    *,
    window_days: int = WINDOW_DAYS,
    recorded: Bools | None = None,
    owners: Owners | None = None,
) -> Losses:
    """Similar losses of a case, and which early actions it had and they had not.

    Compared are the first `window_days`, or as many as the case lasted; losses that closed
    by then are left out, so that nobody had less time. An action counts once a kind.

    Parameters
    ----------
    recorded : array of bool, shape (n,), optional
        Deals of which any action is on record; of the others nobody knows what was done, and
        they are left out.
    owners : Owners, optional
        As `similar` takes it.

    Raises
    ------
    ValueError
        The window is negative, or an action belongs to no deal.
    """
    if window_days < 0:
        raise ValueError(f"a window of {window_days} days; give 0 or more")
    within = min(window_days, int(deals.days[at]))
    lost = ~deals.is_won & (deals.days > within)
    if recorded is not None:
        lost &= recorded
    found = similar(deals, at, lost, SIMILAR, owners=owners)
    places = list(found.deals)
    done = actions.done(deals, deals.created + within)
    first = actions.first_days(deals, deals.created + within)
    n_with = done[places].sum(axis=0)
    differed = tuple(
        Differed(kind, bool(done[at, kind]), int(n), int(n) / len(places))
        for kind, n in enumerate(n_with)
        if places
    )
    return Losses(
        similar=found,
        within_days=within,
        differed=differed,
        first_action_days=float(first[at]),
        usual_first_action_days=_median_reached(first[places]),
    )


def _ahead(lead: Floats) -> float:
    """How many are behind; equal ones count half."""
    return float((lead > 0).sum() + HALF * (lead == 0).sum())


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else np.nan


def _median_reached(days: Floats) -> float:
    """Median where NaN is later than all others; NaN where it is not reached."""
    median = _median(np.where(np.isnan(days), np.inf, days))
    return median if np.isfinite(median) else np.nan
