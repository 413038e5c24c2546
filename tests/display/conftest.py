"""Views made by code: the seed's month, a rich month, an empty one, an awkward one.

Their longer lists stand in views.yaml.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from salesreport.display import rep_pages, team_pages
from salesreport.language import LANGUAGES
from salesreport.report import views as v

DATA = yaml.safe_load(Path(__file__).with_name("views.yaml").read_text("utf-8"))
LONG_NAME, CHINESE_LONG, HOSTILE = DATA["awkward_names"]


def meta(**changes: Any) -> v.Meta:
    """Meta of March 2024; keywords replace fields."""
    return v.Meta.model_validate(DATA["meta"] | changes)


def figure(measure: str, unit: str, value: float | None, **changes: Any) -> v.Figure:
    """One figure; a missing value gets a reason."""
    if value is None:
        changes.setdefault("why_null", "no_table")
    return v.Figure(measure=measure, unit=unit, value=value, **changes)  # type: ignore[arg-type]


def score(lines: list[tuple[str, float | None, float, float]], **changes: Any) -> v.Score:
    """Receipt of (measure, raw, hi, weight) lines, added up as the policy does."""
    known = [line for line in lines if line[1] is not None]
    whole = sum(weight for *_, weight in lines)
    there = sum(weight for *_, weight in known)
    receipt = []
    total = sum(item.points for item in changes.get("adjustments", []))
    for measure, raw, hi, weight in lines:
        effective = None if raw is None else weight * whole / there
        points = None if raw is None else min(100.0, raw / hi * 100)
        contribution = None if points is None or effective is None else points * effective / 100
        total += contribution or 0.0
        why = "no_table" if raw is None else None
        receipt.append(
            v.ReceiptLine(measure=measure, raw=raw, lo=0, hi=hi, points=points, weight=weight,
                          effective_weight=effective, contribution=contribution, why_null=why)
        )  # fmt: skip
    rated = there >= 0.6 * whole and bool(known)
    fields: dict[str, Any] = DATA["no_history"] | {
        "score": round(total, 2) if rated else None,
        "grade": grade_of(total) if rated else "not_rated",
        "why_null": None if rated else "missing_measures",
        "provisional": len(known) < len(lines), "provisional_because": [], "receipt": receipt,
        "rescaled": len(known) < len(lines) and rated,
        "one_deal": {"more": DATA["no_deal"], "less": DATA["no_deal"]},
    }  # fmt: skip
    return v.Score.model_validate(fields | changes)


def grade_of(total: float) -> str:
    """Grade by the seed's bands."""
    bands = [(90, "excellent"), (80, "good"), (70, "pass"), (0, "needs_improvement")]
    return next(name for floor, name in bands if total >= floor)


def both_ways(more: tuple[float, str], less: tuple[float, str]) -> v.OneDealBothWays:
    """One deal more and one less."""
    named = {key: dict(zip(("score", "grade"), pair, strict=True))
             for key, pair in (("more", more), ("less", less))}  # fmt: skip
    return v.OneDealBothWays.model_validate(named)


def seed_figures(
    target: float, bookings: float, won: int, leads: int, rates: tuple[float, float, float]
) -> dict[str, v.Figure]:
    """Figures of a rep of whom only Table 2 is there."""
    conversion, collection, process = rates
    typed: dict[str, Any] = {"typed": True}
    return {
        "bookings": figure("bookings", "money", bookings, target=target, **typed),
        "completion": figure(
            "completion", "rate", bookings / target, numerator=bookings, denominator=target
        ),
        "won_customers": figure("won_customers", "count", won, **typed),
        "leads": figure("leads", "count", leads, implied=True),
        "conversion": figure(
            "conversion", "rate", conversion, numerator=won, denominator=leads, n=leads,
            implied=True, **typed,
        ),
        "revenue_per_customer": figure(
            "revenue_per_customer", "money", bookings / won, numerator=bookings, denominator=won
        ),
        "collection_rate": figure("collection_rate", "rate", collection, **typed),
        "process": figure("process", "rate", process, **typed),
    }  # fmt: skip


def seed_rep(name: str) -> v.Rep:
    """One of the seed's two reps."""
    if name == "张*":
        figures = seed_figures(500000, 520000, 8, 32, (0.25, 0.92, 0.84))
        typed: dict[str, Any] = {"typed_score": 88.0, "typed_grade": "good"}
        ways = both_ways((90.42, "excellent"), (82.84, "good"))
        total, target = 87.98, 500000.0
    else:
        figures = seed_figures(300000, 210000, 5, 33, (0.15, 0.85, 0.90))
        typed = {"typed_score": 65.0, "typed_grade": "needs_improvement"}
        ways = both_ways((71.51, "pass"), (58.43, "needs_improvement"))
        total, target = 64.97, 300000.0
    lines = [
        (key, figures[key].value, hi, weight)
        for key, hi, weight in (
            ("completion", 1.0, 30.0), ("conversion", 0.32, 25.0),
            ("revenue_per_customer", 80000.0, 20.0), ("collection_rate", 1.0, 15.0),
            ("process", 1.0, 10.0),
        )
    ]  # fmt: skip
    return v.Rep(
        rep_id=name, name=name, figures=figures, n={"won_customers": 8, "leads": 32},
        targets={"bookings": target}, score=score(lines, score=total, one_deal=ways, **typed),
        flags=[],
    )  # fmt: skip


def seed_rep_view(name: str = "李*", **changes: Any) -> v.RepView:
    """A rep's page from the seed's three tables."""
    rep = seed_rep(name)
    actual, target = rep.figures["bookings"].value or 0.0, rep.targets["bookings"] or 0.0
    month = {"bookings": actual, "target": target, "completion": actual / target}
    gaps = [
        {"reference": "target", "actual": actual, "against": target, "gap": actual - target},
        {"reference": "previous", "actual": None, "against": None, "gap": None,
         "why_null": "no_table"},
    ]  # fmt: skip
    fields = {
        "meta": meta(tables=["activities", "evaluations", "plans"]),
        "rep": rep,
        "year": {"share_of_days": 91 / 366, "share_of_working_days": 0.25, "why_null": "no_table"},
        "months": [{"period": "2024-03", "complete": True, **month}],
        "actions": DATA["seed_actions"],
        "retrospective": {"gaps": gaps, "facts": DATA["seed_facts"]},
        "plans_next": [row for row in DATA["seed_plans"] if row["who"] == name],
        "sections_missing": DATA["seed_missing"],
    }
    return v.RepView.model_validate(fields | changes)


def seed_team_view() -> v.TeamView:
    """The team's page from the seed's three tables."""
    reps = [seed_rep("张*"), seed_rep("李*")]
    return v.TeamView(
        meta=meta(tables=["activities", "evaluations", "plans"]),
        team=None,
        figures=seed_figures(800000, 730000, 13, 65, (0.2, 0.9, 0.87)),
        n={"won_customers": 13, "leads": 65},
        targets={"bookings": 800000.0},
        reps=reps,
        year=v.YearToDate(share_of_days=91 / 366, share_of_working_days=0.25, why_null="no_table"),
        months=[],
        gap_by_rep={"张*": 20000.0, "李*": -90000.0},
        retrospective=v.Retrospective(
            gaps=[v.Gap(reference="target", actual=730000, against=800000, gap=-70000)]
        ),
        grades={"excellent": 0, "good": 1, "pass": 0, "needs_improvement": 1, "not_rated": 0},
        plans_next=DATA["seed_plans"],
        ledger=DATA["seed_ledger"],
        problems=DATA["seed_problems"],
        sections_missing=DATA["seed_missing"],
    )  # fmt: skip


def months() -> list[v.MonthPoint]:
    """Twelve months up to March 2024."""
    found = []
    for place in range(12):
        year, month = divmod(2023 * 12 + 3 + place, 12)
        bookings = 213200.0 if place == 11 else 180000.0 + 22000.0 * ((place * 5) % 7)
        found.append(
            v.MonthPoint(
                period=f"{year}-{month + 1:02d}",
                complete=True,
                bookings=bookings,
                target=260000.0,
                completion=bookings / 260000,
                leads=30 + place % 4,
                won_customers=4 + place % 3,
                conversion=(4 + place % 3) / (30 + place % 4),
                won=4 + place % 3,
                win_rate=(4 + place % 3) / (10 + place % 3),
                due=200000.0,
                collected=200000.0 * (0.8 + 0.01 * place),
                collection_rate=0.8 + 0.01 * place,
                due_rate=0.8 + 0.01 * place,
                **DATA["month_work"],
            )
        )
    return found


def rich_figures(completion: float = 0.82) -> dict[str, v.Figure]:
    """Figures with every comparison."""

    def near(value: float, n: int | None = None) -> v.Comparison:
        return v.Comparison(value=value, n=n)

    target = 260000.0
    return {
        "bookings": figure("bookings", "money", target * completion, target=target,
                           previous=near(231000.0), last_year=near(198000.0)),
        "completion": figure(
            "completion", "rate", completion, numerator=target * completion, denominator=target,
            previous=near(0.888), last_year=near(0.79), peers=near(0.88), rolling_6=near(0.9),
        ),
        "won_customers": figure("won_customers", "count", 5, target=4, attainment=1.25),
        "leads": figure("leads", "count", 33),
        "conversion": figure(
            "conversion", "rate", 5 / 33, numerator=5, denominator=33, n=33,
            previous=near(0.19, 31), peers=near(0.214, 150), rolling_6=near(0.19, 190),
        ),
        "win_rate": figure("win_rate", "rate", 5 / 11, numerator=5, denominator=11, n=11),
        "revenue_per_customer": figure(
            "revenue_per_customer", "money", target * completion / 5, peers=near(55300.0),
            rolling_6=near(48100.0), numerator=target * completion, denominator=5,
        ),
        "collection_rate": figure(
            "collection_rate", "rate", 0.8575, numerator=171500.0, denominator=200000.0,
            previous=near(0.83), peers=near(0.89), rolling_6=near(0.87),
        ),
        "process": figure(
            "process", "rate", 0.75, numerator=9, denominator=12, n=12, peers=near(0.82),
            rolling_6=near(0.88),
        ),
        "response_days": figure("response_days", "days", 2, n=33),
    }  # fmt: skip


def rich_rep(rep_id: str = "0003", name: str = "Lin Mo", completion: float = 0.82) -> v.Rep:
    """A rep of whom every table is there."""
    figures = rich_figures(completion)
    lines = [
        (key, figures[key].value, hi, weight)
        for key, hi, weight in (
            ("completion", 1.0, 30.0), ("conversion", 0.32, 25.0),
            ("revenue_per_customer", 80000.0, 20.0), ("collection_rate", 1.0, 15.0),
            ("process", 1.0, 10.0),
        )
    ]  # fmt: skip
    flags = ["over_target"] if completion >= 1.2 else []
    flags += ["two_months_below"] if completion < 0.8 else []
    by_hand = [v.Adjustment(points=0.5, reason="Coached a new colleague", approved_by="Director")]
    total = score(lines, adjustments=by_hand).score or 0.0
    return v.Rep(
        rep_id=rep_id, name=name, team="East 1", role="new_business", territory="Shanghai",
        figures=figures, n={"won_customers": 5, "leads": 33}, targets={"bookings": 260000.0},
        target_days=(22, 31) if rep_id == "0005" else None,
        score=score(
            lines,
            one_deal=both_ways(
                (round(total + 6.5, 2), grade_of(total + 6.5)),
                (round(total - 6.5, 2), grade_of(total - 6.5)),
            ),
            adjustments=by_hand,
        ),
        flags=flags,
    )  # fmt: skip


def rich_rep_view(**changes: Any) -> v.RepView:
    """A rep's page with every section."""
    fields = {
        "meta": meta(run="sample", conversion_leads="valid_leads"),
        "rep": rich_rep(),
        "year": DATA["rich_year"],
        "months": months(),
        "retrospective": DATA["rich_retrospective"],
        "next_target": 270000.0,
        "next_pipeline": 210000.0,
        **DATA["rich_rep"],
    }
    return v.RepView.model_validate(fields | changes)


def rich_team_view(**changes: Any) -> v.TeamView:
    """A team's page with every section, fourteen people in two teams."""
    names = DATA["names"]
    rates = [1.31, 1.08, 0.82, 0.95, 0.61, 0.72, 1.0, 0.88, 0.93, 1.22, 0.79, 0.86, 1.01, 0.4]
    reps = [
        rich_rep(f"{i + 1:04d}", name, rate)
        for i, (name, rate) in enumerate(zip(names, rates, strict=True))
    ]
    rep_view = rich_rep_view()
    bookings = sum(260000 * rate for rate in rates)
    fields: dict[str, Any] = {
        "meta": meta(run="sample", status="final", conversion_leads="leads", today_status=True),
        "team": None,
        "figures": rich_figures(bookings / (14 * 260000)),
        "n": {},
        "targets": {"bookings": 14 * 260000.0},
        "reps": reps,
        "year": rep_view.year,
        "months": months(),
        "gap_by_rep": {
            rep.rep_id: 260000 * (rate - 1) for rep, rate in zip(reps, rates, strict=True)
        },
        "retrospective": rep_view.retrospective.model_copy(update={"gaps": [
            v.Gap(reference="target", actual=bookings, against=3640000, gap=bookings - 3640000)]}),
        "grades": {"excellent": 2, "good": 4, "pass": 4, "needs_improvement": 3, "not_rated": 1},
        **{n: getattr(rep_view, n) for n in ("outcomes", "history", "plans_next")},
        "next_target": 3700000.0,
        "next_pipeline": 2900000.0,
        **DATA["rich_team"],
    }  # fmt: skip
    return v.TeamView.model_validate(fields | changes)


def unrated_rep_view() -> v.RepView:
    """A rep without any number: nothing computed, nothing typed."""
    names = ("completion", "conversion", "revenue_per_customer", "collection_rate", "process")
    units = {"revenue_per_customer": "money"}
    figures = {name: figure(name, units.get(name, "rate"), None) for name in names}
    rep = v.Rep(
        rep_id="0009", name="Nil Novak", figures=figures, n={}, targets={},
        score=score([(name, None, 1.0, 20.0) for name in names]), flags=[],
    )  # fmt: skip
    return v.RepView(
        meta=meta(complete=False), rep=rep,
        year=v.YearToDate(share_of_days=0.25, share_of_working_days=0.25),
        months=[], retrospective=v.Retrospective(), sections_missing=DATA["seed_missing"],
    )  # fmt: skip


def awkward_rep_view() -> v.RepView:
    """Names of 60 characters, markup, formulas and pictographs in every text."""
    view = rich_rep_view()
    odd = [
        view.deals_counted[0].model_copy(update={"customer": CHINESE_LONG, "industry": HOSTILE}),
        view.deals_counted[1].model_copy(update={"customer": HOSTILE, "opportunity_id": "=1+1"}),
    ]
    return view.model_copy(
        update={
            "rep": view.rep.model_copy(update={"name": LONG_NAME, "team": HOSTILE}),
            "deals_counted": odd,
            "actions": [a.model_copy(update={"note": HOSTILE}) for a in view.actions[:2]],
            "plans_next": [
                row.model_copy(update={"item": HOSTILE, "measures": CHINESE_LONG})
                for row in view.plans_next
            ],
            "notes": [v.Note(kind="objection", text=HOSTILE, by=HOSTILE)],
        }
    )


def awkward_team_view() -> v.TeamView:
    """A team whose names are long or hostile."""
    view = rich_team_view(groups=[])
    names = [LONG_NAME, CHINESE_LONG, HOSTILE]
    reps = [
        rep.model_copy(update={"name": names[place % 3]}) for place, rep in enumerate(view.reps)
    ]
    return view.model_copy(update={"reps": reps})


REP_VIEWS = {"seed": seed_rep_view, "rich": rich_rep_view, "unrated": unrated_rep_view,
             "awkward": awkward_rep_view}  # fmt: skip
TEAM_VIEWS = {"seed": seed_team_view, "rich": rich_team_view, "awkward": awkward_team_view}


@cache
def rep_page_html(kind: str, language: str) -> str:
    """All of a rep's page, drawn once."""
    return rep_pages(REP_VIEWS[kind](), language).html()


@cache
def team_page_html(kind: str, language: str) -> str:
    """All of a team's page, drawn once."""
    return team_pages(TEAM_VIEWS[kind](), language).html()


@pytest.fixture(params=[(kind, language) for kind in REP_VIEWS for language in LANGUAGES])
def rep_page(request: pytest.FixtureRequest) -> str:
    """Every kind of rep's page in every language."""
    return rep_page_html(*request.param)


@pytest.fixture(params=[(kind, language) for kind in TEAM_VIEWS for language in LANGUAGES])
def team_page(request: pytest.FixtureRequest) -> str:
    """Every kind of team's page in every language."""
    return team_page_html(*request.param)


@pytest.fixture
def make() -> Any:
    """The builders of this file, for a test that needs one view of its own."""
    return globals()
