"""What became of the plans that fell due, and of all plans of a person before."""

from __future__ import annotations

from salesreport.periods import Period
from salesreport.report.closedloop.effects import effect_of, shown_to_rep
from salesreport.report.closedloop.parts import Outcome, PastPlan
from salesreport.report.closedloop.states import is_open, known, state
from salesreport.report.closedloop.verdicts import hindrance, verdict
from salesreport.report.material import Material
from salesreport.report.planbook.merged import carried, commitments, promised, suggestions
from salesreport.retrospective.findings import PlanRow


def outcomes(material: Material) -> list[Outcome]:
    """What became of each plan that fell due in the period, as managers see it."""
    return material.prepared.once("plan-outcomes", lambda _: _outcomes(material))


def _outcomes(material: Material) -> list[Outcome]:
    going_on = {row.plan_id: row.due_date for row in carried(material)}
    found = []
    for one in commitments(material):
        outcome = judged(material, one.row, material.run.period)
        due, as_of = one.row.due_date, material.run.as_of
        is_overdue = due is not None and due < as_of and is_open(one.row, as_of)
        found.append(
            outcome.model_copy(
                update={
                    "carried_to": going_on.get(one.plan_id),
                    "overdue_days": (as_of - due).days if is_overdue and due else None,
                }
            )
        )
    return found


def judged(material: Material, row: PlanRow, window: Period) -> Outcome:
    """A plan with its state and what can be told of its effect in a window."""
    stands, row = state(row, material.run.as_of), known(row, material.run.as_of)
    reason = hindrance(row, stands, window.last, material.run.as_of)
    effect, lacking = effect_of(material, row, window)
    told = verdict(effect) if effect is not None else ("cannot_tell", lacking)
    if reason is not None:
        told = ("cannot_tell", reason)
    return Outcome.model_validate(
        {"row": row, "state": stands, "effect": effect, "verdict": told[0], "reason": told[1]}
    )


def outcomes_of(
    material: Material, rep_ids: list[str] | None, *, team: str | None = None
) -> list[Outcome]:
    """Outcomes of a team's people and of the team; None: everybody's."""
    return [one for one in outcomes(material) if _is_of(one.row, rep_ids, team)]


def suggestions_of(
    material: Material, rep_ids: list[str] | None, *, team: str | None = None
) -> int:
    """How many suggestions of the last book for these people, or the team, nobody took up."""
    return sum(_is_of(one.row, rep_ids, team) for one in suggestions(material))


def outcomes_for_rep(material: Material, rep_id: str) -> list[Outcome]:
    """A rep's own outcomes, without what would give colleagues away."""
    least = material.run.min_group
    return [
        one if one.effect is None
        else one.model_copy(update={"effect": shown_to_rep(one.effect, min_group=least)})
        for one in outcomes_of(material, [rep_id])
    ]  # fmt: skip


def history(
    material: Material, rep_ids: list[str] | None, *, team: str | None = None
) -> list[PastPlan]:
    """All plans of some people up to the period, the newest deadline first."""
    found = material.prepared.once("plan-history", lambda _: _history(material))
    return [one for one in found if _is_of(one.row, rep_ids, team)]


def history_for_rep(material: Material, rep_id: str) -> list[PastPlan]:
    """A rep's own plans, without what would give colleagues away."""
    least = material.run.min_group
    return [
        one if one.effect is None
        else one.model_copy(update={"effect": shown_to_rep(one.effect, min_group=least)})
        for one in history(material, [rep_id])
    ]  # fmt: skip


def _history(material: Material) -> list[PastPlan]:
    run = material.run
    now = {one.row.plan_id: one for one in outcomes(material)}
    found = []
    for one in promised(material):
        row = one.row
        if row.due_date is None or row.due_date > run.period.last or not one.is_agreed:
            continue
        told = now.get(row.plan_id) or judged(material, row, Period.month(row.due_date))
        row = told.row
        found.append(
            PastPlan(
                plan_id=one.plan_id, rep_id=row.rep_id, team=row.team, who=row.who, row=row,
                made_on=row.made_on, due_date=row.due_date, state=told.state,
                carried=row.carried, effect=told.effect, verdict=told.verdict, reason=told.reason,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.due_date is None, one.due_date), reverse=True)


def _is_of(row: PlanRow, rep_ids: list[str] | None, team: str | None) -> bool:
    if rep_ids is None:
        return True
    return row.rep_id in rep_ids or (row.rep_id is None and team is not None and row.team == team)
