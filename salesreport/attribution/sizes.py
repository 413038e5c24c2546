"""What a won deal is worth by industry, as the other reps' deals have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salesreport.attribution.design import PLAIN_ERRORS
from salesreport.attribution.leads import Ints, Leads, Window
from salesreport.statistics import Floats

MOVEMENT_SD = 0.05
"""How much all deal sizes are expected to move in a window, unless they are seen to."""
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
    moved, moved_variance : arrays of float, shape (reps, windows)
        Log of the sizes of the others' deals won in a window / `mean`, drawn towards 0, and
        its variance.
    """

    mean: Floats
    log_variance: Floats
    cv: Floats
    moved: Floats
    moved_variance: Floats

    @property
    def variances(self) -> Floats:
        """Of the logarithms of sizes, then of their movements."""
        return np.hstack([self.log_variance, self.moved_variance])

    def at(self, window: int, codes: Ints, reps: slice = slice(None)) -> Floats:
        """Mean amounts in a window by the first segment of each kind, shape (reps, kinds)."""
        moved = np.exp(self.moved[reps, window])[:, None]
        return np.asarray(self.mean[reps][:, codes] * moved, dtype=np.float64)


def others_sizes(leads: Leads, n_codes: int, windows: Sequence[Window] = ()) -> Sizes:
    """Mean amount by the first segment without each rep's own deals.

    (Σ amount + k · mean of all) / (n + k), k = CV² / `SIZE_SD`²: with few deals the mean
    of all industries, with many their own. CV² is the sum of squares within industries
    / Σ (n - 1) · mean². The logarithm's variance is CV² (1 + k / N) / (n + k), N all deals:
    CV² / n with one industry, `SIZE_SD`² + CV² / N for one without a deal.

    Parameters
    ----------
    n_codes : int
        Codes of the first segment; 1 where leads have no segment.
    windows : sequence of Window
        Those in which sizes may have moved, as prices do.
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
    none = np.zeros((leads.n_reps, 0))
    moves = [_movement(leads, drawn, cv, window) for window in windows]
    moved, moved_variance = (
        (np.column_stack([none, *part]) for part in zip(*moves, strict=True))
        if moves
        else (none, none)
    )
    return Sizes(drawn, variance, cv, moved, moved_variance)


def _movement(leads: Leads, mean: Floats, cv: Floats, window: Window) -> tuple[Floats, Floats]:
    """Log of what the others' deals of a window are / their usual mean, and its variance.

    log(Σ amount / Σ mean), its variance CV² / n, drawn in by a normal prior about 0 of
    `seen_sd`: a rise of all prices is told from the sizes that chance brings. 0, and the
    prior's variance, where the others have no deal in the window.
    """
    won = leads.won_in(window)
    codes = next(iter(leads.segments.values()), np.zeros(len(leads.rep), dtype=np.int64))
    shape = (leads.n_reps, mean.shape[1])
    place = leads.rep[won] * shape[1] + codes[won]
    n = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape)
    amount = leads.per_rep(leads.amount, won)
    others = n.sum(axis=0) - n
    usual = (others * mean).sum(axis=1)
    ratio = np.divide(amount.sum() - amount, usual, out=np.ones(shape[0]), where=usual > 0)
    count = others.sum(axis=1)
    some = (count > 0) & (ratio > 0) & (usual > 0)
    shift = np.log(np.where(some, ratio, 1.0))
    error = np.where(some, cv, 0.0) / np.sqrt(np.maximum(count, 1))
    sd = np.maximum(np.abs(shift) - PLAIN_ERRORS * error, MOVEMENT_SD)
    kept = np.where(some, sd**2 / (sd**2 + error**2), 0.0)
    return kept * shift, np.where(some, kept * error**2, MOVEMENT_SD**2)


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
