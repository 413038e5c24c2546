"""Colours, fonts and sizes that a template's master and theme set, as the deck needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from salesreport.branding.contrast import LEAST_TEXT, contrast
from salesreport.render.deck.layouts import chain
from salesreport.render.deck.palette import ASIAN, LATIN

SCRIPTS = {"zh_CN": "Hans", "zh_TW": "Hant", "en": "Hans"}
BASE = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
USUAL_TITLE, USUAL_FOOTER = 44.0, 12.0
ASKED = ("tx2", "accent1", "accent2")
"""Places whose colour is used for text, where it can be read."""


@dataclass(frozen=True)
class Fonts:
    """Families of a theme for titles or texts."""

    latin: str
    asian: str


def theme_of(layout: Any) -> Any:
    """The theme's XML of a layout's master."""
    blob = layout.slide_master.part.part_related_by(RT.THEME).blob
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def fonts_of(theme: Any, kind: str, language: str) -> Fonts:
    """Families of `majorFont` or `minorFont`."""
    found = theme.find(f".//{{*}}{kind}")
    if found is None:
        return Fonts(LATIN, ASIAN[language])
    latin, asian = (_face(found.find(f"{{*}}{tag}")) for tag in ("latin", "ea"))
    for font in found.findall("{*}font"):
        if font.get("script") == SCRIPTS[language]:
            asian = asian or font.get("typeface", "")
    return Fonts(latin or LATIN, asian or ASIAN[language])


def unreadable(layout: Any, theme: Any) -> frozenset[str]:
    """Places of the theme whose colour is too pale for text on the layout's background."""
    ground = _ground(layout, theme)
    return frozenset(
        name
        for name in ASKED
        if (colour := _colour(layout, theme, name)) is not None
        and contrast(colour, ground) < LEAST_TEXT
    )


def type_size(holder: Any, style: Any, usual: float) -> float:
    """Type size of a placeholder's first level, in points."""
    for one in chain(holder):
        found = one.element.find(".//{*}lstStyle/{*}lvl1pPr/{*}defRPr")
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    found = style.find(".//{*}lvl1pPr/{*}defRPr") if style is not None else None
    return int(found.get("sz")) / 100 if found is not None and found.get("sz") else usual


def line_spacing(style: Any) -> float:
    """Line spacing that a master gives its titles, of the font's own."""
    found = style.find(".//{*}lvl1pPr/{*}lnSpc/{*}spcPct") if style is not None else None
    return int(found.get("val").rstrip("%")) / 100000 if found is not None else 1.0


def title_style(layout: Any) -> Any:
    """How the master sets its titles."""
    return layout.slide_master.element.find("{*}txStyles/{*}titleStyle")


def _face(found: Any) -> str:
    face = found.get("typeface", "") if found is not None else ""
    return "" if face.startswith("+") else face


def _ground(layout: Any, theme: Any) -> str:
    """Background colour: the layout's own, else the master's, else white."""
    for holder in (layout, layout.slide_master):
        found = holder.element.find("{*}cSld/{*}bg")
        if found is None:
            continue
        plain = found.find(".//{*}srgbClr")
        if plain is not None:
            return f"#{plain.get('val')}"
        place = found.find(".//{*}schemeClr")
        colour = _colour(layout, theme, place.get("val")) if place is not None else None
        if colour:
            return colour
    return _colour(layout, theme, "bg1") or "#ffffff"


def _colour(layout: Any, theme: Any, name: str) -> str | None:
    mapped = layout.slide_master.element.find("{*}clrMap")
    place = (mapped.get(name) if mapped is not None else None) or BASE.get(name, name)
    entry = theme.find(f".//{{*}}clrScheme/{{*}}{place}")
    if entry is None or not len(entry):
        return None
    value = entry[0].get("lastClr") or entry[0].get("val") or ""
    return f"#{value}" if len(value) == 6 else None
