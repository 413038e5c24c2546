"""The page about the input: what finance says, to the cent, and who recorded what."""

import json
from datetime import date

from salesreport.display import team_pages
from salesreport.report import build_report, open_data
from salesreport.report.views import DataView, view_from_json


def test_the_sample_differs_from_finance_by_the_refund_of_june(sample):
    view = sample.for_data()
    (june,) = [t for t in view.totals if t.period == "2026-06" and t.measure == "new_contracts"]
    assert (june.ours, june.confirmed, june.difference) == (3269681.60, 3287681.60, -18000.0)
    assert [(row.table, row.key) for row in june.same_amount] == [("booking_adjustments", "O2862")]
    assert [t for t in view.totals if t.difference and t is not june] == []
    assert {t.period for t in view.totals} == {f"2026-0{n}" for n in range(1, 7)}


def test_the_difference_is_a_warning_of_the_run(sample):
    (found,) = [p for p in sample.problems if p.rule == "control_total_differs"]
    assert found.severity == "warning"
    assert found.values["difference"] == "-18000.00"


def test_crm_and_contracts_agree_in_the_sample(sample):
    (table,) = sample.for_data().contracts
    assert (table.basis, table.difference, table.lines) == ("crm", 0.0, [])
    assert table.first == table.second == table.agreed == 3269681.60
    assert table.n_agreed == 57


def test_coverage_holds_every_rep_and_the_last_twelve_months(sample):
    view = sample.for_data()
    tracked = next(one for one in view.coverage if one.table == "activities")
    assert list(tracked.rows) == sample.rep_ids
    assert (tracked.months[0], tracked.months[-1]) == ("2025-07", "2026-06")
    joined = date(2026, 5, 18)
    late = [row for row in tracked.rows.values() if row[:10] == [None] * 10]
    assert len(late) == 1, f"one joined on {joined}"
    assert [n for row in tracked.rows.values() if row not in late for n in row if n is None] == []


def test_scores_that_lack_a_measure_are_named_with_its_weight(sample):
    (lacking,) = sample.for_data().unscored
    assert (lacking.measure, lacking.weights, lacking.n_rated) == ("collection_rate", [10.0], 14)
    (rep_id,) = lacking.reps
    receipt = sample.for_rep(rep_id).rep.score.receipt
    assert [line.measure for line in receipt if line.raw is None] == ["collection_rate"]


def test_report_json_holds_the_page_about_the_input(sample):
    (data,) = sample.to_json(lambda problem: "do")["pages"]["data"]
    assert data == json.loads(sample.for_data().canonical())


def test_the_view_comes_back_from_its_json(sample, tmp_path):
    view = sample.for_data()
    path = tmp_path / "view.json"
    path.write_bytes(view.canonical())
    assert isinstance(view_from_json(view.canonical()), DataView)
    assert open_data(path).view == view


def test_the_team_page_says_the_difference(sample):
    assert [t.difference for t in sample.for_team(None).control_totals] == [-18000.0, 0.0]
    assert sample.for_team(sample.teams[0]).control_totals == []


def test_a_plan_without_measures_is_listed_and_shown_without(make_run):
    plans = "rep_id,item,measures,due_date,support,expected_effect\nR1,Call back,,2024-07-20,,\n"
    run = make_run(
        {"r.csv": "rep_id,name\nR1,Lin\n", "p.csv": plans},
        {"reps": {"path": "r.csv"}, "plans": {"path": "p.csv"}},
        as_of="2024-07-05",
    )
    report = build_report(run)
    assert [p.rule for p in report.for_data().problems] == ["incomplete_plan", "incomplete_plan"]
    (row,) = report.for_team(None).plans_next
    assert (row.item, row.measures) == ("Call back", None)
    assert "Call back" in team_pages(report.for_team(None), "en").html()
