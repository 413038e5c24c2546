"""What was done: follow-up in time, answers, proposals, contacts, and what customers say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesreport.measures.known import Tables
from salesreport.measures.single.grouping import of_tables, with_columns
from salesreport.periods import Period


def process(
    activities: pd.DataFrame,
    *,
    period: Period,
    as_of: date | None = None,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Follow-up timeliness: due items done in time.

    Formula: done on or before the due date / due with a known outcome. Unit: rate, 0
    to 1. Denominator: items whose `due_date` is in `period`, done or not; not done
    by `as_of` (default: the period's last day) is late.
    Left out: items done without a date; items without a due date, or due after
    `as_of`. NaN: where nothing fell due.
    Source: template, note to Table 2 (follow-up timeliness). Needs `due_date`,
    `done_date`, `status`; raises MissingColumnError.
    """
    tables = with_columns("activities", activities, "due_date", "done_date", "status")
    return of_tables("process", {**(more or {}), **tables}, period, by, as_of=as_of)


def response_days(
    leads: pd.DataFrame,
    *,
    period: Period,
    as_of: date | None = None,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Mean days from the assignment of a lead to the first response.

    Formula: sum of (first response - assignment) / leads answered. Unit: calendar
    days. Denominator: leads assigned in `period` and answered by `as_of` (default:
    the period's last day).
    Left out: leads not answered yet; responses dated before the assignment.
    NaN: where no lead was answered.
    Source: metrickittools.com/glossary/lead-response-time; template, evaluation step
    1 (speed of response). Needs `assigned_date`, `first_response_date`; raises
    MissingColumnError.
    """
    tables = with_columns("leads", leads, "assigned_date", "first_response_date")
    return of_tables("response_days", {**(more or {}), **tables}, period, by, as_of=as_of)


def proposals(
    activities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Proposals handed in.

    Formula: number of actions of type `proposal` that are done, by `done_date`, else
    `date`. Unit: count. Denominator: none, it is a sum.
    Left out: proposals not done; actions without a type. NaN: where no action has a
    type, or the window lies outside the data.
    Source: template, process step 2 (key actions) and evaluation step 1. Needs
    `date`, `action_type`, `status`; raises MissingColumnError.
    """
    tables = with_columns("activities", activities, "date", "action_type", "status")
    return of_tables("proposals", {**(more or {}), **tables}, period, by)


def contacts_rate(
    activities: pd.DataFrame,
    key_accounts: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Contacts with key customers against the rhythm planned; it may exceed 1.

    Formula: actions done with the rep's own key customers in `period` / (contacts
    planned a month x months). Unit: rate. Denominator: `contacts_per_month` of all
    key customers of the rep, times the months of the window.
    Left out: actions not done; actions with other customers. NaN: where nothing is
    planned; in a week, which has no part of a month's plan.
    Source: template, process step 1 (key customers, follow-up rhythm). Needs
    `rep_id`, `customer`, `date`, `status`, and `contacts_per_month`; raises
    MissingColumnError.
    """
    tables = {
        **(more or {}),
        **with_columns("activities", activities, "rep_id", "customer", "date", "status"),
        **with_columns("key_accounts", key_accounts, "rep_id", "customer", "contacts_per_month"),
    }
    return of_tables("contacts_rate", tables, period, by)


def satisfaction(
    satisfaction: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Mean of the customers' scores.

    Formula: sum of scores / answers. Unit: points of the scale asked in.
    Denominator: scores dated in `period`. Left out: answers without a score.
    NaN: where nobody answered.
    Source: tlfresearch.com (mean of all responses); template, evaluation step 1
    (customer satisfaction). Needs `date`, `score`; raises MissingColumnError.
    """
    tables = with_columns("satisfaction", satisfaction, "date", "score")
    return of_tables("satisfaction", {**(more or {}), **tables}, period, by)
