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
from salesreport.measures.payments import cash_days, payment_parts
from salesreport.measures.prepared import Prepared
from salesreport.records.links import contracts_of, deal_rates
from salesreport.records.recognised import deals_tax_lacks, sale_lacks, tax_lacks

AWAITED = {
    "approved": "not_approved",
    "first_cash": "not_yet_paid",
    "invoiced": "not_yet_invoiced",
    "accepted": "not_yet_accepted",
}
"""Setting of `recognise.sale` -> why a won deal does not count yet."""


UNRECOGNISED = "unrecognised"
"""Why what sales make is unknown: the tables do not hold what `recognise` asks for."""

_COUNTED = frozenset({"won_customers", "new_customers", "repurchased"})
_VALUED = frozenset({"bookings", "booked_next", "covered_next", "unpriced_deals", "unrated_deals"})


def is_unrecognised(prepared: Prepared, component: str) -> bool:
    """Whether a component is unknown for all, since no deal or contract can be recognised.

    Of what is made of sales where nothing says when any counts, and of amounts without
    tax where no rate is known: never 0. A deal that alone lacks its evidence is not yet
    sold, or not priced.
    """
    unknown: frozenset[str] = prepared.once("unrecognised", _unrecognised)
    return component in unknown


def _unrecognised(prepared: Prepared) -> frozenset[str]:
    tables = {**prepared.tables, **prepared.later}
    found: set[str] = set()
    if sale_lacks(prepared.recognise.sale, tables) is not None:
        found |= _COUNTED | _VALUED
    if prepared.recognise.tax == "excluded":
        found |= _VALUED if deals_tax_lacks(tables) is not None else set()
        found |= {"new_contracts"} if tax_lacks(tables) is not None else set()
    return frozenset(found)


def awaited(prepared: Prepared) -> str | None:
    """What a won deal that is not sold waits for; None where signing is enough."""
    if is_unrecognised(prepared, "won_customers"):
        return UNRECOGNISED
    return AWAITED.get(prepared.recognise.sale)


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
    contracts = contracts_of(deals, prepared.table("contracts"))
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
    net, taxed = without_tax(amount, deal_rates(deals, prepared.table("contracts")))
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
        rates = deal_rates(deals, prepared.table("contracts"))
        pairs = zip(optional(text(deals, "opportunity_id")), rates, strict=True)
        known = {key: rate for key, rate in pairs if key is not None and rate is not None}
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
    table, parts = prepared.table("payments"), payment_parts(prepared)
    if table is None or parts is None:
        return {}, {}
    day = cash_days(prepared, table)[parts["position"].to_numpy(np.int64)]
    amount = parts["amount"].to_numpy(np.int64)
    there = (amount > 0) & (day <= day_number(prepared.finance_as_of))
    when = np.where(there, day, NO_DAY)
    invoices = prepared.table("invoices")
    if invoices is None:
        return _firsts(parts["contract"], when), {}
    of = (optional(text(invoices, name)) for name in ("invoice_id", "opportunity_id"))
    deal = parts["invoice"].map(dict(zip(*of, strict=True))).astype("str")
    return _firsts(parts["contract"], when), _firsts(deal, when)


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
