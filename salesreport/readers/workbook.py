"""A workbook's sheets as columns of cells, with everything odd about them said.

`python-calamine` reads the cells. What it does not tell (formulas that nobody has
calculated, errors, hidden rows, ids shown with zeros in front, how many rows there
are) is looked up in the file's own parts.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from salesreport.readers.biff import Biff
from salesreport.readers.compound import check_compound
from salesreport.readers.encodings import text_of
from salesreport.readers.faults import file_error
from salesreport.readers.merged import Range
from salesreport.readers.oldexcel import OldBook
from salesreport.readers.opendocument import OpenDocument
from salesreport.readers.packages import Package
from salesreport.readers.sheetfacts import DamagedPartError, Facts, SheetFacts
from salesreport.readers.spreadsheetml import SpreadsheetML
from salesreport.readers.webtable import charset, filled_rows, is_web_page, web_table
from salesreport.readers.xmltable import XmlBook, is_xml_table

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xml"})
Kind = Literal["xlsx", "xls", "ods", "xml", "page", "text"]

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_CELLS = 20_000_000
_SPARSE = 20
_EXPECTED = "an undamaged workbook without a password, named .xlsx, .xls, .ods or .xml"


def workbook_kind(content: bytes, suffix: str, shown: str) -> Kind:
    """What a file named like a workbook holds: sales systems name pages and text so, too.

    Raises
    ------
    SourceFileError
        Protected by a password, or no workbook.
    """
    if content[:4] == _ZIP:
        return _zip_kind(content, shown)
    if content[:4] == _COMPOUND:
        if _ENCRYPTED in content:
            raise _protected(shown)
        return "xls"
    if content:
        if is_web_page(content):
            return "page"
        if is_xml_table(content):
            return "xml"
        marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        if marked or (content.lstrip()[:1] != b"<" and b"\0" not in content[:4096]):
            return "text"
    what = f"named {suffix}, but it is {'no workbook' if content else 'empty'}"
    raise _unreadable(shown, what, remedy="open it in Excel and save it as .xlsx")


def _zip_kind(content: bytes, shown: str) -> Kind:
    try:
        package = Package(content)
        kind = package.read("mimetype")
    except DamagedPartError as error:
        raise _damaged(shown, error) from error
    if any(name.endswith(".iwa") for name in package.names) or "index.zip" in package:
        raise _numbers(shown)
    if "xl/workbook.bin" in package:
        raise _unreadable(shown, "a binary workbook (.xlsb)", remedy="save it as .xlsx")
    if b"opendocument.spreadsheet" in kind or "content.xml" in package:
        return "ods"
    if not any("workbook" in name for name in package.names):
        raise _unreadable(shown, "a zip without a workbook in it", remedy="save it as .xlsx")
    return "xlsx"


@dataclass(frozen=True)
class SheetRecords:
    """Cells of one sheet from its row 1 on, and what else is known of it."""

    records: list[list[Any]]
    merged: list[Range]
    facts: SheetFacts


class Workbook:
    """Sheets of one workbook, read when asked for.

    Attributes
    ----------
    names, visible : list of str
        Its sheets of cells; charts are none.
    date_1904 : bool
        Whether its day 0 is 1904-01-01.

    Raises
    ------
    SourceFileError
        Damaged, protected by a password, or no workbook.
    """

    def __init__(self, content: bytes, shown: str, kind: Kind = "xlsx") -> None:
        self.shown, self._kind = shown, kind
        with self._reading():
            self._parts = _parts(content, kind, shown)
            parts = self._parts
            self._book = parts if isinstance(parts, OldBook | XmlBook) else _Book(content)
        self.date_1904 = self._parts.date_1904
        self.names, self.visible = self._book.names, self._book.visible

    def sheet(self, name: str | None) -> SheetRecords:
        """Cells of a sheet; blank ones are empty text.

        Raises
        ------
        SourceFileError
            Damaged, or a stray cell far away makes it too large.
        """
        name = name or self.names[0]
        with self._reading():
            facts = self._parts.facts(name)
            self._refuse_sparse(name, facts)
            records, merged = self._book.cells(name)
        return SheetRecords(records, facts.merged or merged, facts)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Whatever the library makes of a damaged file becomes one clear error."""
        quiet = _quiet_stderr() if self._kind == "xls" else nullcontext()
        try:
            with quiet:
                yield
        except (CalamineError, DamagedPartError) as error:
            raise _damaged(self.shown, error) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # the library's own, not importable
                raise
            raise _damaged(self.shown, error) from error

    def _refuse_sparse(self, name: str, facts: SheetFacts) -> None:
        area = (facts.filled[-1] if facts.filled else 0) * (facts.last_place + 1)
        if area > _MOST_CELLS and area > _SPARSE * facts.n_filled:
            raise file_error(
                "sheet_too_large",
                f"{facts.n_filled} cells are spread over {area} places",
                file=self.shown,
                sheet=name,
                expected="a table without cells far away from it",
                remedy="delete the stray cells far below or right of the table "
                "(Ctrl+End finds the last) and save it",
                values={"cells": str(facts.n_filled), "row": str(facts.filled[-1])},
            )


class _Book:
    """Sheets of a workbook as `python-calamine` reads them."""

    def __init__(self, content: bytes) -> None:
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        self.names = [sheet.name for sheet in sheets]
        self.visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]

    def cells(self, name: str) -> tuple[list[list[Any]], list[Range]]:
        """Cells of a sheet row by row, and those merged."""
        read = self._book.get_sheet_by_name(name)
        records = read.to_python(skip_empty_area=False)
        merged = read.merged_cell_ranges or []
        return records, [
            (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merged
        ]


class WebPage:
    """The largest table of a web page, as a workbook of one sheet without a name."""

    date_1904 = False

    def __init__(self, content: bytes, shown: str) -> None:
        self.shown = shown
        self._text = text_of(content, shown, encoding=charset(content)).decode("utf-8")

    def sheet(self, name: str | None = None) -> SheetRecords:
        """Cells of the table, all of them text; a page has no sheets to name."""
        records, merged = web_table(self._text)
        return SheetRecords(list(records), merged, SheetFacts(filled=filled_rows(self._text)))


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Standard error shut: the library prints a trace of its own where it gives up."""
    try:
        saved = os.dup(2)
    except OSError:  # a program without standard error
        saved = -1
    if saved < 0:
        yield
        return
    shut = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(shut, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(shut)


def _parts(content: bytes, kind: Kind, shown: str) -> Facts:
    if kind == "xml":
        return XmlBook(text_of(content, shown, encoding=charset(content)))
    if kind == "xls":
        check_compound(content)
        parts = Biff(content)
        return OldBook(content) if parts.is_old else parts
    package = Package(content)
    return OpenDocument(package) if kind == "ods" else SpreadsheetML(package)


def _damaged(shown: str, error: BaseException) -> Exception:
    if "password" in str(error).lower() or "encrypted" in str(error).lower():
        return _protected(shown)
    return file_error(
        "damaged_file",
        f"the workbook cannot be opened ({error})",
        file=shown,
        expected=_EXPECTED,
        remedy="fetch it again, or let Excel repair it and save it as .xlsx",
        values={"reason": str(error)},
    )


def _numbers(shown: str) -> Exception:
    return file_error(
        "numbers_document",
        "it is a document of Apple Numbers",
        file=shown,
        expected=_EXPECTED,
        remedy="open it in Numbers and choose File > Export To > Excel",
    )


def _protected(shown: str) -> Exception:
    return file_error(
        "protected_file",
        "the workbook is protected by a password",
        file=shown,
        expected="a workbook that opens without a password",
        remedy="open it in Excel, take the password off (File > Info > Protect Workbook), save it",
    )


def _unreadable(shown: str, what: str, *, remedy: str) -> Exception:
    return file_error(
        "wrong_file_kind", what, file=shown, expected=_EXPECTED, remedy=remedy,
        values={"reason": what},
    )  # fmt: skip
