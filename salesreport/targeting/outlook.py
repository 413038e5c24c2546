"""What a rep may reach in the months ahead, by the months behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesreport.statistics import Ahead, reach_chance, reached_median

FEWEST_WINS = 3
"""With fewer, nothing is told from one's own bookings alone."""


@dataclass(frozen=True)
class Outlook:
    """How one rep's target stands to the months before.

    Attributes
    ----------
    median : float or None
        What is reached half of the time, what is booked already among it.
    chance : float or None
        Chance of reaching the target.
    why_null : str or None
        `no_history`, `few_wins` or `not_there` where nothing is told.
    """

    median: float | None
    chance: float | None
    why_null: str | None = None


@dataclass(frozen=True)
class Behind:
    """One rep's months before, and how long the months ahead are beside them.

    `wins` that brought `amount`; `length`: months ahead / months behind, by what they
    usually bring and the days there; `booked`: of the plan's months that are gone.
    """

    wins: float
    amount: float
    length: float
    booked: float = 0.0


def outlook(behind: Behind | None, targets: Sequence[float], *, amount_cv: float) -> list[Outlook]:
    """Chance of each of several targets, and what is reached half of the time.

    Parameters
    ----------
    behind : Behind or None
        None: no history of one's own.
    targets : sequence of float
        Targets of the period, in the unit of the amount.
    amount_cv : float
        Standard deviation of a deal's amount / its mean, pooled.

    Returns
    -------
    list of Outlook
        One a target. Nothing is told from fewer than three wins.
    """
    if behind is None:
        return [Outlook(None, None, "no_history")] * len(targets)
    if behind.wins < FEWEST_WINS or behind.amount <= 0:
        return [Outlook(None, None, "few_wins")] * len(targets)
    if not behind.length > 0:
        gone = [float(behind.booked >= target) for target in targets]
        return [Outlook(behind.booked, chance, None) for chance in gone]
    cv = amount_cv if amount_cv == amount_cv else 1.0
    ahead = Ahead(behind.wins, behind.length, behind.amount / behind.wins, cv)
    median = behind.booked + reached_median(ahead)
    return [Outlook(median, reach_chance(target - behind.booked, ahead)) for target in targets]


def effort(target: float, median: float | None) -> float | None:
    """Target / what is reached half of the time; None where that is not known or 0."""
    return target / median if median else None
