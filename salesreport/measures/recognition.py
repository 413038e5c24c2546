"""When a won deal counts as sold, and its amount with or without tax, as the policy says."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
import pandas as pd

from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    among,
    day_number,
    days,
    fractions,
    optional,
    text,
    whole,
)
from salesreport.measures.payments import cash_days
from salesreport.measures.prepared import Prepared

AWAITED = {
    "approved": "not_approved",
    "first_cash": "not_yet_paid",
    "invoiced": "not_yet_invoiced",
    "accepted": "not_yet_accepted",
}
"""Setting of `recognise.sale` -> why a won deal does not count yet."""


def sale_days(prepared: Prepared, deals: pd.DataFrame, close: Ints) -> Ints:
    """Day each deal counts as sold; `NO_DAY` where it does not (yet).

    `recognise.sale`: `signed`, the close date; `approved`, the close date of deals
    whose approval says so; `first_cash`, `invoiced`: the whole deal on the day of
    its first payment or invoice, through its contract, invoices or itself;
    `accepted`: the due date of its contract's last acceptance instalment. Never
    before the close date, and only for days known.

    Parameters
    ----------
    deals : DataFrame, opportunities as known
    close : array of int
        Day number where the deal is won, else `NO_DAY`.
    """
    sale = prepared.recognise.sale
    if sale == "signed":
        return close
    if sale == "approved":
        return np.where(among(text(deals, "approval"), "approved"), close, NO_DAY)
    by_contract, by_deal = _SOURCES[sale](prepared)
    ids = optional(text(deals, "opportunity_id"))
    contracts = _contracts(prepared, deals)
    found = np.array(
        [
            _first([by_deal.get(key or ""), *(by_contract.get(one) for one in of)])
            for key, of in zip(ids, contracts, strict=True)
        ],
        dtype=np.int64,
    )
    known = (found != NO_DAY) & (close != NO_DAY)
    return np.where(known, np.maximum(found, close), NO_DAY)


def deal_amounts(prepared: Prepared, deals: pd.DataFrame) -> tuple[Ints, Bools, Bools]:
    """Amounts of deals in minor units, which are known, which carry unknown tax.

    Without tax where the policy excludes it: amount / (1 + tax rate of the
    contract), rounded once, half to even; unknown where a won deal's contract
    states no rate. A deal that is not won and has no contract with a rate stays as
    typed, but is not what the policy recognises: it may be listed, never added up
    with amounts that are.
    """
    amount, stated = whole(deals, "amount")
    if prepared.recognise.tax == "included":
        return amount, stated, np.zeros(len(deals), dtype=np.bool_)
    rates = _rates(prepared)
    of = [
        next((rates[one] for one in contracts if one in rates), None)
        for contracts in _contracts(prepared, deals)
    ]
    net, taxed = without_tax(amount, of)
    won = among(text(deals, "stage"), "won")
    return np.where(won | taxed, net, amount), stated & (taxed | ~won), stated & ~taxed


def contract_amounts(prepared: Prepared, contracts: pd.DataFrame) -> tuple[Ints, Bools]:
    """Amounts of contracts in minor units, and which are known; as `deal_amounts`."""
    amount, stated = whole(contracts, "amount")
    if prepared.recognise.tax == "included":
        return amount, stated
    net, taxed = without_tax(amount, fractions(contracts, "tax_rate"))
    return net, stated & taxed


def adjustment_amounts(prepared: Prepared, adjustments: pd.DataFrame) -> tuple[Ints, Bools]:
    """Amounts of adjustments in minor units; without tax by the rate of their deal."""
    amount, stated = whole(adjustments, "amount")
    deals = prepared.table("opportunities")
    if prepared.recognise.tax == "included":
        return amount, stated
    known: dict[str, Fraction] = {}
    if deals is not None:
        rates = _rates(prepared)
        ids = optional(text(deals, "opportunity_id"))
        for key, contracts in zip(ids, _contracts(prepared, deals), strict=True):
            rate = next((rates[one] for one in contracts if one in rates), None)
            if key is not None and rate is not None:
                known[key] = rate
    own = [known.get(key or "") for key in optional(text(adjustments, "opportunity_id"))]
    net, taxed = without_tax(amount, own)
    return net, stated & taxed


def without_tax(amount: Ints, rates: Iterable[Fraction | None]) -> tuple[Ints, Bools]:
    """Amounts over 1 + rate, half to even, and where a rate is known.

    Examples
    --------
    >>> without_tax(np.array([11300, 500]), [Fraction(13, 100), None])[0].tolist()
    [10000, 500]
    """
    listed = list(rates)
    net = [
        int(a) if rate is None else round(Fraction(int(a)) / (1 + rate))
        for a, rate in zip(amount, listed, strict=True)
    ]
    known = np.array([rate is not None for rate in listed], dtype=np.bool_)
    return np.array(net, dtype=np.int64), known


Days = tuple[dict[str, int], dict[str, int]]


def _invoiced(prepared: Prepared) -> Days:
    table = prepared.table("invoices")
    if table is None:
        return {}, {}
    amount, stated = whole(table, "amount")
    day = np.where(stated & (amount > 0), days(table, "date"), NO_DAY)
    return _firsts(text(table, "contract_id"), day), _firsts(text(table, "opportunity_id"), day)


def _paid(prepared: Prepared) -> Days:
    table, invoices = prepared.table("payments"), prepared.table("invoices")
    if table is None:
        return {}, {}
    amount, stated = whole(table, "amount")
    day = cash_days(prepared, table)
    there = stated & (amount > 0) & (day <= day_number(prepared.finance_as_of))
    paid = pd.DataFrame({"day": np.where(there, day, NO_DAY)})
    for name in ("payment_id", "contract_id", "invoice_id"):
        paid[name] = text(table, name).to_numpy()
    parts = [paid]
    allocations = prepared.table("allocations")
    if allocations is not None and len(allocations):
        shares, _ = whole(allocations, "amount")
        given = pd.DataFrame(
            {n: text(allocations, n).to_numpy() for n in paid.columns if n != "day"}
        )
        own = dict(zip(paid["payment_id"], paid["day"], strict=True))
        given["day"] = [own.get(key, NO_DAY) for key in given["payment_id"]]
        # an allocated payment is for what it is allocated to, whatever it names itself
        parts = [paid[~paid["payment_id"].isin(given["payment_id"])], given[shares > 0]]
    every = pd.concat(parts, ignore_index=True)
    contract, deal = every["contract_id"].astype("str"), None
    if invoices is not None:
        of = invoices.assign(_id=text(invoices, "invoice_id")).drop_duplicates("_id", keep="last")
        of = of.set_index("_id")
        named = every["invoice_id"].astype("str")
        contract = contract.fillna(named.map(text(of, "contract_id")).astype("str"))
        deal = named.map(text(of, "opportunity_id")).astype("str")
    day = every["day"].to_numpy(np.int64)
    return _firsts(contract, day), {} if deal is None else _firsts(deal, day)


def _accepted(prepared: Prepared) -> Days:
    plan = prepared.table("payment_plan")
    if plan is None:
        return {}, {}
    day = np.where(among(text(plan, "kind"), "acceptance"), days(plan, "due_date"), NO_DAY)
    rows = pd.DataFrame({"key": text(plan, "contract_id").to_numpy(), "day": day})
    last = rows[rows["key"].notna() & (rows["day"] != NO_DAY)].groupby("key")["day"].max()
    cut = day_number(prepared.as_of)
    return {str(key): int(one) for key, one in last.items() if one <= cut}, {}


_SOURCES = {"first_cash": _paid, "invoiced": _invoiced, "accepted": _accepted}


def _firsts(keys: pd.Series[str], day: Ints) -> dict[str, int]:
    rows = pd.DataFrame({"key": keys.to_numpy(), "day": day})
    first = rows[rows["key"].notna() & (rows["day"] != NO_DAY)].groupby("key")["day"].min()
    return {str(key): int(one) for key, one in first.items()}


def _first(found: Iterable[int | None]) -> int:
    return min((day for day in found if day is not None), default=NO_DAY)


def _contracts(prepared: Prepared, deals: pd.DataFrame) -> list[list[str]]:
    """Contracts of each deal: the one it names, and those that name it."""
    naming: dict[str, list[str]] = {}
    table = prepared.table("contracts")
    if table is not None:
        both = (optional(text(table, name)) for name in ("opportunity_id", "contract_id"))
        for deal, contract in zip(*both, strict=True):
            if deal is not None and contract is not None:
                naming.setdefault(deal, []).append(contract)
    own = (optional(text(deals, name)) for name in ("opportunity_id", "contract_id"))
    return [
        sorted({*naming.get(key or "", ()), *([contract] if contract else ())})
        for key, contract in zip(*own, strict=True)
    ]


def _rates(prepared: Prepared) -> dict[str, Fraction]:
    table = prepared.table("contracts")
    if table is None:
        return {}
    pairs = zip(optional(text(table, "contract_id")), fractions(table, "tax_rate"), strict=True)
    return {key: rate for key, rate in pairs if key is not None and rate is not None}
