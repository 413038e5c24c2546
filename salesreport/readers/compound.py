"""Whether an old .xls is sound enough for a library that trusts its lengths.

`python-calamine` reserves the memory that a file claims to need, and ends the whole
program where there is none; a chain of sectors that bites its tail is never left.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from salesreport.readers.sheetfacts import DamagedPartError

_HEADER = 512
_SHIFTS = {9: 512, 12: 4096}
_END = 0xFFFFFFFE
_RESERVED = 0xFFFFFFFA
_SMALL = 4096
_ROWS, _COLUMNS = 65_536, 256
_EOF, _BOUNDSHEET, _DIMENSIONS, _STRINGS = 0x000A, 0x0085, 0x0200, 0x00FC
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})


def check_compound(content: bytes) -> None:
    """Refuse a file whose lengths, chains or areas cannot be what they say.

    Raises
    ------
    DamagedPartError
    """
    try:
        stream = _Sectors(content).workbook()
        for start in (0, *sheet_starts(stream)):
            _check_records(stream, start)
    except struct.error as error:
        raise _damaged("it ends too early") from error


class _Sectors:
    """Sectors of a compound file and the chains they form."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = _SHIFTS.get(struct.unpack_from("<H", content, 30)[0], 0)
        if not self.size:
            raise _damaged("its sectors have no known size")
        for at in (40, 44, 64, 72):
            if struct.unpack_from("<I", content, at)[0] * self.size > len(content) + self.size:
                raise _damaged("it claims more sectors than it has")
        places = list(struct.unpack_from("<109I", content, 76))
        more = struct.unpack_from("<I", content, 68)[0]
        for _ in range(len(content) // self.size + 1):
            if more >= _RESERVED:
                break
            *further, more = self.numbers(more)
            places += further
        used = [place for place in places if place < _RESERVED]
        if len(used) * self.size > len(content):
            raise _damaged("it claims more sectors than it has")
        self.table = [number for place in used for number in self.numbers(place)]

    def sector(self, place: int) -> bytes:
        start = max(_HEADER, self.size) + place * self.size
        if start >= len(self.content):
            raise _damaged("a sector lies beyond its end")
        return self.content[start : start + self.size].ljust(self.size, b"\0")

    def numbers(self, place: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self.size // 4}I", self.sector(place))

    def chain(self, place: int) -> bytes:
        """Sectors of a stream, one after the other."""
        parts: list[bytes] = []
        while place != _END:
            if place >= len(self.table) or len(parts) > len(self.table):
                raise _damaged("a chain of sectors has no end")
            parts.append(self.sector(place))
            place = self.table[place]
        return b"".join(parts)

    def workbook(self) -> bytes:
        """The stream of the workbook; empty where it is too small to have a chain."""
        folder, few = struct.unpack_from("<I8xI", self.content, 48)
        if few < _RESERVED:
            self.chain(few)
        entries = self.chain(folder)
        found = b""
        for at in range(0, len(entries), 128):
            length = struct.unpack_from("<H", entries, at + 64)[0]
            start, size = struct.unpack_from("<IQ", entries, at + 116)
            size = size & 0xFFFFFFFF if self.size == _HEADER else size
            name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if name not in ("Workbook", "Book") and at:
                continue
            if size > len(self.content):
                raise _damaged("a stream is longer than the file")
            held = self.chain(start) if size and (size >= _SMALL or not at) else b""
            found = held[:size] if at and not found else found
        return found


def records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record up to the end of a part of the stream."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        if kind == _EOF:
            return
        at += 4 + length


def sheet_starts(stream: bytes, *, of_cells: bool = False) -> list[int]:
    """Where each sheet begins, in their order; charts and macros are no sheets of cells."""
    return [
        struct.unpack_from("<I", stream, at)[0]
        for kind, at, length in records(stream, 0)
        if kind == _BOUNDSHEET and not (of_cells and length > 5 and stream[at + 5])
    ]


def _check_records(stream: bytes, start: int) -> None:
    for kind, at, length in records(stream, start):
        if kind in _CELLS and length >= 4:
            if struct.unpack_from("<H", stream, at + 2)[0] >= _COLUMNS:
                raise _damaged("a cell lies beyond the last column")
        elif kind == _DIMENSIONS and length >= 10:
            _check_area(stream, at, length)
        elif kind == _STRINGS and length >= 8:
            n_strings = struct.unpack_from("<I", stream, at + 4)[0]
            if n_strings > len(stream):
                raise _damaged("it claims more texts than it has")


def _check_area(stream: bytes, at: int, length: int) -> None:
    form = "<IIHH" if length >= 14 else "<HHHH"
    top, bottom, left, right = struct.unpack_from(form, stream, at)
    empty = (top, bottom, left, right) == (0, 0, 0, 0)
    if bottom > _ROWS or right > _COLUMNS or ((top > bottom or left > right) and not empty):
        raise _damaged("a sheet claims an area that cannot be")


def _damaged(what: str) -> DamagedPartError:
    return DamagedPartError(what)
