"""Colours and fonts of a deck's theme: the house's, with what a company sets in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesreport.display.housestyle import BLUE, INK, PALE, QUIET, WARM

HEX = re.compile(r"#?([0-9A-Fa-f]{6})\Z")
LATIN = "Arial"
ASIAN = {"zh_CN": "Microsoft YaHei", "zh_TW": "Microsoft JhengHei", "en": "Microsoft YaHei"}
NAMES = {
    "dk1": ("ink", INK), "lt1": ("paper", "#ffffff"), "dk2": ("quiet", QUIET),
    "lt2": ("tint", "#eef2f6"), "accent1": ("accent", BLUE), "accent2": ("warm", WARM),
    "accent3": ("pale", PALE), "accent4": ("accent4", "#6b7f4f"),
    "accent5": ("accent5", "#7a6a8e"), "accent6": ("accent6", "#8a7240"),
}  # fmt: skip
"""Place in the theme -> name by which a company sets it, colour of the house."""
ALSO = {"accent": "blue"}
READABLE = 4.5


@dataclass(frozen=True)
class Palette:
    """Colours by their place in the theme, as six hex digits, and the families of its fonts."""

    colours: Mapping[str, str]
    latin: str
    asian: str

    def readable(self, place: str) -> bool:
        """Whether text of this colour can be read on the background."""
        return contrast(self.colours[place], self.colours["lt1"]) >= READABLE


def palette_of(language: str, colours: Mapping[str, str], fonts: Sequence[str]) -> Palette:
    """The house's colours and fonts, with those a company sets in their place.

    Parameters
    ----------
    language : str
        Decides the Chinese font.
    colours : mapping of name to `#rrggbb`
        `accent` (or `blue`), `warm`, `ink`, `quiet`, `pale`, `tint`, `paper`; others are
        not for decks.
    fonts : sequence of str
        Families, best first: the first is the Latin one; the first that is known to have
        Chinese characters, else the house's, the Chinese one.
    """
    found = {}
    for place, (name, house) in NAMES.items():
        given = colours.get(name) or colours.get(ALSO.get(name, ""), "")
        match = HEX.match(given) or HEX.match(house)
        found[place] = match.group(1).upper() if match else "000000"
    named = [one for one in fonts if "-" not in one]
    latin = next((one for one in named if not _asian(one)), LATIN)
    asian = next((one for one in named if _asian(one)), ASIAN[language])
    return Palette(found, latin, asian)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, share: float) -> str:
    """A colour with so much of it on white."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    r, g, b = ((p / 12.92) if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _asian(family: str) -> bool:
    return bool(re.search(
        r"CJK|Han Sans|Han Serif|YaHei|JhengHei|Hei\b|SimSun|SimHei|PingFang|Hiragino|WenQuanYi"
        r"|Noto S\w+ (SC|TC)|[\u4e00-\u9fff]", family,
    ))  # fmt: skip
