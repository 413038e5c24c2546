"""What selling cost, by the period it was booked in."""

from __future__ import annotations

from salesreport.measures.events import Events
from salesreport.measures.frames import text, whole
from salesreport.measures.prepared import Prepared
from salesreport.measures.spans import spans


def costs(prepared: Prepared) -> tuple[Events, ...] | None:
    """Selling costs of the periods that lie whole in the window (minor units).

    Several rows of one rep and period add up.
    """
    table = prepared.table("costs")
    if table is None:
        return None
    amount, stated = whole(table, "amount")
    first, last = spans(table, prepared)
    return (
        Events.of(
            "costs",
            table,
            rep=prepared.codes(text(table, "rep_id")),
            day=first,
            value=amount,
            where=stated,
            until=last,
        ),
    )
