"""Rows that are read but are no data: subtotals, totals, repeated headers, notes below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Literal

import numpy as np
import pyarrow.compute as pc

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.plain import Fault, written
from salesreport.problems import Problem
from salesreport.readers.addresses import cells_at, letters, row_ranges
from salesreport.readers.evidence import (
    header_kinds,
    holds_amounts,
    holds_words,
    is_blank,
    is_number,
)
from salesreport.readers.footers import footer_rows, repeated_headers
from salesreport.readers.rowcounts import COUNT, OtherCount, other_counts
from salesreport.readers.sums import Difference, Fit, TotalRow, differing, is_group
from salesreport.readers.totalwords import (
    LONGEST,
    LOOKS_LIKE_ONE,
    Label,
    counts_things,
    ends_in_chinese,
    total_label,
)

Role = Literal["blank", "repeat", "number", "known", "other"]

_LIKE_ONE = re.compile(LOOKS_LIKE_ONE)
_GROUP_ROWS = 2000
_WORDS, _MOST = 2, 0.75
"""Blank cells that tell a total from a row of data, and in how many of these words stand there."""


@dataclass(frozen=True)
class Totals:
    """Rows that are no data, and printed totals that do not match.

    Attributes
    ----------
    listed : dict of int to str
        Row position -> rule: `total_row`, `repeated_header`, `footer_row`.
    notes : tuple of Problem
        One `total_differs` a printed total that is not the sum of its rows.
    """

    listed: dict[int, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


def total_rows(
    columns: list[Coded],
    headers: tuple[str, ...],
    *,
    file: str = "",
    sheet: str | None = None,
    numbers: Codes | None = None,
    factor: Decimal = Decimal(1),
) -> Totals:
    """Rows of totals and notes among data rows, and totals that do not match.

    A row of totals has the word alone in its first filled cell, or right of cells
    that only repeat the row above; its other cells are blank or numbers. A customer
    called 合计科技, or called Total with a day and an id, is data. Each printed total
    of a column that adds up is compared with the rows it covers: those since the
    total before, the group it names, or all.

    Parameters
    ----------
    columns : list of Coded
        Cells of the data rows, before merged cells are filled.
    headers : tuple of str
    file, sheet, numbers
        Where the rows stand, for the notes.
    factor : Decimal
        Of the unit that titles state.
    """
    n_rows = len(columns[0]) if columns else 0
    if not n_rows:
        return Totals()
    listed = repeated_headers(columns, headers)
    found = _labelled(columns, headers, listed)
    listed.update(dict.fromkeys(found, "total_row"))
    listed.update(footer_rows(columns, headers, listed, numbers))
    differences, doubtful = _proven(columns, headers, found, listed, factor)
    rows = numbers if numbers is not None else np.arange(1, n_rows + 1)
    notes = [_note(file, sheet, rows, headers, difference) for difference in differences]
    notes += [
        Problem("warning", "possible_total", None, file, sheet, int(rows[position]), None, word,
                {"count": "1"})
        for position, word in doubtful
    ]  # fmt: skip
    counts = other_counts(columns, [*found.values()], set(listed)) if found else []
    notes += [_count_note(file, sheet, rows, one) for one in counts]
    for rule in dict.fromkeys(listed.values()):
        numbered = row_ranges(
            int(rows[p]) for p, found_rule in listed.items() if found_rule == rule
        )
        notes.append(Problem("info", rule, None, file, sheet, value=numbered))
    return Totals(dict(sorted(listed.items())), tuple(notes))


def _proven(
    columns: list[Coded],
    headers: tuple[str, ...],
    found: dict[int, TotalRow],
    listed: dict[int, str],
    factor: Decimal,
) -> tuple[list[Difference], list[tuple[int, str]]]:
    """Differences of the rows that are totals; the others are taken out of both mappings.

    Of those the second list holds which read like a total and nothing else. A total that
    adds up without these, or with them, is right.
    """
    compared = partial(differing, columns, headers, factor=factor)
    differences: list[Difference] = []
    doubtful: dict[int, TotalRow] = {}
    while found:
        differences, fits = compared(list(found.values()), set(listed))
        off = {difference.position for difference in differences}
        doubted = {
            position: row
            for position, row in found.items()
            if row.weak
            and not _fits(row, fits.get(position), position in off)
            and not _counts_rows(columns, row, listed)
            and not _lacks_words(columns, row, listed)
        }
        for position in doubted:  # read as data after all: then other totals cover them
            del found[position], listed[position]
        if not doubted:
            break
        differences = []
        doubtful.update(doubted)
    if differences and doubtful:
        without, _ = compared(list(found.values()), {*listed, *doubtful})
        both = {(difference.position, difference.place) for difference in differences}
        differences = [one for one in without if (one.position, one.place) in both]
    said = [(p, row.word) for p, row in sorted(doubtful.items()) if ends_in_chinese(row.word)]
    return differences, said


def _fits(row: TotalRow, fit: Fit | None, differs: bool) -> bool:
    """Whether its numbers show that a row which may be data is one of totals."""
    if fit is None or not row.strict:
        return fit is not None
    return not differs and (fit.columns > 1 or fit.rows > 1)


def _lacks_words(columns: list[Coded], row: TotalRow, listed: dict[int, str]) -> bool:
    """Whether cells are blank in which rows of data have a word: then it is none of them."""
    data = np.ones(len(columns[0]), dtype=np.bool_)
    data[[*listed]] = False
    blank = [c for c in columns if is_blank(cells_at(c, [row.position])[0])]
    worded = (column.where(lambda c: not is_blank(c) and not is_number(c)) for column in blank)
    most = [words for words in worded if data.any() and words[data].mean() > _MOST]
    return len(most) >= _WORDS


def _counts_rows(columns: list[Coded], row: TotalRow, listed: dict[int, str]) -> bool:
    """Whether a Chinese word of totals stands beside the bare number of the rows above it."""
    if row.strict or row.group or not ends_in_chinese(row.word):
        return False
    n_above = sum(1 for position in range(row.position) if position not in listed)
    cells = (cells_at(column, [row.position])[0] for column in columns)
    return n_above > 1 and any(written(cell) == str(n_above) for cell in cells)


def _note(
    file: str, sheet: str | None, rows: Codes, headers: tuple[str, ...], found: Difference
) -> Problem:
    row = int(rows[found.position])
    header = headers[found.place] if found.place < len(headers) else ""
    values = {
        "summed": found.summed,
        "difference": found.difference,
        "cell": f"{letters(found.place)}{row}",
    }
    column = header or letters(found.place)
    return Problem(
        "warning", "total_differs", None, file, sheet, row, column, found.printed, values
    )


def _count_note(file: str, sheet: str | None, rows: Codes, found: OtherCount) -> Problem:
    row = int(rows[found.position])
    values = {"counted": str(found.counted), "cell": f"{letters(found.place)}{row}"}
    return Problem(
        "warning", "row_count_differs", None, file, sheet, row, None, str(found.stated), values
    )


def _label_codes(column: Coded) -> dict[int, Label]:
    """Different cells of a column that end like a total."""
    if column.text is not None:
        found = pc.match_substring_regex(column.text, LOOKS_LIKE_ONE)
        places = np.flatnonzero(found.fill_null(False).to_numpy(zero_copy_only=False))
        ending = zip(places.tolist(), column.text.take(places).to_pylist(), strict=True)
        words = list(ending)
    else:
        words = [
            (code, cell)
            for code, cell in enumerate(column.distinct)
            if cell.__class__ is str and _LIKE_ONE.search(cell)
        ]
    labels = ((code, total_label(word)) for code, word in words if len(word) <= LONGEST)
    return {code: label for code, label in labels if label is not None}


def _labelled(
    columns: list[Coded], headers: tuple[str, ...], listed: dict[int, str]
) -> dict[int, TotalRow]:
    """Rows of totals by position, in order."""
    candidates: dict[int, tuple[int, Label]] = {}
    for place, column in enumerate(columns):
        labels = _label_codes(column)
        if not labels:
            continue
        for position in np.flatnonzero(np.isin(column.codes, list(labels))).tolist():
            if position not in listed:
                label = labels[int(column.codes[position])]
                candidates.setdefault(position, (place, label))
    found: dict[int, TotalRow] = {}
    for position in sorted(candidates):
        row = _total_row(columns, headers, position, *candidates[position], found)
        if row is not None:
            found[position] = row
    return found


def _total_row(
    columns: list[Coded],
    headers: tuple[str, ...],
    position: int,
    place: int,
    label: Label,
    before: dict[int, TotalRow],
) -> TotalRow | None:
    """The row as one of totals, or None where its other cells describe a row of data."""
    above = position - 1
    while above in before:
        above -= 1
    pairs = [cells_at(column, [position, max(above, 0)]) for column in columns]
    word = written(pairs[place][0])
    named = bool(label.group) and _names_group(columns, above, label.group)
    sure = label.certain or named
    roles = [
        _role(cell, over if above >= 0 else "", headers[other] if other < len(headers) else "")
        for other, (cell, over) in enumerate(pairs)
    ]
    left = set(roles[:place]) - {"blank"}
    right = {*roles[place + 1 :]} - {"blank"}
    if {"known", "other"} & left or ({"known", "other"} & right and not sure):
        return None
    grouped = bool(label.group) and not named
    beside = bool(left) and not sure
    strict = (beside or grouped) and not ends_in_chinese(word)
    if (beside or grouped) and "number" not in right:
        return None
    weak = beside or grouped or "known" in right or not (sure or {"repeat"}.isdisjoint(right))
    return TotalRow(position, label.scope, label.group, weak, strict, word)


def _role(cell: Any, above: Any, header: str) -> Role:
    """What a cell beside the word says: nothing, the row above again, a number, else."""
    if is_blank(cell) or _is_label(cell):
        return "blank"
    if written(cell) == written(above) and not holds_amounts(header):
        return "repeat"
    if cell.__class__ is str and (COUNT.fullmatch(cell.strip()) or counts_things(cell)):
        return "number"
    if isinstance(cell, Fault) or (is_number(cell) and not holds_words(header)):
        return "number"
    return "known" if header_kinds(header) else "other"


def _is_label(cell: Any) -> bool:
    return cell.__class__ is str and len(cell) <= LONGEST and total_label(cell) is not None


def _names_group(columns: list[Coded], above: int, group: str) -> bool:
    """Whether the group's name stands in a row above."""
    rows = range(max(0, above - _GROUP_ROWS), above + 1)
    return any(
        is_group(word, group)
        for column in columns
        for word in set(map(written, cells_at(column, rows)))
    )
