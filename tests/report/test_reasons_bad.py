"""Input from which little can be told: each has its answer."""

import numpy as np
import pytest

from tests.report.reasonruns import cause_of, exact, report_of, team_rows, why


@pytest.fixture
def made(tmp_path):
    return lambda tables, **settings: report_of(tmp_path, tables, **settings)


def whole(report):
    """Reasons of everybody and of each rep, whose known gaps add up to the cent."""
    found = [*report.everybody.reasons_by_rep.values(), report.everybody.reasons]
    for reasons in found:
        assert [line for line in exact(reasons) if line[1] != line[2]] == []
    return report.everybody.reasons_by_rep


def test_no_leads_and_no_deals(made):
    tables = team_rows(4)
    found = whole(made({name: tables[name] for name in ("reps", "targets")}))
    assert why(found["R0"]) == {
        ("target", "period"): "no_table",
        ("peers", "period"): "no_data",
        ("last_year", "period"): "no_last_year",
    }
    assert found["R0"].drivers == []
    assert found["R0"].base is None


@pytest.mark.parametrize("emptied", ["leads", "opportunities"])
def test_a_table_without_a_row_that_counts(made, emptied):
    # one row, of a day after the last one known: the table is there and says nothing yet
    tables = team_rows(4)
    row = tables[emptied][0]
    day = "assigned_date" if emptied == "leads" else "created_date"
    tables[emptied] = [row | {day: "2030-01-01", "close_date": ""} if emptied != "leads"
                       else row | {day: "2030-01-01", "first_response_date": ""}]  # fmt: skip
    for reasons in whole(made(tables)).values():
        assert all(not one.causes for one in reasons.attributed if one.reference == "peers")


def test_no_leads_but_deals_stand_for_them(made):
    tables = team_rows(4)
    report = made(tables | {"leads": []})
    reasons = whole(report)["R0"]
    assert (reasons.base, reasons.linked) == ("opportunities", None)
    assert why(reasons)["target", "period"] is None
    assert cause_of(reasons, "response") is None


def test_leads_that_few_wins_came_from_are_not_the_base(made):
    tables = team_rows(4)
    for number, row in enumerate(tables["leads"]):
        if number % 2:
            row["opportunity_id"] = ""
    reasons = whole(made(tables))["R0"]
    assert reasons.base == "opportunities"
    assert 0.3 < reasons.linked < 0.7


def test_no_wins(made):
    tables = team_rows(4, win=0.0)
    found = whole(made(tables))
    for reasons in found.values():
        assert why(reasons)["target", "period"] == "no_wins"
    # all of the target is missing: no customer was won
    gap = found["R0"].attributed[0]
    assert (gap.gap, gap.causes) == (-150000, [])


def test_one_who_won_nothing_in_the_month(made):
    tables = team_rows(4)
    for row in tables["opportunities"]:
        if row["rep_id"] == "R1" and str(row["close_date"]) >= "2024-06-01":
            row["stage"] = "lost" if row["close_date"] else row["stage"]
    found = whole(made(tables))["R1"]
    assert found.attributed[0].wins == 0
    rest = cause_of(found, "unexplained")
    assert rest.amount < 0
    assert rest.n == 0
    (drivers,) = (d for d in found.drivers if d.reference == "peers" and d.measure == "bookings")
    assert drivers.method == "shapley"
    assert drivers.sensitivity is not None


def test_a_month_below_zero(made):
    tables = team_rows(4)
    plain = whole(made(tables))["R1"]
    tables["booking_adjustments"] = [
        {"date": "2024-06-20", "rep_id": "R1", "amount": -9_000_000, "kind": "refund"}
    ]
    found = whole(made(tables))["R1"]
    gap = found.attributed[0]
    assert gap.actual < 0
    # the refund is a fact of its own; leads and drivers are what they are without it
    refund = cause_of(found, "outside_leads")
    assert (refund.amount, refund.low, refund.high) == (-9_000_000,) * 3
    assert (refund.kind, refund.is_named, refund.settled_by) == ("recorded", False, [])
    for reference in ("target", "peers"):
        rest, before = (cause_of(one, "unexplained", reference) for one in (found, plain))
        assert (rest.amount, rest.kind) == (before.amount, before.kind)
    drivers, without = (
        next(d for d in one.drivers if d.reference == "peers" and d.measure == "bookings")
        for one in (found, plain)
    )
    *factors, adjusted = drivers.rows
    assert factors == without.rows
    assert (adjusted.driver, adjusted.amount) == ("adjustments", -9_000_000)
    assert drivers.method == "lmdi"


def test_one_rep(made):
    found = whole(made(team_rows(1)))["R0"]
    assert why(found) == {
        ("target", "period"): "one_rep",
        ("peers", "period"): "no_peers",
        ("last_year", "period"): "one_rep",
    }
    assert (found.n_peers, found.peers) == (0, None)
    # with nobody beside, the benchmark is one's own last year
    assert {(d.reference, d.through) for d in found.drivers} == {
        ("target", "last_year"), ("last_year", None),
    }  # fmt: skip


@pytest.mark.parametrize("others", ["on the last day", "nobody's"])
def test_leads_of_one_rep_alone_have_had_time(made, others):
    """What the others' rates are is unknown then of one rep, and so of the whole team."""
    tables = team_rows(4)
    kept = others == "on the last day"
    tables["leads"] = [
        row if row["rep_id"] == "R0" else row | {"assigned_date": "2024-06-30",
                                                 "first_response_date": ""}
        for row in tables["leads"] if row["rep_id"] == "R0" or kept
    ]  # fmt: skip
    tables["opportunities"] = [row for row in tables["opportunities"] if row["rep_id"] == "R0"]
    report = made(tables)
    found = {**whole(report), "all": report.everybody.reasons}
    assert {why(reasons)["target", "period"] for reasons in found.values()} == {"one_rep"}
    assert all(not one.causes for reasons in found.values() for one in reasons.attributed)


def test_deals_that_are_all_created_after_the_last_day(made):
    tables = team_rows(4) | {"leads": [], "activities": []}
    for row in tables["opportunities"]:
        row |= {"created_date": "2024-07-30"}
    for reasons in whole(made(tables)).values():
        assert why(reasons)["target", "period"] == "no_leads"


def test_no_history(made):
    found = whole(made(team_rows(4, begin=np.datetime64("2024-04-01"))))["R1"]
    assert found.longer_months is None
    assert {one.window for one in found.attributed} == {"period"}
    # three months name nobody's wins: there is no longer time, and no two periods running
    assert cause_of(found, "unexplained").kind in ("chance", "undetermined")
    assert why(found) == {
        ("target", "period"): None,
        ("peers", "period"): None,
        ("last_year", "period"): "no_last_year",
    }


def test_eight_months_of_history_make_a_longer_window_of_eight(made):
    found = whole(made(team_rows(4, begin=np.datetime64("2023-11-03"))))["R1"]
    assert found.longer_months == 8
    longer = [one for one in found.attributed if one.window == "longer"]
    assert {str(one.first) for one in longer} == {"2023-11-01"}
    assert why(found)["target", "longer"] is None
    assert why(found)["last_year", "longer"] == "no_last_year"


def test_one_segment_and_none(made):
    found = whole(made(team_rows(4, industries=("food",))))["R1"]
    assert cause_of(found, "mix_industry").amount == 0
    found = whole(made(team_rows(4, industries=())))["R1"]
    assert cause_of(found, "mix_industry") is None
    assert cause_of(found, "mix_source") is not None


def test_a_segment_new_this_year(made):
    found = whole(made(team_rows(5, first_new=np.datetime64("2024-01-01"))))
    for reasons in found.values():
        assert why(reasons)["last_year", "period"] is None
        mix = cause_of(reasons, "mix_industry", "last_year")
        assert mix.low is not None
        assert abs(mix.amount) < 200_000


def test_missing_response_times(made):
    tables = team_rows(4)
    for row in tables["leads"]:
        row["first_response_date"] = ""
    found = whole(made(tables))["R1"]
    assert cause_of(found, "response") is None
    assert "response_times" in cause_of(found, "unexplained").settled_by


def test_half_of_the_response_times(made):
    tables = team_rows(4)
    for row in tables["leads"][::2]:
        row["first_response_date"] = ""
    found = whole(made(tables))["R1"]
    assert cause_of(found, "response").kind == "chance"


def test_follow_ups_without_days_are_not_late(made):
    tables = team_rows(4)
    for row in tables["activities"]:
        row["due_date"] = ""
    found = whole(made(tables))["R1"]
    assert cause_of(found, "follow_up") is None
    assert "follow_up_dates" in cause_of(found, "unexplained").settled_by


def test_no_target(made):
    tables = team_rows(4)
    tables["targets"] = [row for row in tables["targets"] if row["rep_id"] != "R1"]
    report = made(tables)
    found = whole(report)["R1"]
    assert why(found)["target", "period"] == "no_target"
    assert why(found)["target", "longer"] == "no_target"
    assert why(found)["peers", "period"] is None
    # who sells without a target keeps the team's unknown
    assert why(report.everybody.reasons)["target", "longer"] == "no_target"


def test_one_who_was_not_there(made):
    tables = team_rows(5)
    tables["reps"][1]["left_on"] = "2024-05-20"
    for row in tables["reps"]:
        row.setdefault("left_on", "")
    dates = {"leads": "assigned_date", "opportunities": "created_date", "activities": "date"}
    for name, day in dates.items():
        tables[name] = [
            row for row in tables[name]
            if row["rep_id"] != "R1" or str(row[day]) < "2024-03-01"
        ]  # fmt: skip
    found = whole(made(tables))
    assert why(found["R1"])["target", "period"] == "not_there"
    assert found["R0"].n_peers == 3


def test_a_period_in_progress(made):
    found = whole(made(team_rows(4), as_of="2024-06-14"))["R1"]
    gap = found.attributed[0]
    assert str(gap.last) == "2024-06-14"
    # a whole target beside half a month would read as a target set too high
    assert why(found)["target", "period"] == "period_incomplete"
    assert why(found)["last_year", "period"] is None


@pytest.mark.parametrize("period", ["2024-Q2", "2024"])
def test_longer_periods(made, period):
    found = whole(made(team_rows(4), period=period, as_of="2024-06-30"))["R1"]
    assert why(found)["peers", "period"] is None
    windows = {one.window for one in found.attributed}
    assert windows == ({"period"} if period == "2024" else {"period", "longer"})
