"""One rep's numbers, and what chance does to each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Subject:
    """A rep's values and the chances behind them, about which values are drawn.

    The values may be the rep's own (how far could this score have come out otherwise?)
    or those that equal work would give on average (what would the pooled rates give?).

    Attributes
    ----------
    values : mapping of measure to float or None
        Value of each measure of the score, in its own unit; None where it is missing.
    wins, bookings : float or None
        Won customers and bookings that `values` go with; None unknown.
    leads : float or None
        Leads the wins come from; None: a Poisson number of wins about `expected`.
    rate : float or None
        Chance that a lead is won, 0-1; at or above 1: a Poisson number. None: nothing
        says how far the wins move by chance, they are held fixed.
    expected : float or None
        Wins expected where no leads say it.
    amount : float or None
        Mean amount of a won customer.
    amount_cv : float or None
        Standard deviation of an amount / its mean; None: deal size is held fixed.
    target, closed : float or None
        Target of the bookings; opportunities closed.
    new_share : float or None
        Share of won customers that are new.
    shares : mapping of measure to (n, p)
        Measures that are a share of n cases, each with chance p.
    spreads : mapping of measure to float
        Measures with a standard deviation of their own, in the measure's unit.
    """

    values: Mapping[str, float | None]
    wins: float | None = None
    bookings: float | None = None
    leads: float | None = None
    rate: float | None = None
    expected: float | None = None
    amount: float | None = None
    amount_cv: float | None = None
    target: float | None = None
    closed: float | None = None
    new_share: float | None = None
    shares: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    spreads: Mapping[str, float] = field(default_factory=dict)

    @property
    def wins_expected(self) -> float | None:
        """Wins that the leads and their chance give; without leads those stated."""
        if self.leads is not None:
            return None if self.rate is None else self.leads * self.rate
        return self.expected

    @property
    def wins_move(self) -> bool:
        """Whether chance is known to move the wins."""
        return self.wins is not None and bool(self.wins_expected)
