"""A chart's number format words what the pages write, and its code shows the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.display.deck.formats import count_format, money_format, rate_format
from salesreport.language import LANGUAGES, Words
from salesreport.render.deck.formats import formatted

AMOUNTS = st.floats(-(10**10), 10**10, allow_nan=False).map(lambda value: round(value, 2) + 0.0)


@pytest.mark.parametrize(
    ("language", "value", "shown", "code"),
    [
        ("zh_CN", 210000, "21.0万", '0\\.0,"万"'),
        ("zh_TW", 210000, "21.0萬", '0\\.0,"萬"'),
        ("zh_CN", 123456789, "1.23亿", '0\\.00,,"亿"'),
        ("zh_CN", 9400, "9,400", "#,##0"),
        ("en", 514318, "514\u00a0k", '#,##0,"\u00a0k"'),
        ("en", 21300, "21.3\u00a0k", '#,##0.0,"\u00a0k"'),
        ("en", 3766000, "3.77\u00a0M", '#,##0.00,,"\u00a0M"'),
        ("en", 20400000, "20.4\u00a0M", '#,##0.0,,"\u00a0M"'),
        ("en", 940, "940", "#,##0"),
    ],
)
def test_the_largest_value_chooses_the_unit(language, value, shown, code):
    style = money_format([1.0, -5.0, value], Words(language))
    assert style.text(value) == shown
    assert style.code.split(";")[0] == code
    # as in a headline of a page
    assert Words(language).money(value, "CNY", "headline") == shown


@pytest.mark.parametrize("language", LANGUAGES)
@given(largest=AMOUNTS, value=AMOUNTS, signs=st.booleans())
def test_the_code_shows_what_the_text_says(language, largest, value, signs):
    style = money_format([largest, value], Words(language), is_signed=signs)
    assert formatted(value, style.code) == style.text(value)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.floats(-2, 3, allow_nan=False).map(lambda value: round(value, 4) + 0.0))
def test_a_rates_code_shows_what_the_text_says(language, value):
    style = rate_format([value], Words(language))
    assert formatted(value, style.code) == style.text(value)


def test_small_values_beside_large_ones_keep_the_unit_and_their_sign():
    style = money_format([3766000, -4900], Words("zh_CN"), is_signed=True)
    assert [style.text(value) for value in (3766000, -4900, 0, 45000)] == [
        "+376.6万", "−0.5万", "0", "+4.5万",
    ]  # fmt: skip
    assert [formatted(value, style.code) for value in (3766000, -4900, 0)] == [
        "+376.6万", "−0.5万", "0",
    ]  # fmt: skip
    assert formatted(1234, count_format(Words("en")).code) == "1,234"
