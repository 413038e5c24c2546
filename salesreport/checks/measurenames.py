"""Rows about a measure that nothing computes, or that the tables compute already."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import numpy as np

from salesreport.checks.evidence import Breach, Evidence, groups
from salesreport.policy import SCORABLE, UNSCORED
from salesreport.tables import TABLES

CONFIRMED = ("bookings", "new_contracts", "invoiced", "collections")
"""Measures whose totals finance confirms."""

_LIKELY_MEANT = 0.75
"""How alike a free name and a declared one must be for the free one to be a slip."""


def unknown_measure(found: Evidence, table: str) -> Iterator[Breach]:
    """Targets of a measure that is neither computed, declared nor typed anywhere.

    A control total is of one that finance confirms and the tables give; no other is ever
    compared. A row of other measures may name its own; it is taken for a slip of the pen where
    it is nearly a name that the policy declares.
    """
    if table == "control_totals":
        yield from _unconfirmed(found, table)
        return
    declared = set(found.run.policy.extra)
    free = table == "extra_measures"
    known = declared if free else declared | _computed() | _typed(found)
    words = known if free else known | _written()
    for name, rows in _named(found, table):
        if name in known or (free and name in _computed()):
            continue
        near = get_close_matches(name, sorted(words), n=1, cutoff=_LIKELY_MEANT if free else 0.5)
        if near or not free:
            yield Breach(rows, "measure", name, {"near": near[0] if near else "–"})


def _unconfirmed(found: Evidence, table: str) -> Iterator[Breach]:
    for name, rows in _named(found, table):
        if name not in CONFIRMED:
            near = get_close_matches(name, sorted(_written()), n=1, cutoff=0.5)
            yield Breach(rows, "measure", name, {"near": near[0] if near else ", ".join(CONFIRMED)})


def computed_measure(found: Evidence, table: str) -> Iterator[Breach]:
    """Rows of other measures that bear the name of one the tables compute."""
    for name, rows in _named(found, table):
        if name in _computed():
            yield Breach(rows, "measure", name)


def other_unit(found: Evidence, table: str) -> Iterator[Breach]:
    """Rows of a declared measure in another unit than the policy gives it."""
    units = found.codes(table, "unit")
    for name, rows in _named(found, table):
        declared = found.run.policy.extra.get(name)
        if declared is None:
            continue
        for same in groups(units.numbers, rows):
            unit = units.names[units.numbers[same[0]]]
            if unit != declared:
                yield Breach(same, "unit", unit, {"measure": name, "declared": declared})


def _named(found: Evidence, table: str) -> Iterator[tuple[str, np.ndarray]]:
    codes = found.codes(table, "measure")
    for rows in groups(codes.numbers, np.flatnonzero(codes.numbers >= 0)):
        yield codes.names[codes.numbers[rows[0]]], rows


def _typed(found: Evidence) -> set[str]:
    if found.table("extra_measures") is None:
        return set()
    return set(found.codes("extra_measures", "measure").names) - _computed()


def _computed() -> set[str]:
    choices = TABLES["targets"].by_name["measure"].choices
    return {*SCORABLE, *UNSCORED, *(choice.name for choice in choices)}


def _written() -> frozenset[str]:
    """Every word a computed measure is written with."""
    return TABLES["targets"].by_name["measure"].choice_words
