"""What fell due, and what of it came in.

Minor units of the report's currency. A debt in another currency is set off in that
currency, and what is settled of it counts at its own rate: paid in full it is collected
in full and never overdue, whatever the rate was when the money came. Money that pays
nothing (`unclaimed`, `unallocated`, `overpaid`) counts at the rate of its own month.
"""

from __future__ import annotations

from collections.abc import Callable

from salesreport.measures.events import Events
from salesreport.measures.frames import Bools
from salesreport.measures.payments import Cash
from salesreport.measures.prepared import Prepared
from salesreport.measures.receivables import Receivables, receivables


def due(prepared: Prepared) -> tuple[Events, ...] | None:
    """Amount that fell due in the window (minor units).

    Instalments of `payment_plan` by due date; invoices by due date where their
    contract has no plan. Credit notes (negative) are taken off earlier items of
    the same contract, else deal, customer or rep, the latest first; what finds
    none is left out. Items due after `finance_as_of`, or without a due date, are
    not among them. Credited by the shares of the contract or deal, else to the
    invoice's own rep, the contract's or the deal's.
    """
    found = receivables(prepared)
    return None if found is None else _items(found, count=False)


def due_items(prepared: Prepared) -> tuple[Events, ...] | None:
    """Instalments and invoices that fell due in the window (count).

    One that is shared is an item of each of its reps.
    """
    found = receivables(prepared)
    return None if found is None else _items(found, count=True)


def collected(prepared: Prepared) -> tuple[Events, ...] | None:
    """What came in by the window's end of what fell due in it.

    Minor units. Payments reach an item by `allocations` (no more than the payment),
    else by their invoice or contract, earliest due date first. Paid before it was
    due counts; paid after the window's last day, or after `finance_as_of`, does
    not. Never more than the item's amount: the rest is overpaid.
    """
    found = receivables(prepared)
    return None if found is None or found.cash is None else _paid(found, limit="until")


def receipts_matched(prepared: Prepared) -> tuple[Events, ...] | None:
    """Money received in the window for items due by its end (minor units)."""
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    cash, own = found.cash, found.paid_by_rep
    return (
        Events.of(
            "payments",
            cash.frame,
            position=cash.position[own.source],
            rep=own.rep,
            day=cash.day[own.source],
            value=own.amount,
            where=found.is_due[own.item] & cash.is_in[own.source],
            until=found.day[own.item],
        ),
    )


def receivable(prepared: Prepared) -> tuple[Events, ...] | None:
    """Owed at the window's start and fallen due by its end (minor units).

    Items due on or before the last day, less what was paid for them before the
    first day: the base of the rate on receivables (应收口径).
    """
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    return (*_items(found, count=False), *_paid(found, limit="since", sign=-1))


def overdue(prepared: Prepared) -> tuple[Events, ...] | None:
    """Fallen due by the window's end and not received by then (minor units)."""
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    return (*_items(found, count=False), *_paid(found, limit="until", sign=-1))


def unclaimed(prepared: Prepared) -> tuple[Events, ...] | None:
    """Money received in the window for no contract or invoice known.

    Receipts that match nothing (待认领); minor units, credited to nobody: it
    stands in the `UNASSIGNED` row.
    """
    return _credited_to_nobody(prepared, lambda cash: ~cash.is_matched & ~cash.is_rest)


def unallocated(prepared: Prepared) -> tuple[Events, ...] | None:
    """What payments of the window have left beyond their allocations.

    Minor units, credited to nobody: it stands in the `UNASSIGNED` row.
    """
    return _credited_to_nobody(prepared, lambda cash: ~cash.is_matched & cash.is_rest)


def overpaid(prepared: Prepared) -> tuple[Events, ...] | None:
    """Money received in the window beyond what its contract or invoice asks.

    Minor units, credited to nobody: it stands in the `UNASSIGNED` row.
    """
    return _credited_to_nobody(prepared, lambda cash: cash.is_matched)


def _items(found: Receivables, *, count: bool) -> tuple[Events, ...]:
    own = found.items_by_rep
    blocks = [
        Events.of(
            table,
            frame,
            position=found.position[own.entry],
            rep=own.rep,
            day=found.day[own.entry],
            value=1 if count else own.amount,
            where=(found.is_due & (found.table == table))[own.entry],
        )
        for table, frame in found.frames.items()
    ]
    return tuple(blocks) if count else (*blocks, *_taken_off(found))


def _taken_off(found: Receivables) -> list[Events]:
    notes, own = found.notes, found.notes_by_rep
    if not len(notes.item):
        return []
    return [
        Events.of(
            table,
            frame,
            position=notes.position[own.source],
            rep=own.rep,
            day=found.day[own.item],
            value=own.amount,
            where=found.is_due[own.item] & (notes.table == table).to_numpy()[own.source],
        )
        for table, frame in found.frames.items()
    ]


def _paid(found: Receivables, *, limit: str, sign: int = 1) -> tuple[Events, ...]:
    cash = found.cash
    if cash is None:
        return ()
    own = found.paid_by_rep
    received = cash.day[own.source]
    return (
        Events.of(
            "payments",
            cash.frame,
            position=cash.position[own.source],
            rep=own.rep,
            day=found.day[own.item],
            value=sign * own.amount,
            where=found.is_due[own.item] & cash.is_in[own.source],
            shown=received,
            **{limit: received},
        ),
    )


def _credited_to_nobody(
    prepared: Prepared, chosen: Callable[[Cash], Bools]
) -> tuple[Events, ...] | None:
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    cash = found.cash
    nobody = cash.day * 0 + len(prepared.reps) - 1
    return (
        Events.of(
            "payments",
            cash.frame,
            position=cash.position,
            rep=nobody,
            day=cash.day,
            value=found.left,
            where=(found.left != 0) & chosen(cash) & cash.is_in,
        ),
    )
