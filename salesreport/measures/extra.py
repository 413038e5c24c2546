"""Measures no table gives, typed per rep and period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from salesreport.measures.frames import NO_DAY, day_number, fractions, optional, text
from salesreport.measures.prepared import Prepared
from salesreport.measures.presence import days_present
from salesreport.measures.spans import latest, shortest, spans
from salesreport.periods import Period

SUMMED = ("money", "count")
"""Units whose months add up; of the others the mean is taken."""


@dataclass(frozen=True)
class Extra:
    """Actual and target of one measure of one rep; None where not typed."""

    unit: str
    actual: Fraction | None
    target: Fraction | None


def extra(prepared: Prepared, period: Period) -> dict[str, dict[str, Extra]]:
    """Further measures of a window as typed, by rep and measure.

    sum (money, counts) or mean (rates, days, scores) of the rows whose period lies
    whole in the window; a quarter's row beside its months' counts only as them.
    A sum is None unless its rows hold every day on which the rep was there.
    """
    table = prepared.table("extra_measures")
    if table is None:
        return {}
    first, last = spans(table, prepared)
    key = text(table, "rep_id").fillna("") + "\x00" + text(table, "measure").fillna("")
    kept = np.flatnonzero(latest(key, first, last))
    kept = kept[shortest(key.iloc[kept], first[kept], last[kept])]
    begin, end = day_number(period.first), day_number(period.last)
    reps, names, units = (optional(text(table, name)) for name in ("rep_id", "measure", "unit"))
    columns = {name: fractions(table, name) for name in ("actual", "target")}
    rows: dict[tuple[str, str], list[int]] = {}
    for i in kept:
        rep, name = reps[i], names[i]
        if rep is not None and name is not None and first[i] >= begin and last[i] <= end:
            rows.setdefault((rep, name), []).append(int(i))
    found: dict[str, dict[str, Extra]] = {}
    for (rep, name), at in rows.items():
        unit = units[at[-1]] or "count"
        whole = _is_whole(prepared, rep, period, [(int(first[i]), int(last[i])) for i in at])
        actual, target = (
            _together([values[i] for i in at], unit, whole=whole) for values in columns.values()
        )
        found.setdefault(rep, {})[name] = Extra(unit, actual, target)
    return found


def _together(values: list[Fraction | None], unit: str, *, whole: bool) -> Fraction | None:
    stated = [value for value in values if value is not None]
    if not stated:
        return None
    if unit not in SUMMED:
        return sum(stated, Fraction(0)) / len(stated)
    return sum(stated, Fraction(0)) if whole and len(stated) == len(values) else None


def _is_whole(
    prepared: Prepared, rep_id: str, period: Period, held: Iterable[tuple[int, int]]
) -> bool:
    start = period.first.toordinal() - day_number(period.first)
    parts = [
        Period(period.first.fromordinal(a + start), period.first.fromordinal(b + start), "part")
        for a, b in held
        if a != NO_DAY
    ]
    there = sum(days_present(prepared, rep_id, part) for part in parts)
    return there == days_present(prepared, rep_id, period)
