"""Which language a folder of exports is in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from salesreport.cells.coded import Coded
from salesreport.proposal.folder import Sheet, headers_of
from salesreport.tables.script import simplified

_CHINESE = 0.05
"""Share of Chinese signs from which a text counts as Chinese."""

_LOOKED_AT = 50
"""Different cells of a column that are looked at."""


def language_of(sheets: Iterable[Sheet], folder: Path) -> str:
    """Language of the headers; without any, of the folder's files and name.

    Columns of databases bear names of programs more often than people's words: where they
    are English, columns of Chinese text say the language.
    """
    headers = "".join(text for sheet in sheets for text in _texts(sheet))
    if headers:
        return _language(headers)
    # of a folder that may not be read os.walk gives nothing
    _, folders, files = next(os.walk(folder), ("", [], []))
    return _language("".join([*folders, *(Path(name).stem for name in files), folder.name]))


def _texts(sheet: Sheet) -> Iterable[str]:
    headers = headers_of(sheet)
    if sheet.relation is None or not "".join(headers).isascii():
        return headers
    return list(filter(None, map(_cells, sheet.grid.columns))) or headers


def _cells(column: Coded) -> str:
    """A column's texts where most of them are words of another script than Latin."""
    texts = [cell for cell in list(column.distinct)[:_LOOKED_AT] if isinstance(cell, str)]
    worded = [text for text in texts if not text.isascii()]
    return "".join(worded) if 2 * len(worded) > len(texts) else ""


def _language(text: str) -> str:
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    if chinese <= len(text) * _CHINESE:
        return "en"
    return "zh_CN" if simplified(text) == text else "zh_TW"
