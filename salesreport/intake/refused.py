"""Tracking rows that were left out because they name no key action."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.intake.draft import Draft
from salesreport.intake.frames import typed

RULE = "missing_key_action"
_COLUMNS = ("rep_id", "customer", "date")


def refused_actions(draft: Draft | None) -> pd.DataFrame | None:
    """Rows of the tracking table left out by the rule, in file order.

    A row left out before people were resolved keeps its rep as written. `shown` is the
    file's own row number.
    """
    if draft is None:
        return None
    places = np.flatnonzero(draft.listed)
    rows = np.array([at for at in places if draft.rule_at(int(at)) == RULE], dtype=np.int64)
    kinds = {column.name: column.kind for column in draft.table.columns}
    columns = {name: typed(draft.column(name).take(rows), kinds[name]) for name in _COLUMNS}
    columns["source_file"] = pd.array(list(draft.file.take(rows)), dtype="str")
    columns["source_sheet"] = pd.array(list(draft.sheet.take(rows)), dtype="str")
    columns["source_row"] = pd.array(draft.row[rows], dtype="Int64")
    return pd.DataFrame(columns)
