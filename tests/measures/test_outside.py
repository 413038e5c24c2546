"""Retention not due yet and bills not matured yet: outside the rates, by rep."""

from datetime import date

import pytest

from salesreport.measures import components, contributions
from salesreport.periods import Period

JUNE, JULY = Period.parse("2024-06"), Period.parse("2024-07")


def plan(contract, due, amount, kind):
    return {"contract_id": contract, "due_date": due, "amount": amount, "kind": kind}


@pytest.fixture(scope="module")
def cash(frame):
    """K1 of A: 300 due 10 June, retention 50 due in 2025. K2 of B, signed in July: 20 retained."""
    bill = {"method": "bank_acceptance", "matures_on": "2024-09-15"}
    return {
        "contracts": frame(
            "contracts",
            [
                {"contract_id": "K1", "rep_id": "A", "signed_date": "2024-04-01", "amount": 350},
                {"contract_id": "K2", "rep_id": "B", "signed_date": "2024-07-02", "amount": 20},
            ],
        ),
        "payment_plan": frame(
            "payment_plan",
            [
                plan("K1", "2024-06-10", 300, "progress"),
                plan("K1", "2025-06-10", 50, "retention"),
                plan("K2", "2025-07-02", 20, "retention"),
            ],
        ),
        "payments": frame(
            "payments",
            [
                {"payment_id": "P1", "date": "2024-06-12", "amount": 120, "contract_id": "K1"},
                {"payment_id": "P2", "date": "2024-06-15", "amount": 90, "contract_id": "K1"}
                | bill,
                {"payment_id": "P3", "date": "2024-06-20", "amount": 7, "payer": "x"} | bill,
                {"payment_id": "P4", "date": "2024-07-03", "amount": 120, "contract_id": "K1"},
            ],
        ),
    }


def test_retention_of_signed_contracts_that_is_not_due_is_the_reps(cash, ready):
    prepared = ready(cash, as_of=date(2024, 7, 5), finance_as_of=date(2024, 7, 5))
    # K2 is signed in July: June knows K1's 50 alone
    assert components(prepared, JUNE)["retention_not_due"].to_dict() == {"A": 5000, "B": 0, "": 0}
    # July: 120 + 90 + 120 = 330 received of K1, 300 for June's instalment, 30 for the
    # retention, which leaves 20; K2's 20 beside it
    assert components(prepared, JULY)["retention_not_due"].to_dict() == {
        "A": 2000, "B": 2000, "": 0,
    }  # fmt: skip


def test_retention_that_fell_due_is_not_among_it(cash, ready):
    prepared = ready(cash, as_of=date(2025, 7, 5), finance_as_of=date(2025, 7, 5))
    found = components(prepared, Period.parse("2025-06"))
    assert found["retention_not_due"].to_dict() == {"A": 0, "B": 2000, "": 0}


def test_bills_received_that_have_not_matured_by_the_reps_they_pay(cash, ready):
    found = components(ready(cash), JUNE)
    assert found["bills_not_matured"].to_dict() == {"A": 9000, "B": 0, "": 700}
    rows = contributions(ready(cash), "bills_not_matured", JUNE)
    assert [(row.key, row.value) for row in rows.itertuples()] == [("P2", 9000), ("P3", 700)]


def test_bills_that_matured_are_not_among_it(cash, ready):
    prepared = ready(cash, as_of=date(2024, 10, 1), finance_as_of=date(2024, 10, 1))
    assert components(prepared, Period.parse("2024-08"))["bills_not_matured"].sum() == 9700
    assert components(prepared, Period.parse("2024-09"))["bills_not_matured"].sum() == 0


def test_what_is_left_beyond_allocations_is_not_what_nobody_claims(cash, frame, ready):
    rows = frame("allocations", [{"payment_id": "P1", "contract_id": "K1", "amount": 100}])
    found = components(ready({**cash, "allocations": rows}), JUNE)
    assert (found["unallocated"][""], found["unclaimed"][""]) == (2000, 700)
