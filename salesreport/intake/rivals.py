"""Several columns of a file that may be one column of the table, and where they differ."""

from __future__ import annotations

import json
from collections.abc import Callable, Set
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from salesreport.cells import Amount, Coded, Fault
from salesreport.cells.amounts import money
from salesreport.cells.days import day
from salesreport.cells.plain import written
from salesreport.intake.findings import Findings
from salesreport.intake.headers import ColumnMap, states_currency
from salesreport.intake.remarks import fit
from salesreport.problems import Problem
from salesreport.readers.faults import columns_error
from salesreport.readers.grids import Grid
from salesreport.tables import Table
from salesreport.tables.script import header_key, name_key, word_key

Told = Callable[[str, int], Coded]
"""Cells of a place read as a column: with its order of dates and its unit."""


def note_rivals(
    grid: Grid,
    declared: Table,
    found: ColumnMap,
    used: Set[str],
    told: Told,
    findings: Findings,
    currency: str = "",
) -> None:
    """Note headers that may name a column for which another is read.

    Nothing is said where both hold the same in every row, read with their own units
    and forms of dates: then it does not matter which is read. A row in which only one of
    them is filled differs.

    Raises
    ------
    SourceColumnsError
        Two headers differ in nothing but remarks, of which none is better, or the days
        of won and lost deals are both filled in a row; and their cells differ.

    Parameters
    ----------
    currency : str
        Of the report.
    used : collection of str
        Keys of headers that the run file uses, or ignores: these are no rivals.
    told : callable
        Cells of a place as a column of the table reads them.
    """
    for name, places in found.rivals.items():
        taken = found.known[name]
        for place in places:
            if header_key(grid.header[place]) in used - {header_key(grid.header[taken])}:
                continue
            kind = declared.by_name[name].kind
            one, other = told(name, taken), told(name, place)
            if place in found.beside.get(name, []):
                filled = ~(one.where(_is_no_day) | other.where(_is_no_day))
                if _n_different(one.take(filled), other.take(filled), kind):
                    raise _unclear(grid, declared, name, taken, place)
                continue
            n_rows = _n_different(one, other, kind)
            if n_rows and _equal_but_for_remarks(grid, declared, name, taken, place, currency):
                raise _unclear(grid, declared, name, taken, place)
            if n_rows:
                findings.add(
                    "several_columns", table=declared.name, file=grid.file, sheet=grid.sheet,
                    column=name, value=grid.header[taken], other=grid.header[place],
                    count=n_rows, line=_line(grid, name, place),
                )  # fmt: skip


def _line(grid: Grid, name: str, place: int) -> str:
    return f"{{{json.dumps(grid.header[place], ensure_ascii=False)}: {name}}}"


def _equal_but_for_remarks(
    grid: Grid, declared: Table, name: str, taken: int, place: int, currency: str
) -> bool:
    """Whether neither of two headers is the better one: by its remark, or by having none."""
    one, other = grid.header[taken], grid.header[place]
    if header_key(one) != header_key(other):
        return False
    if word_key(one) == header_key(one) != word_key(other):
        return False
    column, stated = declared.by_name[name], states_currency(grid, declared)
    fits = [fit(h, declared, column, currency, stated=stated) for h in (one, other)]
    return fits[0] == fits[1]


def _unclear(grid: Grid, declared: Table, name: str, taken: int, place: int) -> Exception:
    headers = [grid.header[taken], grid.header[place]]
    lines = [_line(grid, name, at) for at in (taken, place)]
    problem = Problem(
        "error", "unclear_column", declared.name, grid.file, grid.sheet, grid.header_line, name,
        ", ".join(headers), {"choice": " / ".join(lines)},
    )  # fmt: skip
    return columns_error(
        problem,
        f"each of {', '.join(headers)} may be the column {name!r}, and they differ",
        expected="one of them named in the run file",
        remedy=" or ".join(f"add `columns: {line}`" for line in lines)
        + f" to data.{declared.name} in the run file",
    )


def _n_different(one: Coded, other: Coded, kind: str) -> int:
    both = Coded.stacked([one.map(lambda c: _value(c, kind)), other.map(lambda c: _value(c, kind))])
    both = both.merged()
    return int(np.count_nonzero(both.codes[: len(one)] != both.codes[len(one) :]))


def in_one_column(days: Coded, others: Coded) -> Coded:
    """Days with those of another column in the rows that have none."""
    return days.replaced(days.where(_is_no_day), others)


def _is_no_day(cell: Any) -> bool:
    """Whether a cell is blank, or a mark such as a dash that stands for that."""
    return not isinstance(cell, Fault) and day(cell, ZoneInfo("UTC")) is None


def _value(cell: Any, kind: str) -> Any:
    """What a cell says, whatever its form: an amount, a day, else its word."""
    if isinstance(cell, Fault):
        return ("", cell.shown)
    if kind == "money" and isinstance(found := money(cell), Amount):
        return (str(found.value.normalize()), tuple(sorted(found.currencies)))
    if kind == "date" and (found_day := day(cell, ZoneInfo("UTC"))) is not None:
        return str(found_day)
    return name_key(written(cell))
