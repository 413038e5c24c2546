"""A converted draft as the typed frame that measures take, checked by its contract."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pandera.errors import SchemaErrors

from salesreport.cells import Coded
from salesreport.cells.coded import ArrowCells
from salesreport.errors import InputError
from salesreport.intake.draft import Draft
from salesreport.intake.people import INFERRED
from salesreport.tables import contract
from salesreport.tables.contract import DTYPES, keeps_contract
from salesreport.tables.declaration import Kind

_NO_ROW = 0


def frame_of(draft: Draft) -> pd.DataFrame:
    """Rows that are still in, in file order, columns in declared order.

    After the declared columns stand `source_file`, `source_sheet`, `source_row`
    and the extra columns under their own headers, as text.

    Raises
    ------
    InputError
        The frame breaks its contract; `failures` holds the cells.
    """
    kept = draft.kept()
    rows: Any = slice(None) if kept.all() else np.flatnonzero(kept)
    columns: dict[str, Any] = {}
    for column in draft.table.columns:
        columns[column.name] = typed(draft.cells[column.name].take(rows), column.kind)
    columns["source_file"] = _category(draft.file.take(rows).map(lambda name: name or None))
    columns["source_sheet"] = _category(draft.sheet.take(rows))
    numbers = draft.row[rows]
    columns["source_row"] = pd.arrays.IntegerArray(numbers.copy(), numbers == _NO_ROW)
    for name, cells in draft.extras.items():
        inferred = draft.table.name == "reps" and name == INFERRED
        columns[name] = typed(cells.take(rows), "flag" if inferred else "text")
    return _checked(pd.DataFrame(columns, copy=False), draft)


def typed(cells: Coded, kind: Kind) -> Any:
    """Cells of a kind as an array of the delivered dtype."""
    dtype = DTYPES[kind]
    if kind == "date":
        days = np.array(cells.distinct, dtype="datetime64[D]").astype("datetime64[us]")
        return days[cells.codes]
    if dtype == "str":
        return _text(cells)
    if dtype == "object":
        values = np.empty(cells.n_distinct, dtype=object)
        values[:] = cells.distinct
        return values[cells.codes]
    each = _masked(cells, dtype)
    return each.take(cells.codes)


def _text(cells: Coded) -> Any:
    text = cells.text
    distinct = pa.array(cells.distinct, pa.string()) if text is None else text
    return pd.array(distinct.take(pa.array(cells.codes)).cast(pa.large_string()), dtype="str")


def _masked(cells: Coded, dtype: Any) -> Any:
    if not isinstance(cells.compact, ArrowCells):
        distinct: Any = pd.array(cells.distinct, dtype=dtype)
        return distinct
    values = cells.compact.array.fill_null(0).to_numpy(zero_copy_only=False)
    return pd.arrays.IntegerArray(values.astype(np.int64), cells.compact.missing().copy())


def _category(cells: Coded) -> pd.Categorical:
    """Categories in alphabetical order, only those that stand in some row."""
    used = np.bincount(cells.codes, minlength=cells.n_distinct) > 0
    there = {cell for cell, stands in zip(cells.distinct, used.tolist(), strict=True) if stands}
    places = {name: place for place, name in enumerate(sorted(there - {None}))}
    each = np.array([places.get(cell, -1) for cell in cells.distinct], dtype=np.int64)
    names = pd.Index([*places], dtype="str")
    return pd.Categorical.from_codes(each[cells.codes], categories=names)


def _checked(frame: pd.DataFrame, draft: Draft) -> pd.DataFrame:
    if keeps_contract(frame, draft.table):
        return frame
    try:
        contract(draft.table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        refused = InputError(
            f"{len(cases)} cells break the contract of the table: "
            + "; ".join(f"{c.column} {c.check}" for c in cases.head(5).itertuples()),
            where=draft.table.name,
            expected="a table that passes its own contract once its cells are converted",
            remedy="report this with the file; a rule of intake let these cells pass",
        )
        refused.failures = cases  # type: ignore[attr-defined]
        raise refused from error
    return frame
