"""How often chance alone gives so few deals, or so many."""

from __future__ import annotations


def at_most(wins: int, expected: float) -> float:
    """Chance of this many wins or fewer when more were expected.

    Poisson: P(X <= wins) = Σ_{k <= wins} e^-m m^k / k!, m = expected.

    Parameters
    ----------
    wins : int
        Deals won, 0 or more.
    expected : float
        Deals expected in the same time, 0 or more.

    Returns
    -------
    float
        0-1. NaN when `expected` is NaN.

    Raises
    ------
    ValueError
        A number is negative or the wins are not whole.

    Examples
    --------
    A target of 300,000 needs 7.14 deals of 42,000; 5 or fewer come 28 % of the time.

    >>> round(at_most(5, 300000 / 42000), 4)
    0.2828
    """
    from scipy import stats

    _check(wins, expected)
    return float(stats.poisson.cdf(wins, expected))


def at_least(wins: int, expected: float) -> float:
    """Chance of this many wins or more when fewer were expected.

    Poisson: P(X >= wins) = 1 - P(X <= wins - 1).

    Parameters
    ----------
    wins : int
        Deals won, 0 or more.
    expected : float
        Deals expected in the same time, 0 or more.

    Returns
    -------
    float
        0-1. NaN when `expected` is NaN.

    Raises
    ------
    ValueError
        A number is negative or the wins are not whole.

    Examples
    --------
    >>> round(at_least(1, 0.5), 4)
    0.3935
    """
    from scipy import stats

    _check(wins, expected)
    return float(stats.poisson.sf(wins - 1, expected))


def _check(wins: int, expected: float) -> None:
    if wins < 0 or expected < 0 or not float(wins).is_integer():
        raise ValueError(f"{wins} wins where {expected} are expected; give a count and a number")
