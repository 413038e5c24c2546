"""Amounts that add up to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite

from salesreport.statistics.arguments import Floats

_FLOAT_ERROR = Fraction(1, 10**9)


def exact_parts(
    effects: Sequence[float] | Floats, gap: int | Fraction, *, unit: int | Fraction = 1
) -> list[Fraction]:
    """Effects as whole units of money that add up to an exact gap.

    What the floats miss of the gap is spread by size, x_k + (gap - Σx)·|x_k| / Σ|x|.
    Each is then rounded to the nearest whole unit, half to even, and units still missing
    or too many go to the largest remainders on that side, the earlier first where two are
    equal. Part of a unit in the gap itself goes to the next remainder.

    Parameters
    ----------
    effects : sequence of float
        As a decomposition gives them, in the gap's unit.
    gap : int or Fraction
        The exact sum: minor units, or main units with `unit` a hundredth.
    unit : int or Fraction
        Size of one unit of money, above 0.

    Returns
    -------
    list of Fraction
        One an effect, in order; their sum is exactly `gap`. Each is less than a unit away
        from its effect once what was missed is spread; 0 stays 0 if another is not.
        Whole units when the gap is. Turned signs give the same parts, signs turned.

    Raises
    ------
    ValueError
        There is no effect, one is not a number, the unit is not above 0, or the effects
        add up to something else: more than a unit and a billionth of their sizes away.

    Examples
    --------
    >>> [int(part) for part in exact_parts([-122.603, -95.098, 77.701], -140)]
    [-123, -95, 78]
    >>> cent = Fraction(1, 100)
    >>> [float(part) for part in exact_parts([10.005, 10.005], 2001 * cent, unit=cent)]
    [10.01, 10.0]
    """
    if not len(effects) or not all(isfinite(effect) for effect in effects):
        raise ValueError(f"effects are {list(effects)}; give one or more numbers")
    if unit <= 0:
        raise ValueError(f"the unit is {unit}; it must be above 0")
    exact = [Fraction(float(effect)) / unit for effect in effects]
    total, size = Fraction(gap) / unit, sum(map(abs, exact), Fraction(0))
    missed = total - sum(exact)
    if abs(missed) > 1 + size * _FLOAT_ERROR:
        raise ValueError(
            f"effects add up to {float(sum(exact) * unit):g}, not to the gap {float(gap):g}"
        )
    if size:
        exact = [x + missed * abs(x) / size for x in exact]
    parts = [Fraction(round(x)) for x in exact]
    left = total - sum(parts)
    sign = 1 if left > 0 else -1
    order = sorted(range(len(parts)), key=lambda k: (sign * (parts[k] - exact[k]), k))
    for k in order:
        step = min(abs(left), Fraction(1))
        parts[k] += sign * step
        left -= sign * step
    return [part * unit for part in parts]
