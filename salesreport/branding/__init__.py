"""Whose pages these are: name, logo, colours, fonts, footer, own style, the deck's template.

A run file names one small YAML (`branding: branding.yaml`); `load_brand` checks it and
reads the files that it names, so that a view carries all that a page shows of it.
"""

from __future__ import annotations

from salesreport.branding.files import load_brand
from salesreport.branding.parts import Brand, Deck
from salesreport.branding.written import Branding

__all__ = ["Brand", "Branding", "Deck", "load_brand"]
