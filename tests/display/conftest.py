"""Views made by code: the seed's month, a rich month, an empty one, an awkward one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from salesreport.report import views as v

LONG_NAME = "Bartholomew Maximilian Featherstonehaugh-Cholmondeley III, East"
CHINESE_LONG = "北方重型机械设备制造与国际贸易综合服务集团股份有限公司华东区域第一分公司大客户事业部项目管理办公室"
HOSTILE = '<script>alert("x")</script> =1+1 & 🚀'


def meta(**changes: Any) -> v.Meta:
    """Meta of March 2024; keywords replace fields."""
    fields: dict[str, Any] = {
        "run": "seed-2024-03",
        "run_id": "3f9c2a7be1d04c55",
        "period": "2024-03",
        "period_kind": "month",
        "first": date(2024, 3, 1),
        "last": date(2024, 3, 31),
        "as_of": date(2024, 4, 2),
        "finance_as_of": date(2024, 4, 5),
        "complete": True,
        "currency": "CNY",
        "policy": "2024-Q1",
        "status": "draft",
        "min_group": 5,
        "recognise": {"sale": "signed", "tax": "included", "collection_base": "due"},
        "tables": ["evaluations"],
        "today_status": False,
        "next_period": "2024-04",
        "conversion_leads": "typed",
    }
    return v.Meta(**(fields | changes))


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
    total = 0.0
    for measure, raw, hi, weight in lines:
        effective = None if raw is None else weight * whole / there
        points = None if raw is None else min(100.0, raw / hi * 100)
        contribution = None if points is None or effective is None else points * effective / 100
        total += contribution or 0.0
        receipt.append(
            v.ReceiptLine(
                measure=measure, raw=raw, lo=0, hi=hi, points=points, weight=weight,
                effective_weight=effective, contribution=contribution,
                why_null="no_table" if raw is None else None,
            )  # fmt: skip
        )
    rated = there >= 0.6 * whole and bool(known)
    fields: dict[str, Any] = {
        "score": round(total, 2) if rated else None,
        "grade": "not_rated" if not rated else grade_of(total),
        "why_null": None if rated else "missing_measures",
        "provisional": len(known) < len(lines),
        "provisional_because": [],
        "receipt": receipt,
        "rescaled": len(known) < len(lines) and rated,
        "one_deal": v.OneDealBothWays(
            more=v.OneDeal(score=None, grade="not_rated", why_null="no_data"),
            less=v.OneDeal(score=None, grade="not_rated", why_null="no_data"),
        ),
    }
    return v.Score(**(fields | changes))


def grade_of(total: float) -> str:
    """Grade by the seed's bands."""
    bands = [(90, "excellent"), (80, "good"), (70, "pass"), (0, "needs_improvement")]
    return next(name for floor, name in bands if total >= floor)


def both_ways(more: tuple[float, str], less: tuple[float, str]) -> v.OneDealBothWays:
    """One deal more and one less."""
    return v.OneDealBothWays(
        more=v.OneDeal(score=more[0], grade=more[1]),  # type: ignore[arg-type]
        less=v.OneDeal(score=less[0], grade=less[1]),  # type: ignore[arg-type]
    )


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


def seed_missing() -> list[v.MissingSection]:
    """Sections the seed's tables leave out."""
    return [
        v.MissingSection(section="deals", tables=["opportunities"]),
        v.MissingSection(section="wins", tables=["opportunities"]),
        v.MissingSection(section="losses", tables=["opportunities"]),
        v.MissingSection(section="trend", tables=["opportunities", "targets"]),
        v.MissingSection(section="cash", tables=["payment_plan", "payments"]),
        v.MissingSection(section="notes", tables=["notes"]),
    ]


def seed_plans() -> list[v.PlanRow]:
    """The seed's Table 3."""
    return [
        v.PlanRow(
            who="李*", item="提升客户转化率",
            measures="1.每日新增线索数不低于10条；2.学习并应用“SPIN提问法”",
            due_date=date(2024, 4, 30), support="市场部提供3条精准线索；销售部内部分享案例",
            expected_effect="转化率从15%提升至20%",
        ),
        v.PlanRow(
            who="团队整体", item="优化报价响应效率",
            measures="1.制定标准化报价模板；2.承诺24小时内完成报价",
            due_date=date(2024, 4, 15), support="产品部提供成本数据；法务部审核模板条款",
            expected_effect="客户对报价满意度提升至90%",
        ),
    ]  # fmt: skip


def seed_rep_view(name: str = "李*", **changes: Any) -> v.RepView:
    """A rep's page from the seed's three tables."""
    rep = seed_rep(name)
    gap = (rep.figures["bookings"].value or 0) - (rep.targets["bookings"] or 0)
    fields: dict[str, Any] = {
        "meta": meta(tables=["activities", "evaluations", "plans"]),
        "rep": rep,
        "year": v.YearToDate(share_of_days=91 / 366, why_null="no_table"),
        "months": [
            v.MonthPoint(
                period="2024-03", complete=True, bookings=rep.figures["bookings"].value,
                target=rep.targets["bookings"], completion=rep.figures["completion"].value,
            )
        ],
        "actions": [
            v.Action(
                date=date(2024, 3, 5), customer="B贸易", industry="零售业", stage="lead",
                action="电话沟通初步需求", status="done", due_date=date(2024, 3, 12),
                note="客户意向较强，预约下周现场拜访", outcome="unknown",
                source=v.SourceRow(file="data/seed.xlsx", sheet="表1", row=3),
            )
        ],
        "retrospective": v.Retrospective(
            gaps=[
                v.Gap(
                    reference="target", actual=rep.figures["bookings"].value,
                    against=rep.targets["bookings"], gap=gap,
                ),
                v.Gap(reference="previous", actual=None, against=None, gap=None,
                      why_null="no_table"),
            ],
            facts=[v.Fact(kind="unknown_done_date", count=1, rows=[
                v.SourceRow(file="data/seed.xlsx", sheet="表1", row=3)])],
        ),
        "plans_next": [row for row in seed_plans() if row.who == name],
        "sections_missing": seed_missing(),
    }  # fmt: skip
    return v.RepView(**(fields | changes))


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
        year=v.YearToDate(share_of_days=91 / 366, why_null="no_table"),
        months=[],
        gap_by_rep={"张*": 20000.0, "李*": -90000.0},
        retrospective=v.Retrospective(
            gaps=[v.Gap(reference="target", actual=730000, against=800000, gap=-70000)]
        ),
        grades={"excellent": 0, "good": 1, "pass": 0, "needs_improvement": 1, "not_rated": 0},
        plans_next=seed_plans(),
        ledger=[
            v.LedgerLine(table="activities", read=2, kept=2),
            v.LedgerLine(table="evaluations", read=2, kept=2),
            v.LedgerLine(table="plans", read=2, kept=2),
        ],
        problems=[
            v.Problem(severity="info", rule="inferred_reps", table="reps"),
            v.Problem(
                severity="warning", rule="typed_differs", table="evaluations",
                file="data/seed.xlsx", sheet="表2", row=3, column="score", value="65",
                values={"typed": "65", "computed": "64.97"},
            ),
        ],
        sections_missing=seed_missing(),
    )  # fmt: skip


def months() -> list[v.MonthPoint]:
    """Twelve months up to March 2024."""
    found = []
    for place in range(12):
        year, month = divmod(2023 * 12 + 3 + place, 12)
        bookings = 213200.0 if place == 11 else 180000.0 + 22000.0 * ((place * 5) % 7)
        found.append(
            v.MonthPoint(
                period=f"{year}-{month + 1:02d}", complete=True, bookings=bookings,
                target=260000.0, completion=bookings / 260000, leads=30 + place % 4,
                won_customers=4 + place % 3, conversion=(4 + place % 3) / (30 + place % 4),
                won=4 + place % 3, lost=6, win_rate=(4 + place % 3) / (10 + place % 3),
                due=200000.0, collected=200000.0 * (0.8 + 0.01 * place),
                collection_rate=0.8 + 0.01 * place, process=0.8,
            )  # fmt: skip
        )
    return found


def source(row: int, file: str = "crm/商机_2024-03.csv") -> v.SourceRow:
    """A row of a file."""
    return v.SourceRow(file=file, row=row)


def deal(place: int, customer: str, amount: float | None, **changes: Any) -> v.Deal:
    """One deal of March 2024."""
    fields: dict[str, Any] = {
        "opportunity_id": f"O-{1000 + place}",
        "customer": customer,
        "industry": "machinery" if place % 2 else "food",
        "rep_id": "0003",
        "owner": "Lin Mo",
        "stage": "won",
        "amount": amount,
        "created_date": date(2024, 1, 8) + timedelta(days=place),
        "close_date": date(2024, 3, 4) + timedelta(days=place),
        "cycle_days": 56,
        "source": source(20 + place),
    }
    return v.Deal(**(fields | changes))


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
        "won_customers": figure("won_customers", "count", 5),
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
    total = score(lines).score or 0.0
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
            adjustments=[
                v.Adjustment(points=2.0, reason="Coached a new colleague", approved_by="Director")
            ],
        ),
        flags=flags,
    )  # fmt: skip


def rich_plans() -> list[v.PlanRow]:
    """Plans of every kind."""
    return [
        v.PlanRow(
            who="Lin Mo", kind="improve", item="Follow-up on the day due",
            measures="Every Friday, go through what falls due in the week after",
            due_date=date(2024, 4, 30), support="Ten minutes at the weekly board",
            support_owner="Manager", expected_effect="At most one late", origin="proposed",
        ),
        v.PlanRow(
            who="Lin Mo", kind="verify", item="Two joint visits",
            measures="Record objections and answers", due_date=date(2024, 4, 20),
            support="Manager comes along", expected_effect="Know what loses the second meeting",
        ),
    ]  # fmt: skip


def rich_rep_view(**changes: Any) -> v.RepView:
    """A rep's page with every section."""
    counted = [deal(i, name, 60000.0 - 4000 * i) for i, name in enumerate(
        ("Delta Freight", "Orion Machines", "Harbor Foods", "Tessel", "Nordlicht"))]
    open_deal = deal(
        7, "Orion Machines", 120000.0, stage="negotiation", close_date=None, cycle_days=None,
        reason="open", expected_close_date=date(2024, 3, 28),
    )
    shared = deal(8, "Kite", 30000.0, reason="credited_elsewhere", share=0.0)
    lost = deal(9, "Alba Paper", 65000.0, stage="lost", reason="price", detail="12 % cheaper")
    not_won = lost.model_copy(update={"reason": "lost"})
    actions = [
        v.Action(
            date=date(2024, 3, 4) + timedelta(days=2 * i), customer="Orion Machines",
            industry="machinery", stage="negotiation", action=f"Proposal {i + 1} sent",
            status="done" if i % 3 else "in_progress", due_date=date(2024, 3, 8 + i),
            done_date=date(2024, 3, 7 + i) if i % 3 else None, note="price is the open point",
            overdue_days=None if i % 3 else 25 - i, outcome="on_time" if i % 3 else "late",
            source=source(18 + 3 * i, "crm/tracking.xlsx"),
        )
        for i in range(9)
    ]  # fmt: skip
    fields: dict[str, Any] = {
        "meta": meta(
            run="sample", tables=["reps", "opportunities"], conversion_leads="valid_leads"
        ),
        "rep": rich_rep(),
        "year": v.YearToDate(
            bookings=640000.0, target_to_date=780000.0, completion=0.8205,
            year_target=3120000.0, share_of_target=0.2051, share_of_days=91 / 366,
        ),
        "months": months(),
        "deals_counted": counted,
        "deals_not_counted": [open_deal, shared, not_won],
        "actions": actions,
        "retrospective": v.Retrospective(
            gaps=[
                v.Gap(reference="target", actual=213200, against=260000, gap=-46800),
                v.Gap(reference="previous", actual=213200, against=231000, gap=-17800),
                v.Gap(reference="last_year", actual=213200, against=198000, gap=15200),
            ],
            wins=[
                v.WinCase(deal=counted[0], why="largest", usual_days=48, actions=actions[1:4]),
                v.WinCase(deal=counted[3], why="fastest", usual_days=112, actions=[]),
            ],
            lost_count=6,
            losses=[
                v.LossReason(reason="price", count=3, share=0.5, reps=1),
                v.LossReason(reason=None, count=2, share=1 / 3, reps=1),
                v.LossReason(reason="own word", count=1, share=1 / 6, reps=1),
            ],
            lost_deals=[lost],
            slipped=[open_deal],
            facts=[
                v.Fact(kind="overdue", count=3,
                       values={"longest_days": 25, "customer": "Orion Machines"},
                       rows=[action.source for action in actions[::3]]),
                v.Fact(kind="stalled", count=2, values={"longest_days": 61, "usual_days": 24,
                       "customer": "Kite"}, rows=[source(31), source(44)]),
                v.Fact(kind="slipped", count=1, values={"amount": 120000.0,
                       "customer": "Orion Machines", "largest": 120000.0}, rows=[source(27)]),
            ],
        ),
        "plans_last": [
            v.PlanRow(who="Lin Mo", item="Quote within 24 hours", measures="Use the template",
                      status="done", result="done on 14 of 15 quotes"),
            v.PlanRow(who="Lin Mo", item="Training", measures="Course", status="postponed",
                      support_given=False),
        ],
        "plans_next": rich_plans(),
        "notes": [v.Note(kind="comment", text="Two visits planned with me.", by="Manager",
                         on=date(2024, 4, 3))],
        "next_target": 270000.0,
        "next_pipeline": 210000.0,
        "sections_missing": [v.MissingSection(section="market", tables=["market"])],
    }  # fmt: skip
    return v.RepView(**(fields | changes))


def rich_team_view(**changes: Any) -> v.TeamView:
    """A team's page with every section, fourteen people in two teams."""
    names = ["Ava Chen", "Ben Wu", "Lin Mo", "Chloé Martin", "Dan Gao", "Eli Zhou", "Fay Sun",
             "Gus Lin", "Hua Tan", "Ivy He", "Jon Shi", "Kim Qiu", "Leo Ma", "Mia Xu"]
    rates = [1.31, 1.08, 0.82, 0.95, 0.61, 0.72, 1.0, 0.88, 0.93, 1.22, 0.79, 0.86, 1.01, 0.4]
    reps = [
        rich_rep(f"{i + 1:04d}", name, rate)
        for i, (name, rate) in enumerate(zip(names, rates, strict=True))
    ]
    rep_view = rich_rep_view()
    bookings = sum(260000 * rate for rate in rates)
    slipped = rep_view.deals_not_counted[0]
    fields: dict[str, Any] = {
        "meta": meta(run="sample", status="final", conversion_leads="leads", today_status=True),
        "team": None,
        "figures": rich_figures(bookings / (14 * 260000)),
        "n": {},
        "targets": {"bookings": 14 * 260000.0},
        "reps": reps,
        "year": rep_view.year,
        "groups": [
            v.Group(team="East 1", n_reps=7, bookings=1690000, target=1820000,
                    completion=0.9286, gap=-130000),
            v.Group(team="East 2", n_reps=7, bookings=1600000, target=1820000,
                    completion=0.879, gap=-220000),
        ],
        "months": months(),
        "gap_by_rep": {
            rep.rep_id: 260000 * (rate - 1) for rep, rate in zip(reps, rates, strict=True)
        },
        "retrospective": rep_view.retrospective.model_copy(update={"gaps": [
            v.Gap(reference="target", actual=bookings, against=3640000, gap=bookings - 3640000)]}),
        "big_deals": [
            v.BigDeal(kind="won", deal=rep_view.deals_counted[0]),
            v.BigDeal(kind="won", deal=rep_view.deals_counted[1]),
            v.BigDeal(kind="slipped", deal=slipped),
            v.BigDeal(kind="lost", deal=rep_view.retrospective.lost_deals[0]),
        ],
        "grades": {"excellent": 2, "good": 4, "pass": 4, "needs_improvement": 3, "not_rated": 1},
        "plans_last": rep_view.plans_last,
        "plans_next": rep_view.plans_next,
        "next_target": 3700000.0,
        "next_pipeline": 2900000.0,
        "ledger": [
            v.LedgerLine(table="opportunities", read=412, kept=409, listed={"duplicate_key": 3}),
            v.LedgerLine(table="activities", read=2210, kept=2210),
        ],
        "problems": [
            v.Problem(severity="error", rule="duplicate_key", table="opportunities",
                      file="crm/opportunities.csv", row=17, value="O-17"),
            v.Problem(severity="error", rule="duplicate_key", table="opportunities",
                      file="crm/opportunities.csv", row=88, value="O-88"),
            v.Problem(severity="warning", rule="no_close_date", table="opportunities",
                      file="crm/opportunities.csv", row=30),
        ],
    }  # fmt: skip
    return v.TeamView(**(fields | changes))


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
        meta=meta(complete=False), rep=rep, year=v.YearToDate(share_of_days=0.25),
        months=[], retrospective=v.Retrospective(), sections_missing=seed_missing(),
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


REP_VIEWS = {
    "seed": seed_rep_view,
    "rich": rich_rep_view,
    "unrated": unrated_rep_view,
    "awkward": awkward_rep_view,
}
TEAM_VIEWS = {"seed": seed_team_view, "rich": rich_team_view, "awkward": awkward_team_view}


@pytest.fixture(params=list(REP_VIEWS))
def rep_view(request: pytest.FixtureRequest) -> v.RepView:
    """Every kind of rep's view in turn."""
    return REP_VIEWS[request.param]()


@pytest.fixture(params=list(TEAM_VIEWS))
def team_view(request: pytest.FixtureRequest) -> v.TeamView:
    """Every kind of team's view in turn."""
    return TEAM_VIEWS[request.param]()


@pytest.fixture
def make() -> Any:
    """The builders of this file, for a test that needs one view of its own."""
    return globals()
