"""Tables of a run made ready once, so that many windows cost little."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd

from salesreport.calendars import Workdays
from salesreport.measures.frames import NO_DAY, Ints, days, text
from salesreport.measures.known import Tables, known
from salesreport.periods import Period
from salesreport.policy import Policy, Recognise
from salesreport.tables import WITHOUT_RESULTS

UNASSIGNED = ""
"""Row of `components` for records without a rep: in the team's total only."""

HORIZON_DAYS = {"cohort_conversion": 90, "repurchase_rate": 180}
"""Where the policy gives no horizon."""

_DATES = {
    "opportunities": ("created_date", "close_date"),
    "leads": ("assigned_date",),
    "activities": ("date", "due_date"),
    "contracts": ("signed_date",),
    "payment_plan": ("due_date",),
    "invoices": ("date", "due_date"),
    "payments": ("date",),
    "satisfaction": ("date",),
}

_RECORDED = {name: tuple(c for c in own if c != "due_date") for name, own in _DATES.items()} | {
    "booking_adjustments": ("date",),
    "stage_changes": ("entered_date",),
}
"""Columns that say when something happened, not when it should."""

_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Prepared:
    """Tables as known, the reps, and what was already worked out from them.

    Attributes
    ----------
    tables : mapping of table name to DataFrame
        As known on `as_of` and `finance_as_of`.
    reps : Index of str
        Rep ids in the order of `reps`, then ids found elsewhere, `UNASSIGNED` last.
    period : Period or None
        The run's own; its lag behind `as_of` places the cohorts of all windows.
    recognise : Recognise
        What counts as a sale, with or without tax, and when a bill is money.
    workdays : Workdays or None
        Where targets are prorated by working days: those; None: by calendar days.
    later : mapping of table name to DataFrame
        Tables of which no row was known yet, with the rows that came later.
    """

    tables: Tables
    as_of: date
    finance_as_of: date
    currency: str
    reps: pd.Index
    horizon_days: Mapping[str, int]
    period: Period | None = None
    recognise: Recognise = field(default_factory=Recognise)
    workdays: Workdays | None = None
    later: Tables = field(default_factory=dict)
    _done: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> pd.DataFrame | None:
        """Table as known, or None where the run has none."""
        return self.tables.get(name)

    def codes(self, ids: pd.Series[str]) -> Ints:
        """Positions of rep ids in `reps`; missing ids are `UNASSIGNED`."""
        found = self.reps.get_indexer(pd.Index(ids))
        return np.where(found < 0, len(self.reps) - 1, found).astype(np.int64)

    def reps_of(self, frame: pd.DataFrame) -> Ints:
        """Codes of a frame's own `rep_id`."""
        return self.codes(text(frame, "rep_id"))

    def once(self, key: Hashable, build: Callable[[Prepared], _T]) -> _T:
        """What `build` gives, worked out on the first call only."""
        if key not in self._done:
            self._done[key] = build(self)
        return cast(_T, self._done[key])

    def start(self, table: str) -> int:
        """Day number of the first date in a table; `NO_DAY` where it has none.

        Of a table that began after the days known, the first day it ever has: what
        was before it is unknown, not nothing.
        """

        def first(prepared: Prepared) -> int:
            frame = prepared.later.get(table, prepared.table(table))
            if frame is None:
                return NO_DAY
            dates = [days(frame, column) for column in _DATES.get(table, ())]
            found = [int(d[d != NO_DAY].min()) for d in dates if (d != NO_DAY).any()]
            return min(found, default=NO_DAY)

        return self.once(f"start:{table}", first)

    def end(self) -> int:
        """Day number of the last date recorded in any table; `NO_DAY` without one."""

        def last(prepared: Prepared) -> int:
            there = [(prepared.table(name), columns) for name, columns in _RECORDED.items()]
            dates = [days(frame, c) for frame, own in there if frame is not None for c in own]
            return max((int(d.max()) for d in dates if d.size), default=NO_DAY)

        return self.once("end", last)


def prepare(
    tables: Tables,
    *,
    as_of: date,
    finance_as_of: date,
    policy: Policy | None = None,
    currency: str,
    period: Period | None = None,
    workdays: Workdays | None = None,
) -> Prepared:
    """Tables of a run, cut at what was known, ready for any number of windows.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        Canonical tables as intake delivers them; never changed.
    as_of, finance_as_of : date
        Last day included, of sales and of finance data.
    policy : Policy, optional
        Gives the horizons of cohort conversion and repurchase, what counts as a sale, and
        whether targets are prorated by calendar or by working days.
    currency : str
        Currency of all amounts.
    period : Period, optional
        The run's own period. With it every window's cohort lies equally far
        back; without it each window takes the latest cohort fully observed.
    workdays : Workdays, optional
        Working days, for a policy that prorates by them.
    """
    then = known(tables, as_of=as_of, finance_as_of=finance_as_of)
    own = {str(k): v for k, v in policy.horizon_days.items()} if policy is not None else {}
    return Prepared(
        tables=then,
        as_of=as_of,
        finance_as_of=finance_as_of,
        currency=currency,
        reps=_rep_ids(tables),
        horizon_days={**HORIZON_DAYS, **own},
        period=period,
        recognise=Recognise() if policy is None else policy.recognise,
        workdays=workdays if policy is not None and policy.proration == "working" else None,
        later={name: tables[name] for name, kept in then.items() if kept.empty},
    )


def _rep_ids(tables: Tables) -> pd.Index:
    listed: list[str] = []
    if "reps" in tables:
        listed = list(dict.fromkeys(text(tables["reps"], "rep_id").dropna()))
    elsewhere: set[str] = set()
    for name, frame in tables.items():
        if "rep_id" in frame.columns and not (listed and name in WITHOUT_RESULTS):
            elsewhere.update(text(frame, "rep_id").dropna().unique())
    ids = [*listed, *sorted(elsewhere - set(listed)), UNASSIGNED]
    return pd.Index(ids, dtype="str", name="rep_id")
