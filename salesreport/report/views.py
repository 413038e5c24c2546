"""What one reader may see, closed and serialisable: a rep's view, a team's view.

A view holds numbers, ids and text from the data, never words of a language:
`display` words it. Amounts are in the report currency's main unit, rates are
fractions, dates are ISO days. `None` always has a reason beside it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from salesreport.report.analystviews import AnalystView, ExpectedGrade
from salesreport.report.answerviews import Answer
from salesreport.report.cashparts import Cash, CashBasis, CashRow, OutsideCash
from salesreport.report.closedloop.parts import Effect, Outcome, PastPlan
from salesreport.report.dataviews import ControlTotal, DataView
from salesreport.report.deckviews import DeckView
from salesreport.report.monthparts import Leave, MonthPoint, UsualRange, YearToDate
from salesreport.report.playbookviews import PlaybookView
from salesreport.report.scoreparts import (
    Adjustment,
    FlagRule,
    Grade,
    OneDeal,
    OneDealBothWays,
    ReceiptLine,
    RoleLine,
    RoleTerms,
    Score,
)
from salesreport.report.targetviews import TargetPlanView
from salesreport.report.viewbase import Evidence, LedgerLine, Meta, MissingSection, Problem, View
from salesreport.report.weeklyviews import WeeklyView
from salesreport.retrospective.attributed import Reasons
from salesreport.retrospective.findings import (
    Action,
    BigDeal,
    BookingAdjustment,
    Deal,
    Fact,
    Gap,
    Note,
    Number,
    Part,
    PlanRow,
    SourceRow,
    Unconverted,
)
from salesreport.retrospective.lostparts import LossGroup, LostDeals, Quote, ReasonShare
from salesreport.retrospective.pipeline import Behaviours, Pipeline
from salesreport.retrospective.whole import Retrospective
from salesreport.retrospective.winning import KeyActions, SuccessCase

__all__ = [
    "Action",
    "Adjustment",
    "AnalystView",
    "Answer",
    "AnyView",
    "Behaviours",
    "BigDeal",
    "BookingAdjustment",
    "Cash",
    "CashBasis",
    "CashRow",
    "Comparison",
    "DataView",
    "Deal",
    "DeckView",
    "Effect",
    "Evidence",
    "ExpectedGrade",
    "Fact",
    "Figure",
    "FlagRule",
    "Gap",
    "Grade",
    "Group",
    "KeyActions",
    "Leave",
    "LedgerLine",
    "LossGroup",
    "LostDeals",
    "Meta",
    "MissingSection",
    "MonthPoint",
    "Note",
    "Number",
    "OneDeal",
    "OneDealBothWays",
    "Outcome",
    "OutsideCash",
    "Part",
    "PastPlan",
    "Pipeline",
    "PlanRow",
    "PlaybookView",
    "Problem",
    "Quote",
    "ReasonShare",
    "Reasons",
    "ReceiptLine",
    "Rep",
    "RepView",
    "Retrospective",
    "RoleLine",
    "RoleTerms",
    "Score",
    "SourceRow",
    "SuccessCase",
    "TargetPlanView",
    "TeamView",
    "Unconverted",
    "UsualRange",
    "View",
    "WeeklyView",
    "YearToDate",
    "view_from_json",
]


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


class Rep(Part):
    """One rep's figures and score: a line of the team page, the core of a rep page.

    `leave`: days away that touch the period. `peers`: whom `Figure.peers` is of, the
    others of the role or all others.
    """

    rep_id: str
    name: str
    team: str | None = None
    role: str | None = None
    territory: str | None = None
    hired_on: date | None = None
    left_on: date | None = None
    leave: list[Leave] = []
    peers: Literal["role", "all"] = "role"
    inferred: bool = False
    figures: dict[str, Figure]
    n: dict[str, int | None]
    targets: dict[str, Number]
    target_days: tuple[int, int] | None = None
    score: Score
    flags: list[Literal["over_target", "two_months_below"]]
    flag_rule: FlagRule = FlagRule()


class RepView(View):
    """All a rep's pages need, and no colleague's row.

    `plans_next`: for what comes, people's rows and those that rules propose beside them;
    `unplanned`: why none are proposed (`left`, `not_there`, `on_leave`).
    """

    kind: Literal["rep"] = "rep"
    rep: Rep
    year: YearToDate
    months: list[MonthPoint]
    usual: list[UsualRange] = []
    cash: Cash = Cash()
    deals_counted: list[Deal] = []
    deals_not_counted: list[Deal] = []
    unconverted: list[Unconverted] = []
    adjustments: list[BookingAdjustment] = []
    actions: list[Action] = []
    retrospective: Retrospective
    reasons: Reasons = Reasons()
    pipeline: Pipeline = Pipeline()
    behaviours: Behaviours = Behaviours()
    successes: list[SuccessCase] = []
    plans_next: list[PlanRow] = []
    outcomes: list[Outcome] = []
    suggestions_ended: int = 0
    history: list[PastPlan] = []
    unplanned: str | None = None
    notes: list[Note] = []
    answer: Answer | None = None
    next_target: Number = None
    next_pipeline: Number = None
    next_booked: Number = None
    problems: list[Problem] = []


class TeamView(View):
    """All a team's pages need.

    `targets` has the team's own bookings target where it has one, else the sum of the
    reps'; `target_of_reps` is that sum beside an own one, None where there is none.
    `reasons_by_rep` has drivers and causes of each; events, deals and the records of the
    longer window are on the reps' own pages. `successes`: the best five cases, then the
    best of each rep who has none among them; `key_actions` are of the whole company.
    `unplanned`: to whom no row of the plan is proposed, and why.
    """

    kind: Literal["team"] = "team"
    team: str | None
    figures: dict[str, Figure]
    n: dict[str, int | None]
    targets: dict[str, Number]
    reps: list[Rep]
    year: YearToDate
    groups: list[Group] = []
    months: list[MonthPoint]
    cash: Cash = Cash()
    target_of_reps: Number = None
    gap_by_rep: dict[str, Number] = {}
    retrospective: Retrospective
    reasons: Reasons = Reasons()
    reasons_by_rep: dict[str, Reasons] = {}
    pipeline: Pipeline = Pipeline()
    behaviours: Behaviours = Behaviours()
    successes: list[SuccessCase] = []
    key_actions: KeyActions = KeyActions()
    big_deals: list[BigDeal] = []
    unconverted: list[Unconverted] = []
    grades: dict[str, int]
    grades_expected: list[ExpectedGrade] = []
    roles: list[RoleTerms] = []
    plans_next: list[PlanRow] = []
    outcomes: list[Outcome] = []
    suggestions_ended: int = 0
    history: list[PastPlan] = []
    unplanned: dict[str, str] = {}
    notes: list[Note] = []
    answers: list[Answer] = []
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


AnyView = (
    RepView
    | TeamView
    | DataView
    | AnalystView
    | PlaybookView
    | WeeklyView
    | TargetPlanView
    | DeckView
)

KINDS: dict[str, type[AnyView]] = {
    "rep": RepView,
    "team": TeamView,
    "data": DataView,
    "analyst": AnalystView,
    "playbook": PlaybookView,
    "weekly": WeeklyView,
    "targets": TargetPlanView,
    "deck": DeckView,
}


def view_from_json(payload: bytes | str) -> AnyView:
    """The view whose canonical JSON is `payload`.

    Raises
    ------
    pydantic.ValidationError
        The text is not the JSON of a view.
    """
    document: dict[str, Any] = json.loads(payload)
    return KINDS.get(document.get("kind", ""), RepView).model_validate(document)
