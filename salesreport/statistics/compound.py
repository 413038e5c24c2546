"""How likely a month's revenue falls short when only its chances are known."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import NOT_KNOWN

# Wins beyond this many standard deviations add nothing that shows.
REACH = 10.0
# A spread or an expectation below this is none: quotients of it have no digits left.
NOTHING = 1e-9


def sum_below(
    amount: float, *, wins: float, leads: int | None, mean: float, amount_cv: float
) -> float:
    """Chance that the sum of a random number of random amounts is below an amount.

    Σ_k P(k wins) · P(sum of k amounts < amount): wins are binomial with wins / leads,
    Poisson where no number of leads bounds them; amounts are gamma with the mean and
    the coefficient of variation given, so that k of them are gamma with shape k / CV².

    Parameters
    ----------
    amount : float
        What the sum is held against, in the unit of `mean`.
    wins : float
        Deals expected, 0 or more.
    leads : int or None
        Leads they come from; None, or no more than the wins expected: Poisson.
    mean : float
        Mean amount of a deal, above 0.
    amount_cv : float
        Standard deviation of a deal's amount / its mean, 0 or more.

    Returns
    -------
    float
        0-1; 0 for an amount of 0 or less. NaN where the wins or the mean are unknown.

    Raises
    ------
    ValueError
        A number is negative or the mean is not above 0.

    References
    ----------
    As `revenue_cv`, whose standard deviation the sum has for Poisson wins.

    Examples
    --------
    Two leads at one half, each deal exactly 10: below 15 unless both are won.

    >>> round(sum_below(15, wins=1.0, leads=2, mean=10.0, amount_cv=0.0), 12)
    0.75
    """
    from scipy import special

    if wins < 0 or amount_cv < 0 or mean <= 0:
        raise ValueError(f"{wins} wins of {mean}, CV {amount_cv}; give 0 or more, and a mean > 0")
    if np.isnan([wins, mean, amount_cv, amount]).any():
        return NOT_KNOWN
    if amount <= 0:
        return 0.0
    if wins < NOTHING:
        return 1.0
    bounded = leads is not None and leads > wins
    most = leads if bounded and leads is not None else int(wins + REACH * np.sqrt(wins) + REACH)
    k = np.arange(most + 1)
    if bounded:
        rate = wins / most
        chances = special.gammaln(most + 1) - special.gammaln(k + 1)
        chances += special.xlogy(k, rate) + special.xlog1py(most - k, -rate)
        chance = np.exp(chances - special.gammaln(most - k + 1))
    else:
        chance = np.exp(special.xlogy(k, wins) - wins - special.gammaln(k + 1))
    if amount_cv < NOTHING:
        return float(chance[k * mean < amount].sum())
    shape, scale = np.maximum(k, 1) / amount_cv**2, mean * amount_cv**2
    short = np.where(k == 0, 1.0, special.gammainc(shape, amount / scale))
    return float(np.clip((chance * short).sum(), 0.0, 1.0))
