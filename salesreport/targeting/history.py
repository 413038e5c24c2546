"""What reps sold before, drawn to the whole the more the fewer wins stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Floats, shrunk_rates

FEWEST_ALIKE = 5
"""Reps of one role from which on they are drawn to their own mean, and spread can be told."""
PRIOR_WINS = 10.0
"""Wins that the whole counts for where the spread between reps cannot be told."""


@dataclass(frozen=True)
class History:
    """One rep's months before.

    Attributes
    ----------
    rep_id : str
    role : str or None
    amount : float
        Bookings, in the main unit.
    months : float
        Months there, by what they usually bring; above 0.
    wins, won, closed : float
        Won customers; deals won, and deals decided.
    """

    rep_id: str
    role: str | None
    amount: float
    months: float
    wins: float
    won: float
    closed: float

    @property
    def rate(self) -> float:
        """Bookings a month there."""
        return self.amount / self.months


def drawn_in(histories: Sequence[History], amount_cv: float) -> Floats:
    """Bookings a month there, drawn to the mean of the role.

    θ + B_i (r_i - θ), B_i = τ² / (τ² + v_i), v_i = θ² (1 + CV²) / w_i: compound Poisson
    noise of w_i expected wins; τ² after DerSimonian and Laird. With fewer than five reps
    B_i = w_i / (w_i + 10). Who sold less is never drawn above one who sold more in as long.

    Parameters
    ----------
    histories : sequence of History
        Bookings of 0 are a history as any.
    amount_cv : float
        Standard deviation of a deal's amount / its mean, pooled; NaN counts as 1.

    Returns
    -------
    array of float, shape (reps,)
        In the unit of the bookings, 0 or more.

    References
    ----------
    DerSimonian and Laird 1986, Controlled Clinical Trials 7:177; Efron and Morris 1975,
    JASA 70:311.
    """
    found = np.array([max(one.rate, 0.0) for one in histories])
    roles = [one.role for one in histories]
    pools = {role: np.array([r == role for r in roles], dtype=bool) for role in set(roles)}
    if any(at.sum() < FEWEST_ALIKE for at in pools.values()):
        pools = {None: np.ones(len(roles), dtype=bool)}
    for at in pools.values():
        if at.any():
            found[at] = _drawn(
                [h for h, mine in zip(histories, at, strict=True) if mine], amount_cv
            )
    return found


def _drawn(histories: Sequence[History], amount_cv: float) -> Floats:
    rates = np.array([max(one.rate, 0.0) for one in histories])
    months = np.array([one.months for one in histories])
    wins = np.array([one.wins for one in histories], dtype=np.float64)
    mean = float((rates * months).sum() / months.sum())
    if not mean > 0:
        return rates
    expected = months * wins.sum() / months.sum()
    if len(histories) < FEWEST_ALIKE or not wins.sum() > 0:
        kept = expected / (expected + PRIOR_WINS)
    else:
        cv = 1.0 if np.isnan(amount_cv) else amount_cv
        noise = mean**2 * (1 + cv**2) / expected
        between = _between(rates, noise)
        kept = between / (between + noise)
    found: Floats = mean + kept * (rates - mean)
    return found


def _between(values: Floats, noise: Floats) -> float:
    """Variance of values beyond their noise, 0 at least."""
    weight = 1 / noise
    mean = (weight * values).sum() / weight.sum()
    q = (weight * (values - mean) ** 2).sum()
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float((q - (len(values) - 1)) / scale)) if scale > 0 else 0.0


def per_decision(histories: Sequence[History]) -> Floats | None:
    """What a decided deal brings a rep: drawn win rate x drawn bookings per customer.

    Both are drawn to the whole: the rate by how much rates differ, bookings per customer
    by (bookings + 10 mean) / (wins + 10).

    Returns
    -------
    array of float, shape (reps,), or None
        None where no deal was decided, or no customer won.
    """
    closed = np.array([one.closed for one in histories], dtype=np.float64)
    won = np.minimum([one.won for one in histories], closed)
    wins = np.array([one.wins for one in histories], dtype=np.float64)
    booked = np.array([max(one.amount, 0.0) for one in histories])
    if not closed.sum() > 0 or not wins.sum() > 0:
        return None
    mean = booked.sum() / wins.sum()
    size = (booked + PRIOR_WINS * mean) / (wins + PRIOR_WINS)
    found: Floats = shrunk_rates(won, closed).estimates * size
    return found
