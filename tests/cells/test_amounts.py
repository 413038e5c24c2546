from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.amounts import count, money, number, rate
from salesreport.cells.plain import Amount, Fault, Scaled

NO_SIGN = frozenset()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１，２３４．５", "1234.5"),
        ("1 234 567", "1234567"),
        ("(1,234.00)", "-1234"),
        ("（1,234）", "-1234"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("－５", "-5"),
        ("100-", "-100"),
        ("+7", "7"),
        ("1.2万", "12000"),
        ("3億", "300000000"),
        ("0.00", "0"),
        (0.15, "0.15"),
        (1500.0, "1500"),
    ],
)
def test_amounts_as_people_type_them(cell, value):
    assert money(cell) == Amount(Decimal(value), NO_SIGN)


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "——", "－", None])
def test_blank_or_a_dash_is_missing_and_never_zero(cell):
    assert money(cell) is None
    assert number(cell, "CNY") is None
    assert rate(cell, "CNY") is None
    assert count(cell, "CNY") is None


@pytest.mark.parametrize(
    "cell",
    ["abc", "1,23", "1.234,56", "nan", "null", "1E5", "--5", "(5", "12%", "5个", True, "1e999",
     "9" * 40, "十万", "2024-03-05"],
)  # fmt: skip
def test_what_is_no_amount_is_a_fault(cell):
    assert money(cell) == Fault("bad_number")


def test_a_sign_says_which_currencies_an_amount_may_be_in():
    assert money("￥5") == Amount(Decimal(5), frozenset({"CNY", "JPY"}))
    assert money("US$ 5") == Amount(Decimal(5), frozenset({"USD"}))
    assert money("5 EUR") == Amount(Decimal(5), frozenset({"EUR"}))
    assert money("5元").currencies >= {"CNY"}


def test_a_number_with_another_currency_than_the_report_is_a_fault():
    assert number("$100", "CNY") == Fault("currency_mark")
    assert number("¥100", "CNY") == Decimal(100)


@pytest.mark.parametrize(
    ("cell", "value"), [("104%", "1.04"), ("９２％", "0.92"), ("1.04", "1.04"), (0.25, "0.25")]
)
def test_rates_are_fractions(cell, value):
    assert rate(cell, "CNY") == Decimal(value)


@pytest.mark.parametrize("cell", ["104", 104.0, "25"])
def test_a_bare_rate_above_two_is_listed_not_guessed(cell):
    assert rate(cell, "CNY") == Fault("ambiguous_rate")


def test_a_header_in_percent_decides_what_a_bare_rate_means():
    assert rate(Scaled("104", Decimal("0.01"), NO_SIGN), "CNY") == Decimal("1.04")
    assert rate(Scaled("104%", Decimal("0.01"), NO_SIGN), "CNY") == Decimal("1.04")
    assert rate(Scaled(0.92, Decimal("0.01"), NO_SIGN), "CNY") == Fault("ambiguous_rate")


def test_a_header_in_ten_thousands_multiplies_but_not_what_has_its_own_unit():
    header = (Decimal(10000), NO_SIGN)
    assert money(Scaled("1.5", *header)) == Amount(Decimal(15000), NO_SIGN)
    assert money(Scaled("3万", *header)) == Amount(Decimal(30000), NO_SIGN)


@pytest.mark.parametrize(("cell", "value"), [("8", 8), (8.0, 8), ("8家", 8), ("0", 0)])
def test_counts_are_whole_numbers(cell, value):
    assert count(cell, "CNY") == value


@pytest.mark.parametrize(("cell", "rule"), [("8.5", "not_whole_number"), ("-1", "bad_number")])
def test_half_and_negative_counts_are_faults(cell, rule):
    assert count(cell, "CNY") == Fault(rule)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_grouping_brackets_and_signs_do_not_change_an_amount(value):
    grouped = f"{abs(value):,}"
    typed = f"({grouped})" if value < 0 else grouped
    assert money(typed) == money(str(value)) == Amount(value, NO_SIGN)


@given(st.text(max_size=20))
def test_any_text_gives_an_amount_a_fault_or_nothing(cell):
    found = money(cell)
    assert found is None or isinstance(found, Fault | Amount)
