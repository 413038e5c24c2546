"""How much was done: first responses, proposals, contacts with key customers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.measures.events import Events
from salesreport.measures.frames import (
    NO_DAY,
    Bools,
    Ints,
    among,
    days,
    fractions,
    given,
    optional,
    text,
)
from salesreport.measures.prepared import Prepared

PROPOSAL = "proposal"

SCALE = 10_000
"""Planned contacts are added as ten-thousandths: 1.5 a month is a plan."""


def response_days_total(prepared: Prepared) -> tuple[Events, ...] | None:
    """Days from assignment to first response, summed over answered leads.

    Leads assigned in the window.
    """
    return _responses(prepared, count=False)


def responded_leads(prepared: Prepared) -> tuple[Events, ...] | None:
    """Leads assigned in the window that have had a first response (count).

    A response dated before the assignment is left out: its dates are wrong.
    """
    return _responses(prepared, count=True)


def proposals(prepared: Prepared) -> tuple[Events, ...] | None:
    """Proposals handed in, by the day done, else the day noted (count).

    Unknown where no action has a type.
    """
    table = prepared.table("activities")
    if table is None or (len(table) and not given(text(table, "action_type")).any()):
        return None
    kind = among(text(table, "action_type"), PROPOSAL)
    return (
        Events.of(
            "activities",
            table,
            rep=prepared.reps_of(table),
            day=done_on(table),
            where=kind & is_done(table),
        ),
    )


def contacts(prepared: Prepared) -> tuple[Events, ...] | None:
    """Actions done with the rep's own key customers, by the day done (count)."""
    table, keys = prepared.table("activities"), prepared.table("key_accounts")
    if table is None or keys is None:
        return None
    pairs = pd.MultiIndex.from_arrays([text(keys, "rep_id"), text(keys, "customer")])
    mine = pd.MultiIndex.from_arrays([text(table, "rep_id"), text(table, "customer")])
    return (
        Events.of(
            "activities",
            table,
            rep=prepared.reps_of(table),
            day=done_on(table),
            where=mine.isin(pairs) & is_done(table),
        ),
    )


def planned_contacts(prepared: Prepared) -> tuple[Events, ...] | None:
    """Contacts planned with the rep's key customers, a month.

    Ten-thousandths of a contact, times the window's months.
    """
    table = prepared.table("key_accounts")
    if table is None:
        return None
    planned = fractions(table, "contacts_per_month")
    value = np.array([0 if p is None else round(p * SCALE) for p in planned], dtype=np.int64)
    stated = np.array([p is not None for p in planned], dtype=np.bool_)
    always = np.zeros(len(table), dtype=np.int64)
    rep = prepared.reps_of(table)
    return (Events.of("key_accounts", table, rep=rep, day=always, value=value, where=stated),)


def _responses(prepared: Prepared, *, count: bool) -> tuple[Events, ...] | None:
    table = prepared.table("leads")
    if table is None:
        return None
    assigned, answered = days(table, "assigned_date"), days(table, "first_response_date")
    timed = (assigned != NO_DAY) & (answered != NO_DAY) & (answered >= assigned)
    waited = np.where(timed, answered - np.where(timed, assigned, 0), 0)
    return (
        Events.of(
            "leads",
            table,
            rep=prepared.reps_of(table),
            day=assigned,
            value=1 if count else waited,
            where=timed,
        ),
    )


def is_done(activities: pd.DataFrame) -> Bools:
    """Whether each action is done: it has a day of that, or says so."""
    dated: Bools = days(activities, "done_date") != NO_DAY
    return dated | among(text(activities, "status"), "done")


def done_on(activities: pd.DataFrame) -> Ints:
    """Day on which each action was done, else that on which it was noted."""
    done = days(activities, "done_date")
    return np.where(done == NO_DAY, days(activities, "date"), done)


def contact_days(activities: pd.DataFrame) -> dict[tuple[str | None, str | None], list[int]]:
    """Days of the actions done, by rep id and customer; those without any day are left out."""
    day = done_on(activities)
    rep, customer = (optional(text(activities, name)) for name in ("rep_id", "customer"))
    found: dict[tuple[str | None, str | None], list[int]] = {}
    for at in np.flatnonzero(is_done(activities) & (day != NO_DAY)):
        found.setdefault((rep[at], customer[at]), []).append(int(day[at]))
    return found
