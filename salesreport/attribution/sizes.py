"""What a won deal is worth by industry, as the other reps' deals have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.attribution.leads import Leads
from salesreport.statistics import Floats

SIZE_SD = 0.35
"""How much industries' deal sizes are expected to differ, as a standard deviation of logs."""
FEWEST = 2
UNKNOWN_CV = 1.0
"""Taken where fewer than `FEWEST` deals are left beyond the means of their industries."""


@dataclass(frozen=True, eq=False)
class Sizes:
    """Mean amounts of the others' deals.

    Attributes
    ----------
    mean : array of float, shape (reps, industries)
        Drawn towards the mean of all industries where deals are few. Where the others
        have no deal, that of everybody; 0 where nobody has one.
    log_variance : array of float, shape (reps, industries)
        Of the logarithm of `mean`.
    cv : array of float, shape (reps,)
        Standard deviation of an amount / its industry's mean.
    """

    mean: Floats
    log_variance: Floats
    cv: Floats


def others_sizes(leads: Leads, n_codes: int) -> Sizes:
    """Mean amount by the first segment without each rep's own deals.

    (Σ amount + k · mean of all) / (n + k), k = CV² / `SIZE_SD`²: with few deals the mean
    of all industries, with many their own. CV² is the sum of squares within industries
    / Σ (n - 1) · mean². The logarithm's variance is CV² (1 + k / N) / (n + k), N all deals:
    CV² / n with one industry, `SIZE_SD`² + CV² / N for one without a deal.

    Parameters
    ----------
    n_codes : int
        Codes of the first segment; 1 where leads have no segment.
    """
    n, total, squares = _others(leads, n_codes)
    count = n.sum(axis=1, keepdims=True)
    mean = np.divide(total.sum(axis=1, keepdims=True), np.maximum(count, 1.0))
    each = np.divide(total, n, out=np.zeros(n.shape), where=n > 0)
    free = np.maximum(n - 1, 0.0)
    within = np.maximum((squares - n * each**2).sum(axis=1), 0.0)
    scale = (free * each**2).sum(axis=1)
    known = (free.sum(axis=1) >= FEWEST) & (scale > 0)
    cv = np.sqrt(np.divide(within, scale, out=np.full(len(n), UNKNOWN_CV**2), where=known))
    # At a CV of 0 one deal tells its industry's mean, and none tells nothing.
    k = np.maximum(cv[:, None] / SIZE_SD, 1e-6) ** 2
    drawn = (total + k * mean) / (n + k)
    variance = k * SIZE_SD**2 * (1 + k / np.maximum(count, 1.0)) / (n + k)
    return Sizes(drawn, variance, cv)


def _others(leads: Leads, n_codes: int) -> Floats:
    """Deals of the others, their amounts and squares, shape (3, reps, industries)."""
    won = leads.known
    codes = next(iter(leads.segments.values()), np.zeros(len(leads.rep), dtype=np.int64))
    place, shape = leads.rep[won] * n_codes + codes[won], (leads.n_reps, n_codes)
    amount = leads.amount[won]
    own = np.stack(
        [
            np.bincount(place, weights, minlength=shape[0] * n_codes).reshape(shape)
            for weights in (np.ones(len(amount)), amount, amount**2)
        ]
    )
    everybody = own.sum(axis=1, keepdims=True)
    others = np.where(everybody[0] > own[0], everybody - own, 0.0)
    some = others[0].any(axis=1)[:, None]
    return np.asarray(np.where(some, others, everybody), dtype=np.float64)
