"""Causes of somebody's gap, or a team's, as the rules are held against them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

import numpy as np

from salesreport.improvement import Signal
from salesreport.measures.frames import day_number
from salesreport.report.improvement.listed import Item, lost_deals_of, names
from salesreport.report.improvement.person import Person
from salesreport.report.material import Material
from salesreport.report.peers import Peers
from salesreport.report.reasons.leads import lead_rows
from salesreport.retrospective.attributed import (
    OF_PEOPLE,
    Attributed,
    Cause,
    Reasons,
    is_firm,
    is_news,
)

REFERENCES = ("target", "last_year", "peers")
DIMENSIONS = {"mix_industry": "industry", "mix_territory": "territory", "mix_source": "source"}
LATE = {"follow_up": "process", "response": "response_days"}
"""Measure by which a late band is watched."""


def causes(reasons: Reasons) -> list[Signal]:
    """Causes of the period's gaps, reference by reference, to the target first."""
    found = []
    for reference in REFERENCES:
        one = _gap(reasons, reference, "period")
        longer = _gap(reasons, reference, "longer")
        for cause in one.causes if one is not None else ():
            found.append(_signal(cause, one, longer))
    return found


def _gap(reasons: Reasons, reference: str, window: str) -> Attributed | None:
    for one in reasons.attributed:
        if one.reference == reference and one.window == window:
            return one
    return None


def _signal(cause: Cause, gap: Attributed | None, longer: Attributed | None) -> Signal:
    against = None if gap is None else gap.against
    lasting = None if longer is None else _share_there(longer, cause)
    return Signal(
        id=cause.cause,
        class_of=cause.kind,
        reference=None if gap is None else gap.reference,
        amount=cause.amount,
        low=cause.low,
        high=cause.high,
        share=abs(cause.amount) / abs(against) if against else None,
        n=cause.n or 0,
        is_firm=is_firm(cause),
        lasting_share=lasting,
        rows=tuple(row.source for row in cause.rows if row.source is not None),
        values={
            "amount": cause.amount, "low": cause.low, "high": cause.high, "n": cause.n,
            "n_rows": cause.n_rows, "against": against,
            "reference": None if gap is None else gap.reference,
            "settled_by": list(cause.settled_by),
        },
    )  # fmt: skip


def _share_there(longer: Attributed, cause: Cause) -> float | None:
    """Share of a cause in another window, where it has the same sign as firmly."""
    same = next((one for one in longer.causes if one.cause == cause.cause), None)
    if same is None or not longer.against or not is_firm(same):
        return None
    return abs(same.amount / longer.against) if same.amount * cause.amount > 0 else None


def person_causes(person: Person) -> list[Signal]:
    """Causes of somebody's gaps with what a row of the plan would aim at."""
    return [_aimed(signal, person) for signal in causes(person.reasons)]


def named(reasons: Reasons, classes: tuple[str, ...] = ()) -> list[str]:
    """Ids of the period's causes that the pages name, of some classes or of all.

    Beside one of them nothing may say that the cause is not known.
    """
    found = [
        cause.cause
        for gap in reasons.attributed
        if gap.window == "period"
        for cause in gap.causes
        if is_firm(cause) and is_news(cause.amount, gap) and (not classes or cause.kind in classes)
    ]
    return list(dict.fromkeys(found))


def _aimed(signal: Signal, person: Person) -> Signal:
    if signal.id in LATE:
        return _timely(signal, person)
    if signal.id in DIMENSIONS:
        return _of_mix(signal, person)
    aims: dict[str, Callable[[Signal, Person], Signal]] = {
        "leads": _of_leads, "target_calibration": _of_target, "market": _of_target,
        "unexplained": _of_rest,
    }  # fmt: skip
    return aims[signal.id](signal, person) if signal.id in aims else signal


def _gaining(signal: Signal) -> Signal:
    """With what the amount taken back would bring, and the range of the estimate."""
    if (signal.amount or 0.0) >= 0:
        return signal
    low, high = signal.low, signal.high
    return replace(
        signal,
        gain=-(signal.amount or 0.0),
        gain_low=None if high is None else max(0.0, -high),
        gain_high=None if low is None else -low,
    )


def _timely(signal: Signal, person: Person) -> Signal:
    """From the own measure to the others': the attribution's estimate is of that step."""
    measure = LATE[signal.id]
    figure = person.figures[measure]
    late = None
    if figure.numerator is not None and figure.denominator is not None and signal.id == "follow_up":
        late = round(figure.denominator - figure.numerator)
    customers: list[str] = []
    for gap in person.reasons.attributed:
        for cause in gap.causes:
            if cause.cause == signal.id and gap.window == "period" and not customers:
                customers = names(
                    Item(row.customer or "", row.source) for row in cause.rows if row.source
                )
    values = signal.values | {
        "n_late": late, "names": customers,
        "n_due": None if figure.denominator is None else round(figure.denominator),
    }  # fmt: skip
    return replace(
        _gaining(signal), measure=measure, unit=figure.unit, from_value=figure.value,
        to_value=person.goal(measure), values=values,
    )  # fmt: skip


def _of_mix(signal: Signal, person: Person) -> Signal:
    """From the own share of the segment that the others have least of, to theirs."""
    segment = segment_shares(person.material, person.rep_id, DIMENSIONS[signal.id])
    if segment is None:
        return _gaining(signal)
    name, own, others = segment
    return replace(
        _gaining(signal), unit="rate", from_value=own, to_value=others,
        values=signal.values | {"segment": name, "names": [name]},
    )  # fmt: skip


def segment_shares(
    material: Material, rep_id: str, dimension: str
) -> tuple[str, float, float] | None:
    """The segment of which somebody's leads of the period hold most more than the others'.

    Returns
    -------
    (segment, share of the own leads, share of the peers' leads) or None
        None where no segment is told, or the others have no leads.
    """
    rows = lead_rows(material)
    if rows is None or rep_id not in rows.ids:
        return None
    period, leads = material.run.period, rows.recorded
    inside = (leads.assigned >= day_number(period.first)) & (
        leads.assigned <= day_number(period.last)
    )
    others = [rows.ids.index(i) for i in Peers.of(material).ids(rep_id) if i in rows.ids]
    codes, words = leads.segments.get(dimension), rows.words.get(dimension)
    if codes is None or words is None or rep_id not in Peers.of(material).presence:
        return None
    own = np.bincount(codes[inside & (leads.rep == rows.ids.index(rep_id))], minlength=len(words))
    theirs = np.bincount(codes[inside & np.isin(leads.rep, others)], minlength=len(words))
    if not own.sum() or not theirs.sum():
        return None
    more = own / own.sum() - theirs / theirs.sum()
    named = np.array([bool(word) for word in words])
    if not (named & (more > 0)).any():
        return None
    at = int(np.where(named, more, -1.0).argmax())
    return str(words[at]), float(own[at] / own.sum()), float(theirs[at] / theirs.sum())


def by_lead(person: Person) -> float | None:
    """Bookings that a lead brings at everybody's usual rates, from the gap to the target."""
    gap = _gap(person.reasons, "target", "period")
    if gap is None or not gap.n_leads or gap.against is None:
        return None
    amount = next((c.amount for c in gap.causes if c.cause == "target_calibration"), None)
    if amount is None or gap.against + amount <= 0:
        return None
    return (gap.against + amount) / gap.n_leads


def _of_leads(signal: Signal, person: Person) -> Signal:
    """From the own number of leads to the others'; nothing where they had no more.

    The cause weighs leads by when their wins fall: of somebody new it is large for a while,
    however many leads come.
    """
    value, goal, worth = person.whole("leads"), person.goal("leads"), by_lead(person)
    if value is None or goal is None or goal <= value:
        return replace(signal, is_firm=False)
    more = ceil(goal) - round(value)
    return replace(
        signal, measure="leads", unit="count", from_value=float(round(value)),
        to_value=float(ceil(goal)),
        gain=None if worth is None else round(more * worth, 2),
        values=signal.values | {"more": more, "by_lead": worth, "there": person.there},
    )  # fmt: skip


def _of_target(signal: Signal, person: Person) -> Signal:
    """What own leads give at everybody's usual rates beside the target; no gain is promised."""
    worth, gap = by_lead(person), _gap(person.reasons, "target", "period")
    values = signal.values | {"next_target": person.next_target, "by_lead": worth}
    if worth is not None and gap is not None and gap.n_leads and gap.against is not None:
        following = gap.against if person.next_target is None else person.next_target
        short = following - worth * gap.n_leads
        values |= {
            "target": gap.against, "n_leads": gap.n_leads, "usual": worth * gap.n_leads,
            "more": ceil(short / worth) if short > 0 else 0,
        }  # fmt: skip
    return replace(signal, values=values)


def _of_rest(signal: Signal, person: Person) -> Signal:
    """Deals lost, which are to be looked at; nobody knows the cause yet."""
    lost = lost_deals_of(person.material).get(person.rep_id, [])
    gap = _gap(person.reasons, "target", "period") or _gap(person.reasons, "peers", "period")
    return replace(
        signal, unit="count", from_value=0.0, to_value=float(len(lost)) if lost else None,
        values=signal.values | {
            "n_lost": len(lost), "names": names(lost), "named": named(person.reasons, OF_PEOPLE),
            "wins": None if gap is None else gap.wins,
            "wins_low": None if gap is None else gap.wins_low,
            "wins_high": None if gap is None else gap.wins_high,
        },
    )  # fmt: skip
