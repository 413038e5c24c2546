"""Dates that cannot be meant: 1900, 2204, last year's due date typed in January."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from salesreport.checks.evidence import NO_DAY, Breach, Evidence, Ints, day_number, day_text
from salesreport.checks.limits import (
    DAYS_BEFORE_OWN_DAY,
    EARLIEST_HIRED_YEAR,
    EARLIEST_YEAR,
    YEARS_AFTER_OWN_DAY,
    YEARS_AHEAD,
    YEARS_AHEAD_DONE,
)
from salesreport.tables import TABLES

_PLANNED = {
    "due_date", "expected_close_date", "matures_on", "next_date", "to_date", "left_on",
}  # fmt: skip
"""Columns of days to come; in all others something has happened."""

_OWN_DAY = {
    "activities": ("date", ("due_date", "done_date", "next_date")),
    "opportunities": ("created_date", ("expected_close_date",)),
    "leads": ("assigned_date", ("first_response_date",)),
    "invoices": ("date", ("due_date",)),
    "payments": ("date", ("matures_on",)),
}
"""Table -> its own day, and the days that must lie near it."""

_SPANS = {"reps": ("hired_on", "left_on"), "leave": ("from_date", "to_date")}
"""Table -> first and last day of a span: the last is not before the first."""


def implausible_date(found: Evidence, table: str) -> Iterator[Breach]:
    """Dates outside the years a sales report can speak of, or far from their row's own day.

    Each names the days between which it was expected.
    """
    for column in TABLES[table].columns:
        if column.kind == "date":
            yield from _absolute(found, table, column.name)
    own, near = _OWN_DAY.get(table, ("", ()))
    for name in near:
        low, high = -int(DAYS_BEFORE_OWN_DAY.value), int(YEARS_AFTER_OWN_DAY.value * 366)
        yield from _relative(found, table, (own, name), (low, high))
    if table in _SPANS:
        yield from _relative(found, table, _SPANS[table], (0, 200 * 366))


def _absolute(found: Evidence, table: str, column: str) -> Iterator[Breach]:
    days = found.days(table, column)
    first, last = _bounds(found, column)
    rows = np.flatnonzero((days != NO_DAY) & ((days < first) | (days > last)))
    for row in rows:
        yield _breach(column, days, int(row), first, last)


def _relative(
    found: Evidence, table: str, columns: tuple[str, str], reach: tuple[int, int]
) -> Iterator[Breach]:
    own, days = (found.days(table, name) for name in columns)
    earliest, latest = _bounds(found, columns[1])
    known = (own != NO_DAY) & (days >= earliest) & (days <= latest)
    off = known & ((days < own + reach[0]) | (days > own + reach[1]))
    for row in np.flatnonzero(off):
        first, last = int(own[row]) + reach[0], min(int(own[row]) + reach[1], latest)
        yield _breach(columns[1], days, int(row), first, last)


def _bounds(found: Evidence, column: str) -> tuple[int, int]:
    year = EARLIEST_HIRED_YEAR if column in ("hired_on", "left_on") else EARLIEST_YEAR
    ahead = YEARS_AHEAD if column in _PLANNED else YEARS_AHEAD_DONE
    as_of = found.run.as_of
    last = date(as_of.year + int(ahead.value), as_of.month, min(as_of.day, 28))
    return day_number(date(int(year.value), 1, 1)), day_number(last)


def _breach(column: str, days: Ints, row: int, first: int, last: int) -> Breach:
    return Breach(
        np.array([row]),
        column,
        day_text(days[row]),
        {"first": day_text(first), "last": day_text(last)},
    )
