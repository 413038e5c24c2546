"""Traditional Chinese from the simplified catalog: OpenCC, then overrides by hand.

`python -m salesreport.language` writes `zh_TW` anew after `zh_CN` or
`zh_TW/overrides.po` was edited; a test keeps the three in step.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from opencc import OpenCC

from salesreport.language.catalogs import LOCALE_FOLDER, catalog_path, read_catalog

OVERRIDES = LOCALE_FOLDER / "zh_TW" / "overrides.po"

_QUOTES = str.maketrans("“”", "「」")
_TAIWAN = {"單元格": "儲存格", "執行檔案": "執行設定檔"} | {
    f"{a}衝{b}": f"{a}沖{b}" for a, b in (("紅", ""), ("", "減"), ("", "抵"), ("", "回"))
}
"""Words of the trade that OpenCC converts by their characters only."""

_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def traditional_catalog(simplified: Catalog, overrides: Catalog) -> Catalog:
    """Catalog of `zh_TW`: every message converted, overrides winning.

    Phrases are converted with OpenCC's `s2twp` (Taiwan's words, not only its
    characters), then the few words it does not know; quotation marks become corner
    brackets. Overrides are for what OpenCC cannot know, above all that a row is 列
    and a column 欄 there.
    """
    converter = OpenCC("s2twp")
    by_hand = {message.id: message.string for message in overrides if message.id}
    result = Catalog(locale="zh_TW", fuzzy=False)
    for message in simplified:
        if not message.id:
            continue
        text = message.string or ""
        converted = (
            _traditional(text, converter)
            if isinstance(text, str)
            else tuple(_traditional(form, converter) for form in text)
        )
        result.add(message.id, by_hand.get(message.id, converted))
    return result


def _traditional(text: str, converter: OpenCC) -> str:
    converted: str = converter.convert(text).translate(_QUOTES)
    for word, used in _TAIWAN.items():
        converted = converted.replace(word, used)
    return converted


def catalog_bytes(catalog: Catalog) -> bytes:
    """Catalog as `.po` text: sorted, no dates, no flags, no line references."""
    for message in catalog:
        message.flags.clear()
    text = BytesIO()
    write_po(text, catalog, width=0, omit_header=True, sort_output=True)
    header = _HEADER.format(language=catalog.locale_identifier, plurals=catalog.plural_forms)
    return header.encode() + text.getvalue()


def write_traditional(target: Path | None = None) -> Path:
    """Write the catalog of `zh_TW` and return its path."""
    path = target or catalog_path("zh_TW")
    catalog = traditional_catalog(read_catalog(catalog_path("zh_CN")), read_catalog(OVERRIDES))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(catalog_bytes(catalog))
    return path
