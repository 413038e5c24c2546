"""Deals decided: won, lost, and the days it took to win."""

from __future__ import annotations

import numpy as np

from salesreport.measures.deals import credits, deals
from salesreport.measures.events import Events
from salesreport.measures.frames import NO_DAY, Bools, Ints
from salesreport.measures.prepared import Prepared


def won(prepared: Prepared) -> tuple[Events, ...] | None:
    """Opportunities won, by close date, each once (count).

    A shared deal is its principal rep's: the one with the largest share.
    """
    return _decided(prepared, won=True, lost=False)


def lost(prepared: Prepared) -> tuple[Events, ...] | None:
    """Opportunities lost, by close date, each once (count).

    A shared deal is its principal rep's.
    """
    return _decided(prepared, won=False, lost=True)


def closed(prepared: Prepared) -> tuple[Events, ...] | None:
    """Opportunities won or lost, by close date, none open (count)."""
    return _decided(prepared, won=True, lost=True)


def cycle_days_total(prepared: Prepared) -> tuple[Events, ...] | None:
    """Days from creation to close, summed over won deals with both dates.

    A deal closed before it was created is left out: its dates are wrong.
    """
    found = deals(prepared)
    if found is None:
        return None
    timed = _timed(prepared)
    lasted = np.where(timed, found.close - np.where(timed, found.created, 0), 0)
    return _principal(prepared, timed, lasted)


def cycle_deals(prepared: Prepared) -> tuple[Events, ...] | None:
    """Won deals whose days from creation to close are known (count)."""
    return None if deals(prepared) is None else _principal(prepared, _timed(prepared), None)


def _timed(prepared: Prepared) -> Bools:
    found = deals(prepared)
    if found is None:
        return np.zeros(0, dtype=np.bool_)
    timed: Bools = found.is_won & (found.created != NO_DAY) & (found.created <= found.close)
    return timed


def _decided(prepared: Prepared, *, won: bool, lost: bool) -> tuple[Events, ...] | None:
    found = deals(prepared)
    if found is None:
        return None
    chosen = (found.is_won & won) | (found.is_lost & lost)
    return _principal(prepared, chosen, None)


def _principal(prepared: Prepared, chosen: Bools, value: Ints | None) -> tuple[Events, ...] | None:
    found, given = deals(prepared), credits(prepared)
    if found is None or given is None:
        return None
    at = given.position
    return (
        Events.of(
            "opportunities",
            found.frame,
            position=at,
            rep=given.rep,
            day=found.close[at],
            value=1 if value is None else value[at],
            where=given.principal & chosen[at],
        ),
    )
