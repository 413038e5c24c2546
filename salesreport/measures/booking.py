"""What was sold: net won amounts with their adjustments, contracts signed."""

from __future__ import annotations

import numpy as np

from salesreport.measures.deals import Credits, credits, deals
from salesreport.measures.events import Events
from salesreport.measures.frames import Ints, days, looked_up, optional, places, text, whole
from salesreport.measures.prepared import Prepared
from salesreport.money import shared


def bookings(prepared: Prepared) -> tuple[Events, ...] | None:
    """Net won amount plus adjustments (minor units).

    Amounts of won opportunities by close date, credited by shares that sum
    exactly, plus `booking_adjustments` at their own date, added as signed (a
    refund is negative). An adjustment without a rep follows the credit of its
    opportunity. Won deals without an amount or a close date add nothing.
    """
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    at = given.position
    won = Events.of(
        "opportunities",
        found.frame,
        position=at,
        rep=given.rep,
        day=found.close[at],
        value=given.amount,
        where=found.is_won[at] & found.priced[at],
    )
    adjusted = adjustments(prepared)
    return (won,) if adjusted is None else (won, *adjusted)


def adjustments(prepared: Prepared) -> tuple[Events, ...] | None:
    """Refunds, credit notes and write-offs at their own date, signed."""
    table = prepared.table("booking_adjustments")
    if table is None:
        return None
    amount, stated = whole(table, "amount")
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
    """Contract amount by signing date, for the contract's rep (minor units).

    Not the same as bookings: a frame contract may book later, or less.
    """
    table = prepared.table("contracts")
    if table is None:
        return None
    amount, stated = whole(table, "amount")
    return (
        Events.of(
            "contracts",
            table,
            rep=contract_reps(prepared),
            day=days(table, "signed_date"),
            value=amount,
            where=stated,
        ),
    )


def contract_reps(prepared: Prepared) -> Ints:
    """Rep of each contract: its own, else the principal of its opportunity."""
    table = prepared.tables["contracts"]
    code = prepared.reps_of(table)
    principal = principals(prepared)
    through = looked_up(text(table, "opportunity_id"), principal)
    return np.where((code == len(prepared.reps) - 1) & (through >= 0), through, code)


def principals(prepared: Prepared) -> dict[str, int]:
    """Code of the rep with the largest share, by opportunity id."""
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return {}
    at = given.position[given.principal]
    ids = text(found.frame, "opportunity_id").iloc[at]
    return {
        key: int(rep)
        for key, rep in zip(optional(ids), given.rep[given.principal], strict=True)
        if key is not None
    }


def _by_credit(prepared: Prepared, amount: Ints) -> tuple[Ints, Ints, Ints]:
    """Row, rep, value of adjustments; without a rep as the deal is credited."""
    table = prepared.tables["booking_adjustments"]
    own = prepared.reps_of(table)
    unassigned = len(prepared.reps) - 1
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None or not (own == unassigned).any():
        return np.arange(len(own), dtype=np.int64), own, amount
    numbers = places(text(found.frame, "opportunity_id"))
    rows: list[tuple[int, int, int]] = []
    for i, key in enumerate(optional(text(table, "opportunity_id"))):
        place = None if key is None else numbers.get(key)
        if own[i] != unassigned or place is None:
            rows.append((i, int(own[i]), int(amount[i])))
            continue
        rows += [(i, rep, part) for rep, part in _parts(given, place, int(amount[i]))]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def _parts(given: Credits, place: int, amount: int) -> list[tuple[int, int]]:
    chosen = np.flatnonzero(given.position == place)
    parts = shared(amount, [given.share[i] for i in chosen])
    return [(int(given.rep[i]), part) for i, part in zip(chosen, parts, strict=True)]
