"""Sheet of deals: what counts in the bookings, and what does not, with the reason."""

from __future__ import annotations

from typing import Any

from salesreport.display.labels import NOT_COUNTED, TABLES, label
from salesreport.language import Words, mark
from salesreport.money import minor_digits
from salesreport.report.scorecard import CountedRow
from salesreport.report.views import Deal, Number, SourceRow
from salesreport.scorecard.cells import TOTAL_LOOK, Page, block, cell, elsewhere, quoted
from salesreport.scorecard.layout import FIRST_ROW, HEAD_ROW, Layout
from salesreport.scorecard.sums import agree, total
from salesreport.spreadsheet import DARK_GREY

HEADS = (
    mark("Rep ID"), mark("Rep"), mark("Counts"), mark("Deal"), mark("Customer"), mark("Amount"),
    mark("Share of the deal"), mark("Created"), mark("Day"),
    mark("What it is, or why it does not count"), mark("File"), mark("Sheet name"), mark("Row"),
)  # fmt: skip
REP_ID, REP, COUNTS, DEAL, CUSTOMER, AMOUNT, SHARE, CREATED, DAY, WHY, FILE, SHEET, ROW = range(
    len(HEADS)
)
MOST_ROWS = 1_000_000
"""Rows a sheet takes; the rest is in the report's data."""

REASONS = {
    **NOT_COUNTED,
    "typed_instead": mark("the amount typed in Table 2 counts in place of the deals"),
}


def write_deals(page: Page, layout: Layout) -> None:
    """Write the sheet."""
    _Deals(page, layout).write()


class _Deals:
    def __init__(self, page: Page, layout: Layout) -> None:
        self.page, self.layout, self.view = page, layout, layout.view
        self.words: Words = page.words
        self.names = {rep.rep_id: layout.rep_name(rep) for rep in self.view.reps}
        amounts = [*(row.amount for row in self.view.counted),
                   *(deal.amount for deal in self.view.not_counted)]  # fmt: skip
        self.shape = layout.shape("money", amounts)

    def write(self) -> None:
        words, page = self.words, self.page
        page.top(self.layout.title(words("Deals counted and not counted")), self.layout.lines)
        page.heads(HEAD_ROW, [self._head(head) for head in HEADS])
        row = FIRST_ROW
        counted = self.view.counted[:MOST_ROWS]
        for one in counted:
            self._counted(row, one)
            row += 1
        others = self.view.not_counted[: MOST_ROWS - len(counted)]
        for deal in others:
            self._other(row, deal)
            row += 1
        if row == FIRST_ROW:
            self._none(row)
            row += 1
        page.sheet.autofilter(HEAD_ROW, 0, row - 1, len(HEADS) - 1)
        self._sums(row, len(counted))
        left = len(self.view.counted) + len(self.view.not_counted) - len(counted) - len(others)
        if left:
            said = words.plural("{n} more row is in the report's data.",
                                "{n} more rows are in the report's data.", left)  # fmt: skip
            page.text(row + 3, REP_ID, said, fit=False, border=0)
        page.printed(HEAD_ROW, self.layout.foot, frozen=REP + 1)

    def _head(self, head: str) -> str:
        title = self.words(head)
        if head != HEADS[AMOUNT]:
            return title
        return self.layout.with_unit(title, self.layout.money)

    def _start(self, row: int, rep_id: str, counts: bool, source: SourceRow) -> None:
        page = self.page
        for col in range(len(HEADS)):
            page.blank(row, col)
        page.ident(row, REP_ID, rep_id)
        page.text(row, REP, self.names.get(rep_id) or self.words("credited to nobody"))
        look: dict[str, Any] = {} if counts else {"font_color": DARK_GREY}
        said = self.words("counts") if counts else self.words("does not count")
        page.text(row, COUNTS, said, **look)
        page.text(row, FILE, source.file.rpartition("/")[2])
        page.text(row, SHEET, source.sheet or "")
        if source.row is not None:
            page.number(row, ROW, source.row, "0")

    def _amount(self, row: int, amount: Number, share: Number) -> None:
        self.page.figure(row, AMOUNT, amount, self.shape, "no_data")
        if share is not None:
            self.page.number(row, SHARE, share, self.layout.shape("rate", [share]))

    def _counted(self, row: int, one: CountedRow) -> None:
        self._start(row, one.rep_id, True, one.source)
        self.page.ident(row, DEAL, one.key or "")
        self.page.text(row, CUSTOMER, one.customer or "")
        self._amount(row, one.amount, one.share)
        self.page.day(row, CREATED, one.created_date)
        self.page.day(row, DAY, one.day)
        what = "" if one.table == "opportunities" else label(TABLES, one.table, self.words)
        self.page.text(row, WHY, what or self.words("won deal"))

    def _other(self, row: int, deal: Deal) -> None:
        self._start(row, deal.rep_id or "", False, deal.source)
        self.page.ident(row, DEAL, deal.opportunity_id)
        self.page.text(row, CUSTOMER, deal.customer or "")
        self._amount(row, deal.amount, deal.share)
        self.page.day(row, CREATED, deal.created_date)
        self.page.day(row, DAY, deal.close_date or deal.expected_close_date)
        self.page.text(row, WHY, label(REASONS, deal.reason, self.words))

    def _none(self, row: int) -> None:
        said = self.words("No deal in the period.")
        if any(one.section == "deals" for one in self.view.sections_missing):
            needs = label(TABLES, "opportunities", self.words)
            here = self.words("Deals in the period")
            said = self.words("{sections}: needs {tables}.", sections=here, tables=needs)
        self.page.text(row, REP_ID, said, fit=False)

    def _sums(self, row: int, n_counted: int) -> None:
        """What counts, added up, beside the total of Table 2."""
        page, words = self.page, self.words
        for at in range(row, row + 3):
            for col in range(len(HEADS)):
                page.blank(at, col, **TOTAL_LOOK)
        summed = total([one.amount for one in self.view.counted]) or 0.0
        place = block(FIRST_ROW, AMOUNT, max(FIRST_ROW + n_counted - 1, FIRST_ROW), AMOUNT)
        page.text(row, REP, words("Counted, total"), **TOTAL_LOOK)
        page.text(row + 1, REP, words("Actual sales of Table 2"), **TOTAL_LOOK)
        page.text(row + 2, REP, words("Difference"), **TOTAL_LOOK)
        if n_counted == len(self.view.counted):
            page.live(row, AMOUNT, f"=SUM({place})", summed, self.shape, **TOTAL_LOOK)
        else:
            page.number(row, AMOUNT, summed, self.shape, **TOTAL_LOOK)
        self._difference(row, summed)

    def _difference(self, row: int, summed: float) -> None:
        page, booked = self.page, self.view.figures["bookings"].value
        column = self.layout.column("bookings")
        address = cell(self.layout.total_row, column, fixed=True)
        there = elsewhere(self.layout.name("table2"), address)
        page.live(row + 1, AMOUNT, f"={there}", booked, self.shape, **TOTAL_LOOK)
        first, second = cell(row, AMOUNT), cell(row + 1, AMOUNT)
        na = quoted(self.words("n/a"))
        digits = minor_digits(self.view.meta.currency)
        formula = f"=IF(ISNUMBER({second}),ROUND({first}-{second},{digits}),{na})"
        difference = None if booked is None else round(summed - booked, digits)
        shown = 0.0 if agree(difference, 0.0) else difference
        page.live(row + 2, AMOUNT, formula, shown, self.shape, **TOTAL_LOOK)
