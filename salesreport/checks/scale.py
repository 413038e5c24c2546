"""Amounts off their own scale: yuan among ten thousands of yuan, a digit too many."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from salesreport.checks.evidence import Bools, Breach, Evidence, Floats, Ints
from salesreport.checks.limits import (
    OFF_SCALE,
    OFF_SCALE_GAP,
    OFF_SCALE_OTHERS,
    OFF_SCALE_PRODUCT,
    OFF_SCALE_SPREAD,
    REP_OFF_SCALE,
    REP_OFF_SCALE_OTHERS,
)

_OWNERS = {
    "opportunities": ("rep_id",),
    "contracts": ("rep_id",),
    "invoices": ("rep_id", "customer"),
    "payments": ("payer",),
    "costs": ("rep_id",),
    "booking_adjustments": ("rep_id",),
    "targets": ("rep_id",),
}
"""Table -> whose scale its amounts have; the first column that holds anything."""

_ONE_SIGMA = 1.4826
"""Median absolute deviation of a normal distribution, as its standard deviation."""


class _Scale(NamedTuple):
    """Amounts of a table that have a size, by owner; logarithms to base 10.

    `families`: owners with one number are measured by one yardstick. `measures`: what a
    target is of, by owner; empty in other tables.
    """

    rows: Ints
    logs: Floats
    owners: Ints
    names: list[str]
    measures: list[str]
    families: Ints
    medians: Floats
    counts: Ints


def amount_off_scale(found: Evidence, table: str) -> Iterator[Breach]:
    """Amounts 100 times an owner's median or more, or a hundredth of it or less.

    The logarithm must also lie five robust standard deviations off, and stand apart
    from the amounts of usual size, so that amounts which spread widely by nature pass;
    so does a product at its usual price.
    """
    scale = found.once(("scale", table), partial(_scale, found, table))
    if scale is None:
        return
    off = np.abs(scale.logs - scale.medians[scale.owners])
    if not (off >= np.log10(OFF_SCALE.value)).any():
        return
    spread = _medians(off, scale.owners) * _ONE_SIGMA * OFF_SCALE_SPREAD.value
    far = (off >= np.log10(OFF_SCALE.value)) & (off > spread[scale.owners])
    far &= scale.counts[scale.owners] > OFF_SCALE_OTHERS.value
    places = np.flatnonzero(far & _apart(scale, off < np.log10(OFF_SCALE.value)))
    for place in places[~_usual_for_product(found, table, scale, places)]:
        row, owner = int(scale.rows[place]), int(scale.owners[place])
        yield Breach(
            np.array([row]),
            _column(table),
            _shown(found, table, found.amounts(table, _column(table))[row]),
            {
                **_said(scale, owner),
                "usual": _shown(found, table, 10 ** scale.medians[owner]),
                "of": int(scale.counts[owner]),
            },
        )


def _apart(scale: _Scale, usual: Bools) -> Bools:
    """Whether an amount is far from the nearest amount of its owner that is of usual size."""
    nearest = pd.Series(scale.logs[usual]).groupby(scale.owners[usual]).agg(["min", "max"])
    low, high = (nearest[side].reindex(scale.owners).to_numpy() for side in ("min", "max"))
    gap = np.maximum(scale.logs - high, low - scale.logs)
    return np.asarray(gap >= np.log10(OFF_SCALE_GAP.value))


def rep_off_scale(found: Evidence, table: str) -> Iterator[Breach]:
    """Reps whose median amount is 1,000 times the other reps', or a thousandth of it.

    All rows of the rep are named: a whole tracker in ten thousands of yuan.
    """
    scale = found.once(("scale", table), partial(_scale, found, table))
    if scale is None or _owner(found, table) != "rep_id":
        return
    known = np.flatnonzero(scale.counts > OFF_SCALE_OTHERS.value)
    for owner in known:
        others = known[(scale.families[known] == scale.families[owner]) & (known != owner)]
        if len(others) < REP_OFF_SCALE_OTHERS.value:
            continue
        usual = np.median(scale.medians[others])
        if abs(scale.medians[owner] - usual) < np.log10(REP_OFF_SCALE.value):
            continue
        rows = scale.rows[scale.owners == owner]
        yield Breach(
            rows,
            _column(table),
            _shown(found, table, 10 ** scale.medians[owner]),
            {
                **_said(scale, int(owner)),
                "usual": _shown(found, table, 10**usual),
                "count": len(rows),
            },
        )


def _scale(found: Evidence, table: str) -> _Scale | None:
    owner = _owner(found, table)
    if owner is None:
        return None
    owners, names, measures, families = _owners(found, table, owner)
    amounts = np.abs(found.amounts(table, _column(table)))
    rows = np.flatnonzero((amounts > 0) & (owners >= 0))
    if not len(rows):
        return None
    logs = np.log10(amounts[rows])
    counts = np.bincount(owners[rows], minlength=len(names))
    medians = _medians(logs, owners[rows], len(names))
    return _Scale(rows, logs, owners[rows], names, measures, families, medians, counts)


def _said(scale: _Scale, owner: int) -> dict[str, str]:
    """Whose amounts are measured, and of a target which measure's."""
    measure = scale.measures[owner] if scale.measures else ""
    return {"owner": scale.names[owner], **({"measure": measure} if measure else {})}


def _owner(found: Evidence, table: str) -> str | None:
    for column in _OWNERS[table]:
        if found.codes(table, column).names:
            return column
    return None


def _owners(found: Evidence, table: str, column: str) -> tuple[Ints, list[str], list[str], Ints]:
    """Owner of each row, the owners' names, measures and families; the last two of targets."""
    owner = found.codes(table, column)
    named = [found.rep_name(name) for name in owner.names] if column == "rep_id" else owner.names
    if table != "targets":
        return owner.numbers, named, [], np.zeros(len(named), dtype=np.int64)
    measure = found.codes(table, "measure")
    width = len(measure.names)
    numbers = np.where(owner.numbers < 0, -1, owner.numbers * width + measure.numbers)
    pairs = [name for name in named for _ in measure.names]
    return numbers, pairs, measure.names * len(named), np.tile(np.arange(width), len(named))


def _medians(values: Floats, owners: Ints, size: int | None = None) -> Floats:
    """Median by owner; NaN where an owner has no value."""
    medians = pd.Series(values).groupby(owners, sort=True).median()
    found = np.full(size or int(owners.max()) + 1, np.nan)
    found[medians.index.to_numpy()] = medians.to_numpy()
    return found


def _usual_for_product(found: Evidence, table: str, scale: _Scale, places: Ints) -> Bools:
    """Whether an amount is near the median of its product, over all reps."""
    usual = np.zeros(len(places), dtype=np.bool_)
    if table != "opportunities" or not len(places):
        return usual
    product = found.codes(table, "product")
    mine = product.numbers[scale.rows]
    priced = mine >= 0
    if not priced.any():
        return usual
    medians = _medians(scale.logs[priced], mine[priced], len(product.names))
    sold = np.bincount(mine[priced], minlength=len(product.names))
    known = (mine[places] >= 0) & (sold[mine[places]] > OFF_SCALE_OTHERS.value)
    near = np.abs(scale.logs[places] - medians[mine[places]]) <= np.log10(OFF_SCALE_PRODUCT.value)
    return np.asarray(known & near)


def _column(table: str) -> str:
    return "value" if table == "targets" else "amount"


def _shown(found: Evidence, table: str, amount: float) -> str:
    return f"{amount:.12g}" if table == "targets" else found.money(amount)
