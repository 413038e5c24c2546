"""One sheet as a table: header found, merged cells filled, totals and oddities listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.plain import Fault
from salesreport.problems import RULES, Problem
from salesreport.problems import row_ranges as joined_rows
from salesreport.readers.addresses import cell_ranges, letters, row_ranges
from salesreport.readers.blanks import blank_rows, named_headers
from salesreport.readers.forms import form_header, typed_above
from salesreport.readers.layout import HeaderPlace, find_header
from salesreport.readers.merged import fill_header, filled_down
from salesreport.readers.sheetfacts import Cell, SheetFacts
from salesreport.readers.titles import (
    StatedUnit,
    footers,
    stated_factor,
    stated_units,
    title_texts,
)
from salesreport.readers.totals import total_rows
from salesreport.readers.workbook import SheetRecords

_PREVIEWED = 60
_ARROW = {float: pa.float64(), date: pa.date32()}
_UNVALUED = Fault("formula_without_value", "=")


@dataclass(frozen=True)
class SheetTable:
    """Header and rows of one sheet; the attributes mean what those of `Grid` do."""

    header: tuple[str, ...] = ()
    header_row: int = 1
    columns: list[Coded] = field(default_factory=list)
    numbers: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    n_records: int = 0
    listed: dict[int, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    units: tuple[StatedUnit, ...] = ()
    titles: tuple[str, ...] = ()


def sheet_table(
    sheet: SheetRecords,
    *,
    file: str,
    name: str | None,
    header: int | list[int] | None = None,
    words: Collection[str] = (),
    form: bool = False,
) -> SheetTable:
    """Table of a sheet; without any header where it holds no cell.

    Parameters
    ----------
    sheet : SheetRecords
    file, name : str
        Where it stands, for the notes.
    header : int or list of int, optional
        Row or rows of the header as a spreadsheet numbers them.
    words : collection of str
        Headers the run file names.
    form : bool
        A sheet of the workbook to fill in: a row above the header is data where it is
        neither title nor shipped example.
    """
    records, facts = _even(sheet.records), sheet.facts
    shown = max(_PREVIEWED, *(header if isinstance(header, list) else [header or 0]))
    _place(records, {**facts.patches, **_faults(facts)})
    preview = [list(row) for row in records[:shown]]
    fill_header(preview, sheet.merged, shown)
    told = form_header(preview, words) if form and header is None else header
    place = find_header(preview, header=told, words=words)
    if not place.headers:
        return SheetTable()
    _settle_waiting(records, facts, place.last + 1, form=form)
    above = typed_above(records[: place.first]) if form else []
    rows = np.array([*above, *range(place.last + 1, len(records))], dtype=np.int64)
    titles = [row for number, row in enumerate(preview[: place.first]) if number not in above]
    data = [*(records[row] for row in above), *records[place.last + 1 :]]
    found = _below(data, rows + 1, place, titles, sheet, file, name)
    return replace(found, titles=title_texts(titles))


def _below(
    below: list[list[Any]],
    rows: Codes,
    place: HeaderPlace,
    titles: list[list[Any]],
    sheet: SheetRecords,
    file: str,
    name: str | None,
) -> SheetTable:
    """Table of the rows below a header, and of their numbers."""
    columns = [_coded(cells) for cells in zip(*below, strict=True)]
    columns += [Coded.repeated("", len(below)) for _ in range(len(place.headers) - len(columns))]
    kept = np.flatnonzero(~blank_rows(columns))
    if len(kept) < len(below):
        columns = [column.take(kept) for column in columns]
    numbers = rows[kept]
    headers = named_headers(place.headers, columns)
    factor = stated_factor(stated_units(titles, headers, file, name))
    totals = total_rows(columns, headers, file=file, sheet=name, numbers=numbers, factor=factor)
    said = [*titles, *footers(columns, totals.listed)]
    columns, kept_once = filled_down(columns, headers, numbers, sheet.merged, totals.listed)
    above = numbers[numbers <= place.first]
    notes = [
        ("rows_above_header", row_ranges(above.tolist())),
        *_notes(sheet.facts, numbers, len(headers), place),
        ("merged_amount", cell_ranges(kept_once)),
    ]
    return SheetTable(
        headers,
        place.last + 1,
        columns,
        numbers,
        len(above) + sum(1 for number in sheet.facts.filled if number > place.last + 1),
        totals.listed,
        (
            *totals.notes,
            *_faulty_cells(sheet.facts, numbers, headers, file, name),
            *_problems(notes, file, name),
        ),
        stated_units(said, headers, name, file),
    )


def _even(records: list[list[Any]]) -> list[list[Any]]:
    """Rows all as long as the longest; those of a web page are not."""
    width = max(map(len, records), default=0)
    return [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in records]


def _faults(facts: SheetFacts) -> dict[Cell, Any]:
    """Formulas without a value, but for rows of nothing else, and errors."""
    faults: dict[Cell, Any] = {
        cell: _UNVALUED for cell in facts.unvalued if cell[0] not in facts.waiting
    }
    faults.update({cell: Fault("error_cell", shown) for cell, shown in facts.errors.items()})
    return faults


def _settle_waiting(
    records: list[list[Any]], facts: SheetFacts, header_row: int, *, form: bool
) -> None:
    """Rows that hold nothing but formulas without a value: a form, or the whole table.

    They are a form waiting for its entries, and blank, where other rows below the
    header hold something; where none does, they are the table that nobody calculated,
    unless the sheet is known to be a `form`.
    """
    waiting = {number for number in facts.waiting if number > header_row}
    if waiting and not form and not any(number > header_row for number in facts.filled):
        facts.filled += sorted(waiting)
        facts.waiting -= waiting
    cells = [cell for cell in facts.unvalued if cell[0] in waiting]
    blank = waiting & facts.waiting
    _place(records, {cell: "" if cell[0] in blank else _UNVALUED for cell in cells})


def _place(records: list[list[Any]], cells: dict[Cell, Any]) -> None:
    """Put cells where the ones read are blank or plain numbers; rows stay equally long."""
    width = max(map(len, records), default=0)
    wanted = max((place + 1 for _, place in cells), default=0)
    for row in records if wanted > width else ():
        row.extend([""] * (wanted - len(row)))
    for (number, place), cell in cells.items():
        while len(records) < number:
            records.append([""] * max(width, wanted))
        records[number - 1][place] = cell


def _coded(cells: tuple[Any, ...]) -> Coded:
    """Column of cells; where all are of one type, Arrow finds the different ones."""
    kinds = {*map(type, cells)}
    if kinds == {str}:
        return Coded.of_text(pa.array(cells, pa.string()))
    (kind,) = kinds - {str} if len(kinds - {str}) == 1 else (None,)
    if kind not in _ARROW or (str in kinds and any(c.__class__ is str and c for c in cells)):
        return Coded.of(cells)
    filled = [None if cell == "" else cell for cell in cells] if str in kinds else cells
    coded = pa.array(filled, _ARROW[kind]).dictionary_encode(null_encoding="encode")
    codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Coded(codes, ["" if cell is None else cell for cell in coded.dictionary.to_pylist()])


def _notes(
    facts: SheetFacts, numbers: Codes, width: int, place: HeaderPlace
) -> list[tuple[str, str]]:
    """Oddities of the rows read, by rule, with their addresses."""
    rows = set(numbers.tolist())
    waiting = {number for number in facts.waiting if number > place.last + 1}
    return [
        ("hidden_rows", row_ranges(facts.hidden_rows & rows)),
        (
            "hidden_columns",
            ", ".join(letters(p) for p in sorted(facts.hidden_columns) if p < width),
        ),
        ("waiting_rows", row_ranges(waiting)),
        ("empty_results", cell_ranges(cell for cell in facts.empty_results if cell[0] in rows)),
    ]


def _faulty_cells(
    facts: SheetFacts, numbers: Codes, headers: tuple[str, ...], file: str, name: str | None
) -> Iterator[Problem]:
    """Cells of the rows read that are no values, a problem for each column and rule."""
    rows = set(numbers.tolist())
    unvalued = dict.fromkeys(facts.unvalued, "")
    for rule, cells in (("formula_without_value", unvalued), ("error_cell", facts.errors)):
        by_place: dict[int, dict[Cell, str]] = {}
        for cell in sorted(cells):
            if cell[0] in rows:
                by_place.setdefault(cell[1], {})[cell] = cells[cell]
        for place, found in sorted(by_place.items()):
            numbered = [row for row, _ in found]
            yield Problem(
                RULES[rule].severity, rule, None, file, name, numbered[0],
                headers[place] if place < len(headers) else letters(place), _errors(found),
                {"row_numbers": joined_rows(numbered), "count": str(len(found))},
            )  # fmt: skip


def _errors(errors: dict[Cell, str]) -> str:
    by_text: dict[str, list[Cell]] = {}
    for cell, shown in errors.items():
        by_text.setdefault(shown, []).append(cell)
    parts = [f"{cell_ranges(cells)} {shown}".rstrip() for shown, cells in by_text.items()]
    return "; ".join(parts)


def _problems(notes: Iterable[tuple[str, str]], file: str, name: str | None) -> list[Problem]:
    return [
        Problem(RULES[rule].severity, rule, None, file, name, value=value)
        for rule, value in notes
        if value
    ]
