"""Where the gap of two products comes from, by the logarithmic mean (LMDI)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from salesreport.statistics.arguments import Floats
from salesreport.statistics.sides import not_negative, product, two_sides


def logarithmic_mean(new: ArrayLike, old: ArrayLike) -> Floats:
    """Logarithmic mean of two numbers, between their geometric and arithmetic mean.

    L(a, b) = (a - b) / ln(a / b), L(a, a) = a, L(a, 0) = 0.

    Parameters
    ----------
    new, old : array of float, any one shape
        0 or more.

    Returns
    -------
    array of float, same shape
        In the numbers' unit; the order of the two does not matter. NaN where one is.

    Raises
    ------
    ValueError
        A number is negative: the mean is then not defined.

    References
    ----------
    Ang 2004, Energy Policy 32:1131.

    Examples
    --------
    >>> logarithmic_mean([2, 7, 5], [1, 7, 0]).round(4)
    array([1.4427, 7.    , 0.    ])
    """
    one = not_negative(np.asarray(new, dtype=np.float64), "a number")
    other = not_negative(np.asarray(old, dtype=np.float64), "a number")
    high, low = np.maximum(one, other), np.minimum(one, other)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (high - low) / _log_ratio(high, low)
    return np.where(high == low, high, mean)


def _log_ratio(high: Floats, low: Floats) -> Floats:
    """ln(high / low): by log1p where the two are near, where a quotient loses digits."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        near = np.log1p((high - low) / low)
        return np.where(high < 2 * low, near, np.log(high) - np.log(low))


def lmdi(new: ArrayLike, old: ArrayLike) -> Floats:
    """Effect of each factor on the gap of two products, by additive LMDI-I.

    With V = Π x_k on each side: effect_k = L(V1, V0) · ln(x1_k / x0_k), L the
    logarithmic mean. The effects add up to V1 - V0; exchanging the sides turns every
    sign; splitting a factor into two leaves the other factors' effects as they are.

    A zero takes the analytic limit, not a small number in its place: where V0 = 0 the
    factor that was zero has the whole V1, where V1 = 0 the one that became zero has
    the whole -V0, several such factors in equal parts; all effects are 0 where both
    products are. `shapley` gives the other factors their part then too.

    Parameters
    ----------
    new, old : array of float, shape (..., factors)
        Factors of each product, 0 or more. Segments are one of the leading dimensions:
        see `lmdi_segments`.

    Returns
    -------
    array of float, shape (..., factors)
        In the unit of the products. NaN for a product of which a factor is NaN.

    Raises
    ------
    ValueError
        A factor is negative: the logarithm is not defined; use `shapley`. The sides do
        not go together, or a product is too large or too small for a number.

    References
    ----------
    Ang 2005, Energy Policy 33:867; Wood and Lenzen 2006, Energy Policy 34:1326; Ang
    and Liu 2007, Energy Policy 35:238 (zeros).

    Examples
    --------
    A quarter of the leads missing, fewer of them won, larger amounts.

    >>> lmdi([30, 0.2, 60], [40, 0.25, 50]).round(1)
    array([-122.6,  -95.1,   77.7])
    >>> lmdi([5, 6, 0], [4, 5, 3])
    array([  0.,   0., -60.])
    """
    now, then = two_sides(new, old)
    not_negative(now, "a factor")
    not_negative(then, "a factor")
    ended, started = now == 0, then == 0
    new_value, old_value = _told(product(now), ended), _told(product(then), started)
    high, low = np.maximum(now, then), np.minimum(now, then)
    with np.errstate(invalid="ignore"):
        logs = np.where(high == low, 0.0, np.sign(now - then) * _log_ratio(high, low))
        effects = logarithmic_mean(new_value, old_value)[..., np.newaxis] * logs
    limits = _in_equal_parts(new_value, started) - _in_equal_parts(old_value, ended)
    zero = (ended | started).any(axis=-1, keepdims=True)
    return np.where(zero, limits, effects)


def _told(value: Floats, zeros: NDArray[np.bool_]) -> Floats:
    """Products that a float can hold: zero only where a factor is."""
    if np.any((value == 0) & ~zeros.any(axis=-1)):
        raise ValueError("a product is too small for a float; give factors nearer to 1")
    return value


def _in_equal_parts(value: Floats, taking: NDArray[np.bool_]) -> Floats:
    """Value of each case given to the factors that take it, as much to each."""
    count = np.maximum(taking.sum(axis=-1), 1)
    parts: Floats = taking * (value / count)[..., np.newaxis]
    return parts


class SegmentEffects(NamedTuple):
    """Effect of each factor over all segments, shape (..., factors), and in each cell.

    `cells` has shape (..., segments, factors); its sum over segments is `effects`.
    """

    effects: Floats
    cells: Floats


def lmdi_segments(new: ArrayLike, old: ArrayLike) -> SegmentEffects:
    """Effect of each factor on the gap of two sums of products, by additive LMDI-I.

    With V = Σ_i Π x_ik over segments i: effect_k = Σ_i L(V1_i, V0_i) · ln(x1_ik / x0_ik).
    A factor that is a share of segments (mix) gets effects that are easily misread:
    use `kitagawa` for mix.

    Parameters
    ----------
    new, old : array of float, shape (..., segments, factors)
        0 or more.

    Returns
    -------
    SegmentEffects
        In the unit of the products. NaN where a factor is NaN.

    Raises
    ------
    ValueError
        As `lmdi`, or there is no dimension of segments.

    References
    ----------
    Ang 2005, Energy Policy 33:867.

    Examples
    --------
    >>> found = lmdi_segments([[4, 5, 3], [5, 6, 4]], [[1, 10, 2], [4, 5, 3]])
    >>> found.effects.round(2)
    array([69.79, -9.46, 39.67])
    """
    cells = lmdi(new, old)
    if cells.ndim < 2:
        raise ValueError(f"the sides have shape {cells.shape}; give (..., segments, factors)")
    return SegmentEffects(cells.sum(axis=-2), cells)


def lmdi_ratios(new: ArrayLike, old: ArrayLike) -> Floats:
    """How many times as much each factor makes of a sum of products: multiplicative LMDI-I.

    D_k = exp(Σ_i L(V1_i, V0_i) / L(V1, V0) · ln(x1_ik / x0_ik)) = exp(effect_k / L(V1, V0)),
    V the sum over segments i. The product of all D_k is V1 / V0.

    Parameters
    ----------
    new, old : array of float, shape (..., segments, factors)
        0 or more; one segment for a single product.

    Returns
    -------
    array of float, shape (..., factors)
        1.0 = no effect. NaN where a factor is NaN or the sum of a side is 0: no number
        is a multiple of nothing.

    Raises
    ------
    ValueError
        As `lmdi_segments`.

    References
    ----------
    Ang 2005, Energy Policy 33:867.

    Examples
    --------
    >>> lmdi_ratios([[4, 5, 3], [5, 6, 4]], [[1, 10, 2], [4, 5, 3]]).round(3)
    array([1.761, 0.926, 1.379])
    """
    effects = lmdi_segments(new, old).effects
    new_value, old_value = (product(side).sum(axis=-1) for side in two_sides(new, old))
    mean = logarithmic_mean(new_value, old_value)[..., np.newaxis]
    unknown = np.full_like(effects, np.nan)
    ratios: Floats = np.exp(np.divide(effects, mean, out=unknown, where=mean > 0))
    return ratios
