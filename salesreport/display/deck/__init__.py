"""The deck of a retrospective: one attribute a slide, each a block with its values."""

from salesreport.display.deck.pages import DeckPages, deck_pages

__all__ = ["DeckPages", "deck_pages"]
