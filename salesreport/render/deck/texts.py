"""Texts and figures of a slide: paragraphs in a type, their height, where they split."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from salesreport.render.deck.measuring import Ruler
from salesreport.render.deck.placed import Box, Paragraph, PlacedText
from salesreport.slides import TextPart, Tile, TilesPart

TEXT_SIZES = {
    "lead": (24.0, 22.0, 20.0, 18.0, 16.0, 14.0),
    "bullets": (20.0, 18.0, 16.0, 15.0, 14.0, 12.0),
    "remark": (16.0, 16.0, 14.0, 14.0, 13.0, 12.0),
}
VALUE_SIZES = (36.0, 32.0, 28.0, 26.0, 24.0, 20.0)
LABEL_SIZES = (16.0, 16.0, 14.0, 14.0, 13.0, 12.0)
SAFETY = 1.02
INDENT = 1.0
"""Of a bullet, and of a remark beside its rule, of the type size."""
TILE_LEAST = 150.0
TILE_GAP = 20.0
TILE_TOP = 6.0
TILE_LINES = (3, 2, 4)
"""Most lines of label, figure and what stands below."""


def paragraphs_of(part: TextPart, step: int) -> tuple[Paragraph, ...]:
    """The part's heading and items in the type of a step."""
    size = TEXT_SIZES[part.style][step]
    found = []
    if part.heading:
        found.append(Paragraph(part.heading, size, bold=True))
    bullets = part.style == "bullets"
    for place, item in enumerate(part.items):
        before = 0.0 if not found and place == 0 else size * (0.4 if bullets else 0.25)
        tone = "quiet" if part.style == "remark" else None
        found.append(
            Paragraph(item, size, bullet=bullets, before=before, tone=tone)  # type: ignore[arg-type]
        )
    return tuple(found)


def room_for(paragraph: Paragraph, width: float, rule: str = "") -> float:
    """Width that a paragraph's text has in a box."""
    indent = INDENT * paragraph.size if paragraph.bullet or rule == "left" else 0.0
    return max(width - indent, paragraph.size)


def paragraphs_height(
    paragraphs: tuple[Paragraph, ...], ruler: Ruler, width: float, rule: str = ""
) -> float:
    """Height of paragraphs in a box of a width, in points."""
    total = 0.0
    for one in paragraphs:
        room = room_for(one, width, rule)
        total += one.before + ruler.height(one.text, one.size, room, bold=one.bold) * SAFETY
    return total


def rule_of(part: TextPart) -> str:
    """Where a part has its line: remarks at the left."""
    return "left" if part.style == "remark" else ""


def text_height(part: TextPart, ruler: Ruler, width: float, step: int) -> float:
    """Height of a text part in points."""
    return paragraphs_height(paragraphs_of(part, step), ruler, width, rule_of(part))


def split_text(
    part: TextPart, ruler: Ruler, width: float, height: float, step: int
) -> tuple[TextPart | None, TextPart | None]:
    """What of a part fits into the height, and what is left; None where nothing is.

    Items stay whole, but for one that is higher than all the room: it is broken between
    two lines.
    """
    rule = rule_of(part)
    paragraphs = paragraphs_of(part, step)
    heading = 1 if part.heading else 0
    fitting = 0
    while fitting < len(part.items) and (
        paragraphs_height(paragraphs[: heading + fitting + 1], ruler, width, rule) <= height
    ):
        fitting += 1
    if fitting == len(part.items):
        return part, None
    if fitting:
        return _parted(part, list(part.items[:fitting]), list(part.items[fitting:]))
    first = paragraphs[heading] if len(paragraphs) > heading else None
    if first is None:
        return None, part
    left = height - paragraphs_height(paragraphs[:heading], ruler, width, rule) - first.before
    at = _place_of_break(first, ruler, room_for(first, width, rule), left)
    if at is None:
        return None, part
    item = part.items[0]
    return _parted(part, [item[:at].rstrip()], [item[at:].lstrip(), *part.items[1:]])


def _parted(part: TextPart, head: list[str], tail: list[str]) -> tuple[TextPart, TextPart]:
    return part.model_copy(update={"items": head}), part.model_copy(update={"items": tail})


def _place_of_break(paragraph: Paragraph, ruler: Ruler, room: float, height: float) -> int | None:
    text, size = paragraph.text, paragraph.size
    at = ruler.fitting(text, size, room, height / SAFETY, bold=paragraph.bold)
    return at if 0 < at < len(text) else None


def placed_text(part: TextPart, box: Box, step: int) -> PlacedText:
    """A text part in its box."""
    return PlacedText(part.name, box, paragraphs_of(part, step), rule=rule_of(part))


@dataclass(frozen=True)
class TileGrid:
    """Tiles side by side, in as many lines as the width asks for."""

    part: TilesPart
    ruler: Ruler
    width: float
    step: int

    @property
    def across(self) -> int:
        """Tiles in one line."""
        most = max(1, int((self.width + TILE_GAP) / (TILE_LEAST + TILE_GAP)))
        n = len(self.part.tiles)
        lines = -(-n // most)
        return -(-n // lines) if n else 1

    @property
    def tile_width(self) -> float:
        """Width of a tile's text."""
        return (self.width - TILE_GAP * (self.across - 1)) / self.across

    def paragraphs(self, tile: Tile) -> tuple[Paragraph, ...]:
        """Label, figure and what stands below, cut to their most lines."""
        label, value = LABEL_SIZES[self.step], self._value_size(tile)
        texts = (
            Paragraph(tile.label, label, tone="quiet"),
            Paragraph(tile.shown, value, bold=True, tone=tile.tone),
            Paragraph(tile.below, label, tone="quiet"),
        )
        return tuple(
            Paragraph(self._cut(one, lines), one.size, one.bold, one.tone)
            for one, lines in zip(texts, TILE_LINES, strict=True)
            if one.text
        )

    def lost(self) -> list[str]:
        """Texts that were cut, whole."""
        return [
            text
            for tile in self.part.tiles
            for text in (tile.label, tile.shown, tile.below)
            if text and text not in {one.text for one in self.paragraphs(tile)}
        ]

    @cached_property
    def line_height(self) -> float:
        """Height of a line of tiles."""
        heights = [
            paragraphs_height(self.paragraphs(tile), self.ruler, self.tile_width)
            for tile in self.part.tiles
        ]
        return max(heights, default=0.0) + TILE_TOP

    @property
    def height(self) -> float:
        """Height of all tiles, in points."""
        lines = -(-len(self.part.tiles) // self.across)
        return lines * self.line_height + max(0, lines - 1) * TILE_GAP / 2

    def split(self, height: float) -> tuple[TilesPart | None, TilesPart | None]:
        """Lines of tiles that fit into the height, and the others; None where nothing is."""
        lines = int((height + TILE_GAP / 2) / (self.line_height + TILE_GAP / 2))
        n, tiles = lines * self.across, self.part.tiles
        if n >= len(tiles):
            return self.part, None
        if n <= 0:
            return None, self.part
        halves = (self.part.model_copy(update={"tiles": part}) for part in (tiles[:n], tiles[n:]))
        return next(halves), next(halves)

    def placed(self, box: Box) -> list[PlacedText]:
        """Each tile in its box."""
        found = []
        high = self.line_height
        for place, tile in enumerate(self.part.tiles):
            row, column = divmod(place, self.across)
            at = Box(
                box.x + column * (self.tile_width + TILE_GAP),
                box.y + row * (high + TILE_GAP / 2),
                self.tile_width,
                high,
            )
            found.append(
                PlacedText(
                    f"{self.part.name} {place + 1}", at, self.paragraphs(tile), rule="top",
                    rule_tone=tile.tone or "ink",
                )
            )  # fmt: skip
        return found

    def _value_size(self, tile: Tile) -> float:
        """Size of the figure: one line where a smaller type gives it."""
        for size in VALUE_SIZES[self.step :]:
            if self.ruler.width(tile.shown, bold=True) * size <= self.tile_width:
                return size
        return VALUE_SIZES[-1]

    def _cut(self, one: Paragraph, lines: int) -> str:
        return self.ruler.cut(one.text, one.size, self.tile_width, lines=lines, bold=one.bold)
