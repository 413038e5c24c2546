"""What every workbook that is written here shares: texts that stay texts, formats, colours."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter

NAVY, RED, GREY = "#1F4E79", "#B3261E", "#D9D9D9"
DARK_GREY, PALE, LINE = "#404040", "#F2F2F2", "#BFBFBF"
DAY_FORMAT = "yyyy-mm-dd"
TEXT_FORMAT = "@"


def plain_book(
    stream: BinaryIO, *, title: str, made_on: date, **properties: str
) -> xlsxwriter.Workbook:
    """A new workbook; close it, or use it in `with`, and `stream` holds the file.

    Texts stay texts: none from the data becomes a formula, a link or a number. `made_on` is a
    day of the data or a fixed one, never the clock's: the same content gives the same bytes.
    """
    book = xlsxwriter.Workbook(stream, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    })  # fmt: skip
    created = datetime(made_on.year, made_on.month, made_on.day)
    book.set_properties({"title": title, "created": created, **properties})
    return book


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
