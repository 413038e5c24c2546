"""Knowledge ends on `as_of`; windows are held like for like; unknown is not zero."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from salesreport.params import load_run
from salesreport.periods import Period
from salesreport.report import build_report

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "params/sample.yaml"


def run_at(period, as_of, **changes):
    run = load_run(SAMPLE)
    return dataclasses.replace(
        run, period=Period.parse(period), as_of=as_of, finance_as_of=as_of, **changes
    )


@pytest.fixture(scope="module")
def mid():
    return build_report(run_at("2026-06", date(2026, 6, 15)))


@pytest.fixture(scope="module")
def december():
    return build_report(run_at("2024-12", date(2024, 12, 31)))


def test_every_view_of_a_month_in_progress_can_be_made(mid):
    for rep_id in mid.rep_ids:
        assert not mid.for_rep(rep_id).meta.complete


def test_slipped_deals_on_the_page_are_those_of_the_measure(mid, sample):
    for report in (mid, sample):
        view = report.for_team()
        facts = {fact.kind: fact for fact in view.retrospective.facts}
        assert facts["slipped"].count == view.n["slipped_deals"]
        assert facts["slipped"].values["amount"] == view.figures["slipped"].value


def test_tracked_actions_on_the_page_are_those_of_the_measure(mid, sample):
    for report in (mid, sample):
        for rep_id in report.rep_ids:
            view = report.for_rep(rep_id)
            outcomes = [action.outcome for action in view.actions]
            assert outcomes.count("on_time") == view.rep.n["process_on_time"]
            assert outcomes.count("late") == view.rep.n["process_late"]


def test_a_month_in_progress_is_held_against_the_same_days(mid, sample):
    run = mid.run
    last_year = mid._material.windows.last_year
    assert (last_year.first, last_year.last) == (date(2025, 6, 1), date(2025, 6, 15))
    assert mid._material.windows.previous.last == date(2026, 5, 15)
    whole = sample.for_team().figures["bookings"].last_year.value
    assert 0 < mid.for_team().figures["bookings"].last_year.value < whole
    gone = (run.as_of - date(2026, 1, 1)).days + 1
    assert mid.for_team().year.share_of_days == gone / 365


def test_a_window_before_the_first_close_is_unknown_not_zero(december):
    figures = december.for_team().figures
    for name in ("bookings", "win_rate", "conversion"):
        assert figures[name].last_year.value is None
        assert figures[name].last_year.why_null == "no_data"
    gaps = {gap.reference: gap for gap in december.for_team().retrospective.gaps}
    assert gaps["last_year"].gap is None


def test_last_year_of_someone_hired_since_is_unknown_not_zero(sample):
    view = sample.for_rep("0016")
    assert view.rep.figures["bookings"].last_year.why_null == "not_there"
    assert [month.period for month in view.months] == ["2026-05", "2026-06"]
    gaps = {gap.reference: gap.why_null for gap in view.retrospective.gaps}
    assert gaps["last_year"] == "not_there"


def test_six_months_of_someone_hired_since_count_the_days_they_were_there(sample):
    view = sample.for_rep("0016")
    booked = sum(month.bookings for month in view.months)
    share = 44 / 181  # 18 May to 30 June of January to June 2026
    expected = booked / (6 * share)
    assert view.rep.figures["bookings"].rolling_6.value == pytest.approx(expected)


def test_a_period_before_the_data_is_unknown_not_zero():
    report = build_report(run_at("2020-03", date(2020, 3, 31)))
    view = report.for_team()
    assert view.figures["win_rate"].value is None
    assert all(rep.score.grade == "not_rated" for rep in view.reps)


def test_gap_of_each_rep_is_exact_to_the_cent(sample):
    for gap in sample.for_team().gap_by_rep.values():
        assert gap == round(gap, 2)


def test_refund_stands_beside_the_deals_it_lowers(sample):
    view = sample.for_rep("0013")
    (refund,) = view.adjustments
    assert (refund.kind, refund.amount, refund.opportunity_id) == ("refund", -18000, "O2862")
    counted = sum(deal.amount for deal in view.deals_counted)
    assert counted + refund.amount == pytest.approx(view.rep.figures["bookings"].value)


def test_adjustment_of_a_month_in_a_quarter_is_said_not_dropped_in_silence():
    report = build_report(run_at("2026-Q2", date(2026, 7, 5)))
    found = [p for p in report.problems if p.rule == "adjustment_of_part"]
    assert [(p.values["rep"], p.value, p.row) for p in found] == [("Cedar Wu", "2026-06", 2)]
    assert report.for_rep("0004").notes
