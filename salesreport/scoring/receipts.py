"""Measures -> points, receipt, total and grade, exact until the score is rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from salesreport.errors import ParameterError
from salesreport.measures import Quotient
from salesreport.money import half_up
from salesreport.policy import Goalpost, Policy

NOT_RATED = "not_rated"
Values = Mapping[str, Quotient]


@dataclass(frozen=True)
class Terms:
    """What a rep is scored by: weights, goalposts (lo, hi), grade bands.

    `away`: why the rep was there on no day of the window, if so.
    """

    weights: Mapping[str, Decimal]
    goalposts: Mapping[str, tuple[Fraction, Fraction]]
    grades: Mapping[str, Decimal]
    rescale_above: Decimal
    away: str | None = None

    @classmethod
    def of(
        cls,
        policy: Policy,
        role: str | None = None,
        *,
        n_months: int = 1,
        tenure: Fraction = Fraction(1),
        away: str | None = None,
    ) -> Terms:
        """Terms of a role over a window.

        Goalposts of money and counts are per month: they are multiplied by
        `n_months` and by the share of the window the rep was there.
        """
        weights, goalposts = policy.for_role(role)
        share = n_months * tenure
        posts = {
            name: _posts(goalpost, share if name in policy.per_month else Fraction(1))
            for name, goalpost in goalposts.items()
        }
        bands = policy.grades.bands()
        return cls(weights, posts, bands, policy.missing_for(role).rescale_above, away)


@dataclass(frozen=True)
class Line:
    """One measure's way into the score, exact."""

    measure: str
    raw: Fraction | None
    lo: Fraction
    hi: Fraction
    points: Fraction | None
    weight: Fraction
    effective_weight: Fraction | None
    contribution: Fraction | None
    why_null: str | None = None


@dataclass(frozen=True)
class Adjustment:
    """Points a person added or took, on record."""

    points: Fraction
    reason: str
    approved_by: str


@dataclass(frozen=True)
class Receipt:
    """How a score came about: `total` exact, `score` rounded half up to 0.01."""

    lines: tuple[Line, ...]
    total: Fraction | None
    score: Decimal | None
    grade: str
    rescaled: bool = False
    why_null: str | None = None
    adjustments: tuple[Adjustment, ...] = ()


def points(value: Fraction, *, lo: Fraction, hi: Fraction) -> Fraction:
    """Place of a value between the goalposts, 0-100, exact.

    100 x clip((value - lo) / (hi - lo), 0, 1); lo > hi means lower is better.

    Raises
    ------
    ParameterError
        `lo` equals `hi`.

    Examples
    --------
    >>> points(Fraction(1, 4), lo=Fraction(0), hi=Fraction(8, 25))
    Fraction(625, 8)
    """
    if lo == hi:
        raise ParameterError(
            f"goalpost lo and hi are both {lo}",
            where="goalposts",
            expected="two different values",
            remedy="give the value of 0 points as lo and of 100 points as hi",
        )
    return 100 * min(max((value - lo) / (hi - lo), Fraction(0)), Fraction(1))


def receipt(values: Values, terms: Terms, adjustments: Sequence[Adjustment] = ()) -> Receipt:
    """Score and grade of one rep, line by line.

    contribution = points x effective weight / 100; total = sum of contributions
    + adjustments, clipped to 0-100, rounded half up to 0.01; the grade is read
    from the rounded score.

    Parameters
    ----------
    values : mapping of measure to Quotient
        A measure that is absent or None is missing, never 0.
    terms : Terms
        Weights, goalposts, grades, and the share of weight that must be there.
    adjustments : sequence of Adjustment, optional
        Points by hand, added to the total.

    Returns
    -------
    Receipt
        Where less than `rescale_above` of the weight is there, or none, or the rep was
        not there at all, `score` is None and the grade `not_rated`; else the weights that
        are there are scaled up to the whole.
    """
    whole = sum((Fraction(w) for w in terms.weights.values()), Fraction(0))
    lines = [_line(name, values.get(name), terms) for name in terms.weights]
    there = sum((line.weight for line in lines if line.points is not None), Fraction(0))
    hand = tuple(adjustments)
    if terms.away:
        return Receipt(tuple(lines), None, None, NOT_RATED, False, terms.away, hand)
    if there <= 0 or there < Fraction(terms.rescale_above) * whole:
        return Receipt(tuple(lines), None, None, NOT_RATED, False, "missing_measures", hand)
    lines = [_weighed(line, whole / there) for line in lines]
    earned = sum((line.contribution or Fraction(0) for line in lines), Fraction(0))
    total = earned + sum((a.points for a in hand), Fraction(0))
    score = half_up(min(max(total, Fraction(0)), Fraction(100)), 2)
    return Receipt(
        tuple(lines), total, score, grade(score, terms.grades), there < whole, None, hand
    )


def grade(score: Decimal, grades: Mapping[str, Decimal]) -> str:
    """Best grade whose lowest score is reached, by the rounded score.

    Examples
    --------
    >>> grade(Decimal("80.00"), {"good": Decimal(80), "needs_improvement": Decimal(0)})
    'good'
    """
    descending = sorted(grades.items(), key=lambda band: band[1], reverse=True)
    reached = [name for name, lowest in descending if score >= lowest]
    return reached[0] if reached else descending[-1][0]


def _posts(goalpost: Goalpost, share: Fraction) -> tuple[Fraction, Fraction]:
    """Goalpost of a whole window; a rep who was never there keeps the month's."""
    factor = share if share > 0 else Fraction(1)
    return Fraction(goalpost.lo) * factor, Fraction(goalpost.hi) * factor


def _line(name: str, figure: Quotient | None, terms: Terms) -> Line:
    if name not in terms.goalposts:
        raise ParameterError(
            f"weight without a goalpost: {name}",
            where="goalposts",
            expected="a goalpost {lo, hi} for every weighted measure",
            remedy="add it under goalposts",
        )
    lo, hi = terms.goalposts[name]
    raw = None if figure is None else figure.value
    why = "no_data" if figure is None else figure.why_null
    earned = None if raw is None else points(raw, lo=lo, hi=hi)
    weight = Fraction(terms.weights[name])
    return Line(name, raw, lo, hi, earned, weight, None, None, None if raw is not None else why)


def _weighed(line: Line, factor: Fraction) -> Line:
    if line.points is None:
        return line
    weight = line.weight * factor
    return replace(line, effective_weight=weight, contribution=line.points * weight / 100)
