"""Credit notes (red-letter invoices) taken off the items they correct."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from salesreport.measures.frames import Ints


@dataclass(frozen=True, eq=False)
class Notes:
    """Parts of negative rows by the item they are taken off; amounts below zero."""

    item: Ints
    table: pd.Series[str]
    position: Ints
    amount: Ints
    invoice: pd.Series[str]


class _Cut(NamedTuple):
    item: int
    note: int
    amount: int


def netted(items: pd.DataFrame) -> tuple[pd.DataFrame, Notes]:
    """Items above zero with what is left of them as `net`, and what was taken off.

    A negative row is taken off positive rows of the same `key` dated (`since`) on
    or before it, the latest first. What none of them holds is taken off nothing:
    nothing is ever owed below zero. Items that are taken off whole are no items.

    Parameters
    ----------
    items : DataFrame, one row per instalment or invoice
        Columns `key`, `since`, `day`, `amount`, `table`, `position`, `invoice`.
    """
    amount = items["amount"].to_numpy(np.int64)
    negative = amount < 0
    net = np.maximum(amount, 0)
    keys = items["key"][negative].unique()
    rows = items[items["key"].isin(keys)].assign(
        at=lambda f: f.index, credit=lambda f: f.amount < 0
    )
    order = ["since", "credit", "day", "invoice", "amount"]
    cuts = [
        cut
        for _, group in rows.sort_values(order, kind="stable").groupby("key", sort=True)
        for cut in _cuts(group["at"].tolist(), group["amount"].tolist())
    ]
    taken = np.array([(c.item, c.note, c.amount) for c in cuts], dtype=np.int64).reshape(-1, 3)
    np.subtract.at(net, taken[:, 0], taken[:, 2])
    kept = ~negative & ((net > 0) | (amount == 0))
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


def _cuts(rows: list[int], amounts: list[int]) -> list[_Cut]:
    """What each negative row takes off which positive row before it."""
    cuts: list[_Cut] = []
    before: list[list[int]] = []
    for row, amount in zip(rows, amounts, strict=True):
        if amount >= 0:
            before.append([row, amount])
            continue
        left = -amount
        while left and before:
            part = min(left, before[-1][1])
            if part:
                cuts.append(_Cut(before[-1][0], row, part))
            left -= part
            before[-1][1] -= part
            if not before[-1][1]:
                before.pop()
    return cuts
