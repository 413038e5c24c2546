"""The cells of a plan's row as a book holds them, and when two of them say the same."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose

Cell = str | int | float | bool | None
"""Text, number, yes or no; days in ISO form; None for a blank cell."""

Cells = Mapping[str, Cell]
"""Cells of one row by column; `rep_id` or `team` says whose it is."""

TEXTS = ("item", "measures", "support", "expected_effect", "support_owner")
"""Columns whose words are worded from a rule where no person wrote any."""

CELLS = (
    "rep_id", "team", "item", "measures", "due_date", "support", "expected_effect", "kind",
    "measure", "from_value", "to_value", "support_owner", "support_given", "status", "result",
    "accepted_by", "done_date",
)  # fmt: skip
"""Columns a person may edit; the plan's id is what a row is known by."""


def is_same(one: Cell, other: Cell) -> bool:
    r"""Whether two cells say the same: white space and how a number is stored aside.

    Examples
    --------
    >>> is_same("call daily\n", "call  daily"), is_same(0.45, 0.45000000000000001)
    (True, True)
    >>> is_same(None, ""), is_same(None, 0), is_same(True, 1)
    (True, False, False)
    """
    first, second = _plain(one), _plain(other)
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, int | float) and isinstance(second, int | float):
        return isclose(first, second, rel_tol=1e-9, abs_tol=1e-12)
    return type(first) is type(second) and first == second


def same_cells(one: Cells, other: Cells) -> bool:
    """Whether two rows say the same in each column."""
    return all(is_same(one.get(name), other.get(name)) for name in CELLS)


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return " ".join(cell.split()) or None
    return cell
