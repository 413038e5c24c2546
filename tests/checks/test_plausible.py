"""Dates that cannot be meant."""

from __future__ import annotations

import pytest


def action(**days):
    return {"rep_id": "L", "customer": "A", "stage": "lead", "action": "Visit", "status": "done",
            "date": "2024-06-03", **days}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("activities", action(date="1900-01-05"), "date"),
        ("activities", action(date="2204-06-03"), "date"),
        ("activities", action(due_date="2023-06-10"), "due_date"),
        ("activities", action(due_date="2033-06-10"), "due_date"),
        ("invoices", {"invoice_id": "I", "amount": 1, "date": "2024-01-03",
                      "due_date": "2023-01-20"}, "due_date"),
        ("opportunities", {"opportunity_id": "O", "rep_id": "L", "customer": "A", "stage": "won",
                           "created_date": "2024-01-03", "close_date": "2042-01-20",
                           "amount": 1}, "close_date"),
        ("reps", {"rep_id": "L", "name": "L", "hired_on": "2022-01-01",
                  "left_on": "2021-12-31"}, "left_on"),
        ("leave", {"rep_id": "L", "from_date": "2024-06-10", "to_date": "2024-06-09",
                   "kind": "sick", "prorate": True}, "to_date"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_meant_is_named_with_what_was_expected(checked, table, row, column):
    found = checked({table: [row]})
    (problem,) = found.of("implausible_date")
    assert (problem.table, problem.column, problem.row) == (table, column, 2)
    assert not problem.values["first"] <= problem.value <= problem.values["last"]


def test_days_a_sales_team_does_write_are_no_fault(checked):
    found = checked({
        "activities": [action(due_date="2024-05-20", done_date="2024-07-20"), action()],
        "reps": [{"rep_id": "L", "name": "L", "hired_on": "1986-09-01"}],
        "payment_plan": [{"contract_id": "C", "instalment": "4", "kind": "retention",
                          "due_date": "2029-06-30", "amount": 1}],
        "opportunities": [{"opportunity_id": "O", "rep_id": "L", "customer": "A", "stage": "won",
                           "created_date": "2016-01-03", "close_date": "2026-01-20", "amount": 1}],
    })  # fmt: skip
    assert found.rows("implausible_date") == []
