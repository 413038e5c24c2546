"""Credit notes (red-letter invoices) taken off the items they correct."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salesreport.measures.frames import Ints
from salesreport.records.corrections import taken_off


@dataclass(frozen=True, eq=False)
class Notes:
    """Parts of negative rows by the item they are taken off; amounts below zero."""

    item: Ints
    table: pd.Series[str]
    position: Ints
    amount: Ints
    invoice: pd.Series[str]


def netted(items: pd.DataFrame, contracts: pd.DataFrame | None) -> tuple[pd.DataFrame, Notes]:
    """Items above zero with what is left of them as `net`, and what was taken off.

    As `taken_off` says. Items that are taken off whole are no items.

    Parameters
    ----------
    items : DataFrame, one row per instalment or invoice
        What `owed` gives, with any further columns.
    contracts : DataFrame or None
        Canonical `contracts`, as known.
    """
    amount = items["amount"].to_numpy(np.int64)
    net = np.maximum(amount, 0)
    taken = np.array(taken_off(items, contracts), dtype=np.int64).reshape(-1, 3)
    np.subtract.at(net, taken[:, 0], taken[:, 2])
    kept = (amount >= 0) & ((net > 0) | (amount == 0))
    number = np.cumsum(kept) - 1
    taken = taken[kept[taken[:, 0]]]
    source = items.iloc[taken[:, 1]]
    notes = Notes(
        item=number[taken[:, 0]],
        table=source["table"].reset_index(drop=True),
        position=source["position"].to_numpy(np.int64),
        amount=-taken[:, 2],
        invoice=source["invoice"].reset_index(drop=True),
    )
    return items.assign(net=net)[kept].reset_index(drop=True), notes
