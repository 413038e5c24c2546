"""Shares of a deal, refunds above zero."""

from __future__ import annotations

import pytest


def credits(*shares, deal="A"):
    return [{"opportunity_id": deal, "rep_id": f"R{i}", "share": s} for i, s in enumerate(shares)]


@pytest.mark.parametrize(
    ("shares", "is_fine"),
    [
        (("0.6", "0.4"), True),
        (("1",), True),
        (("0.3333", "0.3333", "0.3333"), True),
        (("0.33", "0.33", "0.33"), True),
        (("0.3333", "0.3333", "0.3334"), True),
        (("0.6", "0.5"), False),
        (("0.3", "0.3", "0.3"), False),
        (("0.34", "0.33", "0.32"), False),
        (("0.5",), False),
        (("0.1", "0.2", "0.7"), True),
        (("0.99999",), False),
    ],
)
def test_shares_sum_to_exactly_one_or_are_equal_parts_as_shown(checked, shares, is_fine):
    found = checked({"credits": credits(*shares)})
    assert (found.problems == ()) == is_fine


def test_all_rows_of_the_deal_are_named_and_as_an_error_refused(checked):
    rows = {"credits": credits("0.6", "0.4", deal="A") + credits("0.6", "0.5", deal="B")}
    (problem,) = checked(rows).problems
    assert (problem.row, problem.value) == (4, "110.0%")
    assert problem.values["row_numbers"] == "4-5"
    refused = checked(rows, rules={"shares_do_not_add_up": "error"}).refused
    assert refused["credits"]["shares_do_not_add_up"].tolist() == [2, 3]


def test_a_refund_above_zero_is_named(checked):
    rows = [{"date": "2024-06-03", "rep_id": "L", "kind": "refund", "amount": a} for a in (-5, 5)]
    (problem,) = checked({"booking_adjustments": rows}).of("refund_positive")
    assert (problem.row, problem.value) == (3, "5.00")


def test_as_an_error_the_owner_gets_the_deal(load, deals):
    files = {
        "deals.csv": deals("O1,L,Acme,2024-06-01,won,2024-06-05,1000"),
        "credits.csv": "opportunity_id,rep_id,share\nO1,M,60%\nO1,N,50%\n",
    }
    data = {"opportunities": {"path": "deals.csv"}, "credits": {"path": "credits.csv"}}
    loaded = load(files, data, rules={"shares_do_not_add_up": "error"})
    assert loaded.tables["credits"].empty
    assert loaded.tables["opportunities"]["rep_id"].tolist() == ["L"]
    line = next(line for line in loaded.ledger if line.table == "credits")
    assert (line.read, line.kept, line.listed) == (2, 0, {"shares_do_not_add_up": 2})
