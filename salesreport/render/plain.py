"""Any parameter value as plain JSON types, so that every notebook file stays valid."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from salesreport.errors import ParameterError


def plain(value: Any, *, name: str) -> Any:
    """`value` in the types JSON knows.

    Dates and times become ISO text, Decimal its exact text, a path its text,
    tuples and arrays lists, numpy scalars Python's own, and every missing value
    (NaN, NaT, NA, a NaN Decimal) None.

    Parameters
    ----------
    value : object
        What the caller gave.
    name : str
        The parameter's name, for the error.

    Raises
    ------
    ParameterError
        A value with no plain form: infinity, a set, any other object, a mapping
        whose keys are not text.

    Examples
    --------
    >>> plain({"start": date(2024, 6, 1), "reps": ("A", float("nan"))}, name="x")
    {'start': '2024-06-01', 'reps': ['A', None]}
    """
    if isinstance(value, np.generic):
        value = value.item() if not isinstance(value, np.datetime64) else pd.Timestamp(value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, Enum):
        return plain(value.value, name=name)
    if isinstance(value, str | bool | int):
        return value if type(value) in (str, bool, int) else _base(value)
    if isinstance(value, float):
        return _finite(float(value), name=name)
    if isinstance(value, Decimal):
        return None if value.is_nan() else _exact(value, name=name)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    return _container(value, name=name)


def _container(value: Any, *, name: str) -> Any:
    if isinstance(value, Mapping):
        return {_key(key, name=name): plain(part, name=name) for key, part in value.items()}
    if isinstance(value, np.ndarray | pd.Series | pd.Index):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain(part, name=name) for part in value]
    raise _no_plain_form(f"a value of type {type(value).__name__}", name=name)


def _base(value: str | int) -> str | int:
    return str(value) if isinstance(value, str) else int(value)


def _finite(value: float, *, name: str) -> float | None:
    if math.isinf(value):
        raise _no_plain_form("an infinite number", name=name)
    return None if math.isnan(value) else value


def _exact(value: Decimal, *, name: str) -> str:
    if value.is_infinite():
        raise _no_plain_form("an infinite number", name=name)
    return str(value)


def _key(key: Any, *, name: str) -> str:
    if not isinstance(key, str):
        raise _no_plain_form(f"a mapping with the key {key!r}", name=name)
    return str(key)


def _no_plain_form(what: str, *, name: str) -> ParameterError:
    return ParameterError(
        f"parameter {name!r} holds {what}",
        where="notebook parameters",
        expected="text, a number, true or false, a date, or lists and mappings of these",
        remedy="convert it before the call",
    )
