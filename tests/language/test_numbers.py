"""Numbers as a reader writes them by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.language import Words
from salesreport.language.numbers import rate_digits, rounded, signed

CHINESE = [
    (210000, "21.0万"), (90000, "9.0万"), (3120000, "312万"), (123456789, "1.23亿"),
    (9999, "9,999"), (10000, "1.0万"), (999960, "100万"), (99999600, "1.00亿"), (-47000, "−4.7万"),
    (0, "0"),
]  # fmt: skip
ENGLISH = [
    (210000, "210 k"), (90000, "90 k"), (42400, "42.4 k"), (3120000, "3.12 M"), (999, "999"),
    (999999, "1.00 M"), (1000, "1 k"), (12345678, "12.3 M"), (-46800, "−46.8 k"),
    (2500000000, "2.50 bn"), (0, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), CHINESE)
def test_chinese_headlines_count_in_wan_and_yi(value, shown):
    assert Words("zh_CN").money(value, "CNY", "headline") == shown


@pytest.mark.parametrize(("value", "shown"), CHINESE)
def test_traditional_headlines_use_their_own_characters(value, shown):
    expected = shown.replace("万", "萬").replace("亿", "億")
    assert Words("zh_TW").money(value, "TWD", "headline") == expected


@pytest.mark.parametrize(("value", "shown"), ENGLISH)
def test_english_headlines_count_in_thousands_and_millions(value, shown):
    text = Words("en").money(value, "USD", "headline")
    assert text.replace("\N{NO-BREAK SPACE}", " ") == shown


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_tables_show_amounts_in_full(language):
    assert Words(language).money(1234567.4, "CNY") == "1,234,567"
    assert Words(language).money(1234567.4, "CNY", digits=2) == "1,234,567.40"


@pytest.mark.parametrize(
    ("rate", "shown"),
    [(0.7, "70%"), (1.04, "104%"), (0.796, "79.6%"), (5 / 33, "15.2%"), (0, "0%"), (-0.05, "−5%"),
     (1.2, "120%"), (1.1996, "120.0%"), (0.285, "28.5%")],
)  # fmt: skip
def test_a_rate_that_is_not_whole_never_reads_as_one_it_does_not_reach(rate, shown):
    assert Words("en").percent(rate) == shown
    assert Words("zh_CN").percent(rate) == shown


def test_a_column_of_rates_has_one_count_of_decimals():
    assert rate_digits([0.7, None, 1.04]) == 0
    assert rate_digits([0.7, 0.796]) == 1
    assert rate_digits([]) == 0


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "−6 points"), ("zh_CN", "−6 个百分点"), ("zh_TW", "−6 個百分點")]
)
def test_a_difference_of_rates_is_in_percentage_points(language, shown):
    assert Words(language).points(0.84 - 0.90) == shown


def test_a_rate_and_its_difference_from_zero_are_rounded_alike():
    # 1.2125 x 100 as a float is 121.24999999999999
    words = Words("en")
    assert words.percent(1.2125) == "121.3%"
    assert words.points(1.2125) == "+121.3 points"
    assert words.points(0.905 - 0.8925) == "+1.3 points"  # 0.0125


def test_one_point_is_no_points():
    words = Words("en")
    assert [words.points(d) for d in (0.01, -0.01, 0.015, 0.0)] == [
        "+1 point", "−1 point", "+1.5 points", "0 points",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (1, 0, "1 day"),
        (2, 0, "2 days"),
        (1.5, 1, "1.5 days"),
        (1.0, 1, "1.0 days"),
        (0, 0, "0 days"),
    ],
)
def test_numbers_with_decimals_take_the_form_of_many(value, digits, shown):
    assert Words("en").plural("{n} day", "{n} days", value, digits=digits) == shown


def test_a_sign_stands_before_gains_and_not_before_zero():
    assert signed("3") == "+3"
    assert signed("−3") == "−3"
    assert signed("0") == "0"
    assert signed("0.0%") == "0.0%"


def test_rounding_is_half_away_from_zero_on_the_written_value():
    assert rounded(2.675, 2) == Decimal("2.68")
    assert rounded(-0.5, 0) == Decimal(-1)
    assert str(rounded(-0.001, 2)) == "0.00"


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_no_number_shows_a_hyphen_for_a_minus(value):
    for language in ("en", "zh_CN"):
        for style in ("headline", "table"):
            assert "-" not in Words(language).money(value, "CNY", style)


@given(st.integers(1, 10**11))
def test_a_headline_is_within_one_per_cent_of_the_amount(value):
    text = Words("en").money(value, "USD", "headline")
    number, _, unit = text.partition("\N{NO-BREAK SPACE}")
    size = {"": 1, "k": 1e3, "M": 1e6, "bn": 1e9}[unit]
    assert float(number.replace(",", "")) * size == pytest.approx(value, rel=0.01)
