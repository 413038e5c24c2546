"""Rules that propose rows of the improvement plan, which a company makes its own.

`signals` what rules may ask for: causes and facts · `files` the shipped rules and a
user's own over them · `firing` whether a rule holds of a signal, and which rows stay ·
`deadlines` days by which a row is to be done.
"""

from salesreport.improvement.deadlines import deadline
from salesreport.improvement.files import (
    PlanRule,
    PlanRulesFile,
    load_plan_rules,
    shipped_plan_rules,
)
from salesreport.improvement.firing import Proposal, proposals, why_not
from salesreport.improvement.signals import CAUSES, CLASSES, FACTS, OWNERS, Signal

__all__ = [
    "CAUSES",
    "CLASSES",
    "FACTS",
    "OWNERS",
    "PlanRule",
    "PlanRulesFile",
    "Proposal",
    "Signal",
    "deadline",
    "load_plan_rules",
    "proposals",
    "shipped_plan_rules",
    "why_not",
]
