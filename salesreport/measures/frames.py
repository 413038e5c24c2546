"""Columns of a canonical table as plain arrays; an absent column is all missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.errors import MissingColumnError

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Texts: TypeAlias = "pd.Series[str]"

NO_DAY = int(np.iinfo(np.int64).min)
"""Day number of a missing date: before every day there is."""

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


def text(frame: pd.DataFrame, name: str) -> Texts:
    """Column as text; blank text is missing."""
    if name not in frame.columns:
        return pd.Series(pd.NA, index=frame.index, dtype="str")
    column = frame[name].astype("str")
    return column.mask(column == "")


def days(frame: pd.DataFrame, name: str) -> Ints:
    """Dates as day numbers; `NO_DAY` where missing."""
    if name not in frame.columns:
        return np.full(len(frame), NO_DAY, dtype=np.int64)
    column = pd.to_datetime(frame[name])
    return column.to_numpy().astype("datetime64[D]").astype(np.int64)


def whole(frame: pd.DataFrame, name: str) -> tuple[Ints, Bools]:
    """Whole numbers (minor units, counts) and which of them are known."""
    if name not in frame.columns:
        return np.zeros(len(frame), dtype=np.int64), np.zeros(len(frame), dtype=np.bool_)
    column = frame[name].astype("Int64")
    known: Bools = column.notna().to_numpy(dtype=np.bool_)
    value: Ints = np.asarray(column.to_numpy(dtype=np.int64, na_value=0), dtype=np.int64)
    return value, known


def fractions(frame: pd.DataFrame, name: str) -> list[Fraction | None]:
    """Decimals (rates, numbers) as exact fractions; None where missing."""
    if name not in frame.columns:
        return [None] * len(frame)
    return [None if _blank(value) else Fraction(value) for value in frame[name]]


def flagged(frame: pd.DataFrame, name: str) -> Bools:
    """Yes/no column; missing counts as no."""
    if name not in frame.columns:
        return np.zeros(len(frame), dtype=np.bool_)
    return frame[name].astype("boolean").to_numpy(dtype=np.bool_, na_value=False)


def optional(column: Texts) -> list[str | None]:
    """Text as a list; None where missing."""
    return [
        None if missing else value for value, missing in zip(column, column.isna(), strict=True)
    ]


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


def _blank(value: Any) -> bool:
    return value is None or value is pd.NA or value != value
