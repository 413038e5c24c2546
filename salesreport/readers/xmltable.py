"""XML tables of Excel 2003, which old programs still write and name .xls or .xml.

`lxml` reads the cells. The rows are counted apart, by another parser.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lxml import etree

from salesreport.cells.plain import written
from salesreport.readers.merged import Range
from salesreport.readers.numberformats import text_shown
from salesreport.readers.oldexcel import moment_of
from salesreport.readers.packages import parse
from salesreport.readers.sheetfacts import ERROR, Cell, DamagedPartError, SheetFacts
from salesreport.readers.spreadsheetml import padding

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS, _X = f"{{{SPACE}}}", "{urn:schemas-microsoft-com:office:excel}"
_INDEX, _SPAN, _STYLE = f"{_SS}Index", f"{_SS}Span", f"{_SS}StyleID"
_ACROSS, _DOWN, _HIDDEN = f"{_SS}MergeAcross", f"{_SS}MergeDown", f"{_SS}Hidden"
_DATA, _TYPE, _FORMULA = f"{_SS}Data", f"{_SS}Type", f"{_SS}Formula"
_ROOT = re.compile(rb"<(?:\w+:)?Workbook\b")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*\?>\s*")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_DIGITS = 15
"""Digits of a number that Excel keeps; a longer one is an id."""

_NAMED = {
    "Percent": "0%", "Euro Currency": "[$€-2]0.00", "Standard": "0.00", "Currency": "0.00",
    "General Date": "y", "Long Date": "y", "Medium Date": "y", "Short Date": "y",
    "Long Time": "h", "Medium Time": "h", "Short Time": "h",
}  # fmt: skip
"""Formats that the file only names, as codes."""

_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_TIMES = (date(1899, 12, 30), date(1899, 12, 31))
"""Days on which a time of day is said to lie."""


def is_xml_table(content: bytes) -> bool:
    """Whether a file begins like an XML table of Excel 2003."""
    head = content[:8192].replace(b"\0", b"")
    return SPACE.encode() in head and _ROOT.search(head) is not None


@dataclass
class _Sheet:
    """What one sheet holds: row number -> place -> cell."""

    visible: bool
    rows: dict[int, dict[int, Any]] = field(default_factory=dict)
    facts: SheetFacts = field(default_factory=SheetFacts)


class XmlBook:
    """Sheets of an XML table of Excel 2003.

    Attributes
    ----------
    names, visible : list of str
        Its sheets.
    date_1904 : bool
        Whether its numbers count days from 1904-01-01.

    Raises
    ------
    DamagedPartError
    """

    def __init__(self, text: bytes) -> None:
        """Read a text in UTF-8, whatever encoding it declares."""
        text = _DECLARATION.sub(b"", text, count=1)
        counted = filled_rows(text)
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=True, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(text, parser)
            self.date_1904 = root.find(f"{_X}ExcelWorkbook/{_X}Date1904") is not None
            styles = _styles(root)
            self._sheets: dict[str, _Sheet] = {}
            for worksheet in root.iterfind(f"{_SS}Worksheet"):
                name = worksheet.get(f"{_SS}Name")
                if not name or name in self._sheets:
                    msg = "a sheet has no name of its own"
                    raise DamagedPartError(msg)
                self._sheets[name] = _SheetReader(styles, self.date_1904).read(worksheet)
                self._sheets[name].facts.filled = counted.get(name, [])
        except (etree.XMLSyntaxError, ValueError, OverflowError) as error:
            raise DamagedPartError(str(error)) from error
        self.names = list(self._sheets)
        self.visible = [name for name, sheet in self._sheets.items() if sheet.visible]

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet."""
        return self._sheets[sheet].facts

    def cells(self, name: str) -> tuple[list[list[Any]], list[Range]]:
        """Cells of a sheet row by row, and those merged."""
        sheet = self._sheets[name]
        width = max((place + 1 for row in sheet.rows.values() for place in row), default=0)
        records = [[""] * width for _ in range(max(sheet.rows, default=0))]
        for number, row in sheet.rows.items():
            for place, cell in row.items():
                records[number - 1][place] = cell
        return records, sheet.facts.merged


def _styles(root: Any) -> dict[str, str]:
    """Style -> code of its number format, its own or that of the style it follows."""
    codes: dict[str, str] = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        own = style.find(f"{_SS}NumberFormat")
        code = codes.get(style.get(f"{_SS}Parent", "Default"), "")
        if own is not None:
            code = own.get(f"{_SS}Format", "General")
        codes[style.get(f"{_SS}ID", "")] = _NAMED.get(code, code)
    return codes


class _SheetReader:
    """One walk over the rows of a sheet."""

    def __init__(self, styles: dict[str, str], date_1904: bool) -> None:
        self._styles, self._date_1904 = styles, date_1904
        self._of_columns: dict[int, str] = {}
        self._held: dict[int, int] = {}

    def read(self, worksheet: Any) -> _Sheet:
        """Sheet of an element `Worksheet`."""
        state = worksheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "").strip()
        self._sheet = _Sheet(visible=state not in ("SheetHidden", "SheetVeryHidden"))
        for table in worksheet.iterfind(f"{_SS}Table"):
            self._of_table = table.get(_STYLE, "Default")
            place = -1
            for column in table.iterfind(f"{_SS}Column"):
                place = self._read_column(column, _next(column, place + 1, _MOST_COLUMNS))
            number = 0
            for row in table.iterfind(f"{_SS}Row"):
                number = self._read_row(row, _next(row, number, _MOST_ROWS) + 1)
        return self._sheet

    def _read_column(self, column: Any, place: int) -> int:
        """Note what a column says of its places; the last of them."""
        last = min(place + _whole(column, _SPAN), _MOST_COLUMNS)
        if column.get(_HIDDEN) == "1":
            self._sheet.facts.hidden_columns.update(range(place, last + 1))
        if style := column.get(_STYLE):
            self._of_columns.update(dict.fromkeys(range(place, last + 1), style))
        return last

    def _read_row(self, row: Any, number: int) -> int:
        """Read a row's cells; the last number the element stands for."""
        facts, last = self._sheet.facts, number + _whole(row, _SPAN)
        cells = row.findall(f"{_SS}Cell")
        if last > _MOST_ROWS or (cells and last > number):
            msg = f"row {number} stands for more rows than it may"
            raise DamagedPartError(msg)
        if row.get(_HIDDEN) == "1":
            facts.hidden_rows.update(range(number, last + 1))
        found: dict[int, Any] = {}
        of_row = row.get(_STYLE)
        n_errors = len(facts.errors)
        n_unvalued = len(facts.unvalued)
        for cell, place in zip(cells, self._places(cells, number), strict=True):
            self._note_merged(cell, number, place)
            style = cell.get(_STYLE) or of_row or self._of_columns.get(place, self._of_table)
            value = self._value(cell, (number, place), self._styles.get(style, ""))
            if value != "":
                found[place] = value
        held = len(facts.errors) - n_errors + sum(1 for value in found.values() if written(value))
        facts.n_filled += held
        if found:
            self._sheet.rows[number] = found
        if not held and len(facts.unvalued) > n_unvalued:
            facts.waiting.add(number)
        return last

    def _places(self, cells: Iterable[Any], number: int) -> list[int]:
        """Places of a row's cells.

        A cell without one of its own follows the one before. Excel states the place of
        the first cell behind one merged from above and other programs do not, which
        shows where a filled cell would lie under the merged one.
        """
        plain = _placed(cells, {})
        if not self._held:
            return plain
        held = {place: 0 for place, last in self._held.items() if last >= number}
        under = any(
            place in held and not cell.get(_INDEX) and cell.find(_DATA) is not None
            for cell, place in zip(cells, plain, strict=True)
        )
        return _placed(cells, held) if under else plain

    def _note_merged(self, cell: Any, number: int, place: int) -> None:
        across, down = _whole(cell, _ACROSS), _whole(cell, _DOWN)
        if across or down:
            right = min(place + across, _MOST_COLUMNS - 1)
            bottom = min(number + down, _MOST_ROWS)
            self._sheet.facts.merged.append((number, place, bottom, right))
            self._held.update(dict.fromkeys(range(place, right + 1), bottom) if down else {})

    def _value(self, cell: Any, here: Cell, code: str) -> Any:
        """What a cell holds; empty where it is blank, an error or waits for its value."""
        facts = self._sheet.facts
        data = cell.find(_DATA)
        if data is None and cell.get(_FORMULA) is None:
            return ""
        text = "" if data is None else data.text or ""
        if data is not None and len(data):
            text = "".join(data.itertext())
        kind = "" if data is None else data.get(_TYPE, "String")
        computed = bool(cell.get(_FORMULA))
        if computed and not text and kind != "String":
            facts.unvalued.add(here)
            return ""
        if kind == "Error" or (computed and ERROR.fullmatch(text.strip())):
            facts.errors[here] = text.strip() or "#?"
            facts.last_place = max(facts.last_place, here[1])
            return ""
        if text:
            facts.last_place = max(facts.last_place, here[1])
        if kind == "Number":
            return _number(text, code, self._date_1904)
        if kind == "DateTime":
            return _moment(text)
        return text.strip() == "1" if kind == "Boolean" and text.strip() in ("0", "1") else text


def _next(element: Any, expected: int, most: int) -> int:
    """Place from 0 that an element states, or else the expected one."""
    stated = element.get(_INDEX)
    place = expected if stated is None else int(stated) - 1
    if not expected <= place < most:
        msg = f"it stands at {place + 1}, expected from {expected + 1} to {most}"
        raise DamagedPartError(msg)
    return place


def _whole(element: Any, name: str) -> int:
    """Count that an attribute states, 0 where it is absent."""
    stated = element.get(name)
    return max(0, int(stated)) if stated else 0


def _placed(cells: Iterable[Any], held: dict[int, int]) -> list[int]:
    """Places of a row's cells, those held by others passed over.

    Programs that leave the held ones out do not count them in a blank cell's place either.
    """
    places, place = [], 0
    for cell in cells:
        untold = cell.get(_INDEX) is None or (held and cell.find(_DATA) is None)
        while untold and place in held:
            place += 1
        place = place if untold else _next(cell, place, _MOST_COLUMNS)
        places.append(place)
        place += 1 + _whole(cell, _ACROSS)
    return places


def _number(text: str, code: str, date_1904: bool) -> Any:
    """A number, or the id, the amount with its unit or the day that the sheet shows for it."""
    bare = text.strip()
    try:
        number = math.nan if "_" in bare else float(bare)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if bare.isdecimal() and (len(bare) > _DIGITS or (bare[0] == "0" and len(bare) > 1)):
        return bare
    shape = padding(code) if number >= 0 and number.is_integer() else None
    if shape is not None:
        return shape[0] + str(int(number)).zfill(shape[1])
    shown = text_shown(repr(number), code)
    if shown is not None:
        return shown
    is_day = re.search("[ymdhs]", _ASIDE.sub("", code.partition(";")[0]), re.IGNORECASE)
    return moment_of(number, date_1904) if is_day and "[h" not in code.lower() else number


def _moment(text: str) -> Any:
    """Day, time of day or both; a text that is none stays one."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    if moment.tzinfo is not None:
        return text
    if moment.date() in _TIMES:
        return moment.time()
    return moment if moment.time() != moment.time().min else moment.date()


def filled_rows(text: bytes) -> dict[str, list[int]]:
    """Numbers of the rows of each sheet that hold something, found without `lxml`.

    Raises
    ------
    DamagedPartError
        It is no XML, or declares entities.
    """
    count = _Count()
    parse(text, start=count.start, end=count.end, text=count.read)
    return count.sheets


class _Count:
    """Rows that hold something, as the elements go by."""

    def __init__(self) -> None:
        self.sheets: dict[str, list[int]] = {}
        self._rows: list[int] = []
        self._number = self._span = self._aside = 0
        self._text: str | None = None
        self._filled = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """A sheet, a row, a cell's content or a remark begins."""
        if element == "Worksheet":
            self._rows = self.sheets.setdefault(attributes.get(f"{SPACE}:Name", ""), [])
            self._number = 0
        elif element == "Row":
            self._number = int(attributes.get(f"{SPACE}:Index", self._number + 1))
            self._span = int(attributes.get(f"{SPACE}:Span", "0"))
            self._filled = False
        elif element == "Comment":
            self._aside += 1
        elif element == "Data" and not self._aside:
            self._text = "#" if attributes.get(f"{SPACE}:Type") == "Error" else ""

    def read(self, text: str) -> None:
        """Text of a cell."""
        if self._text is not None:
            self._text += text

    def end(self, element: str) -> None:
        """A row, a cell's content or a remark ends."""
        if element == "Comment":
            self._aside -= 1
        elif element == "Data" and self._text is not None:
            self._filled = self._filled or bool(written(self._text))
            self._text = None
        elif element == "Row":
            self._rows += [self._number] if self._filled else []
            self._number += self._span
