"""A sheet of labels read back, whatever a person did to its rows and columns.

Its header row is found by its words, in any language and place. What is left out is
named by its cells: a remark that is none of the run's, a second row of one, a column
whose header is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from salesreport.errors import InputError, SourceFileError
from salesreport.language import LANGUAGES, Words
from salesreport.lexicon import Labelled, folded
from salesreport.readers.sheetfacts import Cell
from salesreport.readers.workbook import SheetRecords, Workbook
from salesreport.workbooks.labelsheet import CHOICES, NONE, NUMBER, REASON, REMARK, headers


@dataclass(frozen=True)
class Remark:
    """A remark as it was written, and how many deals have it.

    The lexicon reads what was written, not what the sheet shows.
    """

    written: str
    n_deals: int


@dataclass(frozen=True)
class Filled:
    """A sheet read back.

    Attributes
    ----------
    labelled : tuple of Labelled
        Remarks of the run that are labelled.
    n_remarks : int
        Remarks of the run in the sheet, each once.
    foreign, repeated, unnamed : tuple of str
        Cells left out: remarks that are none of the run's, second rows of a remark,
        labels beside no remark.
    unread : tuple of str
        Columns that hold something under no known header.
    """

    labelled: tuple[Labelled, ...]
    n_remarks: int
    foreign: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass
class _Head:
    """Where the header row stands (from 0), and which columns hold what."""

    row: int
    remark: int | None = None
    reasons: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def read_labels(
    path: Path, ids: Mapping[str, str], remarks: Mapping[str, Remark], words: Words
) -> Filled:
    """Labels of a sheet that `label_sheet` wrote, in whichever language.

    Every column named as a reason is read, a fourth one too. Width, case and script of
    headers and reasons make no difference.

    Parameters
    ----------
    path : Path
    ids : mapping of str to str
        Id of each reason by its folded names and by itself.
    remarks : mapping of str to Remark
        Of the run, by how the sheet shows them, folded.
    words : Words
        Language of the errors.

    Raises
    ------
    InputError
        The file is no such sheet or lacks a header, or a cell holds what is no reason.
    """
    sheet, head = _sheet(path, words)
    reader = _Reader(path, sheet, head, ids, words)
    labelled: dict[str, Labelled] = {}
    seen: set[str] = set()
    left: dict[str, list[str]] = {"foreign": [], "repeated": [], "unnamed": []}
    for row in range(head.row + 1, len(sheet.records)):
        said, (remark, place) = reader.said(row), reader.remark(row)
        key = folded(remark).text
        if not key:
            left["unnamed"] += [place] if said else []
        elif key not in remarks:
            left["foreign"].append(place)
        elif key in seen:
            left["repeated"].append(place)
        else:
            seen.add(key)
            if said:
                one = remarks[key]
                labelled[key] = Labelled(one.written, reader.reasons(row), one.n_deals)
    return Filled(
        tuple(labelled.values()), len(seen), unread=tuple(reader.unread()),
        **{name: tuple(places) for name, places in left.items()},
    )  # fmt: skip


class _Reader:
    """Cells of the rows below a header row."""

    def __init__(
        self, path: Path, sheet: SheetRecords, head: _Head, ids: Mapping[str, str], words: Words
    ) -> None:
        self._path, self._sheet, self._head = path, sheet, head
        self._ids, self._words = ids, words
        self._none = {folded(Words(language)(NONE)).text for language in LANGUAGES}

    def remark(self, row: int) -> tuple[str, str]:
        """Remark of a row, and its cell."""
        column = self._head.remark or 0
        return self._text(row, column), xl_rowcol_to_cell(row, column)

    def said(self, row: int) -> list[tuple[str, str]]:
        """Reasons of a row as written, each with its cell."""
        found = ((self._text(row, k), xl_rowcol_to_cell(row, k)) for k in self._head.reasons)
        return [(text, place) for text, place in found if text]

    def reasons(self, row: int) -> tuple[str, ...]:
        """Ids of the reasons of a row; none where it is labelled as naming none.

        Raises
        ------
        InputError
            A cell holds no reason, or a reason stands beside "names no reason".
        """
        said, words = self.said(row), self._words
        found = []
        for text, place in said:
            key = folded(text).text
            if key in self._ids:
                found.append(self._ids[key])
            elif key not in self._none:
                raise InputError(
                    words("“{cell}” is no reason of the list", cell=text),
                    where=f"{self._path}, {place}",
                    expected=words("one of the sheet “{sheet}”", sheet=words(CHOICES)),
                    remedy=words("choose from the list of the cell"),
                    language=words.language,
                )
        if found and len(found) < len(said):
            raise InputError(
                words("a reason, and that it names none"),
                where=f"{self._path}, {said[0][1]}",
                expected=words("reasons, or “{none}” alone", none=words(NONE)),
                remedy=words("delete one of them"),
                language=words.language,
            )
        return tuple(dict.fromkeys(found))

    def unread(self) -> Iterator[str]:
        """Columns with something in them under no known header."""
        known = {self._head.remark, *self._head.reasons, *self._head.numbers}
        rows = self._sheet.records[self._head.row + 1 :]
        for column in range(max(map(len, rows), default=0)):
            filled = any(column < len(row) and str(row[column]).strip() for row in rows)
            if column not in known and filled:
                yield xl_col_to_name(column)

    def _text(self, row: int, column: int) -> str:
        """A cell as text.

        Raises
        ------
        InputError
            It is a formula that no program has calculated, or an error.
        """
        cell: Cell = (row + 1, column)
        words, where = self._words, f"{self._path}, {xl_rowcol_to_cell(row, column)}"
        if cell in self._sheet.facts.unvalued or cell in self._sheet.facts.errors:
            raise InputError(
                words("a formula without a value"),
                where=where,
                expected=words("a text"),
                remedy=words("open the file in Excel and save it, or write the text itself"),
                language=words.language,
            )
        cells = self._sheet.records[row]
        return str(cells[column]).strip() if column < len(cells) else ""


def _sheet(path: Path, words: Words) -> tuple[SheetRecords, _Head]:
    """The sheet with the headers, and where they stand.

    Raises
    ------
    InputError
        No sheet has them, or a header is missing.
    """
    try:
        book = Workbook(path.read_bytes(), str(path))
        sheets = {name: book.sheet(name) for name in book.names}
    except (SourceFileError, OSError) as error:
        raise _not_ours(path, words) from error
    partly: list[tuple[str, _Head]] = []
    for name, sheet in sheets.items():
        for row, cells in enumerate(sheet.records):
            head = _head(row, cells)
            if head.remark is not None and head.reasons:
                return sheet, head
            if head.remark is not None or head.reasons:
                partly.append((name, head))
    if not partly:
        raise _not_ours(path, words)
    name, head = partly[0]
    missing = words(REMARK) if head.remark is None else words(REASON, n=1)
    raise InputError(
        words("the header “{header}” is missing", header=missing),
        where=f"{path}, {name}, {head.row + 1}",
        expected=words.join(headers(words)),
        remedy=words("write it back above its column"),
        language=words.language,
    )


def _head(row: int, cells: Sequence[Any]) -> _Head:
    """Which columns of a row are named as a remark or a reason."""
    found = _Head(row)
    for column, cell in enumerate(cells):
        text = folded(cell).text if isinstance(cell, str) else ""
        if text in _named(REMARK):
            found.remark = column if found.remark is None else found.remark
        elif text in _named(NUMBER):
            found.numbers.append(column)
        elif any(_numbered(language).fullmatch(text) for language in LANGUAGES):
            found.reasons.append(column)
    return found


@cache
def _named(header: str) -> frozenset[str]:
    return frozenset(folded(Words(language)(header)).text for language in LANGUAGES)


@cache
def _numbered(language: str) -> re.Pattern[str]:
    """A header such as `Reason 2`, with any number."""
    before, after = folded(Words(language)(REASON, n="#")).text.split("#")
    return re.compile(rf"{re.escape(before.strip())}\s*\d+\s*{re.escape(after.strip())}")


def _not_ours(path: Path, words: Words) -> InputError:
    return InputError(
        words("this is no sheet of remarks to label"),
        where=str(path),
        expected=words("the workbook that `salesreport label` wrote, with the headers {headers}",
                       headers=words.join(headers(words))),
        remedy=words("write the headers back, name another file by --out, or move this one away"),
        language=words.language,
    )  # fmt: skip
