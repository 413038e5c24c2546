"""Every measure: parts, unit, dates, what is left out, when n/a, whose definition.

The source of the glossary: `display` words the ids, and tests hold functions, words
and documentation to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["money", "rate", "count", "days", "score"]

ALWAYS = ("no_table", "no_data", "not_there", "on_leave", "withheld", "unrecognised")
"""Reasons for which any measure can be n/a: `why_null` gives a measure's own."""


@dataclass(frozen=True)
class Measure:
    """One measure. `denominator` None: the numerator itself, a sum.

    `date_basis`, `exclusions`, `why_null` and `source` are ids that `display` words:
    the date by which a record falls into the window, what is left out, why there may be
    no value, whose definition it is (`reference`: the page, where it is the field's).
    `needs` are the tables that switch it on; `n` is the component counted beside it.
    """

    name: str
    unit: Unit
    numerator: str
    denominator: str | None
    date_basis: str
    needs: tuple[str, ...]
    n: str | None = None
    exclusions: tuple[str, ...] = ()
    why_null: tuple[str, ...] = ()
    source: str = "field"
    reference: str = ""
    lower_is_better: bool = False


_DEALS = ("opportunities",)
_CASH = ("payment_plan", "invoices", "payments")
_OWED = ("not_yet_due", "no_due_date", "overpayment", "unclaimed_cash")
_SOLD = ("no_close_date", "not_recognised")
_PRICED = (*_SOLD, "no_amount")
_TARGET = ("no_target", "target_not_positive")

_ALL = (
    Measure(
        "bookings",
        "money",
        "bookings",
        None,
        "close_date",
        _DEALS,
        "won",
        exclusions=_PRICED,
        source="template_data",
    ),
    Measure(
        "new_contracts",
        "money",
        "new_contracts",
        None,
        "signed_date",
        ("contracts",),
        exclusions=("no_signed_date", "no_amount"),
        source="template_data",
    ),
    Measure(
        "completion",
        "rate",
        "bookings",
        "target",
        "close_date",
        ("opportunities", "targets"),
        "target_months",
        exclusions=(*_PRICED, "days_not_there"),
        why_null=(*_TARGET, "no_amount", "no_rate"),
        source="template_formula",
    ),
    Measure(
        "won_customers",
        "count",
        "won_customers",
        None,
        "close_date",
        _DEALS,
        "won",
        exclusions=(*_SOLD, "won_again"),
        source="template_data",
    ),
    Measure(
        "leads",
        "count",
        "leads",
        None,
        "assigned_date",
        ("leads",),
        "leads",
        exclusions=("no_assigned_date",),
        source="template_formula",
    ),
    Measure(
        "valid_leads",
        "count",
        "valid_leads",
        None,
        "assigned_date",
        ("leads",),
        "leads",
        exclusions=("no_assigned_date", "invalid_leads"),
        source="template_formula",
    ),
    Measure(
        "conversion",
        "rate",
        "won_customers",
        "leads",
        "close_and_assigned_date",
        ("opportunities", "leads"),
        "leads",
        exclusions=(*_SOLD, "won_again", "no_assigned_date"),
        why_null=("no_denominator", "typed_rate_only"),
        source="template_formula",
    ),
    Measure(
        "cohort_conversion",
        "rate",
        "cohort_won",
        "cohort_leads",
        "assigned_date",
        ("opportunities", "leads"),
        "cohort_leads",
        exclusions=("cohort_not_observed", "won_too_late", "no_assigned_date"),
        why_null=("no_denominator",),
        reference="https://omb.cloud/en/help/marketing-analytics-advanced-cohorts",
    ),
    Measure(
        "win_rate",
        "rate",
        "won",
        "closed",
        "close_date",
        _DEALS,
        "closed",
        exclusions=("open_deals", "no_close_date"),
        why_null=("no_denominator",),
        reference="https://www.sharecrm.com/glossary/win-rate/",
    ),
    Measure(
        "revenue_per_customer",
        "money",
        "bookings",
        "won_customers",
        "close_date",
        _DEALS,
        "won_customers",
        exclusions=(*_PRICED, "won_again"),
        why_null=("no_denominator", "no_amount", "no_rate"),
        source="template_formula",
    ),
    Measure(
        "collection_rate",
        "rate",
        "collected",
        "due",
        "due_date",
        _CASH,
        "due_items",
        exclusions=(*_OWED, "paid_later"),
        why_null=("no_denominator", "typed_rate_only"),
        source="template_formula",
    ),
    Measure(
        "receivable_rate",
        "rate",
        "receipts_matched",
        "receivable",
        "payment_date",
        _CASH,
        "due_items",
        exclusions=_OWED,
        why_null=("no_denominator",),
        reference="http://www.creditguru.com/index.php/collection-management/collection-metrics/collection-effectiveness-index-cei",
    ),
    Measure(
        "overdue",
        "money",
        "overdue",
        None,
        "due_date",
        _CASH,
        exclusions=("not_yet_due", "no_due_date"),
        source="template_data",
        lower_is_better=True,
    ),
    Measure(
        "new_customers",
        "count",
        "new_customers",
        None,
        "close_date",
        _DEALS,
        "won_customers",
        exclusions=(*_SOLD, "bought_before"),
        source="template_roles",
    ),
    Measure(
        "repurchase_rate",
        "rate",
        "repurchased",
        "won_customers",
        "close_date",
        _DEALS,
        "won_customers",
        exclusions=(*_SOLD, "bought_long_ago", "no_customer"),
        why_null=("no_denominator",),
        source="template_roles",
    ),
    Measure(
        "process",
        "rate",
        "process_on_time",
        "process_due",
        "due_date",
        ("activities",),
        "process_due",
        exclusions=("done_without_date", "not_yet_due", "no_due_date"),
        why_null=("no_denominator", "typed_rate_only"),
        source="template_note",
    ),
    Measure(
        "response_days",
        "days",
        "response_days_total",
        "responded_leads",
        "assigned_date",
        ("leads",),
        "responded_leads",
        exclusions=("not_answered", "answered_before"),
        why_null=("no_denominator",),
        source="template_process",
        reference="https://metrickittools.com/glossary/lead-response-time",
        lower_is_better=True,
    ),
    Measure(
        "proposals",
        "count",
        "proposals",
        None,
        "done_date",
        ("activities",),
        exclusions=("not_done", "no_action_type"),
        source="template_process",
    ),
    Measure(
        "contacts_rate",
        "rate",
        "contacts",
        "planned_contacts",
        "done_date",
        ("activities", "key_accounts"),
        "contacts",
        exclusions=("not_done", "other_customers"),
        why_null=("no_denominator", "no_target"),
        source="template_plan",
    ),
    Measure(
        "satisfaction",
        "score",
        "satisfaction_total",
        "satisfaction_answers",
        "date",
        ("satisfaction",),
        "satisfaction_answers",
        exclusions=("no_score",),
        why_null=("no_denominator",),
        source="template_data",
        reference="https://www.tlfresearch.com/news-opinion/what-are-customer-satisfaction-csat-scores/",
    ),
    Measure(
        "cost_ratio",
        "rate",
        "costs",
        "bookings",
        "close_date",
        ("costs", "opportunities"),
        exclusions=(*_PRICED, "costs_of_longer"),
        why_null=("no_denominator", "no_amount", "no_rate"),
        source="template_data",
        reference="https://www.accountingformanagement.org/expense-ratio/",
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
        exclusions=("not_won", "no_created_date", "closed_before_created"),
        why_null=("no_denominator",),
        reference="https://docs.quartzhq.com/quartz/metrics-reference/time",
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
        exclusions=("expected_elsewhen", "no_amount"),
        why_null=(*_TARGET, "no_tax_rate"),
        reference="https://www.minoa.io/glossary/pipeline-coverage",
    ),
    Measure(
        "slipped",
        "money",
        "slipped",
        None,
        "expected_close_date",
        _DEALS,
        "slipped_deals",
        exclusions=("expected_after", "no_amount"),
        why_null=("no_tax_rate",),
        reference="https://www.revenue.io/inside-sales-glossary/what-is-deal-slippage",
        lower_is_better=True,
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}
"""Measure id -> declaration, in the order of the glossary."""
