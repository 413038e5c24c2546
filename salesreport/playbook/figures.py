"""Names of the figures that a rule may ask for; all are shares, 0 to 1."""

from __future__ import annotations

FIGURES = (
    "late_response",
    "late_follow_up",
    "late_quote",
    "long_before_quote",
    "leak_lead",
    "leak_intent",
    "leak_negotiation",
    "no_next_step",
    "stalled",
    "slipped",
)
"""Shares of leads answered late, of follow-ups and of quotations done late, of first
quotations that came after the usual days of the stage, of the expected money lost that was
lost in each stage, of open deals without a dated next step, of open deals long in their
stage, and of expected closes that did not come."""

REASON = "reason_"
"""With the id of a recorded reason behind it: the reason's share of lost deals."""
