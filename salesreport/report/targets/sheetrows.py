"""The sheet of targets of a plan's workbook, row by row, as people left it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from salesreport.errors import InputError
from salesreport.tables.script import traditional
from salesreport.tables.targetsheet import HEADERS, MONTHS, NAME, REP_ID, TITLE, TOTAL, YEAR

CENT = Fraction(1, 100)


@dataclass(frozen=True)
class SheetRow:
    """A row of a person: place in the sheet, sum of its months, total as it stands there."""

    row: int
    rep_id: str
    name: str | None
    year: str | None
    months: Fraction
    total: Fraction | None


def all_words(pair: tuple[str, str]) -> set[str]:
    """English and Chinese words, the latter in both scripts."""
    return {*pair, traditional(pair[1])}


def sheet_rows(path: Path) -> list[SheetRow]:
    """Rows with a rep id; none where the sheet or its header is gone."""
    from python_calamine import CalamineWorkbook

    titles = all_words(TITLE)
    book = CalamineWorkbook.from_path(str(path))
    name = next((one for one in book.sheet_names if one.strip() in titles), None)
    found: list[SheetRow] = []
    places: Mapping[str, int] = {}
    for at, row in enumerate([] if name is None else _from_top(book, name), start=1):
        if not places:
            places = _places([_ident(value) for value in row])
            continue
        rep_id = _ident(row[places[REP_ID[0]]])
        if rep_id is None:
            continue
        months = [_amount(row[places[month]]) for month in MONTHS]
        total = _amount(row[places[TOTAL[0]]])
        name_there, year = _ident(row[places[NAME[0]]]), _ident(row[places[YEAR[0]]])
        there = sum((one for one in months if one is not None), Fraction(0))
        found.append(SheetRow(at, rep_id, name_there, year, there, total))
    return found


def _from_top(book: Any, name: str) -> list[list[Any]]:
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows


def _places(texts: Sequence[str | None]) -> dict[str, int]:
    """English header -> place, where all are there."""
    known = [(pair[0], all_words(pair)) for pair in HEADERS]
    found = {name: at for name, words in known for at, text in enumerate(texts) if text in words}
    return found if len(found) == len(HEADERS) else {}


def _ident(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None if value is not None else None


def _amount(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return Fraction(str(value))


def check_sums(path: Path, rows: Sequence[SheetRow], written: Mapping[tuple[str, str], Fraction],
               ) -> None:  # fmt: skip
    """Refuse a total typed over its formula: months are what is read, never the total.

    A total that is still the one written is one that no program worked out again.

    Raises
    ------
    InputError
        A total is neither the sum of its months nor the one that was written.
    """
    for row in rows:
        before = sum(
            (v for (rep_id, month), v in written.items()
             if rep_id == row.rep_id and month[:4] == row.year),
            Fraction(0),
        )  # fmt: skip
        if row.total is None or min(abs(row.total - row.months), abs(row.total - before)) < CENT:
            continue
        raise InputError(
            f"the total of {row.rep_id} is {float(row.total):,.2f}, and the months beside it add "
            f"up to {float(row.months):,.2f}",
            where=f"{path}, sheet {TITLE[0]}, row {row.row}",
            expected="a total that is the sum of its months",
            remedy="change the months, which are what is read, and put the formula of the total "
            "back",
        )
