"""Widths of characters and heights of lines, read from the installed fonts themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font, LoadFlags

ALIKE = {
    "Arial": ("Liberation Sans", "Arimo", "Nimbus Sans"),
    "Helvetica": ("Liberation Sans", "Arimo", "Nimbus Sans"),
    "Times New Roman": ("Liberation Serif", "Tinos", "Nimbus Roman"),
    "Courier New": ("Liberation Mono", "Cousine"),
    "Calibri": ("Carlito",),
    "Cambria": ("Caladea",),
}
"""Families drawn to the same widths as one that may not be installed."""
_SIZE = 64.0


class Typeface:
    """One installed font: how wide its characters are, how high its lines.

    Attributes
    ----------
    family : str
        Its name, as the system knows it.
    line : float
        Height of a line, of the type size.
    """

    def __init__(self, family: str, path: str, index: int) -> None:
        self.family = family
        try:
            self._face = FT2Font(path, face_index=index)
        except TypeError:  # matplotlib before 3.11 reads the first face of a collection
            self._face = FT2Font(path)
        self._face.set_size(_SIZE, 72)
        self.line = (self._face.ascender - self._face.descender) / self._face.units_per_EM
        self._known: dict[str, float | None] = {}

    def advance(self, character: str) -> float | None:
        """Width of a character, of the type size; None where the font has it not."""
        if character not in self._known:
            self._known[character] = self._measured(character)
        return self._known[character]

    def _measured(self, character: str) -> float | None:
        place = self._face.get_char_index(ord(character))
        if not place:
            return None
        glyph = self._face.load_glyph(place, flags=LoadFlags.NO_HINTING)
        return float(glyph.linearHoriAdvance) / 65536 / _SIZE


def typeface(families: Sequence[str], *, bold: bool = False) -> Typeface | None:
    """The first family that is installed, or one with the same widths; None without any.

    Parameters
    ----------
    families : sequence of str
        Names, best first.
    bold : bool
        Its bold font, where it has one.
    """
    for family in families:
        for name in (family, *ALIKE.get(family, ())):
            found = _typeface(name, bold)
            if found is not None:
                return found
    return None


@lru_cache(maxsize=64)
def _typeface(family: str, bold: bool) -> Typeface | None:
    upright = [one for one in _by_family().get(family, ()) if one.style == "normal"]
    if not upright:
        return None
    wanted = 700 if bold else 400
    best = min(upright, key=lambda one: (abs(_weight(one) - wanted), one.fname))
    return Typeface(family, best.fname, getattr(best, "index", 0))


def _weight(entry: FontEntry) -> int:
    try:
        return int(entry.weight)
    except ValueError:
        return 700 if "bold" in str(entry.weight).lower() else 400


@lru_cache(maxsize=1)
def _by_family() -> dict[str, list[FontEntry]]:
    found: dict[str, list[FontEntry]] = {}
    for entry in fontManager.ttflist:
        found.setdefault(entry.name, []).append(entry)
    return found
