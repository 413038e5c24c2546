"""Shares of one cohort against what chance gives to cohorts of their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from salesreport.analysis.unknown import known, nan_if_none
from salesreport.statistics import (
    beyond_limits,
    exact_binomial,
    funnel_limits,
    q_values,
    shrunk_rates,
    spread,
    wilson,
)

WATCH, SIGNAL = 0.95, 0.998
FEW_REPS = 8
_N_SIZES = 40


@dataclass(frozen=True)
class CohortLine:
    """One rep: share, Wilson's interval, shrunk share, and how unlikely it is.

    `reference`: the rate held against, of the others where reps are few. `kept`: share
    of the distance from the pooled rate that shrinkage keeps. `p` two-sided, `q` after
    correction for the number of reps. `beyond_95`, `beyond_998`: -1 below the limits, 1
    above, 0 inside. `chance_95`: chance that an honest cohort of this size is outside.
    """

    rep_id: str
    wins: int
    trials: int
    rate: float | None
    low: float | None
    high: float | None
    shrunk: float | None
    kept: float | None
    reference: float | None
    p: float | None
    q: float | None
    beyond_95: int
    beyond_998: int
    chance_95: float | None


@dataclass(frozen=True)
class CohortFunnel:
    """Limits by size about the pooled rate, and each rep's line.

    `widened`: rates differ by more than chance, so limits carry their variance `tau2`.
    `limits`: of each size low and high at 95 %, then at 99.8 %.
    """

    rate: float | None
    dispersion: float | None
    widened: bool
    tau2: float | None
    sizes: list[int]
    limits: list[tuple[float, float, float, float]]
    lines: list[CohortLine]


def cohort_funnel(
    rep_ids: Sequence[str], wins: Sequence[int], trials: Sequence[int]
) -> CohortFunnel:
    """Funnel of reps' shares: exact binomial limits, widened where rates differ.

    Held against the pooled rate, of the others where there are fewer than eight reps.
    Where the spread is beyond chance, limits are θ ± z sqrt(θ(1 - θ)/n + τ²) and p is
    of the normal z; else the binomial's own. Shrinkage, q-values: see `statistics`.

    Parameters
    ----------
    rep_ids, wins, trials : sequences of one length
        Counts of one cohort each, 0 <= wins <= trials.

    Returns
    -------
    CohortFunnel
        Rates None where no rep has any trial.

    References
    ----------
    Spiegelhalter 2005, Statistics in Medicine 24:1185.
    """
    found = spread(wins, trials)
    widened = found.beyond_chance and found.tau2 == found.tau2
    tau2 = found.tau2 if widened else 0.0
    references = _references(wins, trials)
    alike = {case: _line(*case, tau2) for case in set(zip(wins, trials, references, strict=True))}
    lines = [
        replace(alike[wins[i], trials[i], references[i]], rep_id=rep_id)
        for i, rep_id in enumerate(rep_ids)
    ]
    q, shrunk = q_values([nan_if_none(line.p) for line in lines]), shrunk_rates(wins, trials)
    lines = [
        replace(line, q=known(q[i]), shrunk=known(shrunk.estimates[i]), kept=known(shrunk.kept[i]))
        for i, line in enumerate(lines)
    ]
    sizes = _sizes(max(trials, default=0))
    return CohortFunnel(
        rate=known(found.rate),
        dispersion=known(found.factor),
        widened=bool(widened),
        tau2=known(found.tau2),
        sizes=sizes,
        limits=_limits(found.rate, sizes, tau2),
        lines=lines,
    )


def _line(wins: int, trials: int, reference: float, tau2: float) -> CohortLine:
    low, high = wilson(wins, trials)
    return CohortLine(
        rep_id="",
        wins=wins,
        trials=trials,
        rate=wins / trials if trials else None,
        low=known(low),
        high=known(high),
        shrunk=None,
        kept=None,
        reference=known(reference),
        p=known(_p(wins, trials, reference, tau2)),
        q=None,
        beyond_95=_beyond(wins, trials, reference, tau2, WATCH),
        beyond_998=_beyond(wins, trials, reference, tau2, SIGNAL),
        chance_95=_chance_beyond(trials, reference, tau2),
    )


def _references(wins: Sequence[int], trials: Sequence[int]) -> list[float]:
    won, tried = sum(wins), sum(trials)
    if sum(1 for n in trials if n) >= FEW_REPS:
        return [won / tried] * len(wins)
    return [
        (won - w) / (tried - n) if tried > n else float("nan")
        for w, n in zip(wins, trials, strict=True)
    ]


def _p(wins: int, trials: int, rate: float, tau2: float) -> float:
    if not trials or rate != rate:
        return float("nan")
    if not tau2:
        return min(exact_binomial(wins, trials, rate), 1.0)
    from scipy import stats

    sd = np.sqrt(rate * (1 - rate) / trials + tau2)
    return float(2 * stats.norm.sf(abs(wins / trials - rate) / sd))


def _beyond(wins: int, trials: int, rate: float, tau2: float, level: float) -> int:
    if not trials or rate != rate:
        return 0
    if not tau2:
        return int(beyond_limits([wins], [trials], rate, level=level)[0])
    low, high = _wide(rate, trials, tau2, level)
    return int(wins / trials > high) - int(wins / trials < low)


def _chance_beyond(trials: int, rate: float, tau2: float) -> float | None:
    """Chance that a cohort of this size lies outside its 95 % limits by chance alone."""
    if not trials or rate != rate:
        return None
    if tau2:
        return 1 - WATCH
    from scipy import stats

    every = np.arange(trials + 1)
    outside = beyond_limits(every, np.full(every.shape, trials), rate, level=WATCH) != 0
    return float(stats.binom.pmf(every, trials, rate)[outside].sum())


def _wide(rate: float, trials: int, tau2: float, level: float) -> tuple[float, float]:
    from scipy import stats

    reach = stats.norm.ppf((1 + level) / 2) * np.sqrt(rate * (1 - rate) / trials + tau2)
    return max(0.0, float(rate - reach)), min(1.0, float(rate + reach))


def _sizes(largest: int) -> list[int]:
    top = max(10, round(largest * 1.1))
    return sorted({round(size) for size in np.linspace(2, top, _N_SIZES)}) if largest else []


def _limits(rate: float, sizes: list[int], tau2: float) -> list[tuple[float, float, float, float]]:
    if not sizes:
        return []
    if tau2:
        return [
            (*_wide(rate, n, tau2, WATCH), *_wide(rate, n, tau2, SIGNAL)) for n in sizes
        ]  # fmt: skip
    both = [funnel_limits(rate, sizes, level=level) for level in (WATCH, SIGNAL)]
    rows = np.column_stack([both[0].low, both[0].high, both[1].low, both[1].high])
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in rows]
