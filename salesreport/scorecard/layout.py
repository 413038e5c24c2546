"""Where everything stands, worked out before the first cell: sheets refer to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from salesreport.display.flags import rules_of
from salesreport.display.header import stamp_text
from salesreport.display.labels import GRADES, currency_unit, label, recognised, role_name
from salesreport.display.trust import basis_of
from salesreport.language import Words, mark
from salesreport.language.numbers import NO_BREAK
from salesreport.report.scorecard import ScorecardView
from salesreport.report.views import Number, Rep
from salesreport.scorecard.cells import block, cell, elsewhere, quoted
from salesreport.scorecard.formats import number_format

SHEETS = {
    "table2": mark("Table 2"),
    "receipts": mark("Receipts"),
    "deals": mark("Deals in the period"),
    "terms": mark("Terms and policy"),
}
HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1

TABLE_2 = (
    "period", "rep", "target", "bookings", "completion", "new_customers", "conversion",
    "revenue_per_customer", "collection_rate", "score", "grade", "leads", "process",
    "won_customers", "collected", "due", "process_on_time", "process_due",
    "rep_id", "team", "role", "number",
)  # fmt: skip
"""Columns of Table 2: the template's in printed order, its optional ones, what rates divide."""

N_TEMPLATE, N_PRINTED = 11, 13


@dataclass(frozen=True)
class Receipt:
    """Rows of one rep's receipt: lines, adjustments, rounding, total, one deal more, less."""

    first: int
    n_lines: int
    n_adjustments: int

    @property
    def last_line(self) -> int:
        """Row of the last measure."""
        return self.first + self.n_lines - 1

    @property
    def rounding(self) -> int:
        """Row of what rounding leaves; above it, after the lines, the adjustments."""
        return self.first + self.n_lines + self.n_adjustments

    @property
    def total(self) -> int:
        """Row of the total."""
        return self.rounding + 1

    @property
    def end(self) -> int:
        """First row after the receipt."""
        return self.total + 3


@dataclass(frozen=True)
class Layout:
    """Places of one workbook's cells, and the words that all its sheets share."""

    view: ScorecardView
    words: Words

    def name(self, sheet: str) -> str:
        """Name of a sheet."""
        return self.words(SHEETS[sheet])

    @cached_property
    def nobody(self) -> bool:
        """Whether records without a rep stand in a row of their own."""
        return any(self.view.parts.get("", {}).values())

    @property
    def last_row(self) -> int:
        """Row of the last rep of Table 2, before what is credited to nobody."""
        return FIRST_ROW + len(self.view.reps) - 1

    @property
    def total_row(self) -> int:
        """Row of the totals of Table 2."""
        return self.last_row + int(self.nobody) + 1

    def column(self, name: str) -> int:
        """Column of Table 2."""
        return TABLE_2.index(name)

    def lookup(self, name: str, number: str) -> str:
        """Formula for a rep's cell of Table 2, found by number, so that sorting it is safe."""
        sheet = self.name("table2")
        values, numbers = (
            elsewhere(sheet, block(FIRST_ROW, col, self.last_row, col))
            for col in (self.column(name), self.column("number"))
        )
        return f"INDEX({values},MATCH({number},{numbers},0))"

    @cached_property
    def receipts(self) -> list[Receipt]:
        """Rows of every receipt, in the order of the reps."""
        found, row = [], FIRST_ROW
        for rep in self.view.reps:
            score = rep.score
            found.append(Receipt(row, len(score.receipt), len(score.adjustments)))
            row = found[-1].end
        return found

    @cached_property
    def about(self) -> list[tuple[str, str]]:
        """What the numbers stand on, by heading."""
        words, meta = self.words, self.view.meta
        basis = words.sentences(basis_of(meta, words))
        cut_off = words(
            "CRM {crm}, finance {finance}",
            crm=words.date(meta.as_of, year=True),
            finance=words.date(meta.finance_as_of, year=True),
        )
        found = [
            (words("Period"), words.period(meta.period)),
            (words("Version"), stamp_text(meta, words)),
            (words("Cut-off dates"), cut_off),
            (words("Run and policy"), f"{meta.run_id[:8]} · {meta.policy}"),
            (words("Basis of the rates"), basis),
            (words("Flags"), words.sentences(self._flags())),
            (words("Use"), self.use),
            (words("Readers"), words("managers only")),
        ]
        return [(head, text) for head, text in found if text]

    def _flags(self) -> list[str]:
        """What is flagged, by role where there are several."""
        found = [rules_of(one.flag_rule, self.words) for one in self.view.terms]
        if len(found) < 2:
            return found
        names = [self.role_name(one.role) for one in self.view.terms]
        return [
            self.words("{role}: {rules}", role=name, rules=rules)
            for name, rules in zip(names, found, strict=True)
        ]

    @property
    def use(self) -> str:
        """What a score is, who decides, what it must not be used for."""
        return self.words(
            "The evaluation is not the basis of commission; a manager confirms each score."
        )

    @property
    def band_row(self) -> int:
        """Row of the best grade on the sheet of terms, below two headings."""
        return FIRST_ROW + len(self.about) + 3

    @property
    def role_row(self) -> int:
        """Row of the first weight on the sheet of terms."""
        return self.band_row + len(self.view.bands) + 3

    def role_first(self, place: int) -> int:
        """Row of the first weight of a role; its last row says how much weight is needed."""
        before = self.view.terms[:place]
        return self.role_row + sum(len(one.lines) + 1 for one in before)

    def weight(self, rep: Rep, measure: str) -> str | None:
        """Address of a weight of a rep's role; None where the policy has another."""
        place = self.view.term_of[rep.rep_id]
        lines = self.view.terms[place].lines
        for i, line in enumerate(lines):
            if line.measure == measure:
                address = cell(self.role_first(place) + i, 2, fixed=True)
                return elsewhere(self.name("terms"), address)
        return None

    def needed(self, rep: Rep) -> str:
        """Address of the share of weight that a score of a rep's role needs."""
        place = self.view.term_of[rep.rep_id]
        row = self.role_first(place) + len(self.view.terms[place].lines)
        return elsewhere(self.name("terms"), cell(row, 2, fixed=True))

    def grade(self, score: str) -> str:
        """Formula for the grade of a cell's score: the best one whose lowest score is reached."""
        sheet = self.name("terms")
        found = ""
        for i, _ in reversed(list(enumerate(self.view.bands))):
            grade, lowest = (
                elsewhere(sheet, cell(self.band_row + i, col, fixed=True)) for col in (0, 1)
            )
            found = f"IF({score}>={lowest},{grade},{found})" if found else grade
        return f"IF(ISNUMBER({score}),{found},{quoted(label(GRADES, 'not_rated', self.words))})"

    def role_name(self, role: str | None) -> str:
        """Name of a role of the policy, or of all without one."""
        return role_name(role, self.words, alone=len(self.view.terms) == 1)

    @cached_property
    def _twice(self) -> set[str]:
        count = Counter(rep.name for rep in self.view.reps)
        return {name for name, n in count.items() if n > 1}

    def rep_name(self, rep: Rep) -> str:
        """Name of a rep, with the id where several bear it."""
        return self.with_unit(rep.name, rep.rep_id) if rep.name in self._twice else rep.name

    @property
    def money(self) -> str:
        """The report currency as headers name it."""
        return currency_unit(self.view.meta.currency, self.words)

    def shape(self, unit: str, values: Iterable[Number]) -> str:
        """Number format of values of a unit; amounts are in the report's currency."""
        return number_format(unit, values, self.view.meta.currency)

    def with_unit(self, title: str, unit: str) -> str:
        """Title of a column with its unit, as the language sets brackets."""
        gap = "" if self.words.chinese else " "
        return f"{title}{gap}{self.words.bracket(unit).replace(' ', NO_BREAK)}"

    def title(self, what: str) -> str:
        """Title of a sheet: what, which period, draft or final."""
        meta = self.view.meta
        stamp = stamp_text(meta, self.words)
        return f"{what}  {self.words.period(meta.period)}  [{stamp}]"

    @cached_property
    def lines(self) -> list[str]:
        """Lines below each title: whose, until when, by what; what it is not for."""
        words, meta = self.words, self.view.meta
        parts = [
            meta.title or words("All teams"),
            words("CRM to {day}", day=words.date(meta.as_of)),
            words("finance to {day}", day=words.date(meta.finance_as_of)),
            words("policy {policy}", policy=meta.policy),
            words("Run {run}", run=meta.run_id[:8]),
        ]
        basis = recognised(meta.recognise, words)
        second = words("Basis: {basis}.", basis=basis) if basis else ""
        return [" · ".join(parts), words.sentences([second, self.use])]

    @property
    def foot(self) -> tuple[str, str]:
        """Left and right of the printed footer."""
        meta, words = self.view.meta, self.words
        left = (
            f"{stamp_text(meta, words)} · {words('Run {run}', run=meta.run_id[:8])} · {meta.policy}"
        )
        return left, words("not the basis of commission")
