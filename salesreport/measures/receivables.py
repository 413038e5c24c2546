"""Items that fall due, the cash received, and which cash paid which item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.measures.booking import contract_reps, principals
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    day_number,
    days,
    looked_up,
    optional,
    places,
    text,
    whole,
)
from salesreport.measures.prepared import Prepared


@dataclass(frozen=True, eq=False)
class Cash:
    """Parts of payments: `contract` and `invoice` say what each was paid for."""

    frame: pd.DataFrame
    position: Ints
    day: Ints
    amount: Ints
    contract: pd.Series[str]
    invoice: pd.Series[str]
    order: Ints
    is_matched: Bools


@dataclass(frozen=True, eq=False)
class Paid:
    """Amounts that went from an entry of the cash to an item."""

    item: Ints
    cash: Ints
    amount: Ints


@dataclass(frozen=True, eq=False)
class Receivables:
    """Items with a due date; `left` is what each cash entry did not pay."""

    frames: dict[str, pd.DataFrame]
    table: npt.NDArray[np.object_]
    position: Ints
    rep: Ints
    amount: Ints
    day: Ints
    is_due: Bools
    cash: Cash | None
    paid: Paid
    left: Ints


def receivables(prepared: Prepared) -> Receivables | None:
    """Items, cash and their match; None with neither plan nor invoices."""
    return prepared.once("receivables", _receivables)


def _receivables(prepared: Prepared) -> Receivables | None:
    items = _items(prepared)
    if items is None:
        return None
    amount = items["amount"].to_numpy(np.int64)
    cash = _cash(prepared, items)
    nothing = np.zeros(0, dtype=np.int64)
    paid, left = Paid(nothing, nothing, nothing), nothing
    if cash is not None:
        paid, left = _matched(items, cash) if len(items) else (paid, cash.amount)
    day = items["day"].to_numpy(np.int64)
    return Receivables(
        frames={name: prepared.tables[name] for name in _TABLES if name in prepared.tables},
        table=items["table"].to_numpy(object),
        position=items["position"].to_numpy(np.int64),
        rep=items["rep"].to_numpy(np.int64),
        amount=amount,
        day=day,
        is_due=day <= day_number(prepared.finance_as_of),
        cash=cash,
        paid=paid,
        left=left,
    )


def _items(prepared: Prepared) -> pd.DataFrame | None:
    """Instalments, and invoices of contracts without a plan, with due dates."""
    plan, invoices = prepared.table("payment_plan"), prepared.table("invoices")
    if plan is None and invoices is None:
        return None
    parts = []
    planned: set[str] = set()
    if plan is not None:
        part = _item_rows("payment_plan", plan)
        part["contract"] = text(plan, "contract_id").to_numpy()
        part["rep"] = _contract_codes(prepared, text(plan, "contract_id"))
        parts.append(part[part["day"] != NO_DAY])
        planned = set(parts[0]["contract"].dropna())
    if invoices is not None:
        part = _item_rows("invoices", invoices)
        part["invoice"] = text(invoices, "invoice_id").to_numpy()
        part["contract"] = text(invoices, "contract_id").to_numpy()
        part["rep"] = _invoice_codes(prepared, invoices)
        parts.append(part[(part["day"] != NO_DAY) & ~part["contract"].isin(planned)])
    items = pd.concat(parts, ignore_index=True)
    return items.reindex(columns=[*_ITEM, "contract", "invoice", "rep"])


_TABLES = ("payment_plan", "invoices")
_ITEM = ("table", "position", "amount", "day")


def _item_rows(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    amount, stated = whole(frame, "amount")
    return pd.DataFrame(
        {
            "table": table,
            "position": np.arange(len(frame)),
            "amount": amount,
            "day": np.where(stated, days(frame, "due_date"), NO_DAY),
        }
    )


def _contract_codes(prepared: Prepared, ids: pd.Series[str]) -> Ints:
    """Rep of each contract id: the contract's, else of the deal that names it."""
    unassigned = len(prepared.reps) - 1
    reps: dict[str, int] = {}
    deals = prepared.table("opportunities")
    if deals is not None:
        main = principals(prepared)
        contract, deal = (optional(text(deals, name)) for name in ("contract_id", "opportunity_id"))
        reps = {
            c: main[o]
            for c, o in zip(contract, deal, strict=True)
            if c is not None and o is not None and o in main
        }
    contracts = prepared.table("contracts")
    if contracts is not None:
        known = optional(text(contracts, "contract_id"))
        own = zip(known, contract_reps(prepared), strict=True)
        reps |= {c: int(rep) for c, rep in own if c is not None and rep != unassigned}
    found = looked_up(ids, reps)
    return np.where(found >= 0, found, unassigned)


def _invoice_codes(prepared: Prepared, invoices: pd.DataFrame) -> Ints:
    """Rep of each invoice: its own, its contract's, its opportunity's."""
    unassigned = len(prepared.reps) - 1
    code = prepared.reps_of(invoices)
    through = _contract_codes(prepared, text(invoices, "contract_id"))
    code = np.where(code == unassigned, through, code)
    deal = looked_up(text(invoices, "opportunity_id"), principals(prepared))
    return np.where((code == unassigned) & (deal >= 0), deal, code)


def _cash(prepared: Prepared, items: pd.DataFrame) -> Cash | None:
    """Payments in parts: as allocated, the rest by its invoice or contract."""
    payments = prepared.table("payments")
    if payments is None:
        return None
    amount, _ = whole(payments, "amount")
    ids = text(payments, "payment_id")
    parts = pd.DataFrame(
        {
            "position": np.arange(len(payments)),
            "amount": amount,
            "contract": text(payments, "contract_id").to_numpy(),
            "invoice": text(payments, "invoice_id").to_numpy(),
        }
    )
    table = prepared.table("allocations")
    if table is not None and len(table):
        parts = _allocated(parts, table, places(ids))
    dated = days(payments, "date")[parts["position"].to_numpy(np.int64)] != NO_DAY
    parts = parts[dated & (parts["amount"] != 0)].reset_index(drop=True)
    parts["contract"] = _through_invoice(prepared, parts)
    position = parts["position"].to_numpy(np.int64)
    order, _ = pd.factorize(ids.fillna(""), sort=True)
    contract = parts["contract"].isin(items["contract"].dropna())
    invoice = parts["invoice"].isin(items["invoice"].dropna())
    return Cash(
        frame=payments,
        position=position,
        day=days(payments, "date")[position],
        amount=parts["amount"].to_numpy(np.int64),
        contract=parts["contract"],
        invoice=parts["invoice"],
        order=order[position].astype(np.int64),
        is_matched=(contract | invoice).to_numpy(),
    )


def _allocated(parts: pd.DataFrame, table: pd.DataFrame, payments: dict[str, int]) -> pd.DataFrame:
    amount, _ = whole(table, "amount")
    given = pd.DataFrame(
        {
            "position": looked_up(text(table, "payment_id"), payments),
            "amount": amount,
            "contract": text(table, "contract_id").to_numpy(),
            "invoice": text(table, "invoice_id").to_numpy(),
        }
    )
    given = given[given["position"] >= 0]
    spent = given.groupby("position")["amount"].sum()
    rest = parts.assign(
        amount=parts["amount"] - parts["position"].map(spent).fillna(0).astype("int64")
    )
    split = rest["position"].isin(spent.index)
    rest.loc[split, ["contract", "invoice"]] = pd.NA
    return pd.concat([given, rest], ignore_index=True)


def _through_invoice(prepared: Prepared, parts: pd.DataFrame) -> pd.Series[str]:
    """Contract of each part: its own, else its invoice's."""
    invoices = prepared.table("invoices")
    if invoices is None:
        return parts["contract"]
    named, of = (optional(text(invoices, name)) for name in ("invoice_id", "contract_id"))
    known = dict(zip(named, of, strict=True))
    through = pd.Series(
        [known.get(key) for key in parts["invoice"]], index=parts.index, dtype="str"
    )
    return parts["contract"].astype("str").fillna(through)


def _matched(items: pd.DataFrame, cash: Cash) -> tuple[Paid, Ints]:
    """Invoices paid by their own cash first, then contracts by what is left."""
    open_amount = np.maximum(items["amount"].to_numpy(np.int64), 0)
    left = cash.amount.copy()
    found = []
    for key, names in (("invoice", cash.invoice), ("contract", cash.contract)):
        step = _in_order(items, open_amount, cash, names, left, key)
        np.subtract.at(open_amount, step.item, step.amount)
        np.subtract.at(left, step.cash, step.amount)
        found.append(step)
    paid = Paid(
        np.concatenate([step.item for step in found]),
        np.concatenate([step.cash for step in found]),
        np.concatenate([step.amount for step in found]),
    )
    return paid, left


def _in_order(
    items: pd.DataFrame,
    open_amount: Ints,
    cash: Cash,
    names: pd.Series[str],
    left: Ints,
    key: str,
) -> Paid:
    """Cash of each key laid over its items, earliest first.

    Both are laid end to end on one line; a payment pays an item as far as their
    stretches overlap. Money paid back (negative) takes back the last paid.
    """
    asked = pd.DataFrame(
        {"key": items[key].to_numpy(), "day": items["day"], "size": open_amount}
    ).assign(item=np.arange(len(items)), place=items["position"])
    asked = _laid(asked[asked["key"].notna()], ["key", "day", "place"])
    given = pd.DataFrame({"key": names.to_numpy(), "day": cash.day, "size": left})
    given = given.assign(cash=np.arange(len(left)), place=cash.order)
    given = _laid(given[given["key"].notna() & (given["size"] != 0)], ["key", "day", "place"])
    both = asked.merge(given, on="key", suffixes=("", "_paid"))
    reach = both[["upto_paid", "from_paid"]].to_numpy(np.int64)
    low, high = both["from"].to_numpy(np.int64), both["upto"].to_numpy(np.int64)
    amount = np.clip(reach[:, 0], low, high) - np.clip(reach[:, 1], low, high)
    hit = amount != 0
    return Paid(
        both["item"].to_numpy(np.int64)[hit], both["cash"].to_numpy(np.int64)[hit], amount[hit]
    )


def _laid(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Rows of each key in order, with where each begins and ends."""
    ordered = rows.astype({"key": "str"}).sort_values(by, kind="stable")
    upto = ordered.groupby("key")["size"].cumsum()
    return ordered.assign(upto=upto, **{"from": upto - ordered["size"]})
