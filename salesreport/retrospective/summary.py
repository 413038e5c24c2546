"""One reader's retrospective, put together from their own rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from salesreport.periods import Period
from salesreport.retrospective.actions import (
    action_facts,
    actions,
    oldest_first,
    slipped_fact,
    stalled_fact,
)
from salesreport.retrospective.deals import (
    closed,
    deals,
    loss_reasons,
    slipped,
    usual_cycle_days,
    win_cases,
)
from salesreport.retrospective.findings import Deal, Fact, Gap, Retrospective, WinCase

N_DEALS = 10
N_ACTIONS = 8


@dataclass(frozen=True)
class Scope:
    """What one reader's retrospective is drawn from.

    `deals`: credited opportunities (columns as `retrospective.deals` needs);
    `activities`, `stage_changes`: None where the run has no such table.
    """

    deals: pd.DataFrame
    activities: pd.DataFrame | None
    stage_changes: pd.DataFrame | None
    period: Period
    as_of: date
    currency: str
    names: dict[str, str]


def retrospect(scope: Scope, gaps: list[Gap]) -> Retrospective:
    """Wins, losses, slipped deals and facts of the scope's period.

    Parameters
    ----------
    scope : Scope
        Rows of one rep or one team; nothing else is read.
    gaps : list of Gap
        Gaps to the references, already computed.
    """
    rows, period = scope.deals, scope.period
    won, lost = closed(rows, "won", period), closed(rows, "lost", period)
    late = slipped(rows, period, scope.as_of)
    cases = win_cases(
        won[won["share"] > 0],
        usual_days=usual_cycle_days(rows, period.trailing(12)),
        currency=scope.currency,
        names=scope.names,
    )
    return Retrospective(
        gaps=gaps,
        wins=[_with_actions(case, scope) for case in cases],
        lost_count=lost["opportunity_id"].nunique(),
        losses=loss_reasons(lost),
        lost_deals=_each_once(lost, scope),
        slipped=_each_once(late, scope),
        facts=_facts(scope, late),
    )


def _each_once(rows: pd.DataFrame, scope: Scope) -> list[Deal]:
    once = rows.drop_duplicates("opportunity_id").head(N_DEALS)
    return deals(once, currency=scope.currency, names=scope.names)


def _facts(scope: Scope, late: pd.DataFrame) -> list[Fact]:
    found: list[Fact | None] = []
    names = scope.names if len(scope.names) > 1 else None
    if scope.activities is not None:
        rows = actions(scope.activities, period=scope.period, as_of=scope.as_of, names=names)
        found += action_facts(rows)
    found.append(stalled_fact(scope.deals, scope.stage_changes, as_of=scope.as_of, names=names))
    found.append(slipped_fact(late, currency=scope.currency, names=names))
    return [fact for fact in found if fact is not None]


def _with_actions(case: WinCase, scope: Scope) -> WinCase:
    """The case with its recorded actions up to the close, oldest first."""
    if scope.activities is None:
        return case
    own = scope.activities["opportunity_id"] == case.deal.opportunity_id
    rows = oldest_first(scope.activities[own])
    if case.deal.close_date is not None:
        rows = rows[rows["date"] <= pd.Timestamp(case.deal.close_date)]
    span = _span_of(rows)
    found = actions(rows.tail(N_ACTIONS), period=span, as_of=scope.as_of) if span else []
    return case.model_copy(update={"actions": found})


def _span_of(rows: pd.DataFrame) -> Period | None:
    if rows.empty:
        return None
    return Period(rows["date"].min().date(), rows["date"].max().date(), "case")
