"""A converted draft as the typed frame that measures take, checked by its contract."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandera.errors import SchemaErrors

from salesreport.cells.plain import text
from salesreport.errors import InputError
from salesreport.intake.draft import Draft
from salesreport.intake.people import INFERRED
from salesreport.tables import contract
from salesreport.tables.contract import DTYPES
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
    kept = list(draft.kept())
    columns: dict[str, Any] = {}
    for column in draft.table.columns:
        cells = draft.cells[column.name]
        columns[column.name] = _typed([cells[i] for i in kept], column.kind)
    columns["source_file"] = pd.Categorical([draft.file[i] or None for i in kept])
    columns["source_sheet"] = pd.Categorical([draft.sheet[i] for i in kept])
    rows = [draft.row[i] if draft.row[i] != _NO_ROW else None for i in kept]
    columns["source_row"] = pd.array(rows, dtype="Int64")
    for name, cells in draft.extras.items():
        if draft.table.name == "reps" and name == INFERRED:
            columns[name] = pd.array([cells[i] for i in kept], dtype="boolean")
        else:
            columns[name] = _typed([text(cells[i]) for i in kept], "text")
    return _checked(pd.DataFrame(columns), draft)


def _typed(values: list[Any], kind: Kind) -> Any:
    if kind == "date":
        return np.array(values, dtype="datetime64[D]").astype("datetime64[us]")
    if DTYPES[kind] == "object":
        return pd.Series(values, dtype="object")
    return pd.Series(values, dtype=DTYPES[kind])


def _checked(frame: pd.DataFrame, draft: Draft) -> pd.DataFrame:
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
