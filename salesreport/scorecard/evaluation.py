"""Sheet of Table 2: the template's columns in its order, a row a rep, totals; live formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from salesreport.display.labels import (
    GRADES,
    LEADS_BASIS,
    MEASURES,
    ROLES,
    label,
    recognised_in,
)
from salesreport.display.receipt import typed_difference
from salesreport.display.table2 import new_customers
from salesreport.language import Words, mark
from salesreport.report.scorecard import ScorecardView
from salesreport.report.views import Figure, Number
from salesreport.scorecard.cells import TOTAL_LOOK, Page, block, cell, elsewhere, quoted
from salesreport.scorecard.formats import decimals
from salesreport.scorecard.layout import (
    FIRST_ROW,
    HEAD_ROW,
    N_PRINTED,
    N_TEMPLATE,
    TABLE_2,
    Layout,
)
from salesreport.scorecard.sums import (
    agree,
    quotient,
    quotient_formula,
    score_formula,
    score_of,
    total,
)
from salesreport.spreadsheet import DARK_GREY

HEADS = {
    "period": mark("Period"),
    "rep": mark("Rep"),
    "target": mark("Sales target"),
    "bookings": mark("Actual sales"),
    "completion": mark("Completion"),
    "new_customers": mark("New customers"),
    "conversion": mark("Conversion"),
    "revenue_per_customer": mark("Revenue per customer"),
    "collection_rate": mark("Collection rate"),
    "score": mark("Score"),
    "grade": mark("Grade"),
    "leads": mark("Leads"),
    "process": mark("Process score"),
    "won_customers": mark("Won customers"),
    "collected": mark("Collected"),
    "due": mark("Due"),
    "process_on_time": mark("Follow-ups on time"),
    "process_due": mark("Follow-ups due"),
    "rep_id": mark("Rep ID"),
    "team": mark("Team"),
    "role": mark("Post"),
    "number": mark("No."),
}
UNITS = {
    "target": "money", "bookings": "money", "completion": "rate", "new_customers": "count",
    "conversion": "rate", "revenue_per_customer": "money", "collection_rate": "rate",
    "score": "score", "leads": "count", "process": "rate", "won_customers": "count",
    "collected": "money", "due": "money", "process_on_time": "count", "process_due": "count",
}  # fmt: skip
DIVIDED_BY = {
    "completion": ("bookings", "target"),
    "conversion": ("won_customers", "leads"),
    "revenue_per_customer": ("bookings", "won_customers"),
    "collection_rate": ("collected", "due"),
    "process": ("process_on_time", "process_due"),
}
"""Rate of Table 2 -> the columns it divides."""

SUMMED = (
    "target", "bookings", "new_customers", "leads", "won_customers", "collected", "due",
    "process_on_time", "process_due",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row's numbers: sums, rates and the figures they are in the report."""

    sums: dict[str, Number]
    figures: dict[str, Figure]


def own_row(view: ScorecardView, rep_id: str, figures: dict[str, Figure]) -> Row:
    """Numbers of one rep, or of what is credited to nobody.

    A sum that is a measure of the report is n/a where the report says so: somebody away
    all the time has no result, and not one of 0.
    """
    parts = view.parts[rep_id]
    sums: dict[str, Number] = {"new_customers": parts["new_customers"]}
    for rate, (top, bottom) in DIVIDED_BY.items():
        over, under = view.divided[rate]
        sums[top], sums[bottom] = parts[over], parts[under]
    known = {name for name in sums if name not in figures or figures[name].value is not None}
    sums = {name: value if name in known else None for name, value in sums.items()}
    sums["new_customers"] = new_customers(sums["new_customers"], sums["won_customers"])
    return Row(sums, figures)


def write_table2(page: Page, layout: Layout) -> None:
    """Write the sheet."""
    writer = _Table2(page, layout)
    writer.heads()
    for i in range(len(layout.view.reps)):
        writer.rep(i)
    if layout.nobody:
        writer.nobody()
    writer.total()
    last = len(TABLE_2) - 1
    page.sheet.autofilter(HEAD_ROW, 0, layout.last_row, last)
    page.printed(HEAD_ROW, layout.foot, frozen=2)
    page.sheet.print_area(0, 0, layout.total_row + 1, N_PRINTED - 1)


class _Table2:
    def __init__(self, page: Page, layout: Layout) -> None:
        self.page, self.layout, self.view = page, layout, layout.view
        self.words: Words = page.words
        self.rows = [own_row(self.view, rep.rep_id, rep.figures) for rep in self.view.reps]
        team = self.view.figures
        self.everybody = [*self.rows, *([own_row(self.view, "", {})] if layout.nobody else [])]
        self.shapes = {
            name: layout.shape(unit, [*self._shown(name), self._team_value(name, team)])
            for name, unit in UNITS.items()
        }

    def _shown(self, name: str) -> list[Number]:
        if name in SUMMED:
            return [row.sums[name] for row in self.rows]
        return [row.figures[name].value if name in row.figures else None for row in self.rows]

    def _team_value(self, name: str, team: dict[str, Figure]) -> Number:
        if name == "target":
            return self.view.targets.get("bookings")
        if name in team:
            found = team[name].value
            won = team["won_customers"].value
            return new_customers(found, won) if name == "new_customers" else found
        return total([row.sums[name] for row in self.everybody]) if name in SUMMED else None

    def heads(self) -> None:
        self.page.top(self.layout.title(self.words("Sales evaluation table (Table 2)")),
                      self.layout.lines)  # fmt: skip
        grey = range(N_TEMPLATE, len(TABLE_2))
        self.page.heads(HEAD_ROW, [self._head(name) for name in TABLE_2], grey=grey)

    def _head(self, name: str) -> str:
        words, meta = self.words, self.view.meta
        title = words(HEADS[name])
        if UNITS.get(name) == "money":
            title = self.layout.with_unit(title, self.layout.money)
        elif name == "score":
            title = self.layout.with_unit(title, words("of 100"))
        basis = recognised_in(name, meta.recognise, words)
        if name in ("leads", "conversion"):
            basis = label(LEADS_BASIS, meta.conversion_leads, words) if name == "leads" else ""
        elif name == "process":
            basis = words("added column")
        return f"{title}\n{basis}" if basis else title

    def rep(self, i: int) -> None:
        rep, row, at = self.view.reps[i], self.rows[i], FIRST_ROW + i
        page, column = self.page, self.layout.column
        page.text(at, column("period"), self.words.period(self.view.meta.period))
        page.text(at, column("rep"), self.layout.rep_name(rep))
        for name in SUMMED:
            self._sum_cell(at, name, row)
        for name in DIVIDED_BY:
            self._rate(at, name, row.sums, row.figures[name])
        self._score(at, i)
        page.ident(at, column("rep_id"), rep.rep_id)
        page.text(at, column("team"), rep.team or "")
        page.text(at, column("role"), label(ROLES, rep.role, self.words))
        page.number(at, column("number"), i + 1, "0", align="center")

    def _sum_cell(self, at: int, name: str, row: Row) -> None:
        col, value = self.layout.column(name), row.sums[name]
        figure = row.figures["completion" if name == "target" else _shown_by(name)]
        reason = figure.why_null or ("typed_rate_only" if figure.typed else None)
        self.page.figure(at, col, value, self.shapes[name], reason, **self._look(name))
        if value is not None and name == "leads" and figure.implied:
            self.page.comment(at, col, self.words("implied"))

    def _look(self, name: str) -> dict[str, Any]:
        return {"font_color": DARK_GREY} if TABLE_2.index(name) >= N_TEMPLATE else {}

    def _rate(
        self, at: int, name: str, sums: dict[str, Number], figure: Figure, **look: Any
    ) -> None:
        """Live quotient where the report's figure is that; a typed rate as it was typed."""
        col, shape = self.layout.column(name), self.shapes[name]
        top, bottom = DIVIDED_BY[name]
        style = {**self._look(name), **look}
        if agree(quotient(sums[top], sums[bottom]), figure.value):
            over, under = (cell(at, self.layout.column(part)) for part in (top, bottom))
            formula = quotient_formula(over, under, self.words("n/a"))
            self.page.live(at, col, formula, figure.value, shape, **style)
            if figure.value is None:
                self.page.comment(at, col, self.words.na(figure.why_null or "no_data"))
            return
        self.page.figure(at, col, figure.value, shape, figure.why_null, **style)
        if figure.value is not None:
            self.page.comment(at, col, self.words("as typed"))

    def _score(self, at: int, i: int) -> None:
        score, place = self.view.reps[i].score, self.layout.column("score")
        if agree(score_of(score), score.score):
            self.page.live(at, place, self._score_formula(i), score.score, "0.00", bold=True)
        else:
            self.page.figure(at, place, score.score, "0.00", score.why_null, bold=True)
        remark = typed_difference(score, self.words)
        if score.score is None:
            self.page.comment(at, place, self.words.na(score.why_null))
        elif remark:
            self.page.comment(at, place, remark)
        formula = self.layout.grade(cell(at, place))
        shown = label(GRADES, score.grade, self.words)
        self.page.live(at, place + 1, formula, shown, align="center")

    def _score_formula(self, i: int) -> str:
        receipt = self.layout.receipts[i]
        sheet = self.layout.name("receipts")
        return score_formula(receipt, lambda address: elsewhere(sheet, address), self.words)

    def nobody(self) -> None:
        """Row of records that name nobody, without which the totals would lack them."""
        at, row = self.layout.last_row + 1, self.everybody[-1]
        for col in range(len(TABLE_2)):
            self.page.blank(at, col)
        self.page.text(at, 1, self.words("credited to nobody"), italic=True)
        for name in SUMMED:
            value = row.sums[name]
            if value is not None:
                self.page.number(at, self.layout.column(name), value, self.shapes[name])

    def total(self) -> None:
        """Sums of the rows, and rates as sums over sums; those of the report."""
        at, team = self.layout.total_row, self.view.figures
        for col in range(len(TABLE_2)):
            self.page.blank(at, col, **TOTAL_LOOK)
        self.page.text(at, 1, self.words("Total"), **TOTAL_LOOK)
        sums: dict[str, Number] = {}
        for name in SUMMED:
            sums[name] = self._team_value(name, team)
            self._total_cell(at, name, sums[name])
        for name in DIVIDED_BY:
            self._rate(at, name, sums, team[name], **TOTAL_LOOK)
        note = self.words("Totals are sums, rates are sums over sums; why a cell is n/a stands in "
                          "its comment and among the receipts.")  # fmt: skip
        self.page.text(at + 1, 0, note, fit=False, border=0, font_size=9, font_color=DARK_GREY)

    def _total_cell(self, at: int, name: str, value: Number) -> None:
        col, shape = self.layout.column(name), self.shapes[name]
        summed = total([row.sums[name] for row in self.everybody])
        if agree(summed, value):
            cells = block(FIRST_ROW, col, at - 1, col).replace("$", "")
            formula = f"IF(COUNT({cells})=0,{quoted(self.words('n/a'))},SUM({cells}))"
            self.page.live(at, col, f"={formula}", value, shape, **TOTAL_LOOK)
            if value is None:
                self.page.comment(at, col, self.words.na("no_data"))
            return
        lacking = "no_target" if name == "target" else "no_data"
        self.page.figure(at, col, value, shape, lacking, **TOTAL_LOOK)
        if name == "target" and value is not None and summed is not None:
            shown = self.words.number(summed, decimals(shape))
            said = self.words(
                "The team's own target; those of its people add up to {sum}.", sum=shown
            )
            self.page.comment(at, col, said)


def _shown_by(name: str) -> str:
    """Figure that says why a sum is unknown."""
    if name in MEASURES:
        return name
    return next(rate for rate, pair in DIVIDED_BY.items() if name in pair)
