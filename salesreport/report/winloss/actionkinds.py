"""Kinds of actions on record: the type where one is filled, else what the text speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from salesreport.measures.deals import deals
from salesreport.measures.effort import done_on, is_done
from salesreport.measures.frames import (
    NO_DAY,
    Ints,
    optional,
    text,
)
from salesreport.report.material import Material
from salesreport.report.winloss.actiondeals import deals_of_actions
from salesreport.tables.process import ACTIVITIES
from salesreport.tables.script import simplified

LEFT_OUT = "collection"
"""Comes after winning."""

OTHER_WORDS = {
    "call": ("phone call", "电话拜访", "电话回访", "电话沟通", "致电", "通话"),
    "visit": ("上门", "走访"),
    "quote": ("quotation",),
    "demo": ("demo", "demonstration", "demonstrate", "演示"),
    "sample": ("sample", "样品", "送样", "寄样"),
    "survey": ("site survey", "site visit", "site inspection", "考察", "勘察", "踏勘"),
    "contract": ("contract", "合同"),
}
"""Words beside those of the declared types, and kinds that have no type of their own."""

_ENDINGS = "(?:s|es|d|ed|ing)?"


def _declared() -> dict[str, tuple[str, ...]]:
    """Words of each declared type, from the table's own declaration."""
    (column,) = (one for one in ACTIVITIES.columns if one.name == "action_type")
    return {choice.name: (*choice.en, *choice.zh) for choice in column.choices}


KINDS = tuple(dict.fromkeys([*(name for name in _declared() if name != LEFT_OUT), *OTHER_WORDS]))
"""Kinds of actions looked at, listed before anything is compared."""


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all words, the longest first, and the kind of each group."""
    declared = _declared()
    words = {
        simplified(word).casefold(): kind
        for kind in (*KINDS, LEFT_OUT)
        for word in (*declared.get(kind, ()), *OTHER_WORDS.get(kind, ()))
    }
    parts, kinds = [], {}
    for at, word in enumerate(sorted(words, key=lambda one: (-len(one), one))):
        kinds[f"w{at}"] = words[word]
        found = re.escape(word)
        parts.append(f"(?P<w{at}>" + (rf"\b{found}{_ENDINGS}\b" if word.isascii() else found) + ")")
    return re.compile("|".join(parts)), kinds


def kinds_in(said: str) -> frozenset[str]:
    """Kinds a text speaks of; of words inside each other the longest counts.

    Examples
    --------
    >>> sorted(kinds_in("Site visit, then sent the quotation"))
    ['quote', 'survey']
    >>> sorted(kinds_in("上門拜訪並演示")), sorted(kinds_in("电话拜访")), kinds_in("Recalled")
    (['demo', 'visit'], ['call'], frozenset())
    """
    pattern, kinds = _pattern()
    found = pattern.finditer(simplified(said).casefold())
    return frozenset(kinds[one.lastgroup] for one in found if one.lastgroup)


def kinds_of(action_type: str | None, action: str | None) -> frozenset[str]:
    """Kinds of one action: its type where that says one, else those its text speaks of."""
    if action_type in KINDS or action_type == LEFT_OUT:
        return frozenset({action_type})
    return (kinds_in(action_type) if action_type else frozenset()) or kinds_in(action or "")


@dataclass(frozen=True, eq=False)
class DoneActions:
    """Actions done on deals, an entry for each kind that an action is of.

    Attributes
    ----------
    opportunity : array of int, shape (m,)
        Row of `opportunities` as known.
    kind : array of int, shape (m,)
        Place in `KINDS`; -1 where no kind was found.
    day : array of int, shape (m,)
        Day done, else the day noted.
    row : array of int, shape (m,)
        Row of `activities` as known.
    n_unmatched : int
        Actions of no kind.
    n_done : int
        Actions done on deals, collection left out.
    n_unlinked : int
        Actions done that name no deal and can be of none, or of several.
    """

    opportunity: Ints
    kind: Ints
    day: Ints
    row: Ints
    n_unmatched: int
    n_done: int
    n_unlinked: int


def done_actions(material: Material) -> DoneActions | None:
    """Actions done on deals of a run; None where there are none."""
    return material.prepared.once("winloss-actions", lambda _: _done_actions(material))


def _done_actions(material: Material) -> DoneActions | None:
    table, found = material.table("activities"), deals(material.prepared)
    if table is None or found is None or table.empty:
        return None
    deal, day, done = deals_of_actions(table, found), done_on(table), is_done(table)
    rows = np.flatnonzero((deal >= 0) & (day != NO_DAY) & done)
    types, said = optional(text(table, "action_type")), optional(text(table, "action"))
    place = {kind: at for at, kind in enumerate(KINDS)}
    entries, n_unmatched, n_done = list[tuple[int, int]](), 0, 0
    for row in rows.tolist():
        kinds = kinds_of(types[row], said[row])
        if kinds == {LEFT_OUT}:
            continue
        codes = [place[kind] for kind in sorted(kinds - {LEFT_OUT})]
        n_done += 1
        n_unmatched += not codes
        entries += [(row, code) for code in codes or [-1]]
    if not entries:
        return None
    at, kind = np.array(entries, dtype=np.int64).T
    n_unlinked = int(((deal < 0) & done).sum())
    return DoneActions(deal[at], kind, day[at], at, n_unmatched, n_done, n_unlinked)
