"""Tracked actions and what they show on record: overdue, stalled, unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from salesreport.measures import follow_up_outcome
from salesreport.periods import Period
from salesreport.retrospective.findings import Action, Fact
from salesreport.retrospective.records import days_between, money, records, source

N_ROWS = 20
_DAYS = ("date", "due_date", "done_date")


def oldest_first(activities: pd.DataFrame) -> pd.DataFrame:
    """Actions by their day, those of one day by what they say, whatever their order on file."""
    said = (c for c in activities.columns if c in Action.model_fields and c not in _DAYS)
    by = [*(day for day in _DAYS if day in activities), "rep_id", *sorted(said), "source_row"]
    return activities.sort_values(by, kind="stable")


def actions(
    activities: pd.DataFrame,
    *,
    period: Period,
    as_of: date,
    names: dict[str, str] | None = None,
) -> list[Action]:
    """Actions dated or due in the period, oldest first, each with its outcome.

    Outcome of an item due in the period as the measure `process` counts it;
    items due outside it are `not_due`. With `names` each says whose it is.
    """
    first, last = pd.Timestamp(period.first), pd.Timestamp(period.last)
    due_inside = activities["due_date"].between(first, last)
    rows = activities[activities["date"].between(first, last) | due_inside]
    outcome = follow_up_outcome(rows, as_of=as_of).where(due_inside[rows.index], "not_due")
    ordered = oldest_first(rows.assign(_outcome=outcome))
    return [_action(record, as_of, names or {}) for record in records(ordered)]


def _action(record: dict[str, Any], as_of: date, names: dict[str, str]) -> Action:
    due, done = record.get("due_date"), record.get("done_date")
    outcome = record["_outcome"]
    late_days = days_between(due, done or as_of) if outcome == "late" else None
    fields = {
        name: record.get(name)
        for name in Action.model_fields
        if name not in ("overdue_days", "outcome", "rep", "source")
    }
    return Action.model_validate(
        fields
        | {
            "outcome": outcome,
            "overdue_days": late_days,
            "rep": names.get(record.get("rep_id") or ""),
            "source": source(record),
        }
    )


def _by_rep(names: Iterable[str | None]) -> dict[str, int]:
    """How many each has, most first; nothing where nobody is named."""
    return dict(Counter(name for name in names if name).most_common())


def action_facts(found: list[Action]) -> list[Fact]:
    """Overdue and undated items of the period, as facts with their rows."""
    late = sorted(
        (a for a in found if a.outcome == "late"), key=lambda a: (-(a.overdue_days or 0), a.date)
    )
    unknown = [a for a in found if a.outcome == "unknown"]
    facts = []
    if late:
        facts.append(
            Fact(
                kind="overdue",
                count=len(late),
                by_rep=_by_rep(action.rep for action in late),
                values={"longest_days": late[0].overdue_days, "customer": late[0].customer},
                rows=[a.source for a in late[:N_ROWS]],
            )
        )
    if unknown:
        facts.append(
            Fact(
                kind="unknown_done_date",
                count=len(unknown),
                by_rep=_by_rep(action.rep for action in unknown),
                rows=[a.source for a in unknown[:N_ROWS]],
            )
        )
    return facts


def _whose(rows: pd.DataFrame, names: dict[str, str] | None) -> list[str | None]:
    return [(names or {}).get(rep_id) for rep_id in rows["credited_to"]] if names else []


def slipped_fact(
    rows: pd.DataFrame, *, currency: str, names: dict[str, str] | None = None
) -> Fact | None:
    """Deals expected in the period that had not closed by its end."""
    once = rows.drop_duplicates("opportunity_id")
    if once.empty:
        return None
    largest = records(once.head(1))[0]
    return Fact(
        kind="slipped",
        count=len(once),
        by_rep=_by_rep(_whose(once, names)),
        values={
            "amount": money(int(rows["credited"].fillna(0).sum()), currency),
            "customer": largest.get("customer"),
            "largest": money(largest.get("credited"), currency),
        },
        rows=[source(record) for record in records(once.head(N_ROWS))],
    )
