"""Draws of values as scores: the receipt's arithmetic over whole arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesreport.analysis.unknown import nan_if_none
from salesreport.statistics import Floats, Interval

LEVEL = 0.95
_ROUNDING = 1e-7


@dataclass(frozen=True)
class Scale:
    """What one rep's values are scored by.

    Attributes
    ----------
    weights : mapping of measure to float
        In points of 100; 0 counts for nothing.
    goalposts : mapping of measure to (lo, hi)
        Value of 0 and of 100 points.
    rescale_above : float
        Share of the weight that must be there, 0-1.
    adjustment : float
        Points added by hand.
    bands : tuple of (grade, lowest score), best first
    """

    weights: Mapping[str, float]
    goalposts: Mapping[str, tuple[float, float]]
    rescale_above: float
    bands: tuple[tuple[str, float], ...]
    adjustment: float = 0.0

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures with a weight."""
        return tuple(name for name, weight in self.weights.items() if weight > 0)


def points_of(values: Floats, lo: float, hi: float) -> Floats:
    """Place of values between the goalposts, 0-100; NaN stays."""
    return 100.0 * np.clip((values - lo) / (hi - lo), 0.0, 1.0)


def totals(points: Floats, weights: Floats, scale: Scale) -> Floats:
    """Scores from points and weights, as the receipt adds them.

    Σ w p / Σ w over the measures that are there, plus adjustments, kept in 0-100 and
    rounded half up to 0.01; NaN where less of the weight is there than the scale asks.

    Parameters
    ----------
    points : array of float, shape (..., measures)
        NaN where a measure is missing.
    weights : array of float, broadcast against `points`
    scale : Scale
        Of it the adjustment and the share of weight that must be there.
    """
    there = np.where(np.isnan(points), 0.0, weights)
    whole, present = np.broadcast_to(weights, there.shape).sum(axis=-1), there.sum(axis=-1)
    earned = (np.nan_to_num(points) * there).sum(axis=-1)
    enough = (present > 0) & (present >= scale.rescale_above * whole - 1e-9)
    score = np.divide(earned, present, out=np.full(present.shape, np.nan), where=enough)
    return rounded(np.clip(score + scale.adjustment, 0.0, 100.0))


def rounded(scores: Floats) -> Floats:
    """Scores rounded half up to 0.01; what floats miss of a half counts as one."""
    return np.floor(scores * 100 + 0.5 + _ROUNDING) / 100


def drawn_scores(
    values: Mapping[str, float | None], drawn: Mapping[str, Floats], scale: Scale, draws: int
) -> Floats:
    """Score of each draw; measures that no draw moves keep their value.

    Returns
    -------
    array of float, shape (draws,)
        NaN where a draw leaves too little of the weight.
    """
    columns = []
    for name in scale.measures:
        value = values.get(name)
        fixed = np.full(draws, nan_if_none(value))
        columns.append(points_of(drawn.get(name, fixed), *scale.goalposts[name]))
    weights = np.array([scale.weights[name] for name in scale.measures])
    return totals(np.column_stack(columns), weights, scale)


def score_range(scores: Floats, score: float, *, level: float = LEVEL) -> Interval:
    """Range that holds a share of the draws, and the score itself.

    From the (1 - level)/2 to the (1 + level)/2 quantile, widened to the score where it
    lies outside: goalposts cut draws on one side, and a score at the cut is an end.
    """
    known = scores[~np.isnan(scores)]
    if not known.size:
        return Interval(score, score)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2], method="nearest")
    return Interval(min(float(low), score), max(float(high), score))


def grade_places(scores: Floats, bands: Sequence[tuple[str, float]]) -> NDArray[np.int64]:
    """Place of each score's grade in the bands, best 0; as many as bands: not rated."""
    lowest = np.array([low for _, low in bands])
    places = (scores[..., None] < lowest - _ROUNDING).sum(axis=-1)
    return np.where(np.isnan(scores), len(bands), np.minimum(places, len(bands) - 1))


def grade_shares(scores: Floats, bands: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Share of the draws in each grade, best first; draws without a score are left out."""
    known = scores[~np.isnan(scores)]
    places = grade_places(known, bands)
    return {
        grade: float((places == at).mean()) if known.size else 0.0
        for at, (grade, _) in enumerate(bands)
    }
