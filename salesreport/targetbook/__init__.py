"""The target plan as a workbook: the first sheet is read back as the table of targets.

`targets` the sheet in the form of the workbook to fill in · `sheets` why, months, other
ways, action plan, changes · `workbook` the whole file, the same bytes for the same view.
"""

from salesreport.targetbook.workbook import target_book_bytes

__all__ = ["target_book_bytes"]
