"""Figures that rules ask for, by hand from small tables; rules of a run's own file."""

import numpy as np
import pytest

from salesreport.playbook import FIGURES
from salesreport.report.playbook.measured import measured
from salesreport.statistics import wilson
from tests.report.reasonruns import report_of

LAST = np.datetime64("2024-06-28")
"""The cut-off: a Friday; 27 is a Thursday."""


def ago(n):
    return LAST - np.timedelta64(int(n), "D")


def deal(n, stage="won", *, opened=100, closed=40, **changes):
    is_open = stage not in ("won", "lost")
    return {
        "opportunity_id": f"O{n}", "rep_id": "R0", "customer": f"C{n}",
        "created_date": ago(opened), "stage": stage, "close_date": "" if is_open else ago(closed),
        "expected_close_date": "", "amount": 1000, "lost_reason": "",
    } | changes  # fmt: skip


def act(n, deal_number, kind="call", *, noted=50, due="", done="", **changes):
    return {
        "activity_id": f"A{n}", "date": ago(noted), "rep_id": "R0", "customer": f"C{deal_number}",
        "stage": "intent", "action": "as agreed", "action_type": kind,
        "status": "done" if done != "" else "in_progress", "due_date": due, "done_date": done,
        "opportunity_id": f"O{deal_number}", "next_step": "", "next_date": "",
    } | changes  # fmt: skip


def moves(n, *days):
    return [
        {"opportunity_id": f"O{n}", "stage": stage, "entered_date": ago(entered)}
        for stage, entered in zip(("lead", "intent", "negotiation"), days, strict=False)
    ]


def figures(folder, tables, **settings):
    people = [{"rep_id": "R0", "name": "Ann Lee"}]
    report = report_of(folder, {"reps": people} | tables, as_of=str(LAST), **settings)
    return measured(report._material), report


def check(found, part, whole):
    low, high = wilson(part, whole)
    assert (found.value, found.n) == (pytest.approx(part / whole), whole)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_late_responses_of_leads_of_the_year(tmp_path):
    # Monday 10 June: 12 June is 2 working days, 13 June 3; 14 to 17 June is one; 3 of 2022
    days = [
        ("2024-06-10", "2024-06-12"), ("2024-06-10", "2024-06-13"), ("2024-06-14", "2024-06-17"),
        ("2024-06-10", ""), ("2022-06-10", "2022-06-30"),
    ]  # fmt: skip
    leads = [
        {"lead_id": f"L{n}", "rep_id": "R0", "assigned_date": assigned,
         "first_response_date": answered, "status": "working"}
        for n, (assigned, answered) in enumerate(days)
    ]  # fmt: skip
    found, _ = figures(tmp_path, {"leads": leads, "opportunities": [deal(0)]})
    check(found["late_response"], 1, 3)


def test_late_follow_ups_and_quotations_of_the_year(tmp_path):
    acts = [
        act(0, 0, due=ago(20), done=ago(20)), act(1, 0, due=ago(20), done=ago(19)),
        act(2, 0, due=ago(10)), act(3, 0, due=ago(-5)),
        act(4, 0, due=ago(20), status="done"),  # done, nobody knows when
        act(5, 0, "quote", due=ago(9), done=ago(12)), act(6, 0, "quote", due=ago(9), done=ago(3)),
        act(7, 0, "", due=ago(9), done=ago(3), action="发出报价"),
        act(8, 0, "quote", due=ago(500), done=ago(3)),
    ]  # fmt: skip
    found, _ = figures(tmp_path, {"opportunities": [deal(0, "intent")], "activities": acts})
    check(found["late_follow_up"], 4, 6)
    check(found["late_quote"], 2, 3)


def test_quotations_after_the_usual_days_of_their_stage(tmp_path):
    # six deals stay 10 days in intent and get on; usual is 10
    deals = [deal(n, opened=100, closed=40) for n in range(8)]
    changes = [row for n in range(6) for row in moves(n, 100, 90, 80)]
    changes += [row for n in (6, 7) for row in moves(n, 100, 90, 60)]
    acts = [
        act(0, 0, "quote", done=ago(85)),  # 5 days after intent
        act(1, 6, "quote", done=ago(79)), act(2, 6, "quote", done=ago(65)),  # 11: only the first
        act(3, 7, "quote", done=ago(80)),  # on the usual day
    ]  # fmt: skip
    found, _ = figures(
        tmp_path, {"opportunities": deals, "activities": acts, "stage_changes": changes}
    )
    check(found["long_before_quote"], 1, 3)


def test_open_deals_without_a_dated_next_step(tmp_path):
    deals = [deal(n, "intent") for n in range(6)] + [deal(6), deal(7)]
    acts = [
        act(0, 0, due=ago(0)), act(1, 1, due=ago(1)),  # today counts, yesterday does not
        act(2, 2, due=ago(-9), done=ago(2)),  # done already
        act(3, 3, done=ago(5), next_step="call", next_date=ago(-3)),
        act(4, 4, done=ago(5), next_step="call", next_date=ago(3)),
        act(5, 6, due=ago(-9)),
    ]  # fmt: skip
    found, _ = figures(tmp_path, {"opportunities": deals, "activities": acts})
    check(found["no_next_step"], 4, 6)


def test_open_deals_long_in_their_stage_and_closes_that_did_not_come(tmp_path):
    deals = [deal(n, opened=100, closed=40, expected_close_date=ago(40)) for n in range(6)]
    deals += [
        deal(6, "intent", opened=60, expected_close_date=ago(35)),
        deal(7, "intent", opened=60, expected_close_date=ago(-20)),
    ]
    changes = [row for n in range(6) for row in moves(n, 100, 90, 80)]
    changes += moves(6, 60, 21) + moves(7, 60, 20)
    found, _ = figures(tmp_path, {"opportunities": deals, "stage_changes": changes})
    check(found["stalled"], 1, 2)  # 21 days are more than twice 10, 20 are not
    check(found["slipped"], 1, 7)


def test_leaks_are_shares_of_the_expected_money_lost(tmp_path):
    deals = [deal(n, opened=100, closed=40) for n in range(6)]
    deals += [deal(n, "lost", opened=100, closed=40) for n in range(6, 12)]
    changes = [row for n in range(6) for row in moves(n, 100, 90, 80)]
    changes += [row for n in range(6, 10) for row in moves(n, 100)]
    changes += [row for n in (10, 11) for row in moves(n, 100, 90, 80)]
    found, _ = figures(tmp_path, {"opportunities": deals, "stage_changes": changes})
    # in lead 4 · 6/12, in negotiation 2 · 6/8
    assert found["leak_lead"].value == pytest.approx(2 / 3.5)
    assert found["leak_negotiation"].value == pytest.approx(1.5 / 3.5)
    assert found["leak_intent"].value == 0
    assert (found["leak_lead"].n, found["leak_negotiation"].n) == (4, 2)
    assert not found["leak_lead"].leads  # far within chance


def test_recorded_reasons_count_deals_in_parts(tmp_path):
    reasons = ["price"] * 30 + ["price; budget"] * 2 + [""] * 8
    deals = [deal(n, "lost", lost_reason=why) for n, why in enumerate(reasons)]
    old = deal(99, "lost", closed=500, opened=600, lost_reason="competitor")
    found, _ = figures(tmp_path, {"opportunities": [*deals, old]})
    assert found["reason_price"].value == pytest.approx(31 / 40)
    assert found["reason_budget"].value == pytest.approx(1 / 40)
    assert found["reason_not_recorded"].value == pytest.approx(8 / 40)
    assert (found["reason_competitor"].value, found["reason_competitor"].n) == (0, 40)
    assert found["reason_price"].leads
    assert not found["reason_budget"].leads
    assert found["reason_not_recorded"].leads is None


def test_every_figure_that_is_lacking_says_why(tmp_path):
    found, report = figures(tmp_path, {})
    assert set(FIGURES) < set(found)
    assert all(one.value is None and one.why_null for one in found.values())
    fixes = report.for_playbook().fixes
    assert {one.why_not for one in fixes} == {"missing"}
    assert not any(one.fires for one in fixes)


def test_a_run_s_own_rules_change_what_is_proposed(tmp_path):
    rules = (
        "rules:\n  price_leads: {disabled: true}\n  reason_blank: {above: 0.9}\n"
        "  dear: {figure: reason_price, above: 0.5, fewest: 20, "
        "problem: {en: Too dear, zh_CN: 太贵}, fix: {en: Call <b>finance</b>}}\n"
    )
    (tmp_path / "rules.yaml").write_text(rules, "utf-8")
    deals = [deal(n, "lost", lost_reason="price" if n < 20 else "") for n in range(30)]
    _, report = figures(tmp_path, {"opportunities": deals}, playbook={"rules": "rules.yaml"})
    fixes = {one.rule: one for one in report.for_playbook().fixes}
    assert "price_leads" not in fixes
    assert (fixes["reason_blank"].fires, fixes["reason_blank"].why_not) == (False, "within")
    dear = fixes["dear"]
    assert (dear.fires, dear.n, dear.value) == (True, 30, pytest.approx(2 / 3))
    assert dear.problem == {"en": "Too dear", "zh_CN": "太贵"}


def test_where_no_reason_is_recorded_that_alone_is_told(tmp_path):
    found, _ = figures(tmp_path, {"opportunities": [deal(n, "lost") for n in range(30)]})
    assert (found["reason_not_recorded"].value, found["reason_not_recorded"].n) == (1, 30)
    assert (found["reason_price"].value, found["reason_price"].why_null) == (None, "no_reasons")
