"""What a column that nothing reads says of its rows: that they are void, that somebody left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesreport.cells import Fault
from salesreport.cells.plain import flag, written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.problems import row_ranges
from salesreport.tables.script import word_key


@dataclass(frozen=True)
class Status:
    """How a column says something of a row.

    Attributes
    ----------
    words : frozenset of str
        Cells that say it, as `word_key` has them.
    asks : pattern
        Headers whose yes says it.
    asks_against : pattern
        Headers whose no says it.
    """

    words: frozenset[str]
    asks: re.Pattern[str]
    asks_against: re.Pattern[str]

    @classmethod
    def of(cls, words: Iterable[str], asks: str, asks_against: str) -> Status:
        """Of words and patterns as they are written."""
        patterns = (re.compile(pattern, re.IGNORECASE) for pattern in (asks, asks_against))
        return cls(frozenset(map(word_key, words)), *patterns)

    def says(self, header: str, cell: object) -> bool:
        """Whether a cell under a header says it."""
        if isinstance(cell, Fault):
            return False
        if word_key(written(cell)) in self.words:
            return True
        said = flag(cell)
        if self.asks.search(header) is not None:
            return said is True
        return said is False and self.asks_against.search(header) is not None


def as_shown(cell: object) -> str:
    """A cell of such a column as a person reads it."""
    return cell.shown if isinstance(cell, Fault) else written(cell)


def note_by_sheet(
    draft: Draft,
    rows: NDArray[np.bool_],
    header: str,
    findings: Findings,
    rule: str,
    **values: str | int,
) -> None:
    """Note rows by what a column says, once for each sheet of each file.

    Parameters
    ----------
    rows : array of bool, shape (rows,)
    header : str
        One of `draft.extras`; the words its cells hold are the value of the problem.
    """
    sheets: dict[tuple[str | None, str | None], list[int]] = {}
    for row in np.flatnonzero(rows).tolist():
        sheets.setdefault((draft.file[row], draft.sheet[row]), []).append(row)
    for (file, sheet), places in sheets.items():
        words = dict.fromkeys(map(as_shown, draft.extras[header].take(np.array(places)).held()))
        numbers = draft.row[np.array(places)].tolist()
        findings.add(
            rule, table=draft.table.name, file=file, sheet=sheet, row=numbers[0], column=header,
            value=", ".join(words), optional=False, count=len(places),
            row_numbers=row_ranges(numbers), **values,
        )  # fmt: skip
