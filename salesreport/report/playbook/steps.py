"""What fast wins did, as parts: all deals together, industries with wins enough, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from salesreport.report.playbookviews import PlaybookGroup, PlaybookStage, PlaybookStep
from salesreport.report.winloss.actionkinds import KINDS
from salesreport.report.winloss.closeddeals import ClosedRows
from salesreport.report.winloss.leaks import known
from salesreport.retrospective.findings import Number
from salesreport.retrospective.pipeline import StageId
from salesreport.retrospective.winning import Ratio
from salesreport.statistics import OddsRatio
from salesreport.winloss.closed import Bools
from salesreport.winloss.histories import NEVER
from salesreport.winloss.keyactions import KeyActions, key_actions
from salesreport.winloss.matching import INDUSTRY
from salesreport.winloss.playbook import (
    StageSteps,
    Stay,
    Step,
    fast_wins,
    first_days,
    own_groups,
    page_q,
    stage_steps,
    stay,
    strength,
)

MOST = 6
"""Industries that stand alone."""
DIGITS = 6
_BARE = PlaybookGroup(kind="all", n_won=0, n_fast=0, n_lost=0)


@dataclass(frozen=True, eq=False)
class _Group:
    """Some of the deals: which, what they are called, and what was done in each stage."""

    part: PlaybookGroup
    opening: KeyActions
    stages: list[StageSteps]


def groups(rows: ClosedRows) -> tuple[list[PlaybookGroup], str | None]:
    """All deals, then industries with most wins first, then the rest.

    What was done is told of deals of which any action is on record: of the others nobody
    knows.

    Parameters
    ----------
    rows : ClosedRows
        With wins and with actions.

    Returns
    -------
    list of PlaybookGroup
    str or None
        Why no industry stands alone: `no_industries`, `one_industry`, `few_wins`.
    """
    known = recorded(rows)
    named, why = _named(rows, known)
    fast, whole = fast_wins(rows.deals), np.ones(rows.deals.n, dtype=np.bool_)
    stays = _stays(rows, fast, known)
    days = [first_days(one) for _, one in stays]
    found = []
    for bare, where in [(_BARE, whole), *named]:
        part = _counted(bare, rows, fast & where, where)
        own = Stay(rows.deals, rows.actions, fast).taken(where & known)
        parts = [one.taken(where[place]) for place, one in stays]
        if part.kind == "industry":
            own, parts = own.without(INDUSTRY), [one.without(INDUSTRY) for one in parts]
        told = [stage_steps(one, window_days=n) for one, n in zip(parts, days, strict=True)]
        found.append(_Group(part, key_actions(own.deals, own.actions), told))
    return _parts(found, rows.rows.stages), why


def recorded(rows: ClosedRows) -> Bools:
    """Which deals have any action on record, of a kind or not, shape (deals,)."""
    found = np.zeros(rows.deals.n, dtype=np.bool_)
    found[rows.place[rows.place >= 0]] = True
    return found


def _named(rows: ClosedRows, known: Bools) -> tuple[list[tuple[PlaybookGroup, Bools]], str | None]:
    """Industries that stand alone and the rest, with the deals of each."""
    codes, words = rows.deals.segments.get(INDUSTRY), rows.words.get(INDUSTRY)
    if codes is None or words is None:
        return [], "no_industries"
    if len(words) == 1:
        return [], "one_industry"
    blank = np.array([word is None for word in words])[codes]
    own = own_groups(codes, rows.deals.is_won & known & ~blank, most=MOST)
    if not own:
        return [], "few_wins"
    found = [
        (_BARE.model_copy(update={"kind": "industry", "industry": words[code]}), codes == code)
        for code in own
    ]
    others = ~np.isin(codes, own)
    if others.any():
        names = [words[int(code)] for code in np.unique(codes[others])]
        found.append((_BARE.model_copy(update={"kind": "rest", "industries": names}), others))
    return found, None


def _stays(rows: ClosedRows, fast: Bools, known: Bools) -> list[tuple[Bools, Stay]]:
    """Of each stage the deals that stood in it, and which of all deals these are."""
    entries, found = rows.rows.entries, []
    for stage in range(entries.n_stages):
        entered = entries.entered[:, stage]
        stood = known & entries.known & entries.stayed[:, stage] & (entered < NEVER)
        found.append((stood, stay(rows.deals, rows.actions, fast, entered=entered, stood=stood)))
    return found


def _counted(part: PlaybookGroup, rows: ClosedRows, fast: Bools, where: Bools) -> PlaybookGroup:
    """A group with its deals and days, also of those of which no action is on record."""
    days, won = rows.deals.days.astype(np.float64), rows.deals.is_won & where
    return part.model_copy(
        update={
            "n_won": int(won.sum()), "n_fast": int(fast.sum()), "n_lost": int((where & ~won).sum()),
            "usual_days": _median(days[won].tolist()), "fast_days": _median(days[fast].tolist()),
        }
    )  # fmt: skip


def _median(days: Sequence[float]) -> Number:
    return float(np.median(days)) if days else None


def _parts(found: list[_Group], stages: tuple[str, ...]) -> list[PlaybookGroup]:
    """Groups with their stages; q is corrected for all steps of all of them."""
    q = iter(page_q([one for group in found for one in group.stages]))
    return [
        group.part.model_copy(
            update={
                "stages": [
                    _stage(cast(StageId, name), one, next(q), group.opening)
                    for name, one in zip(stages, group.stages, strict=True)
                ]
            }
        )
        for group in found
    ]


def _stage(name: StageId, found: StageSteps, q: list[float], opening: KeyActions) -> PlaybookStage:
    return PlaybookStage(
        stage=name, window_days=found.window_days, n_fast=found.n_fast, n_won=found.n_won,
        n_lost=found.n_lost, n_fast_inside=found.n_fast_inside,
        n_closed_inside=found.n_closed_inside, dimensions=list(found.dimensions),
        is_enough=found.is_enough,
        steps=[_step(one, own, found, opening) for one, own in zip(found.steps, q, strict=True)],
    )  # fmt: skip


def _step(one: Step, q: float, stage: StageSteps, opening: KeyActions) -> PlaybookStep:
    first = opening.actions[one.kind]
    return PlaybookStep(
        kind=KINDS[one.kind], n_fast=one.n_fast, n_won=one.n_won, n_lost=one.n_lost,
        fast=_share(one.n_fast, stage.n_fast), won=_share(one.n_won, stage.n_won),
        lost=_share(one.n_lost, stage.n_lost), day=known(one.day), n_both=one.n_both,
        n_in_order=one.n_in_order,
        strength=strength(one, q, first, is_enough=stage.is_enough),
        ratio=_ratio(one.action.stratified), n_compared=one.action.n_compared,
        q=known(q, DIGITS), opening=_ratio(first.stratified),
    )  # fmt: skip


def _share(part: int, whole: int) -> Number:
    return round(part / whole, DIGITS) if whole else None


def _ratio(found: OddsRatio | None) -> Ratio | None:
    if found is None:
        return None
    ends = (found.value, *found.interval)
    value, low, high = (round(float(n), DIGITS) if np.isfinite(n) else None for n in ends)
    return Ratio(value=value, low=low, high=high)
