"""Which deal each action belongs to: the one it names, else the only one it can be of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.measures.deals import Deals
from salesreport.measures.effort import done_on
from salesreport.measures.frames import NO_DAY, Ints, days, looked_up, places, text

NO_DEAL = -1


def deals_of_actions(table: pd.DataFrame, found: Deals) -> Ints:
    """Row of `opportunities` of each action; -1 for none.

    An action that names no deal is of the one that its rep has with its customer and that
    runs on the day it is done: opened by then and not closed before. Where there are several
    nobody knows which.

    Parameters
    ----------
    table : DataFrame, one row per action
        `activities` as known.
    found : Deals

    Returns
    -------
    array of int, shape (rows of `table`,)
    """
    named = text(table, "opportunity_id")
    deal = looked_up(named, places(text(found.frame, "opportunity_id")))
    blank = np.flatnonzero(named.isna().to_numpy(np.bool_))
    if len(blank):
        deal[blank] = _only_one(table.iloc[blank], found.frame)
    return deal


def _only_one(actions: pd.DataFrame, frame: pd.DataFrame) -> Ints:
    own = _keyed(actions).assign(day=done_on(actions))
    close = days(frame, "close_date")
    runs = _keyed(frame).assign(
        row=np.arange(len(frame)),
        first=days(frame, "created_date"),
        last=np.where(close == NO_DAY, np.iinfo(np.int64).max, close),
    )
    pairs = own.dropna().merge(runs.dropna(), on=["rep", "customer"], suffixes=("", "_deal"))
    inside = (pairs["first"] != NO_DAY) & pairs["day"].between(pairs["first"], pairs["last"])
    pairs = pairs[inside & (pairs["day"] != NO_DAY)].drop_duplicates("at", keep=False)
    deal = np.full(len(actions), NO_DEAL, dtype=np.int64)
    deal[pairs["at"].to_numpy(np.int64)] = pairs["row"].to_numpy(np.int64)
    return deal


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    names = {"rep": "rep_id", "customer": "customer"}
    columns = {name: text(frame, column).to_numpy() for name, column in names.items()}
    return pd.DataFrame({"at": np.arange(len(frame)), **columns})
