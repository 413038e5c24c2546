"""Rows of a file counted by code that shares nothing with the reader.

Text goes through a machine of three states, one character at a time; the XML of
workbooks through ElementTree; an old workbook through its records.
"""

import io
import struct
import zipfile
from xml.etree import ElementTree

from lxml import etree

MOST = 2_000_000


def is_filled(text):
    """Whether a cell says anything: blanks and invisible signs do not."""
    return any(c not in "\u200b\u200c\u200d\u2060\ufeff\xad\u200e\u200f" for c in text.strip())


def filled_rows(content, sheet, delimiter):
    """Numbers of the rows with a cell, as a spreadsheet shows them, ascending."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            rows = _ods(package, sheet) if "content.xml" in names else _xlsx(package, sheet)
    elif content[:4] == b"\xd0\xcf\x11\xe0":
        rows = _xls(content)
    else:
        rows = _text(_decoded(content), delimiter)
    return sorted(rows)


def _decoded(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    if b"\0" in content:
        both = [content.decode(order, "replace") for order in ("utf-16-le", "utf-16-be")]
        return max(both, key=lambda text: text.count("\n") + text.count("\r"))
    for encoding in ("utf-8-sig", "gb18030", "big5hkscs"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp950")


def _text(text, delimiter):
    text = text.replace("\r\n", "\n")
    if text.lower().startswith(f"sep={delimiter}"):
        text = text[5:].removeprefix("\n").removeprefix("\r")
    number, cell, filled, state = 1, "", False, "start"
    for character in text if text.endswith(("\r", "\n")) else f"{text}\n":
        if state == "quoted":
            state = "closing" if character == '"' else state
            cell += "" if character == '"' else character
        elif character == '"' and state in ("start", "closing"):
            cell, state = cell + ("" if state == "start" else '"'), "quoted"
        elif character == delimiter:
            filled, cell, state = filled or is_filled(cell), "", "start"
        elif character in "\r\n":
            if filled or is_filled(cell):
                yield number
            number, cell, filled, state = number + 1, "", False, "start"
        else:
            cell, state = cell + character, "inside"


def _part(package, name):
    """Name of a part as the zip has it, case and slashes aside."""
    alike = [
        held
        for held in package.namelist()
        if held.replace("\\", "/").lstrip("/").casefold() == name.casefold()
    ]
    return alike[-1] if alike else None


def _tree(package, name):
    """Elements of a part; of one that is not well formed, those that can be made out."""
    held = package.read(_part(package, name))
    try:
        return ElementTree.fromstring(held)
    except ElementTree.ParseError:
        held = held[held.index(b"<", held.find(b"?>") + 1) :]
        mended = etree.fromstring(held, etree.XMLParser(recover=True, huge_tree=True))
        return ElementTree.fromstring(etree.tostring(mended))


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
    stream, at, rows = _stream(content, "Workbook"), 0, set()
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        held = stream[at + 4 : at + 4 + length]
        if kind == 0x0203 and length >= 14:
            rows.add(struct.unpack_from("<H", held)[0] + 1)
        elif kind == 0x0204 and length >= 9:
            n, wide = struct.unpack_from("<HB", held, 6)
            text = held[9:].decode("utf-16-le" if wide & 1 else "latin-1", "replace")[:n]
            if is_filled(text):
                rows.add(struct.unpack_from("<H", held)[0] + 1)
        at += 4 + length
    return rows


def _stream(content, name):
    """A stream of a compound file, its sectors one after the other."""
    n_tables, folder = struct.unpack_from("<II", content, 44)
    places = struct.unpack_from("<109I", content, 76)[:n_tables]
    chain = [n for place in places for n in struct.unpack("<128I", _sector(content, place))]
    entries = b"".join(_chained(content, chain, folder))
    for at in range(0, len(entries), 128):
        entry = entries[at : at + 128]
        length = struct.unpack_from("<H", entry, 64)[0]
        if entry[: max(0, length - 2)].decode("utf-16-le", "replace") == name:
            start, size = struct.unpack_from("<IQ", entry, 116)
            return b"".join(_chained(content, chain, start))[:size]
    raise ValueError(name)


def _sector(content, place):
    return content[512 * (place + 1) : 512 * (place + 2)]


def _chained(content, chain, place):
    for _ in range(len(chain)):
        if place >= len(chain):
            return
        yield _sector(content, place)
        place = chain[place]
