"""Rules of order in time: stages that go back, closes before creation, cash before its invoice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from salesreport.checks.evidence import NO_DAY, Breach, Evidence, day_text

_RANK = {"lead": 0, "intent": 1, "negotiation": 2, "won": 3, "lost": 3}


def stage_backwards(found: Evidence, table: str) -> Iterator[Breach]:
    """Stage changes to an earlier stage than the one before, or from closed to open.

    Changes of one day are taken in the order of stages, since their own is not known.
    """
    stages = found.codes(table, "stage")
    rank = np.array([_RANK[name] for name in stages.names] + [-1], dtype=np.int64)[stages.numbers]
    deal = found.codes(table, "opportunity_id").numbers
    order = np.lexsort((rank, found.days(table, "entered_date"), deal))
    before, after = order[:-1], order[1:]
    back = (deal[before] == deal[after]) & (rank[after] < rank[before])
    places = np.flatnonzero(back)
    for place in places[np.argsort(after[places], kind="stable")]:
        row, previous = int(after[place]), int(before[place])
        yield Breach(
            np.array([row]),
            "stage",
            stages.names[stages.numbers[row]],
            {
                "key": found.cell(table, "opportunity_id", row),
                "before": stages.names[stages.numbers[previous]],
                "day": found.cell(table, "entered_date", row),
            },
        )


def closed_before_created(found: Evidence, table: str) -> Iterator[Breach]:
    """Deals whose close date lies before their created date."""
    created, closed = found.days(table, "created_date"), found.days(table, "close_date")
    for row in np.flatnonzero((closed < created) & (closed != NO_DAY)):
        yield Breach(
            np.array([row]),
            "close_date",
            day_text(closed[row]),
            {
                "key": found.cell(table, "opportunity_id", int(row)),
                "created": day_text(created[row]),
            },
        )


def payment_before_invoice(found: Evidence, table: str) -> Iterator[Breach]:
    """Payments, or allocations of them, that name an invoice of a later date."""
    if found.table("invoices") is None or found.table("payments") is None:
        return
    invoices = found.places_in(table, "invoice_id", "invoices")
    payments = (
        np.arange(len(invoices))
        if table == "payments"
        else found.places_in(table, "payment_id", "payments")
    )
    rows = np.flatnonzero((invoices >= 0) & (payments >= 0))
    paid = found.days("payments", "date")[payments[rows]]
    invoiced = found.days("invoices", "date")[invoices[rows]]
    for place in np.flatnonzero(paid < invoiced):
        row = int(rows[place])
        yield Breach(
            np.array([row]),
            "invoice_id",
            found.cell(table, "invoice_id", row),
            {
                "key": found.cell(table, "payment_id", row),
                "paid": day_text(paid[place]),
                "invoiced": day_text(invoiced[place]),
            },
        )
