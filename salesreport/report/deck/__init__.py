"""What a deck may show: everybody's numbers, findings by group, praise by name.

`groups` pools small groups · `results` result, cash, next period, data · `deals` funnel, wins,
losses · `gaps` causes by class, memo lines · `loop` commitments, remarks · `decisions` rows to
decide · `whole` puts the view together.
"""

from salesreport.report.deck.whole import deck_view

__all__ = ["deck_view"]
