"""Result, months, cash, the next period and the data, as a deck shows them."""

from __future__ import annotations

from typing import Any

import numpy as np

from salesreport.measures.frames import day_number
from salesreport.measures.receivables import receivables
from salesreport.report.deckviews import (
    DeckCash,
    DeckData,
    DeckDebtor,
    DeckFigure,
    DeckGap,
    DeckMonth,
    DeckNext,
    DeckTotal,
    DeckYear,
)
from salesreport.report.material import Material
from salesreport.report.reasons.classes import total
from salesreport.report.views import Figure, TeamView
from salesreport.report.weekly.basis import Basis
from salesreport.report.weekly.money import customers_of
from salesreport.retrospective.findings import Number

MEASURES = (
    "bookings", "completion", "conversion", "won_customers", "new_customers",
    "revenue_per_customer", "collection_rate", "receivable_rate", "overdue", "process",
    "win_rate", "pipeline_coverage", "slipped",
)  # fmt: skip
"""Measures that a slide may show."""
N_DEBTORS = 5


def minus(value: Number, other: Number) -> Number:
    """Difference without the noise of binary fractions; None where a side is unknown."""
    return None if value is None or other is None else total([value, -other])


def figures(view: TeamView) -> dict[str, DeckFigure]:
    """Measures of everybody with their differences."""
    return {name: _figure(view.figures[name]) for name in MEASURES if name in view.figures}


def _figure(one: Figure) -> DeckFigure:
    kept = ("measure", "unit", "value", "why_null", "numerator", "denominator", "n", "typed",
            "implied")  # fmt: skip
    before, last_year = one.previous.value, one.last_year.value
    return DeckFigure(
        **{name: getattr(one, name) for name in kept},
        previous=before,
        last_year=last_year,
        since_previous=minus(one.value, before),
        since_last_year=minus(one.value, last_year),
    )


def gap(view: TeamView) -> DeckGap:
    """Bookings less target."""
    for one in view.retrospective.gaps:
        if one.reference == "target":
            return DeckGap(
                actual=one.actual, against=one.against, gap=one.gap, why_null=one.why_null
            )
    return DeckGap(why_null="no_target")


def year(view: TeamView) -> DeckYear:
    """The year so far beside what its plan has by now."""
    found = view.year
    pace = None
    if found.year_target and found.target_to_date is not None:
        pace = found.target_to_date / found.year_target
    return DeckYear(
        bookings=found.bookings,
        target_to_date=found.target_to_date,
        completion=found.completion,
        gap=minus(found.bookings, found.target_to_date),
        year_target=found.year_target,
        share_of_target=found.share_of_target,
        pace=pace,
        behind=minus(found.share_of_target, pace),
        share_of_working_days=found.share_of_working_days,
        why_null=found.why_null,
    )


def months(view: TeamView) -> list[DeckMonth]:
    """Calendar months of everybody, oldest first."""
    names = DeckMonth.model_fields
    return [DeckMonth(**{name: getattr(one, name) for name in names}) for one in view.months]


def ahead(view: TeamView, figure: DeckFigure | None) -> DeckNext:
    """What covers the next period's target, and what does not."""
    target, booked, pipeline = view.next_target, view.next_booked, view.next_pipeline
    found: dict[str, Any] = {
        "period": view.meta.next_period, "target": target, "booked": booked, "pipeline": pipeline,
        "n_deals": None if figure is None else figure.n,
        "why_null": None if figure is None else figure.why_null,
    }  # fmt: skip
    if pipeline is None:
        return DeckNext(**found)
    covered = total([pipeline, booked or 0.0])
    rest = minus(target, covered)
    if target:
        found["coverage"] = covered / target
    if rest is not None:
        found |= {"uncovered": max(rest, 0.0), "beyond": max(-rest, 0.0)}
    return DeckNext(**found, covered=covered)


def cash(material: Material, view: TeamView, found: dict[str, DeckFigure]) -> DeckCash:
    """What fell due and came, what is overdue, and whose money it is."""
    rate = found.get("collection_rate") or DeckFigure(measure="collection_rate", unit="rate")
    owed, overdue = _debtors(material), view.figures.get("overdue")
    top = owed[:N_DEBTORS]
    whole = total(amount for _, amount in owed)
    unclaimed = [one.amount for one in view.cash.outside if one.kind == "unclaimed"]
    return DeckCash(
        base=view.cash.base,
        rate=rate,
        open=minus(rate.denominator, rate.numerator),
        overdue=None if overdue is None else overdue.value,
        n_customers=sum(name is not None for name, _ in owed),
        top=[DeckDebtor(customer=name, amount=a, share=a / whole) for name, a in top],
        top_share=total(amount for _, amount in top) / whole if top else None,
        unclaimed=unclaimed[0] if unclaimed else None,
    )


def _debtors(material: Material) -> list[tuple[str | None, float]]:
    """Customers with something overdue at the period's end, the largest first.

    Items that fell due by then less what notes and the cash of that time settle of them, as
    the measure has it. None: items that tell no customer, together.
    """
    found = receivables(material.prepared)
    if found is None or found.cash is None:
        return []
    until = day_number(material.run.period.last)
    left = found.amount.copy()
    np.add.at(left, found.notes.item, found.notes.amount)
    came = (found.cash.is_in & (found.cash.day <= until))[found.paid.cash]
    np.subtract.at(left, found.paid.item[came], found.paid.amount[came])
    items = np.flatnonzero(found.is_due & (found.day <= until) & (left > 0)).tolist()
    sums: dict[str | None, int] = {}
    for at, name in zip(items, customers_of(Basis.of(material), found, items), strict=True):
        sums[name] = sums.get(name, 0) + int(left[at])
    owed = [(name, float(material.major(minor))) for name, minor in sums.items()]
    return sorted(owed, key=lambda one: (-one[1], one[0] or ""))


def data(view: TeamView) -> DeckData:
    """Rows read and used, problems by severity, totals against finance."""
    names = list(DeckTotal.model_fields)
    return DeckData(
        ledger=view.ledger,
        n_read=sum(line.read for line in view.ledger),
        n_kept=sum(line.kept for line in view.ledger),
        problem_counts=view.problem_counts,
        control_totals=[
            DeckTotal(**{name: getattr(one, name) for name in names}) for one in view.control_totals
        ],
    )
