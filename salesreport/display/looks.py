"""A brand as style of a page: variables and rules behind the shipped stylesheet."""

from __future__ import annotations

import re

from salesreport.branding import Brand
from salesreport.resources import stylesheet

_FAMILIES = re.compile(r"--fonts-(en|zh_CN|zh_TW): ([^;]+);")


def brand_style(brand: Brand) -> str:
    """CSS that turns the house's pages into a company's; empty without a brand.

    Its own style comes last, so that it wins.
    """
    return "\n".join(rule for rule in (_variables(brand), brand.css.strip()) if rule)


def _variables(brand: Brand) -> str:
    lines = [f"--{name}: {colour};" for name, colour in sorted(brand.colours.items())]
    house = dict(_FAMILIES.findall(stylesheet()))
    for language, names in sorted(brand.fonts.items()):
        own = ", ".join(f'"{name}"' for name in names)
        lines.append(f"--fonts-{language}: {own}, {' '.join(house[language].split())};")
    return f":root {{ {' '.join(lines)} }}" if lines else ""
