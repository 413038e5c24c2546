"""All that one reader's retrospective holds, as one frozen part of a view."""

from __future__ import annotations

from salesreport.retrospective.findings import Deal, Fact, Gap, Part
from salesreport.retrospective.lostparts import LostDeals


class Retrospective(Part):
    """What the period teaches, for one rep or one team.

    `losses`: recorded reasons of the deals lost; `lost_deals`: the largest of these.
    """

    gaps: list[Gap] = []
    losses: LostDeals = LostDeals()
    lost_deals: list[Deal] = []
    slipped: list[Deal] = []
    facts: list[Fact] = []
