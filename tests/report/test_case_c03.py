"""Case c03: refunds and a credit note, from the case's own ledger to score --json."""

import json

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.report import build_report

# expected.md: gross, refunds, net, AOV net of both and per order placed
STATED = {
    "2024-06": {"gross": 5000, "refunds": -800, "net": 4200, "orders": 5, "aov": 840},
    "2024-07": {"gross": 0, "refunds": -200, "net": -200, "orders": 0, "aov": None},
}


@pytest.fixture
def ledger(case_folder, make_run):
    """Run file on the ledger: orders are won deals, refunds and notes adjustments."""
    path = str(case_folder("c03_refunds_net_aov") / "ledger.csv")
    orders = {
        "path": path,
        "columns": {"doc_id": "opportunity_id", "rep": "rep_id", "date": "close_date",
                    "net_amount": "amount"},
        "where": {"type": ["order"]},
        "choose": {"stage": [{"give": "won"}], "created_date": [{"take": "close_date"}],
                   "customer": [{"give": ""}]},
    }  # fmt: skip
    minus = {
        "path": path,
        "columns": {"ref": "opportunity_id", "rep": "rep_id", "net_amount": "amount",
                    "type": "kind"},
        "where": {"kind": ["refund", "credit_note"]},
    }  # fmt: skip
    target = "rep_id,measure,period,value\nA,bookings,2024-06,6000\n"

    def run(period, **settings):
        return make_run(
            {"t.csv": target},
            {"opportunities": orders, "booking_adjustments": minus, "targets": {"path": "t.csv"}},
            period=period,
            **settings,
        )

    return run


@pytest.fixture
def scored(ledger, call):
    def score(period, **settings):
        code, out, said = call("score", ledger(period, **settings).path, "--json")
        assert (code, said) == (0, "")
        return json.loads(out)

    return score


@pytest.mark.parametrize("month", STATED)
def test_net_orders_and_value_per_order_of_each_month(scored, month):
    (rep,) = scored(month)["reps"]
    stated = STATED[month]
    assert rep["measures"]["bookings"] == stated["net"]
    assert rep["n"]["won"] == stated["orders"]
    assert rep["measures"]["revenue_per_customer"] == stated["aov"]
    assert rep["why_null"].get("revenue_per_customer") == (
        None if stated["aov"] else "no_denominator"
    )


def test_completion_of_june_against_6000_is_70_percent(scored):
    (rep,) = scored("2024-06")["reps"]
    assert (rep["measures"]["completion"], rep["score"]) == (0.7, 70.0)


@pytest.mark.parametrize("month", STATED)
def test_gross_and_what_was_taken_back_stand_apart(ledger, month):
    rows = build_report(ledger(month)).for_rep("A").evidence["bookings"]
    by_table = {"opportunities": 0, "booking_adjustments": 0}
    for table, value in zip(rows.table, rows.value, strict=True):
        by_table[table] += value
    stated = STATED[month]
    assert by_table == {
        "opportunities": stated["gross"], "booking_adjustments": stated["refunds"],
    }  # fmt: skip


def test_a_credit_note_of_july_leaves_junes_report_as_it_was(scored):
    before = scored("2024-06", as_of="2024-06-30")
    after = scored("2024-06", as_of="2024-07-31")
    assert [rep["measures"] for rep in before["reps"]] == [rep["measures"] for rep in after["reps"]]
    assert before["team"]["measures"]["bookings"] == after["team"]["measures"]["bookings"] == 4200


def test_the_quarter_of_both_holds_each_once(scored):
    third = scored("2024-Q3")["team"]["measures"]
    second = scored("2024-Q2", as_of="2024-07-31")["team"]["measures"]
    assert (second["bookings"], third["bookings"]) == (4200, -200)


def test_pages_show_net_and_say_what_was_refunded(ledger):
    report = build_report(ledger("2024-06"))
    page = rep_pages(report.for_rep("A"), "en").html()
    for shown in ("4,200", "840", "70%", "-500", "-300"):
        assert shown in page.replace("−", "-"), shown
    assert "70%" in team_pages(report.for_team(None), "en").html()


def test_july_says_why_there_is_no_value_per_order(ledger):
    page = rep_pages(build_report(ledger("2024-07")).for_rep("A"), "en").html()
    assert "n/a" in page
    assert "nan" not in page.lower().replace("finance", "").replace("tenant", "")
