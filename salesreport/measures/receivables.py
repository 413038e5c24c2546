"""Items that fall due, the cash received, and which cash paid which item."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.measures.contracts import (
    Parts,
    contract_codes,
    contract_parts,
    deal_parts,
    principals,
)
from salesreport.measures.creditnotes import Notes, netted
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    day_number,
    looked_up,
    optional,
    text,
)
from salesreport.measures.matching import Paid, matched
from salesreport.measures.payments import Cash, cash
from salesreport.measures.prepared import Prepared
from salesreport.records.corrections import owed


@dataclass(frozen=True, eq=False)
class Credited:
    """Amounts by rep: `entry` is the one each is a part of."""

    entry: Ints
    rep: Ints
    amount: Ints


@dataclass(frozen=True, eq=False)
class Share:
    """Amounts of items by rep, with the entry of the cash or the note each came from."""

    item: Ints
    source: Ints
    rep: Ints
    amount: Ints


@dataclass(frozen=True, eq=False)
class Receivables:
    """Items with a due date; `left` is what each cash entry did not pay.

    Minor units of the report's currency: of items, and of what notes and cash settle of
    them, at the rate of the item; of `left` at the rate of the cash. `amount` is the
    item's own, `notes` what credit notes took off it; `parts` are the shares of items
    that several reps share, or whose share is stated.
    """

    frames: dict[str, pd.DataFrame]
    table: npt.NDArray[np.object_]
    position: Ints
    rep: Ints
    parts: dict[int, Parts]
    amount: Ints
    day: Ints
    is_due: Bools
    notes: Notes
    cash: Cash | None
    paid: Paid
    left: Ints

    @cached_property
    def items_by_rep(self) -> Credited:
        """Items' own amounts; `entry` is the item."""
        return self.credited(np.arange(len(self.amount)), self.amount, self.amount)

    @cached_property
    def paid_by_rep(self) -> Share:
        """Cash that paid items; `source` is the entry of the cash."""
        own = self.credited(self.paid.item, self.paid.amount, self.paid.upto)
        return Share(self.paid.item[own.entry], self.paid.cash[own.entry], own.rep, own.amount)

    @cached_property
    def still_open(self) -> Ints:
        """What notes and the cash that is in leave of each item, due or not."""
        left = self.amount.copy()
        np.add.at(left, self.notes.item, self.notes.amount)
        if self.cash is not None:
            there = self.cash.is_in[self.paid.cash]
            np.subtract.at(left, self.paid.item[there], self.paid.amount[there])
        return left

    @cached_property
    def open_by_rep(self) -> Credited:
        """The same of each rep's part of items that are due, above 0; `entry` is the item."""
        own, paid, notes = self.items_by_rep, self.paid_by_rep, self.notes_by_rep
        there = np.ones(len(paid.source), dtype=np.bool_)
        if self.cash is not None:
            there = self.cash.is_in[paid.source]
        rows = pd.DataFrame({
            "item": np.concatenate([own.entry, paid.item[there], notes.item]),
            "rep": np.concatenate([own.rep, paid.rep[there], notes.rep]),
            "amount": np.concatenate([own.amount, -paid.amount[there], notes.amount]),
        })  # fmt: skip
        sums = rows[self.is_due[rows["item"]]].groupby(["item", "rep"], as_index=False).sum()
        left = sums[sums["amount"] > 0]
        item, rep, amount = (left[name].to_numpy(np.int64) for name in ("item", "rep", "amount"))
        return Credited(item, rep, amount)

    @cached_property
    def notes_by_rep(self) -> Share:
        """What credit notes took off items, below zero; `source` is the part of a note."""
        notes = self.notes
        so_far = pd.Series(notes.amount).groupby(notes.item).cumsum().to_numpy(np.int64)
        own = self.credited(notes.item, notes.amount, self.amount[notes.item] + so_far)
        return Share(notes.item[own.entry], own.entry, own.rep, own.amount)

    def credited(self, item: Ints, amount: Ints, upto: Ints) -> Credited:
        """Amounts of items by rep; `upto` is the item's running total with each.

        Of any running total every rep has a part that never falls as it grows and
        parts that add up to it, so that a rep's cash cannot exceed what is due.
        """
        split = np.isin(item, np.fromiter(self.parts, dtype=np.int64))
        alone = np.flatnonzero(~split)
        rows = []
        for entry in np.flatnonzero(split):
            parts, end = self.parts[int(item[entry])], int(upto[entry])
            start = end - int(amount[entry])
            for (rep, _), before, after in zip(
                parts, steadily(start, parts), steadily(end, parts), strict=True
            ):
                rows.append((int(entry), rep, after - before))
        more = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return Credited(
            np.concatenate([alone, more[:, 0]]),
            np.concatenate([self.rep[item[alone]], more[:, 1]]),
            np.concatenate([amount[alone], more[:, 2]]),
        )


def receivables(prepared: Prepared) -> Receivables | None:
    """Items, cash and their match; None with neither plan nor invoices."""
    return prepared.once("receivables", _receivables)


def steadily(total: int, parts: Parts) -> list[int]:
    """Integer parts of a total that add up to it and never fall as it grows.

    Each rep in turn has the rounded share of what is left; the last has the rest.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> steadily(101, ((0, half), (1, half))), steadily(102, ((0, half), (1, half)))
    ([51, 50], [51, 51])
    """
    found = []
    left, of = total, sum((share for _, share in parts), Fraction(0))
    for _, share in parts:
        part = int((2 * left * share + of) // (2 * of))
        found.append(part)
        left, of = left - part, of - share
    return found


def _receivables(prepared: Prepared) -> Receivables | None:
    rows = _items(prepared)
    if rows is None:
        return None
    items, notes = _dated(*netted(rows, prepared.table("contracts")))
    targets = items["invoice"].to_numpy(object)[notes.item]
    pairs = zip(optional(notes.invoice), targets, strict=True)
    received = cash(
        prepared, items, {note: to for note, to in pairs if note and isinstance(to, str)}
    )
    nothing = np.zeros(0, dtype=np.int64)
    paid, left = Paid(nothing, nothing, nothing, nothing), nothing
    if received is not None:
        paid, left = matched(items, received) if len(items) else (paid, received.amount)
    day = items["day"].to_numpy(np.int64)
    return Receivables(
        frames={name: prepared.tables[name] for name in _TABLES if name in prepared.tables},
        table=items["table"].to_numpy(object),
        position=items["position"].to_numpy(np.int64),
        rep=items["code"].to_numpy(np.int64),
        parts=_parts(prepared, items),
        amount=items["amount"].to_numpy(np.int64),
        day=day,
        is_due=day <= day_number(prepared.finance_as_of),
        notes=notes,
        cash=received,
        paid=paid,
        left=left,
    )


def _dated(items: pd.DataFrame, notes: Notes) -> tuple[pd.DataFrame, Notes]:
    """Items with a due date, and the notes taken off those."""
    dated = items["day"].to_numpy(np.int64) != NO_DAY
    number, kept = np.cumsum(dated) - 1, dated[notes.item]
    return items[dated].reset_index(drop=True), Notes(
        item=number[notes.item[kept]],
        table=notes.table[kept],
        position=notes.position[kept],
        amount=notes.amount[kept],
        invoice=notes.invoice[kept],
    )


def _items(prepared: Prepared) -> pd.DataFrame | None:
    """What is owed, with the rep of each item and, of invoices, the rep they name."""
    plan, invoices = prepared.table("payment_plan"), prepared.table("invoices")
    if plan is None and invoices is None:
        return None
    items = owed(plan, invoices)
    position = items["position"].to_numpy(np.int64)
    of_plan = (items["table"] == "payment_plan").to_numpy(np.bool_)
    own = np.full(len(items), len(prepared.reps) - 1, dtype=np.int64)
    rep = own.copy()
    if plan is not None:
        codes = contract_codes(prepared, text(plan, "contract_id"))
        rep[of_plan] = codes[position[of_plan]]
    if invoices is not None:
        own[~of_plan] = prepared.reps_of(invoices)[position[~of_plan]]
        rep[~of_plan] = _invoice_codes(prepared, invoices)[position[~of_plan]]
    return items.assign(named=own, code=rep)


_TABLES = ("payment_plan", "invoices")


def _invoice_codes(prepared: Prepared, invoices: pd.DataFrame) -> Ints:
    """Rep of each invoice: its own, its contract's, its opportunity's."""
    unassigned = len(prepared.reps) - 1
    code = prepared.reps_of(invoices)
    through = contract_codes(prepared, text(invoices, "contract_id"))
    code = np.where(code == unassigned, through, code)
    deal = looked_up(text(invoices, "opportunity_id"), principals(prepared))
    return np.where((code == unassigned) & (deal >= 0), deal, code)


def _parts(prepared: Prepared, items: pd.DataFrame) -> dict[int, Parts]:
    """Shares of items: of their contract, else of their deal.

    An invoice that names a rep who has no part in them is that rep's alone.
    """
    of_contract, of_deal = contract_parts(prepared), deal_parts(prepared)
    if not of_contract and not of_deal:
        return {}
    unassigned = len(prepared.reps) - 1
    named = (optional(items[name]) for name in ("contract", "opportunity"))
    found = {}
    for i, (contract, deal, rep) in enumerate(zip(*named, items["named"], strict=True)):
        parts = of_contract.get(contract or "") or of_deal.get(deal or "")
        if parts and (rep == unassigned or rep in dict(parts)):
            found[i] = parts
    return found
