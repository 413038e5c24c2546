"""The target plan of a run as one view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.measures.frames import day_number
from salesreport.report.material import Material
from salesreport.report.meta import meta
from salesreport.report.numbers import rounded
from salesreport.report.targets.accounts import action_sheets, contact_months
from salesreport.report.targets.away import away
from salesreport.report.targets.inputs import Inputs
from salesreport.report.targets.lastchecks import check_named, check_shared
from salesreport.report.targets.lastplan import Cell, LastPlan
from salesreport.report.targets.rows import (
    handovers,
    outlooks,
    plan_months,
    plan_rep,
    plan_teams,
)
from salesreport.report.targets.scopes import KINDS, Made, Scope, made, scopes
from salesreport.report.targets.sincelast import beside_last
from salesreport.report.targets.totals import Totals, check_unit, totals
from salesreport.report.targetviews import (
    ActionSheet,
    Alternative,
    PlanBasis,
    PlanRemark,
    PlanRep,
    TargetPlanView,
)
from salesreport.targeting import (
    Case,
    Outlook,
    Whole,
    edited_cells,
    held_cells,
    known_weights,
    remarks,
)

ZERO = Fraction(0)


def target_plan_view(material: Material, last: LastPlan | None = None) -> TargetPlanView:
    """All the target plan needs.

    Parameters
    ----------
    material : Material
    last : LastPlan, optional
        The last version, of which months that are gone and cells changed by hand stay.

    Raises
    ------
    ParameterError
        Nothing to split, nobody to split it to, or too little; the period is over; months
        that are kept exceed the amount.
    """
    since = _since(material, last)
    check_named(material, last)
    held, by_hand = _held(material, last, since)
    teams = {} if last is None else last.teams
    inputs = Inputs(material, frozenset(rep_id for rep_id, _ in held), teams)
    _check_people(material)
    amounts = totals(material, last)
    parts = scopes(material.run, inputs.people, amounts.by_team, held, since)
    check_shared(material, held, [p.rep_id for scope in parts for p in scope.people])
    check_unit(material, amounts.by_team, {
        scope.team: [p.rep_id for p in scope.people if any(p.there)] for scope in parts
    })  # fmt: skip
    ways = {kind: made(material.run, kind, parts, inputs.calendar) for kind in KINDS}
    ids = [p.rep_id for scope in parts for p in scope.people]
    looks = {i: outlooks(inputs, i, [ways[k].of_rep(i) for k in KINDS]) for i in ids}
    kinds = {cell: "edited" if cell in by_hand else "kept" for cell in held}
    reps = [plan_rep(inputs, i, ways["plan"], looks[i][0], kinds, last) for i in ids]
    agreed = {} if last is None else last.agreed
    sheets = action_sheets(material, [i for i in ids if i in material.reps], agreed)
    view = TargetPlanView(
        meta=meta(material),
        source=amounts.source,
        reps=reps,
        alternatives=_alternatives(material, ways, looks, ids),
        handovers=handovers(inputs),
        actions=sheets,
        left_out=[name for i, name in material.names.items()
                  if i in inputs.rep_ids and i not in ids],
        without=[material.names.get(i, i) for i in material.run.target_plan.asked.without
                 if i not in ids],
        away=away(inputs, [*ids, *material.run.target_plan.asked.without]),
        basis=_basis(inputs, held),
        **_head(material, inputs, parts, amounts, since),
        months=plan_months(inputs, ways["plan"], parts),
        teams=plan_teams(inputs, ways["plan"], parts, reps),
    )  # fmt: skip
    view = view.model_copy(update={"remarks": _remarks(inputs, view, sheets)})
    return beside_last(material, view, ways["plan"], last).stamped()


def _since(material: Material, last: LastPlan | None) -> str | None:
    """First month that is split anew; None: all of them.

    Without a word in the run file the first that is not gone, once there is a version.
    """
    plan = material.run.target_plan
    where = f"{material.run.path}, target_plan"
    if plan.replan_from is not None and last is None:
        raise ParameterError(
            f"the plan is split anew from {plan.replan_from.label}, and no version of it is there",
            where=f"{where}.replan_from",
            expected="a workbook of the last version, whose months before are kept",
            remedy="make the first version without `replan_from`, or put the workbook back",
        )
    months = plan.period.months()
    open_ones = [month.label for month in months if month.last > material.run.as_of]
    if plan.replan_from is None and not open_ones:
        raise ParameterError(
            f"all months of {plan.period.label} are gone on {material.run.as_of}",
            where=f"{where}.period",
            expected="a period with a month that is not over",
            remedy="plan the next period"
            + ("" if last is None else ", or write `replan_from` if past months are to move"),
        )
    if last is None:
        return None
    first = plan.replan_from.label if plan.replan_from is not None else open_ones[0]
    return None if first == months[0].label else first


def _held(
    material: Material, last: LastPlan | None, since: str | None
) -> tuple[dict[Cell, Fraction], set[Cell]]:
    """Cells that stay, and those of them that people changed."""
    if last is None:
        return {}, set()
    months = [month.label for month in material.run.target_plan.period.months()]
    edited = edited_cells(last.written, last.read)
    edited |= {cell: last.read.get(cell, ZERO) for cell in last.by_hand}
    held = held_cells(last.read, edited, months, since)
    return dict(held), set(edited) & set(held)


def _check_people(material: Material) -> None:
    for rep_id in material.run.target_plan.asked.without:
        if rep_id not in material.reps:
            raise UnknownKeyError(
                rep_id,
                known=list(material.reps),
                where=f"{material.run.path}, target_plan.without",
                kind="rep_id",
            )


def _head(
    material: Material, inputs: Inputs, parts: Sequence[Scope], amounts: Totals, since: str | None
) -> dict[str, Any]:
    asked = material.run.target_plan.asked
    assigned = sum((scope.task.total for scope in parts), ZERO)
    labels = [month.label for month in inputs.plan.months()]
    return {
        "plan_period": inputs.plan.label,
        "kept_until": labels[labels.index(since) - 1] if since is not None else None,
        "decided_by": asked.decided_by,
        "reason": asked.reason,
        "total": float(amounts.total),
        "cushion": float(asked.cushion),
        "cushion_amount": float(assigned - amounts.total),
        "assigned": float(assigned),
        "unit": float(asked.unit),
        "usual": _usual(inputs, [p.rep_id for scope in parts for p in scope.people]),
    }


def _usual(inputs: Inputs, ids: Sequence[str]) -> float | None:
    """What those of the plan who have a history bring in such a period, by the months before."""
    months = inputs.plan.months()
    found = [
        one.amount * inputs.weight_ahead(i, months) / inputs.weight_behind(i)
        for i, one in inputs.histories.items()
        if i in ids
    ]
    return round(sum(found), 2) or None


def _alternatives(
    material: Material,
    ways: Mapping[str, Made],
    looks: Mapping[str, Sequence[Outlook]],
    ids: Sequence[str],
) -> list[Alternative]:
    limits = material.run.policy.target_split.limits
    low, high = float(limits.chance_below), float(limits.chance_above)
    found = []
    for at, kind in enumerate(KINDS):
        targets = [float(ways[kind].of_rep(i)) for i in ids]
        chances = [rounded(looks[i][at].chance, 6) for i in ids]
        known = [chance for chance in chances if chance is not None]
        medians = [looks[i][at].median for i in ids]
        efforts = [
            target / median for target, median in zip(targets, medians, strict=True) if median
        ]
        found.append(
            Alternative.model_validate({
                "kind": kind, "targets": targets, "chances": chances, "n_known": len(known),
                "n_likely": sum(low <= chance <= high for chance in known),
                "effort_low": rounded(min(efforts, default=None), 6),
                "effort_high": rounded(max(efforts, default=None), 6),
            })
        )  # fmt: skip
    return found


def _remarks(
    inputs: Inputs, view: TargetPlanView, sheets: Sequence[ActionSheet]
) -> list[PlanRemark]:
    by_rep = {sheet.rep_id: sheet for sheet in sheets}
    cases = [_case(rep, by_rep.get(rep.rep_id)) for rep in view.reps if rep.target]
    gone = day_number(inputs.material.run.as_of) - day_number(inputs.plan.first) + 1
    with_history = set(inputs.histories)
    whole = Whole(
        assigned=sum(rep.target for rep in view.reps if rep.rep_id in with_history),
        cushion=view.cushion,
        usual=view.usual,
        season=[float(share) for share in inputs.calendar.shares()],
        days_gone=max(0, gone),
        kept_months=view.kept_until is not None,
    )
    limits = {
        name: float(value)
        for name, value in inputs.material.run.policy.target_split.limits.model_dump().items()
    }
    return [
        PlanRemark(
            rule=one.rule, rep_id=one.rep_id, figure=rounded(one.figure, 6),
            limit=rounded(one.limit, 6), n=one.n,
        )
        for one in remarks(cases, whole, limits)
    ]  # fmt: skip


def _case(rep: PlanRep, sheet: ActionSheet | None) -> Case:
    keys = None
    if sheet is not None and sheet.why_null != "no_table":
        keys = sheet.customers
    return Case(
        rep_id=rep.rep_id,
        months=[cell.value for cell in rep.cells],
        median=rep.median,
        chance=rep.chance,
        best=rep.best,
        n_keys=None if keys is None else len(keys),
        n_unplanned=sum(one.planned is None for one in keys or []),
        is_known=rep.status != "unknown",
        low=rep.parts.low,
        high=rep.parts.high,
    )


def _basis(inputs: Inputs, held: Mapping[Cell, Fraction]) -> PlanBasis:
    policy, behind = inputs.material.run.policy.target_split, inputs.behind
    weights = {k: Fraction(v) for k, v in policy.weights.model_dump().items()}
    span = contact_months(inputs.material).months()
    return PlanBasis(
        weights={name: float(value) for name, value in weights.items()},
        counted={
            name: round(float(value), 6)
            for name, value in known_weights(inputs.people, weights).items()
        },
        potential=inputs.potential.source,
        season="index" if inputs.season else "working_days",
        n_months=len(inputs.on_record),
        history_first=behind[0].label if behind else None,
        history_last=behind[-1].label if behind else None,
        contacts_first=span[0].label,
        contacts_last=span[-1].label,
        band=None if policy.band is None else float(policy.band),
        ramp=[float(step) for step in policy.ramp],
        min_months=policy.min_months,
        limits={name: float(value) for name, value in policy.limits.model_dump().items()},
        amount_cv=rounded(inputs.mean_cv if inputs.mean_cv == inputs.mean_cv else None, 4),
    )
