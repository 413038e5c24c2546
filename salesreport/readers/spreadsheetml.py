"""What an .xlsx says beside its values: read from its XML, not through a library.

The library that reads the cells gives an empty text for a formula that nobody has
calculated and for `#REF!` alike, and says nothing of hidden rows. A sheet's rows are
walked here as bytes; only rows that hold something of interest are looked at cell by
cell.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from salesreport.cells.plain import written
from salesreport.readers.numberformats import shown_by
from salesreport.readers.packages import Package, local, parse, well_formed
from salesreport.readers.sheetfacts import DamagedPartError, SheetFacts
from salesreport.readers.sheetrows import RowWalk, as_utf8

_CHUNK = 4 * 1024**2
_BLANK = (
    rb"(?:\s|\xc2[\x85\xa0]|\xe3\x80\x80|\xe2\x80[\x80-\x8f\xa8\xa9\xaf]|\xe2\x81[\x9f\xa0]"
    rb"|\xe1\x9a\x80|\xef\xbb\xbf|&#\w+;|_x[0-9A-Fa-f]{4}_)*"
)
_MAYBE_BLANK = re.compile(
    rb"<(?:\w+:)?t(?: [^>]*)?>" + _BLANK + rb"</|<(?:\w+:)?(?:t|si)(?: [^>]*)?/>"
    rb"|<(?:\w+:)?si>\s*</"
)
_PERCENT = {"9": "0%", "10": "0.00%"}
"""Formats of percentages that no file spells out, by their number."""

_PADDED = re.compile(r'(?:"([^"]*)"|\\(.)|([A-Z#\-/]))?(0{2,})')


class SpreadsheetML:
    """Parts of an .xlsx.

    Attributes
    ----------
    date_1904 : bool
        Whether day 0 is 1904-01-01.

    Raises
    ------
    DamagedPartError
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets: dict[str, str] = {}
        self.date_1904 = self._uncalculated = False
        main = self._target("", "officeDocument") or "xl/workbook.xml"
        self._read_workbook(main)
        folder = posixpath.dirname(main)
        self._blank_texts = self._blank_strings(
            self._target(main, "sharedStrings") or f"{folder}/sharedStrings.xml"
        )
        styles = self._styles(self._target(main, "styles") or f"{folder}/styles.xml")
        self._padded = {s: shape for s, code in styles.items() if (shape := padding(code))}
        self._shown = {s: code for s, code in styles.items() if any(shown_by(code))}

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> (kind, part) of what a part names."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        content = self._package.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        if content:
            parse(content, start=start)
        return found

    def _target(self, part: str, kind: str) -> str:
        targets = [target for k, target in self._relations(part).values() if k == kind]
        return next((target for target in targets if target in self._package), "")

    def _read_workbook(self, main: str) -> None:
        relations = self._relations(main)

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "sheet":
                own = local(attributes)
                self._sheets[own.get("name", "")] = relations.get(own.get("id", ""), ("", ""))[1]
            elif element == "workbookPr":
                self.date_1904 = attributes.get("date1904", "0") in ("1", "true")
            elif element == "calcPr":
                self._uncalculated = attributes.get("fullCalcOnLoad", "0") in ("1", "true")

        parse(self._package.read(main), start=start)

    def _blank_strings(self, part: str) -> frozenset[bytes]:
        """Places of the shared texts that are blank, as a cell writes them."""
        content = self._package.read(part)
        if not content:
            return frozenset()
        if _MAYBE_BLANK.search(as_utf8(content)) is None:
            parse(content)
            return frozenset()
        found: list[str] = []
        inside = [False]

        def start(element: str, _: dict[str, str]) -> None:
            if element == "si":
                found.append("")
            inside[0] = element == "t"

        def text(piece: str) -> None:
            if inside[0] and found:
                found[-1] += piece

        def end(element: str) -> None:
            inside[0] = False

        parse(content, start=start, end=end, text=text)
        return frozenset(str(i).encode() for i, t in enumerate(found) if not written(t))

    def _styles(self, part: str) -> dict[bytes, str]:
        """Styles with a number format that may matter -> its code."""
        formats = dict(_PERCENT)
        styles: list[str] = []
        where = [""]

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "numFmt":
                formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif element in ("cellXfs", "cellStyleXfs", "dxfs"):
                where[0] = element
            elif element == "xf" and where[0] == "cellXfs":
                styles.append(attributes.get("numFmtId", "0"))

        content = self._package.read(part)
        if content:
            parse(content, start=start)
        return {
            str(place).encode(): formats[number]
            for place, number in enumerate(styles)
            if number in formats
        }

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet."""
        part = self._sheets.get(sheet, "")
        if part not in self._package:
            return SheetFacts()
        walk = RowWalk(
            self._blank_texts, self._padded, self._shown, uncalculated=self._uncalculated
        )
        try:
            return walk.over(well_formed(self._package.chunks(part, _CHUNK)))
        except (ValueError, OverflowError) as error:
            raise DamagedPartError(f"{part}: {error}") from error


@lru_cache(maxsize=1024)
def padding(code: str) -> tuple[str, int] | None:
    """What a number format such as `0000` or `"L-"000` puts before a number, and its digits.

    Examples
    --------
    >>> padding("0000"), padding('"L-"000'), padding("0.00"), padding("yyyy")
    (('', 4), ('L-', 3), None, None)
    """
    match = _PADDED.fullmatch(code.split(";", maxsplit=1)[0])
    if match is None:
        return None
    return (match[1] or match[2] or match[3] or "", len(match[4]))
