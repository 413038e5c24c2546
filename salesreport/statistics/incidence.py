"""How many of a cohort end in each way by a day, while others are still open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics.arguments import NOT_KNOWN, Floats, Numbers
from salesreport.statistics.survival import durations

OPEN = 0


@dataclass(frozen=True)
class Incidence:
    """Share of a cohort that ended in each way by a day.

    `shares` and `sds` have one row an outcome (1, 2, ...) and one column a day; a
    column holds from its day on. `n_open`: not ended when last seen.
    """

    n: int
    n_open: int
    days: Floats
    shares: Floats
    sds: Floats

    def at(self, day: float) -> Floats:
        """Shares of the outcomes by `day`; NaN beyond the last day watched.

        Once everything has ended the shares are final.
        """
        return self._column(self.shares, day)

    def sd_at(self, day: float) -> Floats:
        """Standard deviations of `at(day)`, by chance of this cohort."""
        return self._column(self.sds, day)

    def _column(self, values: Floats, day: float) -> Floats:
        passed = int(np.searchsorted(self.days, day, side="right"))
        still_open = self.n > 0 and self.shares[:, -1].sum() < 1 - 1e-12
        if self.n == 0 or (still_open and day > self.days[-1]):
            return np.full(values.shape[0], NOT_KNOWN)
        return values[:, passed - 1] if passed else np.zeros(values.shape[0])


def aalen_johansen(
    days: Numbers, outcomes: NDArray[np.int64] | list[int], *, n_outcomes: int
) -> Incidence:
    """Share of a cohort that ended in each way by a day, open ones not yet known.

    F_k(t) = Σ_{t_j <= t} S(t_j-) · d_kj / n_j: d_kj ended in way k on day t_j, n_j
    were still watched then, S is the share that had not ended in any way. The
    variance is Σ over the days t_j <= t of
    (F_k(t) - F_k(t_j))² · d_j / (n_j (n_j - d_j))
    + S(t_j-)² · d_kj (n_j - d_kj) / n_j³ - 2 (F_k(t) - F_k(t_j)) · S(t_j-) · d_kj / n_j²,
    a day on which all ended giving nothing to its first part.

    Parameters
    ----------
    days : sequence of float, shape (n,)
        Days from creation to the end, or to the last day watched; 0 or more.
    outcomes : sequence of int, shape (n,)
        How it ended: 1, 2, ... `n_outcomes`; 0 while it is open.
    n_outcomes : int
        Ways it can end, also where none ended so.

    Returns
    -------
    Incidence
        Shares 0-1 at each day on which something was last seen. All shares are 0 as
        long as nothing ended; NaN for an empty cohort.

    Raises
    ------
    ValueError
        The lengths differ, days are negative or missing, an outcome is unknown.

    References
    ----------
    Aalen and Johansen 1978, Scandinavian Journal of Statistics 5:141; variance as
    Dinse and Larson 1986, Biometrika 73:379.

    Examples
    --------
    Four deals: won on day 10, lost on day 30, one open since day 20, one won on day 40.

    >>> found = aalen_johansen([10, 30, 20, 40], [1, 2, 0, 1], n_outcomes=2)
    >>> found.at(30)
    array([0.25 , 0.375])
    """
    watched = durations(days)
    ways = np.asarray(outcomes, dtype=np.int64)
    if ways.shape != watched.shape:
        raise ValueError(f"{watched.size} durations and {ways.size} outcomes; give one of each")
    if n_outcomes < 1 or np.any(ways < OPEN) or np.any(ways > n_outcomes):
        raise ValueError(f"an outcome lies outside 0 to {n_outcomes}; 0 is open")
    seen, place = np.unique(watched, return_inverse=True)
    counts = np.zeros((n_outcomes + 1, seen.size))
    np.add.at(counts, (ways, place), 1)
    ended = counts[1:]
    at_risk = np.cumsum(counts.sum(axis=0)[::-1])[::-1]
    all_ended = ended.sum(axis=0)
    open_after = np.cumprod(1 - all_ended / at_risk)
    open_before = np.concatenate([[1.0], open_after])[:-1]
    shares = np.cumsum(open_before * ended / at_risk, axis=1)
    sds = _sds(shares, ended, all_ended, at_risk, open_before)
    return Incidence(watched.size, int((ways == OPEN).sum()), seen, shares, sds)


def _sds(
    shares: Floats, ended: Floats, all_ended: Floats, at_risk: Floats, open_before: Floats
) -> Floats:
    """Standard deviation of each outcome's share at each day, shaped as `shares`."""
    left = at_risk - all_ended
    hazard = np.divide(all_ended, at_risk * left, out=np.zeros_like(left), where=left > 0)
    step = open_before * ended / at_risk**2
    own = np.cumsum(open_before**2 * ended * (at_risk - ended) / at_risk**3, axis=1)
    # Σ over j of (F(t) - F(t_j))² · h_j, the square written out so that it is one pass.
    moved = (
        shares**2 * np.cumsum(hazard)
        - 2 * shares * np.cumsum(shares * hazard, axis=1)
        + np.cumsum(shares**2 * hazard, axis=1)
    )
    crossed = shares * np.cumsum(step, axis=1) - np.cumsum(shares * step, axis=1)
    variances: Floats = np.maximum(moved + own - 2 * crossed, 0.0)
    return np.sqrt(variances)
