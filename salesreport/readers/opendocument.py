"""What an .ods says beside its values: read from its content.xml."""

from __future__ import annotations

from dataclasses import dataclass, field

from salesreport.cells.plain import written
from salesreport.readers.numberformats import text_beside, text_shown
from salesreport.readers.packages import Package, local, parse
from salesreport.readers.sheetfacts import ERROR, DamagedPartError, SheetFacts

MOST_CELLS = 40_000_000
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_ROWS = 1_048_576
_MOST_ODD = 1_000_000


@dataclass
class _Sheet:
    """Where the walk stands in one sheet."""

    facts: SheetFacts = field(default_factory=SheetFacts)
    row: int = 0
    place: int = 0
    column: int = 0
    repeated: int = 1
    hidden: bool = False
    held: int = 0
    waits: bool = False


class OpenDocument:
    """Sheets of an .ods: the facts of all are found in one pass.

    Attributes
    ----------
    date_1904 : bool
        Whether its numbers count days from 1904-01-01.

    Raises
    ------
    DamagedPartError
    """

    def __init__(self, package: Package) -> None:
        self.date_1904 = False
        self._found: dict[str, SheetFacts] = {}
        self._sheet = _Sheet()
        self._depth = self._inner = self._aside = 0
        self._cell: dict[str, str] | None = None
        self._text = ""
        if "content.xml" not in package:
            msg = "it has no content.xml"
            raise DamagedPartError(msg)
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            msg = "it is protected by a password"
            raise DamagedPartError(msg)
        content = package.read("content.xml")
        try:
            parse(content, start=self._start, end=self._end, text=self._read)
        except (ValueError, OverflowError) as error:
            raise DamagedPartError(f"content.xml: {error}") from error

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet."""
        return self._found.get(sheet, SheetFacts())

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        own = local(attributes)
        if element == "table" and "name" in own:
            self._sheet = _Sheet()
            self._found[own["name"]] = self._sheet.facts
        elif element == "null-date":
            self.date_1904 = own.get("date-value", "").startswith("1904")
        elif element == "table-column":
            self._start_column(own)
        elif element == "table-row":
            sheet = self._sheet
            sheet.repeated = int(own.get("number-rows-repeated", "1"))
            sheet.hidden = own.get("visibility") in _HIDDEN
            sheet.place, sheet.held, sheet.waits = 0, 0, False
        elif element in ("table-cell", "covered-table-cell"):
            self._cell, self._text = own, ""
        elif element == "annotation":
            self._aside += 1
        elif element in ("s", "tab", "line-break") and not self._aside:
            self._text += " "

    def _read(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._text += text

    def _end(self, element: str) -> None:
        if element == "annotation":
            self._aside -= 1
        elif element in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif element == "table-row":
            self._end_row()

    def _start_column(self, own: dict[str, str]) -> None:
        sheet = self._sheet
        repeated = int(own.get("number-columns-repeated", "1"))
        if own.get("visibility") in _HIDDEN:
            places = range(sheet.column, min(sheet.column + repeated, 16384))
            sheet.facts.hidden_columns.update(places)
        sheet.column += repeated

    def _end_cell(self, own: dict[str, str]) -> None:
        sheet, here = self._sheet, (self._sheet.row + 1, self._sheet.place)
        repeated = int(own.get("number-columns-repeated", "1"))
        kind = own.get("value-type", "")
        filled = kind not in ("", "string") or bool(
            written(own.get("string-value", "")) or written(self._text)
        )
        rows = int(own.get("number-rows-spanned", "1"))
        columns = int(own.get("number-columns-spanned", "1"))
        if rows > 1 or columns > 1:
            corner = (here[0] + min(rows, _MOST_ROWS) - 1, here[1] + columns - 1)
            sheet.facts.merged.append((*here, *corner))
        if "formula" in own and not kind and not filled:
            sheet.waits = True
            sheet.facts.unvalued.update(self._cells(here, repeated))
        elif kind == "error" or (
            ("formula" in own or kind == "string") and ERROR.fullmatch(self._text.strip())
        ):
            self._note_errors(here, repeated)
            filled = True
        if kind in ("float", "currency", "percentage"):
            shown = _shown(kind, own, self._text)
            if shown is not None:
                sheet.facts.patches.update(dict.fromkeys(self._cells(here, repeated), shown))
        if filled:
            sheet.held += repeated
            sheet.facts.last_place = max(sheet.facts.last_place, sheet.place + repeated - 1)
        sheet.place += repeated

    def _cells(self, here: tuple[int, int], repeated: int) -> list[tuple[int, int]]:
        rows = self._sheet.repeated
        if rows * repeated > _MOST_ODD:
            msg = f"row {here[0]} repeats a formula or an error {rows * repeated} times"
            raise DamagedPartError(msg)
        return [
            (here[0] + down, here[1] + right) for down in range(rows) for right in range(repeated)
        ]

    def _note_errors(self, here: tuple[int, int], repeated: int) -> None:
        shown = self._text.strip()
        self._sheet.facts.errors.update(dict.fromkeys(self._cells(here, repeated), shown))

    def _end_row(self) -> None:
        sheet = self._sheet
        numbers = range(sheet.row + 1, min(sheet.row + sheet.repeated, _MOST_ROWS) + 1)
        if sheet.held:
            if len(numbers) * (sheet.facts.last_place + 1) > MOST_CELLS:
                msg = f"row {sheet.row + 1} is repeated over more cells than any table fills"
                raise DamagedPartError(msg)
            sheet.facts.filled.extend(numbers)
            sheet.facts.n_filled += sheet.held * len(numbers)
            if sheet.hidden:
                sheet.facts.hidden_rows.update(numbers)
        elif sheet.waits:
            sheet.facts.waiting.update(numbers)
        sheet.row += sheet.repeated


def _shown(kind: str, own: dict[str, str], text: str) -> str | None:
    """A number with its unit as the sheet shows it, where it shows one."""
    if kind == "percentage":
        return text_shown(own.get("value", "0"), "0%")
    return text_beside(own.get("value", "0"), text, own.get("currency", ""))
