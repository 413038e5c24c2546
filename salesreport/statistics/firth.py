"""Logistic regression that stays finite in small tables, after Firth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from salesreport.statistics.arguments import Floats, Interval, floats, inside

JEFFREYS = 0.5
"""Weight of the penalty in Firth's method; 0 is plain maximum likelihood."""
MOST_STEPS = 50
LARGEST_STEP = 5.0
MOST_HALVINGS = 25
NOT_SETTLED = (
    "the fit does not settle; leave out columns, or give a penalty where outcomes are separated"
)
CLOSE = 1e-8
"""Change of any case's log odds, by one step, below which a fit has settled."""
SMALL = 1e-4
TOO_LITTLE = 1e-13
"""Log likelihood that is no gain, for it is not exact by as much."""
FARTHEST_ODDS = 30.0
SEPARATED = 25.0
"""Log odds that only outcomes told apart without error drive a plain fit to."""
NEAR = 1e-6
"""Error allowed at the end of an interval."""
FARTHEST = 60
"""Doublings of a step on the search for the end of an interval."""


class Coefficient(NamedTuple):
    """One coefficient: `interval` of its profile likelihood, `p` against 0."""

    effect: float
    interval: Interval
    p: float


@dataclass(frozen=True, eq=False)
class FirthFit:
    """Coefficients of a logistic regression, found on columns of mean 0 and variance 1.

    `effects` of shape (columns,), `intercept`, `covariance` of shape (1 + columns, 1 +
    columns) and `log_likelihood` are those of the columns as given.
    """

    _model: _Model
    _found: Floats
    _centre: Floats
    _scale: Floats

    @property
    def effects(self) -> Floats:
        """Log odds ratios of one more of each column."""
        return self._found[1:] / self._scale

    @property
    def intercept(self) -> float:
        """Log odds where all columns are 0."""
        return float(self._found[0] - self._centre @ self.effects)

    @property
    def covariance(self) -> Floats:
        """Inverse of the information at the estimate, constant first."""
        back = np.diag(np.concatenate([[1.0], 1 / self._scale]))
        back[0, 1:] = -self._centre / self._scale
        return np.asarray(back @ self._model.covariance(self._found) @ back.T, dtype=np.float64)

    @property
    def log_likelihood(self) -> float:
        """Penalised log likelihood, of the columns as given."""
        stretched = 2 * self._model.penalty * float(np.log(self._scale).sum())
        return self._model.log_likelihood(self._found) + stretched

    def tested(self, column: int, *, level: float = 0.95) -> Coefficient:
        """A coefficient's interval and test, by the penalised likelihood ratio.

        The interval holds each value b for which twice the log likelihood lost by fixing
        the coefficient at b, the others free, is at most the quantile of chi-squared(1);
        `p` is its chance at b = 0. Unlike ± 1.96 sd it need not be symmetric, and holds
        where a table has empty cells.

        References
        ----------
        Heinze and Schemper 2002, Statistics in Medicine 21:2409.
        """
        from scipy import special

        place, best = column + 1, self._model.log_likelihood(self._found)
        effect, scale = float(self._found[place]), float(self._scale[column])
        covariance = self._model.covariance(self._found)
        along = covariance[:, place] / covariance[place, place]

        def root_lost(value: float) -> float:
            """Root of twice what is lost: next to a straight line on either side."""
            start = self._found + along * (value - effect)
            lost = best - self._model.log_likelihood(self._model.settled(start, place, value))
            return float(np.sqrt(max(2 * lost, 0.0)))

        allowed = float(np.sqrt(special.chdtri(1, 1 - inside(level, "level"))))
        step = float(np.sqrt(covariance[place, place])) * allowed
        low, high = (_end(root_lost, effect, side * step, allowed) for side in (-1, 1))
        p = float(special.chdtrc(1, root_lost(0.0) ** 2))
        return Coefficient(effect / scale, Interval(low / scale, high / scale), p)


def firth_logistic(outcome: ArrayLike, cases: Floats, *, penalty: float = JEFFREYS) -> FirthFit:
    """Logistic regression whose coefficients are finite under separation.

    Maximises Σ (y log p + (1 - y) log(1 - p)) + penalty · log|XᵀWX|, W = p(1 - p), in
    Newton steps on Xᵀ(y - p + 2 penalty · h (½ - p)), h the leverages of W½X. On a single
    two by two table it gives the odds ratio with half a case added to each cell.

    Parameters
    ----------
    outcome : array of 0 and 1, shape (n,)
        1 for what is explained: won.
    cases : array of float, shape (n, columns)
        What describes the cases; a constant is added.
    penalty : float
        ½ is Firth's; 0 plain maximum likelihood, which has no end under separation.

    Raises
    ------
    ValueError
        Shapes differ, a number is missing, an outcome is not 0 or 1, a column follows from
        the others, or the fit does not settle.

    References
    ----------
    Firth 1993, Biometrika 80:27; Heinze and Schemper 2002, Statistics in Medicine 21:2409.

    Examples
    --------
    Three of three won with it, two of eleven without: log(3.5 · 9.5 / (0.5 · 2.5)).

    >>> won, with_it = [1] * 5 + [0] * 9, [[1.0]] * 3 + [[0.0]] * 11
    >>> firth_logistic(won, np.array(with_it)).effects.round(4)
    array([3.2809])
    """
    y, rows = floats(np.asarray(outcome, dtype=np.float64)), np.asarray(cases, dtype=np.float64)
    if rows.ndim != 2 or len(rows) != len(y):
        raise ValueError(f"{len(y)} outcomes and cases of shape {rows.shape}; give (n, columns)")
    if not (np.isfinite(rows).all() and ((y == 0) | (y == 1)).all()):
        raise ValueError("a case is no number, or an outcome is not 0 or 1; leave such cases out")
    design = np.column_stack([np.ones(len(rows)), rows])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError(
            f"the {rows.shape[1]} columns and a constant are not independent in {len(y)} cases; "
            "leave out what follows from the others"
        )
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    design[:, 1:] = (rows - centre) / scale
    model = _Model(design, y, float(penalty))
    found = model.settled(np.zeros(design.shape[1]))
    return FirthFit(model, found, centre, scale)


@dataclass(frozen=True, eq=False)
class _Model:
    """Penalised likelihood of one design and outcome."""

    design: Floats
    outcome: Floats
    penalty: float

    def chances(self, effects: Floats) -> Floats:
        """Never so near to 0 or 1 that the information has no inverse."""
        from scipy import special

        linear = np.clip(self.design @ effects, -FARTHEST_ODDS, FARTHEST_ODDS)
        return np.asarray(special.expit(linear), dtype=np.float64)

    def information(self, chances: Floats) -> Floats:
        weights = chances * (1 - chances)
        return np.asarray((self.design.T * weights) @ self.design, dtype=np.float64)

    def covariance(self, effects: Floats) -> Floats:
        return np.asarray(np.linalg.inv(self.information(self.chances(effects))), np.float64)

    def log_likelihood(self, effects: Floats) -> float:
        """Penalised log likelihood; minus infinity where the information is singular."""
        linear = self.design @ effects
        plain = self.outcome @ linear - np.logaddexp(0, linear).sum()
        if not self.penalty:
            return float(plain)
        _, logarithm = np.linalg.slogdet(self.information(self.chances(effects)))
        return float(plain + self.penalty * logarithm)

    def settled(self, effects: Floats, place: int | None = None, value: float = 0.0) -> Floats:
        """Effects at the maximum; one of them may be fixed at a value.

        The penalty is that of the whole design in both cases, so that likelihoods compare.
        """
        free = np.arange(len(effects)) != (-1 if place is None else place)
        at = effects.copy()
        if place is not None:
            at[place] = value
        best = self.log_likelihood(at)
        for _ in range(MOST_STEPS):
            step = np.zeros(len(at))
            step[free] = self._step(at, free)
            reach = float(np.abs(self.design @ step).max())
            step *= min(1.0, LARGEST_STEP / max(reach, CLOSE))
            near = at + step  # nearer to the top by more than its likelihood can tell
            at, gained, best = self._climbed(at, step, best)
            if reach < CLOSE or not gained:
                return self._with_an_end(near if reach < SMALL else at)
        return self._with_an_end(self._climbed_slowly(at, free))

    def _climbed_slowly(self, effects: Floats, free: NDArray[np.bool_]) -> Floats:
        """The top, where steps stay small for a coefficient fixed far out (BFGS)."""
        from scipy import optimize

        at = effects.copy()

        def below(values: Floats) -> tuple[float, Floats]:
            at[free] = values
            slope, _ = self._slope(at)
            return -self.log_likelihood(at), -slope[free]

        at[free] = optimize.minimize(below, effects[free], jac=True, method="BFGS").x
        return at

    def _climbed(self, at: Floats, step: Floats, best: float) -> tuple[Floats, bool, float]:
        """The step, halved until it climbs; where none does, the place is the top."""
        for _ in range(MOST_HALVINGS):
            reached = self.log_likelihood(at + step)
            if reached > best + TOO_LITTLE:
                return at + step, True, reached
            step = step / 2
        return at, False, best

    def _with_an_end(self, effects: Floats) -> Floats:
        """Effects that are no stop on the way to infinity."""
        if not self.penalty and float(np.abs(self.design @ effects).max()) > SEPARATED:
            raise ValueError(NOT_SETTLED)
        return effects

    def _step(self, effects: Floats, free: NDArray[np.bool_]) -> Floats:
        """Step as if each case were 1 + 2 penalty · leverage cases, as the penalty acts.

        With the plain information instead, steps overshoot where few cases hold a column.
        """
        slope, weights = self._slope(effects)
        columns = self.design[:, free]
        curved = (columns.T * weights) @ columns
        return np.asarray(np.linalg.solve(curved, slope[free]), dtype=np.float64)

    def _slope(self, effects: Floats) -> tuple[Floats, Floats]:
        """Slope of the penalised log likelihood, and each case's weight with the penalty's."""
        chances = self.chances(effects)
        residual, weights = self.outcome - chances, chances * (1 - chances)
        if self.penalty:
            spread = self.design @ np.linalg.inv(self.information(chances))
            leverage = weights * (spread * self.design).sum(axis=1)
            residual = residual + 2 * self.penalty * leverage * (0.5 - chances)
            weights = weights * (1 + 2 * self.penalty * leverage)
        return np.asarray(self.design.T @ residual, dtype=np.float64), weights


def _end(root_lost: Callable[[float], float], effect: float, step: float, allowed: float) -> float:
    """Where a likelihood has lost what is allowed, going from the estimate by growing steps."""
    from scipy import optimize

    near = effect
    for _ in range(FARTHEST):
        far = near + step
        if root_lost(far) > allowed:
            short = optimize.brentq(lambda b: root_lost(b) - allowed, near, far, xtol=NEAR)
            return float(short)
        near, step = far, step * 2
    return float(np.copysign(np.inf, step))
