"""Two usual ways to read a gap, to see whom they blame who has done nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.teams import LEVELS, Floats, Team
from salesreport.attribution.leads import NEVER, Window
from salesreport.attribution.model import peers_of
from salesreport.statistics import price_volume_mix

Bools = NDArray[np.bool_]

SHORT = 0.20
"""Share of the target from which a shortfall is blamed on the rep."""


def short_of_target(actual: Floats, target: Floats) -> Bools:
    """All of it is the rep's: who is under 80 % of target."""
    return np.asarray(actual < (1 - SHORT) * target)


def short_by_price(team: Team, window: Window, target: Floats) -> Bools:
    """Price-volume-mix: whose own part of the gap to the peers is 20 % of target or more.

    Volumes are deals closed in the window by industry, won or lost; the price is what a
    closed deal brings. Volume and mix are nobody's; price is the rep's.
    """
    shape = (len(team.roles), LEVELS[0])
    place = np.ravel_multi_index((team.rep, team.codes[:, 0]), shape)
    won = window.holds(team.won) & (team.won < NEVER)
    lost = window.holds(team.lost) & (team.lost < NEVER)

    def summed(weights: Floats) -> Floats:
        return (
            np.bincount(place, weights, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
        )

    closed, bookings = summed((won | lost).astype(float)), summed(team.amount * won)
    peers = peers_of(team.roles)
    count = peers.sum(axis=1, keepdims=True)
    others, theirs = peers @ closed, peers @ bookings
    found = price_volume_mix(
        closed, _ratio(bookings, closed), others / count, _ratio(theirs, others)
    )
    return np.asarray(found.price.sum(axis=1) < -SHORT * target)


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
