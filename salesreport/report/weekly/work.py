"""Overdue and coming actions, and deals that lie still."""

from __future__ import annotations

from typing import Any

import numpy as np

from salesreport.measures.frames import NO_DAY, among
from salesreport.report.weekly.basis import Actions, Basis, day_or_none, source_row
from salesreport.report.weekly.readers import WEEK_DAYS
from salesreport.report.weekly.steps import NextStep, Steps, own_step
from salesreport.report.weeklyviews import WeeklyRow
from salesreport.report.winloss.histories import WHOLE
from salesreport.winloss import idle
from salesreport.winloss.histories import NEVER

STAGES = ("lead", "intent", "negotiation")


def overdue(basis: Basis) -> list[WeeklyRow] | str:
    """Actions due on or before the cut-off and not done, as `process` counts them late.

    Those of lost deals are left out: nothing is to be decided there any more.
    """
    return _due(basis, first=NO_DAY + 1, last=basis.until)


def coming(basis: Basis) -> list[WeeklyRow] | str:
    """Actions not done yet that fall due in the seven days after the cut-off."""
    return _due(basis, first=basis.until + 1, last=basis.until + WEEK_DAYS)


def _due(basis: Basis, *, first: int, last: int) -> list[WeeklyRow] | str:
    actions = basis.actions
    if actions is None:
        return "no_activities"
    if not (actions.due != NO_DAY).any():
        return "no_due_dates"
    said = actions.frame["status"].notna().to_numpy() if "status" in actions.frame else True
    inside = (actions.due >= first) & (actions.due <= last) & ~actions.is_done & said
    if basis.deals is not None:
        lost = among(basis.deals.stage, "lost")
        inside &= ~(lost[actions.deal] & (actions.deal >= 0)) if len(lost) else True
    return [_action(basis, actions, int(at)) for at in np.flatnonzero(inside)]


def _action(basis: Basis, actions: Actions, at: int) -> WeeklyRow:
    deal, rep, customer = int(actions.deal[at]), actions.rep[at], actions.customer[at]
    late = basis.until - int(actions.due[at])
    steps = Steps.of(basis)
    step = own_step(actions, at)
    if step == NextStep() and late >= 0:
        step = steps.next(deal, rep, customer)
    return WeeklyRow(
        key=f"action:{actions.key[at]}",
        rep_id=rep,
        rep=basis.name(rep),
        customer=customer,
        opportunity_id=basis.ids[deal] if deal >= 0 else None,
        action=actions.said[at],
        stage=actions.stage[at],
        amount=basis.amount(deal),
        day=day_or_none(actions.due[at]),
        days=late if late >= 0 else None,
        next_step=step.step,
        next_date=step.day,
        decision=actions.decided[at],
        source=source_row(actions.frame, at),
    )


def stalled(basis: Basis) -> list[WeeklyRow] | str:
    """Open deals in their stage for more than twice the usual days.

    Usual is what everybody's deals that got on took; the last move is the last step forward.
    """
    everyone = basis.everyone
    if everyone is None:
        return "no_deals"
    rows = everyone.rows
    if rows.stages == WHOLE:
        return "no_stages"
    found = idle.idle_deals(rows.deals, rows.entries, rows.touched, everyone.usual)
    return [_still(basis, found, int(at)) for at in np.flatnonzero(found.is_stalled)]


def _still(basis: Basis, found: idle.Idle, at: int) -> WeeklyRow:
    everyone = basis.everyone
    place = int(everyone.rows.row[found.deal[at]]) if everyone is not None else -1
    moved = int(found.moved_on[at])
    return WeeklyRow(
        key=f"stalled:{basis.ids[place]}",
        stage=STAGES[int(found.stage[at])],
        day=None if moved == NEVER else day_or_none(moved),
        days=int(found.in_stage[at]),
        usual_days=float(found.usual[at]),
        **of_deal(basis, place),
    )


def of_deal(basis: Basis, row: int) -> dict[str, Any]:
    """What every row about a deal says."""
    rep, customer, steps = basis.rep[row], basis.customer[row], Steps.of(basis)
    step = steps.next(row, rep, customer)
    frame = None if basis.deals is None else basis.deals.frame
    return {
        "rep_id": rep,
        "rep": basis.name(rep),
        "customer": customer,
        "opportunity_id": basis.ids[row],
        "amount": basis.amount(row),
        "next_step": step.step,
        "next_date": step.day,
        "decision": steps.decision(row, rep, customer),
        "source": None if frame is None else source_row(frame, row),
    }
