"""A plan's amounts split: all together or team by team, and other ways beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from salesreport.errors import ParameterError
from salesreport.params import RunFile
from salesreport.report.targets.lastplan import Cell
from salesreport.targeting import (
    Calendar,
    HeldTooMuchError,
    Person,
    Split,
    Task,
    Weighed,
    split,
    weigh,
)

ZERO = Fraction(0)
KINDS = ("plan", "last_year", "equal")


@dataclass(frozen=True)
class Scope:
    """One amount and those who share it; `total` without the cushion."""

    team: str | None
    people: Sequence[Person]
    total: Fraction
    task: Task


@dataclass(frozen=True)
class Made:
    """One way to split: what each scope got, and each rep's weights."""

    splits: Mapping[str | None, Split]
    weighed: Mapping[str, Weighed]

    @property
    def cells(self) -> dict[Cell, Fraction]:
        """Cells of everybody."""
        return {cell: v for one in self.splits.values() for cell, v in one.cells.items()}

    def of_rep(self, rep_id: str) -> Fraction:
        """A rep's target."""
        return sum((one.of_rep(rep_id) for one in self.splits.values()), ZERO)


def with_cushion(total: Fraction, cushion: Fraction, unit: Fraction) -> Fraction:
    """What the reps' targets add up to: the total itself, or more by the cushion in whole units."""
    if not cushion:
        return total
    more = total * (1 + cushion) / unit
    return max(total, unit * ((2 * more.numerator + more.denominator) // (2 * more.denominator)))


def scopes(
    run: RunFile,
    people: Sequence[Person],
    amounts: Mapping[str | None, Fraction],
    held: Mapping[Cell, Fraction],
    since: str | None,
) -> list[Scope]:
    """Each amount with its people and the cells that stay.

    People that are in no team with an amount take part nowhere.
    """
    asked, policy = run.target_plan.asked, run.policy.target_split
    unit, cushion = Fraction(asked.unit), Fraction(asked.cushion)
    band = None if policy.band is None else Fraction(policy.band)
    found = []
    for team, total in amounts.items():
        mine = [one for one in people if team is None or one.team == team]
        ids = {one.rep_id for one in mine}
        kept = {cell: v for cell, v in held.items() if cell[0] in ids}
        task = Task(with_cushion(total, cushion, unit), unit, band, kept, since)
        found.append(Scope(team, mine, total, task))
    return found


def made(run: RunFile, kind: str, parts: Sequence[Scope], calendar: Calendar) -> Made:
    """All scopes split in one way.

    `plan`: by the policy, inside floors and caps. `last_year`: by bookings as they were,
    newcomers as in the plan. `equal`: everybody alike, by the time there and the ramp.

    Raises
    ------
    ParameterError
        Cells that stay exceed the amount.
    """
    weights = {k: Fraction(v) for k, v in run.policy.target_split.weights.model_dump().items()}
    splits: dict[str | None, Split] = {}
    weighed: dict[str, Weighed] = {}
    for scope in parts:
        people, task = list(scope.people), scope.task
        if kind == "last_year":
            people = [replace(p, history=p.as_it_was) for p in people]
            weights, task = {"history": Fraction(1)}, replace(task, band=None)
        if kind == "equal":
            people = [replace(p, potential=None, history=None, ability=None) for p in people]
            task = replace(task, band=None)
        found = weigh(people, calendar, weights)
        try:
            splits[scope.team] = split(people, found, calendar, task)
        except HeldTooMuchError as error:
            raise _held_too_much(run, scope, error) from error
        weighed |= {one.rep_id: one for one in found}
    return Made(splits, weighed)


def _held_too_much(run: RunFile, scope: Scope, error: HeldTooMuchError) -> ParameterError:
    of = f" of the team {scope.team}" if scope.team is not None else ""
    much = "raise the total, begin with a later `replan_from`"
    little = "lower the total to what the cells add up to"
    return ParameterError(
        f"months kept and cells changed by hand{of} add up to {float(error.held):,.0f}, and "
        f"{float(error.total):,.0f} is to be split",
        where=f"{run.path}, target_plan",
        expected="a total that leaves something for the other cells, or equals them where none is",
        remedy=f"{much if error.held > error.total else little}, or change the cells in the "
        "workbook of the last version",
    )
