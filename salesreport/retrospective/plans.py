"""Improvement plans (Table 3) and notes that belong to a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from salesreport.measures.catalogue import MEASURES
from salesreport.measures.target import EVERYBODY
from salesreport.periods import Period
from salesreport.retrospective.findings import Closing, Note, PlanRow
from salesreport.retrospective.records import records, source
from salesreport.tables import TABLES

DEALS = "deals"
"""Among a proposed row's figures: ids of the open deals it asks a decision of."""

_FIELDS = tuple(column.name for column in TABLES["plans"].columns)


def plan_rows(plans: pd.DataFrame, names: dict[str, str]) -> list[PlanRow]:
    """Rows of the plan table; `who` is the rep's name, or rep or team as written.

    A row that names a rep is the rep's, whatever team stands beside.
    """
    return [
        PlanRow.model_validate(
            {name: record.get(name) for name in _FIELDS}
            | ({"team": None} if record.get("rep_id") else {})
            | {
                "support_owner": names.get(
                    record.get("support_owner") or "", record.get("support_owner")
                ),
                "who": _who(record, names),
                "unit": unit_of(record.get("measure")),
                "source": source(record),
            }
        )
        for record in records(plans)
    ]


def _who(record: Mapping[str, Any], names: dict[str, str]) -> str:
    rep_id, team = record.get("rep_id"), record.get("team")
    return names.get(rep_id, rep_id) if rep_id else team or ""


def closing(row: PlanRow, deals: pd.DataFrame, as_of: date) -> Closing | None:
    """What became of the deals a proposed row is about, once all of them are closed.

    None while one is open on `as_of` or not on record, and of a row that is about none or
    whose item a person put in other words: it may be about others then.

    Parameters
    ----------
    row : PlanRow
    deals : DataFrame
        Opportunities as known, with `stage` and `close_date`; a deal may stand in several rows.
    as_of : date
    """
    asked = row.values.get(DEALS)
    if not isinstance(asked, list) or not asked or row.item is not None:
        return None
    known = deals[deals["opportunity_id"].isin(asked)].drop_duplicates("opportunity_id")
    closed = known[~(known["close_date"] > pd.Timestamp(as_of))]
    won, lost = (int((closed["stage"] == stage).sum()) for stage in ("won", "lost"))
    return Closing(won=won, lost=lost) if won + lost == len(set(asked)) else None


def unit_of(measure: str | None) -> str | None:
    """Unit of a measure's values; None of one that has no definition here."""
    return MEASURES[measure].unit if measure in MEASURES else None


def notes_of(notes: pd.DataFrame, period: Period, names: dict[str, str]) -> list[Note]:
    """Comments, statements, objections and rulings of the period and its months.

    `by` is the writer's name where it was given as a rep's id.
    """
    labels = {period.label, *(month.label for month in period.months())}
    rows = notes[notes["period"].isin(labels)]
    return [
        Note.model_validate(
            {name: record.get(name) for name in Note.model_fields}
            | {
                "by": names.get(record.get("by") or "", record.get("by")),
                "team": _team_meant(record),
            }
        )
        for record in records(rows)
    ]


def _team_meant(note: Mapping[str, Any]) -> str | None:
    """Team a note is about; a rep beside it is who is meant."""
    team = note.get("team")
    return None if note.get("rep_id") or team == EVERYBODY else team
