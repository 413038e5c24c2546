"""The check of a typed frame, made from a table's declaration.

It runs after every cell was converted and listed, so a failure here means that
rows slipped past a rule: nothing is coerced and nothing is dropped.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pandera

from salesreport.problems import RULES
from salesreport.tables.declaration import Column, Kind, Table

DTYPES: dict[Kind, Any] = {
    "id": "str",
    "text": "str",
    "choice": "str",
    "period": "str",
    "date": "datetime64[us]",
    "money": "Int64",
    "count": "Int64",
    "rate": "object",
    "number": "object",
    "flag": "boolean",
}
"""Kind -> dtype of the delivered column; rate and number hold Decimal or None."""

PROVENANCE = ("source_file", "source_sheet", "source_row")
"""Columns that say where a row stands in the user's own files."""

UNCONVERTED = "unconverted"
"""Column of amounts, as text, that are missing for want of their currency's rate."""


def is_nullable(column: Column) -> bool:
    """Whether a delivered row may lack the cell."""
    soft = RULES[column.blank].soft if column.blank in RULES else False
    return not column.required or soft or column.needed_when is not None


@cache
def contract(table: Table) -> pandera.DataFrameSchema:
    """Schema of the frame intake delivers for a table.

    Column order, dtype by kind, no missing value where a row needs one, closed
    choices, counts of 0 or more. Extra columns stand after the declared ones.

    Examples
    --------
    >>> from salesreport.tables import table
    >>> list(contract(table("credits")).columns)[:3]
    ['opportunity_id', 'rep_id', 'share']
    """
    columns = {column.name: _column(column) for column in table.columns}
    columns["source_file"] = pandera.Column("category", nullable=True)
    columns["source_sheet"] = pandera.Column("category", nullable=True)
    columns["source_row"] = pandera.Column("Int64", nullable=True)
    return pandera.DataFrameSchema(columns, strict=False, ordered=False, name=table.name)


def _column(column: Column) -> pandera.Column:
    checks = []
    if column.choices and not column.open:
        names = [choice.name for choice in column.choices]
        checks.append(pandera.Check.isin(names))
    if column.kind == "count":
        checks.append(pandera.Check.ge(0))
    return pandera.Column(DTYPES[column.kind], checks=checks, nullable=is_nullable(column))


def keeps_contract(frame: pd.DataFrame, table: Table) -> bool:
    """Whether `contract` would pass, without saying what it would find.

    A few operations a column instead of a report on each: some hundred times as fast,
    which matters since almost every frame passes.
    """
    dtypes: dict[str, Any] = {column.name: DTYPES[column.kind] for column in table.columns}
    dtypes |= {"source_file": "category", "source_sheet": "category", "source_row": "Int64"}
    if any(name not in frame or str(frame[name].dtype) != dtypes[name] for name in dtypes):
        return False
    return all(_keeps(frame[column.name], column) for column in table.columns)


def _keeps(cells: pd.Series, column: Column) -> bool:
    if not is_nullable(column) and cells.hasnans:
        return False
    if column.choices and not column.open:
        names = [choice.name for choice in column.choices]
        return bool(cells.dropna().isin(names).all())
    return column.kind != "count" or bool((cells.dropna() >= 0).all())
