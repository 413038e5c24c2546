"""Cells by place and by the name a spreadsheet gives them."""

from __future__ import annotations

import re

Place = tuple[int, int]
"""Row as a spreadsheet numbers it, column from 0."""

_REFERENCE = re.compile(r"^([A-Z]+)(\d+)$")


def place_of(reference: str) -> Place:
    """Row and column of a reference such as B7.

    Examples
    --------
    >>> place_of("AA10")
    (10, 26)
    """
    match = _REFERENCE.match(reference.replace("$", ""))
    if match is None:
        return (0, 0)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def reference_of(place: Place) -> str:
    """Reference of a cell, such as B7.

    Examples
    --------
    >>> reference_of((10, 26))
    'AA10'
    """
    row, column = place
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
