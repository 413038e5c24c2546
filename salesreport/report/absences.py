"""Days a rep was away in the period, for the pages to say before any figure."""

from __future__ import annotations

from datetime import timedelta

from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.views import Leave
from salesreport.retrospective.records import records

OTHER_KINDS = ("transfer", "training")
"""Kinds of the table of leave that are no leave."""


def leave_of(material: Material, rep_id: str, period: Period | None = None) -> list[Leave]:
    """Leave of a rep that touches a period, in order; whatever it does to the target.

    Rows that overlap or follow each other are one, with their days outside the period,
    which is the run's where none is given.
    """
    period, table = period or material.run.period, material.table("leave")
    if table is None:
        return []
    own = table[table["rep_id"] == rep_id].sort_values("from_date", kind="stable")
    found: list[Leave] = []
    for record in records(own):
        row = Leave(
            first=record["from_date"],
            last=record["to_date"],
            on_leave=record["kind"] not in OTHER_KINDS,
        )
        found = _joined(found, row)
    return [row for row in found if row.first <= period.last and row.last >= period.first]


def _joined(found: list[Leave], row: Leave) -> list[Leave]:
    if not found or found[-1].last + timedelta(days=1) < row.first:
        return [*found, row]
    before = found[-1]
    whole = Leave(
        first=before.first,
        last=max(before.last, row.last),
        on_leave=before.on_leave and row.on_leave,
    )
    return [*found[:-1], whole]
