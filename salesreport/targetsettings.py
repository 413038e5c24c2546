"""How targets are split: what a policy says, and what a run file asks for. Frozen and typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from salesreport.errors import ParameterError
from salesreport.periods import Period, YearLabel
from salesreport.settings import Exact, ExactShare, Settings, Whole

Positive = Annotated[Exact, Field(gt=0)]
NotNegative = Annotated[Exact, Field(ge=0)]


class SplitWeights(Settings):
    """How much each part counts; only their proportions matter."""

    potential: NotNegative = Decimal("0.4")
    history: NotNegative = Decimal("0.4")
    ability: NotNegative = Decimal("0.2")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.potential + self.history + self.ability:
            raise ValueError("a weight above 0; potential, history and ability are all 0")
        return self


class SplitLimits(Settings):
    """From where on a target is worth a word: chance below or above, multiple of the best."""

    chance_below: ExactShare = Decimal("0.10")
    chance_above: ExactShare = Decimal("0.95")
    above_best: Positive = Decimal("1.2")
    growth: Positive = Decimal("1.3")
    cushion: ExactShare = Decimal("0.10")


class TargetSplit(Settings):
    """`target_split` of a policy.

    `band`: floor and cap around last year's share, a fraction of it; null: none. `ramp`:
    what a newcomer is asked for in the first months, of a full person's. `min_months`:
    fewest of the last twelve months on the job for a history of one's own.
    """

    weights: SplitWeights = SplitWeights()
    band: ExactShare | None = Decimal("0.30")
    ramp: tuple[ExactShare, ...] = (Decimal("0.25"), Decimal("0.50"), Decimal("0.75"))
    min_months: Annotated[Whole, Field(ge=1, le=12)] = 6
    limits: SplitLimits = SplitLimits()


class TargetPlanSettings(Settings):
    """`target_plan` of a run file.

    `period`: month, quarter or year; default: the one after the run's. `total`, `by_team`:
    what is split; default: the table of targets. `unit`: targets are multiples of it.
    `cushion`: how much more the people's targets add up to than the total. `without`: rep
    ids that get none. `replan_from`: first month that is split anew.
    """

    period: str | Whole | None = None
    total: Positive | None = None
    by_team: dict[str, Positive] = {}
    unit: Positive = Decimal(100)
    cushion: ExactShare = Decimal(0)
    without: tuple[str, ...] = ()
    replan_from: str | None = None
    decided_by: str | None = None
    reason: str | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        parts = sum(self.by_team.values(), Decimal(0))
        if self.total is not None and self.by_team and parts != self.total:
            raise ParameterError(
                f"total is {self.total}, by_team adds up to {parts}",
                where="target_plan",
                expected="teams that add up to the total, or one of the two keys",
                remedy=f"change a team by {self.total - parts}, or leave total out",
            )
        return self


@dataclass(frozen=True)
class TargetPlan:
    """What is asked for, with the defaults of the run filled in.

    Attributes
    ----------
    period : Period
        What the targets are for.
    replan_from : Period or None
        Its first month that is split anew.
    asked : TargetPlanSettings
        The other keys.
    """

    period: Period
    replan_from: Period | None
    asked: TargetPlanSettings


def target_plan(
    asked: TargetPlanSettings, run: Period, *, start: int, label: YearLabel, where: str
) -> TargetPlan:
    """The plan of a run file.

    Parameters
    ----------
    asked : TargetPlanSettings
    run : Period
        The run's own period.
    start, label
        Month in which the fiscal year begins, and the year it is named for.
    where : str
        The run file, for messages.

    Raises
    ------
    ParameterError
        The period is none or a week, or the plan is not split anew from a month of it.
    """
    period = run.next()
    if asked.period is not None:
        period = _parsed(str(asked.period), start, label, f"{where}, target_plan.period")
    if period.kind == "week":
        raise ParameterError(
            f"the period {period.label} is a week",
            where=f"{where}, target_plan.period",
            expected="a month, a quarter or a year",
            remedy="name the month",
        )
    first = None
    if asked.replan_from is not None:
        place = f"{where}, target_plan.replan_from"
        first = _parsed(asked.replan_from, start, label, place)
        months = [month.label for month in period.months()]
        if first.label not in months:
            raise ParameterError(
                f"{first.label} is no month of {period.label}",
                where=place,
                expected="one of " + ", ".join(months),
                remedy="name the first month that is split anew",
            )
    return TargetPlan(period, first, asked)


def _parsed(text: str, start: int, label: YearLabel, where: str) -> Period:
    try:
        return Period.parse(text, fiscal_year_start=start, fiscal_year_label=label)
    except ParameterError as error:
        error.where = where
        raise
