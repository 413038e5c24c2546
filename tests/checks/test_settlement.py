"""Allocations over their payment, credit notes without an invoice, bills without a day."""

from dataclasses import replace

import pytest

from salesreport.checks import run_checks
from salesreport.intake.findings import Findings

PAYMENT = {"payment_id": "P1", "date": "2024-06-05", "amount": 100}


def part(amount, contract="K1", payment="P1"):
    return {"payment_id": payment, "contract_id": contract, "amount": amount}


def invoice(key, day, amount, **links):
    return {"invoice_id": key, "date": day, "amount": amount, "due_date": "2024-06-10", **links}


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ([part(100)], None),
        ([part(60), part(40, "K2")], None),
        ([part(150), part(-50)], None),
        ([part(150)], "150.00"),
        ([part(80), part(70, "K2")], "150.00"),
        ([part(100), part(-50, "K2")], "50.00"),
        ([part(999, payment="P9")], None),
    ],
)
def test_more_allocated_than_paid_is_listed(checked, parts, value):
    found = checked({"payments": [PAYMENT], "allocations": parts}).of("over_allocated")
    assert [p.value for p in found] == ([] if value is None else [value])
    assert all(p.values["paid"] == "100.00" for p in found)


def test_an_allocation_of_a_payment_that_is_nowhere_is_listed(checked):
    parts = [part(80), part(5, payment="P7"), part(70, "K2", payment="P7"), part(1, payment="P8")]
    found = checked({"payments": [PAYMENT], "allocations": parts})
    listed = found.of("allocation_without_payment")
    assert [(p.severity, p.row, p.value) for p in listed] == [
        ("warning", 3, "P7"), ("warning", 5, "P8"),
    ]  # fmt: skip
    assert found.rows("allocation_without_payment") == [1, 2, 3]
    alone = checked({"allocations": parts[:2]}).of("allocation_without_payment")
    assert [p.value for p in alone] == ["P1", "P7"]
    empty = checked({"payments": [], "allocations": parts[:2]})
    assert empty.rows("allocation_without_payment") == [0, 1]


@pytest.mark.parametrize(
    ("parts", "value"),
    [([part(30)], "30.00"), ([part(30), part(-30, "K2")], "0.00"), ([part(0)], None)],
)
def test_what_is_allocated_of_a_payment_of_nothing_is_listed(checked, parts, value):
    found = checked({"payments": [PAYMENT | {"amount": 0}], "allocations": parts})
    listed = found.of("over_allocated")
    assert [p.value for p in listed] == ([] if value is None else [value])
    assert all(p.values["paid"] == "0.00" for p in listed)
    assert found.of("allocation_without_payment") == []


def test_all_rows_of_the_payment_are_named(checked):
    parts = [part(80), part(5, payment="P2"), part(70, "K2")]
    tables = {"payments": [PAYMENT, PAYMENT | {"payment_id": "P2"}], "allocations": parts}
    assert checked(tables).rows("over_allocated") == [0, 2]


def test_what_a_credit_note_finds_nothing_to_reduce_for_is_listed(checked):
    rows = [
        invoice("I1", "2024-06-01", 100, contract_id="K1"),
        invoice("I2", "2024-06-02", -130, contract_id="K1"),
        invoice("I3", "2024-06-03", 100, contract_id="K1"),
        invoice("I4", "2024-06-04", -100, contract_id="K1"),
        invoice("I5", "2024-06-04", -7, customer="Acme"),
    ]
    found = checked({"invoices": rows}).of("credit_note_unmatched")
    assert sorted((p.row, p.value, p.values["amount"]) for p in found) == [
        (3, "-30.00", "-130.00"),
        (6, "-7.00", "-7.00"),
    ]


def test_red_letter_invoices_beside_a_payment_plan_change_nothing(checked):
    tables = {
        "invoices": [invoice("I1", "2024-06-01", -100, contract_id="K1")],
        "payment_plan": [
            {"contract_id": "K1", "instalment": "1", "kind": "progress"}
            | {"due_date": "2024-06-10", "amount": 300}
        ],
    }
    assert checked(tables).of("credit_note_unmatched") == []


@pytest.fixture
def recognised(make_run, frame):
    """Rows a rule lists under a policy's `recognise`, as (table, position)."""

    def listed(rule, tables, **recognise):
        run = make_run({}, {"reps": {"path": "reps.csv"}})
        chosen = run.policy.recognise.model_copy(update=recognise)
        run = replace(run, policy=run.policy.model_copy(update={"recognise": chosen}))
        findings = Findings({})
        run_checks({name: frame(name, rows) for name, rows in tables.items()}, run, findings)
        return [(p.table, p.row - 2) for p in findings.problems if p.rule == rule]

    return listed


@pytest.mark.parametrize(("bills", "rows"), [("receipt", []), ("maturity", [1])])
def test_a_bill_without_a_maturity_date_is_listed_where_it_matters(recognised, bills, rows):
    payments = [
        PAYMENT | {"method": "bank_acceptance", "matures_on": "2024-12-05"},
        PAYMENT | {"method": "commercial_acceptance"},
        PAYMENT | {"method": "transfer"},
    ]
    found = recognised("bill_without_maturity", {"payments": payments}, bills=bills)
    assert found == [("payments", row) for row in rows]


def test_amounts_whose_tax_is_not_known_are_listed_where_sales_exclude_it(recognised):
    deal = {"rep_id": "A", "customer": "X", "created_date": "2024-06-01", "amount": 5}
    tables = {
        "contracts": [
            {"contract_id": "K1", "tax_rate": "0.13", "amount": 5},
            {"contract_id": "K2", "amount": 5, "opportunity_id": "O2"},
        ],
        "opportunities": [
            deal | {"opportunity_id": "O1", "stage": "won", "contract_id": "K1"},
            deal | {"opportunity_id": "O2", "stage": "won"},
            deal | {"opportunity_id": "O3", "stage": "intent"},
        ],
        "booking_adjustments": [
            {"date": "2024-06-20", "opportunity_id": key, "amount": -1, "kind": "refund"}
            for key in ("O1", "O2", None)
        ],
    }
    assert recognised("no_tax_rate", tables) == []
    assert recognised("no_tax_rate", tables, tax="excluded") == [
        ("contracts", 1),
        ("opportunities", 1),
        ("booking_adjustments", 1),
        ("booking_adjustments", 2),
    ]
