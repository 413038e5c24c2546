"""Amounts in the unit that their header or the sheet's title names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from functools import partial
from operator import eq
from typing import Any

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.amounts import (
    LARGEST_BARE_RATE,
    has_percent,
    money,
    names_unit,
    number,
    rate,
)
from salesreport.cells.bulk import matching
from salesreport.cells.coded import Codes, Mask
from salesreport.cells.compact import ScaledCells
from salesreport.cells.plain import Amount, Separated, written
from salesreport.cells.units import UNCLEAR, Unit, header_units, unit_of
from salesreport.tables import Column
from salesreport.tables.columns import MEASURE_UNITS
from salesreport.tables.script import header_key, name_key, word_key

_MONEY_MEASURES = frozenset(name for name, unit in MEASURE_UNITS.items() if unit == "money")
_RATE_MEASURES = frozenset(name for name, unit in MEASURE_UNITS.items() if unit == "rate") - {
    "pipeline_coverage"
}
"""Rates of which a bare number above 2 is unclear; open deals may be 3 times a target."""
_UNIT_HEADERS = frozenset(
    map(header_key, ("单位", "金额单位", "货币单位", "计量单位", "Unit", "Units", "Currency unit"))
)
_STRAY = 10
"""Small rates for one above 2, from which on the large one says nothing of them."""
_LARGEST_TAX = Decimal("0.5")
_SIGNED = r"[¥￥$＄€£￡₩A-Za-z]|人民币|人民幣"
_FORMATTED = 3
"""Different cells with a sign from which on it is the column's format."""


def in_units(cells: Coded, units: Sequence[Unit]) -> Coded:
    """Cells of a column, each with the unit its header or title names.

    `(万元)` multiplies by 10,000, `(%)` by 0.01, `(USD)` says the currency. Cells
    that name their own unit (`52万`, `520000元`) keep it. A sign (`¥52`) is none where
    the whole column bears one, as formatted columns do; where only some cells do, they
    may be meant in 元, and are faults. Of two different units, or an unclear one, none is
    taken: cells without their own are faults.
    """
    if not units:
        return cells
    if len(units) > 1 or UNCLEAR in units:
        return cells.map(_unclear)
    (unit,) = units
    if unit.factor > 1 or (unit.factor < 1 and unit.currencies):
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


def in_row_units(
    cells: Coded, named: Coded, *, has_currency: bool, about: Measured | None = None
) -> Coded:
    """Amounts in the unit that stands beside them; where none does, they are faults.

    `has_currency`: a column names the currencies, so that 元 says none. `about`: rows
    about a known measure that is no amount may have 个 or nothing beside them.
    """
    found, units = cells, _units_of(named)
    for unit in dict.fromkeys(units.distinct):
        rows = units.where(partial(eq, unit))
        if unit is None:
            rows = rows if about is None else rows & (about.amounts | about.unknown)
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


def measure_named(column: Column, word: str) -> str:
    """Measure that a word names, also with its unit: `销售额（万元）`; empty for no known one."""
    keys = column.choice_keys
    return keys.get(word_key(word)) or keys.get(header_key(word), "")


class Measured:
    """What the rows of a table are about, where one column holds amounts and other numbers.

    Attributes
    ----------
    amounts, rates, unknown : ndarray of bool
        Rows about a measure in money, about a rate, and about one that no list holds.
    names : Coded
        Of each row the measure; empty for one that no list holds.
    units : Coded
        Of each row the units that its measure names: `销售额（万元）`, `回款率（%）`.
    """

    def __init__(self, cells: Coded, column: Column, values: Mapping[str, str]) -> None:
        by_key = {name_key(old): new for old, new in values.items()}

        def name(cell: Any) -> str:
            word = by_key.get(name_key(written(cell)), written(cell))
            return measure_named(column, word) if word_key(word) else column.default or "bookings"

        def units(cell: Any) -> tuple[Unit, ...]:
            measure = name(cell)
            found = header_units(written(cell), money=measure in _MONEY_MEASURES)
            return tuple(found) if measure else ()

        names = cells.map(name)
        self.names = names
        self.amounts = names.where(lambda found: found in _MONEY_MEASURES)
        self.rates = names.where(lambda found: found in _RATE_MEASURES)
        self.unknown = names.where(lambda found: not found)
        self.units = cells.map(units)

    def in_own_units(self, cells: Coded, told: Coded, others: Sequence[Unit]) -> Coded:
        """Cells `told` with the unit of the header, instead in that of their measure.

        `others`: units of the header; where they differ, neither is taken.
        """
        for units in dict.fromkeys(self.units.distinct):
            if units:
                both = [*dict.fromkeys([*units, *others])]
                told = told.replaced(self.units.where(partial(eq, units)), in_units(cells, both))
        return told

    def with_clear_rates(self, cells: Coded) -> Coded:
        """Cells in which a bare 90 for a rate is a fault, 90 % or 9,000 %, and 1.5 beside it."""
        if not self.rates.any():
            return cells
        found = cells
        for measure in sorted(set(self.names.distinct) & _RATE_MEASURES):
            rows = self.names.where(partial(eq, measure))
            scaled = rates_of_one_scale(cells, rows=rows).map(_unclear_rate)
            found = found.replaced(rows, scaled)
        return found


def rates_in_percent(cells: Coded) -> Coded:
    """Rates under a header in %, faults where all of them look like fractions of 1.

    0.25 among 25 and 90 is a quarter of a per cent; where no cell is above 1, the
    header may only tell the format that a workbook's cells had.
    """
    values = [number(cell, "") for cell in cells.distinct if not has_percent(cell)]
    numbers = [value for value in values if isinstance(value, Decimal)]
    small = all(abs(value) <= 1 for value in numbers)
    if not small or all(value == int(value) for value in numbers):
        return cells
    return cells.map(_doubted)


def rates_of_one_scale(cells: Coded, *, rows: Mask | None = None, tax: bool = False) -> Coded:
    """Rates of a column without unit, faults where bare cells beside them are per cents.

    Where 25 stands in the column, 1.5 may be 1.5 % or 150 %; a stray one among ten times
    as many small cells says nothing of them. Beside cells with % a bare cell above 1 may
    be either. A tax above 50 % there is not: a bare 1 may be 1 %.

    Parameters
    ----------
    rows : mask, optional
        Rows of rates in a column that also holds other numbers.
    tax : bool
        The column holds rates of tax.
    """
    bare = [_bare_rate(cell) for cell in cells.distinct]
    least = _least_doubted(cells.codes if rows is None else cells.codes[rows], bare, tax=tax)
    if least is None or not any(size is not None and size > least for size in bare):
        return cells
    return Coded(
        cells.codes,
        [_doubted(cell) if size is not None and size > least else cell
         for cell, size in zip(cells.distinct, bare, strict=True)],
    )  # fmt: skip


def _bare_rate(cell: Any) -> Decimal | None:
    """Size of a rate without %; None for one with it, -1 for what is no rate at all."""
    if has_percent(cell):
        return None
    value = number(cell, "")
    return abs(value) if isinstance(value, Decimal) else Decimal(-1)


def _least_doubted(codes: Codes, bare: Sequence[Decimal | None], *, tax: bool) -> Decimal | None:
    """Size above which a bare rate of the rows is unclear by what stands beside it."""
    counts = np.bincount(codes, minlength=len(bare)).tolist()
    here = [(size, n) for size, n in zip(bare, counts, strict=True) if n]
    n_large = sum(n for size, n in here if size is not None and size > LARGEST_BARE_RATE)
    n_small = sum(n for size, n in here if size is not None and 0 < size <= LARGEST_BARE_RATE)
    if n_large and n_large * _STRAY > n_small:
        return Decimal(0)
    if tax:
        return _LARGEST_TAX
    return Decimal(1) if any(size is None for size, _ in here) else None


def _doubted(cell: Any) -> Any:
    value = None if has_percent(cell) else number(cell, "")
    return Fault("ambiguous_rate", written(cell)) if isinstance(value, Decimal) and value else cell


def _unclear_rate(cell: Any) -> Any:
    found = rate(cell, "")
    unclear = isinstance(found, Fault) and found.rule == "ambiguous_rate"
    return Fault("ambiguous_rate", written(cell)) if unclear else cell


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
