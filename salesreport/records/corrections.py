"""Credit notes (red-letter invoices): what is owed, and which of it each is taken off."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd

from salesreport.records.columns import NO_DAY, Bools, days, optional, text, whole
from salesreport.records.owncurrency import HOME, nearest, stated_amounts, worth

NAMES = ("contract", "opportunity", "customer", "rep")
"""What an item and its credit note share, the narrowest first."""

_COLUMNS = ("table", "position", "amount", "own", "currency", "day", "since", "invoice", *NAMES)
_IDS = {"contract": "contract_id", "opportunity": "opportunity_id", "rep": "rep_id"} | {
    "customer": "customer",
    "invoice": "invoice_id",
}


class Cut(NamedTuple):
    """So much of an item that a credit note takes off; rows of the items.

    `amount` in minor units of the report's currency, at the rate of the item; `own` in
    those of the item's own currency, `spent` in those of the note's.
    """

    item: int
    note: int
    amount: int
    own: int | Fraction
    spent: int | Fraction


def owed(plan: pd.DataFrame | None, invoices: pd.DataFrame | None) -> pd.DataFrame:
    """Instalments, and invoices of contracts without a plan; credit notes below zero.

    A plan says what is owed of its contract, so that invoices beside it are no items.
    Their credit notes are: they cut the plan down to what stays invoiced. What was
    invoiced beyond the plan's sum is the same money invoiced again, and its credit
    notes, the earliest first, are made good by it and take nothing off the plan.

    Parameters
    ----------
    plan, invoices : DataFrame or None
        Canonical `payment_plan` and `invoices`.

    Returns
    -------
    DataFrame, one row per item or credit note
        `table`, `position` in it; `amount` in minor units of the report's currency,
        `own` in those of `currency` (`HOME` where that is the report's); `day` it falls
        due and `since` when it is owed, day numbers (`NO_DAY` where missing); `contract`,
        `opportunity`, `customer`, `rep`, `invoice`, missing where not named.
    """
    parts, planned = [], pd.Series(dtype="str")
    if plan is not None:
        parts.append(_rows("payment_plan", plan, since="due_date"))
        planned = parts[0]["contract"][parts[0]["day"] != NO_DAY].dropna()
    if invoices is not None:
        part = _rows("invoices", invoices, since="date")
        beside = part["contract"].isin(planned)
        parts.append(part[~beside])
        if plan is not None:
            parts.append(_lasting(parts[0], part[beside]))
    items = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return items.reindex(columns=[*_COLUMNS]).astype(dict.fromkeys(("invoice", *NAMES), "str"))


def taken_off(items: pd.DataFrame, contracts: pd.DataFrame | None) -> list[Cut]:
    """Which items each credit note is taken off, and how much of them.

    First the items that name exactly what the note names: owed on or before its day,
    the latest first. What is left of a note on an invoice goes on to items of the same
    contract, else deal, customer, rep, as long as nothing narrower that both name
    differs, and there also to instalments that fall due later, the next first. A
    contract's customer and deal are known through it. The rest is taken off nothing:
    nothing is ever owed below zero.

    A note in the item's own currency is set off in that, whatever the rates of the two
    months are, and counts at the rate of the item; one in another currency is set off
    through the report's.

    Parameters
    ----------
    items : DataFrame
        What `owed` gives; the index counts its rows.
    contracts : DataFrame or None
        Canonical `contracts`.
    """
    amount = items["amount"].to_numpy(np.int64)
    if not (amount < 0).any():
        return []
    names = _through(items, contracts)
    order = ["since", "credit", "day", "invoice", "amount"]
    near = items.assign(credit=amount < 0)[_near(names, amount < 0)]
    ranked = near.sort_values(order, kind="stable")
    found = _Matching(ranked, names.loc[ranked.index])
    found.by_own_names()
    for level in range(len(NAMES)):
        found.by_name(level)
    return found.cuts


def left_over(items: pd.DataFrame, cuts: list[Cut]) -> pd.Series[int]:
    """What no item holds of each credit note, above zero, by its row of the items."""
    notes = items[items["amount"] < 0]
    size, amount = -notes["own"], -notes["amount"]
    left: dict[int, int | Fraction] = dict(zip(notes.index, size, strict=True))
    for cut in cuts:
        left[cut.note] -= cut.spent
    found = [worth(rest, int(size[note]), int(amount[note])) for note, rest in left.items()]
    over = pd.Series(found, index=notes.index, dtype="int64")
    return over[over > 0]


def _rows(table: str, frame: pd.DataFrame, *, since: str) -> pd.DataFrame:
    _, known = whole(frame, "amount")
    amount, own, currency = stated_amounts(frame)
    rows = {
        "table": table,
        "position": np.arange(len(frame)),
        "amount": amount,
        "own": own,
        "currency": currency,
        "day": np.where(known, days(frame, "due_date"), NO_DAY),
        "since": days(frame, since),
    }
    return pd.DataFrame(rows | {name: text(frame, _IDS[name]).to_numpy() for name in _IDS})


def _lasting(plan: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """Credit notes on invoices beside a plan, less what was invoiced again."""
    notes = beside[beside["amount"] < 0].sort_values(["since", "invoice"], kind="stable")
    if notes.empty:
        return notes
    several = _in_several_currencies(pd.concat([plan, beside]))
    asked, billed, noted = (_sizes(rows, several) for rows in (plan, beside, notes))
    planned = asked.groupby(plan["contract"]).sum()
    invoiced = billed[billed > 0].groupby(beside["contract"]).sum()
    again = invoiced.sub(planned, fill_value=0).clip(lower=0).astype("int64")
    made_good = notes["contract"].map(again).astype("int64")
    lasting = ((-noted).groupby(notes["contract"]).cumsum() - made_good).clip(lower=0)
    parts = np.minimum(lasting, -noted)
    rest = {
        name: [
            worth(part, size, whole)
            for part, size, whole in zip(parts, -noted, notes[name].tolist(), strict=True)
        ]
        for name in ("amount", "own")
    }
    return notes.assign(**rest)[parts > 0].sort_index()


def _in_several_currencies(rows: pd.DataFrame) -> set[str]:
    """Contracts whose rows are not all in one currency."""
    count = rows.groupby("contract")["currency"].nunique()
    return set(count.index[count > 1])


def _sizes(rows: pd.DataFrame, several: set[str]) -> pd.Series[int]:
    """Amounts that can be added up by contract: in its own currency, where it is one."""
    return rows["own"].where(~rows["contract"].isin(several), rows["amount"])


def _through(items: pd.DataFrame, contracts: pd.DataFrame | None) -> pd.DataFrame:
    """Names of items, with the deal and customer of the contract an item names."""
    names = items[[*NAMES]].copy()
    if contracts is not None:
        ids = text(contracts, "contract_id")
        for name in ("opportunity", "customer"):
            known = dict(zip(ids, text(contracts, _IDS[name]), strict=True))
            names[name] = names[name].fillna(names["contract"].map(known).astype("str"))
    return names


def _near(names: pd.DataFrame, credit: Bools) -> Bools:
    """Credit notes, and items that share a name with one, or name nothing as one does."""
    near = credit.copy()
    for name in NAMES:
        near |= names[name].isin(names[name][credit].dropna()).to_numpy(dtype=np.bool_)
    nameless: Bools = names.isna().all(axis=1).to_numpy(dtype=np.bool_)
    return near | nameless if (nameless & credit).any() else near


class _Matching:
    """Items and credit notes in the order they are owed, with what is left of each."""

    def __init__(self, ranked: pd.DataFrame, names: pd.DataFrame) -> None:
        self.cuts: list[Cut] = []
        self._at: list[int] = ranked.index.tolist()
        self._since: list[int] = ranked["since"].tolist()
        self._planned: list[bool] = (ranked["table"] == "payment_plan").tolist()
        self._amount: list[int] = ranked["amount"].tolist()
        self._whole: list[int] = ranked["own"].tolist()
        self._left: list[int | Fraction] = [*self._whole]
        self._currency: list[str] = ranked["currency"].tolist()
        self._names = [optional(names[name]) for name in NAMES]
        self._own = _own_names(ranked)

    def by_own_names(self) -> None:
        """Take notes off earlier items of the same narrowest name, the latest first."""
        before: dict[str, list[int]] = defaultdict(list)
        for row, key in enumerate(self._own):
            if self._left[row] >= 0:
                before[key].append(row)
                continue
            stack = before[key]
            while stack and self._left[row] < 0:
                self._cut(stack[-1], row)
                if not self._left[stack[-1]]:
                    stack.pop()

    def by_name(self, level: int) -> None:
        """Take what is left of notes off items of one name that differ in no narrower one."""
        notes = [row for row, left in enumerate(self._left) if left < 0 and not self._planned[row]]
        names = self._names[level]
        items: dict[str, list[int]] = defaultdict(list)
        wanted = {names[row] for row in notes}
        for row, name in enumerate(names):
            if name is not None and name in wanted and self._left[row] > 0:
                items[name].append(row)
        for note in notes:
            for item in self._candidates(note, items.get(names[note] or "", [])):
                if not self._left[note]:
                    break
                if self._left[item] and self._agree(item, note, level):
                    self._cut(item, note)

    def _candidates(self, note: int, items: list[int]) -> Iterator[int]:
        split = bisect_right(items, self._since[note], key=self._since.__getitem__)
        yield from reversed(items[:split])
        yield from (item for item in items[split:] if self._planned[item])

    def _agree(self, item: int, note: int, level: int) -> bool:
        pairs = ((names[item], names[note]) for names in self._names[:level])
        return all(a is None or b is None or a == b for a, b in pairs)

    def _cut(self, item: int, note: int) -> None:
        own: int | Fraction
        spent: int | Fraction
        if not (self._left[item] and self._left[note]):
            return
        if self._currency[item] == self._currency[note]:
            own = spent = min(self._left[item], -self._left[note])
        else:
            rates = self._rate(item), self._rate(note)
            least = min(self._left[item] * rates[0], -self._left[note] * rates[1])
            own, spent = least / rates[0], least / rates[1]
        amount = self._off(item, own) - self._off(item, 0)
        self.cuts.append(Cut(self._at[item], self._at[note], amount, own, spent))
        self._left[item] -= own
        self._left[note] += spent

    def _rate(self, row: int) -> Fraction:
        """Price of a unit of a row's own currency in the report's."""
        return Fraction(self._amount[row], self._whole[row])

    def _off(self, item: int, more: int | Fraction) -> int:
        """What is off an item with so much more, in the report's currency."""
        off = self._whole[item] - self._left[item] + more
        if self._currency[item] == HOME:
            return nearest(off)
        return worth(off, self._whole[item], self._amount[item])


def _own_names(items: pd.DataFrame) -> list[str]:
    """The narrowest name of each item with its kind; blank where it names nothing."""
    key = pd.Series("", index=items.index, dtype="str")
    for name in reversed(NAMES):
        key = (name + " " + items[name]).where(items[name].notna(), key)
    return key.tolist()
