"""Which month a folder of exports closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.cells.days import day
from salesreport.periods import Period
from salesreport.proposal.folder import named_day, named_month
from salesreport.proposal.stacking import Entry, column_place
from salesreport.readers.grids import Grid
from salesreport.tables import TABLES

_EVENTS = {
    "opportunities": ("close_date", "created_date"),
    "activities": ("date",),
    "payments": ("date",),
    "contracts": ("signed_date",),
    "leads": ("assigned_date",),
    "invoices": ("date",),
}
"""Tables that grow every month, by what tells best how far they reach."""

_MONTH = len("2024-03")
_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Month:
    """A month and what it is taken from.

    Attributes
    ----------
    period : Period
    table, column : str or None
        None where the names of the files say it.
    is_event : bool
        The column tells what happened in its month, so it hardly errs.
    """

    period: Period
    table: str | None = None
    column: str | None = None
    is_event: bool = False


def last_month(
    tables: Mapping[str, pd.DataFrame],
    names: Iterable[str],
    seen: Mapping[str, pd.DataFrame] | None = None,
) -> Month | None:
    """The last month that the tables fill; else that the files' names or any cell speak of.

    A month counts as filled with at least half of the usual rows of a month: a few
    rows of the month that has just begun, or dated far ahead, do not move it.

    Parameters
    ----------
    tables : dict of str to DataFrame
    names : iterable of str
        Names of the files read.
    seen : dict of str to DataFrame, optional
        Days as `days_seen` gives them, for tables whose rows cannot be used yet.
    """
    return next(_months(tables, names, seen or {}), None)


def days_seen(entries: Iterable[Entry]) -> dict[str, pd.DataFrame]:
    """Days that tables which grow every month hold, also in rows that cannot be used yet.

    A column a table; a cell that is no certain day is left out.
    """
    found: dict[str, dict[str, list[date]]] = {}
    for entry in entries:
        for name in _EVENTS.get(entry.table, ()):
            days = found.setdefault(entry.table, {}).setdefault(name, [])
            for match in entry.matches:
                days += _certain_days(match.sheet.grid, entry, name)
    return {
        table: pd.DataFrame({name: pd.Series(days, dtype="datetime64[s]")
                             for name, days in columns.items()})
        for table, columns in found.items()
    }  # fmt: skip


def _certain_days(grid: Grid, entry: Entry, name: str) -> list[date]:
    place = column_place(grid, entry, name)
    if place is None:
        return []
    column = grid.columns[place]
    read = [day(cell, _ZONE) for cell in column.distinct]
    return [found for code in column.codes.tolist() if isinstance(found := read[code], date)]


def cut_off(
    tables: Mapping[str, pd.DataFrame], names: Iterable[str], period: Period
) -> date | None:
    """Day of the export that a file's name states, where it falls before the period's end.

    None where something happened on a later day: then the name states something else.

    Parameters
    ----------
    tables : dict of str to DataFrame
    names : iterable of str
        Names of the files read.
    period : Period
    """
    stated = max((day for day in map(named_day, names) if day is not None), default=None)
    if stated is None or not period.first <= stated < period.last:
        return None
    later = (np.datetime64(stated), np.datetime64(period.last))
    for name, columns in _EVENTS.items():
        for column in columns:
            days = _event_days(tables, name, column)
            if days is not None and ((days > later[0]) & (days <= later[1])).any():
                return None
    return stated


def _months(
    tables: Mapping[str, pd.DataFrame], names: Iterable[str], seen: Mapping[str, pd.DataFrame]
) -> Iterator[Month]:
    for name, columns in _EVENTS.items():
        yield from _of_columns(tables, name, columns, is_event=True)
    yield from _of_columns(tables, "evaluations", ("period",), is_event=True)
    named = [month for month in map(named_month, names) if month is not None]
    if named:
        yield Month(max(named, key=lambda month: month.first))
    for name, columns in _EVENTS.items():
        yield from _of_columns(seen, name, columns, is_event=False)
    for kind in ("period", "date"):
        for name, table in TABLES.items():
            of_kind = [column.name for column in table.columns if column.kind == kind]
            yield from _of_columns(tables, name, of_kind, is_event=False)


def _of_columns(
    tables: Mapping[str, pd.DataFrame], table: str, columns: Iterable[str], *, is_event: bool
) -> Iterator[Month]:
    for column in columns:
        frame = tables.get(table)
        if frame is None or column not in frame.columns:
            continue
        period = _last_label(frame, column) if column == "period" else _filled(frame, column)
        if period is not None:
            yield Month(period, table, column, is_event)


def _last_label(frame: pd.DataFrame, column: str) -> Period | None:
    labels = [label for label in frame[column].dropna().unique() if len(label) == _MONTH]
    return Period.parse(max(labels)) if labels else None


def _event_days(
    tables: Mapping[str, pd.DataFrame], table: str, column: str
) -> npt.NDArray[np.datetime64] | None:
    frame = tables.get(table)
    return None if frame is None or column not in frame.columns else _days(frame, column)


def _days(frame: pd.DataFrame, column: str) -> npt.NDArray[np.datetime64]:
    """Days of a column; of deals that are still open no close date."""
    days = frame[column]
    if column == "close_date" and "stage" in frame.columns:
        days = days[frame["stage"].isin(("won", "lost"))]
    return days.dropna().to_numpy().astype("datetime64[D]")


def _filled(frame: pd.DataFrame, column: str) -> Period | None:
    months = _days(frame, column).astype("datetime64[M]")
    labels, counts = np.unique(months, return_counts=True)
    if not len(counts):
        return None
    return Period.parse(str(labels[counts * 2 >= np.median(counts)][-1]))
