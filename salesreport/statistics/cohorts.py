"""What closed deals alone would say of a win rate, and by how much it is off."""

from __future__ import annotations

from math import exp, isnan, log

from salesreport.statistics.arguments import NOT_KNOWN, chance


def closed_only_rate(rate: float, age_days: float, *, won_days: float, lost_days: float) -> float:
    """Won / closed that a cohort of one age shows when its true win rate is known.

    w / (w + l), w = rate · (1 - e^(-age/won_days)),
    l = (1 - rate) · (1 - e^(-age/lost_days)): times to close are exponential.

    Parameters
    ----------
    rate : float
        Share that is won in the end, 0-1.
    age_days : float
        Days since the cohort was created, 0 or more.
    won_days, lost_days : float
        Mean days from creation to a win and to a loss, above 0.

    Returns
    -------
    float
        A fraction 0-1; above `rate` while losses are slower than wins. NaN at age 0,
        when nothing has closed.

    Raises
    ------
    ValueError
        The rate is no fraction, the age negative or a mean not above 0.

    Examples
    --------
    A true 30 % looks like 49 % in the month after creation.

    >>> round(closed_only_rate(0.3, 30, won_days=30, lost_days=90), 3)
    0.489
    """
    _check(won_days, lost_days)
    if age_days < 0:
        raise ValueError(f"an age of {age_days} days; it cannot be negative")
    won = chance(rate, "rate") * (1 - exp(-age_days / won_days))
    lost = (1 - rate) * (1 - exp(-age_days / lost_days))
    return won / (won + lost) if won + lost > 0 else NOT_KNOWN


def close_date_rate(
    rate: float, growth: float, *, days: float, won_days: float, lost_days: float
) -> float:
    """Won / closed by close date while leads keep growing and the true rate is known.

    w / (w + l), w = rate / (1 + g · won_days), l = (1 - rate) / (1 + g · lost_days),
    g = ln(1 + growth) / days: a slower outcome stems from an earlier, smaller cohort.

    Parameters
    ----------
    rate : float
        Share that is won in the end, 0-1.
    growth : float
        Growth of leads over `days`, a fraction above -1; 0 for none.
    days : float
        Days that the growth is over, above 0.
    won_days, lost_days : float
        Mean days from creation to a win and to a loss, above 0.

    Returns
    -------
    float
        A fraction 0-1. NaN when leads shrink so fast that no steady state exists.

    Raises
    ------
    ValueError
        The rate is no fraction, the growth not above -1 or days not above 0.

    Examples
    --------
    >>> round(close_date_rate(0.3, 0.1, days=30, won_days=30, lost_days=90), 3)
    0.335
    """
    _check(won_days, lost_days)
    if not growth > -1 or not days > 0:
        raise ValueError(f"growth of {growth} in {days} days; give more than -1 and more than 0")
    daily = log(1 + growth) / days
    by_won, by_lost = 1 + daily * won_days, 1 + daily * lost_days
    if isnan(chance(rate, "rate")) or not min(by_won, by_lost) > 0:
        return NOT_KNOWN
    won, lost = rate / by_won, (1 - rate) / by_lost
    return won / (won + lost)


def _check(won_days: float, lost_days: float) -> None:
    if not (won_days > 0 and lost_days > 0):
        raise ValueError(f"mean times of {won_days} and {lost_days} days; give more than 0")
