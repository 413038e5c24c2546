"""Other weights than the policy's: near them, or any at all."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import Floats, Numbers, floats

# How firmly drawn weights keep to the given ones: a weight of 25 % moves by 6 points.
NEAR = 50.0


def weights_near(
    weights: Numbers, draws: int, rng: np.random.Generator, *, firmness: float = NEAR
) -> Floats:
    """Weights drawn about the given ones, each draw adding up to 1.

    Dirichlet(firmness · weights / Σ weights): mean the given weights, standard
    deviation sqrt(w (1 - w) / (firmness + 1)).

    Parameters
    ----------
    weights : sequence of float, shape (k,)
        The policy's weights, in any scale, 0 or more; a weight of 0 stays 0.
    draws : int
        How many.
    rng : Generator
        Seeded by the caller.
    firmness : float
        Above 0; larger keeps nearer.

    Returns
    -------
    array of float, shape (draws, k)

    Raises
    ------
    ValueError
        A weight is negative or missing, all are 0, or the firmness is not above 0.

    Examples
    --------
    >>> weights_near([30, 70], 1000, np.random.default_rng(1)).mean(axis=0).round(1)
    array([0.3, 0.7])
    """
    given = floats(weights)
    if not np.all(given >= 0) or not given.sum() > 0 or not firmness > 0:
        raise ValueError("a weight is negative or missing, all are 0, or firmness is not above 0")
    drawn = np.zeros((draws, given.size))
    used = given > 0
    drawn[:, used] = rng.dirichlet(firmness * given[used] / given.sum(), size=draws)
    return drawn


def any_weights(measures: int, draws: int, rng: np.random.Generator) -> Floats:
    """Weights drawn evenly from all that add up to 1.

    Dirichlet(1, ..., 1).

    Parameters
    ----------
    measures : int
        How many weights a draw has, 1 or more.
    draws : int
        How many draws.
    rng : Generator
        Seeded by the caller.

    Returns
    -------
    array of float, shape (draws, measures)

    Raises
    ------
    ValueError
        There is no measure.

    Examples
    --------
    >>> any_weights(2, 3, np.random.default_rng(1)).sum(axis=1)
    array([1., 1., 1.])
    """
    if measures < 1:
        raise ValueError(f"{measures} measures; there must be one to weigh")
    return rng.dirichlet(np.ones(measures), size=draws)
