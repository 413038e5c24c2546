"""Who takes part in a split, and the months it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Month:
    """One month of the plan.

    `working_days` of the whole month; `season`: what one of them usually brings, of the
    year's mean day.
    """

    label: str
    working_days: int
    season: Fraction = ONE

    @property
    def weight(self) -> Fraction:
        """What the month usually brings."""
        return self.season * self.working_days


@dataclass(frozen=True)
class Calendar:
    """The plan's months in order."""

    months: Sequence[Month]

    def shares(self) -> list[Fraction]:
        """Share of each month in what the period usually brings; alike where nothing tells."""
        weights = [month.weight for month in self.months]
        whole = sum(weights, ZERO)
        return [weight / whole if whole else Fraction(1, len(weights)) for weight in weights]


@dataclass(frozen=True)
class Person:
    """What one rep brings, at a full person's pace.

    Attributes
    ----------
    rep_id : str
    team : str or None
    potential, history, ability : Fraction or None
        In any unit, the same for all; None: not known. Without a history they are new: 0 is
        one.
    there : tuple of Fraction
        Share of each month's working days on which the rep is there.
    ramp : tuple of Fraction
        Part of a full person's task in each month.
    last : Fraction or None
        What floor and cap stand around, in the unit of the history: bookings as they were,
        not drawn to anything. None: the history.
    """

    rep_id: str
    team: str | None
    potential: Fraction | None
    history: Fraction | None
    ability: Fraction | None
    there: tuple[Fraction, ...]
    ramp: tuple[Fraction, ...]
    last: Fraction | None = None

    @property
    def is_new(self) -> bool:
        """Whether nothing of their own is known to go by."""
        return self.history is None

    @property
    def as_it_was(self) -> Fraction | None:
        """The history not drawn to anything; None for one who is new."""
        return self.history if self.is_new or self.last is None else self.last

    def pace(self, *, ramped: bool = True) -> list[Fraction]:
        """Part of a full person's task in each month: days there, in the first months less."""
        if not ramped:
            return list(self.there)
        return [days * part for days, part in zip(self.there, self.ramp, strict=True)]
