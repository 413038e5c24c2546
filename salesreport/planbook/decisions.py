"""What a meeting decided in the table of a deck: its columns, and rows that people edited.

A row may stand for plans of several people, told together so that none is named; its key
is then made of their plans' ids in a form that tells no name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

TABLE = "decisions-table"
"""Name of the table's shape in a deck."""

ColumnName = Literal["decision", "who", "by_when", "which_number"]


@dataclass(frozen=True)
class DecisionColumn:
    """A column of the table: its name, what may be written in it, and its part of the width."""

    name: ColumnName
    holds: Literal["text", "day"]
    width: float


COLUMNS = (
    DecisionColumn("decision", "text", 5.0),
    DecisionColumn("who", "text", 2.0),
    DecisionColumn("by_when", "day", 1.4),
    DecisionColumn("which_number", "text", 2.6),
)
"""Columns of the table, in their order. `which_number` is a measure and its values from and to."""

Marks = Mapping[str, tuple[str, ...]]
"""Row of a deck -> marks of its cells as they were read last."""


@dataclass(frozen=True)
class Decided:
    """A row of a deck's table that somebody edited or wrote.

    Attributes
    ----------
    key : str
        What the row is known by; empty of one that somebody added.
    texts : dict of str
        Column -> text of every cell that has one.
    edited : frozenset of str
        Columns that are not as they were written, or as they were read last.
    day : date or None
        The day that `by_when` says, where it is edited and could be read.
    file : str
        The deck, as problems name it.
    slide, row : int
        Where it stands: number of the slide, and of the row under the table's head.
    """

    key: str
    texts: Mapping[ColumnName, str]
    edited: frozenset[ColumnName]
    day: date | None
    file: str
    slide: int
    row: int


BETWEEN = "+"
"""Between the keys of plans that are told together."""
N_HEX = 10


def decision_key(plan_id: str, rep_id: str | None) -> str:
    """What a plan is known by in a deck: its id; of a person's a code of it.

    An id may hold the id, or the name, of whose plan it is.

    Examples
    --------
    >>> decision_key("2026-06.all.price", None), decision_key("2026-06.0004.price", "0004")
    ('2026-06.all.price', 'p316457eac9')
    """
    if rep_id is None:
        return plan_id
    return "p" + hashlib.sha256(plan_id.encode()).hexdigest()[:N_HEX]


def plan_ids(key: str, plans: Iterable[tuple[str, str | None]]) -> list[str]:
    """Ids of the plans that a row's key stands for; empty where none is among `plans`.

    `plans`: of each plan its id, and whose it is.
    """
    known = {decision_key(plan_id, rep_id): plan_id for plan_id, rep_id in plans}
    if key in known:
        return [known[key]]
    return [known[part] for part in key.split(BETWEEN) if part in known]
