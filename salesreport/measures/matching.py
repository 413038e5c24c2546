"""Which cash paid which item, and what each entry of the cash has left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from salesreport.measures.frames import Ints
from salesreport.measures.payments import Cash
from salesreport.measures.setoff import Debt, Money, SetOff, set_off
from salesreport.records.owncurrency import HOME, worth


@dataclass(frozen=True, eq=False)
class Paid:
    """Amounts that went from an entry of the cash to an item, at the rate of the item.

    `upto`: what had been paid for the item with this amount.
    """

    item: Ints
    cash: Ints
    amount: Ints
    upto: Ints


def matched(items: pd.DataFrame, received: Cash) -> tuple[Paid, Ints]:
    """Invoices paid by their own cash first, then contracts by what is left.

    What is paid of an item counts at the rate of the item, what cash has left at the
    rate of the cash (`set_off`).

    Parameters
    ----------
    items : DataFrame, one row per item
        `net` in minor units of the report's currency, `net_own` in those of `currency`;
        `invoice`, `contract`, `day`, `position`.
    received : Cash

    Returns
    -------
    Paid
    ndarray of int64
        What each entry has left, in minor units of the report's currency.
    """
    open_amount = items["net"].to_numpy(np.int64).copy()
    left = received.amount.copy()
    abroad = _Abroad(items, received)
    found = []
    for key, names in (("invoice", received.invoice), ("contract", received.contract)):
        asked = _rows(items[key], day=items["day"], place=items["position"], size=open_amount)
        given = _rows(names, day=received.day, place=received.order, size=left)
        given = given[given["size"] != 0]
        apart = abroad.keys(asked, given)
        step = pd.concat(
            [
                _in_order(asked[~asked["key"].isin(apart)], given[~given["key"].isin(apart)]),
                abroad.step(asked[asked["key"].isin(apart)], given[given["key"].isin(apart)]),
            ],
            ignore_index=True,
        )
        np.subtract.at(open_amount, step["item"], step["amount"])
        np.subtract.at(left, step["cash"], step["spent"])
        found.append(step)
    both = pd.concat(found, ignore_index=True)
    upto = both.groupby("item")["amount"].cumsum()
    item, entry, amount, total = (
        column.to_numpy(np.int64) for column in (both["item"], both["cash"], both["amount"], upto)
    )
    return Paid(item, entry, amount, total), left


def _rows(key: pd.Series[str], *, day: object, place: object, size: Ints) -> pd.DataFrame:
    """Items, or entries of cash, that have the key, in the order they are settled in."""
    rows = pd.DataFrame({"key": key.to_numpy(), "day": day, "place": place, "size": size})
    rows = rows.assign(row=np.arange(len(rows)))[rows["key"].notna()].astype({"key": "str"})
    return rows.sort_values(["key", "day", "place"], kind="stable")


def _in_order(asked: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Cash of each key laid over its items, earliest first, all in one currency.

    Both are laid end to end on one line; a payment pays an item as far as their
    stretches overlap. Money paid back (negative) takes back the last paid.
    """
    both = _laid(asked).merge(_laid(given), on="key", suffixes=("", "_paid"))
    reach = both[["upto_paid", "from_paid"]].to_numpy(np.int64)
    low, high = both["from"].to_numpy(np.int64), both["upto"].to_numpy(np.int64)
    amount = np.clip(reach[:, 0], low, high) - np.clip(reach[:, 1], low, high)
    rows = both[["row", "row_paid"]].set_axis(["item", "cash"], axis=1)
    found: pd.DataFrame = rows.assign(amount=amount, spent=amount)[amount != 0]
    return found


def _laid(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of each key in order, with where each begins and ends."""
    upto = rows.groupby("key")["size"].cumsum()
    return rows.assign(upto=upto, **{"from": upto - rows["size"]})


class _Abroad:
    """What is open of items, and left of cash, that is not in the report's currency."""

    def __init__(self, items: pd.DataFrame, received: Cash) -> None:
        self._currency = items["currency"].to_numpy(object)
        self._received = received
        at = np.flatnonzero(self._currency != HOME)
        self._open: dict[int, Fraction] = {
            int(i): Fraction(own) for i, own in zip(at, items["net_own"].iloc[at], strict=True)
        }
        entries = np.flatnonzero(received.currency != HOME)
        self._left = {int(i): Fraction(int(received.own[i])) for i in entries}

    def keys(self, asked: pd.DataFrame, given: pd.DataFrame) -> set[str]:
        """Keys of which an item or an entry is not in the report's currency."""
        sides = ((asked, self._open), (given, self._left))
        return {key for rows, own in sides for key in rows["key"][rows["row"].isin(own)]}

    def step(self, asked: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
        """Cash of each key laid over its items, each in its own currency.

        Columns as of `_in_order`.
        """
        steps = [*self._settled(asked, given)]
        before = {cash: self._worth(cash) for cash in dict.fromkeys(s.entry for s in steps)}
        rows = []
        for one in steps:
            if one.item in self._open:
                self._open[one.item] -= one.own
            spent = one.spent
            if one.entry in self._left:
                self._left[one.entry] -= one.spent
                now = self._worth(one.entry)
                spent, before[one.entry] = Fraction(before[one.entry] - now), now
            rows.append((one.item, one.entry, one.amount, int(spent)))
        columns = ["item", "cash", "amount", "spent"]
        return pd.DataFrame(rows, columns=columns).astype("int64")

    def _settled(self, asked: pd.DataFrame, given: pd.DataFrame) -> Iterator[SetOff]:
        cash = dict(iter(given.groupby("key", sort=False)))
        for key, rows in asked.groupby("key", sort=False):
            if key in cash:
                debts = map(self._debt, rows["row"].tolist(), rows["size"].tolist())
                paid = cash[key]
                money = map(self._money, paid["row"].tolist(), paid["size"].tolist())
                yield from set_off(debts, [*money])

    def _debt(self, item: int, size: int) -> Debt:
        return Debt(item, size, self._open.get(item, Fraction(size)), self._currency[item])

    def _money(self, entry: int, size: int) -> Money:
        if entry not in self._left:
            return Money(entry, size, Fraction(1), HOME)
        got = self._received
        rate = Fraction(int(got.amount[entry]), int(got.own[entry]))
        return Money(entry, self._left[entry], rate, got.currency[entry])

    def _worth(self, entry: int) -> int:
        """What an entry has left in the report's currency, at its own rate."""
        if entry not in self._left:
            return 0
        got = self._received
        return worth(self._left[entry], int(got.own[entry]), int(got.amount[entry]))
