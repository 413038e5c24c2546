"""Values given for a whole period: a month's target, a quarter's costs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.measures.frames import NO_DAY, Bools, Ints, day_number, optional, text
from salesreport.measures.prepared import Prepared
from salesreport.periods import Period


def spans(frame: pd.DataFrame, prepared: Prepared) -> tuple[Ints, Ints]:
    """First and last day number of each row's `period`; `NO_DAY` where blank."""
    start = prepared.period.fiscal_year_start if prepared.period is not None else 1
    labels = text(frame, "period")
    parsed = {
        label: Period.parse(label, fiscal_year_start=start) for label in labels.dropna().unique()
    }
    ends = [
        (day_number(parsed[label].first), day_number(parsed[label].last))
        if label is not None
        else (NO_DAY, NO_DAY)
        for label in optional(labels)
    ]
    both: npt.NDArray[np.int64] = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def latest(keys: pd.Series[str], first: Ints, last: Ints) -> Bools:
    """Last row of each key and period; rows without a period are left out."""
    rows = pd.DataFrame({"key": keys.to_numpy(), "first": first, "last": last})
    kept: Bools = ~rows.duplicated(keep="last").to_numpy(dtype=np.bool_) & (first != NO_DAY)
    return kept


def shortest(keys: pd.Series[str], first: Ints, last: Ints) -> Bools:
    """Rows whose period holds no shorter period of the same key.

    A quarter's value beside its months' would count them twice.
    """
    kept = np.ones(len(first), dtype=np.bool_)
    rows = pd.DataFrame({"key": keys.to_numpy(), "first": first, "last": last})
    length = rows["last"] - rows["first"]
    mixed = length.groupby(rows["key"], dropna=False).agg(lambda days: days.max() > days.min() + 3)
    for _, group in rows[rows["key"].map(mixed).fillna(False).astype("bool")].groupby("key"):
        begin, end = group["first"].to_numpy(), group["last"].to_numpy()
        holds = (begin[:, None] <= begin[None, :]) & (end[:, None] >= end[None, :])
        holds &= (end - begin)[:, None] > (end - begin)[None, :]
        kept[group.index.to_numpy()[holds.any(axis=1)]] = False
    return kept
