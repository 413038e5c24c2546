"""Where deals stop, wins by name, and recorded reasons of losses, as a deck shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from salesreport.report.deckparts import (
    DeckDeal,
    DeckFunnel,
    DeckLosses,
    DeckLost,
    DeckReason,
    DeckStage,
    DeckWin,
    DeckWins,
)
from salesreport.report.views import LossGroup, SuccessCase, TeamView
from salesreport.retrospective.pipeline import Leak, StageStep

N_WINS = 5
N_GROUPS = 5


def funnel(view: TeamView) -> DeckFunnel:
    """Stages of the longer window, and open deals that lie still as counts."""
    found = view.pipeline
    window = next((one for one in found.leaks if one.window == "longer"), None)
    is_known = found.stalled is not None
    stalled: dict[str, Any] = {
        "n_stalled": found.n_stalled if is_known else None,
        "stalled_amount": found.idle_amount if is_known else None,
        "n_untouched": found.n_untouched,
    }
    if window is None or not found.steps:
        return DeckFunnel(why_null=found.why_null or "no_deals", **stalled)
    leaks = {leak.stage: leak for leak in window.rows}
    stages = [_stage(step, leaks[step.stage]) for step in found.steps if step.stage in leaks]
    most = leaks.get(window.largest) if window.largest is not None else None
    return DeckFunnel(
        first=window.first, last=window.last, horizon_days=found.steps[0].horizon_days,
        stages=stages, has_stages=found.has_stages, largest=window.largest,
        largest_expected=None if most is None else most.expected,
        is_clear=window.is_clear, total=window.total,
        n_lost=sum(leak.n for leak in window.rows), **stalled,
    )  # fmt: skip


def _stage(step: StageStep, leak: Leak) -> DeckStage:
    return DeckStage(
        stage=step.stage, n=step.n, passed=step.passed, low=step.low, high=step.high,
        n_lost=leak.n, expected=leak.expected, expected_low=leak.low, expected_high=leak.high,
    )  # fmt: skip


def wins(view: TeamView) -> DeckWins:
    """The best fast wins, and what most of them had early on."""
    cases = view.successes[:N_WINS]
    told = [_win(case) for case in cases]
    common = _common(told)
    won = view.figures.get("won_customers")
    return DeckWins(
        cases=told,
        within_days=cases[0].within_days if cases else None,
        common=common,
        n_common=sum(set(common) <= set(one.unlike) for one in told) if common else 0,
        n_recorded=sum(case.has_actions for case in cases),
        n_won=None if won is None or won.value is None else round(won.value),
        key_actions=view.key_actions,
    )


def _win(case: SuccessCase) -> DeckWin:
    deal = case.deal
    return DeckWin(
        deal=DeckDeal(
            customer=deal.customer or deal.opportunity_id, owner=deal.owner, amount=deal.amount
        ),
        days=case.days, usual_days=case.usual_days, n_similar=case.n_faster,
        usual_amount=case.usual_amount, early=[one.kind for one in case.early],
        unlike=[one.kind for one in case.early if one.is_unlike],
    )  # fmt: skip


def _common(cases: Sequence[DeckWin]) -> list[str]:
    """What most often set a win apart from similar losses, with all that always went with it.

    Two wins at least must have it; empty where none did.
    """
    counts = Counter(kind for case in cases for kind in case.unlike)
    if not counts or max(counts.values()) < 2:
        return []
    first = max(counts, key=lambda kind: counts[kind])
    own = [set(case.unlike) for case in cases if first in case.unlike]
    always = set.intersection(*own)
    return [kind for kind in counts if kind in always]


def losses(view: TeamView) -> DeckLosses:
    """Recorded reasons, those without one counted; nobody's name, no remark."""
    found = view.retrospective.losses
    blank = next((row for row in found.reasons if row.reason == "not_recorded"), None)
    n_blank = 0 if blank is None else blank.n_deals
    kept = ("reason", "titles", "count", "percent", "amount", "n_checked")
    return DeckLosses(
        n=found.n, amount=found.amount, n_blank=n_blank,
        blank_percent=None if blank is None else blank.percent,
        n_recorded=found.n - n_blank,
        n_checked=sum(row.n_checked for row in found.reasons),
        reasons=[
            DeckReason(**{name: getattr(row, name) for name in kept})
            for row in found.reasons if row.count
        ],
        leading=found.leading,
        by_stage=_lost(found.by_stage), by_competitor=_lost(found.by_competitor),
        by_industry=_lost(found.by_industry),
    )  # fmt: skip


def _lost(groups: Sequence[LossGroup]) -> list[DeckLost]:
    stated = [one for one in groups if one.value is not None][:N_GROUPS]
    return [DeckLost(value=one.value, n=one.n, amount=one.amount) for one in stated]
