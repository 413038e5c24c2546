"""Case c22: deals reopened after a win or a loss, from the case's history to score --json."""

import csv
import json

import pandas as pd
import pytest

from salesreport.display import rep_pages
from salesreport.intake import load_tables
from salesreport.measures import win_rate
from salesreport.periods import Period
from salesreport.report import build_report

JUNE = Period.parse("2024-06")
# expected.md, "Final status at the end of June", with the day each was created
TODAY = """\
opportunity_id,rep_id,customer,created_date,stage,close_date,amount
O1,A,C1,2024-05-10,won,2024-06-05,1000.00
O2,A,C2,2024-06-02,lost,2024-06-20,2000.00
O3,A,C3,2024-05-20,negotiation,,9000.00
O4,A,C4,2024-06-04,won,2024-06-28,4000.00
O5,A,C5,2024-06-21,lead,,5000.00
"""


@pytest.fixture
def history(case_folder):
    return case_folder("c22_win_rate_basis_and_reopened") / "history.csv"


@pytest.fixture
def run(history, make_run):
    """Run file on today's table and the case's own history of it."""
    changes = {
        "path": str(history),
        "columns": {"opp": "opportunity_id", "date": "entered_date", "status": "stage"},
        "values": {"stage": {"created": "lead", "reopened": "negotiation"}},
        "ignore": ["amount"],
    }
    data = {"opportunities": {"path": "o.csv"}, "stage_changes": changes}
    return lambda **settings: make_run({"o.csv": TODAY}, data, **settings)


@pytest.fixture
def scored(run, call):
    def score(**settings):
        code, out, said = call("score", run(**settings).path, "--json")
        assert (code, said) == (0, "")
        (rep,) = json.loads(out)["reps"]
        return rep

    return score


def test_todays_table_is_the_last_line_of_each_deals_history(history):
    last, created = {}, {}
    with history.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            last[row["opp"]] = row
            created.setdefault(row["opp"], row["date"])
    stages = {"created": "lead", "reopened": "negotiation"}
    rows = list(csv.DictReader(TODAY.splitlines()))
    assert {r["opportunity_id"]: (r["stage"], r["amount"], r["created_date"]) for r in rows} == {
        key: (stages.get(r["status"], r["status"]), r["amount"], created[key])
        for key, r in last.items()
    }


def test_closed_in_june_is_two_of_three(scored):
    rep = scored()
    assert (rep["n"]["won"], rep["n"]["lost"]) == (2, 1)
    assert rep["measures"]["win_rate"] == pytest.approx(2 / 3, abs=1e-15)
    assert rep["measures"]["bookings"] == 5000


def test_a_report_up_to_11_june_made_later_shows_what_held_then(scored):
    rep = scored(as_of="2024-06-11")
    assert (rep["n"]["won"], rep["n"]["lost"]) == (2, 1)  # O1 and O3; O4
    assert rep["measures"]["bookings"] == 10000
    assert rep["provisional"]


def test_without_history_the_page_says_todays_status(make_run):
    report = build_report(make_run({"o.csv": TODAY}, {"opportunities": {"path": "o.csv"}}))
    view = report.for_rep("A")
    assert view.meta.today_status
    assert "today" in rep_pages(view, "en").html().lower()


def test_a_reopened_deal_is_open_and_not_won_at_the_same_time(run):
    view = build_report(run()).for_rep("A")
    assert {deal.opportunity_id for deal in view.deals_counted} == {"O1", "O4"}
    assert "O3" not in set(view.evidence["bookings"].key)
    assert "O3" not in set(view.evidence["won"].key) | set(view.evidence["lost"].key)


def test_by_created_month_the_case_counts_other_deals(run):
    frames = load_tables(run()).tables
    deals = frames["opportunities"].assign(
        created_month=lambda frame: frame["created_date"].dt.strftime("%Y-%m")
    )
    found = win_rate(deals, period=JUNE, by=["created_month"])
    assert found.to_dict() == {"2024-05": 1.0, "2024-06": 0.5}
    assert not pd.isna(found).any()
