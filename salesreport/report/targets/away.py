"""Who is employed in the plan's period, and there on no day of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from salesreport.report.absences import leave_of
from salesreport.report.targets.inputs import Inputs
from salesreport.report.targetviews import AwayRep


def away(inputs: Inputs, others: Collection[str]) -> list[AwayRep]:
    """People on leave that counts on all their working days of the period.

    Parameters
    ----------
    inputs : Inputs
    others : collection of str
        Rep ids that are told elsewhere: with a target, or left out by the run file.
    """
    material, found = inputs.material, []
    for rep_id, record in material.reps.items():
        n_days = _working_days(inputs, record.get("hired_on"), record.get("left_on"))
        is_there = any(inputs.there(rep_id, month) for month in inputs.plan.months())
        if rep_id in others or is_there or not n_days:
            continue
        found.append(
            AwayRep(
                rep_id=rep_id,
                name=material.names[rep_id],
                team=inputs.team(rep_id),
                n_days=n_days,
                leave=leave_of(material, rep_id, inputs.plan),
            )
        )
    return found


def _working_days(inputs: Inputs, hired: date | None, left: date | None) -> int:
    """Working days of the plan between joining and leaving."""
    first = max(inputs.plan.first, hired or inputs.plan.first)
    last = min(inputs.plan.last, left or inputs.plan.last)
    return inputs.material.run.workdays.between(first, last) if first <= last else 0
