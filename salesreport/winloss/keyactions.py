"""Which actions, early in a deal, go with winning it.

A deal that lives longer has more of everything done for it, and won deals live longer. So
only deals still open after a fixed number of days from opening are compared, by what was
done up to then (a landmark), and only with deals of the same segments. Deals that move fast
have everything done sooner, so what is found must hold among those that go as fast too.
It is an association, not proof that doing it wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from salesreport.statistics import (
    Floats,
    MantelHaenszel,
    OddsRatio,
    mantel_haenszel,
    odds_ratio,
    q_values,
)
from salesreport.winloss.beside import Beside, beside_each_other
from salesreport.winloss.closed import Actions, Bools, ClosedDeals, Ints
from salesreport.winloss.pace import Paced, among_as_fast
from salesreport.winloss.strata import Counts, Levels, crossed, kept_dimensions, most_unlike, tables

WINDOW_DAYS = 14
LEVEL = 0.05
"""Share of named actions that chance may make up, and the level of a single look."""
FEWEST = 10
"""Wins, and losses, below which nothing is ranked or named."""
SAME_SHARE = 0.05
"""Difference of shares below which wins had it, sooner or later, no more often than losses."""
RESOLVED = 0.9
DIGITS = 9
"""Of strengths that are ranked: equal ones differ in the last digits by the order of rows."""


@dataclass(frozen=True)
class KeyAction:
    """One kind of action and how often deals with and without it were won.

    Attributes
    ----------
    kind : int
    counts : Counts
        Deals that were open after the window, by whether it was done in it.
    ever : Counts
        The same deals, by whether it was done up to their close.
    crude : OddsRatio
        Over all deals, half a case added to each cell; NaN where everybody or nobody did it.
    stratified : OddsRatio or None
        Among deals of the same segments (Mantel-Haenszel; Robins, Breslow and Greenland's
        interval). None where segments differ, or there are too few deals. 0 or infinite,
        with NaN for an interval, where all point one way.
    n_compared : int
        Deals in segments with and without it, won and lost.
    paced : Paced
        Among deals that went as fast otherwise and were opened at about the same time.
    z : float
        Signed strength by which kinds are ranked: the weaker of the stratified association
        and the paced one, 0 where they point to different sides; NaN where either cannot be
        told.
    p, q : float
        Chance of so strong an association were there none: the larger of both (stratified
        with continuity correction), 1 where they point to different sides; and after
        correction for the number of kinds (Benjamini and Hochberg).
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
        q below `LEVEL`, not gone beside the other kinds, and where segments are unlike all
        levels on one side, each beyond chance.
    is_unclear : bool
        Not named, and yet not without association: it differs between segments, beyond
        chance for all kinds together (Bonferroni), or is gone beside the other kinds.
    """

    kind: int
    counts: Counts
    ever: Counts
    crude: OddsRatio
    stratified: OddsRatio | None
    n_compared: int
    paced: Paced
    z: float
    p: float
    q: float
    heterogeneity_p: float
    levels: Levels | None
    sign_change: bool
    beside: Beside | None
    is_named: bool
    is_unclear: bool

    @property
    def goes_with_winning(self) -> bool:
        """Named, and more often won with it than without."""
        return self.is_named and self.z > 0

    @property
    def is_timing(self) -> bool:
        """Wins had it sooner or later no more often than losses: what differs is when."""
        return self.ever.share_won - self.ever.share_lost < SAME_SHARE


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
    days_won, days_lost : float
        Medians from opening to closing of the deals compared; NaN without any.
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
    days_won: float
    days_lost: float
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
    opened in six to twelve months, not in one, and `resolving_days` ago or earlier.

    Parameters
    ----------
    deals : ClosedDeals
        Compared within as many of their `segments` as leave half of the deals in one with
        both a win and a loss.
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
    compared = deals.taken(open_then)
    first = actions.first_of_kinds(deals, deals.closed)[open_then]
    n_won = int(compared.is_won.sum())
    enough = min(n_won, compared.n - n_won) >= FEWEST
    kinds = _kinds(compared, first, first <= window_days, enough=enough)
    dimensions = kept_dimensions(compared)
    return KeyActions(
        actions=kinds,
        ranking=_ranking(kinds),
        window_days=window_days,
        n_won=n_won,
        n_lost=compared.n - n_won,
        n_closed_inside=deals.n - compared.n,
        days_won=_median(compared.days[compared.is_won]),
        days_lost=_median(compared.days[~compared.is_won]),
        dimensions=dimensions,
        n_strata=len(np.unique(crossed(compared, dimensions))),
    )


def resolving_days(days: Ints) -> int:
    """Days after which nine of ten deals are closed; 0 without any.

    Deals opened later than that before the last day known are for the most part those that
    close fast, which says something of how they close: leave them out.

    Parameters
    ----------
    days : array of int, shape (n,)
        From opening to closing, of deals closed in some months.

    Examples
    --------
    >>> resolving_days(np.arange(1, 101))
    90
    """
    return int(np.quantile(days, RESOLVED, method="inverted_cdf")) if len(days) else 0


def _kinds(
    deals: ClosedDeals, first: Floats, done: Bools, *, enough: bool
) -> tuple[KeyAction, ...]:  # fmt: skip
    """All kinds, by when each deal first had them, and whether that was in the window."""
    dimensions = kept_dimensions(deals)
    strata, together = crossed(deals, dimensions), np.zeros(deals.n, dtype=np.int64)
    paced = among_as_fast(deals, first, done)
    found = [
        _compared(mantel_haenszel(tables(strata, row, deals.is_won)), one)
        for row, one in zip(done.T, paced, strict=True)
    ]
    q = q_values([one.p if enough else np.nan for one in found])
    beside = beside_each_other(deals, done, dimensions)
    tried = max(int(np.isfinite(q).sum()), 1)
    return tuple(
        _kind(
            _Counted(
                kind,
                *(Counts(*tables(together, row[:, kind], deals.is_won)[0].ravel().tolist())
                  for row in (done, ~np.isnan(first))),
            ),
            one, float(q[kind]),
            (most_unlike(deals, done[:, kind], dimensions) if enough else None, beside.get(kind)),
            tried,
        )
        for kind, one in enumerate(found)
    )  # fmt: skip


class _Counted(NamedTuple):
    """One kind and the deals that had it."""

    kind: int
    counts: Counts
    ever: Counts


class _Compared(NamedTuple):
    """One kind in segments and among deals as fast, and what both say together."""

    pooled: MantelHaenszel
    paced: Paced
    z: float
    p: float


def _compared(pooled: MantelHaenszel, paced: Paced) -> _Compared:
    """Only what both comparisons say is said: the weaker, nothing where they disagree."""
    if np.isnan(pooled.z) or np.isnan(paced.z):
        return _Compared(pooled, paced, np.nan, np.nan)
    if pooled.z * paced.z <= 0:
        return _Compared(pooled, paced, 0.0, 1.0)
    weaker = min(pooled.z, paced.z, key=abs)
    return _Compared(pooled, paced, weaker, max(pooled.p, paced.p))


def _kind(
    counted: _Counted,
    found: _Compared,
    q: float,
    others: tuple[Levels | None, Beside | None],
    n_kinds: int,
) -> KeyAction:
    """One kind of so many compared; q is NaN where there are too few deals."""
    levels, beside = others
    pooled, enough = found.pooled, not np.isnan(q)
    crude = odds_ratio(np.array(counted.counts).reshape(2, 2))
    unlike = levels is not None and levels.p < LEVEL
    stratified = OddsRatio(pooled.odds_ratio, pooled.interval)
    agrees = beside is None or beside.agrees(found.z, LEVEL)
    one_side = levels is None or not unlike or levels.on_side(found.z)
    differ = levels is not None and levels.p * n_kinds < LEVEL
    is_named = bool(q < LEVEL and one_side and agrees)
    return KeyAction(
        kind=counted.kind,
        counts=counted.counts,
        ever=counted.ever,
        crude=crude,
        stratified=stratified if enough and not unlike else None,
        n_compared=pooled.n,
        paced=found.paced,
        z=found.z if enough else np.nan,
        p=found.p if enough else np.nan,
        q=q,
        heterogeneity_p=np.nan if levels is None else levels.p,
        levels=levels if unlike else None,
        sign_change=enough and pooled.sign_change and _beyond(crude, stratified),
        beside=beside,
        is_named=is_named,
        is_unclear=not is_named and bool(q < LEVEL or differ),
    )


def _beyond(*ratios: OddsRatio) -> bool:
    """Whether an interval leaves 1 out."""
    return any(one.interval.low > 1 or one.interval.high < 1 for one in ratios)


def _ranking(kinds: tuple[KeyAction, ...]) -> tuple[int, ...]:
    """Kinds by strength of association; what cannot be compared is not ranked."""
    known = [one for one in kinds if not np.isnan(one.z)]
    return tuple(
        one.kind for one in sorted(known, key=lambda one: (-round(one.z, DIGITS), one.kind))
    )


def _median(days: Ints) -> float:
    return float(np.median(days)) if len(days) else np.nan
