"""`report.json`: the numbers of a run in the form DESIGN fixes, pinned by a schema."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from salesreport.report.views import (
    Grade,
    LedgerLine,
    Number,
    Problem,
    Reasons,
    ReceiptLine,
    Rep,
    TeamView,
)
from salesreport.retrospective.attributed import (
    Attributed,
    CauseId,
    Class,
    EvidenceRow,
    Reference,
    WinsOf,
)


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )


class ReceiptEntry(_Part):
    """One measure's way into the score; `weight` as applied after rescaling."""

    measure: str
    raw: Number
    lo: float
    hi: float
    points: Number
    weight: Number
    contribution: Number
    why_null: str | None


class AdjustmentEntry(_Part):
    """Points a person added or took."""

    points: float
    reason: str
    approved_by: str


class OneDealEntry(_Part):
    """Score and grade with one deal more or less."""

    score: Number
    grade: Grade


class CauseRowEntry(_Part):
    """A record that carries a cause."""

    table: str
    id: str | None
    file: str | None
    sheet: str | None
    row: int | None


class CauseEntry(_Part):
    """One cause of the period's gap to a reference, in money; negative lowers bookings.

    Causes of one reference add up to its gap. `low` to `high`: 95 % interval, None where
    nothing tells. `signal` and `chance` add up to `amount`. `n`: leads, records or wins
    behind it; `rows`: the first of its records.
    """

    reference: Reference
    cause: CauseId
    amount: float
    low: Number
    high: Number
    signal: Number
    chance: Number
    kind: Class = Field(alias="class")
    n: int | None
    rows: list[CauseRowEntry]


class WindowEntry(_Part):
    """Wins of a window beside those that the others' rates give on the same leads.

    `low` to `high`: what chance gives 95 % of the time. `leads` are those at work, each by
    the share of its wins that falls into the window.
    """

    window: Literal["period", "previous", "longer"]
    first: date
    last: date
    leads: int
    wins: float
    expected: float
    low: Number
    high: Number


class PlanEntry(_Part):
    """One row of the plan for what comes, a person's or (`origin` proposed) a rule's.

    Texts are None where pages word them from `rule` and `values`. `effect`: money a cycle that
    is expected, with its range; None where none is promised. `lacking`: what the row needs to
    be specific, measurable, supported, dated and founded.
    """

    plan_id: str | None
    kind: str | None
    rule: str | None
    origin: Literal["table", "proposed", "book"]
    item: str | None
    measures: str | None
    support: str | None
    expected_effect: str | None
    due_date: date | None
    measure: str | None
    unit: str | None
    from_value: Number
    to_value: Number
    effect: Number
    effect_low: Number
    effect_high: Number
    n: int | None
    support_owner: str | None
    lacking: list[str]
    values: dict[str, str | int | float | list[str] | None]


class RepEntry(_Part):
    """One rep.

    `score` = the receipt's contributions + adjustments, kept between 0 and 100 and
    rounded half up to 0.01; None for the reason in `score_why_null`. The rolling
    scores are by the same policy, without adjustments. `longer_causes`: causes of the gaps of
    the longer window, whose days are in `windows`; their records are not repeated.
    """

    rep_id: str
    name: str
    team: str | None
    role: str | None
    measures: dict[str, Number]
    n: dict[str, int | None]
    why_null: dict[str, str]
    targets: dict[str, Number]
    attainment: dict[str, Number]
    score: Number
    grade: Grade
    score_why_null: str | None
    provisional: bool
    provisional_because: list[str]
    rescaled: bool
    rolling_3: Number
    rolling_6: Number
    flags: list[Literal["over_target", "two_months_below"]]
    receipt: list[ReceiptEntry]
    adjustments: list[AdjustmentEntry]
    one_deal: dict[Literal["more", "less"], OneDealEntry]
    causes: list[CauseEntry]
    longer_causes: list[CauseEntry]
    windows: list[WindowEntry]
    plans: list[PlanEntry]


class TeamEntry(_Part):
    """All reps together; `plans`: those of teams, not of a person."""

    measures: dict[str, Number]
    n: dict[str, int | None]
    why_null: dict[str, str]
    targets: dict[str, Number]
    attainment: dict[str, Number]
    plans: list[PlanEntry]


class ProblemEntry(_Part):
    """One problem of the input with its remedy in words."""

    severity: Literal["error", "warning", "info"]
    file: str | None
    sheet: str | None
    row: int | None
    table: str | None
    column: str | None
    value: str | None
    rule: str
    remedy: str


class ReportDocument(_Part):
    """What `salesreport score --json` prints and `report.json` begins with."""

    period: str
    as_of: date
    currency: str
    policy: str
    reps: list[RepEntry]
    team: TeamEntry
    problems: list[ProblemEntry]
    ledger: list[LedgerLine]


def document(team: TeamView, *, remedy: Callable[[Problem], str]) -> ReportDocument:
    """The run's numbers from the view of all reps.

    Parameters
    ----------
    team : TeamView
        View of all reps of the run.
    remedy : callable
        Words what to do about a problem.
    """
    return ReportDocument(
        period=team.meta.period,
        as_of=team.meta.as_of,
        currency=team.meta.currency,
        policy=team.meta.policy,
        reps=[
            _rep_entry(rep, team.reasons_by_rep.get(rep.rep_id), _plans(team, rep.rep_id))
            for rep in team.reps
        ],
        team=TeamEntry(
            measures={name: figure.value for name, figure in team.figures.items()},
            n=team.n,
            why_null=_reasons(team),
            targets=team.targets,
            attainment=_attainment(team),
            plans=_plans(team, None),
        ),
        problems=[
            ProblemEntry(
                **problem.model_dump(exclude={"values"}),
                remedy=remedy(problem),
            )
            for problem in team.problems
        ],
        ledger=team.ledger,
    )


def _reasons(part: Rep | TeamView) -> dict[str, str]:
    return {
        name: figure.why_null or "no_data"
        for name, figure in part.figures.items()
        if figure.value is None
    }


def _attainment(part: Rep | TeamView) -> dict[str, Number]:
    """Actual / target of each measure with a target."""
    return {
        name: figure.attainment
        for name, figure in part.figures.items()
        if figure.target is not None
    }


def _receipt_entry(line: ReceiptLine) -> ReceiptEntry:
    shown = line.model_dump(exclude={"weight", "effective_weight"})
    return ReceiptEntry(**shown, weight=line.effective_weight)


def _plans(team: TeamView, rep_id: str | None) -> list[PlanEntry]:
    """Rows for what comes of one person, or of teams; people's first."""
    return [
        PlanEntry(**{name: getattr(row, name) for name in PlanEntry.model_fields})
        for row in team.plans_next
        if row.rep_id == rep_id
    ]


def _rep_entry(rep: Rep, reasons: Reasons | None, plans: list[PlanEntry]) -> RepEntry:
    score = rep.score
    return RepEntry(
        rep_id=rep.rep_id,
        name=rep.name,
        team=rep.team,
        role=rep.role,
        measures={name: figure.value for name, figure in rep.figures.items()},
        n=rep.n,
        why_null=_reasons(rep),
        targets=rep.targets,
        attainment=_attainment(rep),
        score=score.score,
        grade=score.grade,
        score_why_null=score.why_null,
        provisional=score.provisional,
        provisional_because=score.provisional_because,
        rescaled=score.rescaled,
        rolling_3=score.rolling_3,
        rolling_6=score.rolling_6,
        flags=rep.flags,
        receipt=[_receipt_entry(line) for line in score.receipt],
        adjustments=[AdjustmentEntry(**item.model_dump()) for item in score.adjustments],
        one_deal={
            "more": OneDealEntry(score=score.one_deal.more.score, grade=score.one_deal.more.grade),
            "less": OneDealEntry(score=score.one_deal.less.score, grade=score.one_deal.less.grade),
        },
        causes=_causes(reasons, "period"),
        longer_causes=_causes(reasons, "longer"),
        windows=_windows(reasons),
        plans=plans,
    )


def _windows(reasons: Reasons | None) -> list[WindowEntry]:
    """Windows whose wins are told, once each."""
    if reasons is None:
        return []
    found: dict[str, Attributed | WinsOf] = {
        one.window: one for one in reversed(reasons.attributed) if one.wins is not None
    }
    if reasons.previous is not None:
        found["previous"] = reasons.previous
    return [
        WindowEntry.model_validate(
            {
                "window": name, "first": one.first, "last": one.last, "leads": one.n_leads,
                "wins": one.wins, "expected": one.wins_expected, "low": one.wins_low,
                "high": one.wins_high,
            }
        )
        for name in ("period", "previous", "longer")
        if (one := found.get(name)) is not None
    ]  # fmt: skip


def _causes(reasons: Reasons | None, window: str) -> list[CauseEntry]:
    """Causes of a window's gaps, reference by reference."""
    names = ("cause", "amount", "low", "high", "signal", "chance", "kind", "n")
    return [
        CauseEntry(
            reference=one.reference,
            rows=[_cause_row(row) for row in cause.rows],
            **{name: getattr(cause, name) for name in names},
        )
        for one in (reasons.attributed if reasons is not None else ())
        if one.window == window
        for cause in one.causes
    ]


def _cause_row(row: EvidenceRow) -> CauseRowEntry:
    source = row.source
    return CauseRowEntry(
        table=row.table,
        id=row.record_id,
        file=None if source is None else source.file,
        sheet=None if source is None else source.sheet,
        row=None if source is None else source.row,
    )
