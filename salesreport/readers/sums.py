"""Printed totals against the rows they cover, exactly."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from salesreport.cells.amounts import money, names_unit
from salesreport.cells.coded import Coded
from salesreport.cells.plain import Amount, Fault, written
from salesreport.cells.units import header_units
from salesreport.readers.addresses import cells_at
from salesreport.readers.evidence import adds_up
from salesreport.tables.script import simplified

Scope = Literal["part", "whole", "either", "mean"]

_SCALE = 6
MILLION: int = 10**_SCALE
"""Running sums are in millionths."""
_NEAR = Decimal("0.005")
_ONE = Decimal(1)
_LONGEST_RUN = 2000


class TotalRow(NamedTuple):
    """A row of totals: where, what it adds up, and how much its word alone says.

    Attributes
    ----------
    group : str
        Name of the group it adds up; empty for none.
    weak : bool
        It is one only if one of its numbers is a sum of rows it may cover.
    strict : bool
        It is one only if all of them are, of two rows or in two columns at least.
    word : str
        Its label as written.
    """

    position: int
    scope: Scope
    group: str
    weak: bool
    strict: bool = False
    word: str = ""


class Fit(NamedTuple):
    """How many columns of a total but for zeros are sums, and of how many rows at most."""

    columns: int
    rows: int


class Difference(NamedTuple):
    """A printed total that no sum of its rows gives."""

    position: int
    place: int
    printed: str
    summed: str
    difference: str


@dataclass(frozen=True)
class Sums:
    """Running sums of one column over the data rows, in millionths."""

    running: npt.NDArray[np.object_]
    unknown: npt.NDArray[np.int64]

    def of(self, first: int, end: int) -> int | None:
        """Sum of the rows from `first` to before `end`; None where one is a fault."""
        if first >= end or self.unknown[end] > self.unknown[first]:
            return None
        return int(self.running[end] - self.running[first])

    def of_rows(self, rows: npt.NDArray[np.int64]) -> int | None:
        """Sum of some rows; None where one is a fault."""
        if (self.unknown[rows + 1] > self.unknown[rows]).any():
            return None
        return int((self.running[rows + 1] - self.running[rows]).sum())


def differing(
    columns: list[Coded],
    headers: tuple[str, ...],
    totals: list[TotalRow],
    left_out: set[int],
    *,
    factor: Decimal = _ONE,
) -> tuple[list[Difference], dict[int, Fit]]:
    """Totals that differ from every sum they may stand for, and how those fit that do.

    A total may cover the rows since the total before it, since the last one of its
    kind, the last run of rows with one rep or team, the rows of the group it names
    together or wherever they stand, every row above or below it, or all. Where
    none of these fits, the difference is to the one its word means. Amounts that
    differ by half a hundredth or less are equal: a workbook adds binary fractions. A cell
    that names another unit than its header (3000元 below 万元) counts in the header's.

    Parameters
    ----------
    factor : Decimal
        Of the unit that the titles state for columns that name none.
    """
    differences: list[Difference] = []
    fits: dict[int, Fit] = {}
    positions = [total.position for total in totals]
    ones = running_sums(Coded.repeated("1", len(columns[0]) if columns else 0), left_out)
    for place, column in enumerate(columns):
        header = headers[place] if place < len(headers) else ""
        unit = _factor(header, factor)
        printed = {
            total.position: amount
            for total, cell in zip(totals, cells_at(column, positions), strict=True)
            if (amount := _amount(cell, unit)) is not None
        }
        if not printed or not adds_up(header):
            continue
        sums = running_sums(column, left_out, unit)
        for index, total in enumerate(totals):
            if total.position not in printed or total.scope == "mean":
                continue
            meant, others = covered(totals, index, len(column), sums, columns)
            value = printed[total.position]
            if any(_near(value, other) for other in (meant, *others)):
                n_rows = _n_rows(value, (meant, *others), totals, index, (ones, columns))
                before = fits.get(total.position, Fit(0, 0))
                fits[total.position] = Fit(before.columns + bool(value), max(before.rows, n_rows))
            elif meant is not None:
                differences.append(_difference(total.position, place, value, meant))
    return sorted(differences), fits


def _n_rows(
    value: Decimal,
    candidates: tuple[int | None, ...],
    totals: list[TotalRow],
    index: int,
    counting: tuple[Sums, list[Coded]],
) -> int:
    """Rows that the longest of the sums which a total fits is of; 0 where none needs to know."""
    if not totals[index].strict:
        return 0
    ones, columns = counting
    meant, others = covered(totals, index, len(columns[0]), ones, columns)
    counts = zip(candidates, (meant, *others), strict=True)
    return max((n or 0) // MILLION for summed, n in counts if _near(value, summed))


def _factor(header: str, of_titles: Decimal) -> Decimal:
    """Factor of the one unit a column's amounts are in; of several none is taken."""
    named = {unit.factor for unit in header_units(header, money=True) if unit.factor >= 1}
    return named.pop() if len(named) == 1 else _ONE if named else of_titles


def _amount(cell: Any, factor: Decimal = _ONE) -> Decimal | None:
    found = None if cell is None or isinstance(cell, Fault) else money(cell)
    if not isinstance(found, Amount):
        return None
    return found.value / factor if factor != _ONE and names_unit(cell) else found.value


def running_sums(column: Coded, left_out: set[int], factor: Decimal = _ONE) -> Sums:
    """Running sums of a column over its rows of data, in the unit of its header."""
    amounts = [_amount(cell, factor) for cell in column.distinct]
    scaled = np.array(
        [0 if a is None else int(a.scaleb(_SCALE).to_integral_value()) for a in amounts] or [0],
        dtype=object,
    )
    faults = np.array([isinstance(cell, Fault) for cell in column.distinct] or [False])
    values, unknown = scaled[column.codes], faults[column.codes].astype(np.int64)
    out = np.array(sorted(left_out), dtype=np.int64)
    values[out], unknown[out] = 0, 0
    running = np.concatenate([np.array([0], dtype=object), np.cumsum(values)])
    return Sums(running, np.concatenate([[0], np.cumsum(unknown)]))


def covered(
    totals: list[TotalRow], index: int, n_rows: int, sums: Sums, columns: list[Coded]
) -> tuple[int | None, list[int | None]]:
    """Sum a total's word means, and the other sums it may stand for."""
    total = totals[index]
    here = total.position
    last = totals[index - 1].position + 1 if index else 0
    following = totals[index + 1].position if index + 1 < len(totals) else n_rows
    kin = [t.position for t in totals[:index] if t.scope == total.scope]
    since_kin = sums.of(kin[-1] + 1 if kin else 0, here)
    part, below = sums.of(last, here), sums.of(here + 1, following)
    above, whole = sums.of(0, here), sums.of(0, n_rows)
    others = [part, since_kin, above, below, sums.of(here + 1, n_rows), whole]
    groups = _of_group(total, columns, sums) if total.group else []
    gathered = _gathered(total, columns, sums) if total.group else []
    others += [*groups, *gathered]
    others += [sums.of(first, here) for first in _run_starts(columns, last, here)]
    outermost = total.scope == "whole" or (total.scope == "either" and index == len(totals) - 1)
    meant = (above if outermost else part) if here else (whole if outermost else below)
    meant = gathered[0] if gathered else meant
    return (above if meant is None else meant), others


def _of_group(total: TotalRow, columns: list[Coded], sums: Sums) -> list[int | None]:
    """Sums of the unbroken blocks of rows that name the group, above the total."""
    found: list[int | None] = []
    for column in columns:
        rows = np.flatnonzero(column.where(lambda c: is_group(c, total.group)))
        rows = rows[rows < total.position]
        if len(rows):
            found.append(sums.of(int(rows[0]), total.position))
    return found


def _gathered(total: TotalRow, columns: list[Coded], sums: Sums) -> list[int | None]:
    """Sums of all rows above the total that a column gives to its group, wherever they stand.

    A blank cell is of the group above it, as where cells were merged.
    """
    found: list[int | None] = []
    for column in columns:
        named = column.where(lambda c: is_group(c, total.group))[: total.position]
        if named.any():
            filled = column.where(lambda c: bool(written(c)))[: total.position]
            last = np.maximum.accumulate(np.where(filled, np.arange(len(filled)), -1))
            found.append(sums.of_rows(np.flatnonzero((last >= 0) & named[last])))
    return found


def is_group(cell: Any, group: str) -> bool:
    """Whether a cell is the name of a group, in whatever script, width and case."""
    word = written(cell)
    if len(word) != len(group):
        return False
    return simplified(unicodedata.normalize("NFKC", word)).casefold() == group


def _run_starts(columns: list[Coded], first: int, end: int) -> set[int]:
    """Where the last run of one word begins, column by column; merged cells are blank."""
    first = max(first, end - _LONGEST_RUN)
    starts: set[int] = set()
    for column in columns if end > first else ():
        cells = [written(cell) for cell in cells_at(column, range(first, end))]
        word = next((cell for cell in reversed(cells) if cell), "")
        breaks = (place for place, cell in enumerate(cells) if cell and cell != word)
        starts.add(first + max(breaks, default=-1) + 1)
    return starts


def _near(value: Decimal, summed: int | None) -> bool:
    return summed is not None and abs(value - Decimal(summed).scaleb(-_SCALE)) <= _NEAR


def _difference(position: int, place: int, value: Decimal, summed: int) -> Difference:
    total = Decimal(summed).scaleb(-_SCALE)
    return Difference(position, place, plain(value), plain(total), plain(value - total))


def plain(value: Decimal) -> str:
    """Number without exponent and without zeros behind the point that say nothing."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
