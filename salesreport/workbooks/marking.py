"""Cells of a workbook coloured by severity, and a note on each that says why."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesreport.workbooks.notes import add_notes
from salesreport.workbooks.package import Package, named, namespace
from salesreport.workbooks.references import Place, place_of, reference_of

COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
"""Severity -> fill colour."""

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True)
class Mark:
    """One cell to mark: how bad, and the sentences of its note."""

    severity: str
    texts: tuple[str, ...]


@dataclass
class Book:
    """A workbook's package with its styles and sheets at hand.

    Attributes
    ----------
    package : Package
    workbook : str
        Path of the part that names the sheets.
    sheets : dict of str to str
        Title -> path of the sheet's part, in order.
    """

    package: Package
    workbook: str
    sheets: dict[str, str]
    _made: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> Book:
        """Workbook from its content."""
        package = Package.of(content)
        workbook = package.related("", "officeDocument") or "xl/workbook.xml"
        root = package.xml(workbook)
        sheets = {}
        for sheet in (s for group in named(root, "sheets") for s in named(group, "sheet")):
            key = next(v for k, v in sheet.attrib.items() if k.endswith("}id"))
            path = package.target(workbook, key)
            if path is not None:
                sheets[sheet.get("name", "")] = path
        return cls(package, workbook, sheets)

    @property
    def relation_names(self) -> str:
        """Start of the addresses of relation types, usual or strict."""
        strict = "purl.oclc.org" in namespace(self.package.xml(self.workbook))
        return (
            "http://purl.oclc.org/ooxml/officeDocument/relationships/"
            if strict
            else "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        )

    def style(self, base: int, severity: str) -> int:
        """Number of a cell format that is `base` with the severity's fill."""
        key = (base, severity)
        if key not in self._made:
            self._made[key] = self._new_style(base, fill=self._fill(COLOURS[severity]))
        return self._made[key]

    def text_style(self, **attributes: str) -> int:
        """Number of a format for the list of problems; `font`, `fill`, `wrap`."""
        root = self._styles()
        number = self._new_style(0, fill=self._fill(attributes["fill"]) if "fill" in attributes
                                 else None)  # fmt: skip
        formats = next(named(root, "cellXfs"))
        one = formats[number]
        if "font" in attributes:
            one.set("fontId", str(self._font(attributes["font"])))
            one.set("applyFont", "1")
        for old in list(named(one, "alignment")):
            one.remove(old)
        name, wrap = f"{{{namespace(root)}}}alignment", attributes.get("wrap", "1")
        alignment = one.makeelement(name, vertical="top", wrapText=wrap)
        one.insert(0, alignment)
        one.set("applyAlignment", "1")
        return number

    def _styles(self) -> Any:
        path = self.package.related(self.workbook, "styles")
        if path is None:
            path = self.package.free("xl/styles{}.xml")
            names = namespace(self.package.xml(self.workbook))
            self.package.add(path, _plain_styles(names), _STYLES_TYPE)
            self.package.relate(self.workbook, f"{self.relation_names}styles", path)
        return self.package.xml(path)

    def _new_style(self, base: int, *, fill: int | None) -> int:
        formats = next(named(self._styles(), "cellXfs"))
        one = copy.deepcopy(formats[base] if base < len(formats) else formats[0])
        if fill is not None:
            one.set("fillId", str(fill))
            one.set("applyFill", "1")
        return _appended(formats, one)

    def _fill(self, colour: str) -> int:
        root = self._styles()
        fills, names = next(named(root, "fills")), namespace(root)
        fill = fills.makeelement(f"{{{names}}}fill")
        pattern = fill.makeelement(f"{{{names}}}patternFill", patternType="solid")
        pattern.append(pattern.makeelement(f"{{{names}}}fgColor", rgb=colour))
        pattern.append(pattern.makeelement(f"{{{names}}}bgColor", indexed="64"))
        fill.append(pattern)
        return _appended(fills, fill)

    def _font(self, kind: str) -> int:
        root = self._styles()
        fonts, names = next(named(root, "fonts")), namespace(root)
        font = fonts.makeelement(f"{{{names}}}font")
        if kind in ("bold", "title"):
            font.append(font.makeelement(f"{{{names}}}b"))
        if kind == "link":
            font.append(font.makeelement(f"{{{names}}}u"))
        font.append(font.makeelement(f"{{{names}}}sz", val="16" if kind == "title" else "11"))
        colour = "FF0563C1" if kind == "link" else "FF000000"
        font.append(font.makeelement(f"{{{names}}}color", rgb=colour))
        font.append(font.makeelement(f"{{{names}}}name", val="Calibri"))
        return _appended(fonts, font)


def _appended(group: Any, one: Any) -> int:
    group.append(one)
    group.set("count", str(len(group)))
    return len(group) - 1


def _plain_styles(names: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<styleSheet xmlns="{names}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/>'
        '</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
        '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
        'xfId="0"/></cellXfs></styleSheet>'
    ).encode()


def mark_sheet(book: Book, title: str, marks: Mapping[Place, Mark]) -> None:
    """Colour the cells of a sheet and put their notes on them.

    A cell that is part of a merged range stands for its range: the mark goes to the
    cell that holds the range's value.
    """
    path = book.sheets[title]
    root = book.package.xml(path)
    merged = _merged(root)
    moved: dict[Place, Mark] = {}
    for place, mark in marks.items():
        anchor = next((a for a, b in merged if _inside(place, a, b)), place)
        moved[anchor] = _joined(moved[anchor], mark) if anchor in moved else mark
    cells = _Cells(root)
    for place in sorted(moved):
        cell, base = cells.at(place)
        cell.set("s", str(book.style(base, moved[place].severity)))
    _widen(root, moved)
    add_notes(book.package, path, book.relation_names,
              {place: mark.texts for place, mark in moved.items()})  # fmt: skip


_LOUDEST = ("error", "warning", "info")


def _joined(first: Mark, second: Mark) -> Mark:
    severity = min(first.severity, second.severity, key=_LOUDEST.index)
    return Mark(severity, tuple(dict.fromkeys((*first.texts, *second.texts))))


def _inside(place: Place, first: Place, last: Place) -> bool:
    return first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]


def _merged(root: Any) -> Sequence[tuple[Place, Place]]:
    ranges = []
    for group in named(root, "mergeCells"):
        for one in named(group, "mergeCell"):
            first, _, last = one.get("ref", "").partition(":")
            if last:
                ranges.append((place_of(first), place_of(last)))
    return ranges


class _Cells:
    """Cells of a sheet by place, made where the file leaves a blank one out."""

    def __init__(self, root: Any) -> None:
        self._names = namespace(root)
        self._data = next(named(root, "sheetData"))
        self._columns = [
            (int(c.get("min", "1")), int(c.get("max", "1")), int(c.get("style", "0")))
            for group in named(root, "cols")
            for c in named(group, "col")
        ]
        self._rows: dict[int, Any] = {}
        number = 0
        for row in named(self._data, "row"):
            # a row or cell without its number stands after the one before
            number = int(row.get("r", number + 1))
            self._rows[number] = row
        self._numbers = sorted(self._rows)
        self._by_row: dict[int, dict[int, Any]] = {}

    def at(self, place: Place) -> tuple[Any, int]:
        """A cell and the number of its format, the row's or column's where it is new."""
        number, column = place
        row = self._row(number)
        cells = self._cells(number, row)
        if column in cells:
            return cells[column], int(cells[column].get("s", "0"))
        cell = row.makeelement(f"{{{self._names}}}c", r=reference_of(place))
        after = [i for i in cells if i < column]
        if after:
            cells[max(after)].addnext(cell)
        else:
            row.insert(0, cell)
        cells[column] = cell
        return cell, self._base(row, column)

    def _base(self, row: Any, column: int) -> int:
        if row.get("customFormat") in ("1", "true"):
            return int(row.get("s", "0"))
        return next((s for a, b, s in self._columns if a <= column + 1 <= b), 0)

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            row = self._data.makeelement(f"{{{self._names}}}row", r=str(number))
            before = [n for n in self._rows if n < number]
            if before:
                self._rows[max(before)].addnext(row)
            else:
                self._data.insert(0, row)
            self._rows[number] = row
        return self._rows[number]

    def _cells(self, number: int, row: Any) -> dict[int, Any]:
        if number not in self._by_row:
            found: dict[int, Any] = {}
            column = -1
            for cell in named(row, "c"):
                written = cell.get("r")
                column = place_of(written)[1] if written else column + 1
                found[column] = cell
            self._by_row[number] = found
        return self._by_row[number]


def _widen(root: Any, marks: Mapping[Place, Any]) -> None:
    """Let the sheet's stated extent hold the marked cells too."""
    for extent in named(root, "dimension"):
        first, _, last = extent.get("ref", "").partition(":")
        corners = [place_of(first), place_of(last or first), *marks]
        rows = [row for row, _ in corners if row]
        columns = [column for row, column in corners if row]
        if rows:
            start = reference_of((min(rows), min(columns)))
            extent.set("ref", f"{start}:{reference_of((max(rows), max(columns)))}")
