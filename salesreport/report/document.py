"""`report.json`: the numbers of a run in the form DESIGN fixes, pinned by a schema."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from salesreport.report.views import Grade, LedgerLine, Number, Problem, Rep, TeamView


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ReceiptEntry(_Part):
    """One measure's way into the score; `weight` as applied after rescaling."""

    measure: str
    raw: Number
    lo: float
    hi: float
    points: Number
    weight: Number
    contribution: Number


class OneDealEntry(_Part):
    """Score and grade with one deal more or less."""

    score: Number
    grade: Grade


class RepEntry(_Part):
    """One rep."""

    rep_id: str
    name: str
    team: str | None
    role: str | None
    measures: dict[str, Number]
    n: dict[str, int | None]
    why_null: dict[str, str]
    targets: dict[str, Number]
    score: Number
    grade: Grade
    provisional: bool
    flags: list[Literal["over_target", "two_months_below"]]
    receipt: list[ReceiptEntry]
    one_deal: dict[Literal["more", "less"], OneDealEntry]
    causes: list[dict[str, Number | str]]


class TeamEntry(_Part):
    """All reps together."""

    measures: dict[str, Number]
    n: dict[str, int | None]
    why_null: dict[str, str]
    targets: dict[str, Number]


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
        reps=[_rep_entry(rep) for rep in team.reps],
        team=TeamEntry(
            measures={name: figure.value for name, figure in team.figures.items()},
            n=team.n,
            why_null=_reasons(team),
            targets=team.targets,
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


def _rep_entry(rep: Rep) -> RepEntry:
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
        score=score.score,
        grade=score.grade,
        provisional=score.provisional,
        flags=rep.flags,
        receipt=[
            ReceiptEntry(
                measure=line.measure,
                raw=line.raw,
                lo=line.lo,
                hi=line.hi,
                points=line.points,
                weight=line.effective_weight,
                contribution=line.contribution,
            )
            for line in score.receipt
        ],
        one_deal={
            "more": OneDealEntry(score=score.one_deal.more.score, grade=score.one_deal.more.grade),
            "less": OneDealEntry(score=score.one_deal.less.score, grade=score.one_deal.less.grade),
        },
        causes=[],
    )
