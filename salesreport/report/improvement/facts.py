"""Facts on record of one person as the rules are held against them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from salesreport.improvement import Signal
from salesreport.report.improvement.causes import named
from salesreport.report.improvement.listed import (
    N_NAMES,
    due_items,
    lost_deals_of,
    names,
    open_deals,
    overdue_items,
    price_losses,
    slipped_deals,
    sources,
)
from salesreport.report.improvement.person import Person
from salesreport.report.winloss.leaks import idle_of_rep
from salesreport.retrospective.plans import DEALS

NEW_DAYS = 183
"""Days for which somebody is new."""


def person_facts(person: Person) -> list[Signal]:
    """Facts that are known of somebody."""
    found = [
        _late(person), _steps(person), _stalled(person), _slipped(person), _overdue(person),
        _price(person), _pipeline(person), _joiner(person),
    ]  # fmt: skip
    known = [one for one in found if one is not None]
    return [*known, _low(person)] if person.is_low else known


def _late(person: Person) -> Signal | None:
    """Follow-ups due in the period and done late, or not at all."""
    due = due_items(person.material).get(person.rep_id)
    if due is None or not due.late:
        return None
    most = Counter(one.customer for one in due.late if one.customer).most_common(N_NAMES)
    figure = person.figures["process"]
    return Signal(
        "late_follow_up", share=len(due.late) / due.n, n=due.n, measure="process", unit="rate",
        from_value=figure.value, to_value=person.goal("process"), rows=sources(due.late),
        values={"n_late": len(due.late), "n_due": due.n, "names": [name for name, _ in most],
                "longest_days": due.late[0].days},
    )  # fmt: skip


def _steps(person: Person) -> Signal | None:
    """Open deals without a dated next step."""
    found = open_deals(person.material).get(person.rep_id)
    if found is None or not found.missing:
        return None
    n = len(found.missing)
    return Signal(
        "no_next_step", share=n / found.n_open, n=n, unit="count",
        from_value=float(found.n_open - n), to_value=float(found.n_open),
        rows=sources(found.missing),
        values={"n_missing": n, "n_open": found.n_open, "names": names(found.missing),
                DEALS: [one.deal for one in found.missing]},
    )  # fmt: skip


def _stalled(person: Person) -> Signal | None:
    """Open deals in their stage for more than twice the usual days."""
    material = person.material
    found = idle_of_rep(material, person.rep_id, min_group=material.run.min_group)
    if found is None or not found.deals:
        return None
    deals = sorted(found.deals, key=lambda one: -(one.deal.amount or 0.0))
    longest = max(deals, key=lambda one: one.in_stage_days)
    return Signal(
        "stalled", share=found.n / found.n_open, n=found.n, unit="count", from_value=0.0,
        to_value=float(found.n),
        rows=tuple(one.deal.source for one in deals),
        values={
            "n_stalled": found.n, "n_open": found.n_open,
            "names": list(dict.fromkeys(
                one.deal.customer or one.deal.opportunity_id for one in deals))[:N_NAMES],
            "amount": sum(one.deal.amount or 0.0 for one in deals),
            "longest_days": longest.in_stage_days, "usual_days": longest.usual_days,
            DEALS: [one.deal.opportunity_id for one in deals],
        },
    )  # fmt: skip


def _slipped(person: Person) -> Signal | None:
    """Deals expected in the period that are still open; none is to slip in the next one."""
    found = slipped_deals(person.material).get(person.rep_id, [])
    target = person.figures["completion"].denominator
    amount = sum(one.amount for one in found)
    if not amount:
        return None
    day = found[0].day
    return Signal(
        "slipped", share=amount / target if target and target > 0 else None, n=len(found),
        amount=amount, measure="slipped", unit="money", from_value=person.value("slipped"),
        to_value=0.0, rows=sources(found),
        values={"n_slipped": len(found), "names": names(found), "amount": amount,
                "expected": None if day is None else day.isoformat(),
                DEALS: [one.deal for one in found]},
    )  # fmt: skip


def _overdue(person: Person) -> Signal | None:
    """What fell due by the period's end and is not paid, as a part of all that was owed."""
    found = overdue_items(person.material).get(person.rep_id, [])
    amount = sum(one.amount for one in found)
    owed = person.figures["receivable_rate"].denominator or amount
    if not amount:
        return None
    base = person.material.run.policy.recognise.collection_base
    figure = person.figures["collection_rate" if base == "due" else "receivable_rate"]
    first = min(one.day for one in found if one.day is not None)
    by_customer: Counter[str] = Counter()
    for one in found:
        by_customer[one.customer] += round(one.amount * 100)
    ordered = [name for name, _ in by_customer.most_common()]
    return Signal(
        "collection_overdue", share=min(1.0, amount / owed), n=len(found), amount=amount,
        measure=figure.measure, unit=figure.unit, from_value=figure.value,
        to_value=person.goal(figure.measure), gain=amount, rows=sources(found),
        values={
            "amount": amount, "names": ordered[:N_NAMES], "n_customers": len(ordered),
            "n_items": len(found), "since": first.isoformat(),
        },
    )  # fmt: skip


def _price(person: Person) -> Signal | None:
    """Lost deals with price as the recorded reason."""
    priced = price_losses(person.material).get(person.rep_id, [])
    lost = lost_deals_of(person.material).get(person.rep_id, [])
    if not priced or not lost:
        return None
    amount = sum(one.amount for one in priced)
    return Signal(
        "price_lost", share=min(1.0, len(priced) / len(lost)), n=len(lost),
        amount=amount, measure="win_rate", unit="rate",
        from_value=person.value("win_rate"), to_value=person.goal("win_rate"),
        rows=sources(priced),
        values={"n_price": len(priced), "n_lost": len(lost), "names": names(priced),
                "amount": amount},
    )  # fmt: skip


def _pipeline(person: Person) -> Signal | None:
    """What open deals lack of next period's target."""
    figure = person.figures["pipeline_coverage"]
    if figure.value is None or figure.value >= 1 or not figure.denominator:
        return None
    short = figure.denominator - (figure.numerator or 0.0)
    return Signal(
        "pipeline_short", share=1 - figure.value, n=1, amount=short,
        measure="pipeline_coverage", unit="rate", from_value=figure.value, to_value=1.0,
        values={"amount": short, "next_target": figure.denominator,
                "pipeline": figure.numerator},
    )  # fmt: skip


def _joiner(person: Person) -> Signal | None:
    """Somebody hired in the half year before the period's end."""
    material = person.material
    hired, last = material.reps[person.rep_id].get("hired_on"), material.run.period.last
    if hired is None or not last - timedelta(days=NEW_DAYS) < hired <= last:
        return None
    own, others = person.whole("won_customers"), person.figures["won_customers"].peers.value
    now, aim = (None if one is None else float(round(one)) for one in (own, others))
    aimed = now is not None and aim is not None and aim > now
    days = (last - hired).days + 1
    return Signal(
        "joiner", share=1 - (days - 1) / NEW_DAYS, n=1, measure="won_customers", unit="count",
        from_value=now, to_value=aim if aimed else None,
        values={"hired_on": hired.isoformat(), "days": days,
                "leads": person.value("leads"), "won": person.value("won_customers"),
                "there": person.there},
    )  # fmt: skip


def _low(person: Person) -> Signal:
    """Somebody graded or flagged to be supported, whatever is known of why."""
    lost = lost_deals_of(person.material).get(person.rep_id, [])
    gap = next(iter(person.reasons.attributed), None)
    return Signal(
        "to_be_supported", share=1.0, n=1, unit="count", from_value=0.0,
        to_value=float(len(lost)) if lost else None, rows=sources(lost),
        values={"n_lost": len(lost), "names": names(lost), "named": named(person.reasons),
                "why_null": None if gap is None else gap.why_null},
    )  # fmt: skip
