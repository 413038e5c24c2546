"""Rows of the period that no sum of money holds, since their currency has no rate."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from salesreport.report.lacking import UnpricedContract, unpriced_contracts
from salesreport.report.material import Material
from salesreport.report.views import Unconverted
from salesreport.retrospective.records import records
from salesreport.tables.contract import UNCONVERTED

_LEFT_OUT = ("payment_plan", "invoices", "payments", "allocations", "booking_adjustments", "costs")
"""Tables whose rows are left out without a rate, since they are nothing but an amount."""

Row = tuple[str, str, str, Fraction]
"""Table, currency, what names the row, amount."""


def unconverted(material: Material, rep_ids: list[str] | None) -> list[Unconverted]:
    """What is in no sum of the period, by table and currency.

    Deals by the day of sale and contracts by signing, each in the rep's share; None:
    everybody, then also the money rows that were left out for their month.
    """
    rows = [*_deals(material, rep_ids), *_contracts(material, rep_ids)]
    if rep_ids is None:
        rows += _left_out(material)
    return _added_up(rows)


def _added_up(rows: Iterable[Row]) -> list[Unconverted]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault(row[:2], []).append(row)
    return [
        Unconverted(
            table=table,
            currency=currency,
            count=len({row[2] for row in group}),
            amount=float(sum((row[3] for row in group), Fraction(0))),
        )
        for (table, currency), group in groups.items()
    ]


def _deals(material: Material, rep_ids: list[str] | None) -> list[Row]:
    deals = material.deals
    if UNCONVERTED not in deals:
        return []
    return [
        ("opportunities", row["currency"], row["opportunity_id"], _amount(row) * row["share"])
        for row in records(_inside(deals, "sale_date", material))
        if row["share"] and (rep_ids is None or row["credited_to"] in rep_ids)
    ]


def _contracts(material: Material, rep_ids: list[str] | None) -> list[Row]:
    return [
        ("contracts", one.currency or "", one.contract_id, Fraction(Decimal(one.written)) * share)
        for one in unpriced_contracts(material)
        if one.written is not None and (share := _share(one, rep_ids))
    ]


def _share(one: UnpricedContract, rep_ids: list[str] | None) -> Fraction:
    """How much of a contract is these reps'; all of it for everybody."""
    return sum(
        (share for i, share in one.shares.items() if rep_ids is None or i in rep_ids), Fraction(0)
    )


def _inside(rows: pd.DataFrame, day: str, material: Material) -> pd.DataFrame:
    first, last = (pd.Timestamp(d) for d in (material.run.period.first, material.run.period.last))
    return rows[rows[day].between(first, last) & rows[UNCONVERTED].notna()]


def _left_out(material: Material) -> list[Row]:
    months = {month.label for month in material.run.period.months()}
    return [
        (one.table, one.values["currency"], f"{one.file} {one.sheet} {one.row}",
         Fraction(Decimal(one.value)))
        for one in material.loaded.problems
        if one.rule == "missing_rate" and one.table in _LEFT_OUT and one.value
        and one.values["month"] in months
    ]  # fmt: skip


def _amount(row: dict[str, Any]) -> Fraction:
    return Fraction(Decimal(row[UNCONVERTED]))
