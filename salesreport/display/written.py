"""Amounts that a problem carries as text, as a reader of one language writes them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from salesreport.language import Words
from salesreport.language.numbers import signed

MIN_DIGITS = 2


def amount_text(written: str, words: Words) -> str:
    """Amounts with grouped thousands, their sign and currency kept; any other text as it is.

    Whole amounts have no decimals, others at least two.

    Examples
    --------
    >>> amount_text("19760000.00", Words("en")), amount_text("-18000.5 CNY, 3 USD", Words("en"))
    ('19,760,000', '−18,000.50 CNY, 3 USD')
    """
    return words.join(_one(part, words) for part in written.split(", "))


def _one(written: str, words: Words) -> str:
    number, blank, code = written.partition(" ")
    try:
        amount = Decimal(number.replace(",", ""))
    except InvalidOperation:
        return written
    if not amount.is_finite():
        return written
    places = -int(amount.as_tuple().exponent)
    digits = 0 if amount == amount.to_integral_value() else max(places, MIN_DIGITS)
    text = words.number(amount, digits)
    return (signed(text) if number.startswith("+") else text) + blank + code


def stake_text(amount: Decimal, words: Words) -> str:
    """Amount that hangs on a cause: in whole units where it is whole, else to the cent."""
    return words.number(amount, 0 if amount == int(amount) else MIN_DIGITS)
