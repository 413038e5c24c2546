"""Parts of a view about last period's plans: where each stands, what can be told of its effect.

Figures, ids and days; `display` words them. A result that a person typed stands in `row`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from salesreport.report.closedloop.states import State
from salesreport.retrospective.findings import Number, Part, PlanRow

Verdict = Literal["worked", "no_effect", "cannot_tell"]
Reason = Literal[
    "no_measure",
    "no_records",
    "no_history",
    "incomplete",
    "not_done",
    "not_recorded",
    "dropped",
    "no_support",
    "few_cases",
    "within_range",
]


class Effect(Part):
    """A plan's measure after it against before, less the movement of the others.

    `before`: the `n_months` months before it was made, all together (of money and counts
    their mean); `after`: the month or months of its period. `n_before`, `n_after`: cases of
    a rate. `others_before`, `others_after`: the same of the others of the role. `effect` =
    (after - before) - (others_after - others_before), of sums after - before x others_after
    / others_before; `low` to `high`: 95 % range, of sums the usual range of own months.
    `expected`: what the plan wanted to gain. `withheld`: the others' figures, and what
    would give them away, are not shown.
    """

    measure: str
    unit: Literal["money", "rate", "count", "days", "score"]
    first: date
    last: date
    n_months: int
    before: Number = None
    after: Number = None
    n_before: int | None = None
    n_after: int | None = None
    others_before: Number = None
    others_after: Number = None
    n_others: int = 0
    effect: Number = None
    low: Number = None
    high: Number = None
    expected: Number = None
    lower_is_better: bool = False
    by: Literal["range", "usual"] = "range"
    withheld: bool = False


class Outcome(Part):
    """What became of one plan that fell due.

    `overdue_days`: of an open one. `carried_to`: new deadline of one that goes on, None of
    one that is closed. `reason`: why the effect cannot be told.
    """

    row: PlanRow
    state: State
    overdue_days: int | None = None
    carried_to: date | None = None
    effect: Effect | None = None
    verdict: Verdict = "cannot_tell"
    reason: Reason | None = None


class PastPlan(Part):
    """One plan of a person's history: when made and due, how it ended."""

    plan_id: str
    rep_id: str | None = None
    team: str | None = None
    who: str
    row: PlanRow
    made_on: date | None = None
    due_date: date | None = None
    state: State
    carried: int = 0
    effect: Effect | None = None
    verdict: Verdict = "cannot_tell"
    reason: Reason | None = None
