"""What is left of each action's association beside all the other actions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.statistics import (
    Coefficient,
    Floats,
    Interval,
    OddsRatio,
    firth_logistic,
    marginal_effects,
)
from salesreport.winloss.closed import Bools, ClosedDeals

CASES_PER_PREDICTOR = 10


@dataclass(frozen=True)
class Beside:
    """One kind of action beside all others and the segments.

    Attributes
    ----------
    ratio : OddsRatio
        Profile likelihood interval.
    p : float
        Penalised likelihood ratio test.
    points : float
        Mean difference of the chance to win with and without it, all else as it is; a
        fraction, -1 to 1.
    """

    ratio: OddsRatio
    p: float
    points: float

    def agrees(self, z: float, level: float) -> bool:
        """Whether it stands on the same side as `z`, beyond chance."""
        return self.p < level and (self.ratio.value > 1) == (z > 0)


def beside_each_other(deals: ClosedDeals, done: Bools, names: tuple[str, ...]) -> dict[int, Beside]:
    """All kinds of actions in one logistic regression, with Firth's penalty.

    Predictors are listed before any outcome is seen: each kind that some deals had and
    others had not, and one score of the segments. The score is the linear predictor of a
    regression on the levels of the segments alone, so that many levels cost one predictor.

    Returns
    -------
    dict of kind to Beside
        Empty where the smaller of wins and losses is below ten times the predictors. Kinds
        that follow from others are left out.

    References
    ----------
    Peduzzi et al. 1996, Journal of Clinical Epidemiology 49:1373 (ten a predictor); Miettinen
    1976, American Journal of Epidemiology 104:609 (score of what is not looked at); Firth 1993,
    Biometrika 80:27.
    """
    varied = [int(kind) for kind in np.flatnonzero(done.any(axis=0) & ~done.all(axis=0))]
    n_won = int(deals.is_won.sum())
    allowed = min(n_won, deals.n - n_won) // CASES_PER_PREDICTOR
    if not varied or len(varied) > allowed:
        return {}
    score = segment_score(deals, names)
    if len(varied) + score.shape[1] > allowed:
        return {}
    cases = np.column_stack([done[:, varied], score])
    kept = independent(cases)
    fit = firth_logistic(deals.is_won, cases[:, kept])
    kinds = {at: varied[column] for at, column in enumerate(kept) if column < len(varied)}
    points = marginal_effects(cases[:, kept], fit.effects, intercept=fit.intercept, switched=kinds)
    return {kind: _beside(fit.tested(at), float(points[at])) for at, kind in kinds.items()}


def _beside(found: Coefficient, points: float) -> Beside:
    low, high = (float(np.exp(end)) for end in found.interval)
    return Beside(OddsRatio(float(np.exp(found.effect)), Interval(low, high)), found.p, points)


def segment_score(deals: ClosedDeals, names: tuple[str, ...]) -> Floats:
    """Log odds to win by segment alone, shape (n, 1); (n, 0) where all are of one segment."""
    levels = [
        codes[:, None] == np.unique(codes)[1:] for codes in (deals.segments[name] for name in names)
    ]
    columns = np.column_stack([np.zeros((deals.n, 0)), *levels]).astype(np.float64)
    columns = columns[:, independent(columns)]
    if not columns.shape[1]:
        return columns
    effects = firth_logistic(deals.is_won, columns).effects
    return np.asarray(columns @ effects, dtype=np.float64)[:, None]


def independent(columns: Floats) -> list[int]:
    """Columns that do not follow from a constant and those before them."""
    kept: list[int] = []
    for at in range(columns.shape[1]):
        design = np.column_stack([np.ones(len(columns)), columns[:, [*kept, at]]])
        if np.linalg.matrix_rank(design) == design.shape[1]:
            kept.append(at)
    return kept
