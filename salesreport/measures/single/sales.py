"""What was sold: bookings, contracts, against target, per customer, at what cost."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesreport.measures.known import Tables
from salesreport.measures.single.grouping import TARGET, of_frames
from salesreport.periods import Period


def bookings(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    booking_adjustments: pd.DataFrame | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Net won amount by close date.

    Formula: sum of `amount` over deals won in `period` + sum of `amount` of the
    adjustments dated in it (refunds are negative), each credited by shares.
    Unit: the currency's main unit. Denominator: none, it is a sum.
    Left out: won deals without a close date or an amount; deals that the policy's
    `recognise` does not count yet. NaN: where the window lies outside the data; 0
    where nothing was won.
    Source: template, evaluation step 1 (sales amount). Needs `stage`, `close_date`,
    `amount`; raises MissingColumnError.
    """
    frames = {"opportunities": (opportunities, ("stage", "close_date", "amount"))}
    extra = {} if booking_adjustments is None else {"booking_adjustments": booking_adjustments}
    every = {**(more or {}), **extra}
    return of_frames("bookings", frames, period, by, more=every, currency=currency)


def new_contracts(
    contracts: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Contract amount signed; not the same as bookings.

    Formula: sum of `amount` over contracts whose `signed_date` is in `period`,
    credited by the contract's shares, else its deal's, else its rep's.
    Unit: the currency's main unit. Denominator: none, it is a sum.
    Left out: contracts without a signing date or an amount, and without a tax rate
    where amounts count without tax. NaN: where the window lies outside the data.
    Source: template, evaluation step 1 (new contract amount). Needs `signed_date`,
    `amount`; raises MissingColumnError.
    """
    frames = {"contracts": (contracts, ("signed_date", "amount"))}
    return of_frames("new_contracts", frames, period, by, more=more, currency=currency)


def completion(
    opportunities: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Bookings against target (1.0 = met).

    Formula: bookings / target, both of `period`. Unit: rate.
    Denominator: targets of the months in the window, each less the days on which
    the rep was not there (with the tables `reps` and `leave`).
    Left out: what `bookings` leaves out. NaN: for a target of 0 or below, or none.
    Source: template, evaluation step 2 (completion = actual / target). `targets` is
    long: `rep_id`, `measure`, `period`, `value` in the main unit; raises
    MissingColumnError.
    """
    columns = ("stage", "close_date", "amount", "rep_id")
    frames = {"targets": (targets, TARGET), "opportunities": (opportunities, columns)}
    return of_frames("completion", frames, period, by, more=more, currency=currency)


def revenue_per_customer(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Bookings per customer won (客单价).

    Formula: bookings / won customers. Unit: the currency's main unit.
    Denominator: distinct (customer, rep) with a deal sold in `period`.
    Left out: what `bookings` and `won_customers` leave out. NaN: where no customer was
    won, or a deal sold has no amount known.
    Source: template, evaluation step 2 (sales / won customers). Needs `stage`,
    `close_date`, `amount`, `customer`, `rep_id`; raises MissingColumnError.
    """
    frames = {
        "opportunities": (opportunities, ("stage", "close_date", "amount", "customer", "rep_id"))
    }
    return of_frames("revenue_per_customer", frames, period, by, more=more, currency=currency)


def cost_ratio(
    costs: pd.DataFrame,
    opportunities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Selling costs against bookings; lower is better.

    Formula: costs / bookings. Unit: rate. Denominator: bookings of `period`.
    Left out: costs of a period that is not whole in the window; what `bookings`
    leaves out. NaN: without costs, or where bookings are not above 0.
    Source: expense ratio, accountingformanagement.org/expense-ratio; template,
    evaluation step 1 (sales cost). Needs `rep_id`, `period`, `amount` of costs and
    `stage`, `close_date`, `amount` of deals; raises MissingColumnError.
    """
    columns = ("stage", "close_date", "amount")
    frames = {
        "costs": (costs, ("rep_id", "period", "amount")),
        "opportunities": (opportunities, columns),
    }
    return of_frames("cost_ratio", frames, period, by, more=more)
