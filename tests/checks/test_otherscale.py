"""Tables in another unit than the table they are held against."""

from __future__ import annotations

import pytest

REPS = "LMNOP"
MONTHS = ("2024-04", "2024-05", "2024-06")


def deals(amount=80_000):
    return [
        {"opportunity_id": f"{rep}{month}", "rep_id": rep, "customer": f"C{rep}", "stage": "won",
         "created_date": "2024-03-01", "close_date": f"{month}-05", "amount": amount + 1000 * i,
         "contract_id": f"H{rep}{month}"}
        for i, rep in enumerate(REPS) for month in MONTHS
    ]  # fmt: skip


def targets(value, measure="bookings", periods=MONTHS):
    return [
        {"rep_id": rep, "measure": measure, "period": period, "value": value}
        for rep in REPS
        for period in periods
    ]


def test_targets_in_ten_thousands_beside_deals_in_yuan(checked):
    # the middle rep sells 82,000 a month; 82,000 / 60 = 1,367, two digits: 1,400
    found = checked({"targets": targets(60), "opportunities": deals()})
    (problem,) = found.of("table_off_scale")
    assert (problem.severity, problem.table, problem.column) == ("warning", "targets", "value")
    assert (problem.value, problem.values["usual"]) == ("60", "82000")
    assert (problem.values["parent"], problem.values["times"]) == ("opportunities", "1,400")
    assert (problem.values["count"], problem.values["of"]) == ("5", "5")
    assert problem.values["row_numbers"] == "2-16"


@pytest.mark.parametrize("value", [600_000, 9_000])
def test_targets_far_from_reached_are_no_other_unit(checked, value):
    assert checked({"targets": targets(value), "opportunities": deals()}).problems == ()


def test_the_target_of_a_year_is_held_against_a_month_by_its_twelfth(checked):
    # 96 / 12 = 8 against 82,000
    found = checked({"targets": targets(96, periods=["2024"]), "opportunities": deals()})
    assert [p.value for p in found.of("table_off_scale")] == ["8"]
    year = targets(12 * 600_000, periods=["2024"])
    assert checked({"targets": year, "opportunities": deals()}).problems == ()


def test_counts_and_rates_are_not_held_against_amounts(checked):
    rows = targets(3, "new_customers") + targets(1, "completion")
    assert checked({"targets": rows, "opportunities": deals()}).problems == ()


def test_one_rep_who_sold_next_to_nothing_is_no_other_unit(checked):
    rows = [{**row, "amount": 60} if row["rep_id"] == "L" else row for row in deals()]
    found = checked({"targets": targets(90_000), "opportunities": rows})
    assert found.of("table_off_scale") == []


def test_typed_results_and_their_own_targets(checked):
    def typed(target, bookings):
        return [{"rep_id": rep, "period": "2024-06", "target": target, "bookings": bookings}
                for rep in REPS]  # fmt: skip

    sold = {"opportunities": deals()}
    found = checked({"evaluations": typed(10, 8), **sold})
    assert [(p.column, p.values["parent"]) for p in found.of("table_off_scale")] == [
        ("bookings", "opportunities")
    ]
    found = checked({"evaluations": typed(10, 80_000), **sold})
    assert [(p.column, p.values["parent"]) for p in found.of("table_off_scale")] == [
        ("target", "evaluations")
    ]
    assert checked({"evaluations": typed(100_000, 80_000), **sold}).problems == ()


def test_control_totals_against_the_sum_of_a_month(checked):
    # 80 + 81 + 82 + 83 + 84 = 410 thousand a month
    def confirmed(value):
        return [{"period": "2024-06", "measure": "bookings", "value": value}]

    found = checked({"control_totals": confirmed("41.2"), "opportunities": deals()})
    (problem,) = found.of("table_off_scale")
    assert (problem.value, problem.values["usual"], problem.values["of"]) == ("41.2", "410000", "1")
    assert checked({"control_totals": confirmed(500_000), "opportunities": deals()}).problems == ()


@pytest.mark.parametrize("by_deal", [True, False])
def test_contracts_against_their_deals(checked, by_deal):
    def signed(amount):
        return [
            {"contract_id": row["contract_id"], "rep_id": row["rep_id"], "amount": amount,
             "signed_date": row["close_date"], "customer": row["customer"],
             "opportunity_id": row["opportunity_id"] if by_deal else None}
            for row in deals()
        ]  # fmt: skip

    rows = [{**r, "contract_id": None if by_deal else r["contract_id"]} for r in deals()]
    found = checked({"contracts": signed("8.2"), "opportunities": rows})
    assert [p.table for p in found.of("table_off_scale")] == ["contracts"]
    assert checked({"contracts": signed(82_000), "opportunities": rows}).problems == ()


def test_receipts_invoices_and_instalments_against_their_contract(checked):
    contracts = [
        {"contract_id": f"H{i}", "rep_id": "L", "customer": f"C{i}", "amount": 900_000 + i,
         "signed_date": "2024-06-01"}
        for i in range(4)
    ]  # fmt: skip
    for table, day in (("payments", "date"), ("invoices", "date"), ("payment_plan", "due_date")):
        for amount, expected in ((90_000, []), (90, [table])):
            rows = [{"contract_id": f"H{i}", day: "2024-06-09", "amount": amount,
                     "payment_id": f"P{i}", "invoice_id": f"I{i}", "instalment": "1"}
                    for i in range(4)]  # fmt: skip
            found = checked({"contracts": contracts, table: rows})
            assert [p.table for p in found.of("table_off_scale")] == expected
