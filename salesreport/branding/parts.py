"""What of a brand travels with a view: all that a page shows, and which deck template."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Deck(_Part):
    """Template of the deck: where it lies, its SHA-256, and its layouts by role.

    `template`: path relative to the run file's folder; `sha256`: None where it is not there.
    """

    template: str
    sha256: str | None = None
    layouts: dict[str, str] = {}


class Absent(_Part):
    """A file that the branding names and that is not there."""

    what: Literal["logo", "css", "deck"]
    file: str


class Brand(_Part):
    """A company's looks. Without a word on it, the house's.

    Attributes
    ----------
    name : str
        The company; alternative text of the logo.
    logo : str
        `data:` address; empty without one.
    colours : dict
        `ink`, `quiet`, `accent`, `warm`, `line`, `pale`: `#rrggbb` in place of the house's.
    fonts : dict
        Families by language, the best first, before those of the house.
    footer : dict
        Text by language; the key `""` is for all.
    css : str
        Style behind all others.
    deck : Deck or None
    absent : tuple of Absent
        Files named and not there.
    """

    name: str = ""
    logo: str = ""
    colours: dict[str, str] = {}
    fonts: dict[str, tuple[str, ...]] = {}
    footer: dict[str, str] = {}
    css: str = ""
    deck: Deck | None = None
    absent: tuple[Absent, ...] = ()

    def footer_in(self, language: str) -> str:
        """Footer of a language: its own, else the one for all, else the first one written."""
        first = next(iter(self.footer.values()), "")
        return self.footer.get(language, self.footer.get("", first))
