"""Records of a text counted by their separators, apart from the parser that reads them.

A record ends at CR, LF or CR LF outside quotes. The parsers (pyarrow, `csv`) are not
asked: the ledger needs a second opinion on how many rows a file has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from salesreport.cells.plain import written

Places = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_QUOTE, _CR, _LF = b'"\r\n'
_SPACES = b"\t\n\v\f\r\x1c\x1d\x1e\x1f "
_STEPS = 100


@dataclass(frozen=True)
class Shape:
    """Where the records of a text lie.

    Attributes
    ----------
    starts, ends : ndarray of int64
        Byte at which each record begins, and the one after its last, its line end
        not counted. Blank records have a place too.
    regular : bool
        Every quotation mark opens or closes a cell or is doubled inside one.
    quoted : bool
        There is a quotation mark at all.
    """

    starts: Places
    ends: Places
    regular: bool
    quoted: bool

    def __len__(self) -> int:
        return len(self.starts)


def shape_of(text: bytes, delimiter: str) -> Shape:
    """Records of a text in UTF-8 (or any extension of ASCII whose trail bytes are not)."""
    held = np.frombuffer(text, dtype=np.uint8)
    feeds, returns = np.flatnonzero(held == _LF), np.flatnonzero(held == _CR)
    quotes = np.flatnonzero(held == _QUOTE) if b'"' in text else np.zeros(0, dtype=np.int64)
    regular = not len(quotes) or _is_regular(held, quotes, ord(delimiter))
    spans = quotes if regular else _quoted_spans(text, quotes, delimiter)
    last, after = _line_ends(held, feeds, returns)
    if len(spans):
        outside = np.searchsorted(spans, last) % 2 == 0
        last, after = last[outside], after[outside]
    starts = np.concatenate(([0], after)) if len(text) else after
    ends = np.concatenate((last, [len(text)])) if len(text) else last
    if len(after) and after[-1] == len(text):
        starts, ends = starts[:-1], ends[:-1]
    return Shape(starts, ends, regular, bool(len(quotes)))


def _line_ends(held: Bytes, feeds: Places, returns: Places) -> tuple[Places, Places]:
    """First byte of every line end, and the byte after it."""
    if not len(returns):
        return feeds, feeds + 1
    follows = np.minimum(returns + 1, len(held) - 1)
    paired = (held[follows] == _LF) & (returns + 1 < len(held))
    alone = feeds[(feeds == 0) | (held[np.maximum(feeds - 1, 0)] != _CR)]
    last = np.concatenate((returns, alone))
    after = np.concatenate((returns + 1 + paired, alone + 1))
    order = np.argsort(last, kind="stable")
    return last[order], after[order]


def _is_regular(held: Bytes, quotes: Places, delimiter: int) -> bool:
    if len(quotes) % 2:
        return False
    structural = np.zeros(256, dtype=np.bool_)
    structural[[delimiter, _QUOTE, _CR, _LF]] = True
    opening, closing = quotes[::2], quotes[1::2]
    before = structural[held[np.maximum(opening - 1, 0)]] | (opening == 0)
    behind = structural[held[np.minimum(closing + 1, len(held) - 1)]] | (closing == len(held) - 1)
    return bool(before.all() and behind.all())


def _quoted_spans(text: bytes, quotes: Places, delimiter: str) -> Places:
    """Opening and closing marks by turns, where other marks stand for themselves.

    A mark opens a cell only at its beginning; inside, two stand for one.
    """
    edges, spans = frozenset((ord(delimiter), _CR, _LF)), []
    places = quotes.tolist()
    turn, n = 0, len(places)
    while turn < n:
        place = places[turn]
        turn += 1
        if place and text[place - 1] not in edges:
            continue
        spans.append(place)
        while turn < n and turn + 1 < n and places[turn + 1] == places[turn] + 1:
            turn += 2
        if turn < n:
            spans.append(places[turn])
            turn += 1
    return np.array(spans, dtype=np.int64)


def n_filled(text: bytes, shape: Shape, delimiter: str, *, first: int = 0) -> int:
    """Records from the one numbered `first` on that have a cell which is not blank.

    A byte that is no blank, delimiter or mark makes a record filled; the few
    records without one are looked at cell by cell, equal ones once.
    """
    starts, ends = shape.starts[first:], shape.ends[first:]
    bare = _without_ink(text, starts, ends, delimiter)
    known: dict[bytes, bool] = {}
    n_bare = 0
    for start, end in zip(starts[bare].tolist(), ends[bare].tolist(), strict=True):
        record = text[start:end]
        if record not in known:
            known[record] = any(map(written, _cells(record.decode("utf-8"), delimiter)))
        n_bare += known[record]
    return len(starts) - len(bare) + n_bare


def _without_ink(text: bytes, starts: Places, ends: Places, delimiter: str) -> Places:
    """Places of the records that hold nothing but blanks, delimiters and marks.

    All records are walked at once, byte by byte, until ink is met: mostly at the
    first byte.
    """
    held = np.frombuffer(text, dtype=np.uint8)
    blank = np.zeros(256, dtype=np.bool_)
    blank[[*_SPACES, _QUOTE, ord(delimiter)]] = True
    left = np.arange(len(starts))
    at = starts.copy()
    bare = []
    for _ in range(_STEPS):
        over = at >= ends[left]
        bare.append(left[over])
        left, at = left[~over], at[~over]
        if not len(left):
            break
        walked = blank[held[at]]
        wide = np.flatnonzero(held[at] >= 0x80)
        step = walked.astype(np.int64)
        step[wide] = _wide_steps(text, at[wide])
        left, at = left[step > 0], at[step > 0] + step[step > 0]
    bare.append(left)
    return np.sort(np.concatenate(bare))


@cache
def wide_blanks() -> dict[int, list[int]]:
    """Characters beyond ASCII that leave a cell blank, as numbers by their bytes in UTF-8."""
    alone = [chr(code) for code in (*range(0x80, 0xD800), *range(0xE000, 0x10000))]
    blank = [character.encode() for character in alone if not written(character)]
    return {n: [int.from_bytes(b) for b in blank if len(b) == n] for n in (2, 3)}


def _wide_steps(text: bytes, at: Places) -> Places:
    """Length of the blank character that begins at each byte; 0 where there is none."""
    held = np.frombuffer(text, dtype=np.uint8)
    end = len(held) - 1
    two = held[at].astype(np.int64) << 8 | held[np.minimum(at + 1, end)]
    three = two << 8 | held[np.minimum(at + 2, end)]
    steps = np.zeros(len(at), dtype=np.int64)
    steps[np.isin(two, wide_blanks()[2])] = 2
    steps[np.isin(three, wide_blanks()[3])] = 3
    return steps


def _cells(record: str, delimiter: str) -> Iterator[str]:
    """Cells of one record, without their quotes."""
    cell, quoted, at = "", False, 0
    while at < len(record):
        character = record[at]
        at += 1
        if quoted and character == '"':
            quoted = record[at : at + 1] == '"'
            cell, at = (cell + '"', at + 1) if quoted else (cell, at)
        elif character == '"' and not quoted and (at == 1 or record[at - 2] == delimiter):
            quoted = True
        elif character == delimiter and not quoted:
            yield cell
            cell = ""
        else:
            cell += character
    yield cell
