"""What titles say of the rows below them: which rows they are, the unit of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from salesreport.cells.coded import Coded
from salesreport.cells.plain import written
from salesreport.cells.units import Unit, header_units, title_units
from salesreport.readers.addresses import cells_at
from salesreport.readers.evidence import (
    header_kinds,
    holds_amounts,
    is_number,
    names_a_period,
)

_LONGEST = 120
_LABELLED = re.compile(r"(?P<label>[^:：]{1,12})[:：]\s*(?P<value>\S.*)")
_PAIRS = 2
_NUMBERED = 3
"""Columns numbered at least, for a row of numbers to be their numbering."""


def is_title(row: Sequence[Any]) -> bool:
    """Whether a row over the header is labels beside their values, or numbers the columns.

    A label and its value may share a cell (`编制：财务部` | `单位：元`); beside such cells
    stands at most one other text, first and no word that heads a column. A pair of cells
    needs the colon of its label, `部门：` | 销售; of two pairs or more one value is a
    number, a day or a month, and none a word that heads a column.

    Examples
    --------
    >>> [is_title(row) for row in (["总数：", 2], ["月份", "2024-03", "制表", "甲"], [1, 2, 3])]
    [True, True, True]
    >>> [is_title(row) for row in (["负责人", "金额"], ["姓名", "1月", "2月", "3月"], [5, 7])]
    [False, False, False]
    >>> [is_title(row) for row in (["编制：财务部", "单位：元"], ["3月台账", None, "单位：元"])]
    [True, True]
    >>> [is_title(row) for row in (["姓名", "目标", "单位：万元"], ["日期", "金额：元"])]
    [False, False]
    """
    filled = [cell for cell in row if written(cell)]
    if _are_labelled(filled):
        return True
    if len(filled) >= _NUMBERED and all(is_number(cell) for cell in filled):
        return [written(cell) for cell in filled] == [str(n + 1) for n in range(len(filled))]
    labels, values = filled[0::2], filled[1::2]
    if not values or len(labels) != len(values):
        return False
    if not all(isinstance(cell, str) and not is_number(cell) for cell in labels):
        return False
    if all(cell.rstrip().endswith((":", "：")) for cell in labels):
        return True
    if len(values) < _PAIRS or any(map(names_a_period, labels)):
        return False
    words = [cell for cell in values if isinstance(cell, str) and not names_a_period(cell)]
    return len(words) < len(values) and not any(map(header_kinds, words))


def _are_labelled(cells: Sequence[Any]) -> bool:
    """Whether cells hold a label with its value each, but for days, numbers and one text before."""
    words = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    others = [cell for cell in words if not _is_labelled(cell)]
    plain = [cell for cell in others if not is_number(cell) and not names_a_period(cell)]
    if len(others) == len(words) or any(map(is_number, cells[:1])):
        return False
    return not plain or (plain == words[:1] and not header_kinds(plain[0]))


def _is_labelled(cell: str) -> bool:
    """Whether a text is a label with its value, and no header with its unit: 金额：元."""
    match = _LABELLED.fullmatch(cell.strip())
    if match is None:
        return False
    is_unit = holds_amounts(match["label"]) and bool(title_units(f"单位：{match['value']}"))
    return not is_unit


class StatedUnit(NamedTuple):
    """A unit and the title that names it."""

    unit: Unit
    title: str


def stated_units(
    titles: Iterable[Iterable[Any]], headers: Iterable[str], *names: str | None
) -> tuple[StatedUnit, ...]:
    """Different units named outside the headers of the columns they hold for.

    Parameters
    ----------
    titles : iterable of rows of cells
        Rows above the header, and notes below the table.
    headers : iterable of str
        Words of the header: one may be `单位：万元`, over no column of its own.
    *names : str
        Of the sheet and the file, where brackets may name a unit.
    """
    found: dict[Unit, str] = {}
    cells = dict.fromkeys(written(cell) for row in titles for cell in row)
    said = [*cells, *(word for word in headers if word.lstrip().startswith(("单位", "單位")))]
    for title in said:
        for unit in title_units(title) if 0 < len(title) <= _LONGEST else ():
            found.setdefault(unit, title)
    for name in names:
        word = PurePosixPath(name or "").stem
        for unit in header_units(word, money=False) if word else ():
            if unit.factor >= 1:
                found.setdefault(unit, word)
    return tuple(StatedUnit(unit, title) for unit, title in found.items())


def stated_factor(units: Iterable[StatedUnit]) -> Decimal:
    """Factor of the one unit that is stated; 1 where there is none, or several."""
    factors = {stated.unit.factor for stated in units if stated.unit.factor >= 1}
    return factors.pop() if len(factors) == 1 else Decimal(1)


def title_texts(titles: Iterable[Iterable[Any]]) -> tuple[str, ...]:
    """Titles above a header, each once."""
    words = (written(cell) for row in titles for cell in row)
    return tuple(dict.fromkeys(word for word in words if 0 < len(word) <= _LONGEST))


def footers(columns: Sequence[Coded], listed: Mapping[int, str]) -> list[list[Any]]:
    """Cells of the notes below a table, column by column."""
    rows = [position for position, rule in listed.items() if rule == "footer_row"]
    return [list(cells_at(column, rows)) for column in columns] if rows else []
