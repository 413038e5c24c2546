"""Single instalments and invoices of a window: what was due of each, and what came in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.measures.frames import day_number
from salesreport.measures.prepared import Prepared
from salesreport.measures.receivables import receivables
from salesreport.periods import Period


def due_items_paid(prepared: Prepared, period: Period) -> pd.DataFrame:
    """Items that fell due in a window with what of each was collected by its end.

    The same items and payments as `due` and `collected`, item by item and rep by rep:
    the columns' sums by rep are those two components, where no credit note came later
    than its item.

    Parameters
    ----------
    prepared : Prepared
    period : Period
        First and last day both included.

    Returns
    -------
    DataFrame, one row per item and rep
        `rep_id`; `due` and `collected` in minor units (int64). Empty without plans,
        invoices or payments. Items that credit notes took to 0 or below are left out.
    """
    found = receivables(prepared)
    if found is None or found.cash is None:
        return pd.DataFrame({"rep_id": [], "due": [], "collected": []})
    own, paid, notes = found.items_by_rep, found.paid_by_rep, found.notes_by_rep
    in_time = found.cash.is_in & (found.cash.day <= day_number(period.last))
    keep = in_time[paid.source]
    came = pd.DataFrame({"item": paid.item, "rep": paid.rep, "collected": paid.amount})[keep]
    due = pd.DataFrame({"item": own.entry, "rep": own.rep, "due": own.amount})
    taken = pd.DataFrame({"item": notes.item, "rep": notes.rep, "due": notes.amount})
    both = pd.concat([due, taken, came], ignore_index=True).groupby(["item", "rep"]).sum()
    first, last = day_number(period.first), day_number(period.last)
    at = both.index.get_level_values("item").to_numpy(np.int64)
    inside = (found.day[at] >= first) & (found.day[at] <= last) & found.is_due[at]
    rows = both[inside & (both["due"].to_numpy() > 0)].reset_index()
    rows["rep_id"] = prepared.reps[rows["rep"]].to_numpy()
    return rows[["rep_id", "due", "collected"]].astype({"due": "int64", "collected": "int64"})
