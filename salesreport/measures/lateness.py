"""Late follow-ups and late first responses of leads, as far as they are on record."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salesreport.calendars import Workdays
from salesreport.measures.deals import deals
from salesreport.measures.frames import (
    FAR_DAY,
    NO_DAY,
    Ints,
    day_number,
    days,
    looked_up,
    places,
    text,
)
from salesreport.measures.leadwins import NONE, LeadWins
from salesreport.measures.prepared import Prepared
from salesreport.measures.timeliness import follow_up_outcome
from salesreport.statistics import Floats

FIRST_DAYS = 30
"""Days from a lead on whose follow-ups tell whether it was followed up in time."""

LATE_SHARE = 0.5
"""Share of these follow-ups from which on a lead is one followed up late."""

RESPONSE_DAYS = 2
"""Working days within which a lead is to be answered."""

_COLUMNS = ("lead", "activity", "due", "is_late", "days_late")


def due_follow_ups(prepared: Prepared, leads: LeadWins) -> pd.DataFrame:
    """Follow-ups by which a lead is judged, one row each.

    Those of the lead's own rep on the deal it became that fell due within the first
    `FIRST_DAYS` after it was assigned (created), by the day the deal was closed and by
    `as_of`, with a known outcome. Later ones are left out since lateness may then follow
    from how the deal goes: a deal that is dying is let lie, and what falls due after it
    was lost is never done.

    Parameters
    ----------
    prepared : Prepared
    leads : LeadWins

    Returns
    -------
    DataFrame
        `lead`, place in `leads`; `activity`, row of the table; `due`, day number;
        `is_late`; `days_late`, until done or, if it is not, until `as_of`; 0 in time.
        Empty without activities.
    """
    found, table = deals(prepared), prepared.table("activities")
    if (
        found is None
        or table is None
        or not (len(found.frame) and len(table) and len(leads.assigned))
    ):
        return pd.DataFrame({name: pd.Series([], dtype="int64") for name in _COLUMNS})
    outcomes = prepared.once(
        "outcomes", lambda p: follow_up_outcome(p.tables["activities"], as_of=p.as_of)
    ).to_numpy()
    deal = looked_up(text(table, "opportunity_id"), places(text(found.frame, "opportunity_id")))
    lead = np.where(deal >= 0, _lead_of(leads, len(found.frame))[deal], NONE)
    due, done = days(table, "due_date"), days(table, "done_date")
    begun = np.where(lead >= 0, leads.assigned[lead], NO_DAY)
    close = np.where(found.close == NO_DAY, FAR_DAY, found.close)
    known = (lead >= 0) & (due != NO_DAY) & (begun != NO_DAY)
    known &= (outcomes == "on_time") | (outcomes == "late")
    known &= prepared.reps_of(table) == np.where(lead >= 0, leads.rep[lead], NONE)
    at = np.flatnonzero(known)
    at = at[(due[at] - begun[at] <= FIRST_DAYS) & (due[at] <= close[deal[at]])]
    late = outcomes[at] == "late"
    until = np.where(done[at] == NO_DAY, day_number(prepared.as_of), done[at])
    return pd.DataFrame(
        {
            "lead": lead[at],
            "activity": at,
            "due": due[at],
            "is_late": late,
            "days_late": np.where(late, until - due[at], 0),
        }
    )


def follow_up_late(items: pd.DataFrame, n_leads: int) -> Floats:
    """Which leads were followed up late: half or more of their follow-ups late.

    A share, and not whether any was late, so that a deal that lives longer and has more
    follow-ups is not late for that alone.

    Parameters
    ----------
    items : DataFrame
        As `due_follow_ups` gives them.
    n_leads : int

    Returns
    -------
    array of float, shape (n_leads,)
        1 late, 0 in time, NaN without a follow-up of known outcome.
    """
    lead = items["lead"].to_numpy(np.int64)
    late = items["is_late"].to_numpy(np.float64)
    n = np.bincount(lead, minlength=n_leads).astype(np.float64)
    share = np.divide(
        np.bincount(lead, late, minlength=n_leads), n, out=np.full(n_leads, np.nan), where=n > 0
    )
    return np.where(n > 0, (share >= LATE_SHARE) * 1.0, np.nan)


def response_wait(leads: LeadWins, workdays: Workdays) -> Floats:
    """Working days from assignment to the first response.

    Parameters
    ----------
    leads : LeadWins
    workdays : Workdays

    Returns
    -------
    array of float
        Working days after the day of assignment up to that of the response; NaN where
        no response is on record, one is dated before the lead, or leads are
        opportunities. A lead without a response is not late: whether it was not answered
        or nobody wrote it down, the record does not say.
    """
    assigned, answered = leads.assigned, days(leads.frame, "first_response_date")
    known = (assigned != NO_DAY) & (answered != NO_DAY) & (answered >= assigned)
    if leads.table != "leads" or not known.any():
        return np.full(len(assigned), np.nan)
    first, last = int(assigned[known].min()), int(answered[known].max())
    worked = np.cumsum(_worked(first, last, workdays))
    waited = np.full(len(assigned), np.nan)
    waited[known] = worked[answered[known] - first] - worked[assigned[known] - first]
    return waited


def response_late(waited: Floats) -> Floats:
    """Which leads were answered late: 1 after more than `RESPONSE_DAYS`, else 0; NaN stays."""
    return np.where(np.isnan(waited), np.nan, (waited > RESPONSE_DAYS) * 1.0)


def _lead_of(leads: LeadWins, n_deals: int) -> Ints:
    """First lead assigned that became each deal; -1 where none did."""
    of = np.full(n_deals, NONE, dtype=np.int64)
    named = np.flatnonzero(leads.deal >= 0)
    order = named[np.argsort(leads.assigned[named], kind="stable")[::-1]]
    of[leads.deal[order]] = order
    return of


def _worked(first: int, last: int, workdays: Workdays) -> Floats:
    """1 for each day that is worked, 0 for the others."""
    number = np.arange(first, last + 1)
    found = ((number + 3) % 7 < 5).astype(np.float64)  # 1970-01-01 was a Thursday
    for chosen, value in ((workdays.off, 0.0), (workdays.worked, 1.0)):
        inside = [day_number(day) - first for day in chosen]
        found[[at for at in inside if 0 <= at < len(found)]] = value
    return found
