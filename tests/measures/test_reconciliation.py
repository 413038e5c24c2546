from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.measures.coverage import coverage
from salesreport.measures.prepared import prepare
from salesreport.measures.reconciliation import (
    confirmed_by_contract,
    confirmed_totals,
    crm_and_contracts,
    differing,
    rows_of_amount,
)
from salesreport.periods import Period

JUNE = Period.parse("2024-06")


def ready(frame, **tables):
    frames = {name: frame(name, rows) for name, rows in tables.items()}
    day = date(2024, 7, 31)
    return prepare(frames, as_of=day, finance_as_of=day, currency="CNY", period=JUNE)


def deal(key, amount, day="2024-06-10", **more):
    return {"opportunity_id": key, "rep_id": "1", "customer": f"C{key}", "stage": "won",
            "created_date": "2024-05-01", "close_date": day, "amount": amount, **more}  # fmt: skip


def contract(key, amount, day="2024-06-12", **more):
    return {"contract_id": key, "customer": f"C{key}", "rep_id": "1", "signed_date": day,
            "amount": amount, **more}  # fmt: skip


@pytest.fixture
def both(frame):
    return ready(
        frame,
        opportunities=[
            deal("O1", 100, contract_id="K1"),
            deal("O2", 250.5, contract_id="K2"),
            deal("O3", 70),
            deal("O4", 40, day="2024-05-31", contract_id="K4"),
            deal("O5", 30),
        ],
        contracts=[
            contract("K1", 100),
            contract("K2", 250),
            contract("K4", 40),
            contract("K5", 30, opportunity_id="O5"),
            contract("K6", 900),
        ],
    )


def test_each_contract_that_differs_has_a_line_and_a_reason(both):
    lines = differing(crm_and_contracts(both, JUNE)).set_index("contract_id", drop=False)
    found = {key: row.reason for key, row in lines.iterrows() if not pd.isna(key)}
    assert found == {"K2": "amount", "K4": "other_period", "K6": "only_second"}
    (unnamed,) = lines[lines["contract_id"].isna()].to_dict("records")
    assert (unnamed["reason"], unnamed["first"], unnamed["customer"]) == ("only_first", 7000, "CO3")
    assert lines.loc["K2", ["first", "second"]].tolist() == [25050, 25000]


def test_a_won_deal_of_nothing_needs_no_contract(frame):
    made = ready(
        frame, opportunities=[deal("O1", 0), deal("O2", 5, contract_id="K1")],
        contracts=[contract("K1", 5)],
    )  # fmt: skip
    assert differing(crm_and_contracts(made, JUNE)).empty


def test_a_deal_that_is_there_without_day_or_amount_is_not_said_to_be_missing(frame):
    made = ready(
        frame,
        opportunities=[
            deal("O1", 100, day=None, contract_id="K1"),
            deal("O2", None, contract_id="K2"),
            deal("O3", 100, day=None, contract_id="K3"),
            deal("O4", 10, day="2024-05-02", contract_id="K3"),
        ],
        contracts=[contract(f"K{i}", 100) for i in range(1, 5)],
    )
    lines = crm_and_contracts(made, JUNE).set_index("contract_id")
    assert lines["reason"].to_dict() == {
        "K1": "no_date", "K2": "no_amount", "K3": "other_period", "K4": "only_second",
    }  # fmt: skip
    assert lines["first"].isna().all()


def test_a_contract_that_names_the_deal_is_the_same_contract(both):
    lines = crm_and_contracts(both, JUNE).set_index("contract_id")
    assert lines.loc["K5", ["first", "second"]].tolist() == [3000, 3000]
    assert "K5" not in set(differing(crm_and_contracts(both, JUNE))["contract_id"])


amounts = st.integers(-500, 500)
KEYS = ["K1", "K2", "K3", None]
sides = st.lists(st.tuples(st.sampled_from(KEYS), amounts, st.sampled_from([5, 6])), max_size=8)


@settings(max_examples=60, deadline=None)
@given(crm=sides, signed=sides)
def test_the_lines_add_up_to_the_difference_of_the_two_sums(frame, crm, signed):
    made = ready(
        frame,
        opportunities=[
            deal(f"O{i}", amount, f"2024-0{month}-10", contract_id=key)
            for i, (key, amount, month) in enumerate(crm)
        ],
        contracts=[
            contract(key or f"X{i}", amount, f"2024-0{month}-12")
            for i, (key, amount, month) in enumerate({k: (k, a, m) for k, a, m in signed}.values())
        ],
    )
    lines = crm_and_contracts(made, JUNE)
    by_line = int((lines["second"].fillna(0) - lines["first"].fillna(0)).sum())
    contracts = {k: (a, m) for k, a, m in signed}
    total = sum(a for a, m in contracts.values() if m == 6)
    assert by_line == 100 * (total - sum(a for _, a, m in crm if m == 6))


def test_a_total_is_held_against_the_rows_of_its_own_period(frame):
    made = ready(
        frame,
        contracts=[contract("K1", 100), contract("K2", 50, "2024-05-31")],
        payments=[{"payment_id": "P1", "date": "2024-06-30", "amount": 80.25}],
        control_totals=[
            {"period": "2024-06", "measure": "new_contracts", "value": 118},
            {"period": "2024-06", "measure": "collections", "value": "80.25"},
            {"period": "2024-06", "measure": "invoiced", "value": 5},
            {"period": "2024-05", "measure": "new_contracts", "value": 50},
        ],
    )
    found = {row.measure: row for row in confirmed_totals(made, [JUNE])}
    assert {name: row.difference for name, row in found.items()} == {
        "new_contracts": -18, "collections": 0, "invoiced": None,
    }  # fmt: skip
    assert found["collections"].ours.value == Fraction("80.25")
    assert found["invoiced"].ours.why_null == "no_table"
    assert {row.period for row in found.values()} == {JUNE}


def test_parts_by_contract_are_added_up_only_without_a_total(frame):
    parts = [
        {"period": "2024-06", "measure": "new_contracts", "contract_id": "K1", "value": 90},
        {"period": "2024-06", "measure": "new_contracts", "contract_id": "K9", "value": 7},
    ]
    total = {"period": "2024-06", "measure": "new_contracts", "value": 100}
    contracts = [contract("K1", 100), contract("K2", 4)]
    alone = ready(frame, contracts=contracts, control_totals=parts)
    with_total = ready(frame, contracts=contracts, control_totals=[*parts, total])
    assert [row.confirmed for row in confirmed_totals(alone, [JUNE])] == [97]
    assert [row.confirmed for row in confirmed_totals(with_total, [JUNE])] == [100]
    lines = confirmed_by_contract(alone, "new_contracts", JUNE).set_index("contract_id")
    assert lines["reason"].to_dict() == {"K1": "amount", "K2": "only_second", "K9": "only_first"}
    assert confirmed_by_contract(alone, "collections", JUNE) is None


def test_rows_of_exactly_the_difference_are_named(frame):
    made = ready(
        frame,
        contracts=[contract("K1", 180), contract("K2", 180, "2024-05-02")],
        booking_adjustments=[
            {"date": "2024-06-03", "rep_id": "1", "opportunity_id": "O9", "amount": -180,
             "kind": "refund"}
        ],
    )  # fmt: skip
    found = rows_of_amount(made, "new_contracts", 18000, JUNE)
    assert found[["table", "key"]].to_numpy().tolist() == [
        ["contracts", "K1"], ["booking_adjustments", "O9"],
    ]  # fmt: skip
    assert rows_of_amount(made, "collections", 18000, JUNE)["table"].tolist() == [
        "booking_adjustments"
    ]


def test_coverage_counts_every_row_of_a_rep_once(frame):
    made = ready(
        frame,
        reps=[{"rep_id": "1", "name": "A"}, {"rep_id": "2", "name": "B"}],
        contracts=[contract("K1", 1), contract("K2", 1), contract("K3", 1, "2024-05-31")],
    )
    found = coverage(made, "contracts", [Period.parse("2024-05"), JUNE])
    assert found.loc["1"].to_dict() == {"2024-05": 1, "2024-06": 2}
    assert found.loc["2"].sum() == 0
    assert coverage(made, "leads", [JUNE]) is None


def test_coverage_expects_no_row_of_people_not_there_nor_before_the_tables_first(frame):
    months = [Period.parse(f"2024-0{month}") for month in (3, 4, 5, 6)]
    made = ready(
        frame,
        reps=[
            {"rep_id": "1", "name": "A"},
            {"rep_id": "2", "name": "B", "hired_on": "2024-05-20"},
            {"rep_id": "3", "name": "C", "left_on": "2024-05-31"},
            {"rep_id": "4", "name": "D", "hired_on": "2024-06-15"},
        ],
        contracts=[contract("K1", 1, "2024-04-30"), contract("K2", 1, "2024-05-02", rep_id="4")],
    )
    found = coverage(made, "contracts", months)
    rows = {i: [None if pd.isna(n) else n for n in row] for i, row in found.iterrows()}
    assert rows["1"] == [None, 1, 0, 0]
    assert rows["2"] == [None, None, 0, 0]
    assert rows["3"] == [None, 0, 0, None]
    # a row of somebody not yet hired still counts
    assert rows["4"] == [None, None, 1, 0]
