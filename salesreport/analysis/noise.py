"""The same month of work, drawn many times over: what each measure could have been."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from salesreport.analysis.subjects import Subject
from salesreport.statistics import Floats

SEED = 20_240_331
DRAWS = 2000
WINS, AMOUNTS, NEW = 0, 1, 2
"""Streams of chance; those of further measures follow in the order of their names."""

EVEN = 1e-4
"""Spread of amounts below which they are equal."""

FROM_WINS = ("conversion", "won_customers", "new_customers", "win_rate")
FROM_MONEY = ("completion", "bookings", "revenue_per_customer", "cost_ratio")

Moved = Callable[["Subject", float, Floats, Floats], Floats]


def fixed_measures(subject: Subject) -> dict[str, str]:
    """Measures of the score that no draw moves, each with the reason.

    `no_model`: chance has no model for it. `no_cases`: the number of cases is unknown or
    0 (a typed rate, a period without). `few_items`: fewer than five items make no
    variance. `no_wins`: nothing says how many wins to expect. Missing measures are not
    named. `deal_size` is held fixed with `no_deals`: single amounts are not on record,
    so that money moves with the number of wins alone.
    """
    found = {}
    for name, value in subject.values.items():
        if value is None or name in subject.shares or name in subject.spreads:
            continue
        if name in (*FROM_WINS, *FROM_MONEY):
            if not subject.wins_move or _unmoved(name, subject):
                found[name] = "no_wins"
        elif name in ("process", "repurchase_rate", "cohort_conversion"):
            found[name] = "no_cases"
        else:
            found[name] = "few_items" if name == "collection_rate" else "no_model"
    money = [name for name in FROM_MONEY if subject.values.get(name) is not None]
    if subject.amount_cv is None and any(name not in found for name in money):
        found["deal_size"] = "no_deals"
    return found


def drawn_values(subject: Subject, *, draws: int = DRAWS) -> dict[str, Floats]:
    """Values of the measures that chance moves, one a draw.

    Wins: W + B - E(B), B binomial (leads, rate), Poisson without leads, never below 0.
    Bookings: R + S - W a, S the sum of as many gamma amounts with mean a and the CV
    given. From these two conversion, completion, revenue per customer and the like move
    together. Shares: v + B/n - p, B binomial (n, p). Others: v + sd · z, z normal.

    Parameters
    ----------
    subject : Subject
    draws : int
        How many.

    Returns
    -------
    dict of measure to array of float, shape (draws,)
        Only measures that move. NaN where a draw leaves nothing to divide by. Equal
        subjects have equal draws: each stream of chance begins from `SEED`, so a draw
        of one rep goes with the same draw of another (`ranks.independent` parts them).

    References
    ----------
    Efron and Tibshirani 1993, An Introduction to the Bootstrap, 6.5 (parametric).
    """
    found: dict[str, Floats] = {}
    if subject.wins_move:
        wins, money = _deals(subject, draws)
        for name, moved in MOVED.items():
            value = subject.values.get(name)
            if value is not None and not _unmoved(name, subject):
                found[name] = moved(subject, value, wins, money)
    names = sorted({*subject.shares, *subject.spreads})
    for stream, name in enumerate(names, start=NEW + 1):
        value = subject.values.get(name)
        if value is not None:
            found[name] = _own(subject, name, value, _stream(stream), draws)
    return found


def _stream(number: int) -> np.random.Generator:
    return np.random.default_rng([SEED, number])


def _deals(subject: Subject, draws: int) -> tuple[Floats, Floats]:
    """Won customers and bookings of each draw."""
    expected, before = subject.wins_expected or 0.0, subject.wins or 0.0
    leads, rate = subject.leads, subject.rate
    rng = _stream(WINS)
    if leads is not None and rate is not None and rate < 1:
        drawn = rng.binomial(round(leads), rate, size=draws).astype(np.float64)
        expected = round(leads) * rate
    else:
        drawn = rng.poisson(expected, size=draws).astype(np.float64)
    wins = np.maximum(0.0, before + drawn - expected)
    amount, cv = subject.amount or 0.0, subject.amount_cv or 0.0
    if cv > EVEN and amount > 0:
        sums = _stream(AMOUNTS).gamma(np.maximum(wins, 1e-9) / cv**2, amount * cv**2)
        sums = np.where(wins > 0, sums, 0.0)
    else:
        sums = wins * amount
    return wins, (subject.bookings or 0.0) + sums - before * amount


def _own(subject: Subject, name: str, value: float, rng: np.random.Generator, draws: int) -> Floats:
    if name in subject.shares:
        n, p = subject.shares[name]
        drawn = rng.binomial(round(n), p, size=draws) / round(n) - p
        return np.clip(value + drawn, 0.0, max(1.0, value))
    drawn = subject.spreads[name] * rng.standard_normal(draws)
    return np.clip(value + drawn, 0.0, max(1.0, value))


def _unmoved(name: str, subject: Subject) -> bool:
    """Whether wins move but not this measure, for want of what turns them into it."""
    if name == "conversion":
        return not subject.leads
    if name == "win_rate":
        return not subject.closed
    if name == "new_customers":
        return subject.new_share is None
    if name == "completion":
        return subject.amount is None or not (subject.target or subject.bookings)
    return name in FROM_MONEY and subject.amount is None


def _conversion(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    return np.maximum(0.0, value + (wins - (subject.wins or 0.0)) / (subject.leads or 1.0))


def _won(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    return np.maximum(0.0, value + wins - (subject.wins or 0.0))


def _new(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    share = subject.new_share or 0.0
    noise = _stream(NEW).standard_normal(wins.size) * np.sqrt(wins * share * (1 - share))
    return np.maximum(0.0, value + (wins - (subject.wins or 0.0)) * share + noise)


def _win_rate(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    moved = value + (wins - (subject.wins or 0.0)) / (subject.closed or 1.0)
    return np.clip(moved, 0.0, 1.0)


def _bookings(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    return value + money - (subject.bookings or 0.0)


def _completion(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    before = subject.bookings or 0.0
    if subject.target and subject.target > 0:
        return value + (money - before) / subject.target
    return value * money / before


def _per_customer(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    size: Floats = np.divide(money, wins, out=np.full(wins.shape, np.nan), where=wins > 0)
    before, won = subject.bookings or 0.0, subject.wins or 0.0
    # A typed value need not be bookings / won customers: it scales with them.
    if before > 0 and won > 0:
        size = size * (value * won / before)
    return size


def _cost_ratio(subject: Subject, value: float, wins: Floats, money: Floats) -> Floats:
    costs = value * (subject.bookings or 0.0)
    ratio: Floats = np.divide(costs, money, out=np.full(money.shape, np.nan), where=money > 0)
    return ratio


MOVED: Mapping[str, Moved] = {
    "conversion": _conversion,
    "won_customers": _won,
    "new_customers": _new,
    "win_rate": _win_rate,
    "completion": _completion,
    "bookings": _bookings,
    "revenue_per_customer": _per_customer,
    "cost_ratio": _cost_ratio,
}
"""Measure -> its values from won customers and bookings."""
