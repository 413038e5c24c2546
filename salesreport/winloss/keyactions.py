"""Which actions, early in a deal, go with winning it.

A deal that lives longer has more of everything done for it, and won deals live longer. So
only deals still open after a fixed number of days from opening are compared, by what was
done up to then (a landmark), and only with deals of the same segments. What is found is an
association, not proof that doing it wins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics import (
    MantelHaenszel,
    OddsRatio,
    mantel_haenszel,
    odds_ratio,
    q_values,
)
from salesreport.winloss.beside import Beside, beside_each_other
from salesreport.winloss.closed import Actions, Bools, ClosedDeals
from salesreport.winloss.strata import Counts, Levels, crossed, kept_dimensions, most_unlike, tables

WINDOW_DAYS = 14
LEVEL = 0.05
"""Share of named actions that chance may make up, and the level of a single look."""
FEWEST = 10
"""Wins, and losses, below which nothing is ranked or named."""


@dataclass(frozen=True)
class KeyAction:
    """One kind of action and how often deals with and without it were won.

    Attributes
    ----------
    kind : int
    counts : Counts
        Deals that were open after the window, by whether it was done in it.
    crude : OddsRatio
        Over all deals, half a case added to each cell; NaN where everybody or nobody did it.
    stratified : OddsRatio or None
        Among deals of the same segments (Mantel-Haenszel; Robins, Breslow and Greenland's
        interval). None where segments differ, or there are too few deals. 0 or infinite,
        with NaN for an interval, where all point one way.
    n_compared : int
        Deals in segments with and without it, won and lost.
    z : float
        Signed strength of the stratified association, by which kinds are ranked; NaN where
        nothing is compared.
    p, q : float
        Chance of so strong an association were there none (with continuity correction), and
        after correction for the number of kinds (Benjamini and Hochberg).
    heterogeneity_p : float
        Chance of odds ratios so unlike between segments, after correction for the number
        of dimensions; NaN where none can be told.
    levels : Levels or None
        The dimension whose levels differ most, where `heterogeneity_p` is below `LEVEL`.
    sign_change : bool
        Crude and stratified stand on different sides of 1, and one of them is beyond chance.
    beside : Beside or None
        Beside all other kinds (Firth's logistic regression), where there are enough deals.
    is_named : bool
        q below `LEVEL`, no unlike segments, and not gone beside the other kinds.
    """

    kind: int
    counts: Counts
    crude: OddsRatio
    stratified: OddsRatio | None
    n_compared: int
    z: float
    p: float
    q: float
    heterogeneity_p: float
    levels: Levels | None
    sign_change: bool
    beside: Beside | None
    is_named: bool

    @property
    def goes_with_winning(self) -> bool:
        """Named, and more often won with it than without."""
        return self.is_named and self.z > 0


@dataclass(frozen=True)
class KeyActions:
    """All kinds of actions of some months.

    Attributes
    ----------
    actions : tuple of KeyAction
        By kind.
    ranking : tuple of int
        Kinds, most strongly with winning first; empty below `FEWEST` wins or losses.
    window_days : int
    n_won, n_lost : int
        Deals compared.
    n_closed_inside : int
        Deals closed within the window and left out.
    dimensions : tuple of str
        Segments within which deals are compared.
    n_strata : int
        Combinations of these that occur.
    """

    actions: tuple[KeyAction, ...]
    ranking: tuple[int, ...]
    window_days: int
    n_won: int
    n_lost: int
    n_closed_inside: int
    dimensions: tuple[str, ...]
    n_strata: int

    @property
    def is_enough(self) -> bool:
        """Whether there are wins and losses enough to rank and name."""
        return min(self.n_won, self.n_lost) >= FEWEST


def key_actions(
    deals: ClosedDeals, actions: Actions, *, window_days: int = WINDOW_DAYS
) -> KeyActions:
    """Which actions in the first days of a deal go with winning it.

    Deals closed up to `window_days` after opening are left out. An action counts once a
    kind if done from the opening to the last day of the window, both inside. Give deals
    closed in six to twelve months, not in one.

    Parameters
    ----------
    deals : ClosedDeals
        `segments` in the order in which they matter: from the last on they are let go until
        half of the deals have both a win and a loss in their segment.
    actions : Actions
    window_days : int
        0 or more; 0 is the day of opening alone.

    Returns
    -------
    KeyActions

    Raises
    ------
    ValueError
        The window is negative, or an action belongs to no deal.

    References
    ----------
    Anderson, Cain, Gelber 1983, Journal of Clinical Oncology 1:710 (landmark); Mantel and
    Haenszel 1959, JNCI 22:719; Benjamini and Hochberg 1995, JRSS B 57:289.
    """
    if window_days < 0:
        raise ValueError(f"a window of {window_days} days; give 0 or more")
    open_then = deals.days > window_days
    done = actions.done(deals, deals.created + window_days)[open_then]
    compared = deals.taken(open_then)
    dimensions = kept_dimensions(compared)
    strata = crossed(compared, dimensions)
    n_won = int(compared.is_won.sum())
    enough = min(n_won, compared.n - n_won) >= FEWEST
    found = [mantel_haenszel(tables(strata, row, compared.is_won)) for row in done.T]
    q = q_values([one.p if enough else np.nan for one in found])
    beside = beside_each_other(compared, done, dimensions)
    kinds = tuple(
        _kind(kind, compared, done[:, kind], found[kind], (float(q[kind]), dimensions, beside))
        for kind in range(actions.n_kinds)
    )
    return KeyActions(
        actions=kinds,
        ranking=_ranking(kinds) if enough else (),
        window_days=window_days,
        n_won=n_won,
        n_lost=compared.n - n_won,
        n_closed_inside=deals.n - compared.n,
        dimensions=dimensions,
        n_strata=len(np.unique(strata)),
    )


def _kind(
    kind: int,
    deals: ClosedDeals,
    done: Bools,
    pooled: MantelHaenszel,
    given: tuple[float, tuple[str, ...], dict[int, Beside]],
) -> KeyAction:
    """One kind; q, the dimensions and what was found beside other kinds are given."""
    q, dimensions, beside = given
    together = tables(np.zeros(deals.n, dtype=np.int64), done, deals.is_won)[0]
    crude, enough = odds_ratio(together), not np.isnan(q)
    levels = most_unlike(deals, done, dimensions) if enough else None
    unlike = levels is not None and levels.p < LEVEL
    stratified = OddsRatio(pooled.odds_ratio, pooled.interval)
    mine = beside.get(kind)
    return KeyAction(
        kind=kind,
        counts=Counts(*together.ravel().tolist()),
        crude=crude,
        stratified=stratified if enough and not unlike else None,
        n_compared=pooled.n,
        z=pooled.z if enough else np.nan,
        p=pooled.p if enough else np.nan,
        q=q,
        heterogeneity_p=np.nan if levels is None else levels.p,
        levels=levels if unlike else None,
        sign_change=enough and pooled.sign_change and _beyond(crude, stratified),
        beside=mine,
        is_named=q < LEVEL and not unlike and (mine is None or mine.agrees(pooled.z, LEVEL)),
    )


def _beyond(*ratios: OddsRatio) -> bool:
    """Whether an interval leaves 1 out."""
    return any(one.interval.low > 1 or one.interval.high < 1 for one in ratios)


def _ranking(kinds: tuple[KeyAction, ...]) -> tuple[int, ...]:
    """Kinds by strength of association; what cannot be compared is not ranked."""
    known = [one for one in kinds if not np.isnan(one.z)]
    return tuple(one.kind for one in sorted(known, key=lambda one: (-one.z, one.kind)))
