"""The weekly review of a run: who reads it, what the week changed, rows for each block."""

from salesreport.report.weekly.files import Past, read_past, reader_stem, weekly_folder
from salesreport.report.weekly.readers import ALL, Reader, readers
from salesreport.report.weekly.whole import snapshot_now, weekly_view

__all__ = [
    "ALL",
    "Past",
    "Reader",
    "read_past",
    "reader_stem",
    "readers",
    "snapshot_now",
    "weekly_folder",
    "weekly_view",
]
