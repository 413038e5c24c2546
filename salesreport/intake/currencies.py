"""Every amount in minor units of the report's currency, by its own month's rate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from salesreport.cells.plain import Amount
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.money import convert, to_minor
from salesreport.periods import Period

Rates = Mapping[tuple[str, str], Decimal]
Origin = tuple[str | None, str | None]


def monthly_rates(rates: Draft | None, *, fiscal_year_start: int) -> Rates:
    """Rate by (currency, month), as the table of rates states it.

    A quarter's or a year's rate holds for its months that have none of their own.
    """
    if rates is None:
        return {}
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for position in rates.kept():
        label = rates.cells["period"][position]
        stated = Period.parse(label, fiscal_year_start=fiscal_year_start)
        code = str(rates.cells["currency"][position]).upper()
        for month in stated.months():
            before = found.get((code, month.label))
            if before is None or stated.n_months < before[0]:
                found[code, month.label] = (stated.n_months, rates.cells["rate"][position])
    return {key: rate for key, (_, rate) in found.items()}


def inherited_currencies(draft: Draft, drafts: Mapping[str, Draft]) -> list[Origin]:
    """Currency and month each row takes from the row it belongs to.

    The payment plan of a contract in USD is in USD too. Only tables without a
    currency column inherit; the month serves those without a date.
    """
    none: list[Origin] = [(None, None)] * len(draft)
    if draft.table.currency_of is None:
        return none
    name, key = draft.table.currency_of
    parent = drafts.get(name)
    if parent is None:
        return none
    codes = parent.column("currency")
    by_key = {
        parent.cells[key][i]: (codes[i], _month(parent, i)) for i in parent.kept() if codes[i]
    }
    return [by_key.get(value, (None, None)) for value in draft.cells[key]]


def settle_money(
    draft: Draft,
    rates: Rates,
    findings: Findings,
    *,
    currency: str,
    origins: list[Origin],
) -> None:
    """Money columns as integers in the report's minor unit.

    A row's currency is its `currency` cell, else what the sign or header says, else
    the report's. Without a rate for the row's month the row is listed by
    `missing_rate` and left out: a rate is never taken as 1 or from another month.
    A sign that contradicts the row's currency is a `currency_mark`.
    """
    if not any(column.kind == "money" for column in draft.table.columns):
        return
    stated = draft.column("currency") if "currency" in draft.cells else [c for c, _ in origins]
    codes = [None if code is None else str(code).upper() for code in stated]
    for column in draft.table.columns:
        if column.kind != "money":
            continue
        minors: list[int | None] = [None] * len(draft)
        for position, amount in enumerate(draft.cells[column.name]):
            if amount is None or draft.listed[position] is not None:
                continue
            code = _code(amount, codes[position], currency)
            if code == currency:
                minors[position] = to_minor(amount.value, currency)
                continue
            month = _month(draft, position) or origins[position][1] or ""
            rate = rates.get((code or "", month))
            minor = _foreign(amount.value, code, rate, currency)
            minors[position], codes[position] = minor, code or codes[position]
            if minor is None:
                _refuse(draft, position, column.name, amount, code, month, findings)
        draft.cells[column.name] = minors
    if "currency" in draft.cells:
        draft.cells["currency"] = codes


def _code(amount: Amount, stated: str | None, report: str) -> str | None:
    """Currency of an amount; None where sign and row contradict."""
    if not amount.currencies:
        return stated or report
    if stated is not None:
        return stated if stated in amount.currencies else None
    if report in amount.currencies:
        return report
    return next(iter(amount.currencies)) if len(amount.currencies) == 1 else None


def _foreign(amount: Decimal, code: str | None, rate: Decimal | None, report: str) -> int | None:
    """Amount in the report's minor unit; None without currency or rate."""
    if rate is None or code is None:
        return None
    return convert(to_minor(amount, code), rate=rate, source=code, target=report)


def _month(draft: Draft, position: int) -> str | None:
    for name in draft.table.rate_dates:
        found: date | None = draft.cells[name][position]
        if found is not None:
            return f"{found:%Y-%m}"
    if not draft.table.rate_dates and "period" in draft.table.by_name:
        label = draft.cells["period"][position]
        return label if label is not None and len(label) == len("2024-03") else None
    return None


def _refuse(
    draft: Draft,
    position: int,
    column: str,
    amount: Amount,
    code: str | None,
    month: str,
    findings: Findings,
) -> None:
    if code is None:
        marks = ", ".join(sorted(amount.currencies))
        draft.refuse(position, "currency_mark")
        draft.note(findings, "currency_mark", position, column, str(amount.value), marks=marks)
        return
    draft.refuse(position, "missing_rate")
    draft.note(
        findings,
        "missing_rate",
        position,
        column,
        str(amount.value),
        currency=code,
        month=month,
    )
