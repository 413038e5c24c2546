"""Exact money: integer minor units inside, the currency's own decimals outside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cache

from babel.numbers import get_currency_precision

NO_CURRENCY = "XXX"
"""The code of ISO 4217 for an amount in no currency; it has two decimals."""

_EXACT_DIGITS = 100


@cache
def minor_digits(currency: str) -> int:
    """Decimals of a currency by CLDR: 2 for CNY, 0 for JPY."""
    return int(get_currency_precision(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """Amount in the currency's smallest unit, rounded half away from zero.

    Examples
    --------
    >>> to_minor(Decimal("12.345"), "CNY"), to_minor(Decimal("-12.5"), "JPY")
    (1235, -13)
    """
    scaled = amount.scaleb(minor_digits(currency))
    return int(scaled.to_integral_value(rounding=ROUND_HALF_UP))


def to_major(minor: int | Fraction, currency: str) -> Fraction:
    """Amount in the currency's main unit, exact.

    Examples
    --------
    >>> to_major(1234, "CNY")
    Fraction(617, 50)
    """
    return Fraction(minor, 10 ** minor_digits(currency))


def convert(amount: Decimal, *, rate: Decimal, target: str) -> int:
    """Amount as minor units of `target`, rounded once, half away from zero.

    `rate` is the price of one unit of the amount's currency in `target`.

    Examples
    --------
    >>> convert(Decimal("10.005"), rate=Decimal(7), target="CNY")
    7004
    """
    with localcontext() as exact:
        exact.prec = _EXACT_DIGITS
        return to_minor(amount * rate, target)


def shared(total: int, shares: Sequence[Fraction | Decimal]) -> list[int]:
    """Integer parts of `total` by `shares`; they add up to it exactly.

    Largest remainder, ties to the earlier share. Shares need not sum to 1 but
    must sum to more than 0.

    Examples
    --------
    >>> shared(100, [Fraction(1, 3)] * 3)
    [34, 33, 33]
    """
    weights = [Fraction(share) for share in shares]
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [value.numerator // value.denominator for value in exact]
    left = total - sum(parts)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:left]:
        parts[i] += 1
    return parts


def half_up(value: Fraction, places: int) -> Decimal:
    """Exact value rounded half up (away from zero) to `places` decimals.

    Examples
    --------
    >>> half_up(Fraction(58425, 1000), 2)
    Decimal('58.43')
    """
    scaled = abs(value) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (2 * scaled.denominator)
    sign = -1 if value < 0 else 1
    return (Decimal(sign * whole).scaleb(-places)).quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP
    )
