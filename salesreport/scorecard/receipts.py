"""Sheet of receipts: each rep's measures into points, weights and the score; live formulas."""

from __future__ import annotations

from typing import Any

from salesreport.display.figures import EMPTY, measure_name
from salesreport.display.labels import GRADES, label
from salesreport.display.receipt import provisional, typed_difference
from salesreport.language import Words, mark
from salesreport.report.views import Number, OneDeal, ReceiptLine, Rep
from salesreport.scorecard.cells import TOTAL_LOOK, Page, block, cell, quoted
from salesreport.scorecard.evaluation import DIVIDED_BY, own_row
from salesreport.scorecard.formats import WIDEST, line_count
from salesreport.scorecard.layout import HEAD_ROW, Layout, Receipt
from salesreport.scorecard.sums import agree, score_formula, score_of
from salesreport.spreadsheet import DARK_GREY

HEADS = (
    mark("No."), mark("Rep ID"), mark("Rep"), mark("Measure"), mark("Actual"), mark("Zero mark"),
    mark("Full mark"), mark("Points"), mark("Weight"), mark("Effective weight"),
    mark("Contribution"), mark("Grade"), mark("Remark"),
)  # fmt: skip
NUMBER, REP_ID, REP, MEASURE, RAW, LO, HI, POINTS, WEIGHT, EFFECTIVE, EARNED, GRADE, REMARK = range(
    len(HEADS)
)
LINE_HEIGHT = 15
"""Height of a line of text in points."""
_LINKED = (*DIVIDED_BY, "new_customers", "leads", "bookings")


def write_receipts(page: Page, layout: Layout) -> None:
    """Write the sheet."""
    page.top(layout.title(page.words("Receipt of the score")), layout.lines)
    page.heads(HEAD_ROW, [page.words(head) for head in HEADS])
    for i, receipt in enumerate(layout.receipts):
        _Writer(page, layout, layout.view.reps[i], receipt, i + 1).write()
    end = layout.receipts[-1].end - 1 if layout.receipts else HEAD_ROW
    page.sheet.autofilter(HEAD_ROW, 0, end, len(HEADS) - 1)
    page.comment(HEAD_ROW, NUMBER, page.words(
        "Filter as you like, but do not sort: a total adds up the lines above it."))  # fmt: skip
    page.printed(HEAD_ROW, layout.foot, frozen=MEASURE + 1)
    page.sheet.print_area(0, 0, end, len(HEADS) - 1)


class _Writer:
    """Writes the receipt of one rep."""

    def __init__(self, page: Page, layout: Layout, rep: Rep, receipt: Receipt, number: int) -> None:
        self.page, self.layout, self.rep = page, layout, rep
        self.at, self.number = receipt, number
        self.words: Words = page.words

    def write(self) -> None:
        for i, line in enumerate(self.rep.score.receipt):
            self._line(self.at.first + i, line)
        for i, item in enumerate(self.rep.score.adjustments):
            by = item.approved_by
            said = self.words("approved by {name}", name=by) if by else ""
            row = self.at.last_line + 1 + i
            self._head(row, item.reason or self.words("Adjustment"), said)
            self.page.number(row, EARNED, item.points, "+0.00;-0.00;0.00")
        self._rounding()
        self._total()
        one = self.rep.score.one_deal
        self._one_deal(self.at.total + 1, self.words("One deal more"), one.more)
        self._one_deal(self.at.total + 2, self.words("One deal less"), one.less)

    def _head(self, row: int, what: str, remark: str = "", **look: Any) -> None:
        for col in range(NUMBER, REMARK + 1):
            self.page.blank(row, col, **look)
        self.page.number(row, NUMBER, self.number, "0", **{"align": "center"} | look)
        self.page.ident(row, REP_ID, self.rep.rep_id, **look)
        self.page.text(row, REP, self.layout.rep_name(self.rep), **look)
        self.page.text(row, MEASURE, what, **look)
        self._remark_cell(row, remark, look)

    def _remark_cell(self, row: int, remark: str, look: dict[str, Any]) -> None:
        """Remark in as many lines as it takes, so that the sheet stays as wide as its table."""
        style = {"font_color": DARK_GREY} | look
        lines = line_count(remark, WIDEST) if remark else 1
        if lines > 1:
            self.page.sheet.set_row(row, LINE_HEIGHT * lines)
            style["text_wrap"] = True
        self.page.text(row, REMARK, remark, **style)

    def _line(self, row: int, line: ReceiptLine) -> None:
        figure = self.rep.figures.get(line.measure, EMPTY)
        remark = self.words("as typed") if figure.typed and line.raw is not None else ""
        why = line.why_null or figure.why_null
        if line.raw is None:
            remark = self.words.na(why)
        self._head(row, measure_name(line.measure, self.words), remark)
        shape = self.layout.shape(figure.unit, [line.raw])
        self._raw(row, line, shape, why)
        self.page.number(row, LO, line.lo, self.layout.shape(figure.unit, [line.lo]))
        self.page.number(row, HI, line.hi, self.layout.shape(figure.unit, [line.hi]))
        raw, lo, hi = (cell(row, col) for col in (RAW, LO, HI))
        na = quoted(self.words("n/a"))
        formula = f"=IF(ISNUMBER({raw}),100*MIN(MAX(({raw}-{lo})/({hi}-{lo}),0),1),{na})"
        self.page.live(row, POINTS, formula, line.points, "0.00")
        self._weight(row, line)
        self._effective(row, line, na)
        points, weight = cell(row, POINTS), cell(row, EFFECTIVE)
        formula = f"=IF(AND(ISNUMBER({points}),ISNUMBER({weight})),{points}*{weight}/100,{na})"
        self.page.live(row, EARNED, formula, line.contribution, "0.00")

    def _raw(self, row: int, line: ReceiptLine, shape: str, why: str | None) -> None:
        """The measure as in Table 2 where that has it, else its value."""
        if line.measure in _LINKED and agree(self._in_table2(line.measure), line.raw):
            formula = f"={self.layout.lookup(line.measure, cell(row, NUMBER))}"
            self.page.live(row, RAW, formula, line.raw, shape)
            if line.raw is None:
                self.page.comment(row, RAW, self.words.na(why or "no_data"))
            return
        self.page.figure(row, RAW, line.raw, shape, why)

    def _in_table2(self, measure: str) -> Number:
        if measure in DIVIDED_BY:
            return self.rep.figures[measure].value
        return own_row(self.layout.view, self.rep.rep_id, self.rep.figures).sums[measure]

    def _weight(self, row: int, line: ReceiptLine) -> None:
        address = self.layout.weight(self.rep, line.measure)
        shape = "0" if line.weight == round(line.weight) else "0.00"
        if address is None:
            self.page.number(row, WEIGHT, line.weight, shape)
        else:
            self.page.live(row, WEIGHT, f"={address}", line.weight, shape)

    def _effective(self, row: int, line: ReceiptLine, na: str) -> None:
        """Weight scaled up where measures are missing; n/a where too many are."""
        weights = block(self.at.first, WEIGHT, self.at.last_line, WEIGHT)
        points = block(self.at.first, POINTS, self.at.last_line, POINTS)
        there, whole = f'SUMIF({points},">=0",{weights})', f"SUM({weights})"
        enough = f"ROUND({there}-{self.layout.needed(self.rep)}*{whole},9)>=0"
        formula = (f"=IF(AND(ISNUMBER({cell(row, POINTS)}),{there}>0,{enough}),"
                   f"{cell(row, WEIGHT)}*{whole}/{there},{na})")  # fmt: skip
        effective = line.effective_weight
        shape = "0" if effective is None or effective == round(effective) else "0.00"
        if agree(self._scaled(line), effective):
            self.page.live(row, EFFECTIVE, formula, effective, shape)
        else:
            self.page.figure(row, EFFECTIVE, effective, shape, self.rep.score.why_null)

    def _scaled(self, line: ReceiptLine) -> Number:
        """Effective weight as the formula has it."""
        lines = self.rep.score.receipt
        whole = sum(one.weight for one in lines)
        there = sum(one.weight for one in lines if one.points is not None)
        needed = self.layout.view.terms[self.layout.view.term_of[self.rep.rep_id]].rescale_above
        if line.points is None or there <= 0 or round(there - needed * whole, 9) < 0:
            return None
        return line.weight * whole / there

    def _rounding(self) -> None:
        score, row = self.rep.score, self.at.rounding
        self._head(row, self.words("Rounding, and the limits 0 and 100"))
        earned = block(self.at.first, EARNED, row - 1, EARNED)
        total = cell(self.at.total, EARNED)
        rest = None
        if score.score is not None:
            parts = [one.contribution for one in score.receipt if one.contribution is not None]
            rest = score.score - sum([*parts, *(one.points for one in score.adjustments)])
        na = quoted(self.words("n/a"))
        formula = f"=IF(ISNUMBER({total}),{total}-SUM({earned}),{na})"
        self.page.live(row, EARNED, formula, rest, "+0.0000;-0.0000;0.0000")

    def _total(self) -> None:
        score, row = self.rep.score, self.at.total
        self._head(row, self.words("Total"), self._remark(), **TOTAL_LOOK)
        weights = block(self.at.first, WEIGHT, self.at.last_line, WEIGHT)
        self.page.live(row, WEIGHT, f"=SUM({weights})",
                       sum(line.weight for line in score.receipt), "0", **TOTAL_LOOK)  # fmt: skip
        if agree(score_of(score), score.score):
            formula = score_formula(self.at, lambda address: address, self.words)
            self.page.live(row, EARNED, formula, score.score, "0.00", **TOTAL_LOOK)
        else:
            self.page.figure(row, EARNED, score.score, "0.00", score.why_null, **TOTAL_LOOK)
        if score.score is None:
            self.page.comment(row, EARNED, self.words.na(score.why_null))
        shown = label(GRADES, score.grade, self.words)
        look = {**TOTAL_LOOK, "align": "center"}
        self.page.live(row, GRADE, f"={self.layout.grade(cell(row, EARNED))}", shown, **look)

    def _remark(self) -> str:
        score = self.rep.score
        parts = [] if score.why_null is None else [self.words.na(score.why_null)]
        parts.append(typed_difference(score, self.words))
        parts.append(provisional(score, self.words))
        return self.words.sentences(part for part in parts if part)

    def _one_deal(self, row: int, what: str, deal: OneDeal) -> None:
        remark = self.words("as in the report; not calculated anew")
        if deal.score is None:
            remark = self.words.na(deal.why_null)
        self._head(row, what, remark, font_color=DARK_GREY, italic=True)
        look: dict[str, Any] = {"font_color": DARK_GREY, "italic": True}
        self.page.figure(row, EARNED, deal.score, "0.00", deal.why_null, **look)
        if deal.score is not None:
            self.page.text(row, GRADE, label(GRADES, deal.grade, self.words), align="center",
                           **look)  # fmt: skip
