"""How many days of a column could not be read, and how much money hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from salesreport.cells.coded import Mask
from salesreport.cells.plain import Amount
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.tables import Column


def note_unread_days(
    draft: Draft,
    faulted: Mapping[str, Mask],
    blank: Mapping[str, Mask],
    currency: str,
    findings: Findings,
) -> None:
    """Note, for each column of days, the rows without a readable one and their amounts.

    Called once the cells are converted and amounts are still an `Amount`.

    Parameters
    ----------
    faulted, blank : dict of str to mask
        Column -> rows whose cell could not be used; rows that lack a needed cell.
    currency : str
        Of amounts that say nothing of theirs.
    """
    money = next((column.name for column in draft.table.columns if column.kind == "money"), None)
    if money is None:
        return
    for column in draft.table.columns:
        rows = _unread(column, faulted, blank)
        if rows is not None:
            positions = np.flatnonzero(rows)
            sums = amounts_of(draft, money, rows, currency)
            findings.add(
                "unread_dates", table=draft.table.name, file=draft.file[int(positions[0])],
                column=column.name, rows=len(positions), amount=sums,
                header=draft.headers.get(column.name, column.name),
            )  # fmt: skip


def _unread(column: Column, faulted: Mapping[str, Mask], blank: Mapping[str, Mask]) -> Mask | None:
    if column.kind != "date":
        return None
    masks = [found[column.name] for found in (faulted, blank) if column.name in found]
    rows = np.logical_or.reduce(masks) if masks else None
    return rows if rows is not None and rows.any() else None


def amounts_of(draft: Draft, name: str, rows: Mask, currency: str) -> str:
    """Sum of a money column over some rows, one a currency: `96.00 CNY, 5.00 USD`."""
    sums: dict[str, Decimal] = {}
    stated = draft.column("currency").take(rows)
    for amount, code in zip(draft.column(name).take(rows), stated, strict=True):
        if isinstance(amount, Amount):
            key = _code(amount, None if code is None else str(code).upper(), currency)
            sums[key] = sums.get(key, Decimal(0)) + amount.value
    return ", ".join(f"{value:,.2f} {key}" for key, value in sums.items()) or f"0.00 {currency}"


def _code(amount: Amount, stated: str | None, report: str) -> str:
    if stated is not None or not amount.currencies or report in amount.currencies:
        return stated or report
    return "/".join(sorted(amount.currencies))
