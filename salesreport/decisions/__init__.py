"""The workbook of decisions beside a weekly page: a row of each of its rows, to be filled in."""

from salesreport.decisions.workbook import decisions_bytes

__all__ = ["decisions_bytes"]
