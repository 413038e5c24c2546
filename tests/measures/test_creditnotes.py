"""Red-letter invoices taken off what they correct; allocations no larger than their payment."""

from datetime import date

import pytest

from salesreport.measures import components, contributions
from salesreport.periods import Period

JUNE = Period.parse("2024-06")
CASH = ["due", "collected", "overdue", "due_items"]


def invoice(key, day, amount, due="2024-06-10", **links):
    return {"invoice_id": key, "date": day, "due_date": due, "amount": amount, **links}


def paid(key, day, amount, **links):
    return {"payment_id": key, "date": day, "amount": amount, **links}


@pytest.fixture(scope="module")
def june(frame, ready):
    """Components of June by rep, and cash credited to nobody."""

    def make(**tables):
        prepared = ready({name: frame(name, rows) for name, rows in tables.items()})
        return components(prepared, JUNE)

    return make


def test_a_credit_note_reduces_what_is_due_and_the_rest_of_the_cash_is_overpaid(june):
    # 100 - 40 = 60 due; 100 paid: 60 collected, 40 overpaid
    found = june(
        invoices=[
            invoice("I1", "2024-06-01", 100, rep_id="A"),
            invoice("I2", "2024-06-05", -40, rep_id="A"),
        ],
        payments=[paid("P1", "2024-06-09", 100, invoice_id="I1")],
    )
    assert found.loc["A", CASH].tolist() == [6000, 6000, 0, 1]
    assert found.loc["", ["overpaid", "unclaimed"]].tolist() == [4000, 0]


def test_a_credit_note_is_taken_off_the_latest_invoice_of_its_contract_first(june):
    # K1: I1 100, I2 30, then -50: I2 is gone, I1 has 80 left. K2 is not touched.
    found = june(
        invoices=[
            invoice("I1", "2024-06-01", 100, "2024-06-10", rep_id="A", contract_id="K1"),
            invoice("I2", "2024-06-03", 30, "2024-06-20", rep_id="A", contract_id="K1"),
            invoice("I3", "2024-06-04", 70, "2024-06-20", rep_id="A", contract_id="K2"),
            invoice("I4", "2024-06-05", -50, None, rep_id="A", contract_id="K1"),
        ],
        payments=[paid("P1", "2024-06-09", 80, contract_id="K1")],
    )
    assert found.loc["A", CASH].tolist() == [8000 + 7000, 8000, 7000, 2]


def test_a_credit_note_never_reaches_a_later_invoice_or_another_contract(june):
    # -40 stands before I2 of its contract, and K2 is not its contract: due is 100 + 50
    found = june(
        invoices=[
            invoice("I1", "2024-06-02", -40, rep_id="A", contract_id="K1"),
            invoice("I2", "2024-06-03", 100, rep_id="A", contract_id="K1"),
            invoice("I3", "2024-06-01", 50, rep_id="A", contract_id="K2"),
        ],
        payments=[paid("P1", "2024-06-09", 100, contract_id="K1")],
    )
    assert found.loc["A", CASH].tolist() == [15000, 10000, 5000, 2]


def test_money_paid_back_for_a_credit_note_is_paid_back_of_its_invoice(june):
    # 100 paid, 40 paid back: 60 of 60 collected, nothing overpaid
    found = june(
        invoices=[
            invoice("I1", "2024-06-01", 100, rep_id="A"),
            invoice("I2", "2024-06-05", -40, rep_id="A"),
        ],
        payments=[
            paid("P1", "2024-06-04", 100, invoice_id="I1"),
            paid("P2", "2024-06-09", -40, invoice_id="I2"),
        ],
    )
    assert found.loc["A", CASH].tolist() == [6000, 6000, 0, 1]
    assert found.loc["", ["overpaid", "unclaimed"]].tolist() == [0, 0]


def test_a_deduction_of_a_payment_plan_is_taken_off_the_instalment_before_it(june):
    # 300 due 10 June, -20 on 15 June: 280
    found = june(
        contracts=[
            {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-05-01", "amount": 300}
        ],
        payment_plan=[
            {"contract_id": "K1", "due_date": "2024-06-10", "amount": 300, "kind": "progress"},
            {"contract_id": "K1", "due_date": "2024-06-15", "amount": -20, "kind": "retention"},
        ],
        payments=[paid("P1", "2024-06-20", 290, contract_id="K1")],
    )
    assert found.loc["A", CASH].tolist() == [28000, 28000, 0, 1]
    assert found.loc["", "overpaid"] == 1000


def test_the_rows_behind_what_is_due_name_the_credit_note(frame, ready):
    rows = [
        invoice("I1", "2024-06-01", 100, rep_id="A"),
        invoice("I2", "2024-06-05", -40, rep_id="A"),
    ]
    found = contributions(ready({"invoices": frame("invoices", rows)}), "due", JUNE)
    assert found[["key", "value"]].values.tolist() == [["I1", 10000], ["I2", -4000]]


@pytest.mark.parametrize("turned", [False, True])
def test_allocations_count_up_to_their_payment_and_create_no_cash(june, turned):
    # 100 received, 80 + 70 allocated: K1 80, K2 the 20 that are left; nothing unclaimed
    allocations = [
        {"payment_id": "P1", "contract_id": "K1", "amount": 80},
        {"payment_id": "P1", "contract_id": "K2", "amount": 70},
    ]
    plan = {"due_date": "2024-06-10", "amount": 100, "kind": "progress"}
    found = june(
        contracts=[
            {"contract_id": key, "rep_id": rep, "signed_date": "2024-05-01", "amount": 100}
            for key, rep in (("K1", "A"), ("K2", "B"))
        ],
        payment_plan=[plan | {"contract_id": "K1"}, plan | {"contract_id": "K2"}],
        payments=[paid("P1", "2024-06-05", 100)],
        allocations=allocations[::-1] if turned else allocations,
    )
    assert found["collected"].tolist() == [8000, 2000, 0]
    assert found.loc["", ["overpaid", "unclaimed"]].tolist() == [0, 0]


def test_an_allocation_corrected_by_a_second_row_counts_net(june):
    # 150 - 50 = 100 of the payment's 100
    found = june(
        contracts=[
            {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-05-01", "amount": 300}
        ],
        payment_plan=[
            {"contract_id": "K1", "due_date": "2024-06-10", "amount": 300, "kind": "progress"}
        ],
        payments=[paid("P1", "2024-06-05", 100)],
        allocations=[
            {"payment_id": "P1", "contract_id": "K1", "amount": amount} for amount in (150, -50)
        ],
    )
    assert found.loc["A", "collected"] == 10000
    assert found.loc["", "unclaimed"] == 0


def test_a_credit_note_after_the_finance_cut_off_is_not_known(frame, ready):
    rows = [
        invoice("I1", "2024-06-01", 100, rep_id="A"),
        invoice("I2", "2024-06-25", -40, rep_id="A"),
    ]
    prepared = ready({"invoices": frame("invoices", rows)}, finance_as_of=date(2024, 6, 20))
    assert components(prepared, JUNE).loc["A", "due"] == 10000


def contract(key="K1", rep="A", **more):
    return {"contract_id": key, "rep_id": rep, "signed_date": "2024-05-01", "amount": 1000, **more}


def instalment(day, amount, key="K1", kind="progress"):
    return {"contract_id": key, "due_date": day, "amount": amount, "kind": kind}


@pytest.mark.parametrize(
    ("rows", "due"),
    [
        # 1,000 - 300
        ([invoice("R1", "2024-06-15", -300, contract_id="K1")], 700),
        # before the instalment falls due it comes off the same money
        ([invoice("R1", "2024-06-05", -300, contract_id="K1")], 700),
        # the invoice it corrects is no item beside a plan, and changes nothing
        (
            [
                invoice("I1", "2024-06-01", 1000, contract_id="K1"),
                invoice("R1", "2024-06-15", -300, contract_id="K1"),
            ],
            700,
        ),
        # written off and invoiced again: 2,000 - 1,000 invoiced is the plan's 1,000
        (
            [
                invoice("I1", "2024-06-01", 1000, contract_id="K1"),
                invoice("R1", "2024-06-15", -1000, contract_id="K1"),
                invoice("I2", "2024-06-16", 1000, contract_id="K1"),
            ],
            1000,
        ),
        # invoiced again for 700 only
        (
            [
                invoice("I1", "2024-06-01", 1000, contract_id="K1"),
                invoice("R1", "2024-06-15", -1000, contract_id="K1"),
                invoice("I2", "2024-06-16", 700, contract_id="K1"),
            ],
            700,
        ),
        # more than there is takes off no more than there is
        ([invoice("R1", "2024-06-15", -1300, contract_id="K1")], 0),
        # another contract's
        ([invoice("R1", "2024-06-15", -300, contract_id="K2")], 1000),
        # the contract's customer, and its deal
        ([invoice("R1", "2024-06-15", -300, customer="C")], 700),
        ([invoice("R1", "2024-06-15", -300, opportunity_id="O1")], 700),
    ],
)
def test_a_red_letter_invoice_of_a_contract_with_a_plan_comes_off_the_plan(june, rows, due):
    found = june(
        contracts=[contract(customer="C", opportunity_id="O1")],
        payment_plan=[instalment("2024-06-10", 1000)],
        invoices=rows,
    )
    assert found.loc["A", ["due", "due_items"]].tolist() == [100 * due, int(due > 0)]


def test_it_comes_off_what_fell_due_last_and_then_what_falls_due_next(june):
    # -500 on 12 June: 200 of 10 June, then of 5 June 300, then of 20 June the 0 left;
    # -700 : 200 + 300 + 200 of 20 June's 400
    plan = [("2024-06-05", 300), ("2024-06-10", 200), ("2024-06-20", 400), ("2024-07-20", 900)]
    for note, left in ((-100, 800), (-500, 400), (-700, 200), (-1000, 0)):
        found = june(
            contracts=[contract()],
            payment_plan=[instalment(day, amount) for day, amount in plan],
            invoices=[invoice("R1", "2024-06-12", note, contract_id="K1")],
        )
        assert found.loc["A", "due"] == 100 * left


def test_money_paid_back_for_a_red_letter_invoice_is_paid_back_of_the_plan(june):
    # 1,000 paid, 300 paid back: 700 of 700
    found = june(
        contracts=[contract()],
        payment_plan=[instalment("2024-06-10", 1000)],
        invoices=[invoice("R1", "2024-06-15", -300, contract_id="K1")],
        payments=[
            paid("P1", "2024-06-09", 1000, contract_id="K1"),
            paid("P2", "2024-06-18", -300, invoice_id="R1"),
        ],
    )
    assert found.loc["A", CASH].tolist() == [70000, 70000, 0, 1]
    assert found.loc["", ["overpaid", "unclaimed"]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("first", "note", "due"),
    [
        ({"contract_id": "K1", "customer": "C"}, {"customer": "C"}, 700),
        ({"customer": "C"}, {"contract_id": "K1", "customer": "C"}, 700),
        ({"contract_id": "K1", "opportunity_id": "O1"}, {"opportunity_id": "O1"}, 700),
        ({"customer": "C", "rep_id": "A"}, {"rep_id": "A"}, 700),
        ({"rep_id": "A"}, {"customer": "C", "rep_id": "A"}, 700),
        # what both name must agree
        ({"contract_id": "K1", "customer": "C"}, {"contract_id": "K2", "customer": "C"}, 1000),
        ({"customer": "C", "rep_id": "A"}, {"customer": "D", "rep_id": "A"}, 1000),
        ({"opportunity_id": "O1", "rep_id": "A"}, {"opportunity_id": "O2", "rep_id": "A"}, 1000),
        # a name one of them lacks is nothing in common
        ({"customer": "C"}, {"rep_id": "A"}, 1000),
        ({"contract_id": "K1"}, {}, 1000),
    ],
)
def test_a_note_is_taken_off_what_agrees_with_all_it_names(june, first, note, due):
    found = june(
        invoices=[
            invoice("I1", "2024-06-01", 1000, **first),
            invoice("R1", "2024-06-05", -300, **note),
        ],
    )
    assert found["due"].sum() == 100 * due


def test_what_its_own_key_cannot_hold_goes_on_to_the_next(june):
    # -300 of K1: its 100, then the customer's invoice without a contract; K2 stays whole
    found = june(
        invoices=[
            invoice("I1", "2024-06-01", 100, rep_id="A", contract_id="K1", customer="C"),
            invoice("I2", "2024-06-02", 500, rep_id="B", customer="C"),
            invoice("I3", "2024-06-03", 900, rep_id="B", contract_id="K2", customer="C"),
            invoice("R1", "2024-06-05", -300, rep_id="A", contract_id="K1", customer="C"),
        ],
    )
    assert found["due"].to_dict() == {"A": 0, "B": 10000 * 12, "": 0}


def test_notes_of_an_items_own_key_come_before_those_that_fall_back(june):
    # R2 of K1 takes the 100 of K1 though it is later; R1 of the customer finds nothing
    # left there and takes I2
    found = june(
        invoices=[
            invoice("I1", "2024-06-02", 100, rep_id="A", contract_id="K1", customer="C"),
            invoice("I2", "2024-06-01", 100, rep_id="B", contract_id="K2", customer="C"),
            invoice("R1", "2024-06-05", -100, rep_id="A", customer="C"),
            invoice("R2", "2024-06-06", -100, rep_id="A", contract_id="K1", customer="C"),
        ],
    )
    assert found["due"].to_dict() == {"A": 0, "B": 0, "": 0}
