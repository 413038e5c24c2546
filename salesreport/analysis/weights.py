"""What a score owes to each weight, and to adding its measures up at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from salesreport.analysis.scores import Scale, grade_places, totals
from salesreport.analysis.unknown import nan_if_none
from salesreport.statistics import geometric_mean

STEP = 5.0


@dataclass(frozen=True)
class WeightChange:
    """Score and grade with one measure's weight changed by `step` points.

    `step` is what was possible: a weight of 3 can only fall by 3.
    """

    measure: str
    step: float
    score: float | None
    grade: str


def weight_changes(
    points: Mapping[str, float | None], scale: Scale, *, step: float = STEP
) -> list[WeightChange]:
    """Scores with each weight 5 points up and down, the others rescaled to fit.

    w_k ± 5, the others times (100 - w_k ∓ 5) / (100 - w_k), all in points of their sum;
    a weight does not go below 0 or above the whole. No weight can take from none: a
    single measure has no change.

    Parameters
    ----------
    points : mapping of measure to float or None
        0-100; None where the measure is missing.
    scale : Scale
    step : float
        Points of weight.

    Returns
    -------
    list of WeightChange
        Up and down of each measure, in the order of the weights.
    """
    names = list(scale.weights)
    given = np.array([scale.weights[name] for name in names])
    whole = float(given.sum())
    earned = np.array([nan_if_none(points.get(name)) for name in names])
    found = []
    for at, name in enumerate(names):
        rest = whole - given[at]
        for wanted in (step, -step):
            to = float(np.clip(given[at] + wanted, 0.0, whole))
            if rest <= 0 or to == given[at]:
                continue
            changed = given * (whole - to) / rest
            changed[at] = to
            score = float(totals(earned, changed, scale))
            place = int(grade_places(np.array(score), scale.bands))
            rated = not np.isnan(score)
            grade = scale.bands[place][0] if rated else "not_rated"
            found.append(WeightChange(name, to - given[at], score if rated else None, grade))
    return found


def geometric(points: Mapping[str, float | None], scale: Scale) -> float | None:
    """Geometric mean of the points that are there, weighted as the score is.

    Without adjustments: it is held against the profile, not against the grade. None
    where less of the weight is there than a score asks.
    """
    known = {n: p for n in scale.measures if (p := points.get(n)) is not None}
    there = sum(scale.weights[name] for name in known)
    if not known or there < scale.rescale_above * sum(scale.weights.values()) - 1e-9:
        return None
    return geometric_mean(list(known.values()), [scale.weights[name] for name in known])
