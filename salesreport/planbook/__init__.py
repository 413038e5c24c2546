"""Books of plans: one workbook a period, and what a person changed in it.

`files` finds the books of a folder, `baseline` is what was proposed when a book was
written, `merging` lays a person's edits over what is proposed now.
"""

from __future__ import annotations

from salesreport.planbook.baseline import Baseline, Proposed
from salesreport.planbook.cells import CELLS, TEXTS, Cell, Cells, is_same, same_cells
from salesreport.planbook.files import BookFile, book_name, books_in, unread_in
from salesreport.planbook.merging import Merged, merged

__all__ = [
    "CELLS",
    "TEXTS",
    "Baseline",
    "BookFile",
    "Cell",
    "Cells",
    "Merged",
    "Proposed",
    "book_name",
    "books_in",
    "is_same",
    "merged",
    "same_cells",
    "unread_in",
]
