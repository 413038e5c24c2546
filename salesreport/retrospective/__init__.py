"""What a period teaches: gaps, deals won and lost, facts on record, plans."""

from salesreport.retrospective.actions import actions
from salesreport.retrospective.deals import booking_adjustments, closed, deals, not_counted, slipped
from salesreport.retrospective.gaps import gap
from salesreport.retrospective.plans import notes_of, plan_rows
from salesreport.retrospective.summary import retrospect

__all__ = [
    "actions",
    "booking_adjustments",
    "closed",
    "deals",
    "gap",
    "not_counted",
    "notes_of",
    "plan_rows",
    "retrospect",
    "slipped",
]
