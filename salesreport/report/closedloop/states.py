"""Where a commitment stands: done, done late, settled, open, dropped, or not written down."""

from __future__ import annotations

from datetime import date
from typing import Literal

from salesreport.retrospective.findings import PlanRow

_AT_THE_END = ("status", "support_given", "result", "accepted_by", "done_date")
"""Columns that are written when a row is done."""

State = Literal["done", "late", "settled", "open", "dropped", "unrecorded"]


def state(row: PlanRow, as_of: date) -> State:
    """State of a plan as known on a day.

    Done after its deadline is `late`; done without a day is done, and never late. What
    was done after `as_of` is not known yet. What nobody called done is `settled` where all the
    deals it is about are closed.

    Examples
    --------
    >>> from datetime import date
    >>> due = PlanRow(who="A", due_date=date(2026, 6, 30), status="done")
    >>> state(due.model_copy(update={"done_date": date(2026, 7, 2)}), date(2026, 7, 5))
    'late'
    >>> state(due.model_copy(update={"done_date": date(2026, 7, 2)}), date(2026, 7, 1))
    'open'
    """
    if row.done_date is not None and row.done_date > as_of:
        return "settled" if row.closing is not None else "open"
    if row.status == "dropped":
        return "dropped"
    if row.status == "done" or (row.done_date is not None and row.status is None):
        late = row.done_date and row.due_date and row.done_date > row.due_date
        return "late" if late else "done"
    if row.closing is not None:
        return "settled"
    return "unrecorded" if row.status is None else "open"


def known(row: PlanRow, as_of: date) -> PlanRow:
    """Row as it stood on a day: without what was written with a completion after it.

    Examples
    --------
    >>> from datetime import date
    >>> row = PlanRow(who="A", status="done", result="95 %", done_date=date(2026, 7, 2))
    >>> known(row, date(2026, 7, 1)).status, known(row, date(2026, 7, 2)).status
    (None, 'done')
    """
    if row.done_date is None or row.done_date <= as_of:
        return row
    return row.model_copy(update=dict.fromkeys(_AT_THE_END))


def is_open(row: PlanRow, as_of: date) -> bool:
    """Whether a plan is still to be done, one without a status among them."""
    return state(row, as_of) in ("open", "unrecorded")
