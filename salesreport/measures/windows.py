"""Components of a window by rep, the rows behind them, and the measures they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import pandas as pd

from salesreport.errors import UnknownKeyError
from salesreport.measures.catalogue import MEASURES, Measure
from salesreport.measures.evaluations import BLANKED, rate_is_typed, typed_events
from salesreport.measures.events import COLUMNS, Events, summed
from salesreport.measures.frames import NO_DAY, Bools, Ints, day_number
from salesreport.measures.parts import COMPONENTS, Component
from salesreport.measures.prepared import Prepared
from salesreport.measures.ratio import Quotient, ratio
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
        `absences`.
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
    for name, count in _UNLESS.items():
        columns[name][pd.Series(columns[count]).fillna(0).gt(0).to_numpy(dtype=np.bool_)] = pd.NA
    return pd.DataFrame(columns, index=prepared.reps)


_UNLESS = {c.name: c.unless for c in COMPONENTS.values() if c.unless is not None}


def absences(prepared: Prepared, period: Period, *, basis: Basis = "effective") -> dict[str, str]:
    """Why components are unknown in a window: component -> reason id.

    `no_table`: a table is missing. `no_target`: no target for the rep, or a month's
    plan asked about for a week.
    `no_data`: the window lies before the first date of the table or after
    `as_of`, or only other reps have a typed value. `typed_rate_only`: Table 2
    gives the rate without its parts.
    """
    found = _absent(prepared, period, basis)
    if basis == "effective":
        for name in BLANKED:
            if rate_is_typed(prepared, name, period):
                found[name] = "typed_rate_only"
    return found


def _absent(prepared: Prepared, period: Period, basis: Basis) -> dict[str, str]:
    """Reasons that hold for every rep without a typed value."""
    found = {name: why_unknown(prepared, name, period, basis=basis) for name in COMPONENTS}
    return {name: why for name, why in found.items() if why is not None}


def why_unknown(
    prepared: Prepared, component: str, period: Period, *, basis: Basis = "effective"
) -> str | None:
    """Why reps without a record of a component have no value of it, instead of 0.

    A reason of `absences`, or None where no record means 0.
    """
    declared = _component(component)
    computed = prepared.once(f"events:{component}", declared.events)
    why = None
    if computed is None:
        typed = basis == "effective" and _typed(prepared, component, computed=False) is not None
        has_tables = all(prepared.table(table) is not None for table in declared.needs)
        why = "no_data" if typed or has_tables else "no_table"
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


def total(frame: pd.DataFrame, reps: Iterable[str] | None = None) -> pd.Series:
    """Components of a team: sums over its reps, unknown only where all are.

    Without `reps` everybody, records without a rep among them. A sum that lacks the
    amount of a record for its tax is unknown, not the rest of it.
    """
    rows = frame if reps is None else frame.loc[list(reps)]
    found = rows.sum(min_count=1).astype("Int64")
    for name, count in _UNLESS.items():
        if _lacks(found, count):
            found[name] = None
    return found


def _lacks(row: Mapping[str, Any] | pd.Series, count: str | None) -> bool:
    """Whether records are counted whose amount without tax is not known."""
    number = None if count is None else row.get(count)
    return number is not None and not pd.isna(number) and number > 0


def figures(
    row: Mapping[str, Any] | pd.Series,
    *,
    currency: str,
    absent: Mapping[str, str] | None = None,
    typed: Mapping[str, Any] | pd.Series | None = None,
    computed: Mapping[str, Any] | pd.Series | None = None,
    collection_base: Literal["due", "receivable"] = "due",
) -> dict[str, Quotient]:
    """Every measure of one rep or of a sum over reps.

    Parameters
    ----------
    row : row of `components`, or `total` of it
        Effective components.
    currency : str
        Money measures are in its main unit.
    absent : mapping, optional
        What `absences` gave: the reason where a component is unknown.
    typed : row of `typed`, optional
        Values of Table 2 for exactly this window: they beat the quotients.
    computed : row of `components` with `basis="computed"`, optional
        Gives `Quotient.computed` beside a typed value.
    collection_base : {"due", "receivable"}
        What `collection_rate` is a rate of.

    Returns
    -------
    dict of measure to Quotient
        Exact fractions; None always with a reason.
    """
    found = {}
    for name in MEASURES:
        measure = based(name, collection_base)
        figure = _figure(measure, row, currency, absent or {})
        value = None if typed is None else typed.get(name)
        if value is not None and value == value:
            other = None if computed is None else _figure(measure, computed, currency, {}).value
            figure = Quotient(
                Fraction(value),
                None,
                figure.numerator,
                figure.denominator,
                figure.n,
                typed=True,
                computed=other,
            )
        found[name] = figure
    if typed is not None and typed.get("implied_leads"):
        found |= _implied(found)
    return found


def based(name: str, collection_base: str) -> Measure:
    """A measure's declaration on a base of collection: what fell due, or all that was owed."""
    return _BASED.get((name, collection_base), MEASURES[name])


_BASED = {
    ("collection_rate", "receivable"): replace(
        MEASURES["collection_rate"],
        numerator=MEASURES["receivable_rate"].numerator,
        denominator=MEASURES["receivable_rate"].denominator,
    )
}


def _implied(found: dict[str, Quotient]) -> dict[str, Quotient]:
    return {
        name: Quotient(
            figure.value,
            figure.why_null,
            figure.numerator,
            figure.denominator,
            figure.n,
            typed=figure.typed and name != "leads",
            computed=figure.computed,
            implied=True,
        )
        for name, figure in found.items()
        if name in ("leads", "conversion")
    }


def _figure(
    measure: Measure, row: Mapping[str, Any] | pd.Series, currency: str, absent: Mapping[str, str]
) -> Quotient:
    top = _part(row, measure.numerator, currency)
    n = None if measure.n is None else _part(row, measure.n, currency)
    count = None if n is None else int(n)
    if _lacks(row, _UNLESS.get(measure.numerator)):
        absent = {**absent, measure.numerator: "no_tax_rate"}
    if measure.denominator is None:
        why = None if top is not None else absent.get(measure.numerator, "no_data")
        return Quotient(top, why, top, None, count)
    bottom = _part(row, measure.denominator, currency)
    is_target = measure.denominator in ("target", "target_next")
    value, why = ratio(
        top, bottom, why_zero="target_not_positive" if is_target else "no_denominator"
    )
    if why == "no_denominator" and absent.get(measure.denominator) == "typed_rate_only":
        why = "typed_rate_only"
    if value is not None and measure.name in PER_BOOKINGS and _lacks(row, "unpriced_deals"):
        value, why = None, "no_rate" if _lacks(row, "unrated_deals") else "no_amount"
    if top is None or bottom is None:
        missing = measure.denominator if bottom is None else measure.numerator
        why = absent.get(missing, "no_target" if is_target and bottom is None else "no_data")
    return Quotient(value, why, top, bottom, count)


PER_BOOKINGS = frozenset({"revenue_per_customer", "cost_ratio"})
"""Measures that a deal without an amount makes wrong, and not only incomplete."""


def _part(row: Mapping[str, Any] | pd.Series, name: str, currency: str) -> Fraction | None:
    value = row.get(name)
    if value is None or pd.isna(value):
        return None
    return COMPONENTS[name].value(int(value), currency)


def _component(name: str) -> Component:
    if name not in COMPONENTS:
        raise UnknownKeyError(name, known=list(COMPONENTS), where="components", kind="component")
    return COMPONENTS[name]


def _typed(prepared: Prepared, name: str, *, computed: bool) -> Events | None:
    column = "target" if name == "target_next" else name
    return prepared.once(
        f"typed:{name}:{computed}", lambda p: typed_events(p, column, computed=computed)
    )


def _blocks(prepared: Prepared, component: Component, basis: Basis) -> tuple[Events, ...]:
    """Events of a component, typed ones in the place of those they beat."""

    def build(source: Prepared) -> tuple[Events, ...]:
        computed = source.once(f"events:{component.name}", component.events)
        if basis == "computed":
            return computed or ()
        typed = _typed(source, component.name, computed=computed is not None)
        own = tuple(block.replaced_by(typed) for block in computed or ())
        return own if typed is None else (*own, typed)

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
