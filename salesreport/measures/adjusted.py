"""Refunds, credit notes and write-offs of a window, each in the parts that reps have of it."""

from __future__ import annotations

import pandas as pd

from salesreport.measures.booking import adjustments
from salesreport.measures.events import SOURCE
from salesreport.measures.frames import date_of, text
from salesreport.measures.prepared import Prepared
from salesreport.periods import Period

_COLUMNS = ("rep_id", "day", "kind", "opportunity_id", "amount", "whole", *SOURCE)


def adjusted(prepared: Prepared, period: Period) -> pd.DataFrame:
    """Adjustments dated in a window as they count in `bookings`, rep by rep.

    The parts of a row add up to it, and a rep's parts and deals to their bookings.

    Parameters
    ----------
    prepared : Prepared
    period : Period
        First and last day both included.

    Returns
    -------
    DataFrame, one row per adjustment and rep, by date
        `rep_id` (`UNASSIGNED` where it is nobody's); `day`, a date; `kind`;
        `opportunity_id`, missing where not named; `amount`, the rep's part, and `whole`,
        all of the row, in minor units, without tax where the policy says so; and where
        the row stands. Empty without adjustments.
    """
    found = []
    for block in adjustments(prepared) or ():
        inside = block.inside(period)
        rows = block.rows.iloc[block.position[inside]]
        part = pd.Series(block.value[inside], dtype="int64")
        where = pd.DataFrame({name: rows[name].to_numpy() for name in SOURCE if name in rows})
        found.append(
            where.assign(
                rep_id=prepared.reps[block.rep[inside]].to_numpy(),
                day=[date_of(day) for day in block.day[inside]],
                kind=text(rows, "kind").to_numpy(),
                opportunity_id=text(rows, "opportunity_id").to_numpy(),
                amount=part,
                whole=part.groupby(block.position[inside]).transform("sum"),
            )
        )
    if not found:
        return pd.DataFrame({name: [] for name in _COLUMNS})
    listed: pd.DataFrame = pd.concat(found, ignore_index=True).reindex(columns=[*_COLUMNS])
    return listed.sort_values("day", kind="stable").reset_index(drop=True)
