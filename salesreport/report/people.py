"""A rep's view: own figures, own rows, nobody else's."""

from __future__ import annotations

from typing import Any

import pandas as pd

from salesreport import measures
from salesreport.params import RunFile
from salesreport.report.absences import leave_of
from salesreport.report.answers import answer, notes
from salesreport.report.cash import cash
from salesreport.report.closedloop.outcomes import (
    history_for_rep,
    outcomes_for_rep,
    suggestions_of,
)
from salesreport.report.evidence import evidence
from salesreport.report.figures import counts, floats, rep_figures, rep_targets
from salesreport.report.improvement import proposed, with_lacking
from salesreport.report.lacking import UNPRICED
from salesreport.report.material import Material
from salesreport.report.meta import meta, missing_sections
from salesreport.report.months import month_points, year_to_date
from salesreport.report.numbers import number
from salesreport.report.peers import Peers
from salesreport.report.planbook.merged import plan_rows_next
from salesreport.report.reasons import rep_reasons
from salesreport.report.roles import flag_rule
from salesreport.report.scores import rep_flags, rep_score
from salesreport.report.unconverted import unconverted
from salesreport.report.usual import usual_ranges
from salesreport.report.views import Rep, RepView
from salesreport.report.windows import SPRING_FESTIVAL
from salesreport.report.winloss.behaviour import rep_behaviours
from salesreport.report.winloss.leaks import rep_pipeline
from salesreport.report.winloss.successes import rep_successes
from salesreport.retrospective import (
    actions,
    booking_adjustments,
    closed,
    deals,
    gap,
    not_counted,
    retrospect,
)
from salesreport.retrospective.findings import Gap, PlanRow
from salesreport.retrospective.summary import Scope


def rep(material: Material, rep_id: str, *, min_group: int | None) -> Rep:
    """One rep's figures, score and flags."""
    record = material.reps[rep_id]
    period = material.run.period
    present = measures_days(material, rep_id)
    return Rep.model_validate(
        {
            "rep_id": rep_id,
            "name": material.names[rep_id],
            **{name: record.get(name) for name in ("team", "role", "territory")},
            **{name: record.get(name) for name in ("hired_on", "left_on")},
            "leave": leave_of(material, rep_id),
            "peers": Peers.of(material).named(rep_id),
            "inferred": bool(record.get("inferred")),
            "figures": rep_figures(material, rep_id, min_group=min_group),
            "n": counts(material.sums(rep_id, period)),
            "targets": floats(rep_targets(material, rep_id)),
            "target_days": present if present[0] < present[1] else None,
            "score": rep_score(material, rep_id),
            "flags": rep_flags(material, rep_id),
            "flag_rule": flag_rule(material.run.policy, material.role(rep_id)),
        }
    )


def measures_days(material: Material, rep_id: str) -> tuple[int, int]:
    """Days on which the rep was there, and those of the period, as targets are prorated."""
    ready, period = material.prepared, material.run.period
    return measures.days_present(ready, rep_id, period), measures.days_counted(ready, period)


def rep_view(material: Material, rep_id: str) -> RepView:
    """All a rep's pages need, and no colleague's row."""
    run: RunFile = material.run
    own = scope(material, [rep_id])
    counted = closed(own.deals, "won", run.period)
    parts = material.sums(rep_id, run.period)
    points = month_points(material, [rep_id], as_team=False)
    return RepView(
        meta=meta(material),
        evidence=evidence(material, [rep_id]),
        sections_missing=missing_sections(material),
        rep=rep(material, rep_id, min_group=run.min_group),
        year=year_to_date(material, [rep_id], as_team=False),
        months=points,
        usual=usual_ranges(points, spring=run.workdays.country in SPRING_FESTIVAL),
        cash=cash(material, [rep_id], as_team=False),
        deals_counted=deals(
            counted[(counted["share"] > 0) & counted["credited"].notna()], currency=run.currency
        ),
        deals_not_counted=deals(
            not_counted(own.deals, run.period, run.as_of), currency=run.currency
        ),
        unconverted=unconverted(material, [rep_id]),
        adjustments=booking_adjustments(_adjusted(material, rep_id), run.currency),
        actions=(
            actions(own.activities, period=run.period, as_of=run.as_of)
            if own.activities is not None
            else []
        ),
        reasons=rep_reasons(material, rep_id, min_group=run.min_group),
        **_deals_told(material, own, rep_id),
        **_planned(material, rep_id),
        notes=notes(material, rep_id=rep_id),
        answer=answer(material, rep_id),
        next_target=major(material, parts["target_next"]),
        next_pipeline=major(material, parts["pipeline_next"]),
        next_booked=major(material, parts["booked_next"]),
    ).stamped()


def _deals_told(material: Material, own: Scope, rep_id: str) -> dict[str, Any]:
    """What became of the rep's deals, where they stop, what was done beside what was won."""
    least = material.run.min_group
    pipeline = rep_pipeline(material, rep_id, min_group=least)
    found = gaps(material, [rep_id], as_team=False)
    return {
        "retrospective": retrospect(own, found, stalled=pipeline.stalled, as_team=False),
        "pipeline": pipeline,
        "behaviours": rep_behaviours(material, rep_id, min_group=least),
        "successes": rep_successes(material, rep_id, min_group=least),
    }


def _planned(material: Material, rep_id: str) -> dict[str, Any]:
    """What the rep promised for the period, what became of it, what comes."""
    return {
        "plans_next": with_lacking(material, plans(material, [rep_id])),
        "unplanned": proposed(material, rep_id).away,
        "outcomes": outcomes_for_rep(material, rep_id),
        "suggestions_ended": suggestions_of(material, [rep_id]),
        "history": history_for_rep(material, rep_id),
    }


def _adjusted(material: Material, rep_id: str) -> pd.DataFrame:
    """The rep's parts of the period's adjustments."""
    period = material.run.period
    rows = material.prepared.once(
        ("adjusted", period), lambda ready: measures.adjusted(ready, period)
    )
    return rows[rows["rep_id"] == rep_id]


def scope(material: Material, rep_ids: list[str] | None) -> Scope:
    """Rows of these reps only; None: everybody's."""
    run = material.run
    rows = material.deals
    changes = material.table("stage_changes")
    if rep_ids is not None and len(rows):
        rows = rows[rows["credited_to"].isin(rep_ids)]
    if changes is not None and rep_ids is not None:
        changes = changes[changes["opportunity_id"].isin(set(rows["opportunity_id"]))]
    return Scope(
        deals=rows,
        activities=of_reps(material.table("activities"), rep_ids),
        stage_changes=changes,
        reviews=material.table("lost_reviews"),
        period=run.period,
        as_of=run.as_of,
        currency=run.currency,
        names={i: n for i, n in material.names.items() if rep_ids is None or i in rep_ids},
        lexicon=run.lexicon,
    )


def of_reps(frame: pd.DataFrame | None, rep_ids: list[str] | None) -> pd.DataFrame | None:
    """Rows of these reps; None stays None."""
    if frame is None or rep_ids is None:
        return frame
    return frame[frame["rep_id"].isin(rep_ids)]


def gaps(material: Material, rep_ids: list[str] | None, *, as_team: bool) -> list[Gap]:
    """Gaps of bookings to target, previous period and last year."""
    windows = material.windows
    now = material.of(rep_ids, windows.period, as_team=as_team)
    booked, completion = now["bookings"], now["completion"]
    target = completion.denominator
    if completion.why_null in UNPRICED or (target is not None and target <= 0):
        target = None
    found = [gap("target", booked.value, target, why_null=completion.why_null)]
    for name, window in (("previous", windows.previous), ("last_year", windows.last_year)):
        other = material.comparable(rep_ids, window, as_team=as_team)["bookings"]
        found.append(gap(name, booked.value, other.value, why_null=other.why_null))
    return found


def plans(
    material: Material, rep_ids: list[str] | None, *, team: str | None = None
) -> list[PlanRow]:
    """Rows of these reps, and of the team if named, of the plan for what comes.

    None: everybody's and every team's.
    """
    return [
        row
        for row in plan_rows_next(material)
        if rep_ids is None
        or row.rep_id in rep_ids
        or (team is not None and row.rep_id is None and row.team == team)
    ]


def major(material: Material, minor: int | None) -> float | None:
    """Minor units as a number of main units; None stays None."""
    return None if minor is None else number(material.major(minor))
