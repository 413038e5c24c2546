"""Who has rows in which month: gaps in what was recorded show before any score."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.measures.frames import NO_DAY, Ints, days
from salesreport.measures.prepared import Prepared
from salesreport.periods import Period

COVERED = {
    "activities": "date",
    "leads": "assigned_date",
    "opportunities": "created_date",
    "contracts": "signed_date",
    "satisfaction": "date",
}
"""Table -> day its rows count by."""


def coverage(prepared: Prepared, table: str, months: list[Period]) -> pd.DataFrame | None:
    """Rows of a table by rep and month; None without the table or its reps.

    Indexed by rep_id (all reps of the
    run, then `UNASSIGNED`), one column a month label.
    """
    frame = prepared.table(table)
    if frame is None or "rep_id" not in frame.columns:
        return None
    month = _month_numbers(frame, table)
    codes = prepared.reps_of(frame)
    columns = {}
    for period in months:
        inside = month == _number(period)
        columns[period.label] = np.bincount(codes[inside], minlength=len(prepared.reps))
    return pd.DataFrame(columns, index=prepared.reps)


def _month_numbers(frame: pd.DataFrame, table: str) -> Ints:
    number = days(frame, COVERED[table])
    month = number.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.where(number == NO_DAY, NO_DAY, month)


def _number(month: Period) -> int:
    return int(np.datetime64(month.first, "M").astype(np.int64))
