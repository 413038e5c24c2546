"""What the fitting gives and the drawing takes: boxes in points, with type sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesreport.slides import ChartPart, Slide, TableCell, TablePart, Tone


@dataclass(frozen=True)
class Box:
    """A rectangle in points, from the slide's upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one type; `before`: points of room above it."""

    text: str
    size: float
    bold: bool = False
    tone: Tone | None = None
    bullet: bool = False
    before: float = 0.0


@dataclass(frozen=True)
class PlacedText:
    """Paragraphs in a box; `rule`: a line at its `left` or `top`, which `inset` keeps free."""

    name: str
    box: Box
    paragraphs: tuple[Paragraph, ...]
    rule: str = ""
    rule_tone: Tone = "accent"
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class PlacedTable:
    """A table, or the rows of one that stand on this page.

    `widths` of the columns and `heights` of head, rows and foot, in points.
    """

    name: str
    box: Box
    part: TablePart
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    kind: Literal["table"] = "table"

    @property
    def lines(self) -> list[list[TableCell]]:
        """Rows and foot, without the head."""
        return [*self.part.rows, *self.part.foot]


@dataclass(frozen=True)
class PlacedChart:
    """A chart; `size` of its labels."""

    name: str
    box: Box
    part: ChartPart
    size: float
    kind: Literal["chart"] = "chart"


Placed = PlacedText | PlacedTable | PlacedChart


@dataclass(frozen=True)
class PlacedSlide:
    """One page of the deck, ready to draw.

    `title_size` None: as the layout has it. `lost`: texts that had to be cut, whole, for the
    notes.
    """

    slide: Slide
    title: str
    title_size: float | None
    title_box: Box
    parts: tuple[Placed, ...]
    lost: tuple[str, ...] = ()
