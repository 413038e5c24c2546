"""The sample company's tables, from the simulated work of its reps.

Fourteen invented reps in two teams (East, South) and two roles sell to invented
machinery, food, retail, logistics and healthcare companies from January 2024 to
June 2026; the export was taken on July 5, 2026. The story of June 2026:

- machinery demand has been falling since March 2026 (index 100 -> 58); Hazel Gao
  lives on it and is under 80 % of target two months running;
- Birch Zhou does 60 % instead of 15 % of follow-ups late since April;
- Aspen Lin has been winning far more than others since July 2025;
- Rowan Ye joined on May 18;
- three customers of Laurel Qin stopped paying in April;
- a deal of 520,000 of Ivy Shen, expected on June 26, was put off to July 17;
- Elm Xu works as always and wins one or two deals instead of four: no cause;
- Fir Tan makes exactly 120.00 % of target.

Sizes, rows and what to expect: docs/sample-story.md. Nothing reads the clock; the
same version writes the same bytes everywhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from salesreport.sampledata import judgement, people, world
from salesreport.sampledata.deals import RepWork
from salesreport.sampledata.draws import Draws
from salesreport.sampledata.names import CustomerNames
from salesreport.sampledata.planted import Planted, plant
from salesreport.sampledata.receivables import Receivables, receivables
from salesreport.sampledata.records import Deal, Work
from salesreport.sampledata.roster import LAST_MONTH, REPS
from salesreport.sampledata.targets import target_rows
from salesreport.sampledata.tracking import activity_rows
from salesreport.sampledata.workdays import month_label, months
from salesreport.tables import TABLES

Row = dict[str, object]
_FINANCE_GAP = {"new_contracts": Decimal(18_000)}


def company_tables() -> dict[str, list[Row]]:
    """Rows of every table of the sample company, by table name."""
    names = CustomerNames(Draws(500))
    works = {
        rep.rep_id: RepWork(rep, names.for_rep(place)).simulate() for place, rep in enumerate(REPS)
    }
    rates = world.dollar_rates()
    planted = plant(works, rates)
    deals = _numbered(works)
    won = sorted((deal for deal in deals if deal.is_won), key=lambda deal: deal.contract_id)
    money = receivables(won, rates)
    return {
        **_people(works, won),
        **_pipeline(works, deals, planted),
        "contracts": money.contracts,
        "payment_plan": money.payment_plan,
        "invoices": money.invoices,
        "payments": money.payments,
        "allocations": money.allocations,
        "booking_adjustments": judgement.adjustment_rows(_adjusted(won)),
        "rates": world.rate_rows(),
        "control_totals": _control_totals(money),
        "targets": target_rows(),
        "plans": judgement.plan_rows(),
        "notes": judgement.note_rows(),
        "verdicts": judgement.verdict_rows(),
        "score_adjustments": judgement.score_adjustment_rows(),
        "extra_measures": judgement.extra_measure_rows(),
        "market": world.market_rows(),
        "events": world.event_rows(),
    }


def write_company(folder: Path) -> list[Path]:
    """Write one CSV a table (UTF-8, LF) and return the paths, sorted.

    Headers are the canonical column names; columns nobody fills are left out.

    Parameters
    ----------
    folder : Path
        Made when missing; files of the same names are replaced.

    Raises
    ------
    OSError
        The folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table, rows in sorted(company_tables().items()):
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _columns(table, rows), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows({name: _text(value) for name, value in row.items()} for row in rows)
        paths.append(path)
    return paths


def _text(value: object) -> str:
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return str(int(str(value).split(".")[0])) if whole else str(value)


def _columns(table: str, rows: Iterable[Row]) -> list[str]:
    filled = {name for row in rows for name, value in row.items() if value != ""}
    return [column.name for column in TABLES[table].columns if column.name in filled]


def _numbered(works: dict[str, Work]) -> list[Deal]:
    """Give deals, contracts and leads their ids, in order of day; return the deals."""
    deals = sorted(
        (deal for work in works.values() for deal in work.deals),
        key=lambda deal: (deal.created, deal.rep_id),
    )
    for number, deal in enumerate(deals, start=1):
        deal.opportunity_id = f"O{number:04d}"
    won = sorted(
        (deal for deal in deals if deal.is_won),
        key=lambda deal: (deal.stages[-1][1], deal.opportunity_id),
    )
    for number, deal in enumerate(won, start=1):
        deal.contract_id = f"C{number:04d}"
    leads = sorted(
        (lead for work in works.values() for lead in work.leads),
        key=lambda lead: (lead.assigned, lead.rep_id),
    )
    for number, lead in enumerate(leads, start=1):
        lead.lead_id = f"L{number:05d}"
    return deals


def _people(works: dict[str, Work], won: list[Deal]) -> dict[str, list[Row]]:
    long_names = sorted({d.customer.name for d in won if len(d.customer.name) > 40})
    short = {name.split(" International")[0] + " Intl.": name for name in long_names[:3]}
    return {
        "reps": people.rep_rows(),
        "leave": people.leave_rows(),
        "aliases": people.alias_rows(short),
        "key_accounts": people.key_account_rows(works),
        "costs": people.cost_rows(works),
        "satisfaction": people.satisfaction_rows(works),
        "activities": activity_rows(works),
    }


def _pipeline(works: dict[str, Work], deals: list[Deal], planted: Planted) -> dict[str, list[Row]]:
    leads = sorted(
        (lead for work in works.values() for lead in work.leads), key=lambda lead: lead.lead_id
    )
    return {
        "leads": [
            {
                "lead_id": lead.lead_id,
                "rep_id": lead.rep_id,
                "assigned_date": lead.assigned,
                "customer": lead.customer.name,
                "source": lead.source,
                "industry": lead.customer.industry,
                "territory": lead.customer.territory,
                "first_response_date": lead.first_response or "",
                "status": lead.status,
                "invalid_reason": lead.invalid_reason,
                "opportunity_id": lead.deal.opportunity_id if lead.deal else "",
            }
            for lead in leads
        ],
        "opportunities": [_opportunity(deal) for deal in deals],
        "stage_changes": [
            {"opportunity_id": deal.opportunity_id, "stage": stage, "entered_date": day}
            for deal in deals
            for stage, day in deal.stages
        ],
        "credits": [
            {"opportunity_id": deal.opportunity_id, "rep_id": rep_id, "share": share}
            for deal, rep_id, share in planted.credits
        ],
        "owners": [
            {"customer": customer, "rep_id": rep_id, "from_date": day}
            for customer, rep_id, day in planted.owners
        ],
    }


def _opportunity(deal: Deal) -> Row:
    return {
        "opportunity_id": deal.opportunity_id,
        "rep_id": deal.rep_id,
        "customer": deal.customer.name,
        "industry": deal.customer.industry,
        "territory": deal.customer.territory,
        "source": deal.source,
        "product": deal.product,
        "created_date": deal.created,
        "stage": deal.stage,
        "close_date": deal.closed or "",
        "expected_close_date": deal.expected,
        "amount": deal.amount,
        "currency": deal.currency,
        "contract_id": deal.contract_id,
        "lost_reason": deal.lost_reason,
        "lost_detail": deal.lost_detail,
        "competitor": deal.competitor,
        "reason_source": deal.reason_source,
        "note": deal.note,
    }


def _adjusted(won: list[Deal]) -> dict[tuple[str, str], str]:
    """Deal behind each booking adjustment: the rep's last large one a month before."""
    found = {}
    for day, rep_id, amount, _ in judgement.ADJUSTMENTS:
        before = date.fromisoformat(day).replace(day=1)
        found[rep_id, day] = [
            deal.opportunity_id
            for deal in won
            if deal.rep_id == rep_id
            and deal.closed is not None
            and deal.closed < before
            and deal.amount > 2 * abs(amount)
            and not deal.currency
        ][-1]
    return found


def _control_totals(money: Receivables) -> list[Row]:
    """Finance's totals of six months; June's contracts are 18,000 above the CRM's."""
    rows: list[Row] = []
    last = month_label(LAST_MONTH)
    for month in months((2026, 1), LAST_MONTH):
        label = month_label(month)
        for measure, table, day in (
            ("new_contracts", money.contracts, "signed_date"),
            ("collections", money.payments, "date"),
        ):
            total = sum(
                (Decimal(str(row["amount"])) for row in table if str(row[day])[:7] == label),
                Decimal(0),
            )
            gap = _FINANCE_GAP.get(measure, Decimal(0)) if label == last else Decimal(0)
            rows.append({"period": label, "measure": measure, "value": total + gap})
    return rows
