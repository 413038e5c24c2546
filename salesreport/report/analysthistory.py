"""Funnels of one cohort, and every rep's own months with their limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from salesreport.analysis import cohort_funnel, limits_of_measure
from salesreport.measures import MEASURES
from salesreport.measures.cohort import cohort_window
from salesreport.report.analystviews import Funnel, FunnelLine, History
from salesreport.report.numbers import number
from salesreport.report.peers import Group, role_of
from salesreport.report.pools import Pools
from salesreport.report.views import Number, Rep
from salesreport.report.windows import SPRING_FESTIVAL, in_spring, is_filled

ALWAYS = ("bookings", "cohort_conversion")
"""Measures charted whether or not they bear a weight."""


def funnels(pools: Pools, reps: Sequence[Rep]) -> list[Funnel]:
    """A funnel of each pool, over the latest cohort observed for its whole horizon."""
    won, tried = pools.counts("cohort_conversion")
    if np.isnan(tried).all() or np.isnan(won).all():
        return []
    window = cohort_window(pools.material.prepared, pools.material.run.period)
    by_pool: dict[Group, list[Rep]] = {}
    for rep in reps:
        by_pool.setdefault(pools.pools[pools.place[rep.rep_id]], []).append(rep)
    found = []
    for pool, members in by_pool.items():
        ids = [rep.rep_id for rep in members]
        places = [pools.place[rep_id] for rep_id in ids]
        cases = [int(np.nan_to_num(tried[at])) for at in places]
        wins = [int(np.nan_to_num(won[at])) for at in places]
        if not sum(cases):
            continue
        chart = asdict(cohort_funnel(ids, wins, cases))
        names = {rep.rep_id: rep.name for rep in members}
        lines = [
            FunnelLine.model_validate(_rounded(line) | {"name": names[line["rep_id"]]})
            for line in chart.pop("lines")
        ]
        limits = [tuple(round(edge, 4) for edge in row) for row in chart.pop("limits")]
        found.append(
            Funnel.model_validate(
                _rounded(chart)
                | {"role": role_of(pool), "lines": lines, "limits": limits,
                   "first": window.first.isoformat(), "last": window.last.isoformat()}
            )
        )  # fmt: skip
    return found


def histories(pools: Pools, reps: Sequence[Rep]) -> list[History]:
    """Months and limits of each rep and measure of the score with six months or more."""
    own = {rep.rep_id: _weighted(rep) for rep in reps}
    months = {rep.rep_id: monthly(pools, rep.rep_id, [*ALWAYS, *own[rep.rep_id]]) for rep in reps}
    names = dict.fromkeys(name for values in months.values() for name in values)
    found = []
    for name in names:
        for rep in reps:
            if name in months[rep.rep_id]:
                history = _history(pools, rep, name, months[rep.rep_id][name])
                found += [history] if history is not None else []
    return found


def _weighted(rep: Rep) -> list[str]:
    """Measures of a rep's score that have months; further measures are typed a period."""
    return [
        line.measure for line in rep.score.receipt if line.weight > 0 and line.measure in MEASURES
    ]


def monthly(pools: Pools, rep_id: str, names: Sequence[str]) -> dict[str, list[Number]]:
    """Measures of a rep in each complete month, as the pages have them.

    None where a page says n/a, where the data do not reach back, and where the rep was
    not there. Typed values of Table 2 beat computed ones, as everywhere.
    """
    material = pools.material
    found: dict[str, list[Number]] = {name: [] for name in names}
    for month in pools.months:
        away = material.away(rep_id, month)
        figures = {} if away else material.of_rep(rep_id, month)
        for name, values in found.items():
            shown = name in figures and is_filled(material.prepared, MEASURES[name], month)
            values.append(number(figures[name].value) if shown else None)
    return found


def _history(pools: Pools, rep: Rep, name: str, row: list[Number]) -> History | None:
    months = [month.label for month in pools.months]
    found = limits_of_measure(name, row)
    if found.mean is None or found.low is None:
        return None
    moves = pools.material.run.workdays.country in SPRING_FESTIVAL
    return History(
        rep_id=rep.rep_id, name=rep.name, measure=name, unit=MEASURES[name].unit,
        months=months, values=row, n=found.n, mean=found.mean, low=found.low, high=found.high,
        provisional=found.provisional, rules=found.rules,
        festival=moves and any(in_spring(months[at]) for at in found.signals),
    )  # fmt: skip


def _rounded(record: dict[str, object]) -> dict[str, object]:
    return {
        name: round(value, 6) if isinstance(value, float) else value
        for name, value in record.items()
    }
