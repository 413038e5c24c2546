"""The measures that a row of components makes: sums over sums, None with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from salesreport.measures.catalogue import MEASURES, Measure
from salesreport.measures.parts import COMPONENTS
from salesreport.measures.ratio import Quotient, ratio
from salesreport.measures.windows import lacks


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
    if lacks(row, COMPONENTS[measure.numerator].unless):
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
    if value is not None and measure.name in PER_BOOKINGS and lacks(row, "unpriced_deals"):
        value, why = None, "no_rate" if lacks(row, "unrated_deals") else "no_amount"
    if top is None or bottom is None:
        missing = measure.denominator if bottom is None else measure.numerator
        why = absent.get(missing, "no_target" if is_target and bottom is None else "no_data")
    return Quotient(value, why, top, bottom, count)


PER_BOOKINGS = frozenset(
    name
    for name, one in MEASURES.items()
    if one.denominator is not None and "bookings" in (one.numerator, one.denominator)
)
"""Measures that a deal without an amount makes wrong, and not only incomplete."""


def _part(row: Mapping[str, Any] | pd.Series, name: str, currency: str) -> Fraction | None:
    value = row.get(name)
    if value is None or pd.isna(value):
        return None
    return COMPONENTS[name].value(int(value), currency)
