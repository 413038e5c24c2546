"""What one reader may see, closed and serialisable: a rep's view, a team's view.

A view holds numbers, ids and text from the data, never words of a language:
`display` words it. Amounts are in the report currency's main unit, rates are
fractions, dates are ISO days. `None` always has a reason beside it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, Literal, Self

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
    "Deal",
    "Evidence",
    "Fact",
    "Figure",
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
    "Score",
    "SourceRow",
    "TeamView",
    "View",
    "WinCase",
    "YearToDate",
    "view_from_json",
]

Grade = Literal["excellent", "good", "pass", "needs_improvement", "not_rated"]


class Meta(Part):
    """What a page's header and footer need."""

    run: str
    title: str | None = None
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
    below_rate: float = 0.8
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
    tables give. `implied`: a part of it was worked back from a typed rate. Of sums (money,
    counts) `peers` is the average per peer and `rolling_6` the average per period
    of this length; of rates both are sums over sums.
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
    evidence: dict[str, Evidence] = {}
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

    def stamped(self) -> Self:
        """Same view with its run id: a short hash of everything else in it."""
        bare = self.model_copy(update={"meta": self.meta.model_copy(update={"run_id": ""})})
        meta = self.meta.model_copy(update={"run_id": bare.digest()[:8]})
        return self.model_copy(update={"meta": meta})

    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.canonical()).hexdigest()


class Evidence(Part):
    """Source rows behind one component, column by column; row i of every list.

    `value` is what a row adds to the component (0 for a second win with the
    same customer), money in main units.
    """

    rep_id: list[str]
    value: list[float]
    table: list[str]
    key: list[str | None]
    day: list[date | None]
    customer: list[str | None]
    file: list[str | None]
    sheet: list[str | None]
    row: list[int | None]


class YearToDate(Part):
    """Bookings of the (fiscal) year so far against its target and its days.

    `share_of_target` = bookings / target of the whole year;
    `share_of_days` = calendar days gone / days of the year.
    """

    bookings: Number = None
    target_to_date: Number = None
    completion: Number = None
    year_target: Number = None
    share_of_target: Number = None
    share_of_days: float
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
