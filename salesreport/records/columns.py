"""Columns of a canonical table as plain arrays; an absent column is all missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Texts: TypeAlias = "pd.Series[str]"

NO_DAY = int(np.iinfo(np.int64).min)
"""Day number of a missing date: before every day there is."""


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


def optional(column: Texts) -> list[str | None]:
    """Text as a list; None where missing."""
    return [
        None if missing else value for value, missing in zip(column, column.isna(), strict=True)
    ]


def _blank(value: Any) -> bool:
    return value is None or value is pd.NA or value != value
