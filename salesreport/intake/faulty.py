"""Cells that are no values already when they are read, listed once for each column."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from salesreport.intake.findings import Findings
from salesreport.intake.headers import ColumnMap
from salesreport.readers.grids import Grid
from salesreport.tables import Table
from salesreport.tables.script import header_key

OF_CELLS = frozenset({"formula_without_value", "error_cell"})
"""Rules of readers' problems that name cells of one column."""


def note_faulty_cells(
    grid: Grid,
    declared: Table,
    found: ColumnMap,
    ignored: Iterable[str],
    findings: Findings,
    used: Set[str] = frozenset(),
) -> None:
    """Note a reader's problems of cells under the column of the table they stand in.

    Columns that the source has ignored are not read, so that nothing is wrong with them.
    Of a column that nothing reads it is said that it is `unused`.

    Parameters
    ----------
    used : collection of str
        Keys of headers that the source reads beside the table's columns.
    """
    silent = {header_key(header) for header in ignored}
    names = {grid.header[place]: name for name, place in found.known.items()}
    names |= {grid.header[place]: "value" for place in found.months}
    for problem in grid.notes:
        header = problem.column or ""
        if problem.rule not in OF_CELLS or header_key(header) in silent:
            continue
        column = declared.by_name.get(names.get(header, ""))
        name = header if column is None else column.name
        values = {**problem.values, **({} if name == header else {"header": header})}
        if column is None and header_key(header) not in used:
            values["unused"] = "true"
        optional = column is None or not (column.required or column.needed_when)
        findings.add_problem(
            replace(problem, column=name, values=values), table=declared.name, optional=optional
        )
