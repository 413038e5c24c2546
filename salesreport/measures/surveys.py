"""What customers said: the mean of their scores."""

from __future__ import annotations

import numpy as np

from salesreport.measures.events import Events
from salesreport.measures.frames import days, fractions
from salesreport.measures.prepared import Prepared

SCALE = 10_000
"""Scores are added as ten-thousandths of a point."""


def satisfaction_total(prepared: Prepared) -> tuple[Events, ...] | None:
    """Satisfaction scores of the window, summed, in ten-thousandths."""
    return _answers(prepared, count=False)


def satisfaction_answers(prepared: Prepared) -> tuple[Events, ...] | None:
    """Satisfaction scores given in the window (count)."""
    return _answers(prepared, count=True)


def _answers(prepared: Prepared, *, count: bool) -> tuple[Events, ...] | None:
    table = prepared.table("satisfaction")
    if table is None:
        return None
    given = fractions(table, "score")
    points = np.array([0 if s is None else round(s * SCALE) for s in given], dtype=np.int64)
    return (
        Events.of(
            "satisfaction",
            table,
            rep=prepared.reps_of(table),
            day=days(table, "date"),
            value=1 if count else points,
            where=np.array([s is not None for s in given], dtype=np.bool_),
        ),
    )
