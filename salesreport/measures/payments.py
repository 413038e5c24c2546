"""Cash received, in parts: which contract or invoice each part is for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    among,
    day_number,
    days,
    looked_up,
    optional,
    places,
    text,
)
from salesreport.measures.prepared import Prepared
from salesreport.records.owncurrency import HOME, stated_amounts, worth
from salesreport.records.owncurrency import Texts as Names
from salesreport.tables.money import BILLS


@dataclass(frozen=True, eq=False)
class Cash:
    """Parts of payments: `contract` and `invoice` say what each was paid for.

    `day` is when it is money: the day received, of a bill the day it matures where
    the policy says so, `received` the day it came. `is_in`: it was money on
    `finance_as_of`. `is_rest`: what is left of a payment beyond its allocations.
    `amount` in minor units of the report's currency, by the rate of the payment; `own`
    in those of `currency` (`HOME`: the report's).
    """

    frame: pd.DataFrame
    position: Ints
    day: Ints
    amount: Ints
    own: Ints
    currency: Names
    contract: pd.Series[str]
    invoice: pd.Series[str]
    order: Ints
    received: Ints
    is_matched: Bools
    is_rest: Bools
    is_in: Bools


def cash(prepared: Prepared, items: pd.DataFrame, corrected: dict[str, str]) -> Cash | None:
    """Payments in parts: as allocated, the rest by its invoice or contract.

    `corrected`: credit note -> the invoice it is taken off, so that money paid
    back for the one is paid back of the other.
    """
    payments, parts = prepared.table("payments"), payment_parts(prepared)
    if payments is None or parts is None:
        return None
    day, ids = cash_days(prepared, payments), text(payments, "payment_id")
    named = parts["invoice"]
    parts["invoice"] = named.map(corrected).astype("str").fillna(named)
    position = parts["position"].to_numpy(np.int64)
    order, _ = pd.factorize(ids.fillna(""), sort=True)
    known = [parts[name].isin(items[name].dropna()) for name in ("contract", "invoice")]
    return Cash(
        frame=payments,
        position=position,
        day=day[position],
        amount=parts["amount"].to_numpy(np.int64),
        own=parts["own"].to_numpy(np.int64),
        currency=parts["currency"].to_numpy(object),
        contract=parts["contract"],
        invoice=parts["invoice"],
        order=order[position].astype(np.int64),
        received=days(payments, "date")[position],
        is_matched=(known[0] | known[1]).to_numpy(),
        is_rest=parts["is_rest"].to_numpy(np.bool_),
        is_in=day[position] <= day_number(prepared.finance_as_of),
    )


def payment_parts(prepared: Prepared) -> pd.DataFrame | None:
    """Payments with a day, in parts: which contract or invoice each part is for.

    What is allocated counts up to its payment; the rest of an allocated payment names
    nothing, and one that is not allocated is for what it names itself.

    Returns
    -------
    DataFrame, one row per part, or None without payments
        `position` of the payment; `amount` in minor units of the report's currency,
        never 0; `own` in those of `currency`; `contract` (its own, else its invoice's)
        and `invoice`, missing where not named; `is_rest`.
    """
    payments = prepared.table("payments")
    if payments is None:
        return None
    amount, own, currency = stated_amounts(payments)
    parts = pd.DataFrame(
        {
            "position": np.arange(len(payments)),
            "own": own,
            "contract": text(payments, "contract_id").to_numpy(),
            "invoice": text(payments, "invoice_id").to_numpy(),
            "is_rest": False,
        }
    )
    table = prepared.table("allocations")
    if table is not None and len(table):
        given = _given(table, places(text(payments, "payment_id")), amount, own, currency)
        parts = _allocated(parts, given)
    at = parts["position"].to_numpy(np.int64)
    parts = parts.assign(currency=currency[at], amount=_worth(parts, amount, own, currency))
    dated = cash_days(prepared, payments)[at] != NO_DAY
    parts = parts[dated & (parts["amount"] != 0)].reset_index(drop=True)
    contract = _through_invoice(prepared, parts)
    named: pd.DataFrame = parts.assign(contract=contract, invoice=parts["invoice"].astype("str"))
    return named


def cash_days(prepared: Prepared, payments: pd.DataFrame) -> Ints:
    """Day each payment is money: received, or of a bill matured where the policy says so."""
    received = days(payments, "date")
    if prepared.recognise.bills == "receipt":
        return received
    matures = days(payments, "matures_on")
    is_bill = among(text(payments, "method"), *BILLS) & (matures != NO_DAY)
    return np.where(is_bill, matures, received)


def _worth(parts: pd.DataFrame, amount: Ints, own: Ints, currency: Names) -> Ints:
    """Parts of payments in the report's currency; those of a payment add up to it."""
    value = parts["own"].to_numpy(np.int64).copy()
    position = parts["position"].to_numpy(np.int64)
    upto = parts.groupby("position")["own"].cumsum().to_numpy(np.int64)
    for i in np.flatnonzero(currency[position] != HOME):
        at = int(position[i])
        ends = (int(upto[i]), int(upto[i]) - int(value[i]))
        after, before = (worth(end, int(own[at]), int(amount[at])) for end in ends)
        value[i] = after - before
    return value


def _given(
    table: pd.DataFrame, payments: dict[str, int], amount: Ints, own: Ints, currency: Names
) -> pd.DataFrame:
    """Allocations of payments that are there, in the currency of their payment.

    One that is stated in another currency is converted by the rate of the payment.
    """
    found = looked_up(text(table, "payment_id"), payments)
    table, position = table[found >= 0], found[found >= 0]
    stated = stated_amounts(table)
    size = stated.amount.copy()
    for i in np.flatnonzero(currency[position] != HOME):
        at = int(position[i])
        if stated.currency[i] == currency[at]:
            size[i] = stated.own[i]
        else:
            size[i] = worth(int(size[i]), int(amount[at]), int(own[at]))
    return pd.DataFrame(
        {
            "position": position,
            "own": size,
            "contract": text(table, "contract_id").to_numpy(),
            "invoice": text(table, "invoice_id").to_numpy(),
        }
    )


def _allocated(parts: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Parts as allocated, never more than their payment; what is left names nothing.

    What is allocated twice to the same contract or invoice is added up first.
    Beyond the payment's amount, and against its sign, nothing counts; the order
    is that of invoice and contract ids, so that the order of rows changes nothing.
    """
    target = ["position", "invoice", "contract"]
    given = rows.groupby(target, dropna=False, sort=True)["own"].sum().reset_index()
    paid = parts["own"].to_numpy(np.int64)
    whole_amount = paid[given["position"].to_numpy(np.int64)]
    sign = np.sign(whole_amount)
    wanted = pd.Series(np.maximum(given["own"].to_numpy(np.int64) * sign, 0))
    before = wanted.groupby(given["position"]).cumsum().to_numpy(np.int64) - wanted.to_numpy()
    room = np.maximum(np.abs(whole_amount) - before, 0)
    given["own"] = sign * np.minimum(wanted.to_numpy(np.int64), room)
    spent = given.groupby("position")["own"].sum()
    rest = parts.assign(
        own=paid - parts["position"].map(spent).fillna(0).to_numpy().astype(np.int64)
    )
    rest["is_rest"] = rest["position"].isin(spent.index)
    rest.loc[rest["is_rest"], ["contract", "invoice"]] = pd.NA
    return pd.concat([given.assign(is_rest=False), rest], ignore_index=True)


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
