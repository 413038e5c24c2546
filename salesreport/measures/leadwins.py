"""Leads with the deals they became, who they count for, and what was won of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from salesreport.measures.customers import Leads, lead_base
from salesreport.measures.deals import Credits, Deals, credits, deals
from salesreport.measures.frames import (
    FAR_DAY,
    NO_DAY,
    Bools,
    Ints,
    given,
    looked_up,
    places,
    text,
)
from salesreport.measures.prepared import Prepared

NONE = -1
Base = Literal["leads", "opportunities"]


@dataclass(frozen=True, eq=False)
class LeadWins:
    """Leads, one entry each, with what came of them as bookings count it.

    Attributes
    ----------
    table : {"leads", "opportunities"}
    frame : DataFrame
        Their rows as known.
    rep : array of int
        Code of the rep they count for.
    assigned, sold : arrays of int
        Day assigned (created), and day of sale; `NO_DAY` where there is none.
    deal, won : arrays of int
        Row of the opportunity that a lead became by its id, won or not, and of the one
        that made it won; -1: none.
    amount : array of int
        Of the whole sale, in minor units, whoever else has a share of it; 0 without one.
    """

    table: Base
    frame: pd.DataFrame
    rep: Ints
    assigned: Ints
    sold: Ints
    deal: Ints
    won: Ints
    amount: Ints


def lead_wins(prepared: Prepared, table: Base) -> LeadWins | None:
    """Leads of a table with the rep they count for, the day of sale and its amount.

    A lead goes with its deal: it counts for the rep with the largest share of that, as
    credits have it, so that a deal handed over takes its lead along; without a deal
    for its own rep. It is won through its `opportunity_id`, else by a win of the same
    customer as in `cohort_conversion`; of several leads that name one deal the first
    assigned. Day of sale and amount are those of `bookings`: recognised, net or gross as
    the policy says.

    Parameters
    ----------
    prepared : Prepared
    table : {"leads", "opportunities"}
        Opportunities stand for leads by the day they were created.

    Returns
    -------
    LeadWins or None
        None without the table, or without opportunities.
    """
    return prepared.once(f"lead-wins:{table}", lambda ready: _lead_wins(ready, table))


def sales_without_lead(prepared: Prepared, won: Ints) -> tuple[Ints, Ints]:
    """Rep with the largest share, and day, of each sale that made no lead won.

    Parameters
    ----------
    won : array of int
        Rows of the opportunities that did, -1: none.

    Returns
    -------
    arrays of int, one entry a sale
        Codes of reps and day numbers.
    """
    found, shares = deals(prepared), credits(prepared)
    if found is None or shares is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    has_lead = np.zeros(len(found.frame), dtype=np.bool_)
    has_lead[won[won >= 0]] = True
    sold = found.is_sold & (found.sale != NO_DAY) & ~has_lead
    return _principals(prepared, found, shares)[sold], found.sale[sold]


def linked_share(prepared: Prepared, since: int) -> float | None:
    """Share of the amounts won that came from a lead of the rep who is credited.

    Over deals sold from day `since` on that were created once leads were on record:
    what began before could have none.

    Parameters
    ----------
    since : int
        Day number.

    Returns
    -------
    float or None
        0-1. None without leads, or where nothing was won.
    """
    found, shares, base = deals(prepared), credits(prepared), lead_base(prepared)
    if found is None or shares is None or base is None or base.table != "leads":
        return None
    dated = base.assigned[base.assigned != NO_DAY]
    if not len(dated):
        return None
    counted = found.is_sold & (found.sale >= since) & (found.created >= dated.min())
    amount = np.where(counted, np.maximum(found.amount, 0), 0)
    if not amount.sum():
        return None
    principal = _principals(prepared, found, shares)
    own = win_places(base, found)
    from_lead = np.zeros(len(found.frame), dtype=np.bool_)
    mine = (own != NONE) & (base.rep == principal[own])
    from_lead[own[mine]] = True
    return float(amount[from_lead].sum() / amount.sum())


def win_places(base: Leads, found: Deals) -> Ints:
    """Row of the deal that made each lead won; -1 where none did.

    Through its `opportunity_id`; of leads without one, each win of the same customer
    that no lead names makes the latest won that was assigned by then.
    """
    if base.table == "opportunities":
        return np.where(found.is_won, np.arange(len(found.frame)), NONE)
    if not len(found.frame):
        return np.full(len(base.frame), NONE, dtype=np.int64)
    through = text(base.frame, "opportunity_id")
    place = _named(base.frame, found)
    direct = np.where((place >= 0) & found.is_won[place], place, NONE)
    free = found.is_won & ~text(found.frame, "opportunity_id").isin(through.dropna()).to_numpy()
    return np.where(~given(through), _next_win(base, found, free), direct)


def _lead_wins(prepared: Prepared, table: Base) -> LeadWins | None:
    found, shares = deals(prepared), credits(prepared)
    if found is None or shares is None:
        return None
    principal = _principals(prepared, found, shares)
    if table == "opportunities":
        every = np.arange(len(found.frame))
        base = Leads(table, found.frame, principal, found.created, np.ones_like(every, np.bool_))
        named = every
    else:
        known = lead_base(prepared)
        if known is None or known.table != table:
            return None
        base, named = known, _named(known.frame, found)
    won = _each_once(base, win_places(base, found))
    went = np.where(won >= 0, won, named)
    unassigned = len(prepared.reps) - 1
    to = principal[went] if len(principal) else base.rep
    rep = np.where((went >= 0) & (to != unassigned), to, base.rep)
    sold = np.where(won >= 0, found.sale[won], NO_DAY) if len(principal) else _none(base)
    is_worth = (sold != NO_DAY) & found.priced[won] if len(principal) else sold != NO_DAY
    worth = np.where(is_worth, found.amount[won], 0) if len(principal) else 0 * rep
    return LeadWins(table, base.frame, rep, base.assigned, sold, named, won, worth)


def _none(base: Leads) -> Ints:
    return np.full(len(base.frame), NO_DAY, dtype=np.int64)


def _principals(prepared: Prepared, found: Deals, shares: Credits) -> Ints:
    """Rep with the largest share of each deal."""
    rep = np.full(len(found.frame), len(prepared.reps) - 1, dtype=np.int64)
    rep[shares.position[shares.principal]] = shares.rep[shares.principal]
    return rep


def _named(frame: pd.DataFrame, found: Deals) -> Ints:
    """Row of the deal a lead names; -1 where none."""
    ids = places(text(found.frame, "opportunity_id"))
    return looked_up(text(frame, "opportunity_id"), ids)


def _each_once(base: Leads, won: Ints) -> Ints:
    """Each deal with the first lead assigned that it made won."""
    order = np.lexsort((base.assigned, won))
    again = np.zeros(len(won), dtype=np.bool_)
    again[order[1:]] = won[order][1:] == won[order][:-1]
    return np.where(again, NONE, won)


def _next_win(base: Leads, found: Deals, won: Bools) -> Ints:
    """Row of the win each lead without a deal has; -1 where it has none.

    The wins of a customer in the order of their days; each takes the latest lead
    assigned by then that no earlier one took.
    """
    customer, asked = text(found.frame, "customer"), text(base.frame, "customer")
    wins = pd.DataFrame({"key": customer, "day": found.close, "at": NONE})
    wins["deal"] = np.arange(len(wins))
    wins = wins[won & given(customer)]
    leads = pd.DataFrame({"key": asked, "day": base.assigned, "rep": base.rep})
    leads["at"] = np.arange(len(leads))
    unnamed = given(asked) & ~given(text(base.frame, "opportunity_id"))
    leads = leads[unnamed & leads["key"].isin(wins["key"]) & (leads["day"] != NO_DAY)]
    both = pd.concat([leads.assign(deal=NONE), wins.assign(rep=FAR_DAY)], ignore_index=True)
    both = both.sort_values(["key", "day", "rep"], kind="stable")
    won_by = np.full(len(base.frame), NONE, dtype=np.int64)
    waiting: dict[str, list[int]] = defaultdict(list)
    for key, at, deal in zip(both["key"], both["at"], both["deal"], strict=True):
        if at >= 0:
            waiting[key].append(at)
        elif waiting[key]:
            won_by[waiting[key].pop()] = deal
    return won_by
