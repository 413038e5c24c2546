"""Periods that stand in the titles of sheets: a sheet a month."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath

from salesreport.cells import Coded
from salesreport.intake.findings import Findings
from salesreport.intake.wide import period_of
from salesreport.periods import Period
from salesreport.readers.grids import Grid
from salesreport.readers.subjects import stated_year
from salesreport.readers.timespans import HALVES, YEAR, span_label
from salesreport.sources import Source
from salesreport.tables import Table
from salesreport.tables.script import header_key


def with_period(
    grid: Grid,
    table: Table,
    source: Source,
    elsewhere: Collection[str],
    year: Period,
    findings: Findings,
) -> Grid:
    """Sheet with the column of periods it lacks, where its title is a month or a quarter.

    A title without a year is of the source's, else of the one that a text above the header
    or the file's name states, else of the run's. What is taken is noted. A sheet without
    people stays as it is.

    Parameters
    ----------
    elsewhere : collection of str
        Columns that the run file takes from somewhere else.
    year : Period
        Of the run.
    """
    label = span_label(grid.sheet or "")
    if label is None or "period" in {*elsewhere, *source.columns.values()}:
        return grid
    if not _lacks(grid, table):
        return grid
    own, _, part = label.rpartition("-")
    if part in (YEAR, *HALVES) or len(part) > len("Q1"):
        return grid
    said = [*grid.titles, PurePosixPath(grid.file).stem]
    months = {int(part)} if part.isdigit() else set()
    found, _ = stated_year(said, months) or (year.label, "period")
    period = period_of(label, own or str(source.year or found), year)
    if not isinstance(period, str):
        return grid
    findings.add(
        "period_of_sheet", table=table.name, file=grid.file, sheet=grid.sheet, column="period",
        value=grid.sheet, period=period,
    )  # fmt: skip
    return replace(
        grid,
        header=(*grid.header, table.by_name["period"].en[0]),
        columns=[*grid.columns[: len(grid.header)], Coded.repeated(period, len(grid))],
    )


def _lacks(grid: Grid, table: Table) -> bool:
    """Whether the table needs a period, and a header names people, but none a period."""
    column = table.by_name.get("period")
    if column is None or not column.required:
        return False
    named = {table.header_index.get(header_key(header), ("",))[0] for header in grid.header}
    spans = table.wide and any(span_label(header) is not None for header in grid.header)
    return "period" not in named and bool(named & {"rep_id", "team"}) and not spans
