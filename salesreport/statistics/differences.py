"""Two cohorts: whether their shares differ by more than chance."""

from __future__ import annotations

from math import ceil, hypot, isnan

from salesreport.statistics.arguments import (
    NOT_KNOWN,
    UNKNOWN,
    Interval,
    chance,
    counted,
    inside,
)


def newcombe(
    wins: int, trials: int, other_wins: int, other_trials: int, *, level: float = 0.95
) -> Interval:
    """Interval of the difference of two shares, first minus second.

    Newcombe's hybrid of two Wilson intervals l..u about p:
    d - sqrt((p1 - l1)² + (u2 - p2)²) to d + sqrt((u1 - p1)² + (p2 - l2)²), d = p1 - p2.

    Parameters
    ----------
    wins, trials, other_wins, other_trials : int
        Counts of two separate cohorts.
    level : float
        Share of such intervals that hold the true difference.

    Returns
    -------
    Interval
        Differences of fractions, -1 to 1. NaN and NaN when either cohort is empty.

    Raises
    ------
    ValueError
        As `wilson`.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:873, method 10.

    Examples
    --------
    The seed's two reps: 25 % and 15 % of a month's leads cannot be told apart.

    >>> low, high = newcombe(8, 32, 5, 33)
    >>> round(low, 3), round(high, 3)
    (-0.098, 0.29)
    """
    from statsmodels.stats.proportion import confint_proportions_2indep

    wins, trials = counted(wins, trials)
    other_wins, other_trials = counted(other_wins, other_trials)
    inside(level, "level")
    if trials == 0 or other_trials == 0:
        return UNKNOWN
    low, high = confint_proportions_2indep(
        wins, trials, other_wins, other_trials, compare="diff", method="newcomb", alpha=1 - level
    )
    return Interval(float(low), float(high))


def less_another(
    difference: float, range_of: Interval, other: float, range_of_other: Interval
) -> Interval:
    """Interval of one difference less another, each with an interval of its own.

    Squares of the reaches added up (MOVER): d - e - sqrt((d - l)² + (v - e)²) to
    d - e + sqrt((u - d)² + (e - k)²), d within l..u, e within k..v.

    Parameters
    ----------
    difference, other : float
        Estimates from separate cohorts.
    range_of, range_of_other : Interval
        Their intervals, of one level.

    Returns
    -------
    Interval
        In the unit of the differences. NaN and NaN where one of them is not known.

    References
    ----------
    Donner, Zou 2012, Statistical Methods in Medical Research 21:347.

    Examples
    --------
    >>> low, high = less_another(0.4, Interval(0.2, 0.5), 0.1, Interval(0.05, 0.15))
    >>> round(low, 3), round(high, 3)
    (0.094, 0.412)
    """
    middle = difference - other
    down = hypot(difference - range_of.low, range_of_other.high - other)
    up = hypot(range_of.high - difference, other - range_of_other.low)
    return Interval(middle - down, middle + up)


def fisher(wins: int, trials: int, other_wins: int, other_trials: int) -> float:
    """Chance of two shares at least as unlike as these if both cohorts were alike.

    Fisher's exact test, two-sided: the sum over all tables with the same margins
    that are no more likely than the one found.

    Parameters
    ----------
    wins, trials, other_wins, other_trials : int
        Counts of two separate cohorts.

    Returns
    -------
    float
        0-1. NaN when either cohort is empty; 1 when nothing or all was won.

    Raises
    ------
    ValueError
        The counts are no shares of cohorts.

    References
    ----------
    Fisher 1935, Journal of the Royal Statistical Society 98:39.

    Examples
    --------
    >>> round(fisher(8, 32, 5, 33), 3)
    0.367
    """
    from scipy import stats

    wins, trials = counted(wins, trials)
    other_wins, other_trials = counted(other_wins, other_trials)
    if trials == 0 or other_trials == 0:
        return NOT_KNOWN
    table = [[wins, trials - wins], [other_wins, other_trials - other_wins]]
    return float(stats.fisher_exact(table).pvalue)


def trials_to_tell_apart(
    rate: float, other_rate: float, *, power: float = 0.8, level: float = 0.95
) -> float:
    """Trials each cohort needs before two rates can be expected to show as different.

    Normal approximation of the two-sided test of equal cohorts,
    (z_level · sqrt(2 p̄(1 - p̄)) + z_power · sqrt(p1(1 - p1) + p2(1 - p2)))² / (p1 - p2)²,
    p̄ the mean of the two, rounded up.

    Parameters
    ----------
    rate, other_rate : float
        The two true shares, 0-1.
    power : float
        Chance of noticing the difference.
    level : float
        Level of the test.

    Returns
    -------
    float
        A whole number of trials in each cohort. NaN for equal or unknown rates: no
        number is enough.

    Raises
    ------
    ValueError
        A rate, the power or the level is no fraction.

    References
    ----------
    Fleiss, Levin, Paik 2003, Statistical Methods for Rates and Proportions, ch. 4.

    Examples
    --------
    >>> trials_to_tell_apart(0.25, 0.15)
    250.0
    """
    from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

    inside(power, "power")
    alpha = 1 - inside(level, "level")
    difference = chance(rate, "rate") - chance(other_rate, "other_rate")
    if difference == 0 or isnan(difference):
        return NOT_KNOWN
    needed = samplesize_proportions_2indep_onetail(
        difference, other_rate, power, alpha=alpha, alternative="two-sided"
    )
    return float(ceil(needed))
