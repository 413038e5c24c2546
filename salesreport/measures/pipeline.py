"""What is still to come: open deals of the next period, deals that slipped."""

from __future__ import annotations

from salesreport.measures.booking import bookings
from salesreport.measures.deals import Credits, Deals, credited_events, credits, deals
from salesreport.measures.events import Events
from salesreport.measures.frames import Bools, day_number
from salesreport.measures.known import CLOSED
from salesreport.measures.prepared import Prepared


def pipeline_next(prepared: Prepared) -> tuple[Events, ...] | None:
    """Amount of open deals expected to close next period.

    Minor units; open at `as_of`, unweighted, credited by shares. Only meaningful
    for the run's own period: of earlier ones it shows what is left today. Unknown
    where `pipeline_next_taxed` counts a deal.
    """
    return _open(prepared, count=False)


def pipeline_next_deals(prepared: Prepared) -> tuple[Events, ...] | None:
    """Deals open at `as_of` and expected to close next period (count)."""
    return _open(prepared, count=True)


def pipeline_next_taxed(prepared: Prepared) -> tuple[Events, ...] | None:
    """Deals of `pipeline_next` whose amount without tax nobody knows (count).

    0 where the policy counts amounts with tax. Where it does not, a deal needs a
    contract that states the rate: an amount with tax must not be added to bookings
    without, nor held against a target without. A shared deal counts for each rep.
    """
    return _open(prepared, count=True, taxed=True)


def covered_next(prepared: Prepared) -> tuple[Events, ...] | None:
    """Booked already next period, and open deals expected to close in it (minor units)."""
    coming, booked = pipeline_next(prepared), bookings(prepared)
    return None if coming is None or booked is None else (*coming, *booked)


def slipped(prepared: Prepared) -> tuple[Events, ...] | None:
    """Amount of deals expected to close in the window that had not.

    Minor units. Expected close (as last known) inside the window and on or before `as_of`;
    still open, or closed after the window's last day. Unknown where
    `slipped_taxed` counts a deal.
    """
    return _slipped(prepared, count=False)


def slipped_deals(prepared: Prepared) -> tuple[Events, ...] | None:
    """Deals expected to close in the window that had not (count)."""
    return _slipped(prepared, count=True)


def slipped_taxed(prepared: Prepared) -> tuple[Events, ...] | None:
    """Deals of `slipped` whose amount without tax nobody knows (count).

    As `pipeline_next_taxed`.
    """
    return _slipped(prepared, count=True, taxed=True)


def _chosen(found: Deals, given: Credits, *, count: bool, taxed: bool) -> Bools:
    """Credits to add up: amounts as recognised, or one of each deal to count."""
    if taxed:
        return found.taxed[given.position]
    return given.principal if count else (found.priced & ~found.taxed)[given.position]


def _open(prepared: Prepared, *, count: bool, taxed: bool = False) -> tuple[Events, ...] | None:
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    return credited_events(
        found,
        given,
        day=found.expected,
        value=1 if count else given.amount,
        where=found.is_open[given.position] & _chosen(found, given, count=count, taxed=taxed),
    )


def _slipped(prepared: Prepared, *, count: bool, taxed: bool = False) -> tuple[Events, ...] | None:
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    undated = found.is_stage(*CLOSED) & ~(found.is_won | found.is_lost)
    due = (found.expected <= day_number(prepared.as_of)) & ~undated
    return credited_events(
        found,
        given,
        day=found.expected,
        value=1 if count else given.amount,
        where=due[given.position] & _chosen(found, given, count=count, taxed=taxed),
        beyond=found.close,
    )
