"""The sheet of targets, in the form and words of the workbook to fill in."""

from __future__ import annotations

from salesreport.display.labels import MEASURES
from salesreport.report.targetviews import PlanRep
from salesreport.scorecard.cells import Page, block
from salesreport.tables.script import in_language
from salesreport.tables.targetsheet import HEADERS, MONTHS
from salesreport.targetbook.heads import Heads

HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1
FIRST_MONTH = 4
TOTAL = FIRST_MONTH + len(MONTHS)


def write_targets(page: Page, heads: Heads) -> None:
    """One row a rep and calendar year; cells that were changed by hand are marked."""
    view, words = heads.view, heads.words
    page.top(heads.title(page.name), [heads.line, words(
        "Change a month here and it stays in the next version; the other cells share the rest."
    )])  # fmt: skip
    page.heads(HEAD_ROW, [in_language(pair, words.language) for pair in HEADERS],
               grey=[2, TOTAL])  # fmt: skip
    years = list(dict.fromkeys(month.month[:4] for month in view.months))
    row = FIRST_ROW
    for rep in view.reps:
        for year in years:
            mine = [cell for cell in rep.cells if cell.month.startswith(year)]
            if any(cell.value or cell.kind == "edited" for cell in mine):
                _write_row(page, heads, row, rep, year)
                row += 1
    page.printed(HEAD_ROW, heads.foot, frozen=4)


def _write_row(page: Page, heads: Heads, row: int, rep: PlanRep, year: str) -> None:
    page.ident(row, 0, year, align="center")
    page.ident(row, 1, rep.rep_id)
    page.text(row, 2, rep.name)
    page.text(row, 3, heads.words(MEASURES["bookings"]))
    shape = heads.money([cell.value for one in heads.view.reps for cell in one.cells])
    by_month = {cell.month: cell for cell in rep.cells}
    total = 0.0
    for at in range(len(MONTHS)):
        cell = by_month.get(f"{year}-{at + 1:02d}")
        if cell is None:
            page.blank(row, FIRST_MONTH + at)
            continue
        look = {"bg_color": "#FFF2CC"} if cell.kind == "edited" else {}
        page.number(row, FIRST_MONTH + at, cell.value, shape, **look)
        total += cell.value
    page.live(row, TOTAL, f"=SUM({block(row, FIRST_MONTH, row, TOTAL - 1)})", round(total, 2),
              shape)  # fmt: skip
