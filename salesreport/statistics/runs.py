"""How often chance alone gives months missed in a row, or one flag among many."""

from __future__ import annotations

import numpy as np

from salesreport.statistics.arguments import NOT_KNOWN, Numbers, chance, floats


def run_chance(length: int, misses: Numbers) -> float:
    """Chance of at least one run of misses of a length.

    Months are independent; the chance of each current run length 0..length - 1 is
    carried from month to month, and what reaches `length` stays.

    Parameters
    ----------
    length : int
        Months in a row that make a run, 1 or more.
    misses : sequence of float, one a month in order
        Chance of a miss in each month: 0.5 for "below the median", 0 for a month that
        cannot count.

    Returns
    -------
    float
        0-1. 0 for fewer months than `length`; NaN when a month's chance is NaN.

    Raises
    ------
    ValueError
        The length is below 1 or a chance is not from 0 to 1.

    References
    ----------
    Feller 1968, An Introduction to Probability Theory I, XIII.7.

    Examples
    --------
    In a stable year, nine of ten reps have two months below their median in a row.

    >>> round(run_chance(2, [0.5] * 12), 3)
    0.908
    """
    if length < 1:
        raise ValueError(f"a run of {length} months; give 1 or more")
    running, reached = [1.0] + [0.0] * (length - 1), 0.0
    for miss in floats(misses).tolist():
        missed = chance(miss, "chance of a miss")
        reached += running[-1] * missed
        ended = sum(running) * (1 - missed)
        running = [ended, *(part * missed for part in running[:-1])]
    return reached


def any_chance(chances: Numbers) -> float:
    """Chance that at least one of several independent things happens.

    1 - Π(1 - p).

    Parameters
    ----------
    chances : sequence of float
        Chance of each, 0-1.

    Returns
    -------
    float
        0-1. 0 for none; NaN when one of them is NaN.

    Raises
    ------
    ValueError
        A chance is not from 0 to 1.

    Examples
    --------
    Ten reps held to 95 % limits: two such teams in five have somebody outside.

    >>> round(any_chance([0.05] * 10), 3)
    0.401
    """
    row = floats(chances)
    for one in row.tolist():
        chance(one, "chance")
    return NOT_KNOWN if np.isnan(row).any() else float(1 - np.prod(1 - row))
