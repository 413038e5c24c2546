"""What the scorecard workbook is made from: every rep's figures, parts, receipt and deals.

A manager's closed view, as a team's is. Amounts are in the report currency's main
unit, rates are fractions, dates are ISO days. `None` always has a reason beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

from salesreport import measures
from salesreport.measures import COMPONENTS, MEASURES, based
from salesreport.report.material import Material
from salesreport.report.people import scope
from salesreport.report.roles import role_terms
from salesreport.report.viewbase import View
from salesreport.report.views import Figure, Grade, Rep, RoleTerms, TeamView
from salesreport.retrospective import closed, deals, not_counted
from salesreport.retrospective.findings import Deal, Number, Part, SourceRow
from salesreport.retrospective.records import money, records, source

DIVIDED = ("completion", "conversion", "revenue_per_customer", "collection_rate", "process")
"""Measures of Table 2 that are sums over sums."""


class Band(Part):
    """A grade and the lowest score that earns it."""

    grade: Grade
    lowest: float


class CountedRow(Part):
    """A row that counts in somebody's bookings, with the amount credited to them.

    `table`: a deal, a refund or credit note, or the typed amount of Table 2. `share` and
    `created_date` are those of a deal. rep_id "": nobody on record.
    """

    rep_id: str
    table: str
    key: str | None = None
    customer: str | None = None
    day: date | None = None
    amount: float
    share: float | None = None
    created_date: date | None = None
    source: SourceRow


class ScorecardView(View):
    """All the scorecard workbook needs.

    `parts[rep_id]` holds what the rates of Table 2 divide: numerators and denominators
    in their own units, those of records without a rep under ""; the team's are their
    sums. A part is None where it is unknown. `bands`: best grade first. `term_of`:
    place in `terms` of each rep's role. `counted` adds up to the bookings, to the cent;
    `not_counted` says why in `reason` (`typed_instead`: the amount typed in Table 2
    counts for the rep in place of all deals).
    """

    kind: Literal["scorecard"] = "scorecard"
    reps: list[Rep]
    figures: dict[str, Figure]
    targets: dict[str, Number]
    parts: dict[str, dict[str, Number]]
    divided: dict[str, tuple[str, str]]
    bands: list[Band]
    terms: list[RoleTerms]
    term_of: dict[str, int]
    counted: list[CountedRow] = []
    not_counted: list[Deal] = []


def scorecard_view(material: Material, everybody: TeamView) -> ScorecardView:
    """View of the scorecard; head, figures and run id are those of the view of everybody."""
    policy = material.run.policy
    base = policy.recognise.collection_base
    divided = {name: _divided(name, base) for name in DIVIDED}
    terms = role_terms(material, [rep.rep_id for rep in everybody.reps])
    place = {one.role: i for i, one in enumerate(terms)}
    counted = _counted(material)
    return ScorecardView(
        meta=everybody.meta,
        sections_missing=everybody.sections_missing,
        reps=everybody.reps,
        figures=everybody.figures,
        targets=everybody.targets,
        parts=_parts(material, divided),
        divided=divided,
        bands=[
            Band.model_validate({"grade": grade, "lowest": float(lowest)})
            for grade, lowest in policy.grades.bands().items()
        ],
        terms=terms,
        term_of={rep.rep_id: place[policy.role(rep.role)] for rep in everybody.reps},
        counted=counted,
        not_counted=_not_counted(material, counted),
    )


def _divided(name: str, base: str) -> tuple[str, str]:
    measure = based(name, base)
    return measure.numerator, measure.denominator or ""


def _parts(material: Material, divided: dict[str, tuple[str, str]]) -> dict[str, dict[str, Number]]:
    names = {part for pair in divided.values() for part in pair}
    names |= {MEASURES["new_customers"].numerator}
    currency = material.run.currency
    found: dict[str, dict[str, Number]] = {}
    for rep_id in [*material.reps, measures.UNASSIGNED]:
        sums = material.sums(rep_id, material.run.period)
        found[rep_id] = {
            name: None if (whole := sums[name]) is None
            else float(COMPONENTS[name].value(whole, currency))
            for name in sorted(names)
        }  # fmt: skip
    return found


def _won(material: Material) -> pd.DataFrame:
    """Credited deals won in the period, a missing rep as nobody."""
    rows = scope(material, None).deals
    rows = rows.assign(credited_to=rows["credited_to"].fillna(measures.UNASSIGNED))
    return closed(rows, "won", material.run.period)


def _counted(material: Material) -> list[CountedRow]:
    """Rows behind the bookings by rep in the order of the table of people, nobody last."""
    rows = measures.contributions(material.prepared, "bookings", material.run.period)
    won = {(row["credited_to"], row["opportunity_id"]): row for row in records(_won(material))}
    found = []
    for row in records(rows):
        rep_id = row["rep_id"] or measures.UNASSIGNED
        deal = won.get((rep_id, row["key"])) if row["table"] == "opportunities" else None
        found.append(
            CountedRow(
                rep_id=rep_id,
                table=row["table"],
                key=row["key"],
                customer=row["customer"],
                day=row["day"],
                amount=money(row["value"] or 0, material.run.currency) or 0.0,
                share=float(deal["share"]) if deal and deal["share"] is not None else None,
                created_date=deal["created_date"] if deal else None,
                source=source(row),
            )
        )
    order = _order(material)
    return sorted(found, key=lambda row: (order[row.rep_id], row.table, -row.amount))


def _not_counted(material: Material, counted: Sequence[CountedRow]) -> list[Deal]:
    """Deals somebody may expect in the period that do not count, with the reason, by rep."""
    run = material.run
    rows = scope(material, None).deals
    others = deals(not_counted(rows, run.period, run.as_of), currency=run.currency)
    known = {(row.rep_id, row.key) for row in counted}
    known |= {(deal.rep_id or measures.UNASSIGNED, deal.opportunity_id) for deal in others}
    beaten = [
        deal.model_copy(update={"reason": "typed_instead"})
        for deal in deals(_won(material), currency=run.currency)
        if (deal.rep_id or measures.UNASSIGNED, deal.opportunity_id) not in known
        and (deal.rep_id or "") in material.typed[run.period]
    ]
    order = _order(material)
    return sorted([*others, *beaten], key=lambda deal: order[deal.rep_id or ""])


def _order(material: Material) -> dict[str, int]:
    return {rep_id: i for i, rep_id in enumerate([*material.reps, measures.UNASSIGNED])}
