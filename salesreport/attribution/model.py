"""Rates and sizes of the others as the worth of each kind of lead, in each window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesreport.attribution.cells import Cells, cells
from salesreport.attribution.delays import Delays, win_delays
from salesreport.attribution.design import OTHER, Design, design, evened
from salesreport.attribution.dispersion import dispersion
from salesreport.attribution.ladder import Worth
from salesreport.attribution.leads import Bools, Ints, Leads, Window
from salesreport.attribution.rates import Rates, blocks, others_rates, pooled_fit
from salesreport.attribution.sizes import Sizes, others_sizes
from salesreport.statistics import Floats

FEWEST_PEERS = 3
EVERY = slice(None)


@dataclass(frozen=True, eq=False)
class Model:
    """What the other reps' leads say of the leads of each rep.

    Attributes
    ----------
    windows : list of Window
        Those whose level and movement by industry are told apart, each up to the last
        day known.
    dispersion : float
        Variance of wins of a rep in a month / their mean.
    """

    leads: Leads
    delays: Delays
    windows: list[Window]
    cells: Cells
    design: Design
    rates: Rates
    sizes: Sizes
    dispersion: float

    @cached_property
    def covariance(self) -> Floats:
        """Of the effects, shape (reps, columns, columns), with dispersion."""
        return self.rates.dispersed(self.dispersion, self.design.precision)

    def exposure(self, at: int) -> Floats:
        """Leads at work in a window by kind, shape (reps, kinds)."""
        return self.cells.in_time(1 + at)

    def rows(self, at: int | None) -> Floats:
        """Columns of the kinds in a window, None: outside all, shape (kinds, columns)."""
        return self.design.rows[:, 0 if at is None else 1 + at]

    def chance(self, at: int, reps: slice = EVERY) -> Floats:
        """Chance of each kind to be won by the others' rates, shape (reps, kinds)."""
        return np.asarray(np.exp(self.rates.effects[reps] @ self.rows(at).T))

    @property
    def first_codes(self) -> Ints:
        """First segment of each kind; 0 where leads have none."""
        if self.cells.codes.shape[1]:
            return self.cells.codes[:, 0]
        return np.zeros(self.cells.n_kinds, dtype=np.int64)

    def size(self, at: int, reps: slice = EVERY) -> Floats:
        """Mean amount of a win by kind in a window, shape (reps, kinds); 0 where nobody has one."""
        return self.sizes.at(at, self.first_codes, reps)

    @property
    def size_slopes(self) -> Floats:
        """Derivative of log size by the log sizes and their movements, shape (kinds, both)."""
        n = self.sizes.mean.shape[1]
        own = np.asarray(self.first_codes[:, None] == np.arange(n), dtype=np.float64)
        return np.hstack([own, np.zeros((len(own), len(self.windows)))])

    def blocks(self) -> Iterator[slice]:
        """Reps a few at a time, so that what is held by kind stays small."""
        return blocks(self.leads.n_reps, self.cells.n_kinds)

    def worth(self, at: int | None, reps: slice = EVERY) -> Worth:
        """Level and factors of a lead's bookings in a window, None: outside all, and slopes.

        Parameters are the columns of the rates, then the log sizes and their movements in
        each window. Sizes belong to the first segment; without segments, as their movement
        always, to the level.
        """
        factors, slopes = [], []
        effects, means = self.rates.effects[reps], self.sizes.mean[reps]
        by_segment, of_kinds = self.cells.codes.shape[1] > 0, self.size_slopes
        for place in range(len(self.leads.dimensions)):
            rows = self.rows(at) * (self.design.dimension == place)
            factor = np.exp(effects @ rows.T)
            sized = place == 0 and by_segment
            factors.append(factor * means[:, self.first_codes] if sized else factor)
            slopes.append(np.hstack([rows, of_kinds if sized else np.zeros_like(of_kinds)]))
        rows = self._level_rows(at)[reps]
        moved = np.zeros(len(means)) if at is None else self.sizes.moved[reps, at]
        level = np.exp((effects * rows).sum(axis=1) + moved)
        n = means.shape[1]
        of_sizes = np.zeros((len(means), n + len(self.windows)))
        if at is not None:
            of_sizes[:, n + at] = 1.0
        if not by_segment:
            level, of_sizes[:, :n] = level * means[:, 0], 1.0
        return Worth(level, factors, np.hstack([rows, of_sizes]), slopes)

    def sd(self, slopes: Floats) -> Floats:
        """Standard deviations of amounts with these slopes; the last axis is parameters."""
        n = self.design.n_columns
        of_rates, of_sizes = slopes[..., :n], slopes[..., n:]
        covariance, variance = self.covariance, self.sizes.variances
        if slopes.ndim > 2:
            covariance, variance = covariance[:, None], variance[:, None]
        found = np.einsum("...i,...ij,...j->...", of_rates, covariance, of_rates)
        return np.asarray(np.sqrt(found + (of_sizes**2 * variance).sum(axis=-1)))

    def _level_rows(self, at: int | None) -> Floats:
        """Columns of level, role and window for each rep, with leads or without."""
        general = (self.design.dimension == OTHER) & (self.design.role < 0)
        own = self.design.role == self.leads.roles[:, None]
        return np.asarray(self.rows(at)[0] * general + own * 1.0)


def fitted(
    leads: Leads,
    windows: list[Window],
    delays: Delays | None = None,
    *,
    index: Floats | None = None,
) -> Model:
    """Rates, sizes and delays of the others, for windows that do not overlap.

    Parameters
    ----------
    delays : Delays, optional
        Known already; else `win_delays` of these leads.
    index : array of float, shape (windows, codes of the first segment), optional
        Market in each window / usually, NaN where a segment has none: what its rate is
        expected to move by before the leads of the window are looked at.

    Raises
    ------
    ValueError
        No lead has had time to be won, two windows overlap, or an index is not above 0.
    """
    if index is not None and (index <= 0).any():
        raise ValueError(f"an index is {np.nanmin(index)}; give ratios above 0, NaN for none")
    known = delays or win_delays(leads)
    kinds = cells(leads, known, windows)
    columns = design(kinds, index=index)
    bands = columns.dimension >= len(leads.segments)
    if ((kinds.late > 0) & (kinds.late < 1)).any():
        late = evened(kinds.late, pooled_fit(kinds, columns)[0][bands])
        columns = design(kinds, late, index)
    rates = others_rates(kinds, columns)
    seen = [window.by(leads.until) for window in windows]
    sizes = others_sizes(leads, int(kinds.codes[:, :1].max(initial=0)) + 1, seen)
    chance = np.exp(columns.rows[:, 0] @ rates.pooled)[kinds.of_lead]
    factor = dispersion(leads, known, chance)
    return Model(leads, known, seen, kinds, columns, rates, sizes, factor)


def peers_of(roles: Ints) -> Bools:
    """Who is held against whom: the same role; everybody where fewer than three share it.

    Returns
    -------
    array of bool, shape (reps, reps)
        Nobody is their own peer.
    """
    same = np.equal.outer(roles, roles)
    same[same.sum(axis=1) - 1 < FEWEST_PEERS] = True
    np.fill_diagonal(same, False)
    return np.asarray(same, dtype=np.bool_)
