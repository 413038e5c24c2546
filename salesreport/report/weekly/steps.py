"""Next step, its day and the manager's decision, as the tracking table has them for a row."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np

from salesreport.report.weekly.basis import Actions, Basis, day_or_none

DECIDED_DAYS = 14
"""A decision typed in the tracking table is one of the last review for so long."""


class NextStep(NamedTuple):
    """What comes next, and when."""

    step: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class Steps:
    """By deal (its row), else by rep and customer.

    `written`: the latest next step on record; `planned`: the next action not yet due;
    `decided`: the latest decision typed beside an action, and its day.
    """

    as_of: date
    written: dict[Hashable, NextStep] = field(default_factory=dict)
    planned: dict[Hashable, NextStep] = field(default_factory=dict)
    decided: dict[Hashable, tuple[date, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, basis: Basis) -> Steps:
        """Of a run; made once."""
        return basis.material.prepared.once("weekly-steps", lambda _: _steps(basis))

    def next(self, deal: int, rep: str | None, customer: str | None) -> NextStep:
        """Next step of a deal, else of the rep with the customer.

        The latest one written, unless its day has passed and a later action is planned.
        """
        passed = NextStep()
        for key in _keys(deal, rep, customer):
            written = self.written.get(key)
            if written is not None and (written.day is None or written.day > self.as_of):
                return written
            passed = passed if passed.step or written is None else written
            if key in self.planned:
                return self.planned[key]
        return passed

    def decision(self, deal: int, rep: str | None, customer: str | None) -> str | None:
        """Decision of the last two weeks typed beside an action of the deal or customer."""
        found = [self.decided[key] for key in _keys(deal, rep, customer) if key in self.decided]
        return max(found)[1] if found else None


def own_step(actions: Actions, at: int) -> NextStep:
    """Next step written in the row of an action itself."""
    return NextStep(actions.step[at], day_or_none(actions.step_day[at]))


def _keys(deal: int, rep: str | None, customer: str | None) -> Iterator[Hashable]:
    if deal >= 0:
        yield deal
    if rep is not None and customer is not None:
        yield rep, customer


def _steps(basis: Basis) -> Steps:
    found = Steps(basis.material.run.as_of)
    actions = basis.actions
    if actions is None:
        return found
    _written(found, actions)
    coming = np.flatnonzero(~actions.is_done & (actions.due > basis.until))
    for at in coming[np.argsort(actions.due[coming], kind="stable")]:
        for key in _keys(int(actions.deal[at]), actions.rep[at], actions.customer[at]):
            found.planned.setdefault(key, NextStep(actions.said[at], day_or_none(actions.due[at])))
    decided, noted = actions.decided, actions.noted
    for at in np.argsort(noted, kind="stable"):
        if decided[at] and basis.until - DECIDED_DAYS < noted[at] <= basis.until:
            for key in _keys(int(actions.deal[at]), actions.rep[at], actions.customer[at]):
                day = day_or_none(noted[at])
                if day is not None:
                    found.decided[key] = (day, str(decided[at]))
    return found


def _written(found: Steps, actions: Actions) -> None:
    for at in np.argsort(actions.noted, kind="stable"):
        step = own_step(actions, int(at))
        if step == NextStep():
            continue
        for key in _keys(int(actions.deal[at]), actions.rep[at], actions.customer[at]):
            found.written[key] = step
