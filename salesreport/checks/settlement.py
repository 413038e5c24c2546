"""Money that settles more than there is: allocations over or of no payment, credit notes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salesreport.checks.evidence import NO_DAY, Breach, Evidence, Ints, groups
from salesreport.records.corrections import left_over, owed, taken_off
from salesreport.records.links import deal_rates
from salesreport.records.owncurrency import Stated, stated_amounts
from salesreport.tables.money import BILLS


def over_allocated(found: Evidence, table: str) -> Iterator[Breach]:
    """Payments of which more is allocated than was paid, be that nothing; all rows are named.

    In the payment's own currency where all its allocations are in that, so that rounding
    each of them makes none of a whole payment too much.
    """
    payments = found.table("payments")
    frame = found.table(table)
    if payments is None or frame is None:
        return
    place = found.places_in(table, "payment_id", "payments")
    amounts = np.nan_to_num(found.amounts(table))
    paid = np.append(found.amounts("payments"), np.nan)[place]
    rows = np.flatnonzero((place >= 0) & ~np.isnan(paid))
    sizes, limits = _in_one_currency(stated_amounts(frame), stated_amounts(payments), place, rows)
    target = frame[["invoice_id", "contract_id"]].astype("str").iloc[rows]
    sign = np.where(paid[rows] < 0, -1, 1)
    given = target.assign(place=place[rows], amount=sizes * sign)
    net = given.groupby(["place", "invoice_id", "contract_id"], dropna=False)["amount"].sum()
    counted = net.clip(lower=0).groupby("place").sum()
    against = net.groupby("place").min() < 0
    limit = pd.Series(np.abs(limits), index=place[rows]).groupby(level=0).first()
    for payment in counted.index[(counted > limit) | against]:
        mine = rows[place[rows] == payment]
        yield Breach(
            mine,
            "amount",
            found.money(float(amounts[mine].sum())),
            {
                "key": found.cell(table, "payment_id", int(mine[0])),
                "paid": found.money(float(paid[mine[0]])),
            },
        )


def _in_one_currency(given: Stated, paid: Stated, place: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Allocations of some rows and their payments, alike in the currency of the payment.

    In the report's where one of a payment's allocations is in another.
    """
    at = place[rows]
    apart = at[given.currency[rows] != paid.currency[at]]
    is_own = ~np.isin(at, apart)
    sizes = np.where(is_own, given.own[rows], given.amount[rows])
    return sizes, np.where(is_own, paid.own[at], paid.amount[at])


def allocation_without_payment(found: Evidence, table: str) -> Iterator[Breach]:
    """Allocations of a payment that is in no row; those of one payment are named together.

    Nothing where the run has payments that could not be read.
    """
    frame = found.table(table)
    if frame is None or (found.is_asked("payments") and not found.is_there("payments")):
        return
    rows = np.arange(len(frame))
    if found.table("payments") is not None:
        rows = np.flatnonzero(found.places_in(table, "payment_id", "payments") < 0)
    for mine in groups(found.codes_of(table, "payment_id", rows).numbers, rows):
        yield Breach(mine, "payment_id", found.cell(table, "payment_id", int(mine[0])))


def credit_note_unmatched(found: Evidence, table: str) -> Iterator[Breach]:
    """Negative invoices or instalments, as far as no item of the same holds them."""
    if found.table(table) is None:
        return
    left = found.once(("credit notes left over",), lambda: _left_over(found))
    for row, amount in left.get(table, ()):
        yield Breach(
            np.array([row]),
            "amount",
            found.money(-amount),
            {"amount": found.money(float(found.amounts(table)[row]))},
        )


def _left_over(found: Evidence) -> dict[str, list[tuple[int, int]]]:
    """Row and minor units of what no item holds, by table."""
    plan, invoices = found.table("payment_plan"), found.table("invoices")
    there = (name for name in ("payment_plan", "invoices") if found.table(name) is not None)
    if not any((found.amounts(name) < 0).any() for name in there):
        return {}
    items = owed(plan, invoices)
    left = left_over(items, taken_off(items, found.table("contracts")))
    rows: dict[str, list[tuple[int, int]]] = {}
    of = items.loc[left.index]
    for table, position, amount in zip(of["table"], of["position"], left, strict=True):
        rows.setdefault(table, []).append((int(position), int(amount)))
    return rows


def bill_without_maturity(found: Evidence, table: str) -> Iterator[Breach]:
    """Bills without a maturity date, where the policy counts bills at maturity."""
    if found.run.policy.recognise.bills != "maturity":
        return
    method = found.codes(table, "method")
    is_bill = np.array([*(name in BILLS for name in method.names), False])[method.numbers]
    for row in np.flatnonzero(is_bill & (found.days(table, "matures_on") == NO_DAY)):
        key = found.cell(table, "payment_id", int(row))
        yield Breach(np.array([row]), "matures_on", None, {"key": key})


def no_tax_rate(found: Evidence, table: str) -> Iterator[Breach]:
    """Contracts, won deals and adjustments whose tax is not known, where sales exclude it."""
    frame = found.table(table)
    if frame is None or found.run.policy.recognise.tax == "included":
        return
    name = "contract_id" if table == "contracts" else "opportunity_id"
    if table == "contracts":
        lacking = frame["tax_rate"].isna().to_numpy(dtype=np.bool_)
    elif table == "opportunities":
        untaxed = [rate is None for rate in deal_rates(frame, found.table("contracts"))]
        lacking = np.array(untaxed, dtype=np.bool_) & frame["stage"].eq("won").to_numpy(np.bool_)
    else:
        lacking = ~frame["opportunity_id"].isin(_taxed(found)).to_numpy(dtype=np.bool_)
    if table != "contracts":
        lacking &= frame["amount"].notna().to_numpy(dtype=np.bool_)
    for row in np.flatnonzero(lacking):
        yield Breach(np.array([row]), name, None, {"key": found.cell(table, name, int(row)) or "–"})


def _taxed(found: Evidence) -> set[str]:
    """Deals whose contract states a tax rate."""
    deals = found.table("opportunities")
    if deals is None:
        return set()
    rates = deal_rates(deals, found.table("contracts"))
    stated = deals["opportunity_id"][[rate is not None for rate in rates]]
    return set(stated.dropna())
