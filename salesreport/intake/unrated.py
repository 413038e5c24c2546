"""Amounts in a currency without a rate for their month: kept as missing, and told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.rates import Quote
from salesreport.tables.contract import UNCONVERTED, is_nullable
from salesreport.tables.pipeline import OPEN_STAGES


def to_come(draft: Draft) -> Mask:
    """Rows whose amount is still to come: open deals, and instalments of a payment plan."""
    if draft.table.name == "opportunities":
        return draft.cells["stage"].where(lambda stage: stage in OPEN_STAGES)
    return np.full(len(draft), draft.table.name == "payment_plan", dtype=np.bool_)


def note_unrated(
    draft: Draft, rows: Codes, column: str, code: str, month: str, findings: Findings
) -> None:
    """List amounts without a rate, with their currency and month."""
    shown = [str(amount.value) for amount in draft.cells[column].take(rows)]
    draft.note(findings, "missing_rate", rows, column, shown=shown, currency=code, month=month)


def note_other_month(
    draft: Draft, rows: Codes, column: str, used: Quote, code: str, month: str, findings: Findings
) -> None:
    """Count amounts that are converted by the last rate before their month."""
    if used.month == month:
        return
    findings.add(
        "rate_of_other_month", table=draft.table.name, file=draft.file[int(rows[0])],
        column=column, value=str(used.rate), count=len(rows), currency=code, month=month,
        used=used.month, header=draft.headers.get(column, column),
    )  # fmt: skip


def keep_unrated(draft: Draft, groups: Sequence[Codes], column: str) -> None:
    """Keep rows without a rate, their amount as stated beside them, where they may lack it."""
    if not groups:
        return
    rows = np.concatenate(groups)
    if not is_nullable(draft.table.by_name[column]):
        draft.refuse(rows, "missing_rate")
    elif column == "amount":
        found = np.zeros(len(draft), dtype=np.bool_)
        found[rows] = True
        stated = draft.cells[column].map(lambda amount: amount and f"{amount.value:f}")
        none = Coded.repeated(None, len(draft))
        draft.extras[UNCONVERTED] = none.replaced(found, stated)
