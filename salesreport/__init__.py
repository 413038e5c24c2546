"""Sales retrospectives from the tables a sales team has.

A run file names a period, the data and a policy. From it:

>>> from salesreport import open_report
>>> report = open_report("params/sample.yaml", rep_id="0003")  # doctest: +SKIP
>>> report.view.rep.score.grade, report.rows("conversion")  # doctest: +SKIP

`build_report` computes everything once; `for_rep` and `for_team` are closed
views holding only what that reader may see; `display` turns a view into tables,
charts and sentences; `salesreport build` makes the pages of all of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesreport.errors import SalesReportError
    from salesreport.params import RunFile, load_run
    from salesreport.periods import Period
    from salesreport.policy import Policy, load_policy
    from salesreport.report import (
        Report,
        build_report,
        open_analyst,
        open_data,
        open_deck,
        open_playbook,
        open_report,
        open_targets,
        open_weekly,
    )

__all__ = [
    "Period",
    "Policy",
    "Report",
    "RunFile",
    "SalesReportError",
    "build_report",
    "load_policy",
    "load_run",
    "open_analyst",
    "open_data",
    "open_deck",
    "open_playbook",
    "open_report",
    "open_targets",
    "open_weekly",
]

__version__ = "0.1.0"

_HOMES = {
    "Period": "periods",
    "Policy": "policy",
    "Report": "report",
    "RunFile": "params",
    "SalesReportError": "errors",
    "build_report": "report",
    "load_policy": "policy",
    "load_run": "params",
    "open_analyst": "report",
    "open_data": "report",
    "open_deck": "report",
    "open_playbook": "report",
    "open_report": "report",
    "open_weekly": "report",
    "open_targets": "report",
}


# papermill imports this package to find our engine, in every environment that has
# both: it must not pay for pandas there, nor break where a library is broken.
def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
