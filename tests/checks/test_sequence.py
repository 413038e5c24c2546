"""Stages that go back, closes before creation, cash before its invoice."""

from __future__ import annotations


def change(deal, stage, day):
    return {"opportunity_id": deal, "stage": stage, "entered_date": day}


def test_a_stage_that_goes_back_is_named_by_its_own_row(checked):
    found = checked({"stage_changes": [
        change("A", "negotiation", "2024-05-02"), change("A", "lead", "2024-05-01"),
        change("B", "negotiation", "2024-05-01"), change("B", "intent", "2024-05-03"),
        change("B", "negotiation", "2024-05-04"),
    ]})  # fmt: skip
    assert found.rows("stage_backwards") == [3]
    (problem,) = found.of("stage_backwards")
    assert problem.severity == "warning"
    assert (problem.value, problem.values["before"]) == ("intent", "negotiation")


def test_a_closed_deal_that_opens_again_went_back_but_won_to_lost_did_not(checked):
    found = checked({"stage_changes": [
        change("A", "won", "2024-05-01"), change("A", "negotiation", "2024-05-09"),
        change("B", "won", "2024-05-01"), change("B", "lost", "2024-05-09"),
    ]})  # fmt: skip
    assert found.rows("stage_backwards") == [1]


def test_changes_of_one_day_are_taken_in_the_order_of_stages(checked):
    found = checked({"stage_changes": [
        change("A", "won", "2024-05-01"), change("A", "lead", "2024-05-01"),
    ]})  # fmt: skip
    assert found.rows("stage_backwards") == []


def deal(deal_id, created, closed, stage="won", **more):
    return {"opportunity_id": deal_id, "rep_id": "L", "customer": deal_id, "stage": stage,
            "created_date": created, "close_date": closed, "amount": 1000, **more}  # fmt: skip


def test_a_close_before_the_creation_is_named_and_an_unknown_day_is_not(checked):
    found = checked({"opportunities": [
        deal("A", "2024-06-05", "2024-06-04"), deal("B", "2024-06-05", "2024-06-05"),
        deal("C", None, "2024-06-05"), deal("D", "2024-06-05", None, "intent"),
    ]})  # fmt: skip
    assert found.rows("closed_before_created") == [0]
    (problem,) = found.of("closed_before_created")
    assert problem.values["at_stake"] == "1000.00"


def test_a_payment_before_its_invoice_is_named_in_payments_and_in_allocations(checked):
    found = checked({
        "invoices": [{"invoice_id": "I1", "date": "2024-06-10", "amount": 5},
                     {"invoice_id": "I2", "date": "2024-06-10", "amount": 5}],
        "payments": [
            {"payment_id": "P1", "date": "2024-06-09", "amount": 5, "invoice_id": "I1"},
            {"payment_id": "P2", "date": "2024-06-10", "amount": 5, "invoice_id": "I2"},
            {"payment_id": "P3", "date": "2024-06-01", "amount": 5, "invoice_id": "I9"},
            {"payment_id": "P4", "date": "2024-06-01", "amount": 5},
        ],
        "allocations": [{"payment_id": "P2", "invoice_id": "I1", "amount": 5},
                        {"payment_id": "P3", "invoice_id": "I2", "amount": 2},
                        {"payment_id": "P9", "invoice_id": "I2", "amount": 2},
                        {"payment_id": "P4", "contract_id": "C1", "amount": 2}],
    })  # fmt: skip
    assert found.rows("payment_before_invoice", "payments") == [0]
    assert found.rows("payment_before_invoice", "allocations") == [1]


def test_a_deal_won_after_the_report_is_only_later_knowledge(checked):
    found = checked({"opportunities": [deal("A", "2024-06-05", "2025-11-04")]})
    assert found.problems == ()
