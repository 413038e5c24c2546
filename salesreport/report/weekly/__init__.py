"""The weekly review of a run: who reads it, what the week changed, rows for each block."""

from salesreport.report.weekly.files import Past, read_past, reader_stem, weekly_folder
from salesreport.report.weekly.readers import ALL, Reader, readers
from salesreport.report.weekly.whole import Week, weekly_view

__all__ = [
    "ALL",
    "Past",
    "Reader",
    "Week",
    "read_past",
    "reader_stem",
    "readers",
    "weekly_folder",
    "weekly_view",
]
