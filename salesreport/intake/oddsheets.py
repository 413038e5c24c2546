"""Sheets beside those of the reps that hold something else: a summary, instructions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesreport.intake.findings import Findings
from salesreport.readers.faults import SourceColumnsError
from salesreport.readers.grids import Grid
from salesreport.readers.timespans import HALVES, YEAR, span_label
from salesreport.tables.script import header_key, simplified

_ALIKE = 0.6
"""Share of common headers from which on a sheet is the same form with a fault in it."""

_TITLES = re.compile(
    r".*(?:汇总|合计|总计|总表|总览|统计|透视|图表|说明|须知|目录|封面|示例|样例|样表|模板|下拉|字典"
    r"|选项|参数).*|全[部体员]|所有"
    r"|(?:.*[^a-z])?(?:summary|totals?|overview|pivots?|read ?me|instructions?)(?:[^a-z].*)?"
    r"|(?:(?:team|sales|customers?|products?|prices?|reps?|values?|data|pick|drop-?down)[ _-]?)?"
    r"(?:all|examples?|samples?|templates?|guide|index|cover|lists?)(?:[ _-]?(?:sheet|page|data))?"
    r"(?:[ _-]*\(?\d+\)?)?",
    re.IGNORECASE | re.DOTALL,
)
"""Titles of sheets that are nobody's; Cover, List and Sample are also people's names."""

Lacking = tuple[Grid, SourceColumnsError]


def is_nobodys(title: str | None) -> bool:
    """Whether a sheet's title says that it sums up, explains or lists, and is no rep's.

    Examples
    --------
    >>> [is_nobodys(title) for title in ("部门统计", "數據透視", "Sales_summary", "List (2)")]
    [True, True, True, True]
    >>> [is_nobodys(title) for title in ("Alistair", "Dan List", "张三", None)]
    [False, False, False, False]
    """
    return _TITLES.fullmatch(simplified(title or "").strip()) is not None


def leave_out(
    table: str, lacking: Sequence[Lacking], used: Sequence[Grid], findings: Findings
) -> None:
    """Say which sheets are none of the table's, and are left out.

    A sheet with a title such as 汇总 or, beside months, 全年, or with other headers than the
    sheets used, is something else. One with nearly the same headers is the same form, in
    which a header was changed: its rows would be missed.

    Raises
    ------
    SourceColumnsError
        A sheet is the same form with a fault, or no sheet can be used.
    """
    for grid, error in lacking:
        nobodys = is_nobodys(grid.sheet) or _is_longer(grid, used)
        if not used or (not nobodys and any(_is_alike(grid, other) for other in used)):
            raise error
        (problem,) = error.problems
        findings.add(
            "odd_sheet", table=table, file=grid.file, sheet=grid.sheet, value=grid.sheet,
            column=problem.column or problem.value, count=len(grid),
        )  # fmt: skip


def note_unread(table: str, used: Grid, beside: Sequence[Grid], findings: Findings) -> list[str]:
    """Note sheets with the headers of the one that is read, and name them."""
    alike = [grid for grid in beside if _is_alike(grid, used)]
    for grid in alike:
        findings.add(
            "unread_sheet", table=table, file=grid.file, sheet=grid.sheet, value=grid.sheet,
            count=len(grid) - len(grid.listed), read=used.sheet or "",
        )  # fmt: skip
    return [grid.sheet or "" for grid in alike]


def _is_longer(grid: Grid, used: Sequence[Grid]) -> bool:
    """Whether a sheet is of a year or a half beside sheets that are of a part of one each."""
    labels = [span_label(one.sheet or "") for one in (grid, *used)]
    parts = [(label or YEAR).rpartition("-")[2] for label in labels]
    longer = {YEAR, *HALVES}
    is_long = labels[0] is not None and (parts[0] in longer or len(parts[0]) > len("Q1"))
    return is_long and longer.isdisjoint(parts[1:])


def _is_alike(grid: Grid, other: Grid) -> bool:
    ours, theirs = ({header_key(word) for word in one.header if word} for one in (grid, other))
    return len(ours & theirs) >= _ALIKE * max(len(ours), len(theirs))
