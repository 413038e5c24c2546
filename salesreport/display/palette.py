"""Colours and fonts that the blocks of a page are drawn in: the house's, or a brand's.

Whoever draws asks `colours()` and `families()`; `branded` says for whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from salesreport.branding import Brand
from salesreport.branding.contrast import tint


@dataclass(frozen=True)
class Colours:
    """Colours by their part on a page, as `#rrggbb`.

    They differ in lightness too, so that grey print and colour-blind eyes tell them
    apart; no chart relies on a colour alone. `rule` is a chart's axis, `line` a table's
    rule, `ground` what a bar stands on.
    """

    ink: str = "#1f2933"
    quiet: str = "#52606d"
    accent: str = "#2f5f8a"
    warm: str = "#b84a0e"
    line: str = "#cbd2d9"
    pale: str = "#7998b4"
    rule: str = "#7b8794"
    ground: str = "#e6ebf0"


HOUSE = Colours()
_BRAND: ContextVar[Brand] = ContextVar("brand", default=Brand())  # noqa: B039 - it is frozen


@contextmanager
def branded(brand: Brand) -> Iterator[None]:
    """Draw in a brand's looks; those before come back afterwards."""
    token = _BRAND.set(brand)
    try:
        yield
    finally:
        _BRAND.reset(token)


def colours() -> Colours:
    """Colours of whoever is drawn for now."""
    return colours_of(_BRAND.get())


def colours_of(brand: Brand) -> Colours:
    """A brand's colours, those of the house where it names none."""
    if not brand.colours:
        return HOUSE
    named = dict(brand.colours)
    if "accent" in named:
        named.setdefault("pale", tint(named["accent"]))
    return replace(HOUSE, **named)


def families(language: str) -> tuple[str, ...]:
    """Families that the brand names for a language, the best first."""
    return _BRAND.get().fonts.get(language, ())
