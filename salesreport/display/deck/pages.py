"""The slides of one deck, one attribute each, in their order."""

from __future__ import annotations

from typing import Any

from salesreport.display.blocks import Block, Text
from salesreport.display.deck import (
    about,
    backup,
    cash,
    funnel,
    gap,
    loop,
    results,
    summary,
    wins,
)
from salesreport.display.lab import SLIDES
from salesreport.display.pages import Draw, Pages, view_of
from salesreport.language import Words
from salesreport.report.views import DeckView


def _groups(view: DeckView, words: Words) -> Block:
    return results.groups(view, words) or Text("")


class DeckPages(Pages[DeckView]):
    """Head and slides of a deck, as users.md 5 orders them; three slides of backup last."""

    styles = SLIDES
    sections: dict[str, Draw] = {
        "about": about.about,
        "summary": summary.summary,
        "commitments": loop.commitments,
        "target": results.target,
        "groups": _groups,
        "composition": gap.composition,
        "causes": gap.causes,
        "funnel": funnel.funnel,
        "wins": wins.wins,
        "losses": wins.losses,
        "cash": cash.cash,
        "next_month": cash.next_month,
        "decisions": loop.decisions,
        "table2": backup.table2,
        "definitions": backup.definitions,
        "data": backup.data,
    }


def deck_pages(report: Any, language: str) -> DeckPages:
    """Slides of the deck; parameters and errors as `rep_pages`."""
    return DeckPages(view_of(report, DeckView), language)
