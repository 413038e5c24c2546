"""The scorecard workbook: Table 2, receipts, deals and terms with live formulas.

`scorecard_bytes(view, language)` makes the whole file from the scorecard's closed view.
"""

from salesreport.scorecard.workbook import scorecard_bytes

__all__ = ["scorecard_bytes"]
