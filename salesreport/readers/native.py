"""Cells of sources that know types, databases and Parquet: kept as they are, or as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import pyarrow as pa

from salesreport.cells.coded import ArrowCells, Coded, Codes
from salesreport.cells.plain import Fault

KEPT = (str, bool, int, float, Decimal, datetime, date)
"""Types converters know; `None` beside them."""


def cell(value: Any) -> Any:
    """Value of a driver as a cell: numbers, days and truth values keep their type.

    Structures become JSON, anything else text as the driver writes it. Bytes are a
    `Fault`: whether they mean text, a number or a picture nobody can tell.

    Examples
    --------
    >>> cell(True), cell({"a": [1]}), cell(b"x").rule
    (True, '{"a": [1]}', 'binary_cell')
    """
    if value is None or isinstance(value, KEPT):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return Fault("binary_cell")
    if isinstance(value, dict | list | tuple):
        text = json.dumps(value, ensure_ascii=False, default=_json_text)
        return text.encode(errors="replace").decode()  # JSON may hold half a character
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta | UUID):
        return str(value)
    return str(value)


def _json_text(value: Any) -> str:
    made = cell(value)
    return "" if isinstance(made, Fault) else str(made)


class Growing:
    """A column that grows batch by batch and holds each different cell once."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}
        self._distinct: list[Any] = []
        self._codes: list[Codes] = []

    def add(self, batch: Coded) -> None:
        """Cells of the next rows."""
        places = []
        for value in batch.distinct:
            key = (value.__class__, value)
            place = self._places.get(key)
            if place is None:
                place = self._places[key] = len(self._distinct)
                self._distinct.append(value)
            places.append(place)
        lookup = np.array(places, dtype=np.int64)
        self._codes.append(lookup[batch.codes])

    def whole(self) -> Coded:
        """The column."""
        none = np.zeros(0, dtype=np.int64)
        codes = np.concatenate(self._codes) if self._codes else none
        if all(value is None or value.__class__ is str for value in self._distinct):
            return Coded(codes, ArrowCells(pa.array(self._distinct, pa.string()), unique=True))
        return Coded(codes, self._distinct)


def coded(values: Sequence[Any]) -> Coded:
    """Column of what a driver gave; a structure has no place of its own until it is text."""
    try:
        return Coded.of(values).map(cell)
    except TypeError:
        return Coded.of(map(cell, values))


def growing(n_columns: int) -> list[Growing]:
    """A growing column for each of a source's columns."""
    return [Growing() for _ in range(n_columns)]


def numbered(n_rows: int) -> Codes:
    """Numbers of the rows of a source without a spreadsheet: 1 for the first."""
    return np.arange(1, n_rows + 1, dtype=np.int64)


def named(headers: Sequence[Any]) -> tuple[str, ...]:
    """Headers as text."""
    return tuple("" if header is None else str(header) for header in headers)
