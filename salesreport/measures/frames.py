"""Columns of a canonical table as plain arrays; an absent column is all missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from salesreport.errors import MissingColumnError
from salesreport.records.columns import (
    NO_DAY,
    Bools,
    Ints,
    Texts,
    days,
    fractions,
    optional,
    text,
    whole,
)

__all__ = [
    "FAR_DAY",
    "KEYS",
    "NO_DAY",
    "Bools",
    "Ints",
    "Texts",
    "among",
    "date_of",
    "day_number",
    "days",
    "flagged",
    "fractions",
    "given",
    "looked_up",
    "optional",
    "places",
    "require",
    "text",
    "whole",
]

FAR_DAY = int(np.iinfo(np.int64).max)
"""Day number after every day there is."""

_EPOCH = date(1970, 1, 1)

KEYS = {
    "opportunities": "opportunity_id",
    "leads": "lead_id",
    "contracts": "contract_id",
    "invoices": "invoice_id",
    "payments": "payment_id",
    "payment_plan": "contract_id",
    "activities": "activity_id",
    "booking_adjustments": "opportunity_id",
}
"""Column that names a row of a table, where there is one."""


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def date_of(number: int) -> date:
    """Date of a day number.

    Examples
    --------
    >>> date_of(day_number(date(2024, 2, 29)))
    datetime.date(2024, 2, 29)
    """
    return _EPOCH + timedelta(days=int(number))


def flagged(frame: pd.DataFrame, name: str) -> Bools:
    """Yes/no column; missing counts as no."""
    if name not in frame.columns:
        return np.zeros(len(frame), dtype=np.bool_)
    return frame[name].astype("boolean").to_numpy(dtype=np.bool_, na_value=False)


def places(keys: Texts) -> dict[str, int]:
    """Row number of each key, the last one where it comes twice."""
    return {key: i for i, key in enumerate(optional(keys)) if key is not None}


def among(column: Texts, *values: str) -> Bools:
    """Whether each text is one of the values; a missing one is not."""
    found: Bools = column.isin(values).to_numpy(dtype=np.bool_)
    return found


def given(column: Texts) -> Bools:
    """Whether each text is there."""
    found: Bools = column.notna().to_numpy(dtype=np.bool_)
    return found


def looked_up(keys: Texts, numbers: Mapping[str, int]) -> Ints:
    """Number of each key; -1 where the key is missing or unknown."""
    return np.array([numbers.get(key, -1) for key in keys], dtype=np.int64)


def require(frame: pd.DataFrame, table: str, columns: Iterable[str]) -> None:
    """Check that a frame has the columns a measure needs.

    Raises
    ------
    MissingColumnError
        A needed column is absent.
    """
    absent = [name for name in columns if name not in frame.columns]
    if absent:
        raise MissingColumnError(
            f"missing column {', '.join(absent)}",
            where=table,
            expected="columns " + ", ".join(columns),
            remedy="add the column or map one to it under columns in the run file",
        )
