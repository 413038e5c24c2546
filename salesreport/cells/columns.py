"""A whole column converted: plain cells by array, the others each once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesreport.cells import bulk
from salesreport.cells.amounts import LARGEST
from salesreport.cells.coded import ArrowCells, Coded, Codes, Mask
from salesreport.cells.compact import Amounts, ScaledCells
from salesreport.cells.plain import Amount

_MANY = 256
"""Fewer different cells are read one by one faster than by array."""

_SIGNS = (
    *((sign, pc.starts_with, 1, None) for sign in "¥￥$€£"),
    ("元", pc.ends_with, 0, -1),
)
"""Signs that stand alone before or after an amount, and where the amount stands."""


def converted(kind: str, cells: Coded, read: Callable[[Any], Any]) -> Coded:
    """Column of what a kind's single-cell converter gives for each cell."""
    if kind in ("id", "text"):
        return _texts(kind, cells, read)
    if kind == "date" and cells.n_distinct >= _MANY:
        return Coded(cells.codes, _days(cells, read))
    return cells.map(read)


def _texts(kind: str, cells: Coded, read: Callable[[Any], Any]) -> Coded:
    text = cells.text
    if text is not None:
        plain = bulk.plain_texts(text)
        if plain.all():
            return cells
        blank = pc.equal(text, "")
        if (plain | _booleans(blank) | _booleans(text.is_null())).all():
            found = pc.if_else(blank, None, text)
            return Coded(cells.codes, ArrowCells(found, unique=found.null_count < 2))
    return Coded(cells.codes, bulk.converted(kind, cells.distinct, read))


def _days(cells: Coded, read: Callable[[Any], Any]) -> list[Any]:
    found, plain = bulk.plain_days(_whole(cells), read)
    values: list[Any] = found.astype(object).tolist()
    for place in np.flatnonzero(~plain).tolist():
        values[place] = read(cells.distinct[place])
    return values


def _whole(cells: Coded) -> Any:
    """Different cells as an Arrow array where they are one, else as a list."""
    return cells.distinct if cells.text is None else cells.text


def money_column(cells: Coded, digits: int, read: Callable[[Any], Any]) -> Coded:
    """Column of `Amount`, Fault or None: what `amounts.money` gives for each cell.

    Plain amounts with at most `digits` decimals are held as whole numbers.
    """
    unit = cells.compact if isinstance(cells.compact, ScaledCells) else None
    inner = cells if unit is None else unit.cells
    if inner.n_distinct < _MANY:
        return cells.map(read)
    units, plain = bulk.money_minor(_whole(inner), digits)
    marks = Coded.repeated(frozenset() if unit is None else unit.currencies, len(units))
    if unit is not None:
        units, plain = _times(unit.factor, units, plain, digits)
    elif inner.text is not None:
        marks = _read_signed(inner.text, digits, read, units, plain)
    others = {
        place: read(unit.of(inner.distinct[place]) if unit else inner.distinct[place])
        for place in np.flatnonzero(~plain).tolist()
    }
    own = Coded.of(getattr(value, "currencies", frozenset()) for value in others.values())
    codes = np.zeros(len(units), dtype=np.int64)
    codes[[*others]] = own.codes
    marks = marks.replaced(~plain, Coded(codes, own.distinct)) if others else marks
    return Coded(cells.codes, Amounts(np.where(plain, units, 0), digits, marks, others))


def _read_signed(
    text: pa.StringArray, digits: int, read: Callable[[Any], Any], units: Codes, plain: Mask
) -> Coded:
    """Read the plain amounts behind or before one sign into `units`; give their marks."""
    marks = Coded.repeated(frozenset(), len(units))
    for sign, found, start, stop in _SIGNS:
        places = np.flatnonzero(_booleans(found(text, sign)) & ~plain)
        if len(places) < _MANY:
            continue
        bare = pc.utf8_slice_codeunits(text.take(pa.array(places)), start, stop)
        amounts, fits = bulk.money_minor(bare, digits)
        example = read(sign + "1" if start else "1" + sign)
        if not isinstance(example, Amount) or example.value != 1:
            continue
        rows = places[fits]
        units[rows], plain[rows] = amounts[fits], True
        marked = np.zeros(len(units), dtype=np.bool_)
        marked[rows] = True
        marks = marks.put(marked, example.currencies)
    return marks.merged()


def _booleans(found: pa.Array) -> Mask:
    mask: Mask = found.fill_null(False).to_numpy(zero_copy_only=False)
    return mask


def _times(factor: Decimal, units: Codes, plain: Mask, digits: int) -> tuple[Codes, Mask]:
    """Amounts times the factor of a header; only whole factors keep one plain."""
    whole = int(factor)
    if whole != factor or whole < 1:
        return units, np.zeros(len(plain), dtype=np.bool_)
    fits = np.abs(units) < int(LARGEST) * 10**digits // whole
    return np.where(fits, units, 0) * whole, plain & fits
