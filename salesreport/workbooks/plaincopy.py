"""A file that is no workbook of parts, such as a CSV, as a workbook of plain cells."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from typing import Any

from salesreport.cells.plain import written
from salesreport.readers.grids import Grid
from salesreport.spreadsheet import plain_book
from salesreport.workbooks.finding import Input
from salesreport.workbooks.template import MADE_ON

MOST_ROWS = 200_000
"""A longer file is copied with its marked rows alone, each in its own row."""

_EXCEL_ROWS, _EXCEL_TEXT = 1_048_576, 32_767


def plain_copy(one: Input, grids: Mapping[str, Grid], marked: Collection[int]) -> bytes:
    """Workbook with the file's cells as text, each in the row its own number says.

    Text is never taken for a formula, a number or an address.

    Parameters
    ----------
    grids : mapping of str to Grid
        By the title its sheet gets.
    marked : collection of int
        Rows that must be there.
    """
    stream = io.BytesIO()
    with plain_book(stream, title=one.path.name, made_on=MADE_ON) as book:
        bold = book.add_format({"bold": True, "bg_color": "#D9D9D9"})
        for title, grid in grids.items():
            _write(book.add_worksheet(title), grid, marked, bold)
        if not grids:
            book.add_worksheet(one.title)
    return stream.getvalue()


def _write(sheet: Any, grid: Grid, marked: Collection[int], bold: Any) -> None:
    for place, header in enumerate(grid.header):
        sheet.write_string(grid.header_row - 1, place, header[:_EXCEL_TEXT], bold)
    sheet.freeze_panes(grid.header_row, 0)
    sheet.set_column(0, max(len(grid.header) - 1, 0), 16)
    columns = [column.map(written).tolist() for column in grid.columns]
    whole = len(grid) <= MOST_ROWS
    for position, number in enumerate(grid.numbers.tolist()):
        if number > _EXCEL_ROWS or not (whole or number in marked):
            continue
        for place, cells in enumerate(columns):
            if cells[position]:
                sheet.write_string(number - 1, place, cells[position][:_EXCEL_TEXT])
