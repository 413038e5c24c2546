"""Lines of an order added up to one row, exactly, and every line counted."""

from decimal import Decimal

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from salesreport.cells import Coded
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.sums import added_up
from salesreport.tables import table

HEADER = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount"


@pytest.fixture
def orders(load):
    """Opportunities of order lines (id, customer, amount) under `add_up`."""

    def loaded(*lines, header=HEADER, more=""):
        text = [header]
        for number, customer, amount in lines:
            text.append(f'{number},Ann,{customer},2024-06-01,won,2024-06-02,"{amount}"{more}')
        source = {"path": "orders.csv", "add_up": ["amount"]}
        return load({"orders.csv": "\n".join(text) + "\n"}, {"opportunities": source})

    return loaded


def amounts(loaded):
    frame = loaded.tables["opportunities"]
    rows = zip(frame["opportunity_id"], frame["amount"], frame["source_row"], strict=True)
    return [*rows]


def test_lines_of_one_order_are_added_to_its_first(orders, line_of, problem_of):
    loaded = orders(("S-1", "A", "57.68"), ("S-2", "B", "10"), ("S-1", "A", "4049.98"))
    assert amounts(loaded) == [("S-1", 410766, 2), ("S-2", 1000, 3)]
    line = line_of(loaded, "opportunities")
    assert (line.read, line.kept, line.listed) == (3, 2, {"added_up": 1})
    problem = problem_of(loaded, "added_up")
    assert (problem.severity, problem.values["count"]) == ("info", "1")


def test_parts_of_a_cent_are_added_before_they_are_rounded(orders):
    loaded = orders(("S-1", "A", "0.004"), ("S-1", "A", "0.004"), ("S-1", "A", "0.004"))
    assert amounts(loaded) == [("S-1", 1, 2)]


def test_ids_that_differ_in_width_or_outer_blanks_are_one(orders):
    loaded = orders(("S-1", "A", "1"), (" Ｓ-1", "A", "2"))
    assert [amount for _, amount, _ in amounts(loaded)] == [300]


def test_amounts_as_typed_are_added(orders):
    loaded = orders(("S-1", "A", "1,234.50"), ("S-1", "A", "(0.50)"), ("S-1", "A", "2万"))
    assert amounts(loaded) == [("S-1", 2123400, 2)]


def test_unit_of_the_header_holds_for_the_sum(orders):
    header = HEADER.replace("amount", "amount（万元）")
    assert amounts(orders(("S-1", "A", "1.5"), ("S-1", "A", "2"), header=header)) == [
        ("S-1", 3500000, 2)
    ]


def test_line_that_cannot_be_read_leaves_its_order_out_and_no_other(
    orders, line_of, problem_of, rules_of
):
    loaded = orders(("S-1", "A", "5"), ("S-1", "A", "five"), ("S-2", "B", "1"), ("S-2", "B", "2"))
    assert amounts(loaded) == [("S-2", 300, 4)]
    assert line_of(loaded, "opportunities").listed == {"added_up": 1, "bad_number": 2}
    problem = problem_of(loaded, "bad_number")
    assert (problem.row, problem.value) == (3, "five")


def test_blank_line_is_listed_and_the_others_are_added(orders, problem_of):
    loaded = orders(("S-1", "A", "5"), ("S-1", "A", ""), ("S-1", "A", "2"))
    assert amounts(loaded) == [("S-1", 700, 2)]
    assert problem_of(loaded, "no_amount").row == 3


def test_order_of_blank_lines_is_missing_not_0(orders, problem_of):
    loaded = orders(("S-1", "A", ""), ("S-1", "A", ""))
    assert loaded.tables["opportunities"]["amount"].isna().tolist() == [True]
    assert problem_of(loaded, "no_amount").row == 2


def test_signs_of_two_currencies_are_never_added(orders, line_of, problem_of):
    loaded = orders(("S-1", "A", "¥5"), ("S-1", "A", "$5"), ("S-2", "B", "¥1"), ("S-2", "B", "1"))
    assert amounts(loaded) == [("S-2", 200, 4)]
    assert line_of(loaded, "opportunities").listed == {"added_up": 1, "currency_mark": 2}
    assert problem_of(loaded, "currency_mark").row == 3


def test_lines_in_two_currencies_are_never_added(load, line_of):
    text = (
        f"{HEADER},currency\n"
        "S-1,Ann,A,2024-06-01,won,2024-06-02,5,CNY\n"
        "S-1,Ann,A,2024-06-01,won,2024-06-02,5,USD\n"
    )
    source = {"path": "orders.csv", "add_up": ["amount"]}
    loaded = load({"orders.csv": text}, {"opportunities": source})
    assert line_of(loaded, "opportunities").listed == {"currency_mark": 2}


def test_column_in_which_lines_differ_keeps_the_first_and_is_listed(orders, problem_of):
    loaded = orders(("S-1", "A", "5"), ("S-1", "B", "5"), ("S-1", "C", "5"), ("S-2", "D", "5"))
    assert loaded.tables["opportunities"]["customer"].tolist() == ["A", "D"]
    problem = problem_of(loaded, "lines_differ")
    assert (problem.severity, problem.column, problem.value) == ("warning", "customer", "S-1")
    assert problem.values["count"] == "2"


def test_line_without_a_key_is_refused_as_ever(orders, line_of):
    loaded = orders(("", "A", "5"), ("", "A", "5"), ("S-2", "D", "5"))
    assert line_of(loaded, "opportunities").listed == {"missing_value": 2}


def test_line_with_too_many_cells_is_no_line(orders, line_of):
    text = orders(("S-1", "A", "5"))
    assert line_of(text, "opportunities").listed == {}
    loaded = orders(("S-1", "A", "5"), ("S-1", "A", "5"), more=",9")
    assert line_of(loaded, "opportunities").listed == {"long_row": 2}


def draft_of(lines):
    draft = Draft.of_rows(table("opportunities"), "f", None, np.arange(2, len(lines) + 2))
    draft.cells["opportunity_id"] = Coded.of(str(key) for key, _ in lines)
    draft.cells["amount"] = Coded.of(f"{amount:f}" for _, amount in lines)
    return draft


DECIMALS = st.decimals(-(10**14), 10**14, places=4, allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(st.integers(0, 3), DECIMALS), max_size=30))
def test_sums_are_exact_and_the_ledger_balances(lines):
    summed = added_up(draft_of(lines), ["amount"], Findings({}), report="CNY")
    expected = {}
    for key, amount in lines:
        expected[str(key)] = expected.get(str(key), Decimal(0)) + amount
    keys = summed.cells["opportunity_id"].tolist()
    found = dict(zip(keys, map(Decimal, summed.cells["amount"].tolist()), strict=True))
    assert found == expected
    kept, listed = summed.ledger_counts()
    assert (kept, sum(listed.values())) == (len(expected), len(lines) - len(expected))


@pytest.mark.parametrize("second", ["7", "7元"])
def test_a_line_without_a_sign_is_in_the_reports_currency_not_in_its_neighbours(
    orders, problem_of, second
):
    lines = (("S-1", "A", "US$5"), ("S-1", "A", second), ("S-2", "B", "￥1"), ("S-2", "B", "1"))
    loaded = orders(*lines)
    assert [(key, amount) for key, amount, _ in amounts(loaded)] == [("S-2", 2_00)]
    assert problem_of(loaded, "currency_mark").value == second
