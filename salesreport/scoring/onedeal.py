"""What a single deal more or less would have made of the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesreport.measures import Quotient, ratio
from salesreport.scoring.receipts import NOT_RATED, Adjustment, Terms, Values, receipt


@dataclass(frozen=True)
class OneDeal:
    """Score and grade with one deal more or less; None with a reason id."""

    score: Decimal | None
    grade: str
    why_null: str | None = None


def one_deal(
    values: Values,
    terms: Terms,
    change: int,
    *,
    adjustments: Sequence[Adjustment] = (),
) -> OneDeal:
    """Score and grade had the rep won one customer more (+1) or less (-1).

    The deal has the rep's own revenue per customer: bookings and won customers
    move together, and all that is made of them. A typed conversion scales by
    (won +- 1) / won. Without a win of one's own there is no size to go by: one
    more is None with `no_own_deal`, one less None with `no_win`. Without the only win
    some measures have no value; where scaling up the rest would give a higher score
    than with it, one less is None with `no_win_left`. All else stays as it is.

    Parameters
    ----------
    values : mapping of measure to Quotient
        All measures of the rep, not only the weighted ones.
    terms, adjustments
        As for `receipt`.
    change : {1, -1}
        One deal more or less.
    """
    won, booked = _value(values, "won_customers"), _value(values, "bookings")
    if won is None or booked is None:
        return OneDeal(None, NOT_RATED, "no_data")
    size = _value(values, "revenue_per_customer")
    if won <= 0 and change < 0:
        return OneDeal(None, NOT_RATED, "no_win")
    if won <= 0 or size is None:
        return OneDeal(None, NOT_RATED, "no_own_deal")
    changed = _with_deal(values, won=won, booked=booked, change=change, size=size)
    result = receipt(changed, terms, adjustments)
    now = receipt(values, terms, adjustments)
    if change < 0 and result.score is not None and now.score is not None:
        lost = any(
            before.raw is not None and after.raw is None
            for before, after in zip(now.lines, result.lines, strict=True)
        )
        if lost and result.score > now.score:
            return OneDeal(None, NOT_RATED, "no_win_left")
    return OneDeal(result.score, result.grade, result.why_null)


def _value(values: Values, name: str) -> Fraction | None:
    figure = values.get(name)
    return None if figure is None else figure.value


def _with_deal(
    values: Values, *, won: Fraction, booked: Fraction, change: int, size: Fraction
) -> dict[str, Quotient]:
    """Measures with one deal more or less; those not made of deals stay."""
    money, customers = booked + change * size, won + change
    changed = {**values, "bookings": Quotient(money), "won_customers": Quotient(customers)}
    fresh = _value(values, "new_customers")
    if fresh is not None:
        changed["new_customers"] = Quotient(max(fresh + change, Fraction(0)))
    size_then = values.get("revenue_per_customer")
    if size_then is not None and not (size_then.typed and customers > 0):
        changed["revenue_per_customer"] = _quotient(money, customers)
    if "conversion" in values:
        changed["conversion"] = _conversion(values["conversion"], won, change)
    if "completion" in values:
        changed["completion"] = _completion(values["completion"], booked, money)
    rate = values.get("win_rate")
    if rate is not None and rate.numerator is not None and rate.denominator is not None:
        changed["win_rate"] = _quotient(rate.numerator + change, rate.denominator + change)
    cost = values.get("cost_ratio")
    if cost is not None and cost.numerator is not None:
        changed["cost_ratio"] = _quotient(cost.numerator, money)
    return changed


def _conversion(figure: Quotient, won: Fraction, change: int) -> Quotient:
    if figure.value is None:
        return figure
    if figure.typed and won > 0:
        return Quotient(figure.value * (won + change) / won)
    if figure.denominator is not None:
        return _quotient(won + change, figure.denominator)
    return Quotient(None, "typed_rate_only")


def _completion(figure: Quotient, booked: Fraction, money: Fraction) -> Quotient:
    if figure.value is None:
        return figure
    if figure.denominator is not None:
        return _quotient(money, figure.denominator)
    return figure if booked <= 0 else Quotient(figure.value * money / booked)


def _quotient(over: Fraction, under: Fraction) -> Quotient:
    value, why = ratio(over, under)
    return Quotient(value, why)
