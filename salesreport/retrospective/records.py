"""Rows of a frame as plain records: None for missing, days as dates, money in main units."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from salesreport.money import to_major
from salesreport.retrospective.findings import SourceRow


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts in frame order; missing values are None, days are dates."""
    columns = {name: [_plain(value) for value in frame[name]] for name in frame.columns}
    return [{name: values[i] for name, values in columns.items()} for i in range(len(frame))]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def source(record: dict[str, Any]) -> SourceRow:
    """Where the record stands in the user's file."""
    return SourceRow(
        file=record.get("source_file") or "",
        sheet=record.get("source_sheet"),
        row=record.get("source_row"),
    )


def money(minor: int | None, currency: str) -> float | None:
    """Minor units as a number of main units; None stays None."""
    return None if minor is None else float(to_major(minor, currency))


def days_between(first: date | None, last: date | None) -> int | None:
    """Days from `first` to `last`; None where one is missing."""
    return None if first is None or last is None else (last - first).days
