"""Any measure of whole tables by any columns of them: sums over sums, as floats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import pandas as pd

from salesreport.errors import UnknownKeyError
from salesreport.measures.catalogue import MEASURES
from salesreport.measures.frames import require
from salesreport.measures.known import Tables
from salesreport.measures.parts import COMPONENTS
from salesreport.measures.prepared import Prepared, prepare
from salesreport.measures.quotients import PER_BOOKINGS
from salesreport.measures.ratio import ratio
from salesreport.measures.target import PLANS
from salesreport.measures.windows import components, events_inside, why_unknown
from salesreport.money import NO_CURRENCY
from salesreport.periods import Period

ALL = "all"

TARGET = ("rep_id", "period", "value")
"""Columns a measure against target needs of `targets`."""


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
        is not above 0, where a needed table is missing or the window lies outside its
        days, and for a sum that lacks the amount of a record. Rows with a blank group
        column are a group of their own.

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
    top, no_top = _part(prepared, declared.numerator, period, by)
    if declared.denominator is None:
        values = [_float(one) for one in top]
        return pd.Series(values, index=top.index, name=measure, dtype="float64")
    bottom, no_bottom = _part(prepared, declared.denominator, period, by)
    # in tuples, so that a group without records stays apart from an unknown sum
    sides = {"top": top.map(lambda v: (v,)), "bottom": bottom.map(lambda v: (v,))}
    both = pd.concat(sides, axis=1).sort_index()
    values = []
    for over, under in zip(both["top"], both["bottom"], strict=True):
        numerator = over[0] if isinstance(over, tuple) else no_top
        denominator = under[0] if isinstance(under, tuple) else no_bottom
        values.append(_float(ratio(numerator, denominator)[0]))
    if measure in PER_BOOKINGS:
        unpriced = _sums(prepared, "unpriced_deals", period, by).reindex(both.index).fillna(0)
        values = [float("nan") if n > 0 else v for n, v in zip(unpriced, values, strict=True)]
    return pd.Series(values, index=both.index, name=measure, dtype="float64")


def of_tables(
    measure: str,
    tables: Tables,
    period: Period,
    by: Sequence[str] | None,
    *,
    as_of: date | None = None,
    currency: str = NO_CURRENCY,
) -> pd.Series:
    """A measure of bare tables, known at the end of `as_of` (default: of the period)."""
    day = as_of or period.last
    prepared = prepare(tables, as_of=day, finance_as_of=day, currency=currency)
    return grouped(prepared, measure, period, by=by)


def with_columns(table: str, frame: pd.DataFrame, *columns: str) -> Tables:
    """A frame as a table of its name, checked for the columns a measure needs."""
    require(frame, table, columns)
    return {table: frame}


def of_frames(
    measure: str,
    frames: Mapping[str, tuple[pd.DataFrame, Sequence[str]]],
    period: Period,
    by: Sequence[str] | None,
    *,
    more: Tables | None,
    currency: str = "XXX",
) -> pd.Series:
    """A measure of frames by table, each with the columns it needs, and of further tables."""
    tables = dict(more or {})
    for table, (frame, columns) in frames.items():
        tables |= with_columns(table, frame, *columns)
    return of_tables(measure, tables, period, by, currency=currency)


def _float(value: Fraction | None) -> float:
    return float("nan") if value is None else float(value)


def _part(
    prepared: Prepared, component: str, period: Period, by: Sequence[str] | None
) -> tuple[pd.Series, Fraction | None]:
    """Sums of a component by group, and the value of a group without records.

    None in place of a sum that lacks a record's amount.
    """
    declared = COMPONENTS[component]
    known = declared.is_zero and why_unknown(prepared, component, period) is None
    empty = Fraction(0) if known else None
    numbers = _sums(prepared, component, period, by)
    if declared.unless is not None:
        lacking = _sums(prepared, declared.unless, period, by)
        lacking = lacking[lacking > 0]
        numbers = numbers.reindex(numbers.index.union(lacking.index)).astype("object")
        numbers[lacking.index] = None
    if component in PLANS and not numbers.empty:
        numbers = _targeted(prepared, component, period, by, numbers)
    sums = [
        None if pd.isna(number) else declared.value(int(number), prepared.currency)
        for number in numbers
    ]
    if not by and numbers.empty:
        return pd.Series([empty], index=pd.Index([ALL]), dtype=object), empty
    return pd.Series(sums, index=numbers.index, dtype=object), empty


def _targeted(
    prepared: Prepared,
    plan: str,
    period: Period,
    by: Sequence[str] | None,
    numbers: pd.Series,
) -> pd.Series:
    """Sums of targets; None of groups with a rep who sells without one for some month."""
    count = components(prepared, period)[PLANS[plan][0]]
    lacking = set(count.index[count > 0])
    groups = list(by or [])
    reps = numbers.index
    if "rep_id" in groups and len(groups) > 1:
        reps = numbers.index.get_level_values("rep_id")
    if "rep_id" in groups:
        return numbers.astype("object").mask(reps.isin(lacking), None)
    return pd.Series([None] * len(numbers), index=numbers.index) if lacking else numbers


def _sums(
    prepared: Prepared, component: str, period: Period, by: Sequence[str] | None
) -> pd.Series:
    """Whole numbers of a component by group; groups without records are not there."""
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
        sums = every.assign(all=ALL).groupby("all")["value"].sum()
    else:
        every = every.reindex(columns=["value", *groups])
        sums = every.groupby(groups if len(groups) > 1 else groups[0], dropna=False)["value"].sum()
    return sums.astype("Int64")
