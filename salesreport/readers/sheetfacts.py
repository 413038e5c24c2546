"""What a workbook says of a sheet beside the values of its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NUM!|NULL!|VALUE!)|(?:Err|错误|錯誤):\d+")
"""A formula's error where the file has it as text."""

Cell = tuple[int, int]
"""Row number as a spreadsheet shows it, and the column's place from 0."""


@dataclass
class SheetFacts:
    """Looked up in the file itself, apart from the library that reads the cells.

    Attributes
    ----------
    filled : list of int
        Numbers of the rows that hold a cell that is not blank, in order: the count
        of rows that the cells read must agree with.
    waiting : set of int
        Rows that hold nothing but formulas without a stored value.
    patches : dict of Cell to Any
        Cells to put in place of what is read: ids shown with zeros in front.
    unvalued : set of Cell
        Formulas that no program has calculated.
    errors : dict of Cell to str
        `#REF!` and the like.
    empty_results : set of Cell
        Formulas of an old workbook whose result is an empty text.
    hidden_rows, hidden_columns : set of int
        Row numbers, and places from 0, that are hidden or filtered out.
    merged : list of (first row, first place, last row, last place)
        Only where the library that reads the cells does not tell.
    n_filled, last_place : int
        Cells that are not blank, and the last column that may hold one.
    """

    filled: list[int] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)
    patches: dict[Cell, Any] = field(default_factory=dict)
    unvalued: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    empty_results: set[Cell] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    n_filled: int = 0
    last_place: int = 0


class Facts(Protocol):
    """A workbook's own parts, whatever its kind."""

    date_1904: bool

    def facts(self, sheet: str) -> SheetFacts:
        """Facts about a sheet."""


class DamagedPartError(Exception):
    """A part of a workbook cannot be read; the reader of the workbook says which file."""
