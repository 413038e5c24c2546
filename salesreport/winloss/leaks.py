"""Where deals stop, in expected money: which step costs most.

A deal that comes to a stage is worth its amount times the chance of the deals that came
there to be won. Where it is lost, this is what is lost with it. So a late loss counts for
more than an early one of the same amount, and nothing is counted twice: over any deals
Σ won amounts - Σ amount · P₀ = Σ over steps passed amount · (Pₛ₊₁ - Pₛ)
- Σ over stops amount · Pₛ, with P after the last stage 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salesreport.statistics import Floats, Interval
from salesreport.winloss.histories import NEVER, Bools, Days, Histories
from salesreport.winloss.intervals import NOT_KNOWN, Z
from salesreport.winloss.stages import PASSED, STOPPED, Entries, Step, left


@dataclass(frozen=True)
class Leak:
    """What was lost with the deals that stopped in one stage.

    Attributes
    ----------
    stage : int
    n_stopped, n_came : int
        Deals lost from the stage, and deals that left it, lost or not.
    n_assumed : int
        Of those lost, without an amount of their own, and taken at the usual one.
    amount : float
        Of the deals lost, in full.
    chance : float
        Share won of those who come to the stage.
    expected : float
        Money lost: `amount` · `chance`. NaN where the chance or all amounts are unknown, 0
        where nothing stopped.
    expected_range : Interval
        95 % of it, by chance of how many stop and of their amounts, and of `chance`.
    expected_sd : float
    one_point : float
        Money that one percentage point more of those who left the stage, getting on,
        would have brought: 0.01 · their amounts · the chance at the next stage.
    """

    stage: int
    n_stopped: int
    n_came: int
    n_assumed: int
    amount: float
    chance: float
    expected: float
    expected_range: Interval
    expected_sd: float
    one_point: float


@dataclass(frozen=True)
class Leaks:
    """All steps in order, and the one that costs most.

    `largest`: its stage, None where nothing is known or nothing was lost. `is_clear`: it
    is beyond chance the largest; False: the next one may be as large.
    """

    steps: tuple[Leak, ...]
    largest: int | None
    is_clear: bool
    usual_amount: float

    @property
    def total(self) -> float:
        """Expected money lost in all steps; 0 where no deal was lost.

        NaN where a step with losses has no worth of its own: no amount is known, or no
        deal that came there was won.
        """
        lost = [leak for leak in self.steps if leak.n_stopped]
        told = all(leak.expected > 0 for leak in lost)
        return sum(leak.expected for leak in lost) if told else NOT_KNOWN


def leaks(
    deals: Histories,
    entries: Entries,
    chances: Sequence[Step],
    *,
    closed: Days,
    usual_amount: float = NOT_KNOWN,
) -> Leaks:
    """Expected money lost at each step by deals lost in some days.

    With A the amounts of the deals lost at a stage and P the chance there, the sum is
    P · ΣA and its variance P² · ΣA² + (ΣA)² · var(P): the number of losses Poisson, and
    amounts as they come. P is that of all deals given, of any rep or period.

    Parameters
    ----------
    deals : Histories
        One reader's deals.
    entries : Entries
        Of the same deals.
    chances : sequence of Step
        As `steps` gives them, one a stage: `won` is the chance.
    closed : Days
        Days of the losses. A step was left in them.
    usual_amount : float
        Stands for a lost deal without an amount, or with one of 0: some systems empty the
        amount of what is lost. NaN: such deals count for nothing.

    Returns
    -------
    Leaks

    Raises
    ------
    ValueError
        There is not one chance a stage.
    """
    if len(chances) != entries.n_stages:
        raise ValueError(f"{len(chances)} chances for {entries.n_stages} stages; give one each")
    worth = np.where(deals.amount > 0, deals.amount, np.nan)
    assumed = np.isnan(worth)
    worth = np.where(assumed, usual_amount, worth)
    found = tuple(
        _leak(deals, entries, chances, stage, closed, (worth, assumed))
        for stage in range(entries.n_stages)
    )
    return Leaks(found, *_largest(found), usual_amount)


def usual_amount(deals: Histories) -> float:
    """Mean amount of the deals that have one above 0; NaN where none has."""
    priced = deals.amount[deals.amount > 0]
    return float(priced.mean()) if priced.size else NOT_KNOWN


def _leak(
    deals: Histories,
    entries: Entries,
    chances: Sequence[Step],
    stage: int,
    closed: Days,
    worths: tuple[Floats, Bools],
) -> Leak:
    worth, assumed = worths
    day, way = left(deals, entries, stage)
    came = entries.known & (entries.entered[:, stage] < NEVER) & closed.holds(day)
    came &= (way == PASSED) | (way == STOPPED)
    stopped = came & (way == STOPPED)
    lost = worth[stopped]
    lost = lost[~np.isnan(lost)]
    chance = chances[stage].won
    after = chances[stage + 1].won if stage + 1 < len(chances) else 1.0
    amount = float(lost.sum()) if lost.size or not stopped.any() else NOT_KNOWN
    expected = 0.0 if not stopped.any() else amount * chance
    sd = float(np.hypot(chance * np.sqrt((lost**2).sum()), amount * chances[stage].won_sd))
    sd = 0.0 if not stopped.any() else sd
    return Leak(
        stage=stage, n_stopped=int(stopped.sum()), n_came=int(came.sum()),
        n_assumed=int((stopped & assumed).sum()), amount=amount, chance=chance,
        expected=expected, expected_sd=sd,
        expected_range=Interval(
            expected - min(Z * sd, expected) if expected >= 0 else NOT_KNOWN, expected + Z * sd
        ),
        one_point=0.01 * float(np.nansum(worth[came])) * after,
    )  # fmt: skip


def _largest(found: Sequence[Leak]) -> tuple[int | None, bool]:
    """Stage of the largest leak, and whether it is so beyond chance.

    Two sums differ beyond chance where |a - b| > z · sqrt(sd_a² + sd_b²).
    """
    told = sorted((leak for leak in found if leak.expected > 0), key=lambda one: -one.expected)
    if not told:
        return None, False
    first = told[0]
    if any(np.isnan(leak.expected) for leak in found):
        return first.stage, False
    others = [leak for leak in found if leak is not first]
    clear = all(
        first.expected - one.expected > Z * np.hypot(first.expected_sd, one.expected_sd)
        for one in others
    )
    return first.stage, bool(clear and others)
