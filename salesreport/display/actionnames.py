"""Words of the kinds of actions, as a heading and inside a sentence."""

from __future__ import annotations

from salesreport.language import Words, mark

NAMES = {
    "call": mark("Call"),
    "visit": mark("Visit"),
    "proposal": mark("Proposal"),
    "quote": mark("Quotation"),
    "bid": mark("Bid"),
    "demo": mark("Demonstration"),
    "sample": mark("Sample"),
    "survey": mark("Site survey"),
    "contract": mark("Contract"),
}

INSIDE = {
    "call": mark("a call"),
    "visit": mark("a visit"),
    "proposal": mark("a proposal"),
    "quote": mark("a quotation"),
    "bid": mark("a bid"),
    "demo": mark("a demonstration"),
    "sample": mark("a sample"),
    "survey": mark("a site survey"),
    "contract": mark("work on the contract"),
}


def action_name(kind: str | None, words: Words) -> str:
    """Name of a kind, as a heading; of none that of all others."""
    return words("Other") if kind is None else words(NAMES[kind])


def action_inside(kind: str, words: Words) -> str:
    """Name of a kind as a sentence says it: a visit, 拜访."""
    return words(INSIDE[kind])
