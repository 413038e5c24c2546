"""What one reader may see, closed and serialisable: a rep's view, a team's view.

A view holds numbers, ids and text from the data, never words of a language:
`display` words it. Amounts are in the report currency's main unit, rates are
fractions, dates are ISO days. `None` always has a reason beside it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from salesreport.report.dataviews import ControlTotal, DataView
from salesreport.report.viewbase import Evidence, LedgerLine, Meta, MissingSection, Problem, View
from salesreport.retrospective.findings import (
    Action,
    BigDeal,
    BookingAdjustment,
    Deal,
    Fact,
    Gap,
    LossReason,
    Note,
    Number,
    Part,
    PlanRow,
    Retrospective,
    SourceRow,
    WinCase,
)

__all__ = [
    "Action",
    "Adjustment",
    "BigDeal",
    "BookingAdjustment",
    "Comparison",
    "DataView",
    "Deal",
    "Evidence",
    "Fact",
    "Figure",
    "FlagRule",
    "Gap",
    "Grade",
    "Group",
    "LedgerLine",
    "LossReason",
    "Meta",
    "MissingSection",
    "MonthPoint",
    "Note",
    "Number",
    "OneDeal",
    "OneDealBothWays",
    "Part",
    "PlanRow",
    "Problem",
    "ReceiptLine",
    "Rep",
    "RepView",
    "Retrospective",
    "RoleLine",
    "RoleTerms",
    "Score",
    "SourceRow",
    "TeamView",
    "View",
    "WinCase",
    "YearToDate",
    "view_from_json",
]

Grade = Literal["excellent", "good", "pass", "needs_improvement", "not_rated"]


class Comparison(Part):
    """The same measure elsewhere; `withheld` when it would give colleagues away."""

    value: Number = None
    n: int | None = None
    why_null: str | None = None
    withheld: bool = False


class Figure(Part):
    """One measure of one rep or team, with what it was made of and is held against.

    `typed`: taken from the evaluation table; `computed` is then what the other
    tables give. `implied`: a part of it was worked back from a typed rate. Of sums (money,
    counts) `peers` is the average per peer who was there the whole period (one there a
    third of it is a third of a peer) and `rolling_6` the average per period
    of this length; of rates both are sums over sums. `attainment` is value / target.
    `extra`: a further measure, which no table gives.
    """

    measure: str
    unit: Literal["money", "rate", "count", "days", "score"]
    value: Number
    why_null: str | None = None
    numerator: Number = None
    denominator: Number = None
    n: int | None = None
    typed: bool = False
    computed: Number = None
    implied: bool = False
    extra: bool = False
    target: Number = None
    attainment: Number = None
    attainment_why_null: str | None = None
    previous: Comparison = Comparison()
    last_year: Comparison = Comparison()
    year_to_date: Comparison = Comparison()
    rolling_6: Comparison = Comparison()
    peers: Comparison = Comparison()


class ReceiptLine(Part):
    """One measure's way into the score.

    `weight` is as the policy has it, `effective_weight` after rescaling for
    missing measures; `contribution` = points x effective_weight / 100.
    """

    measure: str
    raw: Number
    lo: float
    hi: float
    points: Number
    weight: float
    effective_weight: Number
    contribution: Number
    why_null: str | None = None


class Adjustment(Part):
    """Points added or taken by a person, on record."""

    points: float
    reason: str
    approved_by: str


class OneDeal(Part):
    """Score and grade with one deal more or less."""

    score: Number
    grade: Grade
    why_null: str | None = None


class OneDealBothWays(Part):
    """What a single deal would change."""

    more: OneDeal
    less: OneDeal


class Score(Part):
    """Receipt, total and grade of one rep."""

    score: Number
    grade: Grade
    why_null: str | None = None
    provisional: bool
    provisional_because: list[str] = []
    receipt: list[ReceiptLine]
    rescaled: bool = False
    adjustments: list[Adjustment] = []
    one_deal: OneDealBothWays
    rolling_3: Number = None
    rolling_6: Number = None
    typed_score: Number = None
    typed_grade: Grade | None = None


class MonthPoint(Part):
    """One calendar month of one rep or team."""

    period: str
    complete: bool
    bookings: Number = None
    target: Number = None
    completion: Number = None
    leads: Number = None
    won_customers: Number = None
    conversion: Number = None
    won: Number = None
    lost: Number = None
    win_rate: Number = None
    due: Number = None
    collected: Number = None
    collection_rate: Number = None
    process: Number = None


class FlagRule(Part):
    """What flags a rep: so far over target, or under a rate so many months running."""

    over_target: float = 0.2
    below_rate: float = 0.8
    below_months: int = 2


class RoleLine(Part):
    """Weight and goalposts of one measure; of some the goalposts are per month."""

    measure: str
    unit: Literal["money", "rate", "count", "days", "score"]
    weight: float
    lo: float
    hi: float
    per_month: bool = False


class RoleTerms(Part):
    """What the people of a role are scored and flagged by; None: those without one."""

    role: str | None
    n_reps: int
    lines: list[RoleLine]
    flag_rule: FlagRule


class Rep(Part):
    """One rep's figures and score: a line of the team page, the core of a rep page."""

    rep_id: str
    name: str
    team: str | None = None
    role: str | None = None
    territory: str | None = None
    hired_on: date | None = None
    left_on: date | None = None
    inferred: bool = False
    figures: dict[str, Figure]
    n: dict[str, int | None]
    targets: dict[str, Number]
    target_days: tuple[int, int] | None = None
    score: Score
    flags: list[Literal["over_target", "two_months_below"]]
    flag_rule: FlagRule = FlagRule()


class YearToDate(Part):
    """Bookings of the (fiscal) year so far against its target and its days.

    `share_of_target` = bookings / target of the whole year;
    `share_of_days` = calendar days gone / days of the year, `share_of_working_days` the
    same of working days, by the run's holidays. `without_target`: reps
    without a target for some month of the year, for whom its target is unknown.
    `january_february`: both months together, this year and last, in the report on a
    February where the Spring Festival moves between them.
    """

    bookings: Number = None
    target_to_date: Number = None
    completion: Number = None
    year_target: Number = None
    share_of_target: Number = None
    share_of_days: float
    share_of_working_days: float
    without_target: list[str] = []
    january_february: list[MonthPoint] = []
    why_null: str | None = None


class RepView(View):
    """All a rep's pages need, and no colleague's row."""

    kind: Literal["rep"] = "rep"
    rep: Rep
    year: YearToDate
    months: list[MonthPoint]
    deals_counted: list[Deal] = []
    deals_not_counted: list[Deal] = []
    adjustments: list[BookingAdjustment] = []
    actions: list[Action] = []
    retrospective: Retrospective
    plans_last: list[PlanRow] = []
    plans_next: list[PlanRow] = []
    notes: list[Note] = []
    next_target: Number = None
    next_pipeline: Number = None
    next_booked: Number = None
    problems: list[Problem] = []


class TeamView(View):
    """All a team's pages need."""

    kind: Literal["team"] = "team"
    team: str | None
    figures: dict[str, Figure]
    n: dict[str, int | None]
    targets: dict[str, Number]
    reps: list[Rep]
    year: YearToDate
    groups: list[Group] = []
    months: list[MonthPoint]
    gap_by_rep: dict[str, Number] = {}
    retrospective: Retrospective
    big_deals: list[BigDeal] = []
    grades: dict[str, int]
    roles: list[RoleTerms] = []
    plans_last: list[PlanRow] = []
    plans_next: list[PlanRow] = []
    notes: list[Note] = []
    next_target: Number = None
    next_pipeline: Number = None
    next_booked: Number = None
    ledger: list[LedgerLine] = []
    problems: list[Problem] = []
    problem_counts: dict[str, int] = {}
    control_totals: list[ControlTotal] = []


class Group(Part):
    """One team's line on the page of all teams."""

    team: str
    n_reps: int
    bookings: Number = None
    target: Number = None
    completion: Number = None
    gap: Number = None


RepView.model_rebuild()
TeamView.model_rebuild()

KINDS: dict[str, type[RepView | TeamView | DataView]] = {
    "rep": RepView,
    "team": TeamView,
    "data": DataView,
}


def view_from_json(payload: bytes | str) -> RepView | TeamView | DataView:
    """The view whose canonical JSON is `payload`.

    Raises
    ------
    pydantic.ValidationError
        The text is not the JSON of a view.
    """
    document: dict[str, Any] = json.loads(payload)
    return KINDS.get(document.get("kind", ""), RepView).model_validate(document)
