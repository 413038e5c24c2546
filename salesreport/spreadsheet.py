"""What every workbook that is written here shares: formats and colours."""

from __future__ import annotations

from typing import Any

NAVY, RED, GREY = "#1F4E79", "#B3261E", "#D9D9D9"
DARK_GREY, PALE, LINE = "#404040", "#F2F2F2", "#BFBFBF"
DAY_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"


class Styles:
    """Formats of one workbook, each made when first asked for.

    Parameters
    ----------
    book : xlsxwriter.Workbook
    **base
        Properties of every format, where it says nothing else.
    """

    def __init__(self, book: Any, **base: Any) -> None:
        self._book = book
        self._base = {"valign": "vcenter", **base}
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **properties: Any) -> Any:
        """Format with the properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._base, **properties})
        return self._made[key]
