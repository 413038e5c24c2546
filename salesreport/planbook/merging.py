"""Three ways into one: what was proposed, what a person left of it, what is proposed now.

A cell that a person edited stays as they left it; every other cell follows what is
proposed now. A row they deleted stays deleted, a row they added stays, and a row that
nothing proposes any more goes only where nobody touched it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesreport.planbook.baseline import Proposed
from salesreport.planbook.cells import CELLS, Cell, Cells, is_same


@dataclass(frozen=True)
class Merged:
    """Rows as they count now, and what of a person's hand is in them.

    Attributes
    ----------
    rows : dict of str to dict
        Plan id -> cells, those a person left in their order, then new ones.
    edited : dict of str to frozenset of str
        Plan id -> columns that a person changed; all of a row they added.
    own : frozenset of str
        Ids of rows that a person added.
    deleted : frozenset of str
        Ids of rows that a person took out.
    dropped : frozenset of str
        Ids of rows that nobody touched and nothing proposes any more.
    kept : dict of str to Proposed
        What was once proposed in rows that are touched or taken out, and is no more.
    """

    rows: dict[str, dict[str, Cell]] = field(default_factory=dict)
    edited: dict[str, frozenset[str]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    kept: dict[str, Proposed] = field(default_factory=dict)

    @property
    def is_touched(self) -> bool:
        """Whether a person changed anything."""
        return bool(self.own or self.deleted or any(self.edited.values()))


def merged(
    before: Mapping[str, Proposed], left: Mapping[str, Cells], fresh: Mapping[str, Cells]
) -> Merged:
    """A person's edits over what is proposed now.

    Parameters
    ----------
    before : mapping of str to Proposed
        Plan id -> what was proposed when the book was written.
    left : mapping of str to cells
        Plan id -> the row as it stands in the book.
    fresh : mapping of str to cells
        Plan id -> what is proposed now.

    Examples
    --------
    >>> was = {"a": Proposed(cells={"due_date": "2026-06-30", "item": "calls"})}
    >>> left = {"a": {"due_date": "2026-07-15", "item": "calls"}}
    >>> now = {"a": {"due_date": "2026-06-30", "item": "more calls"}}
    >>> found = merged(was, left, now)
    >>> found.rows["a"]["due_date"], found.rows["a"]["item"], sorted(found.edited["a"])
    ('2026-07-15', 'more calls', ['due_date'])
    """
    rows: dict[str, dict[str, Cell]] = {}
    edited: dict[str, frozenset[str]] = {}
    dropped: set[str] = set()
    for plan_id, cells in left.items():
        if plan_id not in before:
            rows[plan_id], edited[plan_id] = _whole(cells), frozenset(CELLS)
            continue
        touched = _touched(before[plan_id].cells, cells)
        if plan_id in fresh:
            rows[plan_id] = _over(fresh[plan_id], cells, touched)
        elif touched:
            rows[plan_id] = _whole(cells)
        else:
            dropped.add(plan_id)
            continue
        edited[plan_id] = touched
    deleted = frozenset(before) - frozenset(left)
    for plan_id, cells in fresh.items():
        if plan_id not in left and plan_id not in deleted:
            rows[plan_id], edited[plan_id] = _whole(cells), frozenset()
    gone = {name: before[name] for name in before
            if name not in fresh and (name in deleted or name in rows)}  # fmt: skip
    return Merged(
        rows, edited, frozenset(set(left) - set(before)), deleted, frozenset(dropped), gone
    )


def _whole(cells: Cells) -> dict[str, Cell]:
    return {name: cells.get(name) for name in CELLS}


def _touched(was: Cells, left: Cells) -> frozenset[str]:
    return frozenset(name for name in CELLS if not is_same(was.get(name), left.get(name)))


def _over(fresh: Cells, left: Cells, touched: frozenset[str]) -> dict[str, Cell]:
    return {name: (left if name in touched else fresh).get(name) for name in CELLS}
