"""What was sold: net won amounts with their adjustments, contracts signed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from salesreport.measures.contracts import (
    Parts,
    contract_parts,
    contract_reps,
    deal_parts,
    principals,
)
from salesreport.measures.deals import credited_events, credits, deals
from salesreport.measures.events import Events
from salesreport.measures.frames import Ints, days, optional, text
from salesreport.measures.prepared import Prepared
from salesreport.measures.recognition import adjustment_amounts, contract_amounts
from salesreport.money import shared
from salesreport.tables.contract import UNCONVERTED


def bookings(prepared: Prepared) -> tuple[Events, ...] | None:
    """Net won amount plus adjustments (minor units).

    Amounts of won opportunities by close date (another day, and without tax, where
    the policy's `recognise` says so: see `recognition`), credited by shares that sum
    exactly, plus `booking_adjustments` at their own date, added as signed (a
    refund is negative). An adjustment follows the credit of its opportunity, unless
    it names a rep who has no part in that. Won deals without an amount or a close date add nothing.
    """
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    chosen = (found.is_sold & found.priced)[given.position]
    won = credited_events(found, given, day=found.sale, value=given.amount, where=chosen)
    return (*won, *(adjustments(prepared) or ()))


def unpriced_deals(prepared: Prepared) -> tuple[Events, ...] | None:
    """Deals sold whose amount is not known, by sale date and credited rep (count).

    They add nothing to `bookings`, so that a figure per customer or per unit of
    bookings would be wrong with them.
    """
    return _unpriced(prepared, unrated=False)


def unrated_deals(prepared: Prepared) -> tuple[Events, ...] | None:
    """Those of `unpriced_deals` whose currency has no rate for their month (count)."""
    return _unpriced(prepared, unrated=True)


def _unpriced(prepared: Prepared, *, unrated: bool) -> tuple[Events, ...] | None:
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    lacking = found.is_sold & ~found.priced
    if unrated:
        lacking &= text(found.frame, UNCONVERTED).notna().to_numpy(dtype=np.bool_)
    return credited_events(found, given, day=found.sale, where=lacking[given.position])


def adjustments(prepared: Prepared) -> tuple[Events, ...] | None:
    """Refunds, credit notes and write-offs at their own date, signed."""
    table = prepared.table("booking_adjustments")
    if table is None:
        return None
    amount, stated = adjustment_amounts(prepared, table)
    position, rep, value = _by_credit(prepared, amount)
    return (
        Events.of(
            "booking_adjustments",
            table,
            position=position,
            rep=rep,
            day=days(table, "date")[position],
            value=value,
            where=stated[position],
        ),
    )


def new_contracts(prepared: Prepared) -> tuple[Events, ...] | None:
    """Contract amount by signing date, credited by shares (minor units).

    The shares of the contract, else of its deals, else the contract's rep has
    all. Not the same as bookings: a frame contract may book later, or less.
    """
    table = prepared.table("contracts")
    if table is None:
        return None
    amount, stated = contract_amounts(prepared, table)
    parts, own = contract_parts(prepared), contract_reps(prepared)
    given = [parts.get(key or "") for key in optional(text(table, "contract_id"))]
    position, rep, value = _credited(given, own, amount)
    return (
        Events.of(
            "contracts",
            table,
            position=position,
            rep=rep,
            day=days(table, "signed_date")[position],
            value=value,
            where=stated[position],
        ),
    )


def _by_credit(prepared: Prepared, amount: Ints) -> tuple[Ints, Ints, Ints]:
    """Row, rep, value of adjustments: as their deal is credited.

    So where the row names no rep, or one of those who share the deal; a rep who
    has no part in the deal stands for themselves.
    """
    table = prepared.tables["booking_adjustments"]
    own = prepared.reps_of(table)
    unassigned = len(prepared.reps) - 1
    shares, main = deal_parts(prepared), principals(prepared)
    given: list[Parts | None] = []
    for i, key in enumerate(optional(text(table, "opportunity_id"))):
        parts = shares.get(key or "")
        if parts is not None and own[i] != unassigned and own[i] not in dict(parts):
            parts = None
        elif parts is None and own[i] == unassigned and key in main:
            parts = ((main[key], Fraction(1)),)
        given.append(parts)
    return _credited(given, own, amount)


def _credited(given: list[Parts | None], own: Ints, amount: Ints) -> tuple[Ints, Ints, Ints]:
    """Row, rep, value: each row by its parts where it has any, else its own rep's."""
    alone = np.array([i for i, parts in enumerate(given) if parts is None], dtype=np.int64)
    rows = [
        (i, rep, value)
        for i, parts in enumerate(given)
        if parts is not None
        for (rep, _), value in zip(
            parts, shared(int(amount[i]), [share for _, share in parts]), strict=True
        )
    ]
    split = np.array(rows, dtype=np.int64).reshape(-1, 3)
    position = np.concatenate([alone, split[:, 0]])
    order = np.argsort(position, kind="stable")
    rep = np.concatenate([own[alone], split[:, 1]])
    value = np.concatenate([amount[alone], split[:, 2]])
    return position[order], rep[order], value[order]
