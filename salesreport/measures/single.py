"""One measure of one table, for a look in a notebook: floats, by any columns.

The same events as in the reports, so the numbers are the same. Amounts come in
minor units, as intake delivers them, and go out in the currency's main unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from salesreport.errors import UnknownKeyError
from salesreport.measures.catalogue import MEASURES
from salesreport.measures.frames import require
from salesreport.measures.known import Tables
from salesreport.measures.parts import COMPONENTS
from salesreport.measures.prepared import Prepared, prepare
from salesreport.measures.ratio import ratio
from salesreport.measures.windows import events_inside
from salesreport.periods import Period

ALL = "all"


def grouped(
    prepared: Prepared, measure: str, period: Period, *, by: Sequence[str] | None = None
) -> pd.Series:
    """Any measure by any columns of its tables: sums over sums.

    Parameters
    ----------
    prepared : Prepared
        What `prepare` gave.
    measure : str
        A key of `MEASURES`.
    period : Period
        First and last day both included.
    by : list of str, optional
        Group columns; `rep_id` is the rep credited. Default: one row, `all`.

    Returns
    -------
    Series of float, indexed by `by`
        Rates are fractions, money in the main unit. NaN where the denominator
        is not above 0. Rows with a blank group column are a group of their own.

    Raises
    ------
    UnknownKeyError
        No such measure.
    MissingColumnError
        A table of the measure lacks a group column.
    """
    if measure not in MEASURES:
        raise UnknownKeyError(measure, known=list(MEASURES), where="measures", kind="measure")
    declared = MEASURES[measure]
    top = _sums(prepared, declared.numerator, period, by)
    if declared.denominator is None:
        return top.map(float).astype("float64").rename(measure)
    bottom = _sums(prepared, declared.denominator, period, by)
    both = pd.concat({"top": top, "bottom": bottom}, axis=1).sort_index()
    values = []
    for over, under in zip(both["top"], both["bottom"], strict=True):
        value, _ = ratio(0 if pd.isna(over) else over, 0 if pd.isna(under) else under)
        values.append(float("nan") if value is None else float(value))
    return pd.Series(values, index=both.index, name=measure, dtype="float64")


def win_rate(
    opportunities: pd.DataFrame, *, period: Period, by: Sequence[str] | None = None
) -> pd.Series:
    """Share of closed opportunities that were won.

    won / (won + lost), by count, for opportunities whose close date is in
    `period`. Open opportunities are not in the denominator.

    Parameters
    ----------
    opportunities : DataFrame, one row per opportunity
        Needs `stage`, `close_date` and the `by` columns.
    period : Period
        First and last day both included.
    by : list of str, optional
        Group columns. Default: one row labelled `all`.

    Returns
    -------
    Series of float, indexed by `by`
        Fraction 0-1. NaN where nothing closed.

    Raises
    ------
    MissingColumnError
        A needed column is absent.

    Examples
    --------
    >>> deals = pd.DataFrame({"stage": ["won", "won", "lost", "intent"]})
    >>> deals["close_date"] = pd.to_datetime(["2024-03-05", "2024-03-31", "2024-03-10", None])
    >>> print(round(win_rate(deals, period=Period.parse("2024-03"))["all"], 4))
    0.6667
    """
    return _of_deals("win_rate", opportunities, period, by, needs=("stage", "close_date"))


def cycle_days(
    opportunities: pd.DataFrame, *, period: Period, by: Sequence[str] | None = None
) -> pd.Series:
    """Mean days from creation to close of the deals won.

    Sum of (close date - created date) / deals, over opportunities won in
    `period` whose two dates are known and in order. NaN where there are none.
    Needs `stage`, `close_date`, `created_date`; raises MissingColumnError.
    """
    needs = ("stage", "close_date", "created_date")
    return _of_deals("cycle_days", opportunities, period, by, needs=needs)


def won_customers(
    opportunities: pd.DataFrame, *, period: Period, by: Sequence[str] | None = None
) -> pd.Series:
    """Distinct customers won by each rep, a count.

    Distinct (customer, rep) with a deal won in `period`, the deal itself where
    the customer is blank, under the group of the first such deal. Needs `stage`,
    `close_date`, `customer`, `rep_id`; raises MissingColumnError.
    """
    needs = ("stage", "close_date", "customer", "rep_id")
    return _of_deals("won_customers", opportunities, period, by, needs=needs)


def bookings(
    opportunities: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
    booking_adjustments: pd.DataFrame | None = None,
) -> pd.Series:
    """Net won amount by close date, in the currency's main unit.

    Sum of `amount` over deals won in `period`, plus adjustments at their own
    date. Needs `stage`, `close_date`, `amount`; raises MissingColumnError.
    """
    extra = {} if booking_adjustments is None else {"booking_adjustments": booking_adjustments}
    needs = ("stage", "close_date", "amount")
    return _of_deals("bookings", opportunities, period, by, needs=needs, more=extra, unit=currency)


def revenue_per_customer(
    opportunities: pd.DataFrame, *, period: Period, currency: str, by: Sequence[str] | None = None
) -> pd.Series:
    """Bookings / won customers (客单价), in the currency's main unit.

    NaN where no customer was won. Needs `stage`, `close_date`, `amount`,
    `customer`, `rep_id`; raises MissingColumnError.
    """
    needs = ("stage", "close_date", "amount", "customer", "rep_id")
    return _of_deals("revenue_per_customer", opportunities, period, by, needs=needs, unit=currency)


def conversion(
    opportunities: pd.DataFrame,
    leads: pd.DataFrame | None = None,
    *,
    period: Period,
    by: Sequence[str] | None = None,
) -> pd.Series:
    """Won customers / leads of the window, a rate that may exceed 1.

    Customers of deals won in `period` over leads assigned in it; without
    `leads`, over opportunities created in it. NaN where there are no leads.
    Needs `stage`, `close_date`, `customer`, `rep_id`, and `created_date` or the
    leads' `assigned_date`; raises MissingColumnError.
    """
    needs: tuple[str, ...] = ("stage", "close_date", "customer", "rep_id")
    if leads is None:
        needs = (*needs, "created_date")
        return _of_deals("conversion", opportunities, period, by, needs=needs)
    require(leads, "leads", ("assigned_date",))
    return _of_deals("conversion", opportunities, period, by, needs=needs, more={"leads": leads})


def completion(
    opportunities: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    period: Period,
    currency: str,
    by: Sequence[str] | None = None,
) -> pd.Series:
    """Bookings / target of the window (1.0 = met).

    `targets` is long: `rep_id`, `measure`, `period`, `value` in the main unit.
    NaN for a target of 0 or below, or none. Raises MissingColumnError.
    """
    require(targets, "targets", ("rep_id", "period", "value"))
    needs = ("stage", "close_date", "amount", "rep_id")
    more = {"targets": targets}
    return _of_deals("completion", opportunities, period, by, needs=needs, more=more, unit=currency)


def process(
    activities: pd.DataFrame,
    *,
    period: Period,
    as_of: date | None = None,
    by: Sequence[str] | None = None,
) -> pd.Series:
    """Follow-up timeliness: due items done in time, a rate 0-1.

    Items due in `period` done on or before the due date / items due with a known
    outcome. Not done by `as_of` (default: the period's last day) is late; done
    without a date is unknown and left out. NaN where nothing fell due. Needs
    `due_date`, `done_date`, `status`; raises MissingColumnError.
    """
    require(activities, "activities", ("due_date", "done_date", "status"))
    ready = _ready({"activities": activities}, as_of or period.last)
    return grouped(ready, "process", period, by=by)


def _of_deals(
    measure: str,
    opportunities: pd.DataFrame,
    period: Period,
    by: Sequence[str] | None,
    *,
    needs: tuple[str, ...],
    more: Tables | None = None,
    unit: str = "XXX",
) -> pd.Series:
    require(opportunities, "opportunities", needs)
    tables = {"opportunities": opportunities, **(more or {})}
    return grouped(_ready(tables, period.last, unit), measure, period, by=by)


def _ready(tables: Tables, day: date, currency: str = "XXX") -> Prepared:
    return prepare(tables, as_of=day, finance_as_of=day, currency=currency)


def _sums(
    prepared: Prepared, component: str, period: Period, by: Sequence[str] | None
) -> pd.Series:
    """Exact sums of a component by group, money in the main unit."""
    groups = list(by or [])
    parts = []
    for block, mask, value in events_inside(prepared, component, period):
        rows = block.rows.iloc[block.position[mask]]
        require(rows, block.table, [name for name in groups if name != "rep_id"])
        part = pd.DataFrame({"value": value})
        for name in groups:
            part[name] = (
                prepared.reps[block.rep[mask]] if name == "rep_id" else rows[name].to_numpy()
            )
        parts.append(part)
    every = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"value": []})
    if not groups:
        sums = pd.Series([int(every["value"].sum())], index=pd.Index([ALL]))
    else:
        every = every.reindex(columns=["value", *groups])
        sums = every.groupby(groups if len(groups) > 1 else groups[0], dropna=False)["value"].sum()
    declared = COMPONENTS[component]
    return pd.Series(
        [declared.value(int(v), prepared.currency) for v in sums],
        index=sums.index,
        dtype=object,
    )
