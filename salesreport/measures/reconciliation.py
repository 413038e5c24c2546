"""The tables against each other and against what finance confirmed, to the cent."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd

from salesreport.measures.frames import (
    KEYS,
    NO_DAY,
    Bools,
    Ints,
    among,
    day_number,
    days,
    fractions,
    text,
    whole,
)
from salesreport.measures.prepared import Prepared
from salesreport.measures.ratio import Quotient
from salesreport.measures.receivables import receivables
from salesreport.measures.windows import components
from salesreport.money import to_major
from salesreport.periods import Period

DATED_AMOUNTS = {
    "new_contracts": ("contracts", "signed_date"),
    "invoiced": ("invoices", "date"),
    "collections": ("payments", "date"),
}
"""Measure finance confirms -> table and day its rows count by."""

LINES = ("contract_id", "customer", "rep_id", "first", "second", "reason")
_DEALS = ("opportunities", "close_date")
_SEARCHED = {
    "new_contracts": (DATED_AMOUNTS["new_contracts"], _DEALS),
    "bookings": (_DEALS, DATED_AMOUNTS["new_contracts"]),
    "invoiced": (DATED_AMOUNTS["invoiced"],),
    "collections": (DATED_AMOUNTS["collections"],),
}
_ADJUSTED = ("booking_adjustments", "date")


class Confirmed(NamedTuple):
    """A control total beside what the tables give.

    Attributes
    ----------
    period : Period
    measure : str
    ours : Quotient
        Main units; None with the reason `no_table` where no table gives it.
    confirmed : Fraction
        Main units.
    """

    period: Period
    measure: str
    ours: Quotient
    confirmed: Fraction

    @property
    def difference(self) -> Fraction | None:
        """Ours - confirmed."""
        return None if self.ours.value is None else self.ours.value - self.confirmed


def confirmed_totals(prepared: Prepared, periods: list[Period]) -> list[Confirmed]:
    """Each control total of the given periods beside the sum of the tables.

    A row with a contract is one contract's part; where a period and measure have
    no total of their own, the parts are added up.
    """
    table = prepared.table("control_totals")
    found: list[Confirmed] = []
    if table is not None:
        values = fractions(table, "value")
        of_contract = text(table, "contract_id").notna()
        for period in periods:
            here = text(table, "period") == period.label
            for measure in text(table, "measure")[here].dropna().unique():
                chosen = here & (text(table, "measure") == measure)
                whole_rows = chosen & ~of_contract
                counted = whole_rows if whole_rows.any() else chosen
                parts = [values[i] for i in np.flatnonzero(counted.to_numpy())]
                confirmed = sum((part for part in parts if part is not None), Fraction(0))
                own = ours(prepared, measure, period)
                found.append(Confirmed(period, measure, own, confirmed))
    return found


def ours(prepared: Prepared, measure: str, period: Period) -> Quotient:
    """What the tables give for a measure that finance confirms, in main units.

    New contracts by signing day, invoiced and collections by their own day, all
    rows whether or not they belong to anybody; bookings as the measure.
    """
    if measure == "bookings":
        column = components(prepared, period, basis="computed")["bookings"]
        if column.isna().all():
            return Quotient(None, "no_table")
        return Quotient(to_major(int(column.sum()), prepared.currency), None)
    name, day = DATED_AMOUNTS.get(measure, ("", ""))
    table = prepared.table(name)
    if table is None:
        return Quotient(None, "no_table")
    amount, stated = whole(table, "amount")
    inside = stated & within(days(table, day), period)
    return Quotient(to_major(int(amount[inside].sum()), prepared.currency), None)


def differing(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of contracts on which the two sides do not agree."""
    return lines[lines["reason"].notna()]


def within(day: Ints, period: Period) -> Bools:
    """Which day numbers lie in a period."""
    found: Bools = (day >= day_number(period.first)) & (day <= day_number(period.last))
    known: Bools = found & (day != NO_DAY)
    return known


def crm_and_contracts(prepared: Prepared, period: Period) -> pd.DataFrame | None:
    """Won deals of the CRM against signed contracts, contract by contract.

    A deal belongs to the contract it names, else to the one that names the deal.
    Both sides are sums of the period; their difference is the sum of the lines'.

    Returns
    -------
    DataFrame or None
        Columns `LINES`; `first` the CRM's, `second` the contracts' minor units,
        <NA> where the side has nothing in the period. `reason`: `only_first`,
        `only_second`, `other_period` (the other side has it in another period),
        `no_date`, `no_amount` (the other side has it, but without a readable day or
        amount), `amount`; None where both agree. None without both tables.
    """
    deals, contracts = prepared.table("opportunities"), prepared.table("contracts")
    if deals is None or contracts is None:
        return None
    won = deals[among(text(deals, "stage"), "won")]
    crm = _side(won, "close_date", _contract_of(won, contracts), "opportunity_id")
    signed = _side(contracts, "signed_date", text(contracts, "contract_id"), "contract_id")
    return _lines(crm, signed, period)


def confirmed_by_contract(prepared: Prepared, measure: str, period: Period) -> pd.DataFrame | None:
    """Control totals that name contracts against our rows of the same contracts.

    Columns as `crm_and_contracts`, `first` being what finance confirmed. None
    where finance names no contract or no table gives the measure.
    """
    control = prepared.table("control_totals")
    name, day = DATED_AMOUNTS.get(measure, ("", ""))
    table = prepared.table(name)
    if control is None or table is None:
        return None
    chosen = control[
        (text(control, "period") == period.label)
        & (text(control, "measure") == measure)
        & text(control, "contract_id").notna()
    ]
    if chosen.empty:
        return None
    unit = to_major(1, prepared.currency)
    minor = [None if v is None else int(v / unit) for v in fractions(chosen, "value")]
    stated = pd.DataFrame(
        {"contract_id": text(chosen, "contract_id"), "amount": pd.array(minor, dtype="Int64")}
    ).assign(day=day_number(period.first), customer=None, rep_id=None)
    paid = _paid(prepared) if name == "payments" else None
    side = _side(table, day, text(table, "contract_id"), KEYS[name]) if paid is None else paid
    return _lines(stated, side, period)


def rows_of_amount(prepared: Prepared, measure: str, minor: int, period: Period) -> pd.DataFrame:
    """Rows of the period that a difference of `minor` may come from.

    Rows of the measure's own tables and adjustments whose amount is exactly that,
    of either sign.

    Columns `table`, `key`, `day`, `amount`, `source_file`, `source_row`.
    """
    found = []
    for name, day in (*_SEARCHED.get(measure, ()), _ADJUSTED):
        table = prepared.table(name)
        if table is None or not minor:
            continue
        amount, stated = whole(table, "amount")
        number = days(table, day)
        chosen = stated & (np.abs(amount) == abs(minor)) & within(number, period)
        rows = table[chosen]
        found.append(
            pd.DataFrame(
                {
                    "table": name,
                    "key": text(rows, KEYS[name]).to_numpy(),
                    "day": number[chosen],
                    "amount": amount[chosen],
                    "source_file": text(rows, "source_file").to_numpy(),
                    "source_row": rows["source_row"].to_numpy(),
                }
            )
        )
    if not found:
        columns = ["table", "key", "day", "amount", "source_file", "source_row"]
        return pd.DataFrame(columns=columns)
    return pd.concat(found, ignore_index=True)


def _contract_of(won: pd.DataFrame, contracts: pd.DataFrame) -> pd.Series[str]:
    by_deal = pd.Series(
        text(contracts, "contract_id").to_numpy(), index=text(contracts, "opportunity_id")
    )
    by_deal = by_deal[by_deal.index.notna() & ~by_deal.index.duplicated()]
    own = text(won, "contract_id")
    return own.where(own.notna(), text(won, "opportunity_id").map(by_deal).astype("str"))


def _paid(prepared: Prepared) -> pd.DataFrame | None:
    """Payments by the contract they were allocated to."""
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    cash = found.cash
    return pd.DataFrame(
        {
            "contract_id": cash.contract.to_numpy(),
            "own": text(cash.frame, "payment_id").iloc[cash.position].to_numpy(),
            "day": days(cash.frame, "date")[cash.position],
            "customer": text(cash.frame, "payer").iloc[cash.position].to_numpy(),
            "rep_id": None,
            "amount": pd.array(cash.amount, dtype="Int64"),
        }
    )


def _side(table: pd.DataFrame, day: str, contract: pd.Series[str], key: str) -> pd.DataFrame:
    amount, stated = whole(table, "amount")
    frame = pd.DataFrame(
        {
            "contract_id": contract.to_numpy(),
            "own": text(table, key).to_numpy(),
            "day": days(table, day),
            "customer": text(table, "customer" if "customer" in table else "payer").to_numpy(),
            "rep_id": text(table, "rep_id").to_numpy(),
            "amount": pd.array(amount, dtype="Int64"),
        }
    )
    return frame.assign(amount=frame["amount"].mask(~stated))


def _lines(first: pd.DataFrame, second: pd.DataFrame, period: Period) -> pd.DataFrame:
    sides = {}
    elsewhere: dict[str, dict[str, str]] = {}
    for name, side in (("first", first), ("second", second)):
        own = side["own"] if "own" in side else side["contract_id"]
        # a row without a contract stands for itself
        contract = side["contract_id"].astype("str")
        label = contract.where(contract.notna(), "\0" + own.astype("str").fillna(""))
        labelled = side.assign(label=label)
        elsewhere[name] = _elsewhere(labelled)
        usable = within(side["day"].to_numpy(), period) & side["amount"].notna().to_numpy()
        inside = labelled[usable]
        sides[name] = inside.groupby("label", sort=True).agg(
            amount=("amount", "sum"), customer=("customer", "first"), rep_id=("rep_id", "first")
        )
    joined = sides["first"].add_suffix("_1").join(sides["second"].add_suffix("_2"), how="outer")
    found = pd.DataFrame(
        {
            "contract_id": [None if i.startswith("\0") else i for i in joined.index],
            "customer": _first_of(joined, "customer"),
            "rep_id": _first_of(joined, "rep_id"),
            "first": joined["amount_1"].astype("Int64").array,
            "second": joined["amount_2"].astype("Int64").array,
        }
    )
    differs = found["first"].fillna(0) != found["second"].fillna(0)
    found["reason"] = [
        _reason(label, one, two, elsewhere) if differ else None
        for label, one, two, differ in zip(
            joined.index, found["first"], found["second"], differs, strict=True
        )
    ]
    return found[list(LINES)]


def _first_of(joined: pd.DataFrame, name: str) -> list[str | None]:
    pairs = zip(joined[f"{name}_1"], joined[f"{name}_2"], strict=True)
    return [next((one for one in pair if isinstance(one, str)), None) for pair in pairs]


def _elsewhere(side: pd.DataFrame) -> dict[str, str]:
    """Contract -> why its rows are not among those of a period: what the best of them lacks."""
    unpriced = side["amount"].isna().to_numpy()
    undated = side["day"].to_numpy() == NO_DAY
    why = np.select([undated, unpriced], ["no_date", "no_amount"], "other_period")
    ranked = side.assign(why=why, rank=undated * 2 + unpriced).sort_values("rank", kind="stable")
    first = ranked.drop_duplicates("label")
    return dict(zip(first["label"], first["why"], strict=True))


def _reason(label: str, first: object, second: object, elsewhere: dict[str, dict[str, str]]) -> str:
    if first is pd.NA:
        return elsewhere["first"].get(label, "only_second")
    if second is pd.NA:
        return elsewhere["second"].get(label, "only_first")
    return "amount"
