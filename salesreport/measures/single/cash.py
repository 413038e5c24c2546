"""What fell due, and what of it came in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesreport.measures.known import Tables
from salesreport.measures.single.grouping import of_tables, with_columns
from salesreport.periods import Period


def _tables(due: pd.DataFrame, payments: pd.DataFrame, more: Tables | None) -> Tables:
    name = "invoices" if "invoice_id" in due.columns else "payment_plan"
    return {
        **(more or {}),
        **with_columns(name, due, "due_date", "amount"),
        **with_columns("payments", payments, "date", "amount"),
    }


def collection_rate(
    due: pd.DataFrame,
    payments: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Share of what fell due that came in (到期回款率).

    Formula: collected by the window's end of what fell due in it / due in it, less
    credit notes. Unit: rate, 0 to 1. Denominator: amounts with `due_date` in `period`.
    Left out: what is not due yet or has no due date; cash beyond what is owed, and
    cash that matches nothing (credited to nobody); what came in after the window.
    What is paid of an item in another currency counts at the rate of the item.
    NaN: where nothing fell due, or without payments.
    Source: template, evaluation step 2 (collected / receivable), on the basis of what
    fell due. `due`: a payment plan, or invoices (with `invoice_id`); payments reach an
    item by `contract_id` or `invoice_id`. Raises MissingColumnError.
    """
    return of_tables("collection_rate", _tables(due, payments, more), period, by)


def receivable_rate(
    due: pd.DataFrame,
    payments: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Share of all that was owed that came in (应收口径).

    Formula: received in `period` of what was open at its start or fell due in it /
    the same sum. Unit: rate, 0 to 1. Denominator: what was open at the start, and
    what fell due in the window, less credit notes.
    Left out: what is not due yet or has no due date; cash beyond what is owed, and
    cash that matches nothing. NaN: where nothing was owed, or without payments.
    Source: collection effectiveness index, creditguru.com (collection metrics);
    template, evaluation step 2. Tables and errors as `collection_rate`.
    """
    return of_tables("receivable_rate", _tables(due, payments, more), period, by)


def overdue(
    due: pd.DataFrame,
    payments: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Amount that fell due and had not come in by the window's end.

    Formula: due on or before the last day of `period`, since ever - received for it
    by then. Unit: the currency's main unit. Denominator: none, it is a sum.
    Left out: what is not due yet or has no due date; what credit notes took off.
    NaN: without payments, or where the window lies outside the data.
    Source: past-due receivables, as in any ageing list. Tables and errors as
    `collection_rate`.
    """
    return of_tables("overdue", _tables(due, payments, more), period, by, currency=currency)
