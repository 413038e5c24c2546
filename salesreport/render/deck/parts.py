"""Any part of a slide in a width and a type: its height, its halves, its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from salesreport.render.deck import texts
from salesreport.render.deck.measuring import Ruler
from salesreport.render.deck.placed import Box, Paragraph, Placed, PlacedChart, PlacedText
from salesreport.render.deck.tabling import TableFit
from salesreport.slides import AnySlidePart, ChartPart, TablePart, TextPart, TilesPart

CHART_SIZES = (16.0, 14.0, 14.0, 13.0, 12.0, 12.0)
CAPTION_SIZES = (16.0, 16.0, 14.0, 14.0, 13.0, 12.0)
CAPTION_GAP = 4.0
CHART_LEAST = 130.0
BAR_LEAST, BAR_MOST = 1.7, 3.4
"""Height of a lying bar with its room, of the type size."""


@dataclass(frozen=True)
class PartFit:
    """One part in a width and the type of a step."""

    part: AnySlidePart
    ruler: Ruler
    width: float
    step: int

    @cached_property
    def caption(self) -> tuple[str, float]:
        """Caption above a chart or table, and its height with the room below it."""
        part = self.part
        text = ""
        if isinstance(part, ChartPart) or (isinstance(part, TablePart) and not part.caption_hidden):
            text = part.caption
        size = CAPTION_SIZES[self.step]
        text = self.ruler.cut(text, size, self.width, lines=2, bold=True)
        if not text:
            return "", 0.0
        high = self.ruler.height(text, size, self.width, bold=True) * texts.SAFETY
        return text, high + CAPTION_GAP

    @cached_property
    def least(self) -> float:
        """Least height in points."""
        return self._bare_least() + self.caption[1]

    @property
    def most(self) -> float:
        """Height up to which more room makes it better."""
        part = self.part
        if not isinstance(part, ChartPart):
            return self.least
        if part.form != "bars":
            return float("inf")
        lines = len(part.categories) * max(1, len(part.series)) + 1
        return max(self.least, lines * BAR_MOST * CHART_SIZES[self.step] + self.caption[1])

    def split(self, height: float) -> tuple[AnySlidePart | None, AnySlidePart | None]:
        """What fits into the height and what is left; a chart fits nowhere in part."""
        part = self.part
        if isinstance(part, TablePart):
            return self._table.split(height - self.caption[1])
        if isinstance(part, TextPart):
            return texts.split_text(part, self.ruler, self.width, height, self.step)
        if isinstance(part, TilesPart):
            return self._tiles.split(height)
        return (part, None) if self.least <= height else (None, part)

    def placed(self, box: Box) -> list[Placed]:
        """The part in its box, its caption above it."""
        part = self.part
        text, above = self.caption
        found: list[Placed] = []
        if text:
            size = CAPTION_SIZES[self.step]
            at = Box(box.x, box.y, box.w, above - CAPTION_GAP)
            found.append(
                PlacedText(f"{part.name} caption", at, (Paragraph(text, size, bold=True),))
            )
        below = Box(box.x, box.y + above, box.w, box.h - above)
        if isinstance(part, ChartPart):
            found.append(PlacedChart(part.name, below, part, CHART_SIZES[self.step]))
        elif isinstance(part, TablePart):
            found.append(self._table.placed(below))
        elif isinstance(part, TilesPart):
            found += self._tiles.placed(below)
        else:
            found.append(texts.placed_text(part, below, self.step))
        return found

    @property
    def cramped(self) -> bool:
        """Whether a table has not the width for its numbers."""
        return isinstance(self.part, TablePart) and self._table.cramped

    def lost(self) -> list[str]:
        """Texts cut to fit, whole."""
        part = self.part
        lost = self._tiles.lost() if isinstance(part, TilesPart) else []
        lost += self._table.lost() if isinstance(part, TablePart) else []
        caption = part.caption if isinstance(part, ChartPart | TablePart) else ""
        return lost + ([caption] if self.caption[0] and self.caption[0] != caption else [])

    def _bare_least(self) -> float:
        part = self.part
        if isinstance(part, TablePart):
            return self._table.height
        if isinstance(part, TilesPart):
            return self._tiles.height
        if isinstance(part, TextPart):
            return texts.text_height(part, self.ruler, self.width, self.step)
        if part.form == "bars":
            lines = len(part.categories) * max(1, len(part.series)) + 1
            return max(CHART_LEAST / 2, lines * BAR_LEAST * CHART_SIZES[self.step])
        return CHART_LEAST

    @cached_property
    def _table(self) -> TableFit:
        if not isinstance(self.part, TablePart):
            raise TypeError(self.part.kind)
        return TableFit(self.part, self.ruler, self.width, self.step)

    @cached_property
    def _tiles(self) -> texts.TileGrid:
        if not isinstance(self.part, TilesPart):
            raise TypeError(self.part.kind)
        return texts.TileGrid(self.part, self.ruler, self.width, self.step)


@dataclass(frozen=True)
class Row:
    """Parts side by side."""

    parts: tuple[PartFit, ...]
    gap: float

    @property
    def least(self) -> float:
        """Least height: that of the highest."""
        return max(part.least for part in self.parts)

    @property
    def most(self) -> float:
        """Height up to which more room makes it better."""
        return max(part.most for part in self.parts)

    def split(self, height: float) -> tuple[list[AnySlidePart], list[AnySlidePart]]:
        """Parts or halves that fit into the height, and what is left for the next page."""
        head: list[AnySlidePart] = []
        tail: list[AnySlidePart] = []
        for part in self.parts:
            first, rest = part.split(height)
            head += [first] if first is not None else []
            tail += [rest] if rest is not None else []
        return head, tail

    def placed(self, x: float, y: float, height: float) -> list[Placed]:
        """The parts in their boxes."""
        found: list[Placed] = []
        for part in self.parts:
            high = min(height, max(part.most, part.least))
            found += part.placed(Box(x, y, part.width, high))
            x += part.width + self.gap
        return found
