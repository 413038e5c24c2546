"""Workbooks of Excel 5 and 95, as old accounting programs still write them.

`xlrd` reads the cells: `python-calamine` takes their texts for Unicode, which they are
not. The rows are counted from the records of the file itself. Of a formula whose result
is a text in Chinese `xlrd` makes an error, and the workbook is refused.
"""

from __future__ import annotations

import struct
from datetime import date, datetime, time
from typing import Any

import xlrd

from salesreport.cells.plain import written
from salesreport.readers.biff import Biff
from salesreport.readers.compound import records, sheet_starts
from salesreport.readers.merged import Range
from salesreport.readers.sheetfacts import DamagedPartError, SheetFacts

_FORMULA, _STRING = 0x0006, 0x0207
_NUMBERS, _TEXTS = frozenset({0x00BD, 0x0203, 0x0205, 0x027E}), frozenset({0x00D6, 0x0204})
_PAST, _LATER = 2_958_466, 1_462
_NO_NUMBER, _TEXT_FOLLOWS, _EMPTY_TEXT = b"\xff\xff", b"\0", b"\3"
_SHORTEST = {_FORMULA: 14, 0x00BD: 4, 0x0203: 4, 0x0205: 4, 0x027E: 4, 0x00D6: 8, 0x0204: 8}


class OldBook(Biff):
    """Sheets of a workbook of Excel 5 or 95.

    Attributes
    ----------
    names, visible : list of str
        Its sheets of cells.

    Raises
    ------
    DamagedPartError
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        start = self._book.base
        self._stream = bytes(self._book.mem[start : start + self._book.stream_len])
        self.names: list[str] = self._book.sheet_names()
        self.visible = [name for name in self.names if not self._sheet(name).visibility]

    def cells(self, name: str) -> tuple[list[list[Any]], list[Range]]:
        """Cells of a sheet row by row, and none merged: these workbooks know no such."""
        sheet = self._sheet(name)
        kinds = map(sheet.row_types, range(sheet.nrows))
        rows = map(sheet.row_values, range(sheet.nrows))
        return [
            list(map(self._cell, types, values)) for types, values in zip(kinds, rows, strict=True)
        ], []

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet, its rows counted from the records.

        Raises
        ------
        DamagedPartError
        """
        found = super().facts(sheet)
        starts = sheet_starts(self._stream, of_cells=True)
        start = dict(zip(self.names, starts, strict=False)).get(sheet, len(self._stream))
        found.filled = self._filled_rows(start)
        return found

    def _sheet(self, name: str) -> Any:
        try:
            return self._book.sheet_by_name(name)
        except Exception as error:  # a damaged file makes it raise anything
            raise DamagedPartError(str(error) or type(error).__name__) from error

    def _cell(self, kind: int, value: Any) -> Any:
        if kind == xlrd.XL_CELL_DATE:
            return moment_of(value, self.date_1904)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        return value if kind in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else ""

    def _filled_rows(self, start: int) -> list[int]:
        rows, waiting = set(), None
        for kind, at, length in records(self._stream, start):
            if length < _SHORTEST.get(kind, 0):
                continue
            held = self._stream[at : at + length]
            if kind in _NUMBERS or (kind in _TEXTS and self._is_written(held[6:])):
                rows.add(held[0] + 256 * held[1] + 1)
            elif kind == _FORMULA:
                row = held[0] + 256 * held[1] + 1
                result = held[6:7] if held[12:14] == _NO_NUMBER else b""
                waiting = row if result == _TEXT_FOLLOWS else None
                rows |= set() if result in (_TEXT_FOLLOWS, _EMPTY_TEXT) else {row}
            elif kind == _STRING and waiting and self._is_written(held):
                rows.add(waiting)
        return sorted(rows)

    def _is_written(self, held: bytes) -> bool:
        """Whether a text, its length before it, is not blank."""
        (length,) = struct.unpack_from("<H", held)
        text = held[2 : 2 + length].decode(self._book.encoding or "latin-1", errors="replace")
        return bool(written(text))


def moment_of(value: float, date_1904: bool) -> datetime | date | time | float:
    """Day, time of day or both that a workbook's number stands for; one that is none stays."""
    if not 0 <= value < _PAST - _LATER * date_1904:
        return value
    moment: datetime = xlrd.xldate_as_datetime(value, int(date_1904))
    if value < 1:
        return moment.time()
    return moment if value % 1 else moment.date()
