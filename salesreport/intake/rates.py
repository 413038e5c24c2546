"""Exchange rates by month, and whether each is one that its currency can have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from statistics import median
from typing import NamedTuple

import numpy as np

from salesreport.cells.units import Unit
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.periods import Period

Rates = Mapping[tuple[str, str], Decimal]


class Quote(NamedTuple):
    """A rate and the month it is stated for."""

    rate: Decimal
    month: str


_IN_DOLLARS = {
    code: Decimal(dollars)
    for code, dollars in {
        "USD": "1", "EUR": "1.1", "GBP": "1.3", "CNY": "0.14", "HKD": "0.128", "TWD": "0.031",
        "JPY": "0.007", "KRW": "0.00075", "SGD": "0.74", "AUD": "0.66", "CAD": "0.73",
        "NZD": "0.61",
    }.items()
}  # fmt: skip
"""About what a currency has been worth since 2000; a third more or less does not matter."""

_FAR = 20
"""Times off the usual: less than a quote for 100 units, more than any of these has moved."""

_PER_HUNDRED = re.compile(r"(?<![\d.])100(?![\d.%])")


def quoted_units(header: str) -> list[Unit]:
    """Unit of rates that are the price of 100 units, as banks quote them.

    Examples
    --------
    >>> quoted_units("汇率（100外币）")[0].factor, quoted_units("汇率")
    (Decimal('0.01'), [])
    """
    return [Unit(Decimal("0.01"))] if _PER_HUNDRED.search(header) else []


def check_rates(rates: Draft | None, currency: str, findings: Findings) -> None:
    """Refuse rates of 0 or less, and note those far off the usual of their currency.

    The usual rate is about that of the last decades where both currencies are known
    here, else the middle one of the currency's other months.
    """
    if rates is None:
        return
    bad = rates.kept() & rates.column("rate").where(lambda rate: rate is not None and rate <= 0)
    rates.note(findings, "bad_number", bad, "rate", rates.column("rate"))
    rates.refuse(bad, "bad_number")
    rows = np.flatnonzero(rates.kept()).tolist()
    codes = [str(code).upper() for code in rates.column("currency").take(rows)]
    values = [*rates.column("rate").take(rows)]
    for place, (row, code, value) in enumerate(zip(rows, codes, values, strict=True)):
        others = [v for i, v in enumerate(values) if codes[i] == code and i != place]
        usual = _usual(code, currency, others)
        if usual is None or usual / _FAR < value < usual * _FAR:
            continue
        if findings.refuses("rate_off_scale"):
            rates.refuse(row, "rate_off_scale")
        rates.note(
            findings, "rate_off_scale", row, "rate", shown=[value], currency=code,
            month=rates.column("period")[row], usual=f"{usual:.3g}",
        )  # fmt: skip


def _usual(code: str, report: str, others: list[Decimal]) -> Decimal | None:
    if code in _IN_DOLLARS and report in _IN_DOLLARS:
        return _IN_DOLLARS[code] / _IN_DOLLARS[report]
    return median(others) if others else None


def monthly_rates(rates: Draft | None, *, fiscal_year_start: int) -> Rates:
    """Rate by (currency, month), as the table of rates states it.

    A quarter's or a year's rate holds for its months that have none of their own.
    """
    if rates is None:
        return {}
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    kept = rates.kept()
    rows = [rates.cells[name].take(kept) for name in ("period", "currency", "rate")]
    for label, currency, rate in zip(*rows, strict=True):
        stated = Period.parse(label, fiscal_year_start=fiscal_year_start)
        code = str(currency).upper()
        for month in stated.months():
            before = found.get((code, month.label))
            if before is None or stated.n_months < before[0]:
                found[code, month.label] = (stated.n_months, rate)
    return {key: rate for key, (_, rate) in found.items()}


def rate_for(rates: Rates, code: str | None, month: str, *, ahead: bool) -> Quote | None:
    """Rate of a currency for a month; None where there is none.

    `ahead`: of an amount still to come the last rate stated holds for later months.

    Examples
    --------
    >>> rates = {("USD", "2024-05"): Decimal("7.1"), ("USD", "2024-06"): Decimal("7.2")}
    >>> rate_for(rates, "USD", "2024-09", ahead=True).month
    '2024-06'
    >>> rate_for(rates, "USD", "2024-09", ahead=False), rate_for(rates, "USD", "", ahead=True)
    (None, None)
    """
    own = rates.get((code or "", month))
    if own is not None:
        return Quote(own, month)
    last = max((of for name, of in rates if name == code), default="") if ahead else ""
    return Quote(rates[code or "", last], last) if last and last < month else None
