"""Decisions of the last review, and what became of each: as marked, else as the data show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from salesreport.measures.frames import NO_DAY, day_number
from salesreport.report.weekly.basis import Basis, day_or_none
from salesreport.report.weekly.customers import Customers
from salesreport.report.weekly.files import Past, reader_stem
from salesreport.report.weekly.money import matter_of_refused, open_of_key, refused
from salesreport.report.weekly.readers import WEEK_DAYS, Reader
from salesreport.report.weekly.steps import DECIDED_DAYS
from salesreport.report.weeklyviews import DecisionBack, DecisionsBack
from salesreport.weekly import Decision, Judged, judged
from salesreport.winloss.histories import NEVER

N_ROWS = 10
_ORDER = {"open": 0, "unknown": 1, "partly": 2, "done": 3}


@dataclass(frozen=True, eq=False)
class Matters:
    """Whose matter each key is, and on which day it moved after a review."""

    basis: Basis

    @classmethod
    def of(cls, basis: Basis) -> Matters:
        """Of a run; made once."""
        return basis.material.prepared.once("weekly-matters", lambda _: cls(basis))

    @cached_property
    def _action(self) -> dict[str, int]:
        actions = self.basis.actions
        return {} if actions is None else {key: at for at, key in enumerate(actions.key)}

    @cached_property
    def _money(self) -> dict[str, tuple[bool, date | None, str | None]]:
        return open_of_key(self.basis)

    @cached_property
    def _refused(self) -> frozenset[str]:
        rows = refused(self.basis)
        return frozenset() if isinstance(rows, str) else frozenset(row.key for row in rows)

    @cached_property
    def _matters(self) -> frozenset[str]:
        """What each row with a key action would be known by without one."""
        actions = self.basis.actions
        if actions is None:
            return frozenset()
        noted = map(day_or_none, actions.noted)
        rows = zip(actions.rep, actions.customer, noted, strict=True)
        return frozenset(matter_of_refused(*row) for row in rows)

    @cached_property
    def _touched(self) -> dict[int, int]:
        """Day of the last action, change of stage or close of each deal, by its row."""
        everyone = self.basis.everyone
        if everyone is None:
            return {}
        rows = everyone.rows
        closed = np.where(rows.deals.closed < NEVER, rows.deals.closed, NO_DAY)
        last = np.maximum(rows.touched, closed)
        return dict(zip(rows.row.tolist(), last.tolist(), strict=True))

    def rep(self, decision: Decision) -> str | None:
        """Whose row it is: as the data say, else as the workbook does."""
        kind, _, name = (decision.key or "").partition(":")
        found: str | None = None
        if kind == "action" and name in self._action and self.basis.actions is not None:
            found = self.basis.actions.rep[self._action[name]]
        elif kind in ("stalled", "changes") and name in self.basis.row:
            found = self.basis.rep[self.basis.row[name]]
        elif kind == "churn":
            customers = Customers.of(self.basis)
            found = customers.rep.get(customers.code.get(name, -1))
        elif kind == "key":
            found = name.partition(":")[0]
        elif kind == "cash" and name in self._money:
            found = self._money[name][2]
        known = self.basis.material.reps
        if found in known:
            return found
        return decision.rep_id if decision.rep_id in known else None

    def moved(self, decision: Decision) -> tuple[date | None, bool]:
        """Day after the review on which the matter moved, and whether the data can tell."""
        kind, _, name = (decision.key or "").partition(":")
        since = day_number(decision.made_on)
        if kind == "action":
            return self._action_done(name)
        if kind in ("stalled", "changes"):
            row = self.basis.row.get(name, -1)
            return _after(self._touched.get(row), since), row in self._touched
        if kind in ("churn", "key"):
            return self._heard(name if kind == "churn" else name.partition(":")[2], since)
        if kind == "cash" and name in self._money:
            is_paid, day, _ = self._money[name]
            return (day or self.basis.material.run.finance_as_of if is_paid else None), True
        if kind == "refused":
            return self._filled_in(decision.key or "")
        return None, False

    def _action_done(self, key: str) -> tuple[date | None, bool]:
        actions, at = self.basis.actions, self._action.get(key)
        if actions is None or at is None:
            return None, False
        return (day_or_none(actions.day[at]) if actions.is_done[at] else None), True

    def _filled_in(self, key: str) -> tuple[date | None, bool]:
        """A row that is no longer refused was filled in, or it is gone: that tells nothing."""
        if key in self._refused:
            return None, True
        is_there = key.split(":", 2)[-1] in self._matters
        return (self.basis.material.run.as_of, True) if is_there else (None, False)

    def _heard(self, customer: str, since: int) -> tuple[date | None, bool]:
        customers = Customers.of(self.basis)
        at = customers.code.get(customer)
        if at is None:
            return None, False
        there = [one[at].last for one in (customers.contacts, customers.purchases) if at in one]
        return _after(max(there, default=None), since), True


def _after(day: int | None, since: int) -> date | None:
    return day_or_none(day) if day is not None and day > since else None


def decisions_back(basis: Basis, past: Past, reader: Reader) -> DecisionsBack:
    """What became of the decisions about a reader's people."""
    matters = Matters.of(basis)
    found = []
    for decision in [*past.decided, *_of_tracking(basis, past)]:
        rep = matters.rep(decision)
        own = past.readers.get(decision.name) == reader_stem(reader.key)
        if reader.may_see(rep) or (rep is None and own):
            day, can_tell = matters.moved(decision)
            found.append(_back(basis, decision, rep, judged(decision, day, can_tell=can_tell)))
    found.sort(key=lambda one: _ORDER[one.outcome])
    counts = Counter(one.outcome for one in found)
    return DecisionsBack(
        day=past.day, n=len(found), n_done=counts["done"], n_partly=counts["partly"],
        n_open=counts["open"], n_unknown=counts["unknown"],
        n_blank=sum(_is_own(matters, key, reader) for key in past.blank), rows=found[:N_ROWS],
    )  # fmt: skip


def _is_own(matters: Matters, key: str, reader: Reader) -> bool:
    return reader.may_see(matters.rep(Decision(key, "", date.min, "")))


def _of_tracking(basis: Basis, past: Past) -> Iterator[Decision]:
    """Decisions typed in the tracking table in the two weeks before this one began.

    One about a row that the workbook decides too is left to the workbook.
    """
    actions = basis.actions
    if actions is None:
        return
    decided, noted = actions.decided, actions.noted
    last = day_number(basis.material.run.as_of - timedelta(days=WEEK_DAYS))
    known = {decision.key for decision in past.decided}
    for at, said in enumerate(decided):
        key, day = f"action:{actions.key[at]}", day_or_none(noted[at])
        if not said or day is None or not last - DECIDED_DAYS < noted[at] <= last or key in known:
            continue
        yield Decision(
            key=key, text=said, made_on=day, name="", rep_id=actions.rep[at],
            customer=actions.customer[at],
        )  # fmt: skip


def _back(basis: Basis, decision: Decision, rep: str | None, found: Judged) -> DecisionBack:
    return DecisionBack(
        key=decision.key,
        rep=basis.name(rep) or decision.rep,
        customer=decision.customer,
        about=decision.about,
        decision=decision.text,
        step=decision.step,
        by=decision.by,
        made_on=decision.made_on,
        outcome=found.outcome,
        by_person=found.by_person,
        day=found.day,
    )
