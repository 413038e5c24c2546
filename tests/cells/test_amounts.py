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
        ("➖5", "-5"),
        ("⁻5", "-5"),
        ("￥−5", "-5"),
        ("(￥5)", "-5"),
        ("￥ (5.00)", "-5"),
        ("（5）元", "-5"),
        ("（100）万元", "-1000000"),
        ("1'234'567.5", "1234567.5"),
        ("1,234.5\u00a0", "1234.5"),
        ("1\u202f234,5".replace(",", "."), "1234.5"),
        ("1.2万", "12000"),
        ("1.2 万元", "12000"),
        ("1.2亿", "120000000"),
        ("5百万", "5000000"),
        ("2千元", "2000"),
        ("3億", "300000000"),
        ("12万3千", "123000"),
        ("1亿2000万元", "120000000"),
        ("12万3456元", "123456"),
        ("１２万元整", "120000"),
        ("三十万", "300000"),
        ("壹万贰仟元整", "12000"),
        ("兩萬元", "20000"),
        ("人民币壹仟贰佰叁拾肆元伍角陆分", "1234.56"),
        ("负三千", "-3000"),
        ("一点二亿", "120000000"),
        ("12元5角", "12.5"),
        ("五十块钱", "50"),
        ("1’234.50", "1234.50"),
        ("¥1,234 元", "1234"),
        ("￥1,234元整", "1234"),
        ("壹仟贰佰圓整", "1200"),
        ("壹拾万零伍佰元", "100500"),
        ("人民币：壹万元整", "10000"),
        ("12.5W", "125000"),
        ("3k", "3000"),
        ("(¥1234)", "-1234"),
        ("¥(1234)", "-1234"),
        ("0.00", "0"),
        (0, "0"),
        (0.15, "0.15"),
        (1500.0, "1500"),
        (0.1 + 0.2, "0.3"),
        (1234.5600000000001, "1234.56"),
        (Decimal("12.345"), "12.345"),
        (12345678901234, "12345678901234"),
    ],
)
def test_amounts_as_people_type_them(cell, value):
    found = money(cell)
    assert isinstance(found, Amount)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "—", "——", "－", "- -", "￥-", "¥ - ", "\u200b", None]
)
def test_blank_or_a_dash_is_missing_and_never_zero(cell):
    assert money(cell) is None
    assert number(cell, "CNY") is None
    assert rate(cell, "CNY") is None
    assert count(cell, "CNY") is None


@pytest.mark.parametrize(
    "cell",
    ["abc", "1,23", "12,5", "1.234,56", "0,123", "1,00,000", "1,234,5", "1234 567", "1 234,567",
     "12 34", "1.23457E+11", "-1.2E+12", "6.02214e+14",
     "nan", "null", "1.23E+05", "1e-3", "1e", "--5", "(5", "(-5)", "-5-", "12%", "5个",
     True, "1e999",
     "9" * 40, "2024-03-05", "N/A", "#N/A", "无", "暂无", "/", "tbd -", "约100", "100+", "≥5", "元",
     "万", "3万5", "三万五", "三百五", "二〇二四", "12万3千4百万", "5元/月", "1.5万3千", "1.2.3",
     float("nan"), float("inf"), Decimal("NaN"), 1e15, object(),
     "约5万", "5-6万", "5~6万", "12,34,567.00", "-1234-", "3成", "50个百分点", "1234(含税)",
     "1234.50元/年", "1234.", "1234。", "=1234", "'1234", "[1234]", "1234*", "△1234", "1234CR",
     "1.5m", "1亿3", "1万半", "半万", "3万多", "3.5万左右", "≤3万", "10万/20万", "10万+5万", "1/2",
     "1200①", "1200²", "½", "1234①元", "ﾊﾝｶｸ1234", "USD 1,234 (CNY 8,000)", "1,2345", "1:2"],
)  # fmt: skip
def test_what_is_no_amount_is_a_fault(cell):
    assert money(cell) == Fault("bad_number")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1e3", 1000),
        ("5.00E+02", 500),
        ("1e+05", 100_000),
        ("1E5", 100_000),
        ("-2.5e4", -25_000),
        ("1.23457e11", 123_457_000_000),
        ("1.234567E+11", 123_456_700_000),
        ("1.5E+10", 15 * 10**9),
    ],
)
def test_a_number_with_an_exponent_is_one_where_no_digit_is_lost(cell, value):
    assert money(cell).value == number(cell, "CNY") == value
    assert money("１Ｅ５").value == 100_000


def test_thousands_in_formal_characters_are_thousands():
    assert [money(cell).value for cell in ("2仟", "3仟元", "5佰萬")] == [2000, 3000, 5_000_000]


def test_digits_past_what_a_decimal_holds_are_no_amount():
    assert money("9" * 2_000_000) == money("0." + "3" * 2_000_000) == Fault("bad_number")


def test_a_sign_says_which_currencies_an_amount_may_be_in():
    assert money("￥5") == Amount(Decimal(5), frozenset({"CNY", "JPY"}))
    assert money("US$ 5") == Amount(Decimal(5), frozenset({"USD"}))
    assert money("5 EUR") == Amount(Decimal(5), frozenset({"EUR"}))
    assert money("5元").currencies >= {"CNY"}
    assert money("RMB 1,200元") == Amount(Decimal(1200), frozenset({"CNY"}))
    assert money("￥5元") == Amount(Decimal(5), frozenset({"CNY"}))
    assert money("5万円") == Amount(Decimal(50000), frozenset({"JPY"}))


@pytest.mark.parametrize(
    ("cell", "currencies", "expected"),
    [("¥5", {"JPY"}, {"JPY"}), ("$5", {"USD"}, {"USD"}), ("5", {"USD"}, {"USD"}),
     ("¥5", set(), {"CNY", "JPY"})],
)  # fmt: skip
def test_a_sign_and_a_header_say_together_which_currency_is_meant(cell, currencies, expected):
    told = Scaled(cell, Decimal(1), frozenset(currencies))
    assert money(told) == Amount(Decimal(5), frozenset(expected))
    assert money(Scaled("€5", Decimal(1), frozenset({"USD"}))) == Fault("currency_mark")


def test_two_signs_of_different_currencies_are_a_fault():
    assert money("USD 5元") == Fault("currency_mark")


def test_a_number_with_another_currency_than_the_report_is_a_fault():
    assert number("$100", "CNY") == Fault("currency_mark")
    assert number("¥100", "CNY") == Decimal(100)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("104%", "1.04"), ("９２％", "0.92"), ("92 ﹪", "0.92"), ("1.04", "1.04"), (0.25, "0.25"),
     ("5‰", "0.005"), ("(5%)", "-0.05"), ("−5%", "-0.05"), ("1,200%", "12"), ("12 percent", "0.12"),
     ("百分之十二", "0.12"), ("百分之12.5", "0.125"), ("千分之五", "0.005"), ("百分之三百", "3")],
)  # fmt: skip
def test_rates_are_fractions(cell, value):
    assert rate(cell, "CNY") == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    ["12个百分点", "￥5%", "5 pct", "五成", "%5", "约50%", "50%-60%", "1/3", "100%+", "50%%"],
)
def test_what_is_no_rate_is_a_fault(cell):
    assert rate(cell, "CNY") == Fault("bad_number")


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


WAYS = [
    lambda value: f"{value:,}",
    lambda value: f"￥{value:,}".replace("￥-", "-￥"),
    lambda value: f"{value}元",
    lambda value: f"{value:,}".replace(",", " "),
    lambda value: f"{value:,}".replace("-", "−"),
    lambda value: f"{value:,}".translate(
        str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")
    ),
    lambda value: f"{value / 10000}万",
    lambda value: f"（{-value:,}）" if value < 0 else f"{value:,}",
]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(WAYS))
def test_a_number_in_any_form_is_read_back(value, way):
    assert money(way(value)).value == value


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from([0, 1, 2, 3]))
def test_a_number_of_a_workbook_is_read_as_excel_shows_it(units, places):
    value = Decimal(units).scaleb(-places)
    assert money(float(value)).value == value


@given(st.text(max_size=20))
def test_any_text_gives_an_amount_a_fault_or_nothing(cell):
    found = money(cell)
    assert found is None or isinstance(found, Fault | Amount)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("5M", "5000000"), ("1.2K", "1200"), ("$1.2M", "1200000"), ("2.5 mn", "2500000"),
     ("1.2B", "1200000000"), ("(3M)", "-3000000"), ("5 million", "5000000")],
)  # fmt: skip
def test_thousands_and_millions_are_written_with_a_letter(cell, value):
    assert money(cell).value == Decimal(value)


@pytest.mark.parametrize("cell", ["5 MXN", "7 mop", "3 BMD", "10 MYR"])
def test_a_currency_that_begins_like_a_scale_is_none(cell):
    assert money(cell).currencies == {cell[-3:].upper()}


@pytest.mark.parametrize(("cell", "value"), [("123456分", "1234.56"), ("1,200分", "12")])
def test_fen_are_hundredths_of_a_yuan_in_an_amount_and_points_elsewhere(cell, value):
    assert money(cell) == Amount(Decimal(value).quantize(Decimal("0.01")), frozenset({"CNY"}))
    assert number("86分", "CNY") == 86
    assert money("$5分") == Fault("bad_number")
