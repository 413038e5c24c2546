"""Gettext catalogs, read from their `.po` text when first needed."""

from __future__ import annotations

import gettext
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from salesreport.errors import UnknownKeyError

LANGUAGES = ("en", "zh_CN", "zh_TW")
LOCALE_FOLDER = Path(__file__).parent / "locale"


def catalog_path(language: str) -> Path:
    """Where the catalog of a language stands.

    Raises
    ------
    UnknownKeyError
        The language is none of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UnknownKeyError(
            str(language), known=list(LANGUAGES), where="language", kind="language"
        )
    return LOCALE_FOLDER / language / "LC_MESSAGES" / "salesreport.po"


def read_catalog(path: Path) -> Catalog:
    """Catalog of one `.po` file."""
    with path.open("rb") as file:
        return read_po(file)


@lru_cache(maxsize=len(LANGUAGES))
def translations(language: str) -> gettext.GNUTranslations:
    """Translations of a language, read once for each process.

    Raises
    ------
    UnknownKeyError
        The language is none of `LANGUAGES`.
    """
    compiled = BytesIO()
    write_mo(compiled, read_catalog(catalog_path(language)))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
