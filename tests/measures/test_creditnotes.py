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
