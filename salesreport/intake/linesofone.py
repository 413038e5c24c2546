"""Rows with one key that look like the lines of one thing: the products of a contract."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from salesreport.intake.draft import Draft, positions_of

_OF_A_LINE = frozenset({"product", "note"})
"""Columns in which lines of one thing may differ, besides their amounts."""

_ADDED = frozenset({"money", "count"})


def lines_of_one(draft: Draft, twice: Mapping[int, int]) -> set[int]:
    """Second rows that differ from the first in amount, and in nothing but what a line may.

    Parameters
    ----------
    twice : dict of int to int
        Second row -> row whose key it repeats.
    """
    if not amounts_of_lines(draft) or not twice:
        return set()
    second, first = positions_of([*twice]), positions_of([*twice.values()])
    differ = np.zeros(len(second), dtype=np.bool_)
    agree = np.ones(len(second), dtype=np.bool_)
    for name, cells in draft.cells.items():
        kind = draft.table.by_name[name].kind if name in draft.table.by_name else "text"
        other = cells.differing(second, first)
        if name in amounts_of_lines(draft):
            differ |= other
        elif kind not in _ADDED and name not in _OF_A_LINE:
            agree &= ~other
    return set(second[differ & agree].tolist())


def amounts_of_lines(draft: Draft) -> list[str]:
    """Columns of money that the files hold: what lines of one thing add up."""
    if draft.table.wide or draft.table.repeats == "last_wins":
        return []
    kinds = {column.name: column.kind for column in draft.table.columns}
    return [name for name in draft.cells if kinds.get(name) == "money"]
