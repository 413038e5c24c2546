"""Table 2 as typed: a person's value beats the computed one for that rep and period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from salesreport.measures.events import Events
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    day_number,
    fractions,
    given,
    optional,
    text,
    whole,
)
from salesreport.measures.prepared import Prepared
from salesreport.measures.spans import latest, shortest, spans
from salesreport.money import to_major
from salesreport.periods import Period

MONEY = ("target", "bookings", "revenue_per_customer")
COUNTS = ("new_customers", "leads")
RATES = ("conversion", "collection_rate", "process", "completion", "score")

OVERLAID = {
    "bookings": "bookings",
    "target": "target",
    "new_customers": "new_customers",
    "leads": "leads",
}
"""Component -> typed column that takes its place."""

STANDING_IN = {"won_customers": "new_customers", "target_months": "target"}
"""Components read from Table 2 only where no other table can give them."""

TYPED_RATE = {
    "leads": "conversion",
    "due": "collection_rate",
    "collected": "collection_rate",
    "process_on_time": "process",
    "process_due": "process",
}
"""Components whose rate may be typed while they themselves are unknowable."""

BLANKED = {"process_on_time": "process", "process_due": "process"}
"""Components that a typed rate makes unknown: the score by hand counts no items."""


@dataclass(frozen=True, eq=False)
class Typed:
    """Typed rows that count: reps, days, exact values in the column's unit."""

    frame: pd.DataFrame
    position: Ints
    rep: Ints
    first: Ints
    last: Ints
    is_shortest: Bools
    values: dict[str, list[Fraction | None]]
    grade: list[str | None]


def typed(prepared: Prepared, period: Period) -> pd.DataFrame:
    """Table 2 of exactly this period, as typed.

    Returns
    -------
    DataFrame, indexed by rep_id
        Columns `target`, `bookings`, `revenue_per_customer` (Fractions, main
        unit), `new_customers`, `leads`, `conversion`, `collection_rate`,
        `process`, `completion`, `score` (Fractions) and `grade`; None where the
        cell is blank. `implied_leads` says that leads are worked back from
        new customers and conversion. Only reps with a row.
    """
    names = (*MONEY, *COUNTS, *RATES)
    found = prepared.once("typed", _typed)
    if found is None:
        index = pd.Index([], dtype="str", name="rep_id")
        return pd.DataFrame(index=index, columns=[*names, "grade", "implied_leads"], dtype=object)
    begin, end = day_number(period.first), day_number(period.last)
    at = np.flatnonzero((found.first == begin) & (found.last == end))
    columns: dict[str, list[Any]] = {n: [found.values[n][i] for i in at] for n in names}
    columns["grade"] = [found.grade[i] for i in at]
    counted = columns["leads"]
    implied = [_implied(found, int(i)) for i in at]
    columns["implied_leads"] = [
        own is None and back is not None for own, back in zip(counted, implied, strict=True)
    ]
    columns["leads"] = [
        own if own is not None else back for own, back in zip(counted, implied, strict=True)
    ]
    index = pd.Index(prepared.reps[found.rep[at]], dtype="str", name="rep_id")
    return pd.DataFrame(columns, index=index, dtype=object)


def typed_events(prepared: Prepared, component: str, *, computed: bool) -> Events | None:
    """Typed values of a component as events.

    None without Table 2 or such a column. `computed` says that other tables give
    the component: then only a typed value itself beats it, and leads worked back
    from a rate do not. Where only a rate is typed the events are blank.
    """
    found = prepared.once("typed", _typed)
    column = OVERLAID.get(component) or BLANKED.get(component)
    if column is None and not computed:
        column = STANDING_IN.get(component)
    if found is None or column is None:
        return None
    scale = 1
    if column in ("bookings", "target") and component != "target_months":
        scale = _minor(prepared)
    values = found.values[column]
    if component == "leads" and not computed:
        values = [own if own is not None else _implied(found, i) for i, own in enumerate(values)]
    whole_values = [0 if value is None else round(value * scale) for value in values]
    if component == "target_months":
        whole_values = [_months(f, e) for f, e in zip(found.first, found.last, strict=True)]
    stated = np.array([value is not None for value in values], dtype=np.bool_)
    events = Events.of(
        "evaluations",
        found.frame,
        position=found.position,
        rep=found.rep,
        day=found.first,
        value=np.array(whole_values, dtype=np.int64),
        where=stated & found.is_shortest,
        until=found.last,
    )
    return replace(events, shown=events.until, is_blank=component in BLANKED)


def rate_is_typed(prepared: Prepared, component: str, period: Period) -> bool:
    """Whether the window holds a typed rate that this component is a part of."""
    found, column = prepared.once("typed", _typed), TYPED_RATE.get(component)
    if found is None or column is None:
        return False
    inside = (found.first >= day_number(period.first)) & (found.last <= day_number(period.last))
    return any(found.values[column][i] is not None for i in np.flatnonzero(inside))


def _typed(prepared: Prepared) -> Typed | None:
    frame = prepared.table("evaluations")
    if frame is None:
        return None
    first, last = spans(frame, prepared)
    rep_id = text(frame, "rep_id")
    named = given(rep_id)
    kept = np.flatnonzero(latest(rep_id, np.where(named, first, NO_DAY), last))
    values: dict[str, list[Fraction | None]] = {}
    for name in MONEY:
        minor, stated = whole(frame, name)
        values[name] = [
            to_major(int(minor[i]), prepared.currency) if stated[i] else None for i in kept
        ]
    for name in COUNTS:
        number, stated = whole(frame, name)
        values[name] = [Fraction(int(number[i])) if stated[i] else None for i in kept]
    for name in RATES:
        exact = fractions(frame, name)
        values[name] = [exact[i] for i in kept]
    grade = text(frame, "grade")
    return Typed(
        frame=frame,
        position=kept.astype(np.int64),
        rep=prepared.codes(rep_id)[kept],
        first=first[kept],
        last=last[kept],
        is_shortest=shortest(rep_id.iloc[kept], first[kept], last[kept]),
        values=values,
        grade=optional(grade.iloc[kept]),
    )


def _implied(found: Typed, i: int) -> Fraction | None:
    """New customers / conversion, rounded half up; None where unknown."""
    won, rate = found.values["new_customers"][i], found.values["conversion"][i]
    if won is None or rate is None or rate <= 0:
        return None
    return Fraction((won / rate + Fraction(1, 2)).__floor__())


def _minor(prepared: Prepared) -> int:
    return int(1 / to_major(1, prepared.currency))


def _months(first: int, last: int) -> int:
    begin, end = (np.datetime64(int(d), "D").astype("datetime64[M]") for d in (first, last))
    return int((end - begin).astype(np.int64)) + 1
