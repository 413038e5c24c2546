"""The weekly review's view: one manager's people, what needs a decision, what changed.

Amounts are in the report currency's main unit, whole ones of a deal; dates are ISO days.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesreport.report.viewbase import View
from salesreport.retrospective.findings import Number, Part, SourceRow
from salesreport.weekly.carried import Outcome
from salesreport.weekly.changes import Aspect, Rewritten

BlockId = Literal["overdue", "due", "stalled", "changes", "churn", "key", "cash", "refused"]


class ChurnReason(Part):
    """A fact about a customer gone quiet.

    `no_purchase`: none for `days`, usually one every `usual_days`. `no_contact`: none for
    `days`, never before for more than `usual_days`. Both since `day`. `lost`: the last deal
    was lost on `day`. `overdue`: `amount` is past due for `days`.
    """

    kind: Literal["no_purchase", "no_contact", "lost", "overdue"]
    day: dt.date | None = None
    days: int | None = None
    usual_days: Number = None
    amount: Number = None


class ChangeFacts(Part):
    """What happened to a deal since the last review; `kind` is the first of `aspects`.

    `slips`: how often its expected close was moved to a later day, as the reviews saw it.
    """

    kind: Aspect
    aspects: list[Aspect]
    rewritten: list[Rewritten] = []
    stage_before: str | None = None
    stage: str | None = None
    expected_before: dt.date | None = None
    expected: dt.date | None = None
    amount_before: Number = None
    closed_before: dt.date | None = None
    closed: dt.date | None = None
    created_before: dt.date | None = None
    created: dt.date | None = None
    slips: int = 0
    customer_before: str | None = None


class WeeklyRow(Part):
    """One row of a block; `key` is the same as long as it is about the same.

    `day`, `days`: due day and days past it of an action or of money; last move forward and
    days in the stage of a stalled deal; last contact and days since of a customer. `usual_days`:
    in the stage. `planned` contacts a month, `actual` ones in `window_days`.
    """

    key: str
    rep_id: str | None = None
    rep: str | None = None
    customer: str | None = None
    opportunity_id: str | None = None
    action: str | None = None
    stage: str | None = None
    amount: Number = None
    day: dt.date | None = None
    days: int | None = None
    usual_days: Number = None
    planned: Number = None
    actual: int | None = None
    window_days: int | None = None
    reasons: list[ChurnReason] = []
    change: ChangeFacts | None = None
    next_step: str | None = None
    next_date: dt.date | None = None
    decision: str | None = None
    source: SourceRow | None = None


class WeeklyBlock(Part):
    """Rows of one kind, the largest first; of changes the largest of each kind in turn.

    `n` and `amount` are of all, `rows` the first ten: the page shows as many as fit. `of`:
    how many were looked at, where that tells something. `why_null`: reason id where nothing
    can be told.
    """

    block: BlockId
    n: int = 0
    amount: Number = None
    of: int | None = None
    rows: list[WeeklyRow] = []
    why_null: str | None = None


class AspectCount(Part):
    """How many deals changed in one way, and their amount; a deal may count in several."""

    aspect: Aspect
    n: int
    amount: Number = None


class Progress(Part):
    """The month's target, what is booked, what is expected to be signed, and the gap.

    `expected` is the full amount of `n_expected` open deals with an expected close from the
    day after the cut-off to the month's end; `weighted` the same times the chance of their
    stage in own history. Of `n_passed` open deals the expected close has passed: they are in
    neither. `n_unknown` have no amount that counts. `gap` = booked - target, `gap_expected`
    = booked + weighted - target. `chances`: of `intent` and so on; empty where unknown.
    """

    period: str
    first: dt.date
    last: dt.date
    target: Number = None
    booked: Number = None
    completion: Number = None
    why_null: str | None = None
    time: float = 0.0
    expected: Number = None
    weighted: Number = None
    n_expected: int = 0
    n_unknown: int = 0
    n_passed: int = 0
    passed: Number = None
    gap: Number = None
    gap_expected: Number = None
    chances: dict[str, float] = {}
    why_no_chances: str | None = None


class Compared(Part):
    """What the week is held against: a snapshot, or dated tables seven days before.

    `why`: why there is no snapshot (`none`, `too_recent`, `too_old`), `nearest` the day of
    the one that came nearest. `alike`: amounts are counted alike in both.
    """

    source: Literal["snapshot", "dates"]
    day: dt.date
    name: str | None = None
    why: Literal["none", "too_recent", "too_old"] | None = None
    nearest: dt.date | None = None
    alike: bool = True


class DecisionBack(Part):
    """A decision of an earlier review and what became of it.

    `outcome` as a person marked it (`by_person`), else as the data show it.
    """

    key: str | None = None
    rep: str | None = None
    customer: str | None = None
    about: str | None = None
    decision: str
    step: str | None = None
    by: dt.date | None = None
    made_on: dt.date
    outcome: Outcome
    by_person: bool
    day: dt.date | None = None


class DecisionsBack(Part):
    """Decisions of the last review: counts of all, and the first ten rows.

    `day`: of the last review with a workbook; None: there is none. `n_blank`: rows of it
    without a decision.
    """

    day: dt.date | None = None
    n: int = 0
    n_done: int = 0
    n_partly: int = 0
    n_open: int = 0
    n_unknown: int = 0
    n_blank: int = 0
    rows: list[DecisionBack] = []


class WeeklyRemark(Part):
    """Something odd about an earlier snapshot or workbook, by rule id and values."""

    rule: Literal[
        "snapshot_unread", "snapshot_foreign", "workbook_unread", "no_columns", "doubled",
        "unknown_mark", "unknown_date", "added", "two_files",
    ]  # fmt: skip
    name: str
    value: str = ""
    n: int = 1


class WeeklyView(View):
    """All a weekly page needs, of one manager's people or of everybody.

    `reader`: `all`, `manager:<id>` or `team:<name>`. `first` to `as_of`: the week.
    """

    kind: Literal["weekly"] = "weekly"
    reader: str
    name: str | None = None
    teams: list[str] = []
    n_reps: int
    first: dt.date
    compared: Compared
    progress: Progress
    blocks: list[WeeklyBlock]
    changes: list[AspectCount] = []
    decisions: DecisionsBack = DecisionsBack()
    remarks: list[WeeklyRemark] = []
