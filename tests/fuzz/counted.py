"""Rows of a file counted by code that shares nothing with the reader.

Text goes through a machine of three states, one character at a time; the XML of
workbooks through ElementTree; an old workbook through its records, a web page through
its tags, a database and a Parquet file through their bytes (`stored`).
"""

import codecs
import contextlib
import html
import io
import re
import struct
import zipfile
from xml.etree import ElementTree

from tests.fuzz.bases import BASES
from tests.fuzz.pools import ODD
from tests.fuzz.stored import parquet_rows, sqlite_rows

MOST = 2_000_000
END_OF_FILE = "\x1a"
WRITTEN = frozenset("".join(ODD)).union(
    *(str(cell) for base in BASES.values() for row in base.rows for cell in row)
)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_TAG = re.compile(r"<(/?)([A-Za-z]\w*)[^>]*>")


INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad\u200e\u200f")


def is_filled(text):
    """Whether a cell says anything: blanks and invisible signs do not."""
    return any(not c.isspace() and c not in INVISIBLE for c in text)


def filled_rows(content, sheet, delimiter):
    """Numbers of the rows with a cell, as a spreadsheet shows them, ascending."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            rows = _ods(package, sheet) if "content.xml" in names else _xlsx(package, sheet)
    elif content[:4] == b"\xd0\xcf\x11\xe0":
        rows = _xls(content)
    elif content[-4:] == b"PAR1":
        rows = range(1, parquet_rows(content) + 1)
    elif content[:15] == b"SQLite format 3":
        rows = range(1, sqlite_rows(content, "sheet") + 1)
    elif b"microsoft-com:office:spreadsheet" in content[:8192].replace(b"\0", b""):
        rows = _xml(_decoded(content), sheet)
    elif not delimiter:
        rows = _page(content.decode(errors="replace"))
    else:
        rows = _text(_decoded(content), delimiter)
    return sorted(rows)


def _euro(error):
    """The byte that Chinese Windows writes for the euro sign, which is no GB18030."""
    if error.object[error.start] != 0x80:
        raise error
    return "€", error.start + 1


codecs.register_error("euro", _euro)


def _decoded(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    if b"\0" in content:
        both = [content.decode(order, "replace") for order in ("utf-16-le", "utf-16-be")]
        return max(both, key=lambda text: text.count("\n") + text.count("\r"))
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    readings = []
    for encoding in ("gb18030", "cp950", "big5hkscs"):
        with contextlib.suppress(UnicodeDecodeError):
            readings.append(content.decode(encoding, "euro" if encoding == "gb18030" else "strict"))
    return max(readings, key=lambda text: sum(c in WRITTEN for c in text))


def _text(text, delimiter):
    text = text.replace("\r\n", "\n")
    if text.lower().startswith(f"sep={delimiter}"):
        text = text[5:].removeprefix("\n").removeprefix("\r")
    if text.rstrip("\r\n").endswith(END_OF_FILE):
        text = text.rstrip("\r\n").removesuffix(END_OF_FILE)
    number, filled, state = 1, False, "start"
    for character in text if text.endswith(("\r", "\n")) else f"{text}\n":
        if state == "quoted":
            state = "closing" if character == '"' else state
            filled = filled or (character != '"' and is_filled(character))
        elif character == '"' and state in ("start", "closing"):
            filled, state = filled or state == "closing", "quoted"
        elif character == delimiter:
            state = "start"
        elif character in "\r\n":
            if filled:
                yield number
            number, filled, state = number + 1, False, "start"
        else:
            filled, state = filled or is_filled(character), "inside"


def _xml(text, sheet):
    """Rows of a sheet of an XML table of Excel 2003."""
    tree = ElementTree.fromstring(_DECLARED.sub("", text, count=1))
    number, rows, space = 0, [], "{urn:schemas-microsoft-com:office:spreadsheet}"
    (found,) = [part for part in _all(tree, "Worksheet") if _attribute(part, "Name") == sheet]
    for row in _all(found, "Row"):
        number = int(row.get(f"{space}Index") or number + 1)
        held = [data for cell in row for data in cell if _local(data) == "Data"]
        if any(is_filled("".join(data.itertext())) for data in held):
            rows.append(number)
        number += int(row.get(f"{space}Span") or 0)
    return rows


def _page(text):
    """Rows of the table of a page in which most of them hold something."""
    tables, at, number = [set()], 0, 0
    for tag in [*_TAG.finditer(text), None]:
        words = text[at : tag.start() if tag else len(text)]
        if number and is_filled(html.unescape(words)):
            tables[-1].add(number)
        at = tag.end() if tag else at
        closing, name = (tag[1], tag[2].lower()) if tag else ("", "")
        if name == "table":
            number = 0
            tables += [] if closing else [set()]
        elif name == "tr" and not closing:
            number += 1
    return max(tables, key=len)


def _part(package, name):
    """Name of a part as the zip has it, case and slashes aside."""
    alike = [
        held
        for held in package.namelist()
        if held.replace("\\", "/").lstrip("/").casefold() == name.casefold()
    ]
    return alike[-1] if alike else None


def _tree(package, name):
    return ElementTree.fromstring(package.read(_part(package, name)))


def _local(element):
    return element.tag.rpartition("}")[2]


def _all(element, name):
    return [inner for inner in element.iter() if _local(inner) == name]


def _xlsx(package, sheet):
    book = _tree(package, "xl/workbook.xml")
    (found,) = [s for s in _all(book, "sheet") if s.get("name") == sheet]
    (link,) = [value for name, value in found.items() if name.endswith("}id")]
    links = _all(_tree(package, "xl/_rels/workbook.xml.rels"), "Relationship")
    (target,) = [part.get("Target") for part in links if part.get("Id") == link]
    target = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    shared = []
    if _part(package, "xl/sharedStrings.xml"):
        words = _tree(package, "xl/sharedStrings.xml")
        shared = ["".join(t.text or "" for t in _all(si, "t")) for si in _all(words, "si")]
    number, rows = 0, set()
    for row in _all(_tree(package, target), "row"):
        number = int(row.get("r") or number + 1)
        for cell in (inner for inner in row if _local(inner) == "c"):
            address = "".join(c for c in cell.get("r") or "" if c.isdigit())
            if is_filled(_xlsx_cell(cell, shared)):
                rows.add(int(address or number))
    return rows


def _xlsx_cell(cell, shared):
    values = [inner for inner in cell if _local(inner) == "v"]
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in _all(cell, "t"))
    text = "".join(value.text or "" for value in values)
    if cell.get("t") == "s":
        return shared[int(text)] if text.isdecimal() and int(text) < len(shared) else ""
    return text


def _ods(package, sheet):
    number, rows = 0, []
    tables = _all(_tree(package, "content.xml"), "table")
    (found,) = [table for table in tables if _attribute(table, "name") == sheet]
    for row in _all(found, "table-row"):
        n_times = int(_attribute(row, "number-rows-repeated") or 1)
        cells = [cell for cell in row if _local(cell) in ("table-cell", "covered-table-cell")]
        if any(map(_ods_filled, cells)):
            rows += range(number + 1, number + min(n_times, MOST) + 1)
        number += n_times
    return rows


def _attribute(element, name):
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _ods_filled(cell):
    typed = any(_attribute(cell, name) for name in ("value", "date-value", "boolean-value"))
    return typed or is_filled("".join(cell.itertext()))


def _xls(content):
    stream, at, rows = _stream(content, ("Workbook", "Book")), 0, set()
    biff5 = struct.unpack_from("<H", stream, 4)[0] < 0x0600
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        held = stream[at + 4 : at + 4 + length]
        if kind == 0x0203 and length >= 14:
            rows.add(struct.unpack_from("<H", held)[0] + 1)
        elif kind == 0x0204 and biff5 and length > 8:
            (n,) = struct.unpack_from("<H", held, 6)
            if is_filled(held[8 : 8 + n].decode("gbk", "replace")):
                rows.add(struct.unpack_from("<H", held)[0] + 1)
        elif kind == 0x0204 and length >= 9:
            n, wide = struct.unpack_from("<HB", held, 6)
            text = held[9:].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:n]
            if is_filled(text):
                rows.add(struct.unpack_from("<H", held)[0] + 1)
        at += 4 + length
    return rows


def _stream(content, names):
    """The first stream of such a name in a compound file, its sectors one after the other."""
    n_tables, folder = struct.unpack_from("<II", content, 44)
    places = struct.unpack_from("<109I", content, 76)[:n_tables]
    chain = [n for place in places for n in struct.unpack("<128I", _sector(content, place))]
    entries = b"".join(_chained(content, chain, folder))
    for at in range(0, len(entries), 128):
        entry = entries[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(0, length - 2)].decode("utf-16-le", "replace") in names:
            start, size = struct.unpack_from("<IQ", entry, 116)
            return b"".join(_chained(content, chain, start))[:size]
    raise ValueError(names)


def _sector(content, place):
    return content[512 * (place + 1) : 512 * (place + 2)]


def _chained(content, chain, place):
    for _ in range(len(chain)):
        if place >= len(chain):
            return
        yield _sector(content, place)
        place = chain[place]
