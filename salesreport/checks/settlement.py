"""Money that settles more than there is: allocations over their payment, lone credit notes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salesreport.checks.evidence import NO_DAY, Bools, Breach, Evidence, Ints, groups
from salesreport.tables.money import BILLS

_NAMED = ("contract_id", "opportunity_id", "customer", "rep_id")


def over_allocated(found: Evidence, table: str) -> Iterator[Breach]:
    """Payments of which more is allocated than was paid; all their rows are named."""
    payments = found.table("payments")
    frame = found.table(table)
    if payments is None or frame is None:
        return
    place = found.places_in(table, "payment_id", "payments")
    amounts = np.nan_to_num(found.amounts(table))
    paid = np.append(found.amounts("payments"), np.nan)[place]
    rows = np.flatnonzero((place >= 0) & ~np.isnan(paid))
    target = frame[["invoice_id", "contract_id"]].astype("str").iloc[rows]
    given = target.assign(place=place[rows], amount=amounts[rows] * np.sign(paid[rows]))
    net = given.groupby(["place", "invoice_id", "contract_id"], dropna=False)["amount"].sum()
    counted = net.clip(lower=0).groupby("place").sum()
    against = net.groupby("place").min() < 0
    limit = pd.Series(np.abs(paid[rows]), index=place[rows]).groupby(level=0).first()
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


def credit_note_unmatched(found: Evidence, table: str) -> Iterator[Breach]:
    """Negative invoices or instalments, as far as no earlier one of the same holds them."""
    frame = found.table(table)
    amounts = found.amounts(table)
    if frame is None or not (amounts < 0).any():
        return
    since = found.days(table, "date" if table == "invoices" else "due_date")
    key = _key(found, table)
    negative = np.unique(key[amounts < 0])
    rows = np.flatnonzero(np.isin(key, negative) & ~np.isnan(amounts) & _counted(found, table))
    for mine in groups(key, rows):
        room = 0.0
        for row in mine[np.lexsort((amounts[mine] < 0, since[mine]))]:
            room += float(amounts[row])
            if room < 0:
                yield Breach(
                    np.array([row]),
                    "amount",
                    found.money(room),
                    {"amount": found.money(float(amounts[row]))},
                )
                room = 0.0


def _key(found: Evidence, table: str) -> Ints:
    """One number for what an item and its credit note share."""
    frame = found.table(table)
    if frame is None:
        return np.zeros(0, dtype=np.int64)
    label = pd.Series("", index=frame.index, dtype="str")
    for name in (n for n in reversed(_NAMED) if n in frame.columns):
        label = (name + " " + frame[name].astype("str")).where(frame[name].notna(), label)
    return pd.factorize(label)[0].astype(np.int64)


def _counted(found: Evidence, table: str) -> Bools:
    """Rows that are items: invoices of a contract with a plan are not."""
    frame, plan = found.table(table), found.table("payment_plan")
    if frame is None or table != "invoices" or plan is None:
        return np.ones(0 if frame is None else len(frame), dtype=np.bool_)
    planned = plan["contract_id"][plan["due_date"].notna() & plan["amount"].notna()]
    return ~frame["contract_id"].isin(planned.dropna()).to_numpy(dtype=np.bool_)


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
        lacking = frame["tax_rate"].isna()
    else:
        lacking = ~frame["opportunity_id"].isin(_taxed(found)) & frame["amount"].notna()
    if table == "opportunities":
        lacking &= frame["stage"] == "won"
    for row in np.flatnonzero(lacking.to_numpy(dtype=np.bool_)):
        yield Breach(np.array([row]), name, None, {"key": found.cell(table, name, int(row)) or "–"})


def _taxed(found: Evidence) -> set[str]:
    """Deals whose contract states a tax rate."""
    contracts, deals = found.table("contracts"), found.table("opportunities")
    if contracts is None:
        return set()
    stated = contracts[contracts["tax_rate"].notna()]
    ids = set(stated["opportunity_id"].dropna())
    if deals is not None:
        named = deals["contract_id"].isin(stated["contract_id"])
        ids |= set(deals["opportunity_id"][named].dropna())
    return ids
