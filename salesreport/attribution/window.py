"""Bookings of one window against what the other reps would have made of the same leads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.attribution.ladder import Steps, joined, steps
from salesreport.attribution.model import Model, peers_of
from salesreport.statistics import Floats


@dataclass(frozen=True, eq=False)
class Attribution:
    """What each rep's bookings of a window are made of, in main units; rows are reps.

    All but `actual`, `wins` and `exposure` are NaN for a rep beside whom nobody has leads
    that could be won.

    Attributes
    ----------
    dimensions : tuple of str
        Columns of `steps.amounts`.
    actual : array of float, shape (reps,)
        Bookings from the leads.
    steps : Steps
        From own number of leads of the peers' kinds (`benchmark`) to own leads as the
        others would have had them (`expected`).
    amounts_sd, benchmark_sd, expected_sd, by_lead_sd : arrays of float
        How far `steps.amounts`, `benchmark`, `expected` and `by_lead` could be off.
    chance_sd : array of float, shape (reps,)
        How far bookings of such leads move by chance alone: sqrt(Σ wins expected ·
        size² · (dispersion + CV²)).
    wins, wins_expected, wins_variance : arrays of float, shape (reps,)
        Wins, those of the others on the same leads, and the variance of their
        difference: chance with dispersion, and what is not known of the rates.
    exposure : array of float, shape (reps,)
        Leads at work in the window, each by the share of its wins that falls into it.
    """

    dimensions: tuple[str, ...]
    actual: Floats
    steps: Steps
    amounts_sd: Floats
    benchmark_sd: Floats
    expected_sd: Floats
    by_lead_sd: Floats
    chance_sd: Floats
    wins: Floats
    wins_expected: Floats
    wins_variance: Floats
    exposure: Floats

    @property
    def unexplained(self) -> Floats:
        """Bookings less what the others would have made of the same leads."""
        return np.asarray(self.actual - self.steps.expected)

    @property
    def unexplained_sd(self) -> Floats:
        """Chance, and what is not known of the others' rates and sizes."""
        return np.asarray(np.hypot(self.chance_sd, self.expected_sd))


def attribution(model: Model, at: int) -> Attribution:
    """Bookings of a window of a model, step by step from the peers' leads to one's own.

    steps.benchmark + Σ steps.amounts + unexplained = actual.

    Parameters
    ----------
    at : int
        Place of the window in `model.windows`.
    """
    leads = model.leads
    own, peers = model.exposure(at), peers_of(leads.roles)
    walked = joined(
        [steps(model.worth(at, reps), own[reps], peers[reps] @ own) for reps in model.blocks()]
    )
    expected, slopes, squares = wins_expected(model, at, own)
    spread = model.dispersion + model.sizes.cv**2
    exposure, won = own.sum(axis=1), leads.won_in(model.windows[at])
    return Attribution(
        dimensions=leads.dimensions,
        actual=leads.per_rep(leads.amount, won),
        steps=walked,
        amounts_sd=model.sd(walked.slopes),
        benchmark_sd=model.sd(walked.benchmark_slopes),
        expected_sd=model.sd(walked.expected_slopes),
        by_lead_sd=model.sd(walked.by_lead_slopes),
        chance_sd=np.sqrt(squares * spread),
        wins=leads.per_rep(where=won),
        wins_expected=expected,
        wins_variance=model.dispersion * expected + model.sd(slopes) ** 2,
        exposure=exposure,
    )


@dataclass(frozen=True, eq=False)
class Usual:
    """As many leads of the peers' kinds at the rates of all time outside the windows.

    Attributes
    ----------
    benchmark, benchmark_sd : arrays of float, shape (reps,)
    moved, moved_sd : arrays of float, shape (reps,)
        What the others' rates of the window make of them beyond that.
    """

    benchmark: Floats
    benchmark_sd: Floats
    moved: Floats
    moved_sd: Floats


def usual(model: Model, at: int, found: Attribution) -> Usual:
    """The benchmark of a window at the others' usual rates, and how far these have moved.

    Without leads outside the windows nothing says what is usual, and `moved` is near 0.

    Parameters
    ----------
    found : Attribution
        Of the window `at`.
    """
    own, peers = model.exposure(at), peers_of(model.leads.roles)
    kinds = [peers[reps] @ own for reps in model.blocks()]
    each = [
        steps(model.worth(None, reps), own[reps], theirs)
        for reps, theirs in zip(model.blocks(), kinds, strict=True)
    ]
    before = joined(each)
    now = found.steps
    return Usual(
        benchmark=before.benchmark,
        benchmark_sd=model.sd(before.benchmark_slopes),
        moved=now.benchmark - before.benchmark,
        moved_sd=model.sd(now.benchmark_slopes - before.benchmark_slopes),
    )


def wins_expected(model: Model, at: int, own: Floats) -> tuple[Floats, Floats, Floats]:
    """Wins of the others on each rep's leads of a window.

    Parameters
    ----------
    own : array of float, shape (reps, kinds)
        Exposures in the window.

    Returns
    -------
    arrays of float, shapes (reps,), (reps, parameters) and (reps,)
        Σ wins over the kinds, its derivatives, and Σ wins · size².
    """
    expected, slopes, squares = [], [], []
    for reps in model.blocks():
        wins = own[reps] * model.chance(at, reps)
        size = model.size(at, reps)
        expected.append(wins.sum(axis=1))
        squares.append((wins * size**2).sum(axis=1))
        slopes.append(
            np.hstack([wins @ model.rows(at), np.zeros_like(model.sizes.variances[reps])])
        )
    return np.concatenate(expected), np.concatenate(slopes), np.concatenate(squares)
