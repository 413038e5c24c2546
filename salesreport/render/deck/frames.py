"""Where a layout has room, and in which type: what the fitting needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass

from salesreport.render.deck.measuring import Ruler
from salesreport.render.deck.placed import Box

WIDTH, HEIGHT = 960.0, 540.0
"""A slide of 33.867 x 19.05 cm, in points."""
MARGIN = 44.0
HOUSE_TITLE = Box(MARGIN, 22.0, WIDTH - 2 * MARGIN, 78.0)
HOUSE_BODY = Box(MARGIN, 126.0, WIDTH - 2 * MARGIN, 366.0)
HOUSE_FOOTER = Box(MARGIN, 503.0, 760.0, 20.0)
HOUSE_NUMBER = Box(WIDTH - MARGIN - 80.0, 503.0, 80.0, 20.0)
STRIPE = Box(MARGIN, HOUSE_TITLE.bottom + 5.0, 48.0, 4.0)
TITLE_SIZE, TITLE_FLOOR = 28.0, 20.0
FOOTER_SIZE = 11.0


@dataclass(frozen=True)
class Frame:
    """One layout of a deck: its boxes and its type.

    Attributes
    ----------
    width, height : float
        Of the slide, in points.
    title, body : Box
        Text area of the title, its insets taken off; free room for the parts.
    title_size : float
        Type size that the layout gives the title.
    title_ruler, ruler : Ruler
        For titles and for everything else.
    footer : Box, optional
        Text area of the footer placeholder; None where the layout has none.
    own : bool
        Whether this is the house's layout.
    has_title : bool
        Whether the layout has a placeholder for the title.
    set_size : float, optional
        Type size that the layout gives its title; None where that is `title_size`.
    """

    width: float
    height: float
    title: Box
    body: Box
    title_size: float
    title_ruler: Ruler
    ruler: Ruler
    footer: Box | None = None
    footer_size: float = FOOTER_SIZE
    own: bool = False
    has_title: bool = True
    set_size: float | None = None


def house_frame(title_ruler: Ruler, ruler: Ruler) -> Frame:
    """The frame of the house's own layout."""
    return Frame(
        WIDTH, HEIGHT, HOUSE_TITLE, HOUSE_BODY, TITLE_SIZE, title_ruler, ruler,
        HOUSE_FOOTER, own=True,
    )  # fmt: skip
