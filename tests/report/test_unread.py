"""A draft is built without a table that cannot be read, and says so; a final report is not."""

import pytest

from salesreport.errors import InputError
from salesreport.report import build_report

PAID = "payment_id,date,amount,contract_id,amount\nP1,2024-06-04,300,C1,300\n"
DATA = {
    "opportunities": {"path": "deals.csv"},
    "payments": {"path": "paid_*.csv"},
}


@pytest.fixture
def run_with(make_run, deals):
    def made(paid, *, data=DATA, **settings):
        files = {"deals.csv": deals("1,LI,A,2024-06-01,won,2024-06-03,5"), **paid}
        return make_run(files, data, **settings)

    return made


def test_the_rest_of_a_draft_is_built(run_with):
    report = build_report(run_with({"paid_1.csv": PAID}))
    team = report.for_team(None)
    assert team.figures["bookings"].value == 5
    rules = [problem.rule for problem in report.problems if problem.severity == "error"]
    assert rules == ["duplicate_header", "unread_table"]
    assert {problem.table for problem in report.problems if problem.rule in rules} == {"payments"}
    assert [line.table for line in team.ledger] == ["opportunities"]


def test_a_table_is_never_half_read(run_with):
    good = "payment_id,date,amount,contract_id\nP2,2024-06-05,100,C1\n"
    data = {
        "opportunities": {"path": "deals.csv"},
        "payments": {"path": "good.csv"},
        "bank": {"table": "payments", "path": "paid_1.csv"},
    }
    report = build_report(run_with({"good.csv": good, "paid_1.csv": PAID}, data=data))
    assert "payments" not in report.for_team(None).meta.tables
    assert any(problem.rule == "unread_table" for problem in report.problems)


def test_a_final_report_is_refused(run_with):
    with pytest.raises(InputError, match="amount"):
        build_report(run_with({"paid_1.csv": PAID}, status="final"))


def test_nothing_is_built_of_side_tables_alone(make_run):
    files = {"deals.csv": "a,b\n1,2\n", "reps.csv": "rep_id,name\nLI,Li\n"}
    data = {"opportunities": {"path": "deals.csv"}, "reps": {"path": "reps.csv"}}
    with pytest.raises(InputError):
        build_report(make_run(files, data))
