"""Funnels of one cohort, and every rep's own months with their limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from salesreport.analysis import cohort_funnel, limits_of
from salesreport.measures import MEASURES, based
from salesreport.measures.cohort import cohort_window
from salesreport.report.analystviews import Funnel, FunnelLine, History
from salesreport.report.peers import Group, role_of
from salesreport.report.pools import Floats, Pools, quotient
from salesreport.report.subjects import known
from salesreport.report.views import Rep
from salesreport.report.windows import SPRING_FESTIVAL, is_filled

FESTIVAL_MONTHS = ("01", "02")
ALWAYS = ("bookings", "cohort_conversion")
"""Measures charted whether or not they bear a weight."""

PARTS_OF_A_WHOLE = ("cohort_conversion", "win_rate", "process", "collection_rate",
                    "repurchase_rate")  # fmt: skip
"""Rates that cannot exceed 1."""


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
    weighted = {rep.rep_id: _weighted(rep) for rep in reps}
    names = dict.fromkeys([*ALWAYS, *(name for own in weighted.values() for name in own)])
    found = []
    for name in names:
        table = monthly(pools, name)
        for rep in reps:
            if name in ALWAYS or name in weighted[rep.rep_id]:
                history = _history(pools, rep, name, table[pools.place[rep.rep_id]])
                found += [history] if history is not None else []
    return found


def _weighted(rep: Rep) -> list[str]:
    """Measures of a rep's score that have months; further measures are typed a period."""
    return [
        line.measure for line in rep.score.receipt if line.weight > 0 and line.measure in MEASURES
    ]


def monthly(pools: Pools, name: str) -> Floats:
    """A measure of each rep (row) and complete month (column); NaN where there is none.

    Typed values of Table 2 beat the quotients, as everywhere.
    """
    material = pools.material
    measure = based(name, material.run.policy.recognise.collection_base)
    columns = []
    for month in pools.months:
        values = pools.component(measure.numerator, month)
        if measure.denominator is not None:
            values = quotient(values, pools.component(measure.denominator, month))
        if not is_filled(material.prepared, MEASURES[name], month):
            values = np.full(values.shape, np.nan)
        for rep_id, typed in material.typed[month].items():
            if typed.get(name) is not None and rep_id in pools.place:
                values[pools.place[rep_id]] = float(typed[name])
        there = material.tenure_in(month).reindex(pools.ids).to_numpy(dtype=np.float64)
        columns.append(np.where(there > 0, values, np.nan))
    return np.column_stack(columns) if columns else np.zeros((len(pools.ids), 0))


def _history(pools: Pools, rep: Rep, name: str, values: Floats) -> History | None:
    months = [month.label for month in pools.months]
    row = [known(value) for value in values.tolist()]
    # Refunds can take bookings below zero: then there is no floor.
    below_zero = any(value is not None and value < 0 for value in row)
    ceiling = 1.0 if name in PARTS_OF_A_WHOLE else None
    found = limits_of(row, floor=None if below_zero else 0.0, ceiling=ceiling)
    if found.mean is None or found.low is None:
        return None
    moves = pools.material.run.workdays.country in SPRING_FESTIVAL
    return History(
        rep_id=rep.rep_id, name=rep.name, measure=name, unit=MEASURES[name].unit,
        months=months, values=row, n=found.n, mean=found.mean, low=found.low, high=found.high,
        provisional=found.provisional, rules=found.rules,
        festival=moves and any(months[at][-2:] in FESTIVAL_MONTHS for at in found.signals),
    )  # fmt: skip


def _rounded(record: dict[str, object]) -> dict[str, object]:
    return {
        name: round(value, 6) if isinstance(value, float) else value
        for name, value in record.items()
    }
