"""What words a row of the plan: its texts, and its figures as they stand in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesreport.display.blocks import Cell
from salesreport.display.figures import value_text
from salesreport.language import Words, mark
from salesreport.report.views import PlanRow, RepView

_OF_CASH = ("collection_rate", "receivable_rate", "overdue")
"""Measures whose gain comes in once and is no bookings."""

OWNERS = {
    "manager": mark("manager"),
    "marketing": mark("marketing"),
    "finance": mark("finance"),
    "product": mark("product team"),
}
"""Role that gives the support -> its word."""


@dataclass(frozen=True)
class Texts:
    """Item, measures, support with its owner, and expected effect of a row, as it is shown.

    `item` is never empty; the others are where there is nothing to say.
    """

    item: str
    measures: str = ""
    support: str = ""
    expected_effect: str = ""
    support_owner: str = ""


@dataclass(frozen=True)
class Told:
    """A row's figures in one language."""

    row: PlanRow
    words: Words

    def number(self, name: str) -> float | None:
        """A figure of the row; None where it is not known."""
        value = self.row.values.get(name)
        return value if isinstance(value, int | float) else None

    def count(self, name: str) -> str:
        """A whole number."""
        return self.words.number(self.number(name) or 0)

    def money(self, value: float | None) -> str:
        """An amount as in headlines, without its sign."""
        return self.words.money(abs(value or 0.0), "", "headline")

    def amount(self, name: str) -> str:
        """An amount among the row's figures."""
        return self.money(self.number(name))

    def day(self, name: str) -> str:
        """A day among the row's figures; empty where it is not known."""
        value = self.row.values.get(name)
        return self.words.date(date.fromisoformat(value)) if isinstance(value, str) else ""

    def text(self, name: str) -> str:
        """A name among the row's figures; empty where it is not known."""
        value = self.row.values.get(name)
        return value if isinstance(value, str) else ""

    def names(self, most: int = 3) -> str:
        """The first customers or deals, largest first; empty where none is named."""
        value = self.row.values.get("names")
        return self.words.join(value[:most]) if isinstance(value, list) else ""

    def bracketed(self, most: int = 3) -> str:
        """The first names in brackets, as they follow a noun; empty where none is named."""
        named = self.names(most)
        if not named:
            return ""
        return ("" if self.words.chinese else " ") + self.words.bracket(named)

    def value(self, value: float | None) -> str:
        """A value in the unit of the row's measure."""
        if value is None:
            return "–"
        if self.row.unit == "rate":
            return self.words.percent(value, 0)
        if self.row.unit == "money":
            return self.money(value)
        return value_text(value, self.row.unit or "count", self.words)

    @property
    def reached(self) -> str:
        """From where to where the measure goes; empty where that is not known."""
        if self.row.from_value is None or self.row.to_value is None:
            return ""
        return f"{self.value(self.row.from_value)} → {self.value(self.row.to_value)}"

    @property
    def counted_up(self) -> str:
        """That a sum is counted up from a part of the period, in brackets; empty of a whole one."""
        share = self.number("there")
        if share is None:
            return ""
        said = self.words(
            "counted up from {share} of the period", share=self.words.percent(share, 0)
        )
        return ("" if self.words.chinese else " ") + self.words.bracket(said)

    @property
    def range(self) -> str:
        """Range of the expected effect; empty where it has none."""
        low, high = self.row.effect_low, self.row.effect_high
        if low is None or high is None:
            return ""
        return self.words("{low} to {high}", low=self.money(low), high=self.money(high))

    def effect(self) -> str:
        """What it is expected to bring in money a period; empty where nothing is promised."""
        if self.row.effect is None:
            return ""
        gain = self.money(self.row.effect)
        if self.row.measure in _OF_CASH:
            return self.words("collections about +{gain}, once", gain=gain)
        if not self.range:
            return self.words("bookings about +{gain} a period at the usual rates", gain=gain)
        return self.words(
            "bookings about +{gain} a period ({range}), likely overstated",
            gain=gain, range=self.range,
        )  # fmt: skip

    def done(self, *parts: str) -> str:
        """What is to be reached and what it brings, as one text."""
        return ("；" if self.words.chinese else "; ").join(part for part in parts if part)


def in_short(view: RepView) -> bool:
    """Whether the first page has the plan in short: where more than the table's own rows come."""
    return any(row.origin != "table" or row.carried for row in view.plans_next)


def who_text(row: PlanRow, words: Words) -> str:
    """Whose a row is."""
    return words("Whole team") if row.who in ("", "all") else row.who


def day_cell(day: date | None, words: Words) -> Cell:
    """A day of a row in a table."""
    return Cell("–") if day is None else Cell(words.date(day), day.isoformat())
