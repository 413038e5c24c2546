"""Whether a team's rates differ by more than chance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from salesreport.statistics.arguments import NOT_KNOWN, Numbers, cohorts

FEWEST_TO_WINSORISE = 10
FEWEST_FOR_SPREAD = 5


class Spread(NamedTuple):
    """How much groups differ beyond chance.

    `rate` pooled over all; `q` the sum of squared z; `factor` their mean with the
    outer tenths drawn in, 1 under chance alone; `beyond_chance` whether q is too large
    for chance; `tau2` the variance between the true rates.
    """

    rate: float
    q: float
    factor: float
    beyond_chance: bool
    tau2: float


def spread(wins: Numbers, trials: Numbers) -> Spread:
    """Whether groups differ by more than chance, and by how much their rates vary.

    z_i = (p_i - θ) / sqrt(θ(1 - θ)/n_i), θ pooled; q = Σz²; beyond chance when
    q > (m - 1) + 2·sqrt(2(m - 1)), two standard deviations above its mean;
    τ² = max(0, (q - (m - 1)) / (Σw - Σw²/Σw)), w_i = n_i/(θ(1 - θ)).

    Parameters
    ----------
    wins, trials : sequence of int, shape (m,)
        Counts of m groups; groups without trials are left out.

    Returns
    -------
    Spread
        `factor` is drawn in from 10 groups on. `q` and `factor` are NaN below 2 groups
        or when nothing or all was won; `tau2` is NaN then and below 5 groups, where it
        cannot be told: take it from history or state a prior strength.

    Raises
    ------
    ValueError
        The counts are no shares of cohorts.

    References
    ----------
    Spiegelhalter 2005, A.3; DerSimonian and Laird 1986, Controlled Clinical Trials
    7:177. The threshold of two standard deviations is our own.

    Examples
    --------
    >>> found = spread([8, 2, 12, 5, 20], [40, 40, 40, 40, 40])
    >>> found.beyond_chance, round(found.rate, 3), round(found.tau2, 4)
    (True, 0.235, 0.026)
    """
    won, tried = cohorts(wins, trials)
    won, tried = won[tried > 0], tried[tried > 0]
    groups = tried.size
    rate = float(won.sum() / tried.sum()) if groups else NOT_KNOWN
    variance = rate * (1 - rate)
    if groups < 2 or variance == 0:
        return Spread(rate, NOT_KNOWN, NOT_KNOWN, False, NOT_KNOWN)
    z = (won / tried - rate) / np.sqrt(variance / tried)
    q, free = float(np.square(z).sum()), groups - 1
    if groups >= FEWEST_TO_WINSORISE:
        z = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    weight = tried / variance
    scale = weight.sum() - np.square(weight).sum() / weight.sum()
    tau2 = max(0.0, float((q - free) / scale)) if groups >= FEWEST_FOR_SPREAD else NOT_KNOWN
    beyond = q > free + 2 * np.sqrt(2 * free)
    return Spread(rate, q, float(np.square(z).mean()), bool(beyond), tau2)
