"""One reader's retrospective, put together from their own rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from salesreport.lexicon import Lexicon
from salesreport.periods import Period
from salesreport.retrospective.actions import (
    action_facts,
    actions,
    slipped_fact,
)
from salesreport.retrospective.deals import (
    closed,
    deals,
    slipped,
)
from salesreport.retrospective.findings import Deal, Fact, Gap
from salesreport.retrospective.lostdeals import lost_deals, stages_before_loss
from salesreport.retrospective.lostparts import LostDeals
from salesreport.retrospective.whole import Retrospective

N_DEALS = 10


@dataclass(frozen=True)
class Scope:
    """What one reader's retrospective is drawn from.

    `deals`: credited opportunities (columns as `retrospective.deals` needs);
    `activities`, `stage_changes`, `reviews` (of lost deals): None where the run has no such
    table. `lexicon`: words by which remarks on lost deals are read.
    """

    deals: pd.DataFrame
    activities: pd.DataFrame | None
    stage_changes: pd.DataFrame | None
    reviews: pd.DataFrame | None
    period: Period
    as_of: date
    currency: str
    names: dict[str, str]
    lexicon: Lexicon


def retrospect(
    scope: Scope, gaps: list[Gap], *, stalled: Fact | None, as_team: bool
) -> Retrospective:
    """Losses, slipped deals and facts of the scope's period.

    Parameters
    ----------
    scope : Scope
        Rows of one rep or one team; nothing else is read.
    gaps : list of Gap
        Gaps to the references, already computed.
    stalled : Fact or None
        Deals long in their stage, as the view's pipeline has them.
    as_team : bool
        For a manager: recorded reasons of lost deals by rep too.
    """
    rows, period = scope.deals, scope.period
    lost = closed(rows, "lost", period)
    # As the reasons are counted: a deal lost is its principal rep's.
    own = lost[lost["principal"]] if "principal" in lost else lost
    late = slipped(rows, period, scope.as_of)
    return Retrospective(
        gaps=gaps,
        losses=_losses(lost, scope, as_team=as_team),
        lost_deals=_each_once(own.assign(reason=own.get("lost_reason")), scope),
        slipped=_each_once(late, scope),
        facts=_facts(scope, late, stalled),
    )


def _losses(lost: pd.DataFrame, scope: Scope, *, as_team: bool) -> LostDeals:
    staged = lost.assign(lost_stage=stages_before_loss(lost, scope.stage_changes, scope.reviews))
    return lost_deals(staged, scope.lexicon, currency=scope.currency, per_rep=as_team)


def _each_once(rows: pd.DataFrame, scope: Scope) -> list[Deal]:
    once = rows.drop_duplicates("opportunity_id").head(N_DEALS)
    return deals(once, currency=scope.currency, names=scope.names)


def _facts(scope: Scope, late: pd.DataFrame, stalled: Fact | None) -> list[Fact]:
    found: list[Fact | None] = []
    names = scope.names if len(scope.names) > 1 else None
    if scope.activities is not None:
        rows = actions(scope.activities, period=scope.period, as_of=scope.as_of, names=names)
        found += action_facts(rows)
    found.append(stalled)
    found.append(slipped_fact(late, currency=scope.currency, names=names))
    return [fact for fact in found if fact is not None]
