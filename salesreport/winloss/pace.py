"""What is left of each action's association among deals that went as fast.

Who moves fast has everything done sooner. Where won deals are shorter than lost ones, every
action that keeps pace with a deal is then done within the first days more often for those
that are won, and tells only that they were short. How fast a deal went is seen from when all
its other actions were done; its length will not do, for losses may lie still at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Floats, Interval, OddsRatio, firth_logistic
from salesreport.winloss.beside import independent, segment_score
from salesreport.winloss.closed import Bools, ClosedDeals

CASES_PER_COLUMN = 5
KNOTS = (0.1, 0.5, 0.9)
ROUNDS = 6
"""Of weighing kinds by how well they tell the pace; weights move little after three."""
LEAST_VARIANCE = 0.02
LEAST_DEALS = 10
"""Deals with a kind above which it tells of the pace."""
LEAST_LEFT = 1e-6
"""Information on an action below which it follows from pace, date and segment."""
WIDTH = 1.959963984540054


@dataclass(frozen=True)
class Paced:
    """One kind of action among deals as fast, opened at about the same time, of like segments.

    Attributes
    ----------
    ratio : OddsRatio
        One step from 1: exp(U/V), interval exp((U ± 1.96 √V)/V).
    z, p : float
        U/√V and its chance on both sides; NaN, as the ratio, where nothing is left.
    """

    ratio: OddsRatio
    z: float
    p: float


UNKNOWN = Paced(OddsRatio(np.nan, Interval(np.nan, np.nan)), np.nan, np.nan)


def among_as_fast(deals: ClosedDeals, first: Floats, done: Bools) -> tuple[Paced, ...]:
    """Each kind's association with winning, the pace of the other actions allowed for.

    The score test of a logistic regression. Without the action, the chance p to be won is
    fitted on the pace of all other actions as a natural cubic spline, a score of all
    segments and the date of opening. What these do not tell of the action x (x̃, the remainder
    of a regression weighted by p(1 - p)) is held against what is left of the outcome:
    U = Σ x̃ (won - p), V = Σ p(1 - p) x̃².

    Parameters
    ----------
    deals : ClosedDeals
    first : array of float, shape (n, kinds)
        Days from opening to the first action of each kind up to the close; NaN: none.
    done : array of bool, shape (n, kinds)
        Whether it was done early.

    Returns
    -------
    tuple of Paced
        By kind. Bend of the spline, date and segments are let go where there are fewer than
        five wins, or losses, a column. The pace of deals without other actions is taken as
        the mean.

    References
    ----------
    Day and Byar 1979, Biometrics 35:623 (score test and Mantel-Haenszel); Harrell 2015,
    Regression Modeling Strategies 2.4 (natural splines); Vittinghoff and McCulloch 2007,
    American Journal of Epidemiology 165:710 (five cases a column).
    """
    n_kinds, n_won = int(done.shape[1]), int(deals.is_won.sum())
    if not 0 < n_won < deals.n:
        return tuple(UNKNOWN for _ in range(n_kinds))
    allowed = max(min(n_won, deals.n - n_won) // CASES_PER_COLUMN, 1)
    segments = segment_score(deals, tuple(deals.segments))
    date = spline(deals.created.astype(np.float64), ())
    found = []
    for kind in range(n_kinds):
        pace = pace_of(np.delete(first, kind, axis=1))
        bent = spline(np.nan_to_num(pace), KNOTS)
        unseen = np.isnan(pace).astype(np.float64)
        known = np.column_stack([bent[:, :1], segments, date, bent[:, 1:], unseen])[:, :allowed]
        found.append(_paced(deals.is_won, known, done[:, kind]))
    return tuple(found)


def pace_of(first: Floats) -> Floats:
    """How slowly each deal went, from when its actions were first done.

    Mean over the kinds of action that it had of log(1 + days), less that kind's mean over
    deals; the better a kind agrees with the others, the more it weighs (the inverse of the
    variance of its difference from them).

    Parameters
    ----------
    first : array of float, shape (n, kinds)
        Days from opening to the first of each kind; NaN: none.

    Returns
    -------
    array of float, shape (n,)
        0 usual, 0.7 twice as slow; NaN without any action that ten others had too.

    Examples
    --------
    >>> days = np.tile([[1.0, 3, 7], [3, 7, 15]], (6, 1))
    >>> pace_of(days)[:2].round(3).tolist()
    [-0.347, 0.347]
    """
    logs = np.log1p(first)
    logs = logs[:, (~np.isnan(logs)).sum(axis=0) > LEAST_DEALS]
    had = ~np.isnan(logs)
    if not had.any():
        return np.full(len(first), np.nan)
    apart = np.where(had, logs - np.nanmean(logs, axis=0), 0.0)
    weight = np.ones(logs.shape[1])
    for _ in range(ROUNDS):
        others = had @ weight - (had * weight).T
        mean = (apart @ weight - (apart * weight).T) / np.where(others > 0, others, 1.0)
        differs = np.where(had.T & (others > 0), apart.T - mean, np.nan)
        known = (~np.isnan(differs)).sum(axis=1)
        spread = np.nansum(differs**2, axis=1) / np.maximum(known, 1)
        weight = 1 / np.maximum(np.where(known > 0, spread, 1.0), LEAST_VARIANCE)
    total = had @ weight
    return np.where(total > 0, apart @ weight / np.where(total > 0, total, 1.0), np.nan)


def _paced(is_won: Bools, known: Floats, done: Bools) -> Paced:
    from scipy import special

    known = known[:, independent(known)]
    n = len(is_won)
    chance = np.full(n, float(is_won.mean()))
    if known.shape[1]:
        fit = firth_logistic(is_won, known)
        chance = special.expit(fit.intercept + known @ fit.effects)
    weight, design = chance * (1 - chance), np.column_stack([np.ones(n), known])
    weighted, case = design.T * weight, done.astype(np.float64)
    left = case - design @ np.linalg.lstsq(weighted @ design, weighted @ case, rcond=None)[0]
    score, information = float(left @ (is_won - chance)), float(weight @ left**2)
    if information < LEAST_LEFT:
        return UNKNOWN
    half = WIDTH * np.sqrt(information)
    low, at, high = (float(np.exp((score + add) / information)) for add in (-half, 0.0, half))
    z = score / np.sqrt(information)
    return Paced(OddsRatio(at, Interval(low, high)), float(z), float(2 * special.ndtr(-abs(z))))


def spline(values: Floats, quantiles: tuple[float, ...]) -> Floats:
    """A natural cubic spline: straight beyond the outer knots.

    Parameters
    ----------
    values : array of float, shape (n,)
    quantiles : tuple of float
        Where the knots are; equal ones count once, and below three there is a line alone.

    Returns
    -------
    array of float, shape (n, at most knots - 1)
        The line first, of mean 0 and variance 1, then the bends.

    References
    ----------
    Harrell 2015, Regression Modeling Strategies, formula 2.25.

    Examples
    --------
    Straight up to the first knot, at 2, and from the last, at 6:

    >>> bend = spline(np.arange(9.0), (0.25, 0.5, 0.75))[:, 1]
    >>> np.abs(np.diff(bend, 2)).round(3).tolist()
    [0.0, 0.024, 0.145, 0.242, 0.145, 0.024, 0.0]
    """
    spread = float(values.std()) or 1.0
    at = (values - values.mean()) / spread
    knots = np.unique(np.quantile(at, quantiles)) if len(at) else at[:0]
    columns = [at]
    if len(knots) > 2:
        last, before = knots[-1], knots[-2]
        for knot in knots[:-2]:
            bend = (
                _cubed(at - knot)
                - _cubed(at - before) * (last - knot) / (last - before)
                + _cubed(at - last) * (before - knot) / (last - before)
            ) / (last - knots[0]) ** 2
            columns.append(bend - bend.mean())
    return np.column_stack(columns)


def _cubed(values: Floats) -> Floats:
    return np.asarray(np.maximum(values, 0.0) ** 3, dtype=np.float64)
