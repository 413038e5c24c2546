"""Leads, and the customers they became: won, new, back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesreport.measures.known import Tables
from salesreport.measures.single.grouping import of_tables, with_columns
from salesreport.periods import Period

_WINS = ("stage", "close_date", "customer", "rep_id")


def leads(
    leads: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Leads assigned, invalid ones among them.

    Formula: number of leads whose `assigned_date` is in `period`. Unit: count.
    Denominator: none, it is a sum. Left out: leads without a day of assignment.
    NaN: where the window lies outside the data.
    Source: template, evaluation step 2 (all leads). Needs `assigned_date`; raises
    MissingColumnError.
    """
    tables = with_columns("leads", leads, "assigned_date")
    return of_tables("leads", {**(more or {}), **tables}, period, by)


def valid_leads(
    leads: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Leads assigned that were not found invalid.

    Formula: number of leads whose `assigned_date` is in `period` and whose status
    is not `invalid`. Unit: count. Denominator: none, it is a sum.
    Left out: invalid leads; leads without a day of assignment. NaN: where the window
    lies outside the data.
    Source: template, evaluation step 2 (leads). Needs `assigned_date`, `status`;
    raises MissingColumnError.
    """
    tables = with_columns("leads", leads, "assigned_date", "status")
    return of_tables("valid_leads", {**(more or {}), **tables}, period, by)


def won_customers(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Different customers won by each rep.

    Formula: number of distinct (customer, rep) with a deal sold in `period`, under
    the group of the first such deal. Unit: count. Denominator: none, it is a sum.
    Left out: a second win with the same customer; deals without a close date; deals
    the policy does not count yet. A blank customer is one of its own. NaN: where the
    window lies outside the data.
    Source: template, evaluation step 1 (won customers). Needs `stage`,
    `close_date`, `customer`, `rep_id`; raises MissingColumnError.
    """
    tables = {**(more or {}), **with_columns("opportunities", opportunities, *_WINS)}
    return of_tables("won_customers", tables, period, by)


def conversion(
    opportunities: pd.DataFrame,
    leads: pd.DataFrame | None = None,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Won customers per lead of the same window; it may exceed 1.

    Formula: won customers / leads. Unit: rate. Denominator: leads assigned in
    `period`, invalid ones among them; without `leads`, opportunities created in it.
    Left out: what `won_customers` and `leads` leave out. NaN: without leads.
    Source: template, evaluation step 2 (won customers / all leads). Needs `stage`,
    `close_date`, `customer`, `rep_id`, and `created_date` or the leads'
    `assigned_date`; raises MissingColumnError.
    """
    created = ("created_date",) if leads is None else ()
    tables = {**(more or {}), **with_columns("opportunities", opportunities, *_WINS, *created)}
    if leads is not None:
        tables |= with_columns("leads", leads, "assigned_date")
    return of_tables("conversion", tables, period, by)


def cohort_conversion(
    leads: pd.DataFrame,
    opportunities: pd.DataFrame,
    *,
    period: Period,
    as_of: date | None = None,
    by: Sequence[str] | None = None,
) -> pd.Series:
    """Leads of one batch won in time; a proportion, 0 to 1.

    Formula: leads won within 90 days of assignment / leads of the batch. Unit: rate.
    Denominator: leads assigned in the latest window of `period`'s length whose every
    lead had its 90 days by `as_of` (default: the period's last day).
    Left out: younger leads; wins after the 90 days. NaN: where the batch is empty.
    Source: cohorts compared at the same age, omb.cloud/en/help/
    marketing-analytics-advanced-cohorts. Needs `assigned_date` of leads, `stage`,
    `close_date` and `customer` of deals; raises MissingColumnError.
    """
    tables = {
        **with_columns("leads", leads, "assigned_date"),
        **with_columns("opportunities", opportunities, "stage", "close_date", "customer"),
    }
    return of_tables("cohort_conversion", tables, period, by, as_of=as_of)


def new_customers(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Customers who bought for the first time.

    Formula: number of customers whose first sale ever lies in `period`, for each rep
    of that deal. "Ever" reaches back to the first row of the table, and counts sales
    of every rep, whether they are in `reps` or not. Unit: count. Denominator: none, it
    is a sum. Left out: customers who had bought before; deals without a close date.
    NaN: where the window lies outside the data.
    Source: template, evaluation step 2 (hunters: new customers). Needs `stage`,
    `close_date`, `customer`, `rep_id`; raises MissingColumnError.
    """
    tables = {**(more or {}), **with_columns("opportunities", opportunities, *_WINS)}
    return of_tables("new_customers", tables, period, by)


def repurchase_rate(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Share of won customers who had bought before.

    Formula: won (customer, rep) whose customer had a sale by any rep on an earlier
    day, at most 180 days back / won customers. Unit: rate, 0 to 1. Denominator: won
    customers of `period`, those without a name among them.
    Left out: purchases longer ago; customers without a name never count as back.
    NaN: where no customer was won.
    Source: template, evaluation step 2 (farmers: repurchase);
    wallstreetprep.com/knowledge/repeat-purchase-rate. Needs `stage`, `close_date`,
    `customer`, `rep_id`; raises MissingColumnError.
    """
    tables = {**(more or {}), **with_columns("opportunities", opportunities, *_WINS)}
    return of_tables("repurchase_rate", tables, period, by)
