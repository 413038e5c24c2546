"""Texts of a row of the plan: a person's own, else worded from its rule and figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from salesreport.language import Words
from salesreport.report.views import PlanRow


@dataclass(frozen=True)
class Texts:
    """Item, measures, support and expected effect of a row, as pages and books show them.

    `item` is never empty; the others are where there is nothing to say.
    """

    item: str
    measures: str = ""
    support: str = ""
    expected_effect: str = ""


WORDINGS: dict[str, Callable[[PlanRow, Words], Texts]] = {}
"""By rule id: what words a proposed row."""


def plan_texts(row: PlanRow, words: Words) -> Texts:
    """Texts of a row, each its own where it has one."""
    wording = WORDINGS.get(row.rule or "")
    worded = wording(row, words) if wording else Texts(row.rule or "")
    return Texts(
        item=row.item or worded.item,
        measures=row.measures or worded.measures,
        support=row.support or worded.support,
        expected_effect=row.expected_effect or worded.expected_effect,
    )
