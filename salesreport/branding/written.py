"""The branding file as written: its keys, each checked. Frozen and typed."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from salesreport.branding.contrast import LEAST_GRAPHIC, LEAST_TEXT, contrast, near
from salesreport.language.widths import text_width
from salesreport.settings import Settings

FOOTER_WIDTH = 76
"""Room for a footer in Latin letters, a Chinese sign takes two: one line of the foot."""

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_FAMILY = re.compile(r"[^\"'\\;{}<>,\n]{1,60}")
_A_COLOUR = 'a colour in quotation marks as "#2f5f8a" (without them YAML takes it for a comment)'


def _colour(value: Any) -> str:
    """`#rrggbb` in small letters."""
    text = str(value or "").strip().lower()
    if not _COLOUR.fullmatch(text):
        raise ValueError(_A_COLOUR)
    return text if len(text) > 4 else "#" + "".join(sign * 2 for sign in text[1:])


def _text_colour(value: Any) -> str:
    """A colour that text on white can be read in."""
    return _seen(_colour(value), LEAST_TEXT, "text can be read in")


def _bar_colour(value: Any) -> str:
    """A colour in which a bar is told from the paper."""
    return _seen(_colour(value), LEAST_GRAPHIC, "a bar can be seen in")


def _seen(colour: str, least: float, what: str) -> str:
    ratio = contrast(colour)
    if ratio < least:
        raise ValueError(
            f"a colour that {what}: on white it has a contrast of {ratio:.2f}, "
            f"{least} is needed; {near(colour, least)} has it"
        )
    return colour


def _footer(value: Any) -> Any:
    texts = value.values() if isinstance(value, dict) else [value]
    for text in texts:
        if text_width(str(text)) > FOOTER_WIDTH:
            raise ValueError(
                f"one line: {FOOTER_WIDTH} letters, or {FOOTER_WIDTH // 2} Chinese signs, at most"
            )
    return value


def _family(value: Any) -> str:
    if not isinstance(value, str) or not _FAMILY.fullmatch(value.strip()):
        raise ValueError('names of fonts as ["Source Sans 3"], each by itself')
    return value.strip()


Colour = Annotated[str, BeforeValidator(_colour)]
TextColour = Annotated[str, BeforeValidator(_text_colour)]
BarColour = Annotated[str, BeforeValidator(_bar_colour)]
Family = Annotated[str, BeforeValidator(_family)]
Families = Annotated[tuple[Family, ...], Field(max_length=6)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class BrandColours(Settings):
    """Colours in place of the house's.

    `ink` (text, bars), `quiet` (remarks), `accent` (above, links, bars), `warm` (what is on
    record, below): text is written in them. `line`: rules of tables. `pale`: bars of what is
    past; default: a tint of the accent.
    """

    ink: TextColour | None = None
    quiet: TextColour | None = None
    accent: TextColour | None = None
    warm: TextColour | None = None
    line: Colour | None = None
    pale: BarColour | None = None

    @model_validator(mode="before")
    @classmethod
    def _in_quotation_marks(cls, value: Any) -> Any:
        """Refuse a key whose colour became a comment, which reads like none at all."""
        for name, colour in value.items() if isinstance(value, dict) else ():
            if colour is None:
                raise ValueError(f"for {name} {_A_COLOUR}")
        return value


class BrandFonts(Settings):
    """Families by language, the best first; those of the house stand behind them."""

    en: Families = ()
    zh_CN: Families = ()  # noqa: N815 - a language's code
    zh_TW: Families = ()  # noqa: N815


class FooterTexts(Settings):
    """A footer in one language or more."""

    en: str | None = None
    zh_CN: str | None = None  # noqa: N815
    zh_TW: str | None = None  # noqa: N815


class DeckLayouts(Settings):
    """Names of layouts of the template: of `slide`, all slides, and of `backup` ones."""

    slide: Name | None = None
    backup: Name | None = None


class DeckSettings(Settings):
    """`template`: a company's own .pptx; `layouts`: which of its layouts are used."""

    template: Name
    layouts: DeckLayouts = DeckLayouts()


class Branding(Settings):
    """A company's name, logo, colours, fonts, footer, own style and deck template.

    Paths start at the folder of the branding file.
    """

    name: Name
    logo: Name | None = None
    colours: BrandColours = BrandColours()
    fonts: BrandFonts = BrandFonts()
    footer: Annotated[str | FooterTexts, BeforeValidator(_footer)] = ""
    css: Name | None = None
    deck: DeckSettings | None = None
