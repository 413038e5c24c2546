"""Rows of a database and of a Parquet file, counted from their bytes without a library."""

import struct

LEAF, INTERIOR = 0x0D, 0x05


def sqlite_rows(content, table):
    """Rows of a table of an SQLite file: the cells of its leaf pages."""
    size = struct.unpack_from(">H", content, 16)[0]
    size = 65_536 if size == 1 else size
    (root,) = [
        values[3]
        for page, at in _leaf_cells(content, size, 1)
        if (values := _record(page, at))[0] == "table" and values[1] == table
    ]
    return sum(1 for _ in _leaf_cells(content, size, root))


def _leaf_cells(content, size, number):
    """Page and place of each cell of the leaves below a page."""
    page = content[(number - 1) * size : number * size]
    at = 100 if number == 1 else 0
    kind, n_cells = page[at], struct.unpack_from(">H", page, at + 3)[0]
    if kind == LEAF:
        for place in struct.unpack_from(f">{n_cells}H", page, at + 8):
            yield page, place
    elif kind == INTERIOR:
        for place in struct.unpack_from(f">{n_cells}H", page, at + 12):
            yield from _leaf_cells(content, size, struct.unpack_from(">I", page, place)[0])
        yield from _leaf_cells(content, size, struct.unpack_from(">I", page, at + 8)[0])


def _record(page, at):
    """Texts and whole numbers of a cell's first columns."""
    _, at = _varint(page, at)
    _, at = _varint(page, at)
    length, after = _varint(page, at)
    kinds, end, at = [], at + length, after
    while at < end:
        kind, at = _varint(page, at)
        kinds.append(kind)
    values = []
    for kind in kinds[:4]:
        width = (kind - 12) // 2 if kind >= 12 else (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind]
        held = page[at : at + width]
        values.append(held.decode("utf-8", "replace") if kind >= 12 else int.from_bytes(held))
        at += width
    return values


def _varint(page, at):
    value = 0
    for _ in range(8):
        value = value << 7 | page[at] & 0x7F
        at += 1
        if page[at - 1] < 0x80:
            return value, at
    return value << 8 | page[at], at + 1


def parquet_rows(content):
    """Rows that the footer of a Parquet file states, which is a struct of Thrift."""
    length = struct.unpack_from("<I", content, len(content) - 8)[0]
    return _Thrift(content[len(content) - 8 - length : -8]).whole_number(3)


class _Thrift:
    """A struct in Thrift's compact form, passed over up to a field."""

    def __init__(self, held):
        self.held, self.at = held, 0

    def whole_number(self, wanted):
        field = 0
        while kind := self.byte():
            field = field + (kind >> 4) if kind >> 4 else self.zigzag()
            if field == wanted:
                return self.zigzag()
            self.skip(kind & 15)
        raise ValueError(wanted)

    def byte(self):
        self.at += 1
        return self.held[self.at - 1]

    def number(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def zigzag(self):
        value = self.number()
        return value >> 1 ^ -(value & 1)

    def skip(self, kind, *, inside=False):
        if kind in (1, 2):
            self.at += inside
        elif kind in (3, 7):
            self.at += 1 if kind == 3 else 8
        elif kind in (4, 5, 6):
            self.number()
        elif kind == 8:
            length = self.number()
            self.at += length
        elif kind in (9, 10):
            head = self.byte()
            for _ in range(self.number() if head >> 4 == 15 else head >> 4):
                self.skip(head & 15, inside=True)
        elif kind == 12:
            while inner := self.byte():
                if not inner >> 4:
                    self.zigzag()
                self.skip(inner & 15)
        else:
            raise ValueError(kind)
