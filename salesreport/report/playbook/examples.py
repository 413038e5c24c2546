"""Example deals: the period's best fast wins with their timelines."""

from __future__ import annotations

from collections import Counter

from salesreport.report.material import Material
from salesreport.report.winloss.successes import team_successes
from salesreport.retrospective.winning import SuccessCase

MOST = 6
MOST_OF_ONE = 2
"""Examples of one industry."""


def examples(material: Material) -> list[SuccessCase]:
    """Best fast wins of the period, best first, at most two of an industry.

    A win counts where it was faster and larger than most similar ones, as on the pages of
    teams. Empty where there is none.
    """
    taken: Counter[str | None] = Counter()
    found = list[SuccessCase]()
    for case in team_successes(material, None):
        if taken[case.deal.industry] < MOST_OF_ONE and len(found) < MOST:
            taken[case.deal.industry] += 1
            found.append(case)
    return found
