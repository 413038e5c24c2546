"""Follow-up timeliness: what fell due, and whether it was done in time."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.measures.events import Events
from salesreport.measures.frames import NO_DAY, Bools, among, day_number, days, given, text
from salesreport.measures.prepared import Prepared

OUTCOMES = ("on_time", "late", "unknown", "not_due")


def follow_up_outcome(activities: pd.DataFrame, *, as_of: date) -> pd.Series[str]:
    """What became of each action that has a due date (Table 1).

    `on_time`: done on or before the due date. `late`: done after it, or due on
    or before `as_of` and not done by then. `unknown`: marked done without a day,
    or no status at all. `not_due`: no due date, or due after `as_of`.

    Parameters
    ----------
    activities : DataFrame, one row per action
        Needs `due_date`; reads `done_date` and `status`.
    as_of : date
        Last day known.

    Returns
    -------
    Series of str, indexed as `activities`
        One of `OUTCOMES`, never missing.
    """
    cut = day_number(as_of)
    due, done = days(activities, "due_date"), days(activities, "done_date")
    later = done > cut
    done = np.where(later, NO_DAY, done)
    status = text(activities, "status")
    unsaid = (among(status, "done") & ~later) | ~given(status)
    outcome: npt.NDArray[np.object_] = np.full(len(activities), "late", dtype=object)
    outcome[(done == NO_DAY) & unsaid] = "unknown"
    outcome[(done != NO_DAY) & (done <= due)] = "on_time"
    outcome[(due == NO_DAY) | (due > cut)] = "not_due"
    return pd.Series(outcome, index=activities.index, dtype="str")


def process_on_time(prepared: Prepared) -> tuple[Events, ...] | None:
    """Items due in the window done on or before the due date (count)."""
    return _items(prepared, "on_time")


def process_late(prepared: Prepared) -> tuple[Events, ...] | None:
    """Items due in the window done late or not done by `as_of` (count)."""
    return _items(prepared, "late")


def process_due(prepared: Prepared) -> tuple[Events, ...] | None:
    """Items due in the window with a known outcome, on time or late (count).

    Items due after `as_of` are not due yet, even if already done.
    """
    return _items(prepared, "on_time", "late")


def process_unknown(prepared: Prepared) -> tuple[Events, ...] | None:
    """Items due in the window and done, nobody knows when (count)."""
    return _items(prepared, "unknown")


def _items(prepared: Prepared, *outcomes: str) -> tuple[Events, ...] | None:
    table = prepared.table("activities")
    if table is None:
        return None
    chosen: Bools = prepared.once("outcomes", _outcomes).isin(outcomes).to_numpy()
    rep, due = prepared.once("activity_reps", _reps), prepared.once("activity_due", _due)
    return (Events.of("activities", table, rep=rep, day=due, where=chosen),)


def _outcomes(prepared: Prepared) -> pd.Series[str]:
    return follow_up_outcome(prepared.tables["activities"], as_of=prepared.as_of)


def _reps(prepared: Prepared) -> npt.NDArray[np.int64]:
    return prepared.reps_of(prepared.tables["activities"])


def _due(prepared: Prepared) -> npt.NDArray[np.int64]:
    return days(prepared.tables["activities"], "due_date")
