"""What a period teaches: gaps, deals won and lost, facts on record, plans."""

from salesreport.retrospective.actions import actions
from salesreport.retrospective.deals import booking_adjustments, closed, deals, not_counted, slipped
from salesreport.retrospective.gaps import gap
from salesreport.retrospective.plans import due_after, due_by, notes_of, plan_rows
from salesreport.retrospective.summary import retrospect

__all__ = [
    "actions",
    "booking_adjustments",
    "closed",
    "deals",
    "due_after",
    "due_by",
    "gap",
    "not_counted",
    "notes_of",
    "plan_rows",
    "retrospect",
    "slipped",
]
