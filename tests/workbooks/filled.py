"""Workbooks filled in as a user would."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from salesreport.workbooks.lists import choices_of
from salesreport.workbooks.sheets import FIRST_ROW, SHEETS
from salesreport.workbooks.template import template_bytes

D = date
ANN, BOB = "0012", "NA"

TYPED = {
    "people": [
        {"rep_id": ANN, "name": "Ann Ash", "written": "Annie", "team": "East",
         "role": "new_business", "territory": "North", "manager_id": "M1",
         "hired_on": D(2023, 1, 9)},
        {"rep_id": BOB, "name": "Bob Birch", "team": "East", "role": "account_management",
         "left_on": D(2024, 6, 30)},
    ],
    "targets": [
        {"period": "2024", "rep_id": ANN, "measure": "bookings", "value": {1: 300000, 3: 250000.5}},
        {"period": "2024", "rep_id": BOB, "measure": "new_customers", "value": {12: 4}},
    ],
    "tracking": [
        {"date": D(2024, 3, 4), "rep_id": "Ann Ash", "customer": "Acme/Steel", "stage": "intent",
         "action": "Visit the buyer", "status": "done", "due_date": D(2024, 3, 6), "note": "=1+1",
         "done_date": D(2024, 3, 5), "action_type": "visit", "next_step": "Quote",
         "next_date": D(2024, 3, 8), "opportunity_id": "0001", "entered_on": D(2024, 3, 5),
         "decision": "Go on"},
        {"date": D(2024, 3, 5), "rep_id": "Annie", "customer": "Best", "stage": "lead",
         "action": "Call", "status": "not_started"},
    ],
    "leads": [
        {"lead_id": "007", "assigned_date": D(2024, 3, 1), "rep_id": "Bob Birch",
         "customer": "Best", "source": "Trade fair", "industry": "Retail",
         "first_response_date": D(2024, 3, 2), "status": "invalid", "invalid_reason": "No budget"},
        {"lead_id": "008", "assigned_date": D(2024, 3, 1), "rep_id": BOB, "customer": "Acme",
         "source": "Our own", "industry": "Steel", "status": "converted",
         "opportunity_id": "0001"},
    ],
    "opportunities": [
        {"opportunity_id": "0001", "customer": "Acme", "industry": "Steel", "territory": "North",
         "rep_id": ANN, "created_date": D(2024, 2, 1), "stage": "won",
         "expected_close_date": D(2024, 3, 20), "close_date": D(2024, 3, 18), "amount": 120000.25,
         "contract_id": "C-1", "approval": "approved", "note": "-5% asked"},
        {"opportunity_id": "1E5", "customer": "Best", "industry": "Retail", "territory": "North",
         "rep_id": BOB, "created_date": D(2024, 1, 15), "stage": "lost",
         "close_date": D(2024, 3, 20), "amount": 8000},
    ],
    "lost_reviews": [
        {"opportunity_id": "1E5", "lost_reason": "price", "lost_detail": "Terms",
         "competitor": "Rival", "summary": "They gave 90 days",
         "reason_source": "customer_interview", "stage": "negotiation"},
    ],
    "contracts": [
        {"contract_id": "C-1", "customer": "Acme", "rep_id": ANN, "share": 0.6,
         "signed_date": D(2024, 3, 18), "amount": 120000.25, "tax_rate": 0.13, "instalment": "1",
         "kind": "advance", "due_date": D(2024, 4, 1), "planned": 36000, "invoice_id": "F-1"},
        {"contract_id": "C-1", "instalment": "2", "kind": "retention",
         "due_date": D(2024, 9, 30), "planned": 84000.25},
        {"contract_id": "C-1", "rep_id": BOB, "share": 0.4},
    ],
    "payments": [
        {"date": D(2024, 4, 2), "payer": "Acme", "contract_id": "C-1", "amount": 30000,
         "method": "transfer", "payment_id": "P1"},
        {"date": D(2024, 4, 3), "payer": "Acme", "contract_id": "C-1", "amount": 6000,
         "method": "bank_acceptance", "matures_on": D(2024, 10, 3), "payment_id": "P2"},
    ],
    "evaluations": [
        {"period": "2024-02", "rep_id": "Ann Ash", "target": 300000, "bookings": 285000,
         "completion": 0.95, "new_customers": 5, "conversion": 0.25,
         "revenue_per_customer": 57000, "collection_rate": 0.9, "score": 88.5, "grade": "good",
         "leads": 20, "process": 0.88},
    ],
    "plans": [
        {"rep_id": "Bob Birch", "item": "Answer faster", "measures": "Call in a day",
         "due_date": D(2024, 4, 30), "support": "Manager", "expected_effect": "Quick",
         "plan_id": "JH1", "kind": "improve", "measure": "response_days", "from_value": 2.5,
         "to_value": 1, "support_owner": "Mona", "support_given": True, "status": "in_progress",
         "result": "Better", "accepted_by": "Mona"},
    ],
    "key_accounts": [
        {"rep_id": ANN, "customer": "Acme", "level": "A", "contacts_per_month": 4,
         "support": "Engineer"},
    ],
    "notes": [
        {"period": "2024-03", "rep_id": ANN, "section": "process", "kind": "statement",
         "text": "Waited for quotes", "by": "Ann", "on": D(2024, 4, 2)},
        {"period": "2024-03", "rep_id": "East", "section": "summary", "kind": "comment",
         "text": "Good month", "by": "Mona", "on": D(2024, 4, 3)},
    ],
    "extra_measures": [
        {"period": "2024-03", "rep_id": ANN, "measure": "Product exam", "actual": 4.6,
         "target": 4.5, "unit": "score"},
    ],
    "score_adjustments": [
        {"period": "2024-03", "rep_id": BOB, "points": -1, "reason": "Late records",
         "approved_by": "Mona"},
    ],
    "leave": [
        {"rep_id": ANN, "from_date": D(2024, 3, 11), "to_date": D(2024, 3, 15), "kind": "annual",
         "prorate": True},
    ],
    "world": [
        {"from_date": D(2024, 3, 1), "to_date": D(2024, 3, 31), "dimension": "industry",
         "segment": "Steel", "kind": "policy", "description": "Subsidy"},
        {"dimension": "industry", "segment": "Steel", "period": "2024-03", "index": 103.5,
         "potential": 1000000},
    ],
    "aliases": [{"kind": "customer", "written": "Acme Ltd", "canonical": "Acme"}],
}  # fmt: skip
"""Sheet -> rows as typed; choices by id, a target's months by number."""


def filled_workbook(language, typed=TYPED, *, keep_formulas=False):
    """The template with rows typed below its headers, as openpyxl saves it."""
    book = openpyxl.load_workbook(io.BytesIO(template_bytes(full=True, language=language)))
    for sheet in SHEETS:
        page = book[sheet.title(language)]
        for row in page.iter_rows(min_row=FIRST_ROW) if not keep_formulas else ():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = None
        for number, row in enumerate(typed.get(sheet.name, ()), start=FIRST_ROW):
            month = 0
            for place, one in enumerate(sheet.fields, start=1):
                value = None if one.automatic else row.get(one.key)
                if one.column == "value" and not one.automatic:
                    month += 1
                    value = row["value"].get(month)
                if value is not None:
                    cell = page.cell(number, place)
                    cell.value = said(one, value, language)
                    if isinstance(value, str):
                        cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def said(one, value, language):
    """A choice in the word its drop-down shows."""
    for choice in choices_of(one):
        if choice.name == value or (value is True and choice.name == "yes"):
            return choice.words[language][0]
    return value
