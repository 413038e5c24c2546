"""Deals of a run as arrays over time, and where they stand in its tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from salesreport.measures.deals import Deals, credits, deals
from salesreport.measures.effort import done_on, is_done
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    day_number,
    days,
    looked_up,
    places,
    text,
)
from salesreport.report.material import Material
from salesreport.report.winloss.actiondeals import deals_of_actions
from salesreport.tables.pipeline import OPEN_STAGES
from salesreport.winloss.histories import LOST, NEVER, NO_STAGE, OPEN, WON, Histories
from salesreport.winloss.idle import Touches, last_touches
from salesreport.winloss.stages import Changes, Entries, stage_entries

WHOLE = ("deal",)
"""The one stage of deals whose stages are not on record."""


@dataclass(frozen=True, eq=False)
class DealRows:
    """Deals of a run, each once, with where they stand.

    Attributes
    ----------
    deals : Histories
        A deal's whole amount as bookings count it; with tax where that should be off and
        is not known, as of most lost deals.
    entries : Entries
    row : array of int, shape (n,)
        Place of each deal in `frame`.
    rep : array of int, shape (n,)
        Place among the reps of the one with the largest share; -1 nobody.
    expected : array of int, shape (n,)
        Day of the expected close as it stands today; `NEVER` without one.
    touched : array of int, shape (n,)
        Day of the last touch.
    frame : DataFrame
        `opportunities` as known.
    stages : tuple of str
        Stage of each code.
    has_activities : bool
        Whether actions are on record; else only changes of stage are touches.
    left_out : dict of reason to int
        Deals without a day of creation or of close, closed before they were created, or
        dated after the last day known.
    """

    deals: Histories
    entries: Entries
    row: Ints
    rep: Ints
    expected: Ints
    touched: Ints
    frame: pd.DataFrame
    stages: tuple[str, ...]
    has_activities: bool
    left_out: dict[str, int]

    def of_reps(self, at: list[int] | None) -> DealRows:
        """Those of some reps; None: everybody's, deals of nobody among them."""
        if at is None:
            return self
        none = np.zeros(0, dtype=np.int64)
        own = [none, *(self._groups.get(i, none) for i in at)]
        return self.taken(np.sort(np.concatenate(own)))

    @cached_property
    def _groups(self) -> dict[int, Ints]:
        """Places of each rep's deals, so that a rep costs no look at everybody's."""
        order = np.argsort(self.rep, kind="stable")
        reps, first = np.unique(self.rep[order], return_index=True)
        return dict(zip(reps.tolist(), np.split(order, first[1:]), strict=True))

    def taken(self, where: Ints) -> DealRows:
        """Those at some places, in this order."""
        return replace(
            self, deals=self.deals.taken(where), entries=self.entries.taken(where),
            row=self.row[where], rep=self.rep[where], expected=self.expected[where],
            touched=self.touched[where],
        )  # fmt: skip


def deal_rows(material: Material) -> DealRows | None:
    """Deals of a run; None without opportunities, or where none can be used."""
    return material.prepared.once("winloss-deals", lambda _: _deal_rows(material))


def rep_places(material: Material) -> Ints:
    """Place among the reps of each rep code; -1 for records of nobody."""
    place = {rep_id: at for at, rep_id in enumerate(material.reps)}
    return np.array([place.get(str(i), -1) for i in material.prepared.reps], dtype=np.int64)


def _deal_rows(material: Material) -> DealRows | None:
    found, shares = deals(material.prepared), credits(material.prepared)
    if found is None or shares is None:
        return None
    kept, left_out = _usable(found, day_number(material.run.as_of))
    row = np.flatnonzero(kept)
    if not len(row):
        return None
    histories = _histories(material, found, row)
    changes, stages = _changes(material, found, row)
    entries = stage_entries(histories, changes, len(stages))
    principal = np.full(len(found.frame), -1, dtype=np.int64)
    main = shares.principal
    principal[shares.position[main]] = rep_places(material)[shares.rep[main]]
    touches = _touches(material, found, row)
    expected = found.expected[row]
    return DealRows(
        deals=histories, entries=entries, row=row, rep=principal[row],
        expected=np.where(expected == NO_DAY, NEVER, expected),
        touched=last_touches(histories, entries, touches), frame=found.frame, stages=stages,
        has_activities=touches is not None, left_out=left_out,
    )  # fmt: skip


def _usable(found: Deals, until: int) -> tuple[Bools, dict[str, int]]:
    """Deals whose days make sense, and how many of the others there are, by reason."""
    over = found.is_won | found.is_lost
    reasons = {
        "no_created_date": found.created == NO_DAY,
        "no_close_date": ~over & ~found.is_open,
        "closed_before_created": over & (found.created != NO_DAY) & (found.close < found.created),
        "not_known_yet": (found.created > until) | (over & (found.close > until)),
    }
    kept = np.ones(len(found.frame), dtype=np.bool_)
    counts = {}
    for reason, where in reasons.items():
        counts[reason] = int((where & kept).sum())
        kept &= ~where
    return kept, {reason: n for reason, n in counts.items() if n}


def _histories(material: Material, found: Deals, row: Ints) -> Histories:
    won, lost = found.is_won[row], found.is_lost[row]
    stage = np.full(len(row), NO_STAGE, dtype=np.int64)
    for code, name in enumerate(OPEN_STAGES):
        stage[found.is_stage(name)[row]] = code
    amount = found.amount[row] * float(material.major(1))
    return Histories(
        created=found.created[row],
        closed=np.where(won | lost, found.close[row], NEVER),
        outcome=np.where(won, WON, np.where(lost, LOST, OPEN)),
        stage=stage,
        amount=np.where(found.priced[row], amount, np.nan),
        until=day_number(material.run.as_of),
    )


def places_of(found: Deals, row: Ints) -> Ints:
    """Place among the usable deals of each row of opportunities; -1 for the others."""
    at = np.full(len(found.frame), -1, dtype=np.int64)
    at[row] = np.arange(len(row))
    return at


def _changes(material: Material, found: Deals, row: Ints) -> tuple[Changes | None, tuple[str, ...]]:
    """Changes of stage of these deals and the stages; None where none is on record."""
    table = material.table("stage_changes")
    if table is None or table.empty:
        return None, WHOLE
    deal = _deal_of(table, found, row)
    names = (*OPEN_STAGES, "won", "lost")
    stage = looked_up(text(table, "stage"), {name: code for code, name in enumerate(names)})
    day = days(table, "entered_date")
    kept = (deal >= 0) & (stage >= 0) & (day != NO_DAY)
    if not kept.any():
        return None, WHOLE
    return Changes(deal[kept], stage[kept], day[kept]), OPEN_STAGES


def _touches(material: Material, found: Deals, row: Ints) -> Touches | None:
    """Actions done on these deals, by the day done, else the day noted."""
    table = material.table("activities")
    if table is None or table.empty:
        return None
    at = deals_of_actions(table, found)
    deal = np.where(at >= 0, places_of(found, row)[at], -1)
    day = done_on(table)
    kept = (deal >= 0) & (day != NO_DAY) & is_done(table)
    return Touches(deal[kept], day[kept]) if kept.any() else None


def _deal_of(table: pd.DataFrame, found: Deals, row: Ints) -> Ints:
    """Place among the usable deals of the one each record names; -1 for none."""
    at = looked_up(text(table, "opportunity_id"), places(text(found.frame, "opportunity_id")))
    return np.where(at >= 0, places_of(found, row)[at], -1)
