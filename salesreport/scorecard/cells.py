"""One sheet of the scorecard, cell by cell: text is never a formula, n/a has its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from salesreport.language import Words
from salesreport.language.widths import text_width
from salesreport.report.views import Number
from salesreport.scorecard.formats import column_width, decimals, line_count
from salesreport.spreadsheet import (
    DARK_GREY,
    DAY_FORMAT,
    GREY,
    LINE,
    NAVY,
    PALE,
    TEXT_FORMAT,
    Styles,
)

MOST_TEXT = 32_000
"""Characters of text a cell may hold, below the 32,767 that Excel cuts at."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_A4 = 9


@dataclass
class Page:
    """A sheet being written; columns get the width of what was put in them.

    `titles`: headers of its table, which wrap.
    """

    sheet: Any
    styles: Styles
    words: Words
    name: str
    widths: dict[int, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)

    def text(self, row: int, col: int, value: str, *, fit: bool = True, **look: Any) -> None:
        """Text as text, also where it looks like a formula, a number or an address.

        Text that a program may take for a formula when somebody edits the cell is marked
        as text for good; what no cell can hold is cut and ends in an ellipsis.
        """
        shown = value if len(value) <= MOST_TEXT else f"{value[: MOST_TEXT - 1]}…"
        if shown.startswith(_RISKY):
            look["quote_prefix"] = True
        style = self.styles.make(**{"border": 1, "border_color": LINE, **look})
        if not shown:
            self.sheet.write_blank(row, col, None, style)
            return
        self.sheet.write_string(row, col, shown, style)
        if fit:
            self._fit(col, shown)

    def ident(self, row: int, col: int, value: str, **look: Any) -> None:
        """Id as text: 0012 stays 0012."""
        self.text(row, col, value, num_format=TEXT_FORMAT, **look)

    def number(self, row: int, col: int, value: float, shape: str, **look: Any) -> None:
        """Number in a number format."""
        self.sheet.write_number(row, col, value, self._numeric(shape, look))
        self._fit_number(col, value, shape)

    def day(self, row: int, col: int, value: date | None, **look: Any) -> None:
        """Day as a date; blank where there is none."""
        style = self._numeric(DAY_FORMAT, {"align": "center", **look})
        if value is None:
            self.sheet.write_blank(row, col, None, style)
            return
        self.sheet.write_datetime(row, col, datetime(value.year, value.month, value.day), style)
        self._fit(col, DAY_FORMAT)

    def live(
        self, row: int, col: int, formula: str, value: Number | str, shape: str = "", **look: Any
    ) -> None:
        """Formula with the value it has in the report; n/a in words where it has none."""
        known = self.words("n/a") if value is None else value
        if isinstance(known, str):
            look = {"align": "right", **look}
        self.sheet.write_formula(row, col, formula, self._numeric(shape, look), known)
        if isinstance(known, str):
            self._fit(col, known)
        else:
            self._fit_number(col, known, shape)

    def missing(self, row: int, col: int, reason: str | None, **look: Any) -> None:
        """The words n/a, with the reason in a comment."""
        self.text(row, col, self.words("n/a"), **{"align": "right", "font_color": DARK_GREY} | look)
        self.comment(row, col, self.words.na(reason or "no_data"))

    def figure(
        self, row: int, col: int, value: Number, shape: str, reason: str | None, **look: Any
    ) -> None:
        """Number, or n/a with its reason."""
        if value is None:
            self.missing(row, col, reason, **look)
        else:
            self.number(row, col, value, shape, **look)

    def blank(self, row: int, col: int, **look: Any) -> None:
        """Empty cell in the look of its row."""
        self.sheet.write_blank(row, col, None, self._numeric("", look))

    def comment(self, row: int, col: int, text: str) -> None:
        """Comment beside a cell."""
        lines = line_count(text, 24)
        size = {"width": 200, "height": 18 * lines + 14}
        self.sheet.write_comment(row, col, text[:MOST_TEXT], {"author": "", "font_size": 9, **size})

    def top(self, title: str, lines: Sequence[str]) -> None:
        """Title and the lines below it, in the sheet's first rows."""
        self.sheet.set_row(0, 26)
        plain: dict[str, Any] = {"fit": False, "border": 0}
        self.text(0, 0, title, bold=True, font_size=14, font_color=NAVY, **plain)
        for row, line in enumerate(lines, start=1):
            self.text(row, 0, line, font_color=DARK_GREY, font_size=9, **plain)

    def heads(self, row: int, titles: Sequence[str], *, grey: Sequence[int] = ()) -> None:
        """Headers of a table; grey ones are optional columns."""
        for col, title in enumerate(titles):
            fill, font = (GREY, DARK_GREY) if col in grey else (NAVY, "#FFFFFF")
            self.text(row, col, title, fit=False, bold=True, text_wrap=True, align="center",
                      bg_color=fill, font_color=font, border_color="#FFFFFF")  # fmt: skip
            # The title's own words must fit; what stands below it may take several lines.
            self._fit(col, max(title.split("\n")[0].split(" "), key=text_width))
        self.titles = list(titles)

    def printed(self, head_row: int, foot: tuple[str, str], *, frozen: int = 0) -> None:
        """Frozen header, widths, and the page it is printed on: A4 landscape, header repeated."""
        for col, widest in self.widths.items():
            self.sheet.set_column(col, col, column_width(widest))
        room = (column_width(self.widths[col]) - 2 for col in range(len(self.titles)))
        lines = [line_count(title, width) for title, width in zip(self.titles, room, strict=True)]
        if lines:
            self.sheet.set_row(head_row, 15.5 * max(lines) + 4)
        self.sheet.freeze_panes(head_row + 1, frozen)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(head_row)
        self.sheet.center_horizontally()
        left, right = (_footer_text(part) for part in foot)
        self.sheet.set_footer(f"&L&8{left}&C&8&P / &N&R&8{right}")
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _numeric(self, shape: str, look: dict[str, Any]) -> Any:
        known = {"num_format": shape} if shape else {}
        return self.styles.make(**{"border": 1, "border_color": LINE, **known, **look})

    def _fit(self, col: int, text: str) -> None:
        self.widths[col] = max(self.widths.get(col, 0), text_width(text))

    def _fit_number(self, col: int, value: float, shape: str) -> None:
        shown = f"{value:,.{decimals(shape) if ',' in shape else 0}f}"
        self._fit(col, f"{shown}%" if "%" in shape else shown)


TOTAL_LOOK: dict[str, Any] = {"bold": True, "bg_color": PALE, "top": 2}
"""Look of a row of totals."""


def _footer_text(text: str) -> str:
    """Text for a printed footer, where & begins a code and the whole has 255 characters."""
    return text[:90].replace("&", "&&")


def cell(row: int, col: int, *, fixed: bool = False) -> str:
    """Address of a cell: C5, or $C$5."""
    return str(xl_rowcol_to_cell(row, col, row_abs=fixed, col_abs=fixed))


def block(first_row: int, first_col: int, last_row: int, last_col: int) -> str:
    """Address of a block of cells: $C$5:$C$9."""
    return str(xl_range_abs(first_row, first_col, last_row, last_col))


def elsewhere(name: str, address: str) -> str:
    """Address on another sheet."""
    return "'" + name.replace("'", "''") + "'!" + address


def quoted(text: str) -> str:
    """Text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'
