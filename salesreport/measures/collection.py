"""What fell due, and what of it came in."""

from __future__ import annotations

from salesreport.measures.events import Events
from salesreport.measures.prepared import Prepared
from salesreport.measures.receivables import Receivables, receivables


def due(prepared: Prepared) -> tuple[Events, ...] | None:
    """Amount that fell due in the window (minor units).

    Instalments of `payment_plan` by due date; invoices by due date where their
    contract has no plan. Items due after `finance_as_of`, or without a due
    date, are not among them. The rep comes through the contract, else the
    invoice's own rep or opportunity.
    """
    found = receivables(prepared)
    return None if found is None else _items(found, count=False)


def due_items(prepared: Prepared) -> tuple[Events, ...] | None:
    """Instalments and invoices that fell due in the window (count)."""
    found = receivables(prepared)
    return None if found is None else _items(found, count=True)


def collected(prepared: Prepared) -> tuple[Events, ...] | None:
    """What came in by the window's end of what fell due in it.

    Minor units. Payments reach an item by `allocations`, else by their invoice or contract,
    earliest due date first. Paid before it was due counts; paid after the
    window's last day, or after `finance_as_of`, does not. Never more than the
    item's amount: the rest is overpaid.
    """
    found = receivables(prepared)
    return None if found is None or found.cash is None else _paid(found, limit="until")


def receipts_matched(prepared: Prepared) -> tuple[Events, ...] | None:
    """Money received in the window for items due by its end (minor units)."""
    found = receivables(prepared)
    if found is None or found.cash is None:
        return None
    paid, cash = found.paid, found.cash
    return (
        Events.of(
            "payments",
            cash.frame,
            position=cash.position[paid.cash],
            rep=found.rep[paid.item],
            day=cash.day[paid.cash],
            value=paid.amount,
            where=found.is_due[paid.item],
            until=found.day[paid.item],
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

    Unallocated cash and receipts that match nothing (待认领); minor units,
    credited to nobody: it stands in the `UNASSIGNED` row.
    """
    return _credited_to_nobody(prepared, overpaid=False)


def overpaid(prepared: Prepared) -> tuple[Events, ...] | None:
    """Money received in the window beyond what its contract or invoice asks.

    Minor units, credited to nobody: it stands in the `UNASSIGNED` row.
    """
    return _credited_to_nobody(prepared, overpaid=True)


def _items(found: Receivables, *, count: bool) -> tuple[Events, ...]:
    blocks = []
    for table, frame in found.frames.items():
        own = found.is_due & (found.table == table)
        blocks.append(
            Events.of(
                table,
                frame,
                position=found.position,
                rep=found.rep,
                day=found.day,
                value=1 if count else found.amount,
                where=own,
            )
        )
    return tuple(blocks)


def _paid(found: Receivables, *, limit: str, sign: int = 1) -> tuple[Events, ...]:
    paid, cash = found.paid, found.cash
    if cash is None:
        return ()
    received = cash.day[paid.cash]
    return (
        Events.of(
            "payments",
            cash.frame,
            position=cash.position[paid.cash],
            rep=found.rep[paid.item],
            day=found.day[paid.item],
            value=sign * paid.amount,
            where=found.is_due[paid.item],
            shown=received,
            **{limit: received},
        ),
    )


def _credited_to_nobody(prepared: Prepared, *, overpaid: bool) -> tuple[Events, ...] | None:
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
            where=(found.left != 0) & (cash.is_matched == overpaid),
        ),
    )
