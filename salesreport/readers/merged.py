"""Merged cells: their value in each of their own rows, and in no other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.plain import written
from salesreport.readers.evidence import holds_amounts, holds_words, is_number

Range = tuple[int, int, int, int]
"""First row, first place, last row, last place; rows as a spreadsheet numbers them."""


def fill_header(records: list[list[Any]], merged: Iterable[Range], last_row: int) -> None:
    """Put a merged cell's value into each of its places in the first rows, in place."""
    for top, left, bottom, right in merged:
        if top > last_row or top > len(records) or left >= len(records[top - 1]):
            continue
        value = records[top - 1][left]
        for row in records[top - 1 : min(bottom, last_row)]:
            for place in range(left, min(right + 1, len(row))):
                if not written(row[place]):
                    row[place] = value


def filled_down(
    columns: list[Coded],
    headers: tuple[str, ...],
    numbers: Codes,
    merged: Iterable[Range],
    left_out: Iterable[int],
) -> tuple[list[Coded], list[tuple[int, int]]]:
    """Columns with merged cells' values in the rows below their first one.

    A cell merged over several rows belongs to each of them if it is a name, an id, a
    day or a word, and to none but the first if it is an amount: three rows of 600
    are not 600. The column's header decides where tables know it, else the cell: a
    number is an amount. Only blank cells of a range's first column are filled, and
    never beyond the range; `left_out` are rows of totals.

    Returns
    -------
    columns : list of Coded
    kept_once : list of (row number, place)
        Amounts merged over several rows of data, which stay in the first.
    """
    result = list(columns)
    skipped = np.zeros(len(numbers), dtype=np.bool_)
    skipped[list(left_out)] = True
    kept_once: list[tuple[int, int]] = []
    for top, left, bottom, _ in sorted(merged):
        first, end = np.searchsorted(numbers, [top, bottom + 1])
        if bottom <= top or left >= len(result) or end - first < 2 or numbers[first] != top:
            continue
        column = result[left]
        value = column[int(first)]
        if not written(value):
            continue
        below = [p for p in range(first + 1, end) if not skipped[p] and not written(column[p])]
        if not below:
            continue
        if _is_amount(value, headers[left] if left < len(headers) else ""):
            kept_once.append((int(top), left))
            continue
        codes = column.codes.copy()
        codes[below] = codes[first]
        result[left] = Coded(codes, column.distinct)
    return result, kept_once


def _is_amount(value: Any, header: str) -> bool:
    if holds_amounts(header):
        return True
    if holds_words(header) or isinstance(value, date):
        return False
    return not isinstance(value, str) or is_number(value)
