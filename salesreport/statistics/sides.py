"""Two sides held against each other, and the product of each: checked in one place."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from salesreport.statistics.arguments import Floats


def two_sides(new: ArrayLike, old: ArrayLike) -> tuple[Floats, Floats]:
    """New and old numbers as arrays of one shape; NaN stays, infinity is refused.

    The last dimension is never stretched: both sides have the same factors. One side
    of fewer leading dimensions stands for all of the other's.

    Examples
    --------
    >>> now, then = two_sides([[4, 5], [6, 7]], [1, 2])
    >>> then
    array([[1., 2.],
           [1., 2.]])
    """
    now, then = np.asarray(new, dtype=np.float64), np.asarray(old, dtype=np.float64)
    if now.ndim == 0 or then.ndim == 0 or now.shape[-1] != then.shape[-1] or not now.shape[-1]:
        raise ValueError(
            f"the sides have shapes {now.shape} and {then.shape}; give both the same last length"
        )
    if np.isinf(now).any() or np.isinf(then).any():
        raise ValueError("a value is infinite; give numbers, NaN where one is missing")
    try:
        shape = np.broadcast_shapes(now.shape, then.shape)
    except ValueError as error:
        raise ValueError(
            f"sides of shapes {now.shape} and {then.shape} do not go together; give the same cases"
        ) from error
    return np.broadcast_to(now, shape), np.broadcast_to(then, shape)


def not_negative(values: Floats, name: str) -> Floats:
    """Values of 0 or more, NaN let through.

    Examples
    --------
    >>> not_negative(np.array([0.0, 2.5]), "a volume")
    array([0. , 2.5])
    """
    if np.any(values < 0):
        raise ValueError(f"{name} is {np.nanmin(values):g}; it must be 0 or more")
    return values


def product(factors: Floats) -> Floats:
    """Product over the last dimension, factor by factor.

    Examples
    --------
    >>> product(np.array([[4.0, 5.0], [0.0, 7.0]]))
    array([20.,  0.])
    """
    value = np.ones(factors.shape[:-1])
    with np.errstate(over="ignore"):
        for k in range(factors.shape[-1]):
            value = value * factors[..., k]
    if np.isinf(value).any():
        raise ValueError("a product is beyond what a float can hold; give smaller factors")
    return value
