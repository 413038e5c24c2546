"""What moved since the last version, and whether it makes a new one."""

from __future__ import annotations

from salesreport.report.material import Material
from salesreport.report.targets.lastplan import LastPlan
from salesreport.report.targets.scopes import Made
from salesreport.report.targetviews import (
    ActionSheet,
    KeyCustomer,
    PlanChange,
    TargetPlanView,
)
from salesreport.report.viewbase import Meta
from salesreport.targeting import changes


def beside_last(
    material: Material, view: TargetPlanView, plan: Made, last: LastPlan | None
) -> TargetPlanView:
    """The view with its version, and what moved since the last one.

    A new version where a cell, a setting, what was agreed or who is there moved, or where
    the last one left no record to tell by.
    """
    if last is None:
        return view.model_copy(update={"meta": _stamped(view, 1)})
    after = {cell: value for cell, value in plan.cells.items() if value}
    moved = changes(last.written, last.read, after, _came_and_went(view, last))
    settings = _moved_settings(view, last.recorded)
    agreed_moved = last.recorded is not None and _agreed(view) != _agreed(last.recorded)
    is_new = last.recorded is None or bool(settings or moved or agreed_moved)
    version = last.version + is_new
    names = {rep.rep_id: rep.name for rep in view.reps}
    return view.model_copy(
        update={
            "meta": _stamped(view, version),
            "version": version,
            "last_version": last.version,
            "is_new": is_new,
            "moved_settings": settings,
            "agreed_moved": agreed_moved,
            "edited_by": last.edited_by,
            "changes": [
                PlanChange(
                    rep_id=one.rep_id,
                    name=names.get(one.rep_id, material.names.get(one.rep_id, one.rep_id)),
                    before=None if one.before is None else float(one.before),
                    after=None if one.after is None else float(one.after),
                    reasons=list(one.reasons),
                    by=last.edited_by if "edited" in one.reasons else None,
                )
                for one in moved
            ],
        }
    )


def _stamped(view: TargetPlanView, version: int) -> Meta:
    """The head with the plan's version, which is not that of the run's report."""
    return view.meta.model_copy(update={"version": version})


def _came_and_went(view: TargetPlanView, last: LastPlan) -> dict[str, str]:
    if last.recorded is None:
        return {}
    before = {rep.rep_id: rep for rep in last.recorded.reps}
    found = {}
    for rep in view.reps:
        if rep.rep_id not in before:
            found[rep.rep_id] = "joined"
        elif rep.until is not None and before[rep.rep_id].until != rep.until:
            found[rep.rep_id] = "left"
    return found


def _moved_settings(view: TargetPlanView, then: TargetPlanView | None) -> list[str]:
    if then is None:
        return []
    pairs = {
        "total": (view.total, then.total),
        "cushion": (view.cushion, then.cushion),
        "unit": (view.unit, then.unit),
        "weights": (view.basis.weights, then.basis.weights),
        "band": (view.basis.band, then.basis.band),
        "status": (view.meta.status, then.meta.status),
    }
    return [name for name, (now, before) in pairs.items() if now != before]


def _agreed(view: TargetPlanView) -> dict[tuple[str, str], tuple[str | None, ...]]:
    """What is filled in in the action plan, by rep id and customer."""
    rows: list[tuple[str, str, ActionSheet | KeyCustomer]] = []
    for sheet in view.actions:
        rows.append((sheet.rep_id, "", sheet))
        rows += [(sheet.rep_id, key.customer, key) for key in sheet.customers]
    found = {(i, name): (one.action, one.by_when, one.supporter) for i, name, one in rows}
    return {key: said for key, said in found.items() if any(said)}
