"""Books of plans: one workbook a period, and what a person changed in it.

`files` finds the books of a folder, `baseline` is what was proposed when a book was
written, `merging` lays a person's edits over what is proposed now, `decisions` is what a
meeting decided in a deck.
"""

from __future__ import annotations

from salesreport.planbook.baseline import Baseline, Proposed
from salesreport.planbook.cells import CELLS, TEXTS, Cell, Cells, is_same, same_cells
from salesreport.planbook.decisions import (
    BETWEEN,
    COLUMNS,
    TABLE,
    ColumnName,
    Decided,
    DecisionColumn,
    Marks,
    decision_key,
    plan_ids,
)
from salesreport.planbook.files import BookFile, book_name, books_in, unread_in
from salesreport.planbook.merging import Merged, merged

__all__ = [
    "BETWEEN",
    "CELLS",
    "COLUMNS",
    "TABLE",
    "TEXTS",
    "Baseline",
    "BookFile",
    "Cell",
    "Cells",
    "ColumnName",
    "Decided",
    "DecisionColumn",
    "Marks",
    "Merged",
    "Proposed",
    "book_name",
    "books_in",
    "decision_key",
    "is_same",
    "merged",
    "plan_ids",
    "same_cells",
    "unread_in",
]
