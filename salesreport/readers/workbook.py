"""A workbook as records of cells: numbers, days and truth values as Excel stores them."""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from salesreport.readers.faults import file_error


class Workbook:
    """Sheets of one workbook, read when asked for.

    Raises
    ------
    SourceFileError
        Damaged, protected by a password, or no workbook.
    """

    def __init__(self, content: bytes, shown: str) -> None:
        self.shown = shown
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except CalamineError as error:
            raise self._damaged(error) from error
        sheets = [
            sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        self.names = [sheet.name for sheet in sheets]
        self.visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]

    def records(self, sheet: str) -> list[list[Any]]:
        """Rows of a sheet from its row 1 on; blank cells are empty text."""
        try:
            return self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except CalamineError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: CalamineError) -> Exception:
        return file_error(
            "wrong_file_kind",
            f"the workbook cannot be opened ({error})",
            file=self.shown,
            expected="an undamaged workbook without a password",
            remedy="open it in Excel, take the password off, save it again",
            values={"reason": str(error)},
        )
