"""Small pieces of the office format: names, colours, runs and paragraphs as XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from salesreport.render.deck.measuring import SPACING
from salesreport.render.deck.placed import Box

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
EMU = 12700
"""English metric units in a point."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text(value: str) -> str:
    """Text for XML: escaped, without characters that XML has not."""
    return escape(_FORBIDDEN.sub("", value))


def attribute(value: str) -> str:
    """Text as a quoted attribute."""
    return quoteattr(_FORBIDDEN.sub("", value))


def emu(points: float) -> int:
    """Points as whole English metric units."""
    return round(points * EMU)


def place(box: Box, tag: str = "a:xfrm") -> str:
    """Position and size."""
    return (
        f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></{tag}>'
    )


def language_tag(language: str) -> str:
    """Attribute of a run that says its language."""
    return f'lang="{tag_of(language)}"' + ("" if language == "en" else ' altLang="en-US"')


def tag_of(language: str) -> str:
    """Language as office programs name it."""
    return {"en": "en-US"}.get(language, language.replace("_", "-"))


def fill(place_in_theme: str, *, mod: int = 0, off: int = 0) -> str:
    """Solid fill of a colour of the theme, made lighter by `mod` and `off` per cent."""
    inner = f'<a:lumMod val="{mod * 1000}"/><a:lumOff val="{off * 1000}"/>' if mod else ""
    return f'<a:solidFill><a:schemeClr val="{place_in_theme}">{inner}</a:schemeClr></a:solidFill>'


def spacing_of(language: str) -> int:
    """Line spacing in per cent: Chinese fonts have high lines."""
    return 100 if language == "en" else round(SPACING * 100)
