"""Table 1 of the sample company: follow-ups of deals and of key accounts."""

from __future__ import annotations

from datetime import date, timedelta

from salesreport.sampledata.deals import follow_up
from salesreport.sampledata.draws import Draws
from salesreport.sampledata.people import key_accounts
from salesreport.sampledata.records import Action, Customer, Work
from salesreport.sampledata.roster import AS_OF, FULL_ACTIVITIES_FROM, LAST_MONTH, REPS
from salesreport.sampledata.workdays import Month, month_of, months, working_days

Row = dict[str, object]
_NOTES_FROM, _ENTERED_FROM = date(2026, 1, 1), date(2026, 5, 1)
_CONTACTS_FROM: Month = (2026, 3)
_NEXT_STEPS = {
    "call": "Arrange a visit",
    "visit": "Send the proposal",
    "proposal": "Talk through the proposal",
    "quote": "Agree on terms",
}


def activity_rows(works: dict[str, Work]) -> list[Row]:
    """Rows of `activities` in order of day, with ids.

    Before `FULL_ACTIVITIES_FROM` only about one deal in thirty keeps its rows.
    """
    rows: list[Row] = []
    for rep in REPS:
        work = works[rep.rep_id]
        draws = Draws(600, int(rep.rep_id))
        for deal in work.deals:
            for action in deal.actions:
                row = _row(rep.rep_id, deal.customer, action, draws)
                if deal.keeps_actions or action.due >= FULL_ACTIVITIES_FROM:
                    rows.append(row | {"opportunity_id": deal.opportunity_id})
        rows += _contacts(work, draws)
    rows.sort(key=lambda row: (str(row["date"]), str(row["rep_id"])))
    return [{"activity_id": f"A{number:05d}"} | row for number, row in enumerate(rows, start=1)]


def _contacts(work: Work, draws: Draws) -> list[Row]:
    """Contacts with key accounts since March 2026: nine in ten of the rhythm."""
    rep = next(rep for rep in REPS if rep.rep_id == work.rep_id)
    since = max(_CONTACTS_FROM, month_of(rep.hired_on))
    rows: list[Row] = []
    for month in months(since, LAST_MONTH):
        for place, customer in enumerate(key_accounts(work, rep)):
            for _ in range(2 if place < 2 else 1):
                day = _contact_day(month, draws)
                action = follow_up(rep, draws, day, "contact")
                action.stage = "intent"
                if draws.happens(0.9) and rep.hired_on <= day:
                    rows.append(_row(rep.rep_id, customer, action, draws))
    return rows


def _contact_day(month: Month, draws: Draws) -> date:
    return draws.one_of(working_days(month))


def _row(rep_id: str, customer: Customer, action: Action, draws: Draws) -> Row:
    status = action.status(AS_OF)
    entered = action.day + timedelta(days=draws.weighted({0: 0.8, 1: 0.1, 3: 0.07, 8: 0.03}))
    open_step = status != "done" and action.kind in _NEXT_STEPS
    return {
        "date": action.day,
        "rep_id": rep_id,
        "customer": customer.name,
        "stage": action.stage,
        "action": action.text,
        "action_type": action.kind,
        "status": status,
        "due_date": action.due,
        "done_date": "" if status != "done" or action.undated else action.done,
        "note": action.note if action.day >= _NOTES_FROM else "",
        "entered_on": min(entered, AS_OF) if action.day >= _ENTERED_FROM else "",
        "next_step": _NEXT_STEPS[action.kind] if open_step else "",
        "next_date": max(action.due, AS_OF) + timedelta(days=5) if open_step else "",
    }
