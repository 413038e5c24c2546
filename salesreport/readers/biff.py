"""What an old .xls says beside its values: found by a second library.

A formula that no program has calculated cannot be told in an .xls from one whose
result is an empty text; such cells are listed and count as blank.
"""

from __future__ import annotations

import io
from typing import Any

import xlrd

from salesreport.cells.plain import written
from salesreport.readers.numberformats import text_shown
from salesreport.readers.sheetfacts import DamagedPartError, SheetFacts
from salesreport.readers.spreadsheetml import padding

_UNICODE = 80


class Biff:
    """Sheets of an .xls.

    Attributes
    ----------
    date_1904 : bool
        Whether day 0 is 1904-01-01.
    is_old : bool
        Whether it is from before Excel 97, its texts not in Unicode.

    Raises
    ------
    DamagedPartError
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._book: Any = xlrd.open_workbook(
                file_contents=content,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
                logfile=io.StringIO(),
            )
            self.date_1904 = self._book.datemode == 1
            self.is_old = self._book.biff_version < _UNICODE
        except Exception as error:  # a damaged file makes it raise anything
            raise DamagedPartError(str(error) or type(error).__name__) from error

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet.

        Raises
        ------
        DamagedPartError
        """
        try:
            return self._facts(self._book.sheet_by_name(sheet))
        except Exception as error:
            raise DamagedPartError(str(error) or type(error).__name__) from error

    def _facts(self, sheet: Any) -> SheetFacts:
        found = SheetFacts()
        for row in range(sheet.nrows):
            kinds, values = sheet.row_types(row), sheet.row_values(row)
            held = 0
            for place, (kind, value) in enumerate(zip(kinds, values, strict=True)):
                here = (row + 1, place)
                if kind == xlrd.XL_CELL_ERROR:
                    found.errors[here] = xlrd.error_text_from_code.get(value, "#?")
                elif kind == xlrd.XL_CELL_TEXT and not written(value):
                    if value == "":
                        found.empty_results.add(here)
                    continue
                elif kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    continue
                elif kind == xlrd.XL_CELL_NUMBER:
                    self._note_shown(sheet, row, place, value, found)
                held += 1
                found.last_place = max(found.last_place, place)
            if held:
                found.filled.append(row + 1)
                found.n_filled += held
                info = sheet.rowinfo_map.get(row)
                if info is not None and info.hidden:
                    found.hidden_rows.add(row + 1)
        found.hidden_columns = {
            place for place, info in sheet.colinfo_map.items() if info.hidden and place < 256
        }
        return found

    def _note_shown(
        self, sheet: Any, row: int, place: int, value: float, found: SheetFacts
    ) -> None:
        """A number as the sheet shows it, where that is an id, or names a unit or currency."""
        style = self._book.xf_list[sheet.cell_xf_index(row, place)]
        code = self._book.format_map[style.format_key].format_str
        shape = padding(code) if value >= 0 and value.is_integer() else None
        if shape is not None:
            found.patches[row + 1, place] = shape[0] + str(int(value)).zfill(shape[1])
            return
        shown = text_shown(repr(value), code)
        if shown is not None:
            found.patches[row + 1, place] = shown
