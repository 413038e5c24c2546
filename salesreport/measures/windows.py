"""Components of a window by rep, the rows behind them, and the measures they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from salesreport.errors import UnknownKeyError
from salesreport.measures.evaluations import BLANKED, rate_is_typed, typed_events
from salesreport.measures.events import COLUMNS, Events, summed
from salesreport.measures.frames import NO_DAY, Bools, Ints, day_number
from salesreport.measures.parts import COMPONENTS, Component
from salesreport.measures.prepared import Prepared
from salesreport.measures.recognition import UNRECOGNISED, is_unrecognised
from salesreport.measures.target import PLANS, Span, without_target
from salesreport.periods import Period

Basis = Literal["effective", "computed"]


def components(prepared: Prepared, period: Period, *, basis: Basis = "effective") -> pd.DataFrame:
    """Additive parts of every measure for one window, by rep.

    Parameters
    ----------
    prepared : Prepared
        What `prepare` gave.
    period : Period
        First and last day both included.
    basis : {"effective", "computed"}
        `effective`: typed values of Table 2 take the place of computed ones for
        their rep and period. `computed`: the other tables only.

    Returns
    -------
    DataFrame of Int64, indexed by rep_id
        All reps, then `UNASSIGNED` ("") for records without a rep, so that the
        column's sum loses nothing. Money in minor units. <NA>: unknown, see
        `absences`. Beside them `untargeted`, `uncosted` and `untargeted_next`: months
        without a bookings target, or costs, in which a rep was there who has a target or
        bookings in the window (or, of the next period, expects some in it).
    """
    absent = _absent(prepared, period, basis)
    columns = {}
    for name, component in COMPONENTS.items():
        chosen = events_inside(prepared, name, period, basis=basis)
        total, touched = summed(chosen, len(prepared.reps))
        unknown = _blanked(prepared, component, period, basis)
        unknown |= not component.is_zero or name in absent
        columns[name] = pd.array(total, dtype="Int64")
        columns[name][unknown & ~touched] = pd.NA
    sells = np.zeros(len(prepared.reps), dtype=np.bool_)
    for plan, (count, made) in PLANS.items():
        sells = sells | ~pd.isna(columns[plan])
        sells |= (pd.Series(columns[made]).fillna(0) != 0).to_numpy(dtype=np.bool_)
        columns[count] = _untargeted(prepared, plan, period, basis, sells)
    for name, count in UNLESS.items():
        columns[name][pd.Series(columns[count]).fillna(0).gt(0).to_numpy(dtype=np.bool_)] = pd.NA
    return pd.DataFrame(columns, index=prepared.reps)


def _untargeted(
    prepared: Prepared, plan: str, period: Period, basis: Basis, sells: Bools
) -> pd.arrays.IntegerArray:
    """Months of a plan's window without a value, of reps who sell; 0 of the others."""
    window = _component(plan).window(prepared, _component(plan).asked(period))
    held = held_inside(prepared, plan, period, basis=basis)
    months = without_target(prepared, held, window, sells).sum(axis=1)
    counted: pd.arrays.IntegerArray = pd.array(months, dtype="Int64")
    return counted


UNLESS: dict[str, str] = {c.name: c.unless for c in COMPONENTS.values() if c.unless is not None} | {
    plan: count for plan, (count, _) in PLANS.items()
}
"""Component -> the count that makes it unknown where it is above 0."""


def absences(prepared: Prepared, period: Period, *, basis: Basis = "effective") -> dict[str, str]:
    """Why components are unknown in a window: component -> reason id.

    `no_table`: a table is missing. `no_target`: no target for the rep, or a month's
    plan asked about for a week.
    `unrecognised`: the tables hold nothing of what the policy asks of a sale.
    `no_data`: the window lies before the first date of the table or after
    `as_of`, or only other reps have a typed value. `typed_rate_only`: Table 2
    gives the rate without its parts.
    """
    found = dict(_absent(prepared, period, basis))
    if basis == "effective":
        for name in BLANKED:
            if rate_is_typed(prepared, name, period):
                found[name] = "typed_rate_only"
    return found


def _absent(prepared: Prepared, period: Period, basis: Basis) -> dict[str, str]:
    """Reasons that hold for every rep without a typed value."""

    def build(source: Prepared) -> dict[str, str]:
        found = {name: why_unknown(source, name, period, basis=basis) for name in COMPONENTS}
        return {name: why for name, why in found.items() if why is not None}

    return prepared.once(("absent", period, basis), build)


def why_unknown(
    prepared: Prepared, component: str, period: Period, *, basis: Basis = "effective"
) -> str | None:
    """Why reps without a record of a component have no value of it, instead of 0.

    A reason of `absences`, or None where no record means 0.
    """
    declared = _component(component)
    computed = _computed(prepared, declared)
    why = None
    if computed is None:
        typed = basis == "effective" and _typed(prepared, component, computed=False) is not None
        has_tables = all(prepared.table(table) is not None for table in declared.needs)
        why = "no_data" if typed or has_tables else "no_table"
        if is_unrecognised(prepared, component) and has_tables:
            why = UNRECOGNISED
        if rate_is_typed(prepared, component, period) and why == "no_table":
            why = "typed_rate_only"
    elif declared.per_month and period.kind == "week":
        why = "no_target"
    elif _is_outside(prepared, declared, computed, period):
        why = "no_data"
    if component in ("target", "target_next") and why != "no_table":
        why = "no_target"
    return why


def contributions(
    prepared: Prepared, component: str, period: Period, *, basis: Basis = "effective"
) -> pd.DataFrame:
    """Source rows behind a component of a window; they sum to it.

    Returns
    -------
    DataFrame, one row per record
        `rep_id` ("" for unassigned), `value` (Int64; 0 for a second win with the
        same customer), `table`, `key`, `day`, `customer`, `source_file`,
        `source_sheet`, `source_row`; by table in the order of its rows.

    Raises
    ------
    UnknownKeyError
        No such component.
    """
    parts = [
        block.frame(mask, value, prepared.reps)
        for block, mask, value in events_inside(prepared, component, period, basis=basis)
    ]
    filled = [part for part in parts if len(part)] or parts[:1]
    return pd.concat(filled, ignore_index=True) if filled else _no_rows()


def events_inside(
    prepared: Prepared, component: str, period: Period, *, basis: Basis = "effective"
) -> list[tuple[Events, Bools, Ints]]:
    """Events of a component, which count in the window, what they add."""
    declared = _component(component)
    period = declared.asked(period)
    window = declared.window(prepared, period)
    found = []
    for block in _blocks(prepared, declared, basis):
        if block.is_blank:
            continue
        if declared.per_month and period.kind == "week":
            continue
        if declared.opening and window.first > max(prepared.as_of, prepared.finance_as_of):
            continue  # what will be open after the days known is not what is open today
        if declared.per_month:
            every = np.ones(len(block.day), dtype=np.bool_)
            found.append((block, every, block.value * period.n_months))
            continue
        mask = block.inside(window, opening=declared.opening)
        found.append((block, mask, block.worth(mask, window)))
    return found


def held_inside(
    prepared: Prepared, component: str, period: Period, *, basis: Basis = "effective"
) -> list[Span]:
    """Reps, first and last days of the events of a component that count in the window."""
    return [
        (
            block.rep[mask],
            block.day[mask],
            (block.day if block.until is None else block.until)[mask],
        )
        for block, mask, _ in events_inside(prepared, component, period, basis=basis)
    ]


def total(frame: pd.DataFrame, reps: Iterable[str] | None = None) -> pd.Series:
    """Components of a team: sums over its reps, unknown only where all are.

    Without `reps` everybody, records without a rep among them. A sum that lacks the
    amount of a record for its tax, or the target or costs of a rep who sells for some
    month, is unknown, not the rest of it.
    """
    rows = frame if reps is None else frame.loc[list(reps)]
    known = np.asarray(rows.notna().to_numpy(dtype=np.bool_).any(axis=0))
    sums = rows.to_numpy(dtype=np.int64, na_value=0).sum(axis=0)
    found = pd.Series(sums, index=rows.columns, dtype="Int64").where(known)
    for name, count in UNLESS.items():
        if lacks(found, count):
            found[name] = None
    return found


def lacks(row: Mapping[str, Any] | pd.Series, count: str | None) -> bool:
    """Whether a count in a row is above 0 of what would have to be in a sum and is not."""
    number = None if count is None else row.get(count)
    return number is not None and not pd.isna(number) and number > 0


def _component(name: str) -> Component:
    if name not in COMPONENTS:
        raise UnknownKeyError(name, known=list(COMPONENTS), where="components", kind="component")
    return COMPONENTS[name]


def _typed(prepared: Prepared, name: str, *, computed: bool) -> Events | None:
    column = "target" if name == "target_next" else name
    return prepared.once(
        f"typed:{name}:{computed}", lambda p: typed_events(p, column, computed=computed)
    )


def _computed(prepared: Prepared, component: Component) -> tuple[Events, ...] | None:
    """Events of a component by the tables; None where they cannot give it."""

    def build(source: Prepared) -> tuple[Events, ...] | None:
        return None if is_unrecognised(source, component.name) else component.events(source)

    return prepared.once(f"events:{component.name}", build)


_BEATEN_BY = {"unpriced_deals": "bookings", "unrated_deals": "bookings"}
"""Counts of what is missing from a sum, which a typed sum does not lack."""


def _blocks(prepared: Prepared, component: Component, basis: Basis) -> tuple[Events, ...]:
    """Events of a component, typed ones in the place of those they beat."""

    def build(source: Prepared) -> tuple[Events, ...]:
        computed = _computed(source, component)
        if basis == "computed":
            return computed or ()
        beaten = _BEATEN_BY.get(component.name, component.name)
        typed = _typed(source, beaten, computed=computed is not None)
        own = tuple(block.replaced_by(typed) for block in computed or ())
        return own if typed is None or beaten != component.name else (*own, typed)

    return prepared.once(f"blocks:{component.name}:{basis}", build)


def _blanked(prepared: Prepared, component: Component, period: Period, basis: Basis) -> Bools:
    """Reps whose typed rate leaves the component unknown in the window."""
    found = np.zeros(len(prepared.reps), dtype=np.bool_)
    window = component.window(prepared, component.asked(period))
    for block in _blocks(prepared, component, basis):
        if block.is_blank:
            found[block.rep[block.inside(window)]] = True
    return found


DUE = ("payment_plan", "invoices", "payments")


def _is_outside(
    prepared: Prepared, component: Component, blocks: tuple[Events, ...], period: Period
) -> bool:
    """Whether the window ends before the data or begins after `as_of`.

    Or nothing is recorded from the first day of the window before it on.
    """
    starts = [prepared.start(block.table) for block in blocks]
    starts = [start for start in starts if start != NO_DAY]
    period = component.asked(period)
    window = component.window(prepared, period)
    if starts and day_number(window.last) < min(starts):
        return True
    over = period.first > prepared.as_of
    if not any(block.table in DUE for block in blocks):  # what falls due was written before
        over |= NO_DAY < prepared.end() < day_number(period.previous().first)
    return window is period and component.is_zero and over


def _no_rows() -> pd.DataFrame:
    kinds = {"value": "Int64", "day": "datetime64[us]", "source_row": "Int64"}
    return pd.DataFrame({name: pd.Series([], dtype=kinds.get(name, "str")) for name in COLUMNS})
