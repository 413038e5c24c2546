"""Rows of a team nobody is in are named: they would vanish without a word."""

import pytest

from salesreport.report import build_report
from tests.conftest import DEALS_HEADER

PEOPLE = [
    {"rep_id": "A", "name": "Ann", "team": "East"},
    {"rep_id": "B", "name": "Bo", "team": "West"},
]


def target(team=None, rep_id=None, period="2024-06"):
    return {"team": team, "rep_id": rep_id, "measure": "bookings", "period": period, "value": 500}


def tables(*rows, people=PEOPLE):
    return {"reps": people, "targets": list(rows)}


def test_a_team_nobody_is_in_is_named_with_the_near_one(checked):
    found = checked(tables(target("East"), target("Est"), target("Est", period="2024-07")))
    (problem,) = found.of("unknown_team")
    assert (problem.severity, problem.table, problem.column) == ("warning", "targets", "team")
    assert (problem.value, problem.values["near"]) == ("Est", "East")
    assert found.rows("unknown_team") == [1, 2]
    assert found.refused == {}


def test_without_a_near_one_the_teams_there_are_are_named(checked):
    (problem,) = checked(tables(target("Overseas"))).of("unknown_team")
    assert problem.values["near"] == "East, West"
    alone = [{"rep_id": "A", "name": "Ann"}]
    (problem,) = checked(tables(target("East"), people=alone)).of("unknown_team")
    assert problem.values["near"] == "–"


@pytest.mark.parametrize("row", [target("East"), target("all"), target(rep_id="A")])
def test_teams_everybody_and_reps_are_known(checked, row):
    found = checked(tables(row))
    assert found.of("unknown_team") == found.of("team_beside_rep") == []


def test_a_row_of_a_rep_and_a_team_is_said_to_be_the_reps(checked):
    found = checked(tables(target("East", "A"), target("Est", "A", "2024-07"), target("East")))
    (problem,) = found.of("team_beside_rep")
    assert (problem.severity, problem.column) == ("info", "team")
    assert found.rows("team_beside_rep") == [0, 1]
    # the team is not used there, whatever is written
    assert found.of("unknown_team") == []


@pytest.mark.parametrize("table", ["notes", "plans"])
@pytest.mark.parametrize(
    ("written", "near"), [("Wst", "West"), ("EAST", "East"), ("東", "East, West")]
)
def test_a_note_or_plan_of_a_team_nobody_is_in_is_named_too(checked, table, written, near):
    rows = [{"team": "East"}, {"team": written}, {"team": "all"}]
    (problem,) = checked({"reps": PEOPLE, table: rows}).of("unknown_team")
    assert (problem.table, problem.row, problem.value) == (table, 3, written)
    assert problem.values["near"] == near


@pytest.mark.parametrize("table", ["notes", "plans"])
def test_a_note_or_plan_that_names_a_rep_and_another_team_is_said_to_be_the_reps(checked, table):
    rows = [{"team": "East", "rep_id": "A"}, {"team": "West", "rep_id": "A"}, {"team": "West"}]
    found = checked({"reps": PEOPLE, table: rows})
    (problem,) = found.of("team_beside_rep")
    assert (problem.value, found.rows("team_beside_rep")) == ("West", [1])


def test_as_an_error_the_rows_are_left_out(checked):
    found = checked(tables(target("Est"), target("East")), rules={"unknown_team": "error"})
    assert {rule: rows.tolist() for rule, rows in found.refused["targets"].items()} == {
        "unknown_team": [0]
    }


def test_from_a_file_to_the_report(make_run):
    files = {
        "o.csv": f"{DEALS_HEADER}\nX1,A,a,2024-05-01,won,2024-06-03,100\n",
        "p.csv": "rep_id,name,team\nA,Ann,East\n",
        "t.csv": "team,rep_id,measure,period,value\nEst,,bookings,2024-06,500\n"
        "East,A,bookings,2024-06,200\n",
    }
    names = {"opportunities": "o.csv", "reps": "p.csv", "targets": "t.csv"}
    report = build_report(make_run(files, {table: {"path": file} for table, file in names.items()}))
    found = [(p.rule, p.severity, p.row) for p in report.problems]
    assert ("unknown_team", "warning", 2) in found
    assert ("team_beside_rep", "info", 3) in found
    # 100 of Ann's 200; nothing of the 500
    assert report.for_team("East").figures["completion"].value == 0.5
