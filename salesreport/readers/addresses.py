"""Cells by the address a spreadsheet shows, and short lists of many of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from salesreport.cells.coded import Coded

_NAMED = 40


def letters(place: int) -> str:
    """Letters of a column as a spreadsheet shows them; the first is place 0.

    Examples
    --------
    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def place_of(name: str) -> int:
    """Place of a column by its letters: `A` is 0."""
    place = 0
    for letter in name.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as first and last of each unbroken run.

    Examples
    --------
    >>> runs([5, 2, 3, 4, 9])
    [(2, 5), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def row_ranges(numbers: Iterable[int]) -> str:
    """Row numbers as a person would list them: `5-9, 14`."""
    parts = [str(a) if a == b else f"{a}-{b}" for a, b in runs(numbers)]
    return _shortened(parts)


def cell_ranges(cells: Iterable[tuple[int, int]]) -> str:
    """Cells (row number, place of the column) as ranges down their columns.

    Examples
    --------
    >>> cell_ranges([(2, 4), (3, 4), (4, 4), (9, 0)])
    'A9, E2:E4'
    """
    by_place: dict[int, list[int]] = {}
    for row, place in cells:
        by_place.setdefault(place, []).append(row)
    parts = [
        f"{letters(place)}{a}" if a == b else f"{letters(place)}{a}:{letters(place)}{b}"
        for place in sorted(by_place)
        for a, b in runs(by_place[place])
    ]
    return _shortened(parts)


def _shortened(parts: list[str]) -> str:
    shown = ", ".join(parts[:_NAMED])
    return shown + (f", ... ({len(parts)})" if len(parts) > _NAMED else "")


def cells_at(column: Coded, positions: Sequence[int]) -> list[Any]:
    """Cells of some rows, without making objects of all the others."""
    codes = column.codes[np.asarray(positions, dtype=np.int64)]
    if column.text is not None:
        return list(column.text.take(codes).to_pylist())
    distinct = column.distinct
    return [distinct[code] for code in codes.tolist()]
