"""What runs through a deck: the line at the foot, the count of a slide's pages."""

from __future__ import annotations

from salesreport.language import Words
from salesreport.slides import DeckHead


def numbered(language: str) -> str:
    """What follows the title of a slide that goes over several pages: `{n}` of `{of}`."""
    mark = Words(language).bracket("{n}/{of}")
    return mark if language != "en" else f" {mark}"


def footer_of(head: DeckHead) -> str:
    """Line at the foot of every page: draft or final first."""
    return " · ".join(filter(None, (head.stamp, head.title, head.company, head.foot)))
