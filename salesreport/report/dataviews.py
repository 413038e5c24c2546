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
    reason: Literal["only_first", "only_second", "other_period", "no_date", "no_amount", "amount"]


class ContractTable(Part):
    """Differences of one measure by contract, the largest first.

    `first`, `second`: the two sources' sums in the period, which are the sums of the
    lines and of the `n_agreed` contracts that agree, `agreed`; `difference` = second -
    first. `basis`: what the contracts, invoices or payments are held against.
    """

    measure: str
    basis: Literal["crm", "confirmed"]
    first: float
    second: float
    difference: float
    n_agreed: int
    agreed: float
    lines: list[ContractLine]


class Coverage(Part):
    """Rows of one table by rep and month; `rows[rep_id][i]` belongs to `months[i]`.

    `None`: none can be expected, since the rep was not there or the table had not begun.
    """

    table: str
    months: list[str]
    rows: dict[str, list[int | None]]


class Unscored(Part):
    """A measure of the policy that scores lack for want of data; `reps`: whose."""

    measure: str
    weights: list[float]
    reps: list[str]
    n_rated: int


class DataView(View):
    """All the page about the input needs.

    `names`: of each rep, with the id where several bear the name. `max_dropped`: share
    of a table's rows that a final report may lack.
    """

    kind: Literal["data"] = "data"
    names: dict[str, str]
    ledger: list[LedgerLine]
    problems: list[Problem]
    totals: list[ControlTotal]
    contracts: list[ContractTable]
    coverage: list[Coverage]
    unscored: list[Unscored] = []
    max_dropped: float
