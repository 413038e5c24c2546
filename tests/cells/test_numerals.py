from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.numerals import chinese_amount, chinese_number

DIGITS = "零一二三四五六七八九"


def spelt(number):
    """A number below 10**8 as it is written out, by the rule and not by the parser."""
    if number == 0:
        return DIGITS[0]
    high, low = divmod(number, 10_000)
    if not high:
        return _section(low).lstrip(DIGITS[0])
    between = "" if low >= 1000 or not low else DIGITS[0]
    return _section(high).lstrip(DIGITS[0]) + "万" + between + _section(low).lstrip(DIGITS[0])


def _section(number):
    text = ""
    for digit, unit in zip(f"{number:04d}", ("千", "百", "十", ""), strict=True):
        text += DIGITS[0] if digit == "0" else DIGITS[int(digit)] + unit
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.rstrip(DIGITS[0])


@given(st.integers(0, 10**8 - 1))
def test_a_number_written_out_is_read_back(number):
    assert chinese_number(spelt(number)) == number


@pytest.mark.parametrize(
    ("written", "value"),
    [("十", 10), ("十二", 12), ("两万", 20000), ("一亿二千万", 120000000),
     ("一亿零三百", 100000300), ("三百万", 3000000), ("叁拾", 30), ("壹佰零伍", 105),
     ("零点五", "0.5"), ("一点二五万", "12500")],
)  # fmt: skip
def test_numbers_in_characters(written, value):
    assert chinese_number(written) == Decimal(value)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "万",
        "三万五",
        "三百五",
        "二〇二四",
        "一百十",
        "一百零三十",
        "二十零三",
        "三千五百万万",
        "一二",
    ],
)
def test_what_is_not_written_out_in_full_is_not_a_number(written):
    assert chinese_number(written) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("壹仟贰佰元整", "1200"),
        ("三元伍角", "3.5"),
        ("三元零五分", "3.05"),
        ("12元5角6分", "12.56"),
    ],
)
def test_amounts_with_their_coins(written, value):
    assert chinese_amount(written) == (Decimal(value), True)


@given(st.text(alphabet="零一二三十百千万亿点元角分整", max_size=10))
def test_any_characters_give_a_number_or_nothing(written):
    found = chinese_number(written)
    assert found is None or found >= 0
