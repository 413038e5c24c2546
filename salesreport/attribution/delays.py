"""How long wins take: which share of a lead's wins falls into which days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.attribution.leads import Ints, Leads, Window
from salesreport.statistics import Floats

NO_LEADS = 1e-9
LEAST_AT_RISK = 0.05
"""Share of the leads that a win at a high age is at least held against."""


@dataclass(frozen=True, eq=False)
class Delays:
    """Share of the wins that have come by an age in days; 1 at the highest age seen."""

    by_age: Floats

    def won_by(self, age: Ints) -> Floats:
        """Share won by the end of that day; 0 before the first."""
        last = len(self.by_age) - 1
        return np.where(age < 0, 0.0, self.by_age[np.clip(age, 0, last)])

    def inside(self, assigned: Ints, window: Window) -> Floats:
        """Share of each lead's wins that falls into a window; its exposure."""
        through = self.won_by(window.last - assigned)
        return through - self.won_by(window.first - 1 - assigned)


def reps_in_time(leads: Leads, delays: Delays) -> Ints:
    """Reps of whose leads any has had time to be won, as places in `Leads.roles`.

    What the others' leads say of a rep needs one besides.
    """
    had = leads.per_rep(delays.won_by(leads.until - leads.assigned))
    return np.flatnonzero(had > NO_LEADS)


def win_delays(leads: Leads) -> Delays:
    """Distribution of the days from a lead to its win, from leads of any age.

    1 - Π_{u <= t} (1 - d_u / Y_u), scaled to 1 at the highest age: d_u wins at age u,
    Y_u leads that old by `until` and not won before, or `LEAST_AT_RISK` of all leads where
    fewer are that old: a single late win among the few oldest leads would else stand for
    most wins to come. A lost lead stays at risk until `until`, for when a loss is noted
    says nothing of when wins come; leads that are too young count only as far as they have
    been seen. A win before its lead counts as one on the same day, a lead after `until`
    not at all.

    Returns
    -------
    Delays
        Even over the ages seen where there is no win at all.

    References
    ----------
    Gray 1988, Annals of Statistics 16:1141 (cumulative incidence with known censoring).

    Examples
    --------
    Four leads of day 0, seen until day 3, one won on day 1, and one of day 2 not yet won.

    >>> from salesreport.attribution.leads import NEVER
    >>> day, codes = np.array([0, 0, 0, 0, 2]), np.zeros(5, dtype=int)
    >>> won = np.array([1, NEVER, NEVER, 3, NEVER])
    >>> leads = Leads(codes, day, won, np.ones(5), {}, {}, np.zeros(1, dtype=int), 3)
    >>> win_delays(leads).by_age.round(4).tolist()
    [0.0, 0.4286, 0.4286, 1.0]
    """
    here = leads.assigned <= leads.until
    won = leads.known[here]
    seen = leads.until - leads.assigned[here]
    age = np.where(won, np.maximum(leads.won[here] - leads.assigned[here], 0), 0)
    highest = int(seen.max(initial=0))
    wins = np.bincount(age[won], minlength=highest + 1)
    gone = np.bincount(np.where(won, age, seen), minlength=highest + 1)
    at_risk = len(age) - np.concatenate([[0], np.cumsum(gone)[:-1]])
    hazard = wins / np.maximum(at_risk, max(LEAST_AT_RISK * len(age), 1.0))
    by_age = 1.0 - np.cumprod(1.0 - hazard)
    if by_age[-1] <= 0:
        return Delays(np.arange(1, highest + 2) / (highest + 1))
    return Delays(by_age / by_age[-1])
