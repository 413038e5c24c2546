"""The rows of an .xlsx sheet walked as bytes: which hold something, and what is odd.

Rows of plain values take one look each. Only a row that holds an error, a formula
without a value or nothing sure is looked at cell by cell.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from salesreport.cells.plain import written
from salesreport.readers.addresses import place_of
from salesreport.readers.numberformats import text_shown
from salesreport.readers.sheetfacts import Cell, SheetFacts

_HEAD = re.compile(rb"<(?:(\w+):)?worksheet\b")
_ATTRIBUTE = re.compile(rb"\b(r|t|s|hidden|min|max)\s*=\s*[\"']([^\"']*)[\"']")
_TRUE = (b"1", b"true")


@dataclass(frozen=True)
class _Tags:
    """Patterns of a sheet's elements, which some programs write with a prefix."""

    row: bytes
    end: bytes
    formula: bytes
    cell: re.Pattern[bytes]
    column: re.Pattern[bytes]
    value: re.Pattern[bytes]
    text: re.Pattern[bytes]
    plain: re.Pattern[bytes]
    valued: tuple[bytes, bytes]
    empty: bytes
    zero: tuple[bytes, bytes]
    result: re.Pattern[bytes]
    last_value: bytes
    last_text: bytes
    last_cell: bytes
    styled: bytes
    error: tuple[bytes, bytes] = (b't="e"', b"t='e'")


@lru_cache(maxsize=8)
def _tags(prefix: bytes) -> _Tags:
    p = prefix + b":" if prefix else b""
    return _Tags(
        row=b"<" + p + b"row",
        end=b"</" + p + b"sheetData",
        formula=b"<" + p + b"f",
        cell=re.compile(rb"<%bc\b([^>]*?)(?:/>|>(.*?)</%bc>)" % (p, p), re.DOTALL),
        column=re.compile(rb"<%bcol\b([^>]*)>" % p),
        value=re.compile(rb"<%bv(?: [^>]*)?>(.*?)</%bv>" % (p, p), re.DOTALL),
        text=re.compile(rb"<%bt(?: [^>]*)?>(.*?)</%bt>" % (p, p), re.DOTALL),
        plain=re.compile(
            rb' r="(\d+)"(?: (?!hidden)[\w:.]+="[^"]*")*>'
            rb"(?:<%bc [^>]*/>)*<%bc( [^>]*[^/])><%bv>([^<\s&]+)" % (p, p, p)
        ),
        valued=(b"</%bf><%bv>" % (p, p), b"/><%bv>" % p),
        empty=b"<%bv></" % p,
        zero=(b"</%bf><%bv>0<" % (p, p), b"/><%bv>0<" % p),
        result=re.compile(
            rb'<%bc r="([A-Z]+)\d+"[^>]*><%bf(?:[^>]*/>|[^>]*>[^<]*</%bf>)<%bv>([^<]+)<'
            % (p, p, p, p)
        ),
        last_value=b"</" + p + b"v>",
        last_text=b"</" + p + b"t>",
        last_cell=b"<" + p + b'c r="',
        styled=(
            b'<%bc r="([A-Z]+)(\\d+)"(?: t="n")? s="(%%b)"(?: t="n")?>'
            b"(?:<%bf(?:[^>]*/>|[^>]*>[^<]*</%bf>))?<%bv>([-+.0-9Ee]+)<" % (p, p, p, p)
        ),
    )


def as_utf8(content: bytes) -> bytes:
    """XML in UTF-8, in which nearly every program writes it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace").encode()
    return content


class RowWalk:
    """One pass over the rows of a sheet."""

    def __init__(
        self,
        blank: frozenset[bytes],
        padded: dict[bytes, tuple[str, int]],
        shown: dict[bytes, str],
        *,
        uncalculated: bool,
    ) -> None:
        self._blank, self._padded, self._uncalculated = blank, padded, uncalculated
        self._shown = shown
        self.found = SheetFacts()
        self._zeros: dict[int, set[Cell]] = {}
        self._calculated: set[bytes] = set()
        self._row = 0

    def over(self, chunks: Iterable[bytes]) -> SheetFacts:
        """Facts found in the pieces of a sheet's part."""
        rest, tags, in_rows = b"", _tags(b""), False
        for chunk in chunks:
            rest += chunk
            if not in_rows:
                rest = as_utf8(rest)
                match = _HEAD.search(rest)
                tags = _tags((match[1] or b"") if match else b"")
                head, token, after = rest.partition(tags.row)
                if not token:
                    continue
                self._read_columns(head, tags)
                in_rows, rest = True, token + after
            cut = rest.rfind(tags.row)
            self._read_rows(rest[:cut], tags)
            rest = rest[cut:]
        if in_rows:
            self._read_rows(rest, tags)
        self._settle_zeros()
        self.found.filled.sort()
        return self.found

    def _read_rows(self, text: bytes, tags: _Tags) -> None:
        """Whole rows; where nothing of interest stands in any of them, one look a row."""
        pieces = text.split(tags.row)[1:]
        errors = any(mark in text for mark in tags.error)
        formulas = tags.formula in text
        if formulas and self._uncalculated:
            results = tags.result.findall(text)
            self._calculated |= {column for column, value in results if value.strip() != b"0"}
        self._note_padded(text, tags)
        self._note_shown(text, tags)
        formulas = formulas and not self._all_valued(text, tags)
        filled = self.found.filled
        for piece in pieces:
            match = tags.plain.match(piece)
            if (
                match is None
                or (formulas and not self._all_valued(piece, tags))
                or (errors and any(mark in piece for mark in tags.error))
                or (match[3] in self._blank and b't="s"' in match[2])
            ):
                self._read_row(piece, tags)
            else:
                self._row = int(match[1])
                filled.append(self._row)
        self.found.n_filled += text.count(tags.last_value)
        last, size = tags.last_cell, len(tags.last_cell)
        inline = tags.last_text in text
        tails = set()
        for piece in pieces:
            end = piece.rfind(tags.last_value)
            if inline:
                end = max(end, piece.rfind(tags.last_text))
            start = piece.rfind(last, 0, end) + size
            tails.add(piece[start : start + 3])
        for tail in tails:
            self._note_place(tail)

    def _all_valued(self, piece: bytes, tags: _Tags) -> bool:
        """Whether each formula of some rows is followed by a value that can be trusted."""
        if self._uncalculated and any(mark in piece for mark in tags.zero):
            return False
        n_valued = sum(map(piece.count, tags.valued))
        return tags.empty not in piece and piece.count(tags.formula) == n_valued

    def _note_padded(self, text: bytes, tags: _Tags) -> None:
        if not self._padded:
            return
        styles = b"|".join(self._padded)
        pattern = tags.last_cell + rb'([A-Z]+)(\d+)" s="(%b)"(?: t="n")?><[^>]*v>(\d+)<' % styles
        for letters, row, style, value in re.findall(pattern, text):
            before, digits = self._padded[style]
            here = (int(row), place_of(letters.decode()))
            self.found.patches[here] = before + value.decode().zfill(digits)

    def _note_shown(self, text: bytes, tags: _Tags) -> None:
        """Numbers whose format names a unit or currency, as the sheet shows them."""
        if not self._shown:
            return
        pattern = tags.styled % b"|".join(self._shown)
        for letters, row, style, value in re.findall(pattern, text):
            shown = text_shown(value.decode(), self._shown[style])
            if shown is not None:
                self.found.patches[int(row), place_of(letters.decode())] = shown

    def _read_columns(self, head: bytes, tags: _Tags) -> None:
        for match in tags.column.finditer(head):
            own = dict(_ATTRIBUTE.findall(match[1]))
            if own.get(b"hidden") in _TRUE:
                first, last = int(own.get(b"min", b"1")), int(own.get(b"max", b"1"))
                self.found.hidden_columns.update(range(first - 1, min(last, 16384)))

    def _read_row(self, piece: bytes, tags: _Tags) -> None:
        if piece[:1] not in (b" ", b">", b"/", b"\n", b"\r", b"\t"):
            return
        piece = piece.partition(tags.end)[0]
        head, _, body = piece.partition(b">")
        own = dict(_ATTRIBUTE.findall(head))
        self._row = int(own[b"r"]) if b"r" in own else self._row + 1
        if head.endswith(b"/") or not body:
            return
        if b"v>" in body or b"t>" in body or tags.formula in body:
            self._read_cells(body, tags)
        if own.get(b"hidden") in _TRUE and self.found.filled[-1:] == [self._row]:
            self.found.hidden_rows.add(self._row)

    def _note_place(self, address: bytes) -> None:
        letters = address.rstrip(b"0123456789")
        if letters.isalpha():
            self.found.last_place = max(self.found.last_place, place_of(letters.decode()))

    def _read_cells(self, body: bytes, tags: _Tags) -> None:
        place, held, waits = -1, 0, 0
        for match in tags.cell.finditer(body):
            own = dict(_ATTRIBUTE.findall(match[1]))
            letters = own.get(b"r", b"").rstrip(b"0123456789")
            place = place_of(letters.decode()) if letters.isalpha() else place + 1
            inner = match[2] or b""
            kind = self._kind(own, inner, place, tags)
            held += kind == "held"
            waits += kind == "waits"
            if kind:
                self.found.last_place = max(self.found.last_place, place)
        if held:
            self.found.filled.append(self._row)
            self.found.n_filled += held
        elif waits:
            self.found.waiting.add(self._row)

    def _kind(self, own: dict[bytes, bytes], inner: bytes, place: int, tags: _Tags) -> str:
        """Whether a cell holds something, waits to be calculated, or is blank."""
        here = (self._row, place)
        kind, formula = own.get(b"t", b"n"), tags.formula in inner
        if kind == b"inlineStr":
            return "held" if written(_unescaped(b"".join(tags.text.findall(inner)))) else ""
        match = tags.value.search(inner)
        value = match[1] if match else b""
        if kind == b"e":
            self.found.errors[here] = _unescaped(value)
            return "held"
        if formula and kind == b"n" and not value.strip():
            self.found.unvalued.add(here)
            return "waits"
        if formula and self._uncalculated:
            return self._suspected(here, value)
        if kind == b"s":
            return "" if not value or value in self._blank else "held"
        return "held" if written(_unescaped(value)) else ""

    def _suspected(self, here: Cell, value: bytes) -> str:
        """A program that asks for calculation stores 0 for what it does not know."""
        if value.strip() == b"0":
            self._zeros.setdefault(here[1], set()).add(here)
            return "waits"
        return "held" if written(_unescaped(value)) else ""

    def _settle_zeros(self) -> None:
        calculated = {place_of(letters.decode()) for letters in self._calculated}
        for place, cells in self._zeros.items():
            if place not in calculated:
                self.found.unvalued |= cells
                continue
            sound = {row for row, _ in cells} & self.found.waiting
            self.found.waiting -= sound
            self.found.filled += sound


def _unescaped(value: bytes) -> str:
    return html.unescape(value.decode("utf-8", errors="replace"))
