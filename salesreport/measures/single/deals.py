"""Deals decided, the time they took, and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salesreport.measures.known import Tables
from salesreport.measures.single.grouping import TARGET, of_frames
from salesreport.periods import Period


def win_rate(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Share of closed opportunities that were won.

    Formula: won / (won + lost), by count, of opportunities whose `close_date` is in
    `period`. Unit: rate, 0 to 1. Denominator: closed deals; a shared one is its
    principal's. Left out: open deals; closed ones without a close date.
    NaN: where nothing closed.
    Source: sharecrm.com/glossary/win-rate. Needs `stage`, `close_date` and the `by`
    columns; raises MissingColumnError.

    Examples
    --------
    >>> deals = pd.DataFrame({"stage": ["won", "won", "lost", "intent"]})
    >>> deals["close_date"] = pd.to_datetime(["2024-03-05", "2024-03-31", "2024-03-10", None])
    >>> print(round(win_rate(deals, period=Period.parse("2024-03"))["all"], 4))
    0.6667
    """
    frames = {"opportunities": (opportunities, ("stage", "close_date"))}
    return of_frames("win_rate", frames, period, by, more=more)


def cycle_days(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Mean days from creation to close of the deals won.

    Formula: sum of (close date - created date) / deals. Unit: days.
    Denominator: deals won in `period` whose two dates are known and in order.
    Left out: lost and open deals; deals without a created date, or closed before it.
    NaN: where there are none.
    Source: docs.quartzhq.com/quartz/metrics-reference/time (average sales cycle).
    Needs `stage`, `close_date`, `created_date`; raises MissingColumnError.
    """
    frames = {"opportunities": (opportunities, ("stage", "close_date", "created_date"))}
    return of_frames("cycle_days", frames, period, by, more=more)


def pipeline_coverage(
    opportunities: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """How far next period's target is covered; it may exceed 1.

    Formula: (booked in the period after `period` + open deals expected to close in
    it) / its target, unweighted. Unit: rate. Denominator: the target of that period.
    Left out: deals expected at another time or at none; deals without an amount.
    NaN: for a target of 0 or below, or none; where amounts count without tax and no
    contract states an open deal's rate, since the two must not be added.
    Source: minoa.io/glossary/pipeline-coverage (pipeline value / target). Needs
    `stage`, `close_date`, `expected_close_date`, `amount`; raises MissingColumnError.
    """
    columns = ("stage", "close_date", "expected_close_date", "amount")
    frames = {"targets": (targets, TARGET), "opportunities": (opportunities, columns)}
    return of_frames("pipeline_coverage", frames, period, by, more=more, currency=currency)


def slipped(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    more: Tables | None = None,
) -> pd.Series:
    """Amount of deals expected to close in the window that did not.

    Formula: sum of `amount` over deals whose `expected_close_date` is in `period` and
    which are open at its end, or closed after it. Unit: the currency's main unit.
    Denominator: none, it is a sum. Left out: deals expected after the cut-off day;
    closed deals without a close date; deals without an amount. NaN: where amounts
    count without tax and no contract states a deal's rate.
    Source: revenue.io/inside-sales-glossary/what-is-deal-slippage. Needs `stage`,
    `close_date`, `expected_close_date`, `amount`; raises MissingColumnError.
    """
    frames = {
        "opportunities": (opportunities, ("stage", "close_date", "expected_close_date", "amount"))
    }
    return of_frames("slipped", frames, period, by, more=more, currency=currency)
