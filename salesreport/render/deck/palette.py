"""Colours and fonts of a deck's theme: the house's, with what a company sets in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesreport.branding.contrast import LEAST_TEXT, contrast
from salesreport.display.palette import HOUSE

HEX = re.compile(r"#?([0-9A-Fa-f]{6})\Z")
LATIN = "Arial"
ASIAN = {"zh_CN": "Microsoft YaHei", "zh_TW": "Microsoft JhengHei", "en": "Microsoft YaHei"}
NAMES = {
    "dk1": ("ink", HOUSE.ink), "lt1": ("paper", "#ffffff"), "dk2": ("quiet", HOUSE.quiet),
    "lt2": ("ground", HOUSE.ground), "accent1": ("accent", HOUSE.accent),
    "accent2": ("warm", HOUSE.warm), "accent3": ("pale", HOUSE.pale),
    "accent4": ("", "#6b7f4f"), "accent5": ("", "#7a6a8e"), "accent6": ("", "#8a7240"),
}  # fmt: skip
"""Place in the theme -> name by which a brand sets it, colour of the house."""


@dataclass(frozen=True)
class Palette:
    """Colours by their place in the theme, as six hex digits, and the families of its fonts."""

    colours: Mapping[str, str]
    latin: str
    asian: str

    def readable(self, place: str) -> bool:
        """Whether text of this colour can be read on the background."""
        return contrast(f"#{self.colours[place]}", f"#{self.colours['lt1']}") >= LEAST_TEXT


def palette_of(language: str, colours: Mapping[str, str], fonts: Sequence[str]) -> Palette:
    """The house's colours and fonts, with those a company sets in their place.

    Parameters
    ----------
    language : str
        Decides the Chinese font.
    colours : mapping of name to `#rrggbb`
        As a brand has them: `accent`, `warm`, `ink`, `quiet`, `pale`; others are not for decks.
    fonts : sequence of str
        Families, best first: the first is the Latin one; the first that is known to have
        Chinese characters, else the house's, the Chinese one.
    """
    found = {}
    for place, (name, house) in NAMES.items():
        match = HEX.match(colours.get(name, "")) or HEX.match(house)
        found[place] = match.group(1).upper() if match else "000000"
    named = [one for one in fonts if "-" not in one]
    latin = next((one for one in named if not _asian(one)), LATIN)
    asian = next((one for one in named if _asian(one)), ASIAN[language])
    return Palette(found, latin, asian)


def _asian(family: str) -> bool:
    return bool(re.search(
        r"CJK|Han Sans|Han Serif|YaHei|JhengHei|Hei\b|SimSun|SimHei|PingFang|Hiragino|WenQuanYi"
        r"|Noto S\w+ (SC|TC)|[\u4e00-\u9fff]", family,
    ))  # fmt: skip
