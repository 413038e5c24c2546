"""Rows that are no data though they hold cells: headers printed again, notes below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.plain import written
from salesreport.readers.addresses import cells_at
from salesreport.readers.evidence import is_blank, is_number
from salesreport.tables.script import name_key

_LOOKED_AT = 30
_FEW = 3
_LONG = 12
_NOTE = re.compile(
    r"\s*(?:[*※（(【\[]|[注备備说說审審制製填]\s*[注註明核批表作人報报]?.{0,6}[:：]|.{1,10}[:：]"
    r"|note|source|printed|prepared|confidential|page\s*\d|第\s*\d+\s*页)",
    re.IGNORECASE,
)

_NAMED = re.compile(r".{1,10}[:：]")


def repeated_headers(columns: list[Coded], headers: tuple[str, ...]) -> dict[int, str]:
    """Rows that say the header again, as printed pages and joined files do."""
    known = {place: name_key(header) for place, header in enumerate(headers) if header}
    if len(known) < 2:
        return {}
    first = min(known)
    same = _cells_like(columns[first], headers[first])
    if not same:
        return {}
    positions = np.flatnonzero(np.isin(columns[first].codes, same)).tolist()
    rows = zip(*(cells_at(column, positions) for column in columns), strict=True)
    return {
        position: "repeated_header"
        for position, row in zip(positions, rows, strict=True)
        if _says(row, known)
    }


def _cells_like(column: Coded, header: str) -> list[int]:
    if column.text is not None:
        places = [column.text.index(word).as_py() for word in (header, *_marked(header))]
        return [place for place in places if place >= 0]
    return [code for code, cell in enumerate(column.distinct) if cell == header]


def _unmarked(cell: Any) -> str:
    word = written(cell)
    return word.strip('"') if isinstance(cell, str) and cell.startswith("\ufeff") else word


def _marked(header: str) -> tuple[str, str]:
    """A header as it stands where files with byte order marks were joined."""
    return f"\ufeff{header}", f'\ufeff"{header}"'


def _says(row: Iterable[Any], known: dict[int, str]) -> bool:
    filled = {place: word for place, cell in enumerate(row) if (word := _unmarked(cell))}
    equal = [place for place, word in filled.items() if name_key(word) == known.get(place)]
    return len(equal) >= max(2, len(known) // 2) and len(equal) == len(filled)


def footer_rows(
    columns: list[Coded],
    headers: tuple[str, ...],
    listed: dict[int, str],
    numbers: Codes | None,
) -> dict[int, str]:
    """Notes below the data: `制表人：张三`, `注：含税`, a sentence by itself.

    Looked for from the last row up until a row of data. A note is one cell of text,
    or several that each name something with a colon, where rows of data fill more;
    one cell alone must be long, begin like a note, or follow a blank row or a total.
    """
    n_rows = len(columns[0])
    width = sum(1 for header in headers if header)
    if width < _FEW:
        return {}
    start = max(0, n_rows - _LOOKED_AT)
    tail = list(range(start, n_rows))
    rows = list(zip(*(cells_at(column, tail) for column in columns), strict=True))
    notes: list[int] = []
    for position in reversed(tail):
        if position in listed:
            continue
        words = [written(cell) for cell in rows[position - start] if not is_blank(cell)]
        if not _is_note(words, width, apart=_is_apart(position, listed, numbers)):
            break
        notes.append(position)
    if len(notes) == n_rows - len(listed):
        return {}  # a table of notes only is no table of data: let its cells be judged
    return dict.fromkeys(sorted(notes), "footer_row")


def _is_apart(position: int, listed: dict[int, str], numbers: Codes | None) -> bool:
    """Whether a blank row or a total stands right above."""
    if position == 0 or listed.get(position - 1) == "total_row":
        return True
    return numbers is not None and bool(numbers[position] - numbers[position - 1] > 1)


def _is_note(words: list[str], width: int, *, apart: bool) -> bool:
    if not words or any(map(is_number, words)):
        return False
    if len(words) == 1:
        return apart or len(words[0]) > _LONG or _NOTE.match(words[0]) is not None
    few = len(words) <= max(_FEW, width // 2)
    return few and all(_NAMED.match(word) for word in words)
