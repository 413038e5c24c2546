"""What a new plan keeps of the last one, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesreport.targeting.people import ZERO

Cell = tuple[str, str]
Cells = Mapping[Cell, Fraction]


@dataclass(frozen=True)
class Change:
    """One rep's target in the last version and in this one, and why it moved.

    `reasons`: `edited` by hand in the last version, `joined`, `left`, `rest_again`.
    """

    rep_id: str
    before: Fraction | None
    after: Fraction | None
    reasons: tuple[str, ...]


def edited_cells(recorded: Cells, read: Cells) -> dict[Cell, Fraction]:
    """Cells of a workbook that differ from what was written into it; a blank one is 0."""
    cells = {*recorded, *read}
    return {
        cell: read.get(cell, ZERO)
        for cell in sorted(cells)
        if read.get(cell, ZERO) != recorded.get(cell, ZERO)
    }


def held_cells(read: Cells, edited: Cells, months: Sequence[str], first: str | None) -> Cells:
    """Cells that a new plan keeps: months before the first one split anew, and edits."""
    gone = months[: months.index(first)] if first is not None else []
    past = {cell: amount for cell, amount in read.items() if cell[1] in gone}
    return past | {cell: amount for cell, amount in edited.items() if cell[1] in months}


def changes(recorded: Cells, before: Cells, after: Cells, there: Mapping[str, str]) -> list[Change]:
    """Reps whose target moved, by rep id, each with the reasons.

    Parameters
    ----------
    recorded : mapping of (rep id, month) to Fraction
        The last version as it was written.
    before : mapping
        The last version as it was read back, with people's edits.
    after : mapping
        This version.
    there : mapping of rep id to str
        `joined` or `left` since the last version, for those who did.
    """
    old, edited, new = _by_rep(recorded), _by_rep(before), _by_rep(after)
    found = []
    for rep_id in sorted({*old, *edited, *new}):
        first, second, now = old.get(rep_id), edited.get(rep_id), new.get(rep_id)
        reasons = []
        if _rows(recorded, rep_id) != _rows(before, rep_id):
            reasons.append("edited")
        if rep_id in there:
            reasons.append(there[rep_id])
        if _rows(before, rep_id) != _rows(after, rep_id):
            reasons.append("rest_again")
        if reasons:
            base = first if first is not None else second
            found.append(Change(rep_id, base, now, tuple(reasons)))
    return found


def _by_rep(cells: Cells) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for (rep_id, _), amount in cells.items():
        found[rep_id] = found.get(rep_id, ZERO) + amount
    return found


def _rows(cells: Cells, rep_id: str) -> dict[str, Fraction]:
    return {label: amount for (rep, label), amount in cells.items() if rep == rep_id and amount}
