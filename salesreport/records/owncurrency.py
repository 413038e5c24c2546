"""Amounts in the currency they are owed or paid in, beside those of the report's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport.money import to_minor
from salesreport.records.columns import Ints, text, whole

OWN_AMOUNT, OWN_CURRENCY = "own_amount", "own_currency"
"""Columns of the amount and currency, as text, that a converted amount was stated in."""

KEPT = (OWN_AMOUNT, OWN_CURRENCY)
"""Those that intake adds to a table."""

HOME = ""
"""Currency of what is in the report's own."""

_TOO_LARGE = 10**18

Texts = npt.NDArray[np.object_]


class Stated(NamedTuple):
    """Amounts of a table in minor units of the report's and of their own currency.

    Attributes
    ----------
    amount, own : ndarray of int64
    currency : ndarray of str
        Code of a currency that is not the report's, else `HOME`; then `own` is `amount`.
    """

    amount: Ints
    own: Ints
    currency: Texts


def stated_amounts(frame: pd.DataFrame) -> Stated:
    """Amounts of a table; 0 where missing.

    An amount whose stated value comes to 0 minor units of its own currency, or of the
    report's, is taken in the report's.
    """
    amount, _ = whole(frame, "amount")
    own, currency = amount.copy(), np.full(len(frame), HOME, dtype=object)
    codes, figures = text(frame, OWN_CURRENCY), text(frame, OWN_AMOUNT)
    for at in np.flatnonzero(codes.notna() & figures.notna() & (amount != 0)):
        minor = to_minor(Decimal(figures.iloc[at]), codes.iloc[at])
        if 0 < abs(minor) < _TOO_LARGE:
            own[at], currency[at] = minor, codes.iloc[at]
    return Stated(amount, own, currency)


def worth(part: int | Fraction, of: int, amount: int) -> int:
    """What part of a whole is worth where the whole is worth `amount`.

    part / of x amount, rounded half away from zero, so that what rising parts are worth
    never falls and the whole is worth `amount` exactly.

    Examples
    --------
    >>> worth(1, 3, 200), worth(3, 3, 200), worth(-1, 2, 5)
    (67, 200, -3)
    """
    return nearest(Fraction(part) * amount / of)


def nearest(value: int | Fraction) -> int:
    """The whole number nearest to a value, half away from zero."""
    if isinstance(value, int):
        return value
    size = abs(value)
    units = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return units if value > 0 else -units
