"""What people planned, said and decided at the sample company; all invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

Row = dict[str, object]

ADJUSTMENTS = (
    ("2025-08-14", "0011", -12_000, "credit_note"),
    ("2025-12-09", "0005", -20_000, "refund"),
    ("2026-03-17", "0015", -9_500, "write_off"),
    ("2026-06-16", "0013", -18_000, "refund"),
)
"""Day, rep, yuan, kind: one falls into June 2026."""


_MADE: Row = {"made_on": date(2026, 6, 3), "due_date": date(2026, 6, 30)}
_MAY: Row = {"period": "2026-05"}
_JUNE: Row = {"period": "2026-06"}
_EAST: Row = {"by": "Manager East"}
_SOUTH: Row = {"by": "Manager South"}

PLANS: tuple[Row, ...] = (
    _MADE
    | {
        "plan_id": "P2606-01",
        "rep_id": "0004",
        "kind": "improve",
        "item": "Answer on time",
        "measures": "Review open follow-ups every morning; clear overdue ones within two days",
        "support": "Team lead joins the Monday review",
        "expected_effect": "Follow-ups done on time rise from 45 % to 80 %",
        "measure": "process",
        "from_value": "0.45",
        "to_value": "0.80",
        "support_owner": "Manager East",
        "support_given": "no",
        "status": "in_progress",
        "result": "Monday reviews did not take place",
    },
    _MADE
    | {
        "plan_id": "P2606-02",
        "rep_id": "0008",
        "kind": "support",
        "item": "Leads outside machinery",
        "measures": "Work ten food and logistics leads; two joint visits with Cedar Wu",
        "support": "Marketing assigns ten leads",
        "expected_effect": "A third of new opportunities outside machinery",
        "support_owner": "Marketing",
        "support_given": "no",
        "status": "postponed",
        "result": "Two leads arrived",
    },
    _MADE
    | {
        "plan_id": "P2606-03",
        "rep_id": "0012",
        "kind": "improve",
        "item": "Collect overdue amounts",
        "measures": "Call the three overdue customers weekly; agree a dated payment plan",
        "support": "Finance sends account statements",
        "expected_effect": "Overdue amount halved",
        "measure": "collection_rate",
        "from_value": "0.60",
        "to_value": "0.85",
        "support_owner": "Finance",
        "support_given": "yes",
        "status": "in_progress",
    },
    _MADE
    | {
        "plan_id": "P2606-04",
        "rep_id": "0011",
        "kind": "improve",
        "item": "Reference visits",
        "measures": "Two visits to reference customers with buyers in negotiation",
        "support": "Engineer for two days",
        "expected_effect": "One deal more a month",
        "measure": "won_customers",
        "from_value": "3",
        "to_value": "4",
        "support_owner": "Manager South",
        "support_given": "yes",
        "status": "done",
        "result": "Both visits made, one contract signed",
        "done_date": date(2026, 6, 24),
    },
    _MADE
    | {
        "plan_id": "P2606-05",
        "team": "East",
        "kind": "improve_process",
        "item": "Quote within 24 hours",
        "measures": "Standard quotation sheet for Core and Service; approval by phone",
        "support": "Product supplies cost data",
        "expected_effect": "Nine of ten quotations within a day 报价时效90%",
        "support_owner": "Product",
        "support_given": "yes",
        "status": "done",
        "result": "Sheet in use since June 15",
        "done_date": date(2026, 6, 15),
    },
    _MADE
    | {
        "plan_id": "P2606-06",
        "rep_id": "0016",
        "kind": "support",
        "item": "Ramp-up",
        "measures": "Shadow Juniper Luo for two weeks; pass the product test",
        "support": "Mentor Juniper Luo",
        "expected_effect": "Works alone from July",
        "support_owner": "0011",
        "support_given": "yes",
        "status": "done",
        "result": "Test passed",
        "done_date": date(2026, 6, 19),
    },
)
"""Last month's promises, made in early June 2026."""

NOTES: tuple[Row, ...] = (
    _JUNE
    | _SOUTH
    | {
        "rep_id": "0010",
        "section": "gap",
        "kind": "comment",
        "text": "Terms are agreed; the board decides on July 17.",
        "on": date(2026, 7, 2),
        "read_on": date(2026, 7, 3),
    },
    _JUNE
    | {
        "rep_id": "0004",
        "section": "process",
        "kind": "statement",
        "text": "Two large tenders took most of my time since April 四月起投标占用较多时间。",
        "by": "0004",
        "on": date(2026, 7, 3),
        "read_on": date(2026, 7, 3),
    },
    {
        "period": "2026-05",
        "rep_id": "0008",
        "section": "target",
        "kind": "objection",
        "text": "My customers are machinery makers; the target ignores the market.",
        "by": "0008",
        "on": date(2026, 6, 4),
        "read_on": date(2026, 6, 4),
    },
    _JUNE
    | {
        "rep_id": "0008",
        "section": "target",
        "kind": "objection",
        "text": "The June target takes no account of the machinery market either.",
        "by": "0008",
        "on": date(2026, 7, 4),
        "read_on": date(2026, 7, 4),
    },
    _MAY
    | _EAST
    | {
        "rep_id": "0008",
        "section": "target",
        "kind": "ruling",
        "text": "Target stays for June, to be reviewed with the half-year figures.",
        "on": date(2026, 6, 9),
    },
    _JUNE
    | _EAST
    | {
        "team": "East",
        "section": "summary",
        "kind": "comment",
        "text": "Machinery is weak everywhere; keep contact, do not discount.",
        "on": date(2026, 7, 3),
    },
)
"""Comments, statements, an objection with its ruling and one without."""


def plan_rows() -> list[Row]:
    """Rows of `plans`."""
    return list(PLANS)


def note_rows() -> list[Row]:
    """Rows of `notes`."""
    return list(NOTES)


def verdict_rows() -> list[Row]:
    """Rows of `verdicts`: what managers concluded about May 2026."""
    may = {"period": "2026-05", "reference": "target"}
    return [
        may
        | {
            "rep_id": "0008",
            "cause": "mix_industry",
            "verdict": "agree",
            "by": "Manager East",
            "on": date(2026, 6, 9),
            "reason": "Machinery orders fell for everyone",
        },
        may
        | {
            "rep_id": "0004",
            "cause": "follow_up",
            "verdict": "agree",
            "by": "Manager East",
            "on": date(2026, 6, 9),
            "reason": "Overdue list checked together",
        },
    ]


def score_adjustment_rows() -> list[Row]:
    """Rows of `score_adjustments`: two points for taking over a customer."""
    return [
        {
            "period": "2026-06",
            "rep_id": "0005",
            "points": 2,
            "reason": "Took over a customer without a break in service",
            "approved_by": "Manager East",
        }
    ]


def extra_measure_rows() -> list[Row]:
    """Rows of `extra_measures`: training hours of the newest reps."""
    return [
        {
            "period": "2026-06",
            "rep_id": rep_id,
            "measure": "Training hours",
            "actual": hours,
            "target": 12,
            "unit": "count",
        }
        for rep_id, hours in (("0013", 10), ("0016", 16))
    ]


def adjustment_rows(deal_of: dict[tuple[str, str], str]) -> list[Row]:
    """Rows of `booking_adjustments`, negative amounts.

    `deal_of` gives an earlier won deal's id by rep and day of the adjustment.
    """
    return [
        {
            "date": day,
            "rep_id": rep_id,
            "opportunity_id": deal_of[rep_id, day],
            "amount": Decimal(amount),
            "kind": kind,
        }
        for day, rep_id, amount, kind in ADJUSTMENTS
    ]
