"""Two by two tables of several strata: whether something goes with winning in each of them."""

from __future__ import annotations

from math import exp, inf, log, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from salesreport.statistics.arguments import NOT_KNOWN, UNKNOWN, Floats, Interval, inside

HALF = 0.5
"""Added to each cell where a logarithm of an odds ratio must be finite (Haldane, Anscombe)."""


class OddsRatio(NamedTuple):
    """Odds ratio with its interval; 1 is no association."""

    value: float
    interval: Interval


class Heterogeneity(NamedTuple):
    """Whether odds ratios of strata differ: chi-squared `statistic`, `df` and its chance `p`."""

    statistic: float
    df: int
    p: float


class MantelHaenszel(NamedTuple):
    """One odds ratio over strata, and what it hides.

    Attributes
    ----------
    odds_ratio : float
        Σ(ad/n) / Σ(bc/n) over strata. 0 or infinite where all cases point one way.
    interval : Interval
        Robins, Breslow and Greenland's; NaN and NaN where `odds_ratio` is 0 or infinite.
    log_sd : float
        Of log `odds_ratio`.
    statistic, p : float
        Mantel-Haenszel chi-squared with continuity correction, and its chance.
    z : float
        Signed root without correction; positive where the first row wins more.
    crude : float
        ad/bc of all strata put together.
    sign_change : bool
        `crude` and `odds_ratio` stand on different sides of 1.
    woolf, breslow_day : Heterogeneity
    n_strata, n : int
        Strata that say something (both rows, both columns filled), and the cases in them.
    """

    odds_ratio: float
    interval: Interval
    log_sd: float
    statistic: float
    p: float
    z: float
    crude: float
    sign_change: bool
    woolf: Heterogeneity
    breslow_day: Heterogeneity
    n_strata: int
    n: int


NO_TEST = Heterogeneity(NOT_KNOWN, 0, NOT_KNOWN)


NOTHING = MantelHaenszel(
    odds_ratio=NOT_KNOWN,
    interval=UNKNOWN,
    log_sd=NOT_KNOWN,
    statistic=NOT_KNOWN,
    p=NOT_KNOWN,
    z=NOT_KNOWN,
    crude=NOT_KNOWN,
    sign_change=False,
    woolf=NO_TEST,
    breslow_day=NO_TEST,
    n_strata=0,
    n=0,
)


def mantel_haenszel(tables: ArrayLike, *, level: float = 0.95) -> MantelHaenszel:
    """Odds ratio of winning with and without something, like compared with like.

    A stratum [[a, b], [c, d]] of n cases holds won and lost with it, won and lost without.
    Strata in which a row or a column is empty add nothing to any number but `crude` and
    are left out.

    Parameters
    ----------
    tables : array of counts, shape (strata, 2, 2)
    level : float
        Share of such intervals that hold the true odds ratio.

    Returns
    -------
    MantelHaenszel
        NaN where no stratum says something; heterogeneity NaN for fewer than two.

    Raises
    ------
    ValueError
        The tables have another shape, or hold no whole numbers of 0 or more.

    References
    ----------
    Mantel and Haenszel 1959, JNCI 22:719; Robins, Breslow, Greenland 1986, Biometrics 42:311.

    Examples
    --------
    Alike in both strata, though not together: 3 of 4 win with it where most win anyhow.

    >>> found = mantel_haenszel([[[6, 2], [3, 1]], [[1, 3], [2, 6]]])
    >>> found.odds_ratio, round(found.crude, 2)
    (1.0, 1.96)
    """
    cells, quantile = _counts(tables), _quantile(level)
    crude = _ratio(*_products(cells.sum(axis=0)))
    some = _telling(cells)
    if not len(some):
        return NOTHING._replace(crude=crude)
    pooled, sd = _pooled(some)
    finite = 0 < pooled < inf
    statistic, p, z = _test(some)
    return MantelHaenszel(
        odds_ratio=pooled,
        interval=_around(log(pooled), quantile * sd) if finite else UNKNOWN,
        log_sd=sd,
        statistic=statistic,
        p=p,
        z=z,
        crude=crude,
        sign_change=(crude - 1) * (pooled - 1) < 0,
        woolf=woolf(some),
        breslow_day=_breslow_day(some, pooled) if finite else NO_TEST,
        n_strata=len(some),
        n=int(some.sum()),
    )


def pooled_log(tables: ArrayLike) -> tuple[float, float]:
    """Log of `mantel_haenszel`'s odds ratio and its standard deviation, without any test.

    Returns
    -------
    tuple of float
        NaN and NaN where the odds ratio is 0, infinite or not known.

    Examples
    --------
    >>> [round(number, 3) for number in pooled_log([[[6, 2], [3, 1]], [[1, 3], [2, 6]]])]
    [0.0, 1.0]
    """
    some = _telling(_counts(tables))
    if not len(some):
        return NOT_KNOWN, NOT_KNOWN
    pooled, sd = _pooled(some)
    return (log(pooled), sd) if sd > 0 else (NOT_KNOWN, NOT_KNOWN)


def _telling(cells: Floats) -> Floats:
    """Strata in which no row and no column is empty."""
    filled = (cells.sum(axis=1) > 0).all(axis=1) & (cells.sum(axis=2) > 0).all(axis=1)
    return np.asarray(cells[filled], dtype=np.float64)


def _pooled(cells: Floats) -> tuple[float, float]:
    """Odds ratio, and the standard deviation of its log; NaN where that is infinite."""
    sizes = cells.sum(axis=(1, 2))
    pooled = _ratio(*(float((part / sizes).sum()) for part in _products(cells)))
    finite = 0 < pooled < inf
    return pooled, float(_stratified(cells).logodds_pooled_se) if finite else NOT_KNOWN


def _stratified(cells: Floats) -> Any:
    """The same tables in statsmodels, which keeps strata last."""
    from statsmodels.stats.contingency_tables import StratifiedTable

    return StratifiedTable(np.moveaxis(cells, 0, 2))


def _test(cells: Floats) -> tuple[float, float, float]:
    """Corrected chi-squared, its chance, and the signed root without correction.

    A sum less than half a case from what is expected is no evidence at all: corrected, it
    is 0, and the chance 1.
    """
    together = _stratified(cells)
    won, with_it = cells[:, :, 0].sum(axis=1), cells[:, 0].sum(axis=1)
    excess = float((cells[:, 0, 0] - won * with_it / cells.sum(axis=(1, 2))).sum())
    z = float(np.copysign(sqrt(together.test_null_odds().statistic), excess))
    if abs(excess) < HALF:
        return 0.0, 1.0, z
    corrected = together.test_null_odds(correction=True)
    return float(corrected.statistic), float(corrected.pvalue), z


def odds_ratio(table: ArrayLike, *, level: float = 0.95) -> OddsRatio:
    """Odds ratio of a single table with half a case added to each cell.

    exp(l ± z s), l = log((a + ½)(d + ½) / ((b + ½)(c + ½))), s² = Σ 1 / (cell + ½): finite
    however few the cases, and what Firth's logistic regression gives for one table.

    Parameters
    ----------
    table : array of counts, shape (2, 2)
        Won and lost with something, won and lost without.

    Returns
    -------
    OddsRatio
        NaN where a row or a column is empty: there is nothing to compare.

    References
    ----------
    Haldane 1956, Annals of Human Genetics 20:309; Firth 1993, Biometrika 80:27.

    Examples
    --------
    >>> found = odds_ratio([[3, 0], [2, 9]])
    >>> round(found.value, 1), [round(end, 1) for end in found.interval]
    (26.6, [1.0, 702.9])
    """
    (cells,), quantile = _counts(np.asarray(table)[None]), _quantile(level)
    if not (cells.sum(axis=0).all() and cells.sum(axis=1).all()):
        return OddsRatio(NOT_KNOWN, UNKNOWN)
    value, variance = _logs(cells[None])
    centre = float(value[0])
    return OddsRatio(exp(centre), _around(centre, quantile * sqrt(float(variance[0]))))


def woolf(tables: ArrayLike) -> Heterogeneity:
    """Whether strata have unlike odds ratios, each with half a case added to each cell.

    Σ w (l - l̄)², w = 1 / Σ 1/cell, l the strata's log odds ratios, l̄ their mean by w.

    Parameters
    ----------
    tables : array of counts, shape (strata, 2, 2)
        Strata in which a row or a column is empty are left out.

    References
    ----------
    Woolf 1955, Annals of Human Genetics 19:251.

    Examples
    --------
    Half of each group wins in the first stratum; in the second only with it.

    >>> found = woolf([[[5, 5], [5, 5]], [[9, 1], [1, 9]]])
    >>> round(found.statistic, 2), found.df, round(found.p, 3)
    (6.0, 1, 0.014)
    """
    cells = _counts(tables)
    some = _telling(cells)
    return unlike(*_logs(some)) if len(some) else NO_TEST


def unlike(logs: Floats, variances: Floats) -> Heterogeneity:
    """Whether estimates differ by more than their variances: Σ (l - l̄)² / v.

    Returns
    -------
    Heterogeneity
        NaN for fewer than two estimates.

    References
    ----------
    Cochran 1954, Biometrics 10:101.

    Examples
    --------
    >>> unlike(np.array([0.0, 2.0]), np.array([0.5, 0.5]))[:2]
    (4.0, 1)
    """
    from scipy import special

    if len(logs) < 2:
        return NO_TEST
    mean = np.average(logs, weights=1 / variances)
    statistic = float(((logs - mean) ** 2 / variances).sum())
    df = len(logs) - 1
    return Heterogeneity(statistic, df, float(special.chdtrc(df, statistic)))


def _breslow_day(cells: Floats, pooled: float) -> Heterogeneity:
    """Σ (a - e)² / v, e the first cell at the pooled odds ratio and these margins.

    e solves e (d - a + e) = pooled (row - e)(column - e), a line at a ratio of 1: statsmodels
    divides by 0 there.

    References
    ----------
    Breslow and Day 1980, Statistical Methods in Cancer Research I, 4.4.
    """
    from scipy import special

    if len(cells) < 2:
        return NO_TEST
    row, column = cells[:, 0].sum(axis=1), cells[:, :, 0].sum(axis=1)
    rest = cells[:, 1, 1] - cells[:, 0, 0]
    slope = pooled * (row + column) + rest
    root = np.sqrt(slope**2 + 4 * (1 - pooled) * pooled * row * column)
    e = 2 * pooled * row * column / (slope + root)
    v = 1 / (1 / e + 1 / (row - e) + 1 / (column - e) + 1 / (rest + e))
    statistic = float(((cells[:, 0, 0] - e) ** 2 / v).sum())
    df = len(cells) - 1
    return Heterogeneity(statistic, df, float(special.chdtrc(df, statistic)))


def _logs(cells: Floats) -> tuple[Floats, Floats]:
    """Log odds ratios and their variances, half a case added to each cell."""
    more = cells + HALF
    ad, bc = _products(more)
    return np.log(ad / bc), (1 / more).sum(axis=(1, 2))


def _products(cells: Floats) -> tuple[Floats, Floats]:
    """Products over both diagonals."""
    return cells[..., 0, 0] * cells[..., 1, 1], cells[..., 0, 1] * cells[..., 1, 0]


def _ratio(above: float | Floats, below: float | Floats) -> float:
    """A quotient that may be infinite; NaN for 0 / 0."""
    if below > 0:
        return float(above / below)
    return inf if above > 0 else NOT_KNOWN


def _around(centre: float, half: float) -> Interval:
    return Interval(exp(centre - half), exp(centre + half))


def _quantile(level: float) -> float:
    from scipy import special

    return float(special.ndtri((1 + inside(level, "level")) / 2))


def _counts(tables: ArrayLike) -> Floats:
    """Tables as floats of whole numbers, shape (strata, 2, 2)."""
    cells = np.asarray(tables, dtype=np.float64)
    if cells.size == 0:
        return cells.reshape(0, 2, 2)
    if cells.ndim != 3 or cells.shape[1:] != (2, 2):
        raise ValueError(f"tables have the shape {cells.shape}; give (strata, 2, 2)")
    if not (np.isfinite(cells).all() and (cells >= 0).all() and (cells == np.rint(cells)).all()):
        raise ValueError("a cell is no whole number of 0 or more; a table is made of counts")
    return cells
