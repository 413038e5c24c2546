"""Months of a window for which a rep who was there has no bookings target."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.measures.catalogue import MEASURES
from salesreport.measures.prepared import UNASSIGNED, Prepared
from salesreport.measures.target import BOOKINGS, target_spans, without_target
from salesreport.measures.windows import held_inside
from salesreport.periods import Period


def untargeted(prepared: Prepared, period: Period) -> dict[str, list[str]]:
    """Months without a bookings target, by rep; see `without_target`.

    Returns
    -------
    dict of rep_id to list of str
        Labels `2024-05` in order; an empty list for a rep with a target in each.
    """
    lacking = without_target(prepared, held_inside(prepared, "target", period), period)
    labels = [month.label for month in period.months()]
    return {
        str(rep_id): [label for label, one in zip(labels, row, strict=True) if one]
        for rep_id, row in zip(prepared.reps, lacking, strict=True)
        if rep_id != UNASSIGNED
    }


def lacking_target(
    prepared: Prepared, period: Period, measure: str, made: pd.DataFrame
) -> frozenset[str]:
    """Reps without a target for some month of a window who are part of a team's sum.

    Of bookings: who has a target or bookings in the window, since what they sell would
    be held against the targets of others. Of other sums: who has a target of it for
    another month; who has none at all, as of new customers where one serves old ones,
    was planned to make none. Of a rate nobody: its targets are not added up.

    Parameters
    ----------
    made : DataFrame
        What `components` gave for the window.
    """
    declared = MEASURES.get(measure)
    if declared is None or declared.denominator is not None:
        return frozenset()
    if measure == BOOKINGS:
        return frozenset(made.index[made["untargeted"] > 0])
    held = target_spans(prepared, period, measure)
    planned = {str(prepared.reps[code]) for rep, _, _ in held for code in rep}
    months = np.flatnonzero(without_target(prepared, held, period).any(axis=1))
    return frozenset(planned & set(prepared.reps[months]))
