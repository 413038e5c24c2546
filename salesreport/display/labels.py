"""Words of the ids a view uses: measures, grades, flags, stages, tables, sections.

Each table maps an id to its English source text; `label` translates it. An id
from the data that no table knows (a role or a reason of one's own) is shown as
it was written.
"""

from __future__ import annotations

from collections.abc import Mapping

from salesreport.language import Words, mark
from salesreport.tables import TABLES as TABLE_COLUMNS

MEASURES = {
    "bookings": mark("Bookings"),
    "new_contracts": mark("New contract amount"),
    "completion": mark("Completion"),
    "won_customers": mark("Won customers"),
    "leads": mark("Leads"),
    "valid_leads": mark("Valid leads"),
    "conversion": mark("Conversion"),
    "cohort_conversion": mark("Conversion of one batch of leads"),
    "win_rate": mark("Win rate"),
    "revenue_per_customer": mark("Revenue per customer"),
    "collection_rate": mark("Collection rate"),
    "receivable_rate": mark("Collection rate of all receivables"),
    "overdue": mark("Overdue amount"),
    "new_customers": mark("First-time customers"),
    "repurchase_rate": mark("Repurchase rate"),
    "process": mark("Follow-up on time"),
    "response_days": mark("Days to first response"),
    "proposals": mark("Proposals"),
    "contacts_rate": mark("Contacts against plan"),
    "satisfaction": mark("Customer satisfaction"),
    "cost_ratio": mark("Cost ratio"),
    "cycle_days": mark("Days from first contact to close"),
    "pipeline_coverage": mark("Pipeline coverage"),
    "slipped": mark("Slipped deals"),
}

CONFIRMED = {
    **MEASURES,
    "invoiced": mark("Invoiced amount"),
    "collections": mark("Cash collected"),
}
"""Measures that finance confirms a total of."""

GRADES = {
    "excellent": mark("excellent"),
    "good": mark("good"),
    "pass": mark("pass"),
    "needs_improvement": mark("needs improvement"),
    "not_rated": mark("not rated"),
}
RATED = ("needs_improvement", "pass", "good", "excellent")
"""Grades of those who are rated, the lowest first."""

ROLES = {
    "new_business": mark("new business"),
    "account_management": mark("account management"),
}

STAGES = {
    "lead": mark("lead"),
    "intent": mark("intent"),
    "negotiation": mark("negotiation"),
    "won": mark("won"),
    "lost": mark("lost"),
}

STATUS = {
    "not_started": mark("not started"),
    "in_progress": mark("in progress"),
    "done": mark("done"),
}

OUTCOMES = {
    "on_time": mark("on time"),
    "late": mark("late"),
    "unknown": mark("no day done"),
    "not_due": mark("not yet due"),
}

NOT_COUNTED = {
    "open": mark("expected in the period, still open"),
    "lost": mark("lost in the period"),
    "closed_later": mark("closed after the period"),
    "closed_earlier": mark("closed before the period"),
    "credited_elsewhere": mark("credited to another rep"),
    "no_close_date": mark("won, but without a close date"),
    "no_amount": mark("won, but without an amount"),
    "no_rate": mark("won, but its currency has no exchange rate for the month"),
    "no_tax_rate": mark("won, but the contract states no tax rate"),
    "not_approved": mark("won, but not approved"),
    "not_yet_paid": mark("won, but nothing paid yet"),
    "not_yet_invoiced": mark("won, but not invoiced yet"),
    "not_yet_accepted": mark("won, but not accepted yet"),
    "unrecognised": mark("won, but the data do not say when it counts"),
    "not_known_yet": mark("not yet known at the cut-off date"),
}

NOTES = {
    "comment": mark("Manager's comment"),
    "statement": mark("Own statement"),
    "objection": mark("Objection"),
    "ruling": mark("Result of the review"),
    "draft": mark("Draft to accept"),
}

NOTE_SECTIONS = {
    "summary": mark("summary"),
    "target": mark("target and completion"),
    "gap": mark("gap"),
    "process": mark("follow-up"),
    "wins": mark("wins"),
    "losses": mark("losses"),
    "cash": mark("collections"),
    "plans": mark("plans"),
    "playbook": mark("playbook"),
}
"""Parts of a page that a note may be about, in the order of the pages."""

PLAN_KINDS = {
    "improve": mark("improve"),
    "support": mark("support"),
    "verify": mark("verify"),
    "review_target": mark("target review"),
    "improve_process": mark("procedure"),
}

PLAN_STATUS = {
    "not_started": mark("not started"),
    "in_progress": mark("in progress"),
    "done": mark("done"),
    "postponed": mark("postponed"),
    "dropped": mark("dropped"),
}

LOSS_REASONS = {
    "price": mark("price and terms"),
    "product_fit": mark("product fit"),
    "follow_up": mark("follow-up and response"),
    "competitor": mark("replaced by a competitor"),
    "budget": mark("budget and timing"),
    "no_decision": mark("customer has not decided"),
    "no_need": mark("no need"),
}

TABLES = {
    "reps": mark("people"),
    "aliases": mark("aliases"),
    "leave": mark("leave"),
    "activities": mark("tracking table (Table 1)"),
    "key_accounts": mark("key accounts"),
    "leads": mark("leads (table)"),
    "opportunities": mark("opportunities"),
    "lost_reviews": mark("reviews of lost deals"),
    "stage_changes": mark("stage changes"),
    "credits": mark("shared credit"),
    "owners": mark("owners over time"),
    "contracts": mark("contracts"),
    "contract_credits": mark("shares of contracts"),
    "payment_plan": mark("payment plan"),
    "invoices": mark("invoices"),
    "payments": mark("payments"),
    "allocations": mark("payment allocations"),
    "booking_adjustments": mark("refunds and credit notes"),
    "costs": mark("sales costs"),
    "rates": mark("exchange rates"),
    "control_totals": mark("control totals"),
    "targets": mark("targets"),
    "evaluations": mark("evaluation table (Table 2)"),
    "plans": mark("plan table (Table 3)"),
    "extra_measures": mark("further measures"),
    "score_adjustments": mark("score adjustments"),
    "notes": mark("comments and feedback"),
    "verdicts": mark("verdicts"),
    "satisfaction": mark("satisfaction"),
    "market": mark("market indices"),
    "events": mark("events"),
}

SECTIONS = {
    "deals": mark("deals counted and not counted, wins"),
    "losses": mark("lost deals"),
    "actions": mark("tracked actions"),
    "process": mark("follow-up on time (section)"),
    "leads": mark("leads and conversion"),
    "cash": mark("due and collected"),
    "target": mark("target and completion"),
    "funnel": mark("where deals stop"),
    "stalled": mark("stalled deals"),
    "behaviour": mark("what was done early beside what was won"),
    "plans": mark("improvement plans"),
    "notes": mark("comments and answers"),
    "satisfaction": mark("customer satisfaction"),
}

LEADS_BASIS = {
    "leads": mark("all leads assigned in the period"),
    "valid_leads": mark("valid leads assigned in the period"),
    "opportunities_created": mark("opportunities created in the period stand for leads"),
    "typed": mark("as typed in Table 2"),
}

RECOGNISE = {
    ("sale", "signed"): mark("a sale counts when signed"),
    ("sale", "approved"): mark("a sale counts when signed and approved"),
    ("sale", "first_cash"): mark("a sale counts at the first payment"),
    ("sale", "invoiced"): mark("a sale counts at the first invoice"),
    ("sale", "accepted"): mark("a sale counts at acceptance"),
    ("tax", "included"): mark("amounts with tax"),
    ("tax", "excluded"): mark("sales without tax"),
    ("collection_base", "due"): mark("collection of what fell due"),
    ("collection_base", "receivable"): mark("collection of all that was owed"),
    ("bills", "receipt"): mark("bills count when received"),
    ("bills", "maturity"): mark("bills count when they mature"),
}

RECOGNISED = {
    ("sale", "signed"): mark("signed"),
    ("sale", "approved"): mark("approved"),
    ("sale", "first_cash"): mark("at first payment"),
    ("sale", "invoiced"): mark("at first invoice"),
    ("sale", "accepted"): mark("at acceptance"),
    ("tax", "included"): mark("with tax"),
    ("tax", "excluded"): mark("without tax"),
    ("collection_base", "due"): mark("of what fell due"),
    ("collection_base", "receivable"): mark("of all owed"),
    ("bills", "maturity"): mark("bills at maturity"),
}
"""The same in a column header; bills at receipt, as any money, say nothing there."""

RECOGNISED_BY = {
    "bookings": ("sale", "tax"),
    "completion": ("sale", "tax"),
    "revenue_per_customer": ("sale", "tax"),
    "collection_rate": ("collection_base", "bills"),
}
"""Measure -> settings of `recognise` that move it, for its column header."""

OUTSIDE_CASH = {
    "overpaid": mark("Paid beyond what was asked"),
    "unclaimed": mark("Received, contract unknown"),
    "unallocated": mark("Left beyond its allocations"),
    "retention_not_due": mark("Retention not yet due"),
    "bills_not_matured": mark("Bills not yet matured"),
}
"""Money outside the rates of collection."""

ADJUSTMENTS = {
    "refund": mark("Refund"),
    "credit_note": mark("Credit note"),
    "write_off": mark("Write-off"),
}

CONTRACT_REASONS = {
    "only_first": mark("not among the contract rows used"),
    "only_second": mark("no won deal among the CRM rows used"),
    "other_period_first": mark("in the CRM in another period"),
    "other_period_second": mark("among the contracts in another period"),
    "no_date_first": mark("in the CRM without a readable date"),
    "no_date_second": mark("among the contracts without a readable date"),
    "no_amount_first": mark("in the CRM without a readable amount"),
    "no_amount_second": mark("among the contracts without a readable amount"),
    "amount": mark("the amounts differ"),
}
"""Why the CRM and the contracts differ; `_first`: the CRM has nothing in the period."""

CONFIRMED_REASONS = {
    "only_first": mark("finance has it, the rows used do not"),
    "only_second": mark("the tables have it, finance does not"),
    "no_amount_first": mark("finance has it without a readable amount"),
    "other_period_second": mark("the tables have it in another period"),
    "no_date_second": mark("the tables have it without a readable date"),
    "no_amount_second": mark("the tables have it without a readable amount"),
    "amount": mark("the amounts differ"),
}
"""Why finance and the tables differ; `_second`: the tables have nothing in the period."""

PROVISIONAL = {
    "period_incomplete": mark("the period is not complete"),
    "missing_measure": mark("a measure is missing"),
    "min_n": mark("few cases"),
    "no_rate": mark("amounts without an exchange rate are not in it"),
    "no_amount": mark("deals or contracts without an amount are not in it"),
}


def label(table: Mapping[str, str], key: str | None, words: Words) -> str:
    """Words of an id; the id itself where it is the data's own, empty for None."""
    if key is None:
        return ""
    return words(table[key]) if key in table else key


def role_name(role: str | None, words: Words, *, alone: bool = False) -> str:
    """Name of those scored by a role's terms; without one all but the policy's roles.

    `alone`: no other role has terms of its own.
    """
    if role is not None:
        return label(ROLES, role, words)
    return words("everybody") if alone else words("everybody else")


def currency_unit(currency: str, words: Words) -> str:
    """The report's currency as headers of amounts name it."""
    return words("yuan") if currency == "CNY" else currency


def header_word(table: str | None, name: str, words: Words) -> str:
    """Header of a column as its table prints it; the name itself of a column not declared."""
    declared = TABLE_COLUMNS.get(table or "")
    column = declared.by_name.get(name) if declared else None
    return name if column is None else column.headers[words.language][0]


def recognised(settings: Mapping[str, str], words: Words) -> str:
    """What the policy counts as sale, tax and collection base, in one line."""
    known = [RECOGNISE[pair] for pair in settings.items() if pair in RECOGNISE]
    return words.join(words(text) for text in known)


def recognised_in(measure: str, settings: Mapping[str, str], words: Words) -> str:
    """What the policy counts in one measure, for the header of its column."""
    asked = RECOGNISED_BY.get(measure, ())
    pairs = [(name, settings.get(name, "")) for name in asked]
    return words.join(words(RECOGNISED[pair]) for pair in pairs if pair in RECOGNISED)
