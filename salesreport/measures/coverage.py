"""Who has rows in which month: gaps in what was recorded show before any score."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.measures.frames import NO_DAY, Ints, days
from salesreport.measures.prepared import Prepared
from salesreport.measures.presence import tenure
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
    """Rows of a table by rep and month; <NA> where none can be expected.

    None can be expected of a rep who was not there on any day of the month (not yet
    hired, gone, on leave), of anybody in a month before the table's first row.

    Returns
    -------
    DataFrame of Int64 or None
        Indexed by rep_id (all reps of the run, then `UNASSIGNED`), one column a month
        label. None without the table or its reps.
    """
    frame = prepared.table(table)
    if frame is None or "rep_id" not in frame.columns:
        return None
    month = _month_numbers(frame, table)
    begun = month[month != NO_DAY].min(initial=np.iinfo(np.int64).max)
    codes = prepared.reps_of(frame)
    columns = {}
    for period in months:
        inside = month == _number(period)
        counts = pd.array(np.bincount(codes[inside], minlength=len(prepared.reps)), dtype="Int64")
        there = (tenure(prepared, period) > 0).to_numpy() & (_number(period) >= begun)
        counts[(counts.to_numpy() == 0) & ~there] = pd.NA
        columns[period.label] = counts
    return pd.DataFrame(columns, index=prepared.reps)


def _month_numbers(frame: pd.DataFrame, table: str) -> Ints:
    number = days(frame, COVERED[table])
    month = number.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.where(number == NO_DAY, NO_DAY, month)


def _number(month: Period) -> int:
    return int(np.datetime64(month.first, "M").astype(np.int64))
