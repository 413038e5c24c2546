"""A sheet without a column the table needs: what may be meant instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from salesreport.cells import Amount
from salesreport.cells.amounts import money
from salesreport.cells.plain import written
from salesreport.intake.findings import Findings
from salesreport.problems import Problem
from salesreport.readers.faults import SourceColumnsError, columns_error
from salesreport.readers.grids import Grid
from salesreport.readers.totalwords import is_total_word
from salesreport.sources import OR
from salesreport.tables import Column, Table
from salesreport.tables.likeness import likeness
from salesreport.tables.script import header_key, simplified

_ALIKE = 0.4
"""Likeness from which a header may be a column."""

_SURE = 0.6
"""Likeness from which it is offered as the column."""

_CLOSE = 0.1
"""Difference in likeness below which none of two headers is preferred."""

_NO_AMOUNT = re.compile(
    r"余额|結餘|结余|结存|余款|数量|单价|编号|比例|balance|quantity|qty|%", re.I
)
"""Words of headers over numbers that are no amount of the row's."""

_WAY = {
    "payments": re.compile(
        r"贷方|贷记|收入|存入|转入|进账|credit|deposit|money ?in|received", re.I
    ),
    "costs": re.compile(r"借方|借记|支出|转出|付出|debit|withdrawal|money ?out|spent", re.I),
}
"""Table -> words by which a statement of an account heads the amounts that are its own."""


_MONTHS = 12

_SHAPES = {
    "bare_months": (
        "the headers {headers} are bare numbers",
        "write them as months: 1月, 2024-01 or Jan",
    ),
    "people_as_columns": (
        "the columns {headers} seem to be people, and the rows months",
        "turn the table round: a row for each person, a column for each month (paste special, "
        "transpose)",
    ),
}
"""Rule -> what is wrong with a sheet's shape, and what to do."""


class Offered(NamedTuple):
    """Headers that may be a column.

    Attributes
    ----------
    near : str
        The one that is likely; empty where none or several are.
    among : tuple of str
        Those to choose from.
    """

    near: str
    among: tuple[str, ...]

    @property
    def line(self) -> str:
        """Header to write in the run file, or what asks for one; empty where none is left."""
        return self.near or (f"<{OR.join(self.among)}>" if self.among else "")


def offered(column: Column, table: Table, free: Sequence[str]) -> Offered:
    """Headers that may be a column, of those that are none of the table's.

    An amount is no balance and no count; of an account's statement what came in is a
    payment and what went out a cost.

    Examples
    --------
    >>> from salesreport.tables import table
    >>> payments = table("payments")
    >>> offered(payments.by_name["amount"], payments, ["借方", "贷方", "余额"]).line
    '贷方'
    >>> offered(payments.by_name["amount"], payments, ["金额1", "金额2", "余额"]).line
    '<金额1 | 金额2>'
    """
    if column.kind == "money":
        free = [header for header in free if not _NO_AMOUNT.search(simplified(header))]
        way = _WAY.get(table.name)
        own = [header for header in free if way and way.search(simplified(header))]
        if own:
            return Offered(own[0] if len(own) == 1 else "", tuple(own))
    found = {header: _likeness(header, column) for header in free}
    alike = sorted((h for h in free if found[h] >= _ALIKE), key=lambda h: -found[h])
    if not alike:
        return Offered("", tuple(free))
    best = found[alike[0]]
    level = [header for header in alike if best - found[header] < _CLOSE]
    if len(level) == 1 and best >= _SURE:
        return Offered(alike[0], tuple(alike))
    return Offered("", tuple(level if best >= _SURE else free))


def _likeness(header: str, column: Column) -> float:
    words = [column.name, *(word for of in column.headers.values() for word in of)]
    return max(likeness(header, word, least=_ALIKE) for word in words)


def turned_round(grid: Grid, table: Table, there: Set[str]) -> SourceColumnsError | None:
    """Error of a wide table whose columns are people, or months written as bare numbers.

    None where the sheet has another shape.
    """
    who = {name for names in table.one_of for name in names}
    free = [h for h in grid.header if h and header_key(h) not in table.header_index]
    numbers = [h for h in free if h.isdecimal() and 1 <= int(h) <= _MONTHS]
    people = [h for h in free if not is_total_word(h) and _holds_numbers(grid, h)]
    if not there.isdisjoint(who) and "period" not in there and len(numbers) > 1:
        rule, headers = "bare_months", numbers
    elif there.isdisjoint(who) and "period" in there and "value" not in there and len(people) > 1:
        rule, headers = "people_as_columns", people
    else:
        return None
    named = ", ".join(headers)
    problem = Problem(
        "error", rule, table.name, grid.file, grid.sheet, grid.header_line, value=named
    )
    what, remedy = _SHAPES[rule]
    return columns_error(
        problem, what.format(headers=named), expected="a row for each person, a column for each "
        "month, or one value a row", remedy=remedy,
    )  # fmt: skip


def _holds_numbers(grid: Grid, header: str) -> bool:
    cells = [cell for cell in grid.columns[grid.header.index(header)].distinct if written(cell)]
    return bool(cells) and all(isinstance(money(cell), Amount) for cell in cells)


def on_other_sheet(
    error: SourceColumnsError,
    table: Table,
    beside: Sequence[Grid],
    read: Callable[..., object],
) -> SourceColumnsError:
    """The error of a sheet that lacks a column; one that names the sheet which has them all.

    Parameters
    ----------
    error : SourceColumnsError
    table : Table
    beside : sequence of Grid
        The visible sheets that are not read.
    read : function
        Reads a sheet as the table, or raises `SourceColumnsError`; with `findings` to note in.
    """
    titles = [grid.sheet for grid in beside if grid.sheet and _is_table(grid, read)]
    (problem,) = error.problems
    if problem.rule != "missing_column" or not titles:
        return error
    line = titles[0] if len(titles) == 1 else f"<{OR.join(titles)}>"
    told = Problem(
        "error", "table_on_other_sheet", table.name, problem.file, problem.sheet, problem.row,
        value=", ".join(titles), values={"line": line},
    )  # fmt: skip
    return columns_error(
        told,
        f"the table {table.name} does not stand on this sheet, but on {', '.join(titles)}",
        expected="the sheet that holds the table",
        remedy=f"add `sheet: {line}` to data.{table.name} in the run file",
    )


def _is_table(grid: Grid, read: Callable[..., object]) -> bool:
    """Whether a sheet can be read as the table; nothing is noted of it."""
    try:
        read(grid, findings=Findings({}))
    except SourceColumnsError:
        return False
    return True
