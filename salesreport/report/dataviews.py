"""The analyst's view of the input: rows, problems, coverage, totals against finance."""

from __future__ import annotations

from datetime import date
from typing import Literal

from salesreport.report.viewbase import LedgerLine, Problem, View
from salesreport.retrospective.findings import Number, Part


class AmountRow(Part):
    """A row of a table by its amount."""

    table: str
    key: str | None
    day: date | None
    amount: Number
    file: str | None
    row: int | None


class ControlTotal(Part):
    """One measure of one period as the tables give it, beside what finance confirmed.

    `difference` = ours - confirmed. `same_amount`: rows whose amount is exactly
    the difference.
    """

    period: str
    measure: str
    ours: Number
    confirmed: Number
    difference: Number
    why_null: str | None = None
    same_amount: list[AmountRow] = []


class ContractLine(Part):
    """A contract of which two sources differ; `difference` = second - first.

    `first` is the CRM's (or, for a control total, what finance confirmed), `second`
    what the contracts, invoices or payments give. `None`: not there.
    """

    contract_id: str | None
    customer: str | None
    rep_id: str | None
    first: Number
    second: Number
    difference: Number
    reason: Literal["only_first", "only_second", "other_period", "amount"]


class ContractTable(Part):
    """Differences of one measure by contract, the largest first.

    `difference`: of the two sources' sums in the period; it is the sum of the
    lines'. `basis`: what the contracts, invoices or payments are held against.
    """

    measure: str
    basis: Literal["crm", "confirmed"]
    difference: Number
    lines: list[ContractLine]


class Coverage(Part):
    """Rows of one table by rep and month; `rows[rep_id][i]` belongs to `months[i]`."""

    table: str
    months: list[str]
    rows: dict[str, list[int]]


class DataView(View):
    """All the page about the input needs."""

    kind: Literal["data"] = "data"
    names: dict[str, str]
    ledger: list[LedgerLine]
    problems: list[Problem]
    totals: list[ControlTotal]
    contracts: list[ContractTable]
    coverage: list[Coverage]
