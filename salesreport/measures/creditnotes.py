"""Credit notes (red-letter invoices) taken off the items they correct."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salesreport.measures.frames import Ints
from salesreport.records.corrections import taken_off
from salesreport.records.owncurrency import HOME


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

    As `taken_off` says; `net_own` is what is left in the item's own currency. Items
    that are taken off whole are no items.

    Parameters
    ----------
    items : DataFrame, one row per instalment or invoice
        What `owed` gives, with any further columns.
    contracts : DataFrame or None
        Canonical `contracts`, as known.
    """
    amount = items["amount"].to_numpy(np.int64)
    net = np.maximum(amount, 0)
    own = np.maximum(items["own"].to_numpy(np.int64), 0)
    if (items["currency"] != HOME).any():
        own = own.astype(object)  # parts of a unit, where another currency pays it
    cuts = taken_off(items, contracts)
    taken = np.array([cut[:3] for cut in cuts], dtype=np.int64).reshape(-1, 3)
    np.subtract.at(net, taken[:, 0], taken[:, 2])
    for cut in cuts:
        own[cut.item] -= cut.own
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
    return items.assign(net=net, net_own=own)[kept].reset_index(drop=True), notes
