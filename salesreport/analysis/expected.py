"""What equal work would give: grades of a team, and flags of people who did nothing amiss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from salesreport.analysis.scores import LEVEL, grade_places
from salesreport.statistics import Floats, run_chance, sum_below

NOT_RATED = "not_rated"


@dataclass(frozen=True)
class GradeExpected:
    """How many of a team would have a grade if all worked equally well; 95 % range."""

    grade: str
    mean: float
    low: int
    high: int


def expected_grades(
    scores: Floats, bands: Sequence[tuple[str, float]], *, level: float = LEVEL
) -> list[GradeExpected]:
    """Number of reps in each grade, over draws of a whole team.

    Parameters
    ----------
    scores : array of float, shape (draws, reps)
        Scores that equal work would give, the reps' chances apart; NaN: not rated.
    bands : sequence of (grade, lowest score), best first
    level : float
        Share of the draws that the range holds at least.

    Returns
    -------
    list of GradeExpected
        Best first, `not_rated` last; means add up to the number of reps.
    """
    places = grade_places(scores, bands)
    found = []
    for at, grade in enumerate([*(name for name, _ in bands), NOT_RATED]):
        counts = (places == at).sum(axis=1)
        low, high = np.quantile(counts, [(1 - level) / 2, (1 + level) / 2], method="nearest")
        found.append(GradeExpected(grade, float(counts.mean()), int(low), int(high)))
    return found


@dataclass(frozen=True)
class FlagMonth:
    """One window of a rep as the pooled rates have it.

    `wins` expected, `leads` they come from (None: Poisson), mean `amount` and its CV;
    `target`: None where the window cannot count.
    """

    target: float | None
    wins: float | None
    leads: int | None
    amount: float | None
    amount_cv: float | None

    @property
    def revenue(self) -> float | None:
        """Bookings expected."""
        if self.wins is None or self.amount is None:
            return None
        return self.wins * self.amount

    def chance_below(self, amount: float) -> float | None:
        """Chance of bookings below an amount; None where nothing says."""
        if self.wins is None or self.amount is None or self.amount <= 0:
            return None
        return sum_below(
            amount,
            wins=self.wins,
            leads=self.leads,
            mean=self.amount,
            amount_cv=self.amount_cv or 0.0,
        )


@dataclass(frozen=True)
class FlagChance:
    """Chance that a clean rep is flagged; None where nothing says.

    `below` by this report's last months, `below_in_window` at some time in all months,
    `over` in the period; `fair_...` the same had every target been what is expected.
    """

    below: float | None
    below_in_window: float | None
    over: float | None
    fair_below: float | None
    fair_over: float | None


def flag_chance(
    months: Sequence[FlagMonth],
    period: FlagMonth,
    *,
    below_rate: float,
    below_months: int,
    over_target: float,
) -> FlagChance:
    """Chance of each flag for somebody who works as the pooled rates say.

    A month is missed with P(bookings < below_rate · target), compound by `sum_below`;
    one without a target cannot count. `below`: the last `below_months` are all missed;
    `below_in_window`: some run of so many. `over`: P(bookings >= (1 + over) · target).

    Parameters
    ----------
    months : sequence of FlagMonth
        Complete calendar months up to the period's end, oldest first.
    period : FlagMonth
        The report's own period.
    below_rate, below_months, over_target
        Of the policy's flags.

    Returns
    -------
    FlagChance
        0-1. None without any target, or where a month's chance is unknown.
    """
    missed = [_missed(month, month.target, below_rate) for month in months]
    fair = [_missed(month, month.revenue, below_rate) for month in months]
    if all(month.target is None for month in months):
        missed = fair = []
    return FlagChance(
        below=_run(below_months, missed[-below_months:]),
        below_in_window=_run(below_months, missed),
        over=_over(period, period.target, over_target),
        fair_below=_run(below_months, fair[-below_months:]),
        fair_over=_over(period, period.revenue, over_target),
    )


def expected_flags(chances: Iterable[float | None]) -> float | None:
    """Flags that chance alone gives a team: the sum of the chances; None without any."""
    known = [chance for chance in chances if chance is not None]
    return sum(known) if known else None


def _missed(month: FlagMonth, target: float | None, rate: float) -> float | None:
    if month.target is None or month.target <= 0:
        return 0.0
    return None if target is None else month.chance_below(rate * target)


def _over(period: FlagMonth, target: float | None, over: float) -> float | None:
    if period.target is None or period.target <= 0 or target is None:
        return None
    below = period.chance_below((1 + over) * target)
    return None if below is None else 1 - below


def _run(length: int, missed: Sequence[float | None]) -> float | None:
    known = [chance for chance in missed if chance is not None]
    return None if not known or len(known) < len(missed) else run_chance(length, known)
