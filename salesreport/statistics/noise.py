"""How much money moves by chance: few deals, each of another size."""

from __future__ import annotations

from math import hypot, sqrt
from typing import NamedTuple

from salesreport.statistics.arguments import NOT_KNOWN, chance


def revenue_cv(wins: float, amount_cv: float) -> float:
    """Standard deviation of a period's revenue as a share of what is expected.

    Compound Poisson: sqrt((1 + CV²) / wins).

    Parameters
    ----------
    wins : float
        Deals expected, not deals won: so that a month without a win has a band too.
    amount_cv : float
        Standard deviation of a deal's amount / its mean, 0 or more, pooled.

    Returns
    -------
    float
        A fraction of the expected revenue, 0 or more. NaN when no deal is expected.

    Raises
    ------
    ValueError
        A number is negative.

    Examples
    --------
    32 leads at 20 %: 6.4 deals; with a CV of 0.5 revenue is known to +-44 %.

    >>> round(revenue_cv(6.4, 0.5), 4)
    0.4419
    """
    if wins < 0 or amount_cv < 0:
        raise ValueError(f"{wins} wins with a CV of {amount_cv}; neither can be negative")
    return sqrt((1 + amount_cv**2) / wins) if wins > 0 else NOT_KNOWN


class DriverNoise(NamedTuple):
    """Standard deviation of revenue that each driver brings, as a share of revenue."""

    leads: float
    conversion: float
    amount: float

    @property
    def total(self) -> float:
        """All three together: variances add."""
        return hypot(self.leads, self.conversion, self.amount)


def driver_noise(
    leads: float, rate: float, amount_cv: float, *, leads_vary: bool = True
) -> DriverNoise:
    """Split of revenue's chance movement over leads, conversion and deal size.

    With N leads won at rate c: sqrt(1/N) leads, sqrt((1 - c)/(N c)) conversion,
    CV / sqrt(N c) deal size. Their squares add up to (1 + CV²)/(N c), the square of
    `revenue_cv`. Multiply by the logarithmic mean of the two revenues for money.

    Parameters
    ----------
    leads : float
        Leads expected, 0 or more.
    rate : float
        Reference share of leads won, 0-1, pooled; not the rep's own.
    amount_cv : float
        Standard deviation of a deal's amount / its mean, pooled.
    leads_vary : bool
        False when leads are allotted: their number is then no chance and adds nothing.

    Returns
    -------
    DriverNoise
        Fractions of revenue. NaN when no win is expected.

    Raises
    ------
    ValueError
        A number is negative or the rate is not from 0 to 1.

    Examples
    --------
    >>> [round(part, 3) for part in driver_noise(32, 0.2, 0.5)]
    [0.177, 0.354, 0.198]
    """
    if leads < 0 or amount_cv < 0:
        raise ValueError(f"{leads} leads with a CV of {amount_cv}; neither can be negative")
    wins = leads * chance(rate, "rate")
    if not wins > 0:
        return DriverNoise(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)
    by_leads = sqrt(1 / leads) if leads_vary else 0.0
    return DriverNoise(by_leads, sqrt((1 - rate) / wins), amount_cv / sqrt(wins))
