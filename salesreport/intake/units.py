"""Amounts in the unit that their header or the sheet's title names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import partial
from operator import eq
from typing import Any

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.amounts import money, names_unit
from salesreport.cells.bulk import matching
from salesreport.cells.compact import ScaledCells
from salesreport.cells.plain import Amount, Separated, written
from salesreport.cells.units import Unit, unit_of
from salesreport.tables import Column
from salesreport.tables.script import header_key, name_key, word_key

_MONEY_MEASURES = frozenset(
    {"bookings", "new_contracts", "invoiced", "collections", "revenue_per_customer"}
)
_UNIT_HEADERS = frozenset(
    map(header_key, ("单位", "金额单位", "货币单位", "计量单位", "Unit", "Units", "Currency unit"))
)
_SIGNED = r"[¥￥$＄€£￡₩A-Za-z]|人民币|人民幣"
_FORMATTED = 3
"""Different cells with a sign from which on it is the column's format."""


def in_units(cells: Coded, units: Sequence[Unit]) -> Coded:
    """Cells of a column, each with the unit its header or title names.

    `(万元)` multiplies by 10,000, `(%)` by 0.01, `(USD)` says the currency. Cells
    that name their own unit (`52万`, `520000元`) keep it. A sign (`¥52`) is none where
    the whole column bears one, as formatted columns do; where only some cells do, they
    may be meant in 元, and are faults. Of two different units none is taken: cells
    without their own are faults.
    """
    if not units:
        return cells
    if len(units) > 1:
        return cells.map(_unclear)
    (unit,) = units
    if unit.factor > 1:
        cells = _without_stray_signs(cells)
    return Coded(cells.codes, ScaledCells(cells, *unit))


def _without_stray_signs(cells: Coded) -> Coded:
    """Column in which cells with a currency's sign are faults, unless all bear one."""
    found = matching(cells.distinct if cells.text is None else cells.text, _SIGNED)
    if cells.text is None:
        found |= np.array([isinstance(cell, Separated) for cell in cells.distinct], dtype=np.bool_)
    signed = np.flatnonzero(found).tolist()
    others = np.flatnonzero(~found).tolist()
    if not signed:
        return cells
    distinct = cells.distinct
    if len(signed) >= _FORMATTED and not any(_signs(distinct[place]) == set() for place in others):
        return cells
    stray = {place for place in signed if _signs(distinct[place])}
    told = [_unclear(cell) if place in stray else cell for place, cell in enumerate(distinct)]
    return Coded(cells.codes, told) if stray else cells


def _signs(cell: Any) -> Set[str] | None:
    """Currencies that a cell's sign may stand for; None for what names a unit or is no amount."""
    found = money(cell)
    return found.currencies if isinstance(found, Amount) and not names_unit(cell) else None


def unit_header(extras: Mapping[str, Coded]) -> str:
    """Header of the column, 单位, that holds a unit of money for each row; empty: none."""
    return next(
        (
            header
            for header, cells in extras.items()
            if header_key(header) in _UNIT_HEADERS
            and any(unit is not None and unit.currencies for unit in _units_of(cells).distinct)
        ),
        "",
    )


def _units_of(cells: Coded) -> Coded:
    return cells.map(lambda cell: unit_of(written(cell), money=True))


def in_row_units(cells: Coded, named: Coded, *, has_currency: bool) -> Coded:
    """Amounts in the unit that stands beside them; where none does, they are faults.

    `has_currency`: a column names the currencies, so that 元 says none.
    """
    found, units = cells, _units_of(named)
    for unit in dict.fromkeys(units.distinct):
        rows = units.where(partial(eq, unit))
        if unit is None:
            told = cells.map(_unclear)
        else:
            plain = has_currency and "CNY" in unit.currencies
            told = in_units(cells, [Unit(unit.factor) if plain else unit])
        found = found.replaced(rows, told)
    return found


def _unclear(cell: Any) -> Any:
    if isinstance(cell, Fault) or not written(cell) or names_unit(cell):
        return cell
    return Fault("unclear_unit", written(cell))


class Measured:
    """What the rows of a table are about, where one column holds amounts and other numbers.

    Attributes
    ----------
    amounts, unknown : ndarray of bool
        Rows about a measure in money, and about one that no list holds.
    """

    def __init__(self, cells: Coded, column: Column, values: Mapping[str, str]) -> None:
        by_key = {name_key(old): new for old, new in values.items()}

        def name(cell: Any) -> str:
            word = by_key.get(name_key(written(cell)), written(cell))
            key = word_key(word)
            return column.choice_keys.get(key, "") if key else column.default or "bookings"

        names = cells.map(name)
        self.amounts = names.where(lambda found: found in _MONEY_MEASURES)
        self.unknown = names.where(lambda found: not found)


def titled(cells: Coded, column: Column, units: Sequence[Unit], about: Measured | None) -> Coded:
    """Cells of amounts whose header names no unit, with that of the sheet's title.

    Numbers about a measure in money are amounts; those about one that no list holds
    are faults, since nothing tells whether the unit is theirs.
    """
    if not units or not may_be_amounts(column):
        return cells
    of_title = in_units(cells, units)
    if about is None:
        return of_title
    found = cells.replaced(about.amounts, of_title)
    scaling = any(unit.factor != 1 for unit in units)
    return found.replaced(about.unknown, cells.map(_unclear)) if scaling else found


def may_be_amounts(column: Column) -> bool:
    """Whether a column holds amounts: money, or the value of a measure."""
    return column.kind == "money" or (column.kind == "number" and column.name == "value")
