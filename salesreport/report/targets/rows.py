"""Rows of a plan: each rep's target with its parts and outlook, months, teams."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

import pandas as pd

from salesreport.measures import MEASURES
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.numbers import number, rounded
from salesreport.report.targets.inputs import Inputs
from salesreport.report.targets.lastplan import Cell, LastPlan
from salesreport.report.targets.scopes import Made, Scope
from salesreport.report.targetviews import (
    Handover,
    PlanCell,
    PlanMonth,
    PlanParts,
    PlanRep,
    PlanTeam,
    Status,
)
from salesreport.report.windows import is_filled
from salesreport.statistics import hamilton
from salesreport.targeting import Behind, Outlook, effort, outlook

ZERO = Fraction(0)


def outlooks(inputs: Inputs, rep_id: str, targets: Sequence[Fraction]) -> list[Outlook]:
    """How each of several targets of a rep stands to the months before."""
    history = inputs.histories.get(rep_id)
    ahead = [m for m in inputs.plan.months() if m.last > inputs.material.run.as_of]
    behind = None
    if history is not None:
        length = inputs.weight_ahead(rep_id, ahead) / inputs.weight_behind(rep_id)
        behind = Behind(history.wins, history.amount, length, booked_so_far(inputs, rep_id))
    cv = inputs.amount_cv(rep_id)
    return outlook(behind, [float(target) for target in targets], amount_cv=cv)


def booked_so_far(inputs: Inputs, rep_id: str) -> float:
    """Bookings of the plan's months that are gone."""
    gone = [m for m in inputs.plan.months() if m.last <= inputs.material.run.as_of]
    return sum((booked_in(inputs.material, rep_id, month) or 0.0 for month in gone), 0.0)


def booked_in(material: Material, rep_id: str, window: Period) -> float | None:
    """Bookings of a rep in a window; None where the data do not fill it."""
    if not is_filled(material.prepared, MEASURES["bookings"], window):
        return None
    column = material.parts_in(window)["bookings"]
    value = column.get(rep_id)
    return None if value is None or pd.isna(value) else float(material.major(int(value)))


def _last_year(inputs: Inputs, rep_id: str) -> float | None:
    """Bookings of the same period last year; None where it is not over, or nobody was there."""
    then = inputs.plan.same_last_year()
    gone = then.last <= inputs.material.run.as_of
    if not gone or not any(inputs.there(rep_id, month) for month in then.months()):
        return None
    return booked_in(inputs.material, rep_id, then)


def best_run(inputs: Inputs, rep_id: str) -> float | None:
    """Most that a rep with a history booked in as many months running as the plan has."""
    n = inputs.plan.n_months
    if rep_id not in inputs.histories or len(inputs.on_record) < n:
        return None
    months = inputs.booked.loc[rep_id].to_numpy(dtype=float)
    found = max(float(months[at : at + n].sum()) for at in range(len(months) - n + 1))
    return found if found > 0 else None


def plan_rep(
    inputs: Inputs,
    rep_id: str,
    plan: Made,
    found: Outlook,
    kinds: Mapping[Cell, str],
    last: LastPlan | None,
) -> PlanRep:
    """One rep's row."""  # fmt: skip
    material = inputs.material
    target = plan.of_rep(rep_id)
    history = inputs.histories.get(rep_id)
    booked = booked_so_far(inputs, rep_id)
    record = material.reps.get(rep_id, {})
    left = record.get("left_on")
    return PlanRep(
        rep_id=rep_id,
        name=_name(material, rep_id, last),
        team=inputs.team(rep_id),
        territory=record.get("territory"),
        status=_status(inputs, rep_id),
        until=left.isoformat() if isinstance(left, date) and left <= inputs.plan.last else None,
        target=float(target),
        cells=_cells(inputs, rep_id, plan, kinds),
        parts=_parts(plan, rep_id, kinds),
        last_year=_last_year(inputs, rep_id),
        best=best_run(inputs, rep_id),
        booked=booked if booked else None,
        median=rounded(found.median, 2),
        chance=rounded(found.chance, 6),
        effort=rounded(effort(float(target), found.median), 6),
        why_null=found.why_null,
        n_wins=round(history.wins) if history is not None else 0,
    )  # fmt: skip


def _cells(inputs: Inputs, rep_id: str, plan: Made, kinds: Mapping[Cell, str]) -> list[PlanCell]:
    cells = plan.cells
    return [
        PlanCell.model_validate({
            "month": month.label,
            "value": float(cells.get((rep_id, month.label), ZERO)),
            "kind": kinds.get((rep_id, month.label), "split"),
        })
        for month in inputs.plan.months()
    ]  # fmt: skip


def _name(material: Material, rep_id: str, last: LastPlan | None) -> str:
    if rep_id in material.names:
        return material.names[rep_id]
    return rep_id if last is None else last.names.get(rep_id, rep_id)


def _status(inputs: Inputs, rep_id: str) -> Status:
    if rep_id not in inputs.material.reps:
        return "unknown"
    there = [inputs.there(rep_id, month) for month in inputs.plan.months()]
    left = inputs.material.reps[rep_id].get("left_on")
    if not any(there):
        return "gone" if left is not None and left <= inputs.plan.last else "absent"
    if left is not None and left <= inputs.plan.last:
        return "leaves"
    if rep_id not in inputs.histories:
        return "new"
    return "away" if any(part < 1 for part in there) else "usual"


def _parts(plan: Made, rep_id: str, kept: Collection[Cell]) -> PlanParts:
    """Shares and amounts; cells that are kept count in floor and cap as they are."""
    one = plan.weighed.get(rep_id)
    shares = [share for s in plan.splits.values() for share in s.shares if share.rep_id == rep_id]
    if one is None or not shares:
        return PlanParts()
    (share,) = shares
    ratios = {
        "potential": one.parts.potential, "history": one.parts.history,
        "ability": one.parts.ability, "mix": one.mix, "time": one.time, "ramp": one.ramp,
    }  # fmt: skip
    stays = sum((v for cell, v in plan.cells.items() if cell in kept and cell[0] == rep_id), ZERO)
    amounts = {
        name: None if value is None else value + stays
        for name, value in (("exact", share.exact), ("low", share.low), ("high", share.high))
    }
    return PlanParts.model_validate(
        {name: rounded(number(value), 6) for name, value in ratios.items()}
        | {name: rounded(number(value), 2) for name, value in amounts.items()}
        | {"bound": share.bound}
    )


def plan_months(inputs: Inputs, plan: Made, parts: Sequence[Scope]) -> list[PlanMonth]:
    """Everybody's months: rounded beside exact, and the cushion apart."""
    labels = [month.label for month in inputs.plan.months()]
    assigned = {m: sum((s.of_month(m) for s in plan.splits.values()), ZERO) for m in labels}
    exact = {
        m: sum((s.exact_months.get(m, ZERO) for s in plan.splits.values()), ZERO) for m in labels
    }
    whole = sum((scope.task.total - scope.total for scope in parts), ZERO)
    cushion = dict(zip(labels, cushion_by_month(whole, [assigned[m] for m in labels], parts),
                       strict=True))  # fmt: skip
    return [
        PlanMonth(
            month=month.label,
            working_days=month.working_days,
            season=round(float(month.season), 6),
            exact=round(float(exact[month.label]), 2),
            assigned=float(assigned[month.label]),
            cushion=float(cushion[month.label]),
            team=float(assigned[month.label] - cushion[month.label]),
            drift=round(float(assigned[month.label] - exact[month.label]), 2),
        )
        for month in inputs.calendar.months
    ]


def cushion_by_month(
    whole: Fraction, assigned: Sequence[Fraction], parts: Sequence[Scope]
) -> list[Fraction]:
    """The cushion in proportion to the months, so that what is left adds up to the total.

    In whole units; part of one that is left goes to the largest month.
    """
    if not whole or not any(assigned):
        return [ZERO] * len(assigned)
    unit = parts[0].task.unit
    found = [n * unit for n in hamilton(int(whole // unit), list(assigned))]
    found[max(range(len(found)), key=lambda at: assigned[at])] += whole % unit
    return found


def plan_teams(
    inputs: Inputs, plan: Made, parts: Sequence[Scope], reps: Sequence[PlanRep]
) -> list[PlanTeam]:
    """Each team's sum; its own total and cushion where it has one."""
    own = {scope.team: scope for scope in parts if scope.team is not None}
    names = list(dict.fromkeys(one.team for one in reps))
    if len(names) < 2 and not own:
        return []
    found = []
    for name in [n for n in names if n is not None] + ([None] if None in names else []):
        mine = [one for one in reps if one.team == name]
        scope = None if name is None else own.get(name)
        found.append(
            PlanTeam(
                team=name,
                n_reps=len(mine),
                total=None if scope is None else float(scope.total),
                assigned=float(sum((plan.of_rep(one.rep_id) for one in mine), ZERO)),
                cushion=None if scope is None else float(scope.task.total - scope.total),
            )
        )
    return found


def handovers(inputs: Inputs) -> list[Handover]:
    """Who leaves before the plan's end, and who else has the territory."""
    reps, found = inputs.material.reps, []
    since = inputs.behind[0].first if inputs.behind else inputs.plan.first
    for rep_id, record in reps.items():
        left = record.get("left_on")
        if left is None or not since <= left <= inputs.plan.last:
            continue
        heirs = [
            i for i in inputs.rep_ids
            if i != rep_id and record.get("territory") is not None
            and reps.get(i, {}).get("territory") == record.get("territory")
            and (reps[i].get("left_on") is None or reps[i]["left_on"] > left)
        ]  # fmt: skip
        found.append(
            Handover(
                rep_id=rep_id, name=inputs.material.names[rep_id],
                territory=record.get("territory"), left_on=left.isoformat(),
                heirs=[inputs.material.names[i] for i in heirs],
            )
        )  # fmt: skip
    return found
