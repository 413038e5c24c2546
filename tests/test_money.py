"""Money: exact amounts, conversion, shares that sum."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.money import convert, half_up, shared, to_major, to_minor


@given(
    st.integers(-(10**12), 10**12),
    st.lists(st.fractions(min_value=0, max_value=1), min_size=1, max_size=6).filter(any),
)
def test_shares_sum_to_the_total(total, shares):
    assert sum(shared(total, shares)) == total


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_no_share_is_off_by_a_whole_unit(total, weights):
    for part, weight in zip(shared(total, [Fraction(w) for w in weights]), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_minor_units_keep_every_cent(amount):
    assert to_major(to_minor(amount, "CNY"), "CNY") == Fraction(amount)


def test_yen_have_no_minor_unit():
    assert to_minor(Decimal("1234"), "JPY") == 1234


def test_an_amount_is_converted_exactly_and_rounded_once():
    # 100.00 USD at 7.1234 CNY a dollar is 712.34 CNY
    assert convert(Decimal(100), rate=Decimal("7.1234"), target="CNY") == 71234
    # 1000 JPY at 0.048 CNY a yen is 48.00 CNY
    assert convert(Decimal(1000), rate=Decimal("0.048"), target="CNY") == 4800
    # 10.005 USD at 7 is 70.035 CNY; rounded first, 10.01 or 10.00 USD would be 70.07 or 70.00
    assert convert(Decimal("10.005"), rate=Decimal(7), target="CNY") == 7004


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.125", 13), ("0.135", 14), ("-0.125", -13), ("0.1249", 12)]
)
def test_amounts_are_rounded_as_shops_round(amount, cents):
    assert to_minor(Decimal(amount), "CNY") == cents


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(58425, 1000), "58.43"),
        (Fraction(64969, 1000), "64.97"),
        (Fraction(-12345, 1000), "-12.35"),
        (Fraction(0), "0.00"),
    ],
)
def test_half_up_rounds_away_from_zero(value, expected):
    assert str(half_up(value, 2)) == expected
