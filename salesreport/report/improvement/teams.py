"""Causes and facts of a team, or of everybody, as the rules are held against them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from salesreport.improvement import Signal
from salesreport.report.improvement.causes import causes
from salesreport.report.improvement.listed import lost_deals_of, names
from salesreport.report.improvement.person import Person
from salesreport.report.material import Material
from salesreport.report.playbook.fixes import fixes
from salesreport.report.playbookviews import ProcessFix
from salesreport.report.reasons import team_gaps
from salesreport.report.winloss.keyactions import key_action_parts
from salesreport.retrospective.attributed import is_firm

LATE_SHARE = "late_follow_up"
"""Figure of the playbook that is 1 less the measure `process`."""


def team_signals(material: Material, people: list[Person], *, is_whole: bool) -> list[Signal]:
    """Causes of a team's gaps and what good or common practice is on record.

    `is_whole`: everybody; problems and key actions are measured over all people together.
    """
    ids = None if is_whole else [person.rep_id for person in people]
    found = [_lost(signal, material, people) for signal in causes(team_gaps(material, ids))]
    strong = _strong(people)
    found += [] if strong is None else [strong]
    if is_whole:
        found += [_problem(one) for one in fixes(material) if one.fires and one.is_clear]
        found += _key_actions(material)
    return found


def _lost(signal: Signal, material: Material, people: list[Person]) -> Signal:
    """What a team's row to find out would look at: its lost deals, the largest first."""
    if signal.id != "team_wide":
        return signal
    by_person = lost_deals_of(material)
    lost = [one for person in people for one in by_person.get(person.rep_id, [])]
    largest = sorted(lost, key=lambda one: -one.amount)
    return replace(
        signal, unit="count", from_value=0.0, to_value=float(len(lost)) if lost else None,
        values=signal.values | {"n_lost": len(lost), "names": names(largest)},
    )  # fmt: skip


def _problem(fix: ProcessFix) -> Signal:
    """A common problem of the playbook, down to the limit of its rule.

    That of follow-ups done late is the measure of those on time the other way round.
    """
    share = fix.value or 0.0
    limit = fix.above if fix.above is not None else fix.below
    aim: dict[str, Any] = {"from_value": fix.value, "to_value": limit}
    if fix.figure == LATE_SHARE and limit is not None:
        aim = {"measure": "process", "from_value": 1 - share, "to_value": 1 - limit}
    return Signal(
        "common_problem", subject=fix.rule, share=share if fix.above is not None else 1 - share,
        n=fix.n, unit="rate", **aim,
        values={"rule": fix.rule, "figure": fix.figure, "value": fix.value, "limit": limit},
    )  # fmt: skip


def _key_actions(material: Material) -> list[Signal]:
    """The first action that goes with winning, everything else alike."""
    found = key_action_parts(material)
    for row in found.rows:
        won, lost = row.won_with + row.won_without, row.lost_with + row.lost_without
        if not (row.is_named and row.is_more) or not won or not lost:
            continue
        done = (row.won_with + row.lost_with) / (won + lost)
        return [
            Signal(
                "key_action", subject=row.kind, share=row.points, n=won + lost, unit="rate",
                from_value=done, to_value=row.won_with / won,
                values={"kind": row.kind, "window_days": found.window_days,
                        "won": row.won_with / won, "lost": row.lost_with / lost,
                        "points": row.points},
            )
        ]  # fmt: skip
    return []


def _strong(people: list[Person]) -> Signal | None:
    """Somebody whose wins are named beyond the others', with what they come to."""
    best: Signal | None = None
    for person in people:
        for gap in person.reasons.attributed:
            if gap.window != "period" or gap.reference != "target":
                continue
            for cause in gap.causes:
                if cause.cause != "unexplained" or cause.amount <= 0:
                    continue
                is_named = cause.kind == "personal" and is_firm(cause)
                if is_named and (best is None or cause.amount > (best.amount or 0.0)):
                    best = Signal(
                        "strong_result", subject=person.rep_id, share=1.0, n=cause.n or 0,
                        amount=cause.amount, unit="count", from_value=0.0, to_value=2.0,
                        values={"who": person.material.names[person.rep_id],
                                "wins": gap.wins, "wins_expected": gap.wins_expected},
                    )  # fmt: skip
    return best
