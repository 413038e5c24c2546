"""The one place where measures are divided."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Quotient:
    """A figure, what it was made of, and why it is missing if it is.

    `value` is None with a reason id in `why_null`, never inf, nan or 0 instead.
    `n` is the number of records behind it. `typed`: a person gave the value;
    `computed` is then what the other tables give. `implied`: its leads were
    worked back from a typed rate.
    """

    value: Fraction | None
    why_null: str | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int | None = None
    typed: bool = False
    computed: Fraction | None = None
    implied: bool = False


def ratio(
    numerator: Fraction | int | None,
    denominator: Fraction | int | None,
    *,
    why_zero: str = "no_denominator",
) -> tuple[Fraction | None, str | None]:
    """Exact quotient, or None with the reason.

    numerator / denominator. None where either is missing (`no_data`) or the
    denominator is not above 0 (`why_zero`): a rate of nothing is unknown, and a
    rate of a negative base has no meaning. A numerator of 0 or below is kept.

    Examples
    --------
    >>> ratio(-3000, 20000)
    (Fraction(-3, 20), None)
    >>> ratio(2, 0)
    (None, 'no_denominator')
    """
    if numerator is None or denominator is None:
        return None, "no_data"
    if denominator <= 0:
        return None, why_zero
    return Fraction(numerator) / Fraction(denominator), None
