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
    """Texts of a row, each its own where it has one; empty where a person emptied it."""
    wording = WORDINGS.get(row.rule or "")
    worded = wording(row, words) if wording else Texts(row.rule or "")
    return Texts(
        item=worded.item if row.item is None else row.item,
        measures=worded.measures if row.measures is None else row.measures,
        support=worded.support if row.support is None else row.support,
        expected_effect=worded.expected_effect
        if row.expected_effect is None
        else row.expected_effect,
    )
