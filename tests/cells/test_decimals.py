from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.amounts import money
from salesreport.cells.coded import Coded
from salesreport.cells.decimals import decimal_sign, separated
from salesreport.cells.plain import Amount, Fault


def read(cells, money_column=True):
    column, found = separated(Coded.of(cells), money=money_column)
    values = [money(cell) for cell in column]
    return [v.value if isinstance(v, Amount) else v for v in values], found.sign


def test_a_comma_groups_thousands_where_nothing_else_is_shown():
    assert read(["1,234", "1,234,567", "12"]) == ([1234, 1234567, 12], ".")


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234,56", "1.234", "1,234", "7"], ["1234.56", "1234", "1.234", "7"]),
        (["12,5", "7,25", "1.234.567"], ["12.5", "7.25", "1234567"]),
        (["1 234,56", "3,5 €", "（1.234,5）"], ["1234.56", "3.5", "-1234.5"]),
        (["１．２３４，５"], ["1234.5"]),
    ],
)
def test_a_decimal_comma_holds_for_the_whole_column(cells, values):
    assert read(cells) == ([Decimal(value) for value in values], ",")


def test_a_lone_comma_may_be_a_slip_and_is_a_fault_not_125():
    assert read(["12,5", "100", "1,234"]) == ([Fault("bad_number"), 100, 1234], None)


def test_a_column_that_contradicts_itself_is_not_guessed():
    values, sign = read(["1.234,56", "1,234.56", "1.234", "12"])
    assert values == [Fault("bad_number"), Decimal("1234.56"), Fault("unclear_number"), 12]
    assert sign is None


def test_an_amount_with_three_decimals_is_unclear_unless_the_column_shows_decimals():
    assert read(["1.234", "5"])[0] == [Fault("unclear_number"), 5]
    assert read(["1.234", "5.5"])[0] == [Decimal("1.234"), Decimal("5.5")]
    assert read(["1.234", "0.125"])[0] == [Decimal("1.234"), Decimal("0.125")]
    assert read(["7.123", "7.098"], money_column=False)[0] == [Decimal("7.123"), Decimal("7.098")]


@pytest.mark.parametrize("cell", ["1,00,000", "1,2,3", "1.2.3"])
def test_what_is_grouped_in_no_known_way_is_a_fault(cell):
    assert read([cell, "5"])[0] == [Fault("bad_number"), 5]


@pytest.mark.parametrize(
    ("cell", "sign"),
    [("1.234,5", ","), ("1,234.5", "."), ("0,125", ","), ("12345,678", ","), ("1 234,567", ","),
     ("1.234.567", ","), ("1,234,567", "."), ("1,234", "?"), ("1.234", "?"), ("12", None),
     ("1,5 - 2,5", None), ("", None)],
)  # fmt: skip
def test_what_a_typed_number_says_of_its_decimals(cell, sign):
    assert decimal_sign(cell) == sign


def test_numbers_of_a_workbook_say_nothing():
    column = Coded.of([1.234, 5.0, None])
    assert separated(column, money=True)[0] is column


def in_semicolons(cells, *others, money_column=True):
    column = Coded.of(cells)
    beside = [column, *map(Coded.of, others)]
    told, found = separated(column, money=money_column, beside=beside)
    values = [money(cell) for cell in told]
    return [v.value if isinstance(v, Amount) else v.rule for v in values], found.sign


def test_between_semicolons_a_group_of_three_is_as_unclear_as_three_decimals():
    assert in_semicolons(["1,234", "2,500", "1.234", "5"]) == (
        ["unclear_number", "unclear_number", "unclear_number", 5], None,
    )  # fmt: skip
    assert in_semicolons(["7,812"], money_column=False)[0] == ["unclear_number"]


@pytest.mark.parametrize("cells", [["12,5"], ["0,5", "0,5"], ["12,5", "1,234"]])
def test_between_semicolons_one_decimal_comma_decides(cells):
    values = [Decimal(cell.replace(",", ".")) for cell in cells]
    assert in_semicolons(cells) == (values, ",")


def test_between_semicolons_another_column_of_numbers_decides():
    assert in_semicolons(["1,234"], ["0,5", ""]) == ([Decimal("1.234")], ",")
    assert in_semicolons(["1,234"], ["0.5", "0.25"]) == ([1234], ".")
    assert in_semicolons(["1,234"], ["Li, 1,5", ""])[0] == ["unclear_number"]
    assert in_semicolons(["1,234"], ["12.03", "13.04"])[0] == ["unclear_number"]
    assert in_semicolons(["1,234"], ["0.5", "12,5"])[0] == ["unclear_number"]
    assert in_semicolons(["1,234", "2,500.00"]) == ([1234, 2500], ".")
    assert in_semicolons(["1,234", "1,234,567"]) == ([1234, 1234567], ".")


def test_rates_with_a_decimal_comma_are_read_by_the_one_that_has_no_other_reading():
    values = [Decimal("7.812"), Decimal("7.123"), Decimal("0.048")]
    assert in_semicolons(["7,812", "7,123", "0,048"], money_column=False) == (values, ",")


def test_shares_written_twice_with_a_comma_are_no_slip():
    assert read(["0,5", "0,5"]) == ([Decimal("0.5")] * 2, ",")
    assert read(["0,5", "1"])[0] == [Fault("bad_number"), 1]


AMOUNTS = st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=2, max_size=8)


@given(AMOUNTS)
def test_german_amounts_are_read_right_or_listed_never_another_number(amounts):
    typed = [f"{value:,}".translate(str.maketrans(",.", ".,")) for value in amounts]
    values, _ = read(typed)
    for value, amount in zip(values, amounts, strict=True):
        assert value == amount or isinstance(value, Fault)


@given(AMOUNTS)
def test_amounts_with_a_point_are_left_alone(amounts):
    column = Coded.of([f"{value:,}" for value in amounts])
    assert separated(column, money=True)[0] is column
