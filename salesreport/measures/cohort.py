"""Leads of a cohort old enough to judge, and how many of them were won in time."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import numpy as np
import pandas as pd

from salesreport.measures.customers import Leads, lead_base
from salesreport.measures.deals import Deals, deals
from salesreport.measures.events import Events
from salesreport.measures.frames import FAR_DAY, NO_DAY, Bools, Ints, given, looked_up, places, text
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
    if base.table == "opportunities":
        return np.where(found.is_won, found.close, NO_DAY)
    through = text(base.frame, "opportunity_id")
    place = looked_up(through, places(text(found.frame, "opportunity_id")))
    if not len(found.frame):
        return np.full(len(base.frame), NO_DAY, dtype=np.int64)
    direct = np.where((place >= 0) & found.is_won[place], found.close[place], NO_DAY)
    free = found.is_won & ~text(found.frame, "opportunity_id").isin(through.dropna()).to_numpy()
    return np.where(~given(through), _next_win(base, found, free), direct)


def _next_win(base: Leads, found: Deals, won: Bools) -> Ints:
    """Day of the win each lead without a deal has; `NO_DAY` where it has none.

    The wins of a customer in the order of their days; each takes the latest lead
    assigned by then that no earlier one took.
    """
    customer, asked = text(found.frame, "customer"), text(base.frame, "customer")
    wins = pd.DataFrame({"key": customer, "day": found.close, "at": -1})[won & given(customer)]
    leads = pd.DataFrame({"key": asked, "day": base.assigned, "rep": base.rep})
    leads["at"] = np.arange(len(leads))
    unnamed = given(asked) & ~given(text(base.frame, "opportunity_id"))
    leads = leads[unnamed & leads["key"].isin(wins["key"]) & (leads["day"] != NO_DAY)]
    both = pd.concat([leads, wins.assign(rep=FAR_DAY)], ignore_index=True)
    both = both.sort_values(["key", "day", "rep"], kind="stable")
    won_on = np.full(len(base.frame), NO_DAY, dtype=np.int64)
    waiting: dict[str, list[int]] = defaultdict(list)
    for key, day, at in zip(both["key"], both["day"], both["at"], strict=True):
        if at >= 0:
            waiting[key].append(at)
        elif waiting[key]:
            won_on[waiting[key].pop()] = day
    return won_on
