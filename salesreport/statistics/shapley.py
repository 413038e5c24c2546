"""Where a gap comes from when each factor moves first, last and at every place between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import comb
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from salesreport.statistics.arguments import Floats
from salesreport.statistics.sides import product, two_sides

MOST_FACTORS = 12

Factor = TypeVar("Factor")


def shapley(new: ArrayLike, old: ArrayLike) -> Floats:
    """Effect of each factor on the gap of two products, by Shapley's value.

    effect_k = Σ_S |S|! (n - |S| - 1)! / n! · [V(S and k new) - V(S new)] over all sets S
    of other factors, V the product with the factors not named at their old value. The
    same as Das Gupta's and Sun's decompositions. The effects add up to V1 - V0 and
    exchanging the sides turns every sign. Zeros and negative factors need no rule, but
    splitting a factor into two moves the effects of the others; `lmdi` leaves them.

    Parameters
    ----------
    new, old : array of float, shape (..., factors)
        Factors of each product, of any sign.

    Returns
    -------
    array of float, shape (..., factors)
        In the unit of the products; 0 for a factor that did not change. NaN for a
        product of which a factor is NaN.

    Raises
    ------
    ValueError
        The sides do not go together, or there are more than 12 factors.

    References
    ----------
    Shapley 1953; Das Gupta 1993, Census P23-186; Sun 1998, Energy Economics 20:85.

    Examples
    --------
    A fifth more leads and no win: the leads would have brought 50 more.

    >>> shapley([12, 0, 50], [10, 1, 50])
    array([  50., -550.,    0.])
    """
    now, then = two_sides(new, old)
    sides = [np.moveaxis(side, -1, 0) for side in (now, then)]

    def value(*factors: Floats) -> Floats:
        return product(np.stack(factors, axis=-1))

    return shapley_of(value, list(sides[0]), list(sides[1]))


def shapley_of(
    value: Callable[..., float | Floats], new: Sequence[Factor], old: Sequence[Factor]
) -> Floats:
    """Effect of each factor on the gap of a value, by Shapley's value.

    effect_k = Σ_S |S|! (n - |S| - 1)! / n! · [f(S and k new) - f(S new)] over all sets S
    of other factors, the factors not named at their old side. `value` is called 2^n times.

    Parameters
    ----------
    value : callable
        f(factor, factor, ...): a number, or an array of one shape for many cases at once.
    new, old : sequence of n factors
        Whatever `value` takes: a number, or an array such as the shares of all segments,
        which then moves as one.

    Returns
    -------
    array of float, shape (..., n)
        The leading dimensions are those of the value. Sums to f(new) - f(old).

    Raises
    ------
    ValueError
        The sides have no factors, not as many factors, or more than 12.

    References
    ----------
    Shapley 1953; Das Gupta 1993, Census P23-186, ch. 4.

    Examples
    --------
    Leads, their mix over two sources, conversion and amount in each source:

    >>> def bookings(leads, mix, rate, amount):
    ...     return leads * (mix * rate * amount).sum()
    >>> old = [100, np.array([0.5, 0.5]), np.array([0.3, 0.1]), np.array([50.0, 50.0])]
    >>> new = [100, np.array([0.3, 0.7]), np.array([0.3, 0.1]), np.array([50.0, 50.0])]
    >>> shapley_of(bookings, new, old).round(6)
    array([   0., -200.,    0.,    0.])
    """
    n = len(new)
    if n != len(old) or not 1 <= n <= MOST_FACTORS:
        raise ValueError(
            f"{n} new and {len(old)} old factors; give as many of each, 1 to {MOST_FACTORS}"
        )
    sets = np.arange(2**n)
    chosen = [[new[k] if members >> k & 1 else old[k] for k in range(n)] for members in sets]
    values = np.array([value(*factors) for factors in chosen], dtype=np.float64)
    weights = np.array([1 / (n * comb(n - 1, size)) for size in range(n)])
    effects = []
    for k in range(n):
        others = sets[sets >> k & 1 == 0]
        steps = (values[others | 1 << k] - values[others]).T * weights[np.bitwise_count(others)]
        # both directions are added alike, so that exchanged sides give the same digits
        effects.append((steps + steps[..., ::-1]).sum(axis=-1).T / 2)
    return np.stack(effects, axis=-1)
