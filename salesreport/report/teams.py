"""A team's view: sums over sums, every rep's line, what needs a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from salesreport import measures
from salesreport.measures import Quotient
from salesreport.report.analyst import grades_expected
from salesreport.report.answers import answer, notes
from salesreport.report.cash import cash
from salesreport.report.closedloop.outcomes import history, outcomes_of, suggestions_of
from salesreport.report.differences import ledger_lines, view_problems
from salesreport.report.evidence import evidence
from salesreport.report.figures import (
    counts,
    floats,
    reps_target,
    team_figures,
    team_targets,
)
from salesreport.report.improvement import proposed, with_lacking
from salesreport.report.lacking import UNPRICED
from salesreport.report.material import Material
from salesreport.report.meta import meta, missing_sections
from salesreport.report.months import month_points, year_to_date
from salesreport.report.numbers import number
from salesreport.report.people import gaps, major, plans, rep, scope
from salesreport.report.quality import control_totals
from salesreport.report.reasons import reasons_by_rep, team_reasons
from salesreport.report.roles import role_terms
from salesreport.report.scores import grade_counts
from salesreport.report.unconverted import unconverted
from salesreport.report.views import Group, Number, TeamView
from salesreport.report.winloss.behaviour import team_behaviours
from salesreport.report.winloss.keyactions import key_action_parts
from salesreport.report.winloss.leaks import team_pipeline
from salesreport.report.winloss.successes import team_successes
from salesreport.retrospective import closed, deals, retrospect, slipped
from salesreport.retrospective.findings import BigDeal
from salesreport.retrospective.summary import Scope

N_BIG = 3


def team_view(material: Material, team: str | None, *, rows: bool = False) -> TeamView:
    """All a team's pages need; `team` None is everybody.

    `rows`: also the source rows of every number, for one's desk; pages do not show them.
    """
    ids = members(material, team)
    summed = None if team is None else ids
    own, reps = scope(material, summed), [rep(material, i, min_group=None) for i in ids]
    parts, problems = _totals(material, summed), view_problems(material)
    return TeamView(
        meta=meta(material),
        evidence=evidence(material, summed) if rows else {},
        sections_missing=missing_sections(material),
        team=team,
        figures=team_figures(material, summed),
        n=counts(parts),
        targets=floats(team_targets(material, summed)),
        reps=reps,
        year=year_to_date(material, summed, as_team=True),
        groups=_groups(material) if team is None else [],
        months=month_points(material, summed, as_team=True),
        cash=cash(material, summed, as_team=True),
        target_of_reps=number(reps_target(material, summed)),
        gap_by_rep={rep_id: _gap(material.of_rep(rep_id, material.run.period)) for rep_id in ids},
        reasons=team_reasons(material, summed),
        reasons_by_rep=reasons_by_rep(material, ids),
        **_deals_told(material, own, summed),
        big_deals=_big_deals(own),
        unconverted=unconverted(material, summed),
        roles=role_terms(material, ids),
        grades=grade_counts([one.score for one in reps]),
        grades_expected=grades_expected(material, reps),
        **_planned(material, ids, team),
        notes=notes(material, team=team),
        answers=[answer(material, i) for i in ids],
        next_target=_next_target(material, summed),
        next_pipeline=major(material, parts["pipeline_next"]),
        next_booked=major(material, parts["booked_next"]),
        ledger=ledger_lines(material),
        problems=problems if team is None else [],
        problem_counts=dict(Counter(problem.severity for problem in problems)),
        control_totals=control_totals(material, [material.run.period]) if team is None else [],
    ).stamped()


def _planned(material: Material, ids: list[str], team: str | None) -> dict[str, Any]:
    """What was promised for the period, what became of it, what comes, to whom nothing is."""
    summed = None if team is None else ids
    away = {rep_id: proposed(material, rep_id).away for rep_id in ids}
    return {
        "plans_next": with_lacking(material, plans(material, summed, team=team)),
        "unplanned": {rep_id: reason for rep_id, reason in away.items() if reason is not None},
        "outcomes": outcomes_of(material, summed, team=team),
        "suggestions_ended": suggestions_of(material, summed, team=team),
        "history": history(material, summed, team=team),
    }


def _deals_told(material: Material, own: Scope, ids: list[str] | None) -> dict[str, Any]:
    """What became of the deals, where they stop, what goes with winning."""
    pipeline, found = team_pipeline(material, ids), gaps(material, ids, as_team=True)
    return {
        "retrospective": retrospect(own, found, stalled=pipeline.stalled, as_team=True),
        "pipeline": pipeline,
        "behaviours": team_behaviours(material, ids),
        "successes": team_successes(material, ids),
        "key_actions": key_action_parts(material),
    }


def members(material: Material, team: str | None) -> list[str]:
    """Rep ids of a team, or of everybody, in the order of the table of people."""
    return [
        rep_id
        for rep_id, record in material.reps.items()
        if team is None or record.get("team") == team
    ]


def team_names(material: Material) -> list[str]:
    """Names of the teams, in the order of the table of people."""
    names = [record.get("team") for record in material.reps.values()]
    return list(dict.fromkeys(str(name) for name in names if name))


def _totals(material: Material, ids: list[str] | None) -> dict[str, int | None]:
    total = measures.total(material.parts[material.run.period], ids)
    return {str(name): None if pd.isna(value) else int(value) for name, value in total.items()}


def _next_target(material: Material, ids: list[str] | None) -> Number:
    """Next period's target that coverage is held against: the team's own where it has one."""
    return number(material.of_reps(ids, material.run.period)["pipeline_coverage"].denominator)


def _groups(material: Material) -> list[Group]:
    found = []
    for name in team_names(material):
        ids = members(material, name)
        now = material.of_reps(ids, material.run.period)
        completion = now["completion"]
        found.append(
            Group(
                team=name,
                n_reps=len(ids),
                bookings=number(now["bookings"].value),
                target=number(completion.denominator),
                completion=number(completion.value),
                gap=_gap(now),
            )
        )
    return found


def _gap(found: Mapping[str, Quotient]) -> Number:
    """Bookings minus target, exact until here; None as completion for a target <= 0.

    So where an amount is not known: what is short of it is not either.
    """
    figure = found["completion"]
    booked, target = figure.numerator, figure.denominator
    if figure.why_null in UNPRICED or booked is None or target is None or target <= 0:
        return None
    return float(booked - target)


def _big_deals(own: Scope) -> list[BigDeal]:
    main = own.deals[own.deals["principal"]].assign(credited=own.deals["amount"])
    lost = closed(main, "lost", own.period)
    kinds = {
        "won": closed(main, "won", own.period),
        "slipped": slipped(main, own.period, own.as_of),
        "lost": lost.assign(reason=lost.get("lost_reason")),
    }
    return [
        BigDeal.model_validate({"kind": kind, "deal": deal})
        for kind, rows in kinds.items()
        for deal in deals(
            rows[rows["amount"].fillna(0) > 0].head(N_BIG), currency=own.currency, names=own.names
        )
    ]
