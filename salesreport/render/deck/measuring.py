"""How much room a text takes: lines broken as an office program breaks them, then counted.

Widths come from the fonts of this machine; where a theme's font is missing, from one that
is known to be as wide, else from a likely one with some slack. A Chinese character is as
wide as its type is high in every font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from salesreport.display.fonts import PREFERRED
from salesreport.display.typefaces import Typeface, typeface

NO_START = frozenset(
    "，。、；：！？）》」』】〕〉”’％‰℃…—～·,.;:!?)]}%"
    + "·ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
"""Never the first on a line."""
NO_END = frozenset("（《「『【〔〈“‘([{￥¥$€£＋−+")
"""Never the last on a line."""
UNITS = frozenset("万亿萬億千百元个個单單项項人天日月年周週次家条條件分位倍点點")
"""Stays with the digit before it."""
SLACK = 1.06
"""For fonts that are not installed."""
ASIAN_LINE = 1.45
"""Height of a line with Chinese characters: the highest of the usual fonts."""
LATIN_LINE = 1.2
REMEMBERED = 20000
"""Texts whose lines a ruler keeps."""
SPACING = 0.9
"""Of lines in a Chinese deck, of the font's own."""
FALLBACK = ("DejaVu Sans", "Noto Sans", "Liberation Sans", "Arimo")
"""In place of a font that is not there: a wide one, that comes with matplotlib."""

Span = tuple[int, int]


class Ruler:
    """Measures text in the fonts of a theme.

    Parameters
    ----------
    latin, asian : sequence of str
        Families, best first.
    language : str
        Decides which Chinese font stands in for one that is missing.
    spacing : float, optional
        Of lines, of the font's own. Default: that of the house for the language.
    """

    def __init__(
        self,
        latin: Sequence[str],
        asian: Sequence[str],
        language: str,
        *,
        spacing: float | None = None,
    ) -> None:
        self._latin = {bold: _face(tuple(latin), bold) for bold in (False, True)}
        wanted = (*asian, *PREFERRED[language])
        self._asian = {bold: typeface(wanted, bold=bold) for bold in (False, True)}
        house = 1.0 if language == "en" else SPACING
        self._spacing = house if spacing is None else spacing
        self._widths: dict[tuple[str, bool], float] = {}
        self._lines: dict[tuple[str, float, bool], list[Span]] = {}

    def width(self, text: str, *, bold: bool = False) -> float:
        """Width of a text on one line, of the type size."""
        known = self._widths
        total = 0.0
        for character in text:
            key = (character, bold)
            if key not in known:
                known[key] = self._advance(character, bold)
            total += known[key]
        return total

    def widest(self, text: str, *, bold: bool = False) -> float:
        """Width of what is widest of a text among what stays together on a line, in type sizes."""
        parts = (text[start:end].rstrip() for start, end in _pieces(text, 0, len(text)))
        return max((self.width(part, bold=bold) for part in parts), default=0.0)

    def spans(self, text: str, size: float, room: float, *, bold: bool = False) -> list[Span]:
        """Start and end of each line of a text in `room` points; at least one line."""
        key = text, round(room / size, 4), bold
        if key in self._lines:
            return self._lines[key]
        if len(self._lines) >= REMEMBERED:
            self._lines.clear()
        found: list[Span] = []
        start = 0
        for paragraph in text.split("\n"):
            found += self._paragraph(text, start, start + len(paragraph), room / size, bold)
            start += len(paragraph) + 1
        self._lines[key] = found
        return found

    def fitting(
        self, text: str, size: float, room: float, height: float, *, bold: bool = False
    ) -> int:
        """How many characters of a text stand in whole lines that fit into a height."""
        lines = int(height / (line_height(text) * size * self._spacing))
        spans = self.spans(text, size, room, bold=bold)[: max(lines, 0)]
        return spans[-1][1] if spans else 0

    def height(self, text: str, size: float, room: float, *, bold: bool = False) -> float:
        """Height of a text in points, at the line spacing of its language."""
        lines = self.spans(text, size, room, bold=bold)
        return len(lines) * line_height(text) * size * self._spacing

    def cut(self, text: str, size: float, room: float, *, lines: int, bold: bool = False) -> str:
        """The text, or as much of it as so many lines hold, ended by `…`."""
        spans = self.spans(text, size, room, bold=bold)
        if len(spans) <= lines:
            return text
        end = spans[lines - 1][1]
        while end > 0:
            short = text[:end].rstrip() + "…"
            if len(self.spans(short, size, room, bold=bold)) <= lines:
                return short
            end -= 1
        return "…"

    def _paragraph(
        self, text: str, start: int, end: int, room: float, bold: bool
    ) -> Iterator[Span]:
        at, width = start, 0.0
        first = start
        for a, b in _pieces(text, start, end):
            whole, visible = self.width(text[a:b], bold=bold), text[a:b].rstrip()
            if width + self.width(visible, bold=bold) <= room:
                width += whole
                at = b
                continue
            if at > first:
                yield first, at
            first = a
            for place in self._inside(text, a, a + len(visible), room, bold):
                yield first, place
                first = place
            width, at = self.width(text[first:b], bold=bold), b
        yield first, end

    def _inside(self, text: str, a: int, b: int, room: float, bold: bool) -> Iterator[int]:
        """Places where a piece longer than a line is broken all the same."""
        width = 0.0
        begun = a
        for place in range(a, b):
            step = self.width(text[place], bold=bold)
            if width + step > room and place > begun:
                yield place
                width, begun = 0.0, place
            width += step

    def _advance(self, character: str, bold: bool) -> float:
        if character in "\u200b\u2060\ufeff" or unicodedata.combining(character):
            return 0.0
        if is_wide(character):
            return 1.0
        face, slack = self._latin[bold]
        found = face.advance(character) if face else None
        if found is not None:
            return found * slack
        asian = self._asian[bold]
        found = asian.advance(character) if asian else None
        return 1.0 if found is None else found * SLACK


@lru_cache(maxsize=32)
def ruler_of(
    latin: tuple[str, ...], asian: tuple[str, ...], language: str, spacing: float | None = None
) -> Ruler:
    """A ruler, kept with the widths it has read."""
    return Ruler(latin, asian, language, spacing=spacing)


def line_height(text: str) -> float:
    """Height of a text's lines, of the type size: a Chinese character makes them higher."""
    return ASIAN_LINE if any(map(is_wide, text)) else LATIN_LINE


@lru_cache(maxsize=4096)
def is_wide(character: str) -> bool:
    """Whether a character is as wide as its type is high; quotation marks count as wide."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"


@lru_cache(maxsize=16)
def _face(families: tuple[str, ...], bold: bool) -> tuple[Typeface | None, float]:
    own = typeface(families, bold=bold)
    return (own, 1.0) if own else (typeface(FALLBACK, bold=bold), SLACK)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """What stays together on a line, with the blanks that follow it."""
    first = start
    for place in range(start + 1, end):
        if _may_break(text[place - 1], text[place]):
            yield first, place
            first = place
    if end > start:
        yield first, end


def _may_break(before: str, after: str) -> bool:
    if after in NO_START or after.isspace():
        return False
    if before == "\u00a0" or after == "\u00a0" or before == "\u2060":
        return False
    if before.isspace():
        return True
    if before in NO_END or (before.isdigit() and after in UNITS):
        return False
    return is_wide(before) or is_wide(after)
