"""A table of a deck as it stands in the file: its rows, known again, and what was edited.

Read as XML, so that it needs nothing of what writes a deck. A table that goes on over
several slides is one.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from lxml import etree

from salesreport.slidekeys import (
    WrittenRow,
    WrittenTable,
    cell_mark,
    row_id,
    written_tables,
)

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHOW = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
IDS = "{http://schemas.microsoft.com/office/drawing/2014/main}"
PROPERTIES = "docProps/custom.xml"
_INK = (f"{DRAWING}t", f"{DRAWING}br")
_ON = {(name, value) for name in ("hMerge", "vMerge") for value in ("1", "true")}
"""What says that a cell is merged into the one beside or above it."""
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
MOST_BYTES = 200_000_000
"""Of one part of the file when unpacked."""


class DeckError(Exception):
    """A file is no deck that can be read; its text says what is wrong."""


@dataclass(frozen=True)
class SlideRow:
    """A row of a table as it stands there now.

    Attributes
    ----------
    key : str
        What it is known by; empty of a row that was written empty, or added.
    cells : tuple of str
        Texts of its cells.
    edited : frozenset of int
        Places of the cells whose text is not what was written; of a row without a key, of
        those with any text.
    absent : frozenset of int
        Places of cells that are not there any more, or are merged into another.
    written : tuple of str
        Marks of the texts that were written into it.
    slide, place : int
        Number of the slide, and of the row under the table's head, from 1.
    """

    key: str
    cells: tuple[str, ...]
    edited: frozenset[int]
    absent: frozenset[int]
    written: tuple[str, ...]
    slide: int
    place: int


@dataclass(frozen=True)
class _Row:
    cells: tuple[str | None, ...]
    identity: int | None
    slide: int
    place: int


def slide_rows(content: bytes, table: str) -> list[SlideRow]:
    """Rows of a table under its head; those without text are left out.

    Columns that were moved are put back in their order, those that were added are left out;
    cells of one that was taken out, and of a cell that is merged into another, are not edited.

    Parameters
    ----------
    content : bytes
        A deck as written, or saved again by PowerPoint, WPS or LibreOffice.
    table : str
        Name of the table's shape; `table 2` is where it goes on.

    Raises
    ------
    DeckError
        No .pptx, or one that is damaged; the table is gone or was renamed, or its slides were
        copied into a file that does not know what was written.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            written = written_tables(_properties(file))
            shapes = [(name, rows) for name, rows in _tables(file, table) if rows]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, EOFError, OSError) as error:
        raise DeckError(str(error) or type(error).__name__) from error
    if table in written and table not in dict(shapes):
        raise DeckError(f"no table is named {table} any more")
    if shapes and table not in written:
        raise DeckError(f"nothing tells what was written into the table {table}")
    return [row for name, rows in shapes for row in _told_rows(rows, written.get(name), table)]


def _told_rows(rows: Sequence[_Row], written: WrittenTable | None, table: str) -> list[SlideRow]:
    """Rows under the head of one shape, in the order of the columns as written."""
    known = written or WrittenTable()
    head, *rest = rows
    order = _order(head, known.head, table)
    body = [replace(row, cells=tuple(_at(row, place) for place in order)) for row in rest]
    found = _known(body, known.rows)
    return [_told(row, found.get(at)) for at, row in enumerate(body) if any(row.cells)]


def _at(row: _Row, place: int | None) -> str | None:
    return row.cells[place] if place is not None and place < len(row.cells) else None


def _order(head: _Row, written: Sequence[str], table: str) -> list[int | None]:
    """Where each column that was written stands now; None of one that is gone."""
    marks = [cell_mark(text or "") for text in head.cells]
    order = [marks.index(mark) if mark in marks else None for mark in written]
    if None in order and len(marks) == len(written):
        # A title was changed in its place: the others say whether columns were moved.
        kept = all(place in (None, at) for at, place in enumerate(order))
        order = list(range(len(written))) if kept else order
    if all(place is None for place in order):
        raise DeckError(f"the columns of the table {table} are not those that were written")
    return order


def _told(row: _Row, written: WrittenRow | None) -> SlideRow:
    marks = written.marks if written is not None and written.key else ()
    edited = frozenset(
        at
        for at, text in enumerate(row.cells)
        if text is not None and (cell_mark(text) != marks[at] if at < len(marks) else text)
    )
    key = written.key if written is not None else ""
    absent = frozenset(at for at, text in enumerate(row.cells) if text is None)
    texts = tuple(text or "" for text in row.cells)
    return SlideRow(key, texts, edited, absent, marks, row.slide, row.place)


def _known(rows: Sequence[_Row], written: Sequence[WrittenRow]) -> dict[int, WrittenRow]:
    """Which row was which: by its id, else by what stands in it, else by its place."""
    found: dict[int, WrittenRow] = {}
    left = dict(enumerate(written))

    def take(at: int, place: int) -> None:
        found[at] = left.pop(place)

    identities = {row_id(one.key, place + 1): place for place, one in left.items()}
    for at, row in enumerate(rows):
        place = identities.get(row.identity) if row.identity is not None else None
        if place in left and place is not None:
            take(at, place)
    if any(row.identity is not None for row in rows):
        return found
    for n_alike in (None, 1):
        for at, row in enumerate(rows):
            marks = tuple(cell_mark(text or "") for text in row.cells)[:n_alike]
            place = next((n for n, one in left.items() if one.marks[:n_alike] == marks), None)
            if at not in found and place is not None and any(row.cells):
                take(at, place)
    for at in range(len(rows)):
        if at not in found and at in left and len(rows) == len(written):
            take(at, at)
    return found


def _tables(file: zipfile.ZipFile, table: str) -> Iterator[tuple[str, list[_Row]]]:
    """Shapes of the table's name, in the order of the slides, with their rows and head."""
    parts = {name: int(m[1]) for name in file.namelist() if (m := _SLIDE.fullmatch(name))}
    for number, part in enumerate(sorted(parts, key=lambda name: parts[name]), start=1):
        tree = _xml(file, part)
        for frame in tree.iter(f"{SHOW}graphicFrame"):
            named = frame.find(f"{SHOW}nvGraphicFramePr/{SHOW}cNvPr")
            name = "" if named is None else named.get("name", "")
            if re.fullmatch(rf"{re.escape(table)}( \d+)?", name):
                rows = frame.iter(f"{DRAWING}tr")
                yield name, [_row(one, number, n) for n, one in enumerate(rows)]


def _row(row: etree._Element, slide: int, place: int) -> _Row:
    cells = tuple(
        None if _ON & {*cell.attrib.items()} else _text(cell) for cell in row.iter(f"{DRAWING}tc")
    )
    told = next(row.iter(f"{IDS}rowId"), None)
    value = None if told is None else told.get("val", "")
    return _Row(cells, int(value) if value and value.isdigit() else None, slide, place)


def _text(cell: etree._Element) -> str:
    lines = [
        "".join("\n" if one.tag == f"{DRAWING}br" else one.text or "" for one in line.iter(*_INK))
        for line in cell.iter(f"{DRAWING}p")
    ]
    return "\n".join(lines).strip()


def _properties(file: zipfile.ZipFile) -> dict[str, str]:
    if PROPERTIES not in file.namelist():
        return {}
    return {one.get("name", ""): "".join(one.itertext()) for one in _xml(file, PROPERTIES)}


def _xml(file: zipfile.ZipFile, part: str) -> etree._Element:
    if file.getinfo(part).file_size > MOST_BYTES:
        raise OSError(f"{part} is larger than {MOST_BYTES:,} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(file.read(part), parser)
