"""What fell due, what came in for it, and cash that belongs to nobody."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import components, contributions, total
from salesreport.periods import Period

JUNE, JULY = Period.parse("2024-06"), Period.parse("2024-07")


def plan(contract, due, amount, kind="progress"):
    return {"contract_id": contract, "due_date": due, "amount": amount, "kind": kind}


def paid(key, day, amount, **links):
    return {"payment_id": key, "date": day, "amount": amount, **links}


@pytest.fixture(scope="module")
def cash(frame):
    """K1 of A: 100 due 10 May, 200 due 10 June, 50 retention due in 2025. K2 of B: 80 due."""
    return {
        "contracts": frame(
            "contracts",
            [
                {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-04-01", "amount": 350},
                {"contract_id": "K2", "rep_id": "B", "signed_date": "2024-04-01", "amount": 80},
            ],
        ),
        "payment_plan": frame(
            "payment_plan",
            [
                plan("K1", "2024-05-10", 100),
                plan("K1", "2024-06-10", 200),
                plan("K1", "2025-06-10", 50, "retention"),
                plan("K2", "2024-06-20", 80),
            ],
        ),
        "payments": frame(
            "payments",
            [
                paid("P1", "2024-05-20", 60, contract_id="K1"),
                paid("P2", "2024-06-15", 150, contract_id="K1"),
                paid("P3", "2024-07-03", 90, contract_id="K1"),
                paid("P4", "2024-06-18", 100, contract_id="K2"),
                paid("P5", "2024-06-19", 33, payer="unknown"),
            ],
        ),
    }


def test_cash_pays_the_earliest_instalment_first(cash, ready):
    # 60 + 150 = 210 by 30 June: 100 of May, 110 of June's 200
    found = components(ready(cash), JUNE)
    assert found[["due", "collected", "due_items"]].loc["A"].tolist() == [20000, 11000, 1]


def test_collection_rate_is_what_came_in_of_what_fell_due(cash, measured):
    found = measured(cash)
    assert found["A"]["collection_rate"].value == Fraction(110, 200)
    assert found["B"]["collection_rate"].value == 1
    assert found[None]["collection_rate"].value == Fraction(190, 280)
    assert found[None]["collection_rate"].n == 2


def test_cash_after_the_window_does_not_count_even_when_known(cash, ready):
    prepared = ready(cash, as_of=date(2024, 7, 5))
    assert components(prepared, JUNE)["collected"]["A"] == 11000
    assert components(prepared, JUNE)["overdue"]["A"] == 9000
    assert components(prepared, JULY)["overdue"]["A"] == 0
    assert components(prepared, JULY)["receipts_matched"]["A"] == 9000


def test_payments_after_the_finance_cut_off_do_not_exist(cash, ready):
    found = components(ready(cash, finance_as_of=date(2024, 6, 14)), JUNE)
    assert found["collected"]["A"] == 0  # only May's 60 is known, and it pays May
    assert found["due"]["B"] == 0  # due 20 June, not due yet as known


def test_overpaid_and_unclaimed_cash_is_shown_and_credited_to_nobody(cash, ready):
    found = components(ready(cash), JUNE)
    assert found["overpaid"].to_dict() == {"A": 0, "B": 0, "": 2000}
    assert found["unclaimed"].to_dict() == {"A": 0, "B": 0, "": 3300}


def test_the_base_of_receivables_is_what_was_owed_and_fell_due(cash, measured):
    # A: 100 + 200 due by 30 June less 60 paid before June = 240; received in June 150
    assert measured(cash)["A"]["receivable_rate"].value == Fraction(150, 240)


def test_allocations_beat_the_payments_own_contract(cash, frame, ready):
    allocations = frame(
        "allocations",
        [
            {"payment_id": "P2", "contract_id": "K2", "amount": 50},
            {"payment_id": "P2", "contract_id": "K1", "amount": 70},
        ],
    )
    found = components(ready({**cash, "allocations": allocations}), JUNE)
    assert found["collected"]["A"] == 3000  # 60 + 70 = 130: 100 of May, 30 of June
    assert found["unclaimed"][""] == 3300
    assert found["unallocated"][""] == 3000  # 30 of P2 is allocated to nothing
    assert found["overpaid"][""] == 2000 + 5000


def test_invoices_by_due_date_where_a_contract_has_no_plan(cash, frame, ready):
    invoices = frame(
        "invoices",
        [
            {"invoice_id": "I1", "date": "2024-05-02", "due_date": "2024-06-01", "amount": 40}
            | {"rep_id": "B"},
            {"invoice_id": "I2", "date": "2024-05-02", "due_date": "2024-06-10", "amount": 200}
            | {"contract_id": "K1"},
            {"invoice_id": "I3", "date": "2024-05-02", "amount": 7, "rep_id": "B"},
        ],
    )
    payments = frame(
        "payments",
        [
            paid("P1", "2024-06-02", 15, invoice_id="I1"),
            paid("P2", "2024-06-03", 120, invoice_id="I2"),
        ],
    )
    found = components(ready({**cash, "invoices": invoices, "payments": payments}), JUNE)
    assert found.loc["B", ["due", "collected"]].tolist() == [4000 + 8000, 1500]
    assert found.loc["A", ["due", "collected"]].tolist() == [20000, 2000]  # I2 pays the plan of K1


def test_money_paid_back_takes_back_what_was_collected(cash, frame, ready):
    back = frame(
        "payments",
        [
            paid("P1", "2024-06-01", 300, contract_id="K1"),
            paid("P2", "2024-06-20", -150, contract_id="K1"),
        ],
    )
    found = components(ready({**cash, "payments": back}), JUNE)
    assert found["collected"]["A"] == 5000  # 150 stay: 100 of May, 50 of June


def test_each_collected_amount_shows_the_payment_it_came_from(cash, ready):
    prepared = ready(cash)
    rows = contributions(prepared, "collected", JUNE)
    assert rows["value"].sum() == total(components(prepared, JUNE))["collected"]
    assert rows.loc[rows["rep_id"] == "A", "key"].tolist() == ["P2"]
    assert rows.loc[rows["rep_id"] == "A", "day"].iloc[0].date() == date(2024, 6, 15)


def test_without_payments_the_rate_is_unknown_and_says_so(cash, measured):
    figure = measured({k: v for k, v in cash.items() if k != "payments"})["A"]["collection_rate"]
    assert (figure.value, figure.why_null, figure.denominator) == (None, "no_table", 200)


def test_nothing_due_is_not_zero_collected(cash, measured):
    figure = measured(cash, Period.parse("2024-05"))["B"]["collection_rate"]
    assert (figure.value, figure.why_null) == (None, "no_denominator")
