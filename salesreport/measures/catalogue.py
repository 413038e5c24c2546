"""Every measure: unit, what is divided by what, by which date. Source of the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["money", "rate", "count", "days", "score"]


@dataclass(frozen=True)
class Measure:
    """One measure. `denominator` None: the numerator itself, a sum.

    `date_basis` and `exclusions` are ids that `display` words: the date by which
    a record falls into the window, and what is left out. `needs` are the tables
    that switch it on; `n` is the component counted beside it.
    """

    name: str
    unit: Unit
    numerator: str
    denominator: str | None
    date_basis: str
    needs: tuple[str, ...]
    n: str | None = None
    exclusions: tuple[str, ...] = ()
    lower_is_better: bool = False


_DEALS = ("opportunities",)

_ALL = (
    Measure(
        "bookings",
        "money",
        "bookings",
        None,
        "close_date",
        _DEALS,
        "won",
        ("no_close_date", "no_amount"),
    ),
    Measure("new_contracts", "money", "new_contracts", None, "signed_date", ("contracts",)),
    Measure(
        "completion",
        "rate",
        "bookings",
        "target",
        "close_date",
        ("opportunities", "targets"),
        "target_months",
        ("target_not_positive",),
    ),
    Measure("won_customers", "count", "won_customers", None, "close_date", _DEALS, "won"),
    Measure("leads", "count", "leads", None, "assigned_date", ("leads",), "leads"),
    Measure(
        "valid_leads",
        "count",
        "valid_leads",
        None,
        "assigned_date",
        ("leads",),
        "leads",
        ("invalid_leads",),
    ),
    Measure(
        "conversion",
        "rate",
        "won_customers",
        "leads",
        "close_and_assigned_date",
        ("opportunities", "leads"),
        "leads",
    ),
    Measure(
        "cohort_conversion",
        "rate",
        "cohort_won",
        "cohort_leads",
        "assigned_date",
        ("opportunities", "leads"),
        "cohort_leads",
        ("cohort_not_observed",),
    ),
    Measure("win_rate", "rate", "won", "closed", "close_date", _DEALS, "closed", ("open_deals",)),
    Measure(
        "revenue_per_customer",
        "money",
        "bookings",
        "won_customers",
        "close_date",
        _DEALS,
        "won_customers",
    ),
    Measure(
        "collection_rate",
        "rate",
        "collected",
        "due",
        "due_date",
        ("payment_plan", "invoices", "payments"),
        "due_items",
        ("not_yet_due", "overpayment", "unclaimed_cash", "no_due_date"),
    ),
    Measure(
        "receivable_rate",
        "rate",
        "receipts_matched",
        "receivable",
        "payment_date",
        ("payment_plan", "invoices", "payments"),
        "due_items",
        ("not_yet_due", "overpayment", "unclaimed_cash", "no_due_date"),
    ),
    Measure(
        "overdue",
        "money",
        "overdue",
        None,
        "due_date",
        ("payment_plan", "invoices", "payments"),
        lower_is_better=True,
    ),
    Measure("new_customers", "count", "new_customers", None, "close_date", _DEALS, "won_customers"),
    Measure(
        "repurchase_rate",
        "rate",
        "repurchased",
        "won_customers",
        "close_date",
        _DEALS,
        "won_customers",
        ("no_customer",),
    ),
    Measure(
        "process",
        "rate",
        "process_on_time",
        "process_due",
        "due_date",
        ("activities",),
        "process_due",
        ("done_without_date", "not_yet_due"),
    ),
    Measure(
        "response_days",
        "days",
        "response_days_total",
        "responded_leads",
        "assigned_date",
        ("leads",),
        "responded_leads",
        ("not_answered",),
        lower_is_better=True,
    ),
    Measure("proposals", "count", "proposals", None, "done_date", ("activities",)),
    Measure(
        "contacts_rate",
        "rate",
        "contacts",
        "planned_contacts",
        "done_date",
        ("activities", "key_accounts"),
        "contacts",
    ),
    Measure(
        "satisfaction",
        "score",
        "satisfaction_total",
        "satisfaction_answers",
        "date",
        ("satisfaction",),
        "satisfaction_answers",
    ),
    Measure(
        "cost_ratio",
        "rate",
        "costs",
        "bookings",
        "close_date",
        ("costs", "opportunities"),
        lower_is_better=True,
    ),
    Measure(
        "cycle_days",
        "days",
        "cycle_days_total",
        "cycle_deals",
        "close_date",
        _DEALS,
        "cycle_deals",
        ("no_created_date", "closed_before_created"),
        lower_is_better=True,
    ),
    Measure(
        "pipeline_coverage",
        "rate",
        "covered_next",
        "target_next",
        "expected_close_date",
        ("opportunities", "targets"),
        "pipeline_next_deals",
        ("target_not_positive",),
    ),
    Measure(
        "slipped",
        "money",
        "slipped",
        None,
        "expected_close_date",
        _DEALS,
        "slipped_deals",
        lower_is_better=True,
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}
"""Measure id -> declaration, in the order of the glossary."""
