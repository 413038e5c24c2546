"""Sheets of the workbook to fill in: where the header stands, and what was typed above it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from salesreport.cells.plain import Fault, written
from salesreport.mappings.examples import EXAMPLES
from salesreport.readers.layout import knows
from salesreport.tables import TABLES
from salesreport.tables.script import traditional

_FEWEST_WORDS = 2


def form_header(preview: list[list[Any]], words: Collection[str] = ()) -> int | None:
    """Number of the row with the most known words; None where no row has two.

    Examples
    --------
    >>> form_header([["目标  每人一行"], ["E07", "张三"], ["工号*", "姓名", "年度*", "指标*▼"]])
    3
    >>> form_header([["x"], ["Ａ列 ", "B列"]], words=("A列", "B列"))
    2
    """
    known = [
        sum(1 for cell in row if isinstance(cell, str) and knows(cell, words)) for row in preview
    ]
    most = max(known, default=0)
    return known.index(most) + 1 if most >= _FEWEST_WORDS else None


def typed_above(rows: list[list[Any]]) -> list[int]:
    """Places of the rows above a header that are data: neither title nor shipped example."""
    return [
        place
        for place, row in enumerate(rows)
        if sum(1 for cell in row if not _is_blank(cell)) > 1 and not _is_example(row)
    ]


def _is_blank(cell: Any) -> bool:
    return isinstance(cell, Fault) or not written(cell)


def _is_example(row: list[Any]) -> bool:
    """Whether a row holds an example's words, and no number or day of its own.

    Some words may lack, where a column was deleted, of a row without any word of its own.
    """
    texts, numbers, days = _cells(row)
    return any(
        (words <= texts or (texts <= words | _choices() and len(texts & words) >= _FEWEST_WORDS))
        and numbers <= of_example
        and days <= its_days
        for words, of_example, its_days in _examples()
    )


def _cells(row: list[Any]) -> tuple[set[str], set[Decimal], set[date]]:
    texts: set[str] = set()
    numbers: set[Decimal] = set()
    days: set[date] = set()
    for cell in row:
        if isinstance(cell, date):
            days.add(date(cell.year, cell.month, cell.day))
        elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            numbers.add(_even(cell))
            texts.add(written(cell))
        elif not _is_blank(cell):
            texts.add(written(cell))
    return texts, numbers, days


def _even(number: float | Decimal) -> Decimal:
    return Decimal(str(number)).normalize()


@cache
def _examples() -> tuple[tuple[frozenset[str], frozenset[Decimal], frozenset[date]], ...]:
    """Words in each language, numbers and days of each example; choices may be other words."""
    return tuple(
        (words, frozenset(_numbers(row)), frozenset(_days(row)))
        for pair in EXAMPLES.values()
        for row in pair
        for words in _words(row)
    )


@cache
def _choices() -> frozenset[str]:
    """Words that drop-downs offer, in each language."""
    return frozenset(
        word
        for table in TABLES.values()
        for column in table.columns
        for choice in column.choices
        for words in choice.words.values()
        for word in words
    )


def _words(row: Mapping[str, Any]) -> list[frozenset[str]]:
    """Words of an example in English, simplified and traditional Chinese."""
    texts = [c for c in row.values() if isinstance(c, tuple) and isinstance(c[0], str)]
    english, chinese = (frozenset(text[place] for text in texts) for place in (0, 1))
    return [english, chinese, frozenset(map(traditional, chinese))]


def _numbers(row: Mapping[str, Any]) -> set[Decimal]:
    found: set[Decimal] = set()
    for cell in row.values():
        parts = cell if isinstance(cell, tuple) else (cell,)
        amounts = [p for p in parts if isinstance(p, int | float | Decimal)]
        found |= {_even(amount) for amount in (*amounts, sum(amounts))}
        found |= {_even(Decimal(p)) for p in parts if isinstance(p, str) and p.isdigit()}
    return found


def _days(row: Mapping[str, Any]) -> set[date]:
    return {cell for cell in row.values() if isinstance(cell, date)}
