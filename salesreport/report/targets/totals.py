"""Which amount is split, of all or by team, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.measures import EVERYBODY, typed_target
from salesreport.report.material import Material
from salesreport.report.targets.lastplan import LastPlan
from salesreport.report.targetviews import Source

ZERO = Fraction(0)
MEASURE = "bookings"


@dataclass(frozen=True)
class Totals:
    """Amounts to split by team, or one under None for all together, and their source."""

    source: Source
    by_team: Mapping[str | None, Fraction]

    @property
    def total(self) -> Fraction:
        """All of it."""
        return sum(self.by_team.values(), ZERO)


def totals(material: Material, last: LastPlan | None) -> Totals:
    """The run file's total or teams, else those of the last version, else of the table.

    Raises
    ------
    ParameterError
        None of them says anything, or a team is not known.
    """
    asked, period = material.run.target_plan.asked, material.run.target_plan.period
    if asked.by_team:
        for team in asked.by_team:
            if team not in material.teams:
                raise UnknownKeyError(
                    team,
                    known=list(material.teams),
                    where=f"{material.run.path}, target_plan.by_team",
                    kind="team",
                )
        return Totals("run_teams", {team: Fraction(v) for team, v in asked.by_team.items()})
    if asked.total is not None:
        return Totals("run_total", {None: Fraction(asked.total)})
    if last is not None and last.by_team:
        return Totals("last_plan", last.by_team)
    found = _of_table(material)
    if found is not None and found.total > 0:
        return found
    raise ParameterError(
        f"nothing says what is to be split for {period.label}",
        where=f"{material.run.path}, target_plan",
        expected=f"`total` or `by_team`, or targets of {period.label} in the table of targets",
        remedy=f"write `target_plan: {{period: {period.label}, total: 1000000}}` with your amount",
    )


def _of_table(material: Material) -> Totals | None:
    """Targets of the table: of everybody, else of the teams, else of the reps together.

    As they were typed: leave and days not there count once, when the total is split.
    """
    period = material.run.target_plan.period
    given = material.team_targets(period)
    whole = given.get(EVERYBODY, {}).get(MEASURE)
    if whole is not None:
        return Totals("table_all", {None: whole})
    teams = {
        team: row[MEASURE]
        for team, row in given.items()
        if team in material.teams and row.get(MEASURE) is not None
    }
    known: Mapping[str | None, Fraction] = {t: v for t, v in teams.items() if v is not None}
    if known:
        return Totals("table_teams", known)
    summed = typed_target(material.prepared, period, MEASURE)
    return None if summed is None else Totals("table_reps", {None: summed})


def check_unit(
    material: Material,
    amounts: Mapping[str | None, Fraction],
    members: Mapping[str | None, Sequence[str]],
) -> None:
    """Refuse a unit of which not everybody could get one, and a team without anybody.

    Raises
    ------
    ParameterError
        With the largest unit that is small enough.
    """  # fmt: skip
    unit = Fraction(material.run.target_plan.asked.unit)
    where = f"{material.run.path}, target_plan"
    for team, amount in amounts.items():
        n = len(members[team])
        of = f"the team {team}" if team is not None else "all"
        if not n:
            other = "give the amount to another team, " if team is not None else ""
            raise ParameterError(
                f"nobody{f' of {of}' if team is not None else ''} who is to have a target is "
                f"there in {material.run.target_plan.period.label}",
                where=where,
                expected="at least one person who is there on some day of it and not in `without`",
                remedy=f"{other}take people out of `without`, or add them to the table of people",
            )
        if amount < unit * n:
            small = next((u for u in (1000, 500, 100, 50, 10, 5, 1) if u * n <= amount), None)
            raise ParameterError(
                f"{float(amount):,.0f} of {of} is less than one unit of {float(unit):,.0f} for "
                f"each of {n} people",
                where=f"{where}.unit",
                expected=f"at most {float(amount / n):,.2f}",
                remedy="give a larger total" if small is None else f"write `unit: {small}`",
            )
