"""How much more wins vary from month to month than chance alone would have them."""

from __future__ import annotations

import numpy as np

from salesreport.attribution.delays import Delays
from salesreport.attribution.leads import Leads, Window
from salesreport.statistics import Floats

BLOCK = 30
LEAST = 0.2
PRIOR_BLOCKS = 20
USUAL = 1.15
"""Dispersion to begin from, worth so many blocks of a rep."""
ROUNDS = 20


def dispersion(leads: Leads, delays: Delays, chance: Floats) -> float:
    """Variance of wins in 30 days of a rep / their mean, 1 at least.

    (free · Σ(O - E)² / ΣE · n / free + k · `USUAL`) / (free + k), over the n blocks of reps
    with some wins expected, k = `PRIOR_BLOCKS`, free = n less the blocks of time and the
    reps, plus 1. E is scaled to the team's wins in each block of time and to each rep's
    wins over all of them, so that neither season and market nor what a rep makes of leads
    all along is taken for dispersion.

    Parameters
    ----------
    chance : array of float, shape (n,)
        Of each lead to be won, by the rates of everybody.

    References
    ----------
    McCullagh and Nelder 1989, Generalized Linear Models, 4.5 and 6.2 (Pearson's X² / free).
    """
    observed, expected = _by_block(leads, delays, chance)
    expected = scaled(expected, observed)
    kept = expected > LEAST
    free = int(kept.sum() - kept.any(axis=0).sum() - kept.any(axis=1).sum()) + 1
    if free < 1 or not kept.any():
        return USUAL
    factor = np.square(observed - expected)[kept].sum() / expected[kept].sum() * kept.sum() / free
    weighed = (free * factor + PRIOR_BLOCKS * USUAL) / (free + PRIOR_BLOCKS)
    return max(1.0, float(weighed))


def scaled(expected: Floats, observed: Floats) -> Floats:
    """Expected wins with the sums of the observed ones over reps and over blocks.

    Rows and columns in turn; the columns hold exactly, the rows nearly. A row or column
    of which nothing was expected stays 0.

    References
    ----------
    Deming and Stephan 1940, Annals of Mathematical Statistics 11:427.
    """
    for _ in range(ROUNDS):
        for axis in (1, 0):
            level = expected.sum(axis=axis, keepdims=True)
            sums = observed.sum(axis=axis, keepdims=True)
            expected = expected * np.divide(sums, level, out=np.zeros(level.shape), where=level > 0)
    return expected


def _by_block(leads: Leads, delays: Delays, chance: Floats) -> tuple[Floats, Floats]:
    """Wins and wins expected of each rep in each 30 days to the last known one."""
    first = int(leads.assigned.min())
    n_blocks = max((leads.until - first + 1) // BLOCK, 1)
    begin = leads.until + 1 - n_blocks * BLOCK
    known = leads.known & (leads.won >= begin)
    place = leads.rep[known] * n_blocks + (leads.won[known] - begin) // BLOCK
    shape = (leads.n_reps, n_blocks)
    observed = np.bincount(place, minlength=shape[0] * n_blocks).reshape(shape)
    expected = np.zeros(shape)
    for block in range(n_blocks):
        window = Window(begin + block * BLOCK, begin + (block + 1) * BLOCK - 1)
        expected[:, block] = leads.per_rep(delays.inside(leads.assigned, window) * chance)
    return observed.astype(np.float64), expected
