"""How much of a change went with the market, and how much did not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from salesreport.statistics.arguments import Floats
from salesreport.statistics.mix import shares
from salesreport.statistics.sides import not_negative, two_sides


class ShiftShare(NamedTuple):
    """Parts of a change, by segment, each of shape (..., segments).

    `market` had every segment grown as the whole market; `mix` for the segments one is
    in growing otherwise; `competitive` for growing otherwise than one's own segments.
    """

    market: Floats
    mix: Floats
    competitive: Floats

    @property
    def change(self) -> Floats:
        """All three over all segments: new minus old."""
        total: Floats = (self.market + self.mix + self.competitive).sum(axis=-1)
        return total


def shift_share(
    new: ArrayLike, old: ArrayLike, growth: ArrayLike, overall: ArrayLike
) -> ShiftShare:
    """Change of a value as market, industry mix and competitive parts of segments.

    With market growth g_i by segment and g overall: market_i = V0_i g, mix_i =
    V0_i (g_i - g), competitive_i = V1_i - V0_i (1 + g_i), which is V0_i (G_i - g_i)
    for own growth G_i. They add up to V1_i - V0_i in each segment.

    Parameters
    ----------
    new, old : array of float, shape (..., segments)
        Own value of each segment in both periods.
    growth : array of float, shape (..., segments)
        Growth of each segment's market, 0.1 = a tenth more. From the market's index;
        from the other reps it is a team-wide movement, one's own sales left out.
    overall : float or array of float, shape (...)
        Growth of the whole market. The same as `growth` where no segment is known.

    Returns
    -------
    ShiftShare
        In the values' unit. A segment that is new has only a competitive part. NaN
        where a number is.

    Raises
    ------
    ValueError
        The sides or the growth have not the same segments.

    References
    ----------
    Dunn 1960, Papers of the Regional Science Association 6:97.

    Examples
    --------
    >>> found = shift_share([1000, 100], [500, 100], [0.1, 0.2], 0.29)
    >>> found.market.round(6).tolist(), found.mix.round(6).tolist(), found.competitive.tolist()
    ([145.0, 29.0], [-95.0, -9.0], [450.0, -20.0])
    """
    now, then = two_sides(new, old)
    segment, _ = two_sides(growth, then)
    whole = np.asarray(overall, dtype=np.float64)[..., np.newaxis]
    market = then * whole
    return ShiftShare(market, then * (segment - whole), now - then * (1 + segment))


class Competitive(NamedTuple):
    """Parts of the competitive effect, by segment, each of shape (..., segments).

    `homothetic` had one the market's mix; `allocation` for being in the segments in
    which one grows better or worse.
    """

    homothetic: Floats
    allocation: Floats


def esteban_marquillas(
    new: ArrayLike, old: ArrayLike, growth: ArrayLike, market_weights: ArrayLike
) -> Competitive:
    """Competitive part of shift-share, freed of one's own mix of segments.

    With the market's shares s_i and V0h_i = ΣV0 · s_i: homothetic_i = V0h_i (G_i - g_i),
    allocation_i = (V0_i - V0h_i)(G_i - g_i). They add up to `shift_share(...).competitive`.

    Parameters
    ----------
    new, old, growth : array of float, shape (..., segments)
        As `shift_share`.
    market_weights : array of float, shape (..., segments)
        Size of each segment's market in the old period, in any scale, 0 or more.

    Returns
    -------
    Competitive
        In the values' unit. A segment that is new has no growth of its own: all is
        allocation. NaN where a number is, or the market has no size.

    Raises
    ------
    ValueError
        The segments are not the same, or a market weight is negative.

    References
    ----------
    Esteban-Marquillas 1972, Regional and Urban Economics 2:249.

    Examples
    --------
    >>> found = esteban_marquillas([1000, 100], [500, 100], [0.1, 0.2], [1, 2])
    >>> found.homothetic.tolist(), found.allocation.tolist()
    ([180.0, -80.0], [270.0, 60.0])
    """
    now, then = two_sides(new, old)
    segment, _ = two_sides(growth, then)
    market = shares(not_negative(two_sides(market_weights, then)[0], "a market weight"))
    competitive = now - then * (1 + segment)
    alike = then.sum(axis=-1, keepdims=True) * market
    alike, base, competitive = np.broadcast_arrays(alike, then, competitive)
    excess = np.divide(competitive, base, out=np.zeros(base.shape), where=base != 0)
    homothetic = alike * excess
    return Competitive(homothetic, competitive - homothetic)
