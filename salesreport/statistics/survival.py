"""How long things take when some are still under way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesreport.statistics.arguments import NOT_KNOWN, Floats, Numbers, floats


@dataclass(frozen=True)
class Survival:
    """Share still under way after a number of days, and what it was made of.

    `open_share[i]` holds from `days[i]` on; before the first of them it is 1.
    """

    n: int
    n_ended: int
    days: Floats
    open_share: Floats
    last_day: float

    @property
    def median_days(self) -> float:
        """First day on which half or fewer are still under way; NaN if not reached."""
        half = self.days[self.open_share <= 0.5]
        return float(half[0]) if half.size else NOT_KNOWN

    def at(self, day: float) -> float:
        """Share still under way after `day`; NaN beyond the last day watched.

        Once nothing is under way any more it stays 0.
        """
        passed = int(np.searchsorted(self.days, day, side="right"))
        share = float(self.open_share[passed - 1]) if passed else 1.0
        known = self.n > 0 and (day <= self.last_day or share == 0)
        return share if known else NOT_KNOWN


def kaplan_meier(days: Numbers, ended: NDArray[np.bool_] | list[bool]) -> Survival:
    """Share still under way by day, those not ended counted as long as watched.

    S(t) = Π_{t_j <= t} (1 - d_j / n_j): d_j ended on day t_j of the n_j still watched
    then; what is last seen on a day counts among that day's n.

    Parameters
    ----------
    days : sequence of float, shape (n,)
        Days from the start to the end, or to the last day watched; 0 or more.
    ended : sequence of bool, shape (n,)
        False for what is still under way.

    Returns
    -------
    Survival
        Shares 0-1 at the days on which something ended. No days and NaN everywhere for
        nothing watched; 1 up to the last day when nothing has ended.

    Raises
    ------
    ValueError
        The lengths differ, or days are negative or missing.

    References
    ----------
    Kaplan and Meier 1958, JASA 53:457.

    Examples
    --------
    >>> found = kaplan_meier([1, 2, 3, 4], [True, False, True, False])
    >>> found.days, found.open_share, found.median_days
    (array([1., 3.]), array([0.75 , 0.375]), 3.0)
    """
    from scipy import stats

    watched = durations(days)
    closed = np.asarray(ended, dtype=bool)
    if closed.shape != watched.shape:
        raise ValueError(f"{watched.size} durations and {closed.size} ends; give one of each")
    last = float(watched.max(initial=0.0))
    if not closed.any():
        return Survival(watched.size, 0, floats([]), floats([]), last)
    sample = stats.CensoredData(uncensored=watched[closed], right=watched[~closed])
    curve = stats.ecdf(sample).sf
    fell = np.isin(curve.quantiles, watched[closed])
    share = curve.probabilities[fell]
    return Survival(watched.size, int(closed.sum()), curve.quantiles[fell], share, last)


def durations(days: Numbers) -> Floats:
    """Days watched, each known and 0 or more.

    Examples
    --------
    >>> durations([0, 30])
    array([ 0., 30.])
    """
    watched = floats(days)
    if np.isnan(watched).any() or np.any(watched < 0):
        raise ValueError("a duration is missing or negative; leave such rows out and list them")
    return watched
