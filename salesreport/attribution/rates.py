"""Chance of a lead to be won, by kind and window, as the other reps' leads have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from salesreport.attribution.cells import Cells
from salesreport.attribution.delays import NO_LEADS
from salesreport.attribution.design import Design
from salesreport.attribution.leads import Bools, Ints
from salesreport.statistics import Floats

MOST_STEPS = 60
LARGEST_STEP = 1.0
CLOSE = 1e-7
"""Change of any log rate, by one step, from which on a fit has settled."""
FEWEST_WINS = 0.5
AT_ONCE = 4_000_000
"""Numbers in one block of reps by kinds, so that memory does not grow with the team."""


@dataclass(frozen=True, eq=False)
class Rates:
    """Effects as the others of each rep have them, and how firm they are.

    Attributes
    ----------
    effects : array of float, shape (reps, columns)
        Of the log rate. NaN for a rep beside whom nobody has leads that could be won.
    covariance : array of float, shape (reps, columns, columns)
        For Poisson wins; `dispersed` for what reps really vary by.
    pooled : array of float, shape (columns,)
        Effects over everybody.
    """

    effects: Floats
    covariance: Floats
    pooled: Floats

    def dispersed(self, dispersion: float, precision: Floats) -> Floats:
        """Covariance where wins vary by more than Poisson: (H / φ + precision)⁻¹.

        Only what the data say is less firm, not what was expected before.

        References
        ----------
        Wedderburn 1974, Biometrika 61:439 (quasi-likelihood).
        """
        found = np.full(self.covariance.shape, np.nan)
        some = ~np.isnan(self.effects).any(axis=1)
        prior = np.diag(precision)
        seen = np.linalg.inv(self.covariance[some]) - prior
        found[some] = np.linalg.inv(seen / dispersion + prior)
        return found


def blocks(n_reps: int, width: int) -> Iterator[slice]:
    """Reps next to each other, so few that `AT_ONCE` numbers hold a row of each."""
    step = max(AT_ONCE // max(width, 1), 1)
    return (slice(at, min(at + step, n_reps)) for at in range(0, n_reps, step))


def others_rates(cells: Cells, design: Design) -> Rates:
    """Log-linear Poisson rates of all reps but each one, drawn towards equal rates.

    Maximises Σ (W log μ - μ) - Σ precision · (β - c)² / 2 with μ = exposure · exp(Xβ),
    once over everybody and from there without each rep, in Newton steps until no log
    rate moves. c is `Design.centre`, and for the first effect the log of the rate of everybody
    (`FEWEST_WINS` where nobody won): where the others have no win their rate is low, not 0.

    Raises
    ------
    ValueError
        There is no exposure at all.

    References
    ----------
    McCullagh and Nelder 1989, Generalized Linear Models, 6; the ridge is a normal prior.
    """
    everybody = _Everybody.of(cells, design)
    shape = (cells.n_reps, design.n_columns)
    effects, covariance = np.full(shape, np.nan), np.full((*shape, shape[1]), np.nan)
    for reps in blocks(cells.n_reps, len(everybody.live)):
        exposure, wins = everybody.without(cells, reps)
        some = exposure.sum(axis=1) > NO_LEADS
        start = np.repeat(everybody.effects, some.sum(), axis=0)
        found, curved = everybody.fit.settled(start, wins[some], exposure[some])
        effects[reps][some], covariance[reps][some] = found, np.linalg.inv(curved)
    return Rates(effects, covariance, everybody.effects[0])


def pooled_fit(cells: Cells, design: Design) -> tuple[Floats, Floats]:
    """Effects over everybody and their variances, both of shape (columns,).

    Raises
    ------
    ValueError
        There is no exposure at all.
    """
    everybody = _Everybody.of(cells, design)
    variances = np.diagonal(np.linalg.inv(everybody.curved))
    return everybody.effects[0], np.asarray(variances, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class _Everybody:
    """Fit over all reps, of the rows in which anybody has leads or wins."""

    fit: _Fit
    effects: Floats
    curved: Floats
    exposure: Floats
    wins: Floats
    live: Bools

    @classmethod
    def of(cls, cells: Cells, design: Design) -> _Everybody:
        exposure, wins = (part.reshape(-1) for part in cells.together())
        if exposure.sum() <= NO_LEADS:
            raise ValueError("no lead has had time to be won; give at least one older lead")
        live = (exposure > 0) | (wins > 0)
        centre = design.centre.copy()
        centre[0] = np.log(max(wins.sum(), FEWEST_WINS) / exposure.sum())
        rows = design.rows.reshape(-1, design.n_columns)[live]
        fit = _Fit(rows, design.precision, centre)
        effects, curved = fit.settled(centre[None], wins[None, live], exposure[None, live])
        return cls(fit, effects, curved[0], exposure[live], wins[live], live)

    def without(self, cells: Cells, reps: slice) -> tuple[Floats, Floats]:
        """Exposures and wins of all but each of these reps, shape (reps, rows)."""
        exposure, wins = (part.reshape(len(part), -1)[:, self.live] for part in cells.of(reps))
        return np.maximum(self.exposure - exposure, 0.0), self.wins - wins


class _Fit:
    """Newton steps of many fits that share their columns."""

    def __init__(self, rows: Floats, precision: Floats, centre: Floats) -> None:
        from scipy import sparse

        self.rows, self.precision, self.centre = rows, precision, centre
        self.upper = np.triu_indices(rows.shape[1])
        n = rows.shape[1]
        pair = np.zeros((n, n), dtype=np.int64)
        pair[self.upper] = np.arange(len(self.upper[0]))
        row, first, second = _products(rows)
        values = rows[row, first] * rows[row, second]
        places = (pair[first, second], row)
        self.products = sparse.csr_array((values, places), shape=(len(self.upper[0]), len(rows)))

    def expected(self, effects: Floats, exposure: Floats) -> Floats:
        """Wins expected, shape (fits, rows)."""
        return np.asarray(exposure * np.exp(effects @ self.rows.T), dtype=np.float64)

    def information(self, expected: Floats) -> Floats:
        """Curvature of the penalised likelihood, shape (fits, columns, columns)."""
        n = self.rows.shape[1]
        curved = np.zeros((len(expected), n, n))
        sums = (self.products @ np.ascontiguousarray(expected.T)).T
        curved[:, self.upper[0], self.upper[1]] = sums
        curved[:, self.upper[1], self.upper[0]] = sums
        return curved + np.diag(self.precision)

    def settled(self, effects: Floats, wins: Floats, exposure: Floats) -> tuple[Floats, Floats]:
        """Effects at the maximum, and the curvature there.

        A step that would move a log rate by more than `LARGEST_STEP` is cut to it: from
        far below, Newton steps of a Poisson fit go too far.
        """
        for _ in range(MOST_STEPS):
            expected = self.expected(effects, exposure)
            curved = self.information(expected)
            slope = (wins - expected) @ self.rows - self.precision * (effects - self.centre)
            step = np.linalg.solve(curved, slope[..., None])[..., 0]
            reach = np.abs(step @ self.rows.T).max(axis=1, initial=0.0)
            effects = effects + step / np.maximum(reach / LARGEST_STEP, 1.0)[:, None]
            if reach.max(initial=0.0) < CLOSE:
                break
        return effects, curved


def _products(rows: Floats) -> tuple[Ints, Ints, Ints]:
    """Row and both columns of each product of two columns that is not 0, each once.

    A row has few columns that are not 0, so most products of two columns are.
    """
    row, column = np.nonzero(rows)
    count = np.bincount(row, minlength=len(rows))
    begins = np.cumsum(count) - count
    first = np.repeat(np.arange(len(row)), count[row])
    before = np.cumsum(count[row]) - count[row]
    second = begins[row[first]] + np.arange(len(first)) - np.repeat(before, count[row])
    kept = column[first] <= column[second]
    first, second = first[kept], second[kept]
    return row[first], column[first], column[second]
