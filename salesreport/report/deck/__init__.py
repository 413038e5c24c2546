"""What a deck may show: everybody's numbers, findings by group, praise by name.

`groups` pools small groups · `results` result, cash, next period, data · `deals` funnel, wins,
losses · `gaps` causes by class, memo lines · `loop` commitments, remarks · `decisions` rows to
decide, their keys and columns · `whole` puts the view together.
"""

from salesreport.report.deck.decisions import COLUMNS, decision_key, plan_ids
from salesreport.report.deck.whole import deck_view

__all__ = ["COLUMNS", "decision_key", "deck_view", "plan_ids"]
