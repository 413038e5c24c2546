"""Targets worth a word before they are agreed on: each rule with its figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

CENT = 0.01
FEWEST_ALIKE = 3
SEASON = 0.10
"""Months that differ by this much of their mean make a season."""
SPREAD = 0.10
"""Reps whose usual results differ by this much are not all alike."""

RULES = (
    "one_size", "chance_low", "chance_high", "above_best", "below_floor", "above_cap",
    "total_growth", "flat_months", "cushion_large", "begun", "no_chance",
    "no_key_accounts", "no_rhythm", "unknown_rep",
)  # fmt: skip
"""In the order in which they are told."""


@dataclass(frozen=True)
class Case:
    """One rep's target beside what is known.

    `best`: most that was ever booked in as many months running. `n_keys`: key customers,
    `n_unplanned` of them without a planned rhythm; None: no table tells. `low`, `high`:
    floor and cap of the target; None: none.
    """

    rep_id: str
    months: Sequence[float]
    median: float | None
    chance: float | None
    best: float | None
    n_keys: int | None = None
    n_unplanned: int = 0
    is_known: bool = True
    low: float | None = None
    high: float | None = None

    @property
    def target(self) -> float:
        """Sum of the months."""
        return sum(self.months)


@dataclass(frozen=True)
class Whole:
    """The plan as a whole beside what is known.

    `usual`: what everybody together reaches in such a period, by the months before, None
    where that is not known; `season`: shares of the months; `days_gone`: days of the period
    that were gone when it was made.
    """

    assigned: float
    cushion: float
    usual: float | None
    season: Sequence[float]
    days_gone: int
    kept_months: bool = False


@dataclass(frozen=True)
class Remark:
    """A rule that fires: for one rep or for all, with its figure and its limit."""

    rule: str
    rep_id: str | None = None
    figure: float | None = None
    limit: float | None = None
    n: int | None = None


def remarks(cases: Sequence[Case], whole: Whole, limits: Mapping[str, float]) -> list[Remark]:
    """All that is worth a word, by rule and then in the order of the reps.

    Parameters
    ----------
    cases : sequence of Case
        Reps with a target.
    whole : Whole
    limits : mapping
        `chance_below`, `chance_above`, `above_best`, `growth`, `cushion`.
    """
    found = [*_of_all(cases, whole, limits)]
    for case in cases:
        found += _of_one(case, limits)
    order = {rule: at for at, rule in enumerate(RULES)}
    return sorted(found, key=lambda one: order[one.rule])


def _of_all(cases: Sequence[Case], whole: Whole, limits: Mapping[str, float]) -> Iterator[Remark]:
    targets = {round(case.target, 2) for case in cases}
    usual = [case.median for case in cases if case.median]
    unlike = bool(usual) and max(usual) > (1 + SPREAD) * min(usual)
    if len(cases) >= FEWEST_ALIKE and len(targets) == 1 and unlike:
        yield Remark("one_size", figure=targets.pop(), n=len(cases))
    if whole.usual and whole.assigned > limits["growth"] * whole.usual:
        yield Remark("total_growth", figure=whole.assigned / whole.usual, limit=limits["growth"])
    swing = _swing(whole.season)
    months = [sum(column) for column in zip(*(case.months for case in cases), strict=True)]
    if len(months) > 1 and swing > SEASON and _swing(months) < swing / 4:
        yield Remark("flat_months", figure=_swing(months), limit=swing)
    if whole.cushion > limits["cushion"]:
        yield Remark("cushion_large", figure=whole.cushion, limit=limits["cushion"])
    if whole.days_gone and not whole.kept_months:
        yield Remark("begun", n=whole.days_gone)
    unknown = sum(case.chance is None for case in cases)
    if unknown:
        yield Remark("no_chance", n=unknown)


def _of_one(case: Case, limits: Mapping[str, float]) -> Iterator[Remark]:
    if not case.is_known:
        yield Remark("unknown_rep", case.rep_id, figure=case.target)
        return
    if case.chance is not None and case.chance < limits["chance_below"]:
        yield Remark("chance_low", case.rep_id, case.chance, limits["chance_below"])
    if case.chance is not None and case.chance > limits["chance_above"]:
        yield Remark("chance_high", case.rep_id, case.chance, limits["chance_above"])
    if case.best and case.target > limits["above_best"] * case.best:
        yield Remark("above_best", case.rep_id, case.target / case.best, limits["above_best"])
    if case.low is not None and case.target < case.low - CENT:
        yield Remark("below_floor", case.rep_id, case.target, case.low)
    if case.high is not None and case.target > case.high + CENT:
        yield Remark("above_cap", case.rep_id, case.target, case.high)
    if case.n_keys == 0:
        yield Remark("no_key_accounts", case.rep_id, n=0)
    if case.n_unplanned:
        yield Remark("no_rhythm", case.rep_id, n=case.n_unplanned)


def _swing(values: Sequence[float]) -> float:
    """Largest less smallest, as a share of the mean; 0 where there is none."""
    mean = sum(values) / len(values) if values else 0.0
    return (max(values) - min(values)) / mean if mean > 0 else 0.0
