"""Parts of a view about cash: both bases of collection, and what is in neither."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from salesreport.retrospective.findings import Number, Part, SourceRow

Outside = Literal["overpaid", "unclaimed", "unallocated", "retention_not_due", "bills_not_matured"]

OUTSIDE: tuple[str, ...] = get_args(Outside)


class CashBasis(Part):
    """A collection rate on one base: numerator / denominator."""

    value: Number = None
    why_null: str | None = "no_table"
    numerator: Number = None
    denominator: Number = None


class CashRow(Part):
    """One payment or instalment of such money, with its row."""

    key: str | None = None
    customer: str | None = None
    day: date | None = None
    amount: float
    source: SourceRow


class OutsideCash(Part):
    """Money of one kind beside the rates: sum, number of its rows, the largest of them.

    `overpaid`, `unclaimed` and `unallocated` were received in the period and are
    credited to nobody. `retention_not_due` is in neither rate at its end;
    `bills_not_matured` then are collected where the policy counts bills when received.
    """

    kind: Outside
    amount: float
    count: int
    rows: list[CashRow] = []


class Cash(Part):
    """Collection of what fell due beside collection of all owed, and what is in neither.

    `base`: which of the two the policy scores by.
    """

    base: Literal["due", "receivable"] = "due"
    due: CashBasis = CashBasis()
    receivable: CashBasis = CashBasis()
    outside: list[OutsideCash] = []
