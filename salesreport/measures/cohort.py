"""Leads of a cohort old enough to judge, and how many of them were won in time."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from salesreport.measures.customers import Leads, lead_base
from salesreport.measures.deals import Deals, deals
from salesreport.measures.events import Events
from salesreport.measures.frames import NO_DAY, Ints
from salesreport.measures.leadwins import win_places
from salesreport.measures.prepared import Prepared
from salesreport.periods import Period

MAX_LAG_MONTHS = 120


def cohort_window(prepared: Prepared, period: Period) -> Period:
    """Latest window of the same length whose leads all had the full horizon.

    The last of its days lies at least `horizon_days.cohort_conversion` before
    `as_of`. Where the run's own period is known, every window's cohort lies as
    many months back as the run's, so that two windows never share one.
    """
    anchor = prepared.period or period
    horizon = timedelta(days=prepared.horizon_days["cohort_conversion"])
    for lag in range(MAX_LAG_MONTHS):
        if _back(anchor, lag).last + horizon <= prepared.as_of:
            return _back(period, lag)
    return _back(period, MAX_LAG_MONTHS)


def cohort_leads(prepared: Prepared) -> tuple[Events, ...] | None:
    """Leads assigned in the cohort's window, valid or not (count)."""
    base = lead_base(prepared)
    if base is None:
        return None
    return (Events.of(base.table, base.frame, rep=base.rep, day=base.assigned),)


def cohort_won(prepared: Prepared) -> tuple[Events, ...] | None:
    """Leads of the cohort's window won within the horizon (count).

    They count for the lead's rep. A lead is won through its opportunity; without
    an `opportunity_id`, by a win of the same customer on or after the day of
    assignment that no lead names. Each such win, in the order of their days, makes
    one lead won: the latest assigned by then that no earlier win made won.
    """
    base, found = lead_base(prepared), deals(prepared)
    if base is None or found is None:
        return None
    won_on = _won_on(base, found)
    horizon = prepared.horizon_days["cohort_conversion"]
    in_time = (won_on != NO_DAY) & (base.assigned != NO_DAY)
    in_time &= np.where(in_time, won_on - np.where(in_time, base.assigned, 0), 0) <= horizon
    return (Events.of(base.table, base.frame, rep=base.rep, day=base.assigned, where=in_time),)


def _back(period: Period, months: int) -> Period:
    """Window of the same number of months, ending `months` earlier."""
    moved = period.trailing(period.n_months + months).months()[: period.n_months]
    return Period(moved[0].first, moved[-1].last, "cohort", period.fiscal_year_start)


def _won_on(base: Leads, found: Deals) -> Ints:
    """Day each lead was won; `NO_DAY` where it was not."""
    if not len(found.frame):
        return np.full(len(base.frame), NO_DAY, dtype=np.int64)
    place = win_places(base, found)
    return np.where(place >= 0, found.close[place], NO_DAY)
