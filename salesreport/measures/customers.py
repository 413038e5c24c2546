"""Customers won, customers new, customers back again, and the leads they came from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salesreport.measures.deals import Credits, Deals, credits, deals, owners
from salesreport.measures.events import Events
from salesreport.measures.frames import NO_DAY, Bools, Ints, days, text
from salesreport.measures.prepared import Prepared


@dataclass(frozen=True, eq=False)
class Leads:
    """Leads, or the opportunities created where there is no table of leads."""

    table: str
    frame: pd.DataFrame
    rep: Ints
    assigned: Ints
    is_valid: Bools


def won_customers(prepared: Prepared) -> tuple[Events, ...] | None:
    """Distinct (customer, rep) with a win in the window (count).

    By the day of sale. Where the customer is blank the deal itself is the customer.
    A deal shared by two reps is a customer of both; a team is the sum over its reps.
    A second win with the same customer in the window adds 0.
    """
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    return (_pairs(prepared, found, given, found.is_sold),)


def new_customers(prepared: Prepared) -> tuple[Events, ...] | None:
    """Customers whose first win ever lies in the window, by its reps (count).

    "Ever" reaches back to the first row of the opportunities, and to the wins of
    everybody in them: a first win stays with its rep, also where they are no longer
    among the people scored, and moves to nobody else. Of several wins on the first day
    the one with the lowest opportunity id is the first.
    """
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    at = np.flatnonzero(found.is_sold)
    order = at[np.lexsort((found.order[at], found.sale[at], found.customer[at]))]
    customer = found.customer[order]
    starts = np.ones(len(order), dtype=np.bool_)
    starts[1:] = customer[1:] != customer[:-1]
    is_first = np.zeros(len(found.frame), dtype=np.bool_)
    is_first[order[starts]] = True
    place = given.position
    return (
        Events.of(
            "opportunities",
            found.frame,
            position=place,
            rep=given.rep,
            day=found.sale[place],
            where=is_first[place],
        ),
    )


def repurchased(prepared: Prepared) -> tuple[Events, ...] | None:
    """Won (customer, rep) that had bought within the horizon before (count).

    Bought again: a win of the same named customer, by whichever rep, on an
    earlier day at most `horizon_days.repurchase_rate` days back.
    """
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    horizon = prepared.horizon_days["repurchase_rate"]
    won = found.is_sold & found.named
    dates = pd.DataFrame({"customer": found.customer[won], "close": found.sale[won]})
    distinct = dates.drop_duplicates().sort_values(["customer", "close"])
    gap = distinct["close"] - distinct.groupby("customer")["close"].shift(1)
    back = distinct[(gap <= horizon).to_numpy()]
    keys = pd.MultiIndex.from_frame(back)
    again = won.copy()
    again[won] = pd.MultiIndex.from_frame(dates).isin(keys)
    return (_pairs(prepared, found, given, again),)


def lead_base(prepared: Prepared) -> Leads | None:
    """Leads with rep and day; without the table, opportunities created."""
    return prepared.once("leads", _lead_base)


def leads(prepared: Prepared) -> tuple[Events, ...] | None:
    """Leads assigned in the window, valid or not (count).

    Without a table of leads: opportunities created in the window, for the owner
    of that day.
    """
    base = lead_base(prepared)
    if base is None:
        return None
    return (Events.of(base.table, base.frame, rep=base.rep, day=base.assigned),)


def valid_leads(prepared: Prepared) -> tuple[Events, ...] | None:
    """Leads assigned in the window whose status is not invalid (count)."""
    base = lead_base(prepared)
    if base is None:
        return None
    return (
        Events.of(base.table, base.frame, rep=base.rep, day=base.assigned, where=base.is_valid),
    )


def _lead_base(prepared: Prepared) -> Leads | None:
    table = prepared.table("leads")
    if table is not None:
        valid = (text(table, "status") != "invalid").to_numpy()
        rep = prepared.reps_of(table)
        return Leads("leads", table, rep, days(table, "assigned_date"), valid)
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    rep = owners(prepared, found, found.created)
    principal = np.empty(len(rep), dtype=np.int64)
    principal[given.position[given.principal]] = given.rep[given.principal]
    rep = np.where(rep == len(prepared.reps) - 1, principal, rep)
    every = np.ones(len(rep), dtype=np.bool_)
    return Leads("opportunities", found.frame, rep, found.created, every)


def _pairs(prepared: Prepared, found: Deals, given: Credits, chosen: Bools) -> Events:
    """One event per credited deal; a customer of a rep counts once a window."""
    at = np.flatnonzero(chosen[given.position])
    place, rep = given.position[at], given.rep[at]
    pair = found.customer[place] * len(prepared.reps) + rep
    day = found.sale[place]
    order = np.lexsort((found.order[place], day, pair))
    before = np.full(len(order), NO_DAY, dtype=np.int64)
    same = pair[order][1:] == pair[order][:-1]
    before[1:][same] = day[order][:-1][same]
    again = np.empty(len(order), dtype=np.int64)
    again[order] = before
    return Events.of("opportunities", found.frame, position=place, rep=rep, day=day, again=again)
