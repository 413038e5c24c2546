"""Rows that add to a component, each with the windows in which it counts.

A component is a sum over events, and its contribution rows are the same events:
the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from salesreport.measures.frames import FAR_DAY, KEYS, NO_DAY, Bools, Ints, day_number, text
from salesreport.periods import Period

SOURCE = ("source_file", "source_sheet", "source_row")
COLUMNS = ("rep_id", "value", "table", "key", "day", "customer", *SOURCE)


@dataclass(frozen=True, eq=False)
class Events:
    """Events of one table.

    An event counts in a window when its `day` lies in it and each limit given
    holds: `since` before the first day (money received earlier), `until` on or
    before the last day (money received by then), `beyond` after the last day or
    missing (still open then). `again` is the day on which the same was counted
    before: where that lies in the window too, the event adds 0 (a second win
    with the same customer). `span_*`: days of a typed value that takes the
    event's place in windows that hold all of them; `is_blank` events are typed
    values that say nothing of the component, which is then unknown.
    """

    table: str
    rows: pd.DataFrame
    position: Ints
    rep: Ints
    value: Ints
    day: Ints
    since: Ints | None = None
    until: Ints | None = None
    beyond: Ints | None = None
    again: Ints | None = None
    shown: Ints | None = None
    span_first: Ints | None = None
    span_last: Ints | None = None
    is_blank: bool = False

    @classmethod
    def of(
        cls,
        table: str,
        rows: pd.DataFrame,
        *,
        rep: Ints,
        day: Ints,
        value: Ints | int = 1,
        where: Bools | None = None,
        position: Ints | None = None,
        **limits: Ints,
    ) -> Events:
        """Events where the day is known and `where` holds, one per given row."""
        at = np.arange(len(rows), dtype=np.int64) if position is None else position
        keep = (day != NO_DAY) if where is None else where & (day != NO_DAY)
        amount = np.full(len(at), value, dtype=np.int64) if isinstance(value, int) else value
        return cls(
            table,
            rows,
            at[keep],
            rep[keep],
            amount[keep],
            day[keep],
            **{name: limit[keep] for name, limit in limits.items()},
        )

    def inside(self, period: Period, *, opening: bool = False) -> Bools:
        """Which events count in the window; `opening` has no first day."""
        first, last = day_number(period.first), day_number(period.last)
        mask: Bools = self.day <= last
        if not opening:
            mask &= self.day >= first
        if self.since is not None:
            mask &= self.since < first
        if self.until is not None:
            mask &= self.until <= last
        if self.beyond is not None:
            mask &= np.where(self.beyond == NO_DAY, FAR_DAY, self.beyond) > last
        if self.span_first is not None and self.span_last is not None:
            replaced = (self.span_first >= first) & (self.span_last <= last)
            mask &= ~(replaced & (self.span_first != NO_DAY))
        return mask

    def replaced_by(self, typed: Events | None) -> Events:
        """Same events, giving way to typed values of the same rep and days."""
        if typed is None or typed.until is None or not len(typed.day) or not len(self.day):
            return self
        order = np.argsort(_place(typed.rep, typed.day), kind="stable")
        starts = _place(typed.rep, typed.day)[order]
        at = np.searchsorted(starts, _place(self.rep, self.day), side="right") - 1
        span = order[np.maximum(at, 0)]
        first, last = typed.day[span], typed.until[span]
        covered = (at >= 0) & (typed.rep[span] == self.rep) & (self.day <= last)
        return replace(
            self,
            span_first=np.where(covered, first, NO_DAY),
            span_last=np.where(covered, last, NO_DAY),
        )

    def worth(self, mask: Bools, period: Period) -> Ints:
        """What each chosen event adds in the window."""
        value: Ints = self.value[mask]
        if self.again is None:
            return value
        return np.where(self.again[mask] >= day_number(period.first), 0, value)

    def frame(self, mask: Bools, value: Ints, reps: pd.Index) -> pd.DataFrame:
        """Chosen events as contribution rows, with what each adds."""
        at = self.position[mask]
        rows = self.rows.iloc[at]
        days = (self.day if self.shown is None else self.shown)[mask]
        found = pd.DataFrame(
            {
                "rep_id": reps[self.rep[mask]].to_numpy(),
                "value": pd.array(value, dtype="Int64"),
                "table": self.table,
                "key": text(rows, KEYS.get(self.table, "")).to_numpy(),
                "day": days.astype("datetime64[D]").astype("datetime64[us]"),
                "customer": text(rows, _CUSTOMER.get(self.table, "customer")).to_numpy(),
            }
        ).astype({"rep_id": "str", "table": "str", "key": "str", "customer": "str"})
        for name in SOURCE:
            found[name] = rows[name].to_numpy() if name in rows.columns else [None] * len(rows)
        return found.astype({"source_file": "str", "source_sheet": "str", "source_row": "Int64"})


_CUSTOMER = {"payments": "payer"}


def _place(rep: Ints, day: Ints) -> Ints:
    """One sortable number for rep and day."""
    return rep * 10_000_000 + day


def summed(chosen: Iterable[tuple[Events, Bools, Ints]], size: int) -> tuple[Ints, Bools]:
    """Sum of the chosen events by rep code, and which reps have any."""
    total, touched = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.bool_)
    for block, mask, value in chosen:
        codes = block.rep[mask]
        np.add.at(total, codes, value)
        touched[codes] = True
    return total, touched
