"""Flags of a run beside those that chance alone would give."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.analysis import FlagMonth, expected_flags, flag_chance, known
from salesreport.report.analystviews import FlagLine, FlagTotal, Funnel
from salesreport.report.numbers import rounded
from salesreport.report.pools import Pools
from salesreport.report.views import Rep
from salesreport.statistics import any_chance


def flag_lines(pools: Pools, reps: Sequence[Rep]) -> list[FlagLine]:
    """Chance of each flag for somebody who works as the others' rates say."""
    columns = _Months(pools)
    return [_line(pools, columns, rep) for rep in reps]


def flag_totals(lines: Sequence[FlagLine], funnels: Sequence[Funnel]) -> list[FlagTotal]:
    """Flags the team has, and those chance alone would give it."""
    found = []
    for name, flagged, chance, fair in (
        ("two_months_below", [one.is_below for one in lines], [one.below for one in lines],
         [one.fair_below for one in lines]),
        ("over_target", [one.is_over for one in lines], [one.over for one in lines],
         [one.fair_over for one in lines]),
    ):  # fmt: skip
        found.append(_total(name, sum(flagged), chance, fair))
    inside = [line for funnel in funnels for line in funnel.lines if line.trials]
    if inside:
        observed = sum(1 for line in inside if line.beyond_95)
        found.append(_total("beyond_95", observed, [line.chance_95 for line in inside]))
    return found


def _total(
    name: str,
    observed: int,
    chances: Sequence[float | None],
    fair: Sequence[float | None] = (),
) -> FlagTotal:
    known_chances = [chance for chance in chances if chance is not None]
    return FlagTotal.model_validate(
        {
            "flag": name,
            "observed": observed,
            "n_reps": len(known_chances),
            "expected": rounded(expected_flags(chances), 4),
            "fair": rounded(expected_flags(fair), 4),
            "any_chance": rounded(any_chance(known_chances), 4) if known_chances else None,
        }
    )


class _Months:
    """Targets and leads of each month by rep."""

    def __init__(self, pools: Pools) -> None:
        self.target = [pools.component("target", month) for month in pools.months]
        self.leads = [pools.component("leads", month) for month in pools.months]
        self.there = [pools.material.tenure_in(month) for month in pools.months]


def _line(pools: Pools, columns: _Months, rep: Rep) -> FlagLine:
    at = pools.place[rep.rep_id]
    months = [
        _month(pools, at, known(target[at]), known(leads[at]), float(there[rep.rep_id]))
        for target, leads, there in zip(columns.target, columns.leads, columns.there, strict=True)
    ]
    run = pools.material.run
    figures = rep.figures
    period = _month(
        pools, at, figures["completion"].denominator, figures["leads"].value,
        run.period.n_months * float(pools.material.tenure[rep.rep_id]),
    )  # fmt: skip
    rule = rep.flag_rule
    found = flag_chance(
        months, period, below_rate=rule.below_rate, below_months=rule.below_months,
        over_target=rule.over_target,
    )  # fmt: skip
    return FlagLine(
        rep_id=rep.rep_id, name=rep.name, months=len(months),
        below=rounded(found.below, 4), below_in_window=rounded(found.below_in_window, 4),
        over=rounded(found.over, 4), fair_below=rounded(found.fair_below, 4),
        fair_over=rounded(found.fair_over, 4), is_below="two_months_below" in rep.flags,
        is_over="over_target" in rep.flags,
    )  # fmt: skip


def _month(
    pools: Pools, at: int, target: float | None, leads: float | None, there: float
) -> FlagMonth:
    """A window as the others' rates have it; wins by leads, else by the time there."""
    rate = known(pools.win_chance[at])
    counted = leads is not None and leads > 0 and rate is not None
    wins = leads * rate if counted and leads and rate is not None else None
    if wins is None:
        wins = known(pools.wins_a_month[at] * there)
    return FlagMonth(
        target=target,
        wins=wins or None,
        leads=round(leads) if counted and leads is not None else None,
        amount=known(pools.amount[at]),
        amount_cv=known(pools.amount_cv[at]),
    )
