"""What counts adds up to Table 2 to the cent; what does not has its reason."""

from __future__ import annotations

import math

import pytest

from salesreport.report import build_report

HEAD = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,expected_close_date\n"
DEALS = (
    f"{HEAD}X1,A,a,2024-05-01,won,2024-06-03,100.01,\nX2,A,b,2024-06-01,lost,2024-06-04,300,\n"
    "X3,B,c,2024-06-01,intent,,200,2024-06-20\nX4,B,d,2024-06-02,won,2024-06-05,,\n"
    "X5,,e,2024-06-02,won,2024-06-09,70,\n"
)
CREDITS = "opportunity_id,rep_id,share\nX1,A,0.333\nX1,B,0.667\n"
REFUNDS = "date,rep_id,opportunity_id,amount,kind\n2024-06-20,A,X1,-30.03,refund\n"


@pytest.fixture
def made(make_run):
    def make(**more):
        files = {"opportunities": DEALS, "credits": CREDITS, "booking_adjustments": REFUNDS} | more
        data = {name: {"path": f"{name}.csv"} for name, text in files.items() if text}
        run = make_run({f"{name}.csv": text for name, text in files.items() if text}, data)
        return build_report(run)

    return make


def rows(book, counts):
    return [(row[0], row[3], row[5], row[9]) for row in book.rows("Deals in the period")
            if row[2] == counts]  # fmt: skip


def test_shares_and_refunds_count_to_the_cent_for_each_who_shares(made, book):
    # 100.01 by 0.333 and 0.667 is 33.30 and 66.71; the refund is shared alike: -10.00, -20.03
    found = {(rep or "", deal, what): amount
             for rep, deal, amount, what in rows(book(made()), "counts")}  # fmt: skip
    refund = "refunds and credit notes"
    assert found == {
        ("A", "X1", "won deal"): 33.30, ("B", "X1", "won deal"): 66.71,
        ("A", "X1", refund): -10.00, ("B", "X1", refund): -20.03,
        ("", "X5", "won deal"): 70,
    }  # fmt: skip


def test_what_does_not_count_says_why(made, book):
    assert set(rows(book(made()), "does not count")) == {
        ("A", "X2", 300, "lost in the period"),
        ("B", "X3", 200, "expected in the period, still open"),
        ("B", "X4", "n/a", "won, but without an amount"),
    }


def test_each_row_names_its_file_and_row(made, book):
    found = {row[3]: row[10:13] for row in book(made()).rows("Deals in the period")[:2]}
    assert found["X1"][0] in ("opportunities.csv", "booking_adjustments.csv")
    sheet = book(made()).rows("Deals in the period")
    assert {(row[3], row[10], row[12]) for row in sheet if row[9] == "won deal"} == {
        ("X1", "opportunities.csv", 2), ("X5", "opportunities.csv", 6),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["seed", "sample", "maven"])
def test_what_counts_adds_up_to_the_bookings_of_each_rep_and_of_all(name, request):
    view = request.getfixturevalue(name).for_scorecard()
    for rep in view.reps:
        own = math.fsum(row.amount for row in view.counted if row.rep_id == rep.rep_id)
        assert own == pytest.approx(rep.figures["bookings"].value or 0, abs=1e-6)
    assert math.fsum(row.amount for row in view.counted) == pytest.approx(
        view.figures["bookings"].value, abs=1e-6
    )


def test_deals_beaten_by_a_typed_amount_say_so(made, book):
    typed = "period,rep_id,target,bookings\n2024-06,A,400,500\n"
    found = book(made(evaluations=typed))
    assert ("A", None, 500, "evaluation table (Table 2)") in rows(found, "counts")
    reason = "the amount typed in Table 2 counts in place of the deals"
    assert ("A", "X1", 33.3, reason) in rows(found, "does not count")


def test_table_2_alone_has_its_typed_rows_and_no_deals(seed, book):
    found = rows(book(seed), "counts")
    assert [row[2] for row in found] == [520000, 210000]
    assert rows(book(seed), "does not count") == []


def test_a_run_without_any_deal_says_which_table_would_give_them(make_run, book):
    files = {"a.csv": "date,rep_id,customer,stage,action,status\n2024-06-03,A,a,intent,call,done\n"}
    report = build_report(make_run(files, {"activities": {"path": "a.csv"}}))
    sheet = book(report).rows("Deals in the period")
    assert sheet[0][0] == "Deals in the period: needs opportunities."
    assert sheet[1][1] == "Counted, total"
