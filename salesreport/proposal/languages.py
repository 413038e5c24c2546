"""Which language a folder of exports is in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from salesreport.proposal.folder import Sheet, headers_of
from salesreport.tables.script import simplified

_CHINESE = 0.05
"""Share of Chinese signs from which a text counts as Chinese."""


def language_of(sheets: Iterable[Sheet], folder: Path) -> str:
    """Language of the headers; without any, of the folder's files and name."""
    headers = "".join(header for sheet in sheets for header in headers_of(sheet))
    if headers:
        return _language(headers)
    # of a folder that may not be read os.walk gives nothing
    _, folders, files = next(os.walk(folder), ("", [], []))
    return _language("".join([*folders, *(Path(name).stem for name in files), folder.name]))


def _language(text: str) -> str:
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    if chinese <= len(text) * _CHINESE:
        return "en"
    return "zh_CN" if simplified(text) == text else "zh_TW"
