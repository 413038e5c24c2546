"""The page about the input: what finance says, to the cent, and who recorded what."""

from datetime import date

from salesreport.report import open_data
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


def test_coverage_holds_every_rep_and_the_last_twelve_months(sample):
    view = sample.for_data()
    tracked = next(one for one in view.coverage if one.table == "activities")
    assert list(tracked.rows) == sample.rep_ids
    assert (tracked.months[0], tracked.months[-1]) == ("2025-07", "2026-06")
    joined = date(2026, 5, 18)
    late = [row for row in tracked.rows.values() if row[:10] == [0] * 10]
    assert len(late) == 1, f"one joined after {joined}"


def test_the_view_comes_back_from_its_json(sample, tmp_path):
    view = sample.for_data()
    path = tmp_path / "view.json"
    path.write_bytes(view.canonical())
    assert isinstance(view_from_json(view.canonical()), DataView)
    assert open_data(path).view == view


def test_the_team_page_says_the_difference(sample):
    assert [t.difference for t in sample.for_team(None).control_totals] == [-18000.0, 0.0]
    assert sample.for_team(sample.teams[0]).control_totals == []
