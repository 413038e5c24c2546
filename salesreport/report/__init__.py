"""The numbers of a run, computed once; closed views for each reader."""

from salesreport.report.build import Report, build_report
from salesreport.report.opening import (
    OpenedView,
    open_analyst,
    open_data,
    open_deck,
    open_playbook,
    open_report,
    open_targets,
    open_weekly,
)

__all__ = [
    "OpenedView",
    "Report",
    "build_report",
    "open_analyst",
    "open_data",
    "open_deck",
    "open_playbook",
    "open_report",
    "open_targets",
    "open_weekly",
]
