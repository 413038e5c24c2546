"""Both bases of collection and the cash outside them, from files to the view by hand."""

import pytest

from salesreport.errors import UnknownKeyError
from salesreport.report import build_report, open_report
from salesreport.report.improvement.listed import overdue_items
from salesreport.report.weekly.basis import Basis
from salesreport.report.weekly.money import open_money

CONTRACTS = (
    "contract_id,customer,rep_id,signed_date,amount\nK1,a,A,2024-04-01,350\nK2,b,B,2024-04-01,80\n"
)
PLAN = (
    "contract_id,instalment,kind,due_date,amount\n"
    "K1,1,progress,2024-05-10,100\nK1,2,progress,2024-06-10,200\n"
    "K1,3,retention,2025-06-10,50\nK2,1,progress,2024-06-20,80\n"
)
PAYMENTS = (
    "payment_id,date,amount,method,matures_on,payer,contract_id\n"
    "P1,2024-05-20,60,,,a,K1\nP2,2024-06-15,150,,,a,K1\n"
    "P3,2024-06-18,100.50,bank_acceptance,2024-09-18,b,K2\nP4,2024-06-19,33,,,who,\n"
    "P5,2024-06-21,40,,,who,\n"
)
ALLOCATIONS = "payment_id,contract_id,amount\nP5,K1,10\n"
POLICY = {
    "weights": {"collection_rate": 100},
    "goalposts": {"collection_rate": {"lo": 0, "hi": 1}},
}


@pytest.fixture
def report(make_run):
    def build(**recognise):
        files = {"k.csv": CONTRACTS, "p.csv": PLAN, "c.csv": PAYMENTS, "a.csv": ALLOCATIONS}
        names = ("contracts", "payment_plan", "payments", "allocations")
        data = {name: {"path": path} for name, path in zip(names, files, strict=True)}
        terms = POLICY | {"recognise": recognise}
        return build_report(make_run(files, data, terms=terms, as_of="2024-06-30"))

    return build


def test_cash_of_nobody_and_open_money_by_kind(report):
    found = {one.kind: (one.amount, one.count) for one in report().everybody.cash.outside}
    # K2 asks 80 and has 100.50; P5 leaves 30 beyond its allocation
    assert found == {
        "overpaid": (20.5, 1), "unclaimed": (33, 1), "unallocated": (30, 1),
        "retention_not_due": (50, 1), "bills_not_matured": (100.5, 1),
    }  # fmt: skip


def test_each_kind_names_its_rows(report):
    rows = {one.kind: one.rows for one in report().everybody.cash.outside}
    [unclaimed] = rows["unclaimed"]
    assert (unclaimed.key, unclaimed.customer, unclaimed.amount) == ("P4", "who", 33)
    assert (unclaimed.source.file.rpartition("/")[2], unclaimed.source.row) == ("c.csv", 5)
    [kept] = rows["retention_not_due"]
    assert (kept.day.isoformat(), kept.source.row) == ("2025-06-10", 4)


def test_a_rep_sees_own_open_money_only(report):
    made = report()
    assert [one.kind for one in made.for_rep("A").cash.outside] == ["retention_not_due"]
    # of the bill's 100.50 only K2's 80 are B's; the rest is nobody's
    [bill] = made.for_rep("B").cash.outside
    assert (bill.kind, bill.amount) == ("bills_not_matured", 80)


def test_both_bases_of_collection(report):
    cash = report().for_rep("A").cash
    # June: 200 due; 60 + 150 + 10 = 220 received, 100 of it for May: 120
    assert (cash.due.numerator, cash.due.denominator, cash.due.value) == (120, 200, 0.6)
    # owed: 100 + 200 less 60 paid before June = 240; received in June 160
    receivable = cash.receivable
    assert (receivable.numerator, receivable.denominator) == (160, 240)
    assert cash.base == "due"


def test_the_policys_base_decides_the_score_and_both_stay_shown(report):
    view = report(collection_base="receivable").for_rep("A")
    assert view.cash.base == "receivable"
    assert (view.cash.due.value, view.cash.receivable.value) == (0.6, 160 / 240)
    assert view.rep.figures["collection_rate"].value == 160 / 240
    month = view.months[-1]
    assert (month.due, month.collected, month.due_rate) == (200, 120, 0.6)
    assert (month.collection_rate, month.receivable_rate) == (160 / 240, 160 / 240)


def test_bills_that_count_at_maturity_are_no_cash_yet(report):
    cash = report(bills="maturity").everybody.cash
    # A 120 of 200, B nothing of 80 yet
    assert (cash.due.numerator, cash.due.denominator) == (120, 280)
    found = {one.kind: one.amount for one in cash.outside}
    assert found["bills_not_matured"] == 100.5
    assert "overpaid" not in found


def test_the_source_rows_of_cash_outside_the_rates_are_at_hand(report, tmp_path):
    report()
    opened = open_report(tmp_path / "run.yaml")
    rows = opened.rows("unclaimed")
    assert rows[["value", "key", "row"]].to_numpy().tolist() == [[33.0, "P4", 5]]
    with pytest.raises(UnknownKeyError, match="unclaimed"):
        opened.rows("unclaimd")


def test_overdue_is_the_same_for_plans_and_the_weekly_review(report):
    for recognise, owed in (({}, {"A": 80}), ({"bills": "maturity"}, {"A": 80, "B": 80})):
        # A: 300 due, 220 came in; B: 80 due, paid by a bill that matures in September
        material = report(**recognise)._material
        assert {rep: sum(one.amount for one in items)
                for rep, items in overdue_items(material).items()} == owed  # fmt: skip
        open_items = open_money(Basis.of(material))
        assert {one.rep_id: one.amount for one in open_items} == owed


def test_nothing_is_overdue_where_no_payments_are_on_record(make_run):
    files = {"k.csv": CONTRACTS, "p.csv": PLAN}
    data = {"contracts": {"path": "k.csv"}, "payment_plan": {"path": "p.csv"}}
    material = build_report(make_run(files, data, terms=POLICY, as_of="2024-06-30"))._material
    assert overdue_items(material) == {}
    assert open_money(Basis.of(material)) is None
