"""By what rows of a slide's table are known again, and what was written in their cells.

A row has an id of the office format (`a16:rowId`), made from its key: PowerPoint keeps it
while rows are moved, changed and added. LibreOffice drops such ids, but keeps a document's
own properties, as PowerPoint does: there, of each row in order, stand its key, and a mark of
each cell's text, by which an edited cell is told from one that nobody touched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PREFIX = "salesreport:"
CELLS = "cells"
LONGEST = 255
"""Characters of a property's text, as PowerPoint takes it."""
N_SIGNS = 8
_NAME = re.compile(re.escape(PREFIX) + r"(?P<table>.*):(?P<row>\d+)(?::(?P<part>\d+|cells))?")


@dataclass(frozen=True)
class WrittenRow:
    """A row of a table as it was written: its key, and the marks of its cells."""

    key: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenTable:
    """A table as it was written: marks of its head, and its rows in their order."""

    head: tuple[str, ...] = ()
    rows: tuple[WrittenRow, ...] = ()


def row_id(key: str, place: int) -> int:
    """Id of the row of a key; of a row without one, of its place in the table from 1."""
    digest = hashlib.sha256(f"{key or place}".encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFFFFFF


def cell_mark(text: str) -> str:
    r"""Mark of a cell's text, white space aside.

    Examples
    --------
    >>> cell_mark("July  10\n") == cell_mark("July 10")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:N_SIGNS]


def properties_of(
    table: str, head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
) -> dict[str, str]:
    """Properties that remember a table: texts of its head, of each row its key and its texts.

    Keys of any length: one longer than a property takes is cut into several.
    """
    found = {f"{PREFIX}{table}:0:{CELLS}": " ".join(map(cell_mark, head))}
    for n, (key, cells) in enumerate(rows, start=1):
        found[f"{PREFIX}{table}:{n}"] = key[:LONGEST]
        for part, start in enumerate(range(LONGEST, len(key), LONGEST), start=2):
            found[f"{PREFIX}{table}:{n}:{part}"] = key[start : start + LONGEST]
        found[f"{PREFIX}{table}:{n}:{CELLS}"] = " ".join(map(cell_mark, cells))
    return found


def written_tables(properties: Mapping[str, str]) -> dict[str, WrittenTable]:
    """Tables as written, from a document's properties.

    Examples
    --------
    >>> told = properties_of("plans", ["What"], [("a", ["x"]), ("", ["y"])])
    >>> [row.key for row in written_tables(told | {"Company": "Example"})["plans"].rows]
    ['a', '']
    """
    keys: dict[str, dict[int, dict[int, str]]] = {}
    marks: dict[tuple[str, int], tuple[str, ...]] = {}
    for name, value in properties.items():
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        table, row = match["table"], int(match["row"])
        if match["part"] == CELLS:
            marks[table, row] = tuple(value.split())
        else:
            keys.setdefault(table, {}).setdefault(row, {})[int(match["part"] or 1)] = value
    return {
        table: WrittenTable(
            marks.get((table, 0), ()),
            tuple(
                WrittenRow("".join(parts[n] for n in sorted(parts)), marks.get((table, row), ()))
                for row, parts in sorted(rows.items())
            ),
        )
        for table, rows in keys.items()
    }
