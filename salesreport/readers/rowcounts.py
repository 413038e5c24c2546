"""How many rows a row of totals says there are, against those it covers."""

from __future__ import annotations

import re
from typing import NamedTuple

from salesreport.cells.coded import Coded
from salesreport.readers.addresses import cells_at
from salesreport.readers.sums import MILLION, TotalRow, covered, running_sums

_UNIT = r"(?:[条條行筆笔]|rows?|records?|entries|lines)(?:[记記][录錄]|[数數][据據])?"
_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d+"
COUNT = re.compile(rf"(?:[共合总總]?[共计計]?[:：]?)?\s*(?P<n>{_AMOUNT})\s*{_UNIT}", re.IGNORECASE)
"""A cell that only says how many rows there are: `20条`, `共 20 条记录`, `20 rows`."""

WITH_COUNT = re.compile(
    rf"(?<=.)(?:[\s:：(（]+共?[计計]?|(?<=[计計])共)?\s*(?P<n>{_AMOUNT})\s*{_UNIT}\s*[)）]?$",
    re.IGNORECASE,
)
"""The count behind a word of totals: `合计 20条`, `Total (20 rows)`."""
_LONGEST = 40


class OtherCount(NamedTuple):
    """A row of totals that says another number of rows than it covers."""

    position: int
    place: int
    stated: int
    counted: int


def other_counts(
    columns: list[Coded], totals: list[TotalRow], left_out: set[int]
) -> list[OtherCount]:
    """Stated numbers of rows that fit none of the ranges their total may cover."""
    positions = [total.position for total in totals]
    stated: dict[int, tuple[int, int]] = {}
    for place, column in enumerate(columns):
        for position, cell in zip(positions, cells_at(column, positions), strict=True):
            found = stated_count(cell) if isinstance(cell, str) else None
            if found is not None:
                stated.setdefault(position, (place, found))
    if not stated:
        return []
    n_rows = len(columns[0])
    ones = running_sums(Coded.repeated("1", n_rows), left_out)
    differences = []
    for index, total in enumerate(totals):
        if total.position not in stated or total.scope == "mean":
            continue
        place, number = stated[total.position]
        meant, others = covered(totals, index, n_rows, ones, columns)
        if meant is not None and number * MILLION not in (meant, *others):
            differences.append(OtherCount(total.position, place, number, meant // MILLION))
    return differences


def stated_count(cell: str) -> int | None:
    """Number of rows that a cell of a row of totals says; None for none.

    Examples
    --------
    >>> [stated_count(cell) for cell in ("合计 20条", "共 1,204 条记录", "20 rows", "20 客户")]
    [20, 1204, 20, None]
    """
    if len(cell) > _LONGEST:
        return None
    match = COUNT.fullmatch(cell.strip()) or WITH_COUNT.search(cell.strip())
    return None if match is None else int(match["n"].replace(",", ""))
