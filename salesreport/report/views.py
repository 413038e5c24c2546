"""What one reader may see, closed and serialisable: a rep's view, a team's view.

A view holds numbers, ids and text from the data, never words of a language:
`display` words it. Amounts are in the report currency's main unit, rates are
fractions, dates are ISO days. `None` always has a reason beside it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = float | None
Grade = Literal["excellent", "good", "pass", "needs_improvement", "not_rated"]


class Part(BaseModel):
    """Base of all parts of a view: frozen, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Meta(Part):
    """What a page's header and footer need."""

    run: str
    run_id: str
    period: str
    period_kind: Literal["month", "quarter", "year", "span"]
    first: date
    last: date
    as_of: date
    finance_as_of: date
    complete: bool
    currency: str
    policy: str
    status: Literal["draft", "final"]
    version: int = 1
    min_group: int
    weights_override: dict[str, float] = {}
    recognise: dict[str, str] = {}
    tables: list[str]
    today_status: bool
    next_period: str
    conversion_leads: Literal["leads", "valid_leads", "opportunities_created", "typed"]


class Comparison(Part):
    """The same measure elsewhere; `withheld` when it would give colleagues away."""

    value: Number = None
    n: int | None = None
    why_null: str | None = None
    withheld: bool = False


class Figure(Part):
    """One measure of one rep or team, with what it was made of and is held against.

    `typed`: taken from the evaluation table; `computed` is then what the other
    tables give. `implied`: a part of it was worked back from a typed rate.
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
    target: Number = None
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


class SourceRow(Part):
    """Where a record stands in the user's own file."""

    file: str
    sheet: str | None = None
    row: int | None = None


class Deal(Part):
    """One opportunity as a page shows it.

    `reason`: lost reason as recorded, or the rule id by which it does not count
    (`open`, `lost`, `closed_later`, `closed_earlier`, `credited_elsewhere`,
    `no_close_date`, `no_amount`, `not_known_yet`).
    """

    opportunity_id: str
    customer: str | None = None
    industry: str | None = None
    product: str | None = None
    rep_id: str | None = None
    owner: str | None = None
    stage: str | None = None
    amount: Number = None
    share: float = 1.0
    created_date: date | None = None
    close_date: date | None = None
    expected_close_date: date | None = None
    cycle_days: int | None = None
    reason: str | None = None
    detail: str | None = None
    source: SourceRow


class Action(Part):
    """One tracked action (Table 1)."""

    date: date
    customer: str | None = None
    industry: str | None = None
    stage: str | None = None
    action: str | None = None
    status: str | None = None
    due_date: date | None = None
    done_date: date | None = None
    note: str | None = None
    opportunity_id: str | None = None
    overdue_days: int | None = None
    outcome: Literal["on_time", "late", "unknown", "not_due"] | None = None
    source: SourceRow


class Fact(Part):
    """Something on record worth a talk; a fact, not a cause.

    `kind` is one of `overdue`, `stalled`, `slipped`, `unknown_done_date`,
    `slow_response`, `overdue_cash`; `values` are the numbers of its sentence.
    """

    kind: str
    count: int
    values: dict[str, str | float | int | None] = {}
    rows: list[SourceRow] = []


class Gap(Part):
    """Actual minus reference in money; negative is short.

    `reference` is `target`, `previous` or `last_year`.
    """

    reference: Literal["target", "previous", "last_year"]
    actual: Number
    against: Number
    gap: Number
    days_short: int | None = None
    why_null: str | None = None


class LossReason(Part):
    """Recorded reason of lost deals; `reason` None is its own row: not recorded."""

    reason: str | None
    count: int
    share: float
    reps: int


class WinCase(Part):
    """A won deal that closed fast or large, with its recorded actions."""

    deal: Deal
    why: Literal["largest", "fastest"]
    usual_days: int | None = None
    actions: list[Action] = []


class Retrospective(Part):
    """What the period teaches, for one rep or one team."""

    gaps: list[Gap] = []
    wins: list[WinCase] = []
    lost_count: int = 0
    losses: list[LossReason] = []
    lost_deals: list[Deal] = []
    slipped: list[Deal] = []
    facts: list[Fact] = []


class PlanRow(Part):
    """One row of the improvement plan (Table 3). `origin`: `table` or `proposed`."""

    plan_id: str | None = None
    who: str
    kind: str | None = None
    item: str
    measures: str
    due_date: date | None = None
    support: str | None = None
    expected_effect: str | None = None
    support_owner: str | None = None
    support_given: str | None = None
    status: str | None = None
    result: str | None = None
    origin: Literal["table", "proposed"] = "table"
    source: SourceRow | None = None


class Note(Part):
    """A comment, statement, objection or ruling by a person."""

    kind: str
    section: str | None = None
    text: str
    by: str | None = None
    on: date | None = None


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


class MissingSection(Part):
    """A section without data, and the table that would switch it on."""

    section: str
    tables: list[str]


class LedgerLine(Part):
    """Rows of one table: read = kept + sum of listed."""

    table: str
    read: int
    kept: int
    listed: dict[str, int] = {}


class Problem(Part):
    """Something in the input, by rule id and values; worded in `display`."""

    severity: Literal["error", "warning", "info"]
    rule: str
    table: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, str] = {}


class View(Part):
    """Common to both views: canonical JSON, its hash, and the rows of a number."""

    meta: Meta
    evidence: dict[str, list[Evidence]] = {}
    sections_missing: list[MissingSection] = []

    def canonical(self) -> bytes:
        """Canonical JSON: sorted keys, no blanks, UTF-8. Same view, same bytes."""
        return json.dumps(
            self.model_dump(mode="json"),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        ).encode()

    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.canonical()).hexdigest()


class Evidence(Part):
    """One source row behind a measure.

    `part` is `numerator` or `denominator`; `value` is what the row adds to it
    (0 for a second win with the same customer).
    """

    part: Literal["numerator", "denominator"]
    rep_id: str
    value: float
    table: str
    key: str | None = None
    day: date | None = None
    customer: str | None = None
    source: SourceRow


class RepView(View):
    """All a rep's pages need, and no colleague's row."""

    kind: Literal["rep"] = "rep"
    rep: Rep
    months: list[MonthPoint]
    deals_counted: list[Deal] = []
    deals_not_counted: list[Deal] = []
    actions: list[Action] = []
    retrospective: Retrospective
    plans_last: list[PlanRow] = []
    plans_next: list[PlanRow] = []
    notes: list[Note] = []
    next_target: Number = None
    next_pipeline: Number = None
    problems: list[Problem] = []


class TeamView(View):
    """All a team's pages need."""

    kind: Literal["team"] = "team"
    team: str | None
    figures: dict[str, Figure]
    n: dict[str, int | None]
    targets: dict[str, Number]
    reps: list[Rep]
    groups: list[Group] = []
    months: list[MonthPoint]
    gap_by_rep: dict[str, Number] = {}
    retrospective: Retrospective
    big_deals: list[BigDeal] = []
    grades: dict[str, int]
    plans_last: list[PlanRow] = []
    plans_next: list[PlanRow] = []
    notes: list[Note] = []
    next_target: Number = None
    next_pipeline: Number = None
    ledger: list[LedgerLine] = []
    problems: list[Problem] = []
    problem_counts: dict[str, int] = {}


class Group(Part):
    """One team's line on the page of all teams."""

    team: str
    n_reps: int
    bookings: Number = None
    target: Number = None
    completion: Number = None
    gap: Number = None


class BigDeal(Part):
    """One of the largest deals won, slipped or lost in the period."""

    kind: Literal["won", "slipped", "lost"]
    deal: Deal


AnyView = Annotated[RepView | TeamView, Field(discriminator="kind")]

View.model_rebuild()
RepView.model_rebuild()
TeamView.model_rebuild()


def view_from_json(payload: bytes | str) -> RepView | TeamView:
    """The view whose canonical JSON is `payload`.

    Raises
    ------
    pydantic.ValidationError
        The text is not the JSON of a view.
    """
    document: dict[str, Any] = json.loads(payload)
    kind = TeamView if document.get("kind") == "team" else RepView
    return kind.model_validate(document)
