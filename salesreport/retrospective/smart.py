"""What a row of the plan lacks to be specific, measurable, supported, dated and founded."""

from __future__ import annotations

import re

from salesreport.periods import Period
from salesreport.retrospective.findings import PlanRow
from salesreport.retrospective.plans import unit_of

LACKING = ("action", "figures", "measure", "support_owner", "deadline", "evidence")
"""An action that says what, how many or how often; a measure from and to; a measure of the
catalogue, without which no effect can be told (it need not be added: a row to find something
out has none, and where from and to are lacking the measure is too); who gives the support; a
day inside the next cycle; of a row to improve, records that it rests on."""

OF_FIGURES = (None, "improve", "support", "improve_process")
"""Kinds that are done when a value is reached; the others when something is decided or known."""

ENOUGH = 40
"""Letters of an action that says what is done without a number; a Chinese one counts twice."""

_COUNTED = re.compile(
    r"\d|[一二两三四五六七八九十每逐]|\b(?:every|each|daily|weekly|monthly|once|twice|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|all|morning|monday|friday)\b",
    re.IGNORECASE,
)


def lacking(row: PlanRow, cycle: Period, *, is_founded: bool = False) -> list[str]:
    """Ids of what a row lacks, of `LACKING` in that order; none where it is complete.

    Parameters
    ----------
    row : PlanRow
        A person's or a proposed one; a rule's own words say what is done.
    cycle : Period
        The next one.
    is_founded : bool
        Whether something on record speaks of the row's measure.

    Examples
    --------
    >>> from salesreport.periods import Period
    >>> july = Period.parse("2024-07")
    >>> lacking(PlanRow(who="A", kind="improve", item="Better", measures="Try harder"), july)
    ['action', 'figures', 'deadline', 'evidence']
    """
    no_figures = row.kind in OF_FIGURES and None in (row.from_value, row.to_value)
    worded = row.rule is not None
    owner = row.support_owner or row.values.get("owner")
    wants = {
        "action": not (is_specific(row.measures or "") or (worded and row.measures is None)),
        "figures": no_figures,
        "measure": unit_of(row.measure) is None and not no_figures,
        "support_owner": owner is None and bool(row.support or worded),
        "deadline": row.due_date is None or row.due_date not in cycle,
        "evidence": row.kind == "improve" and not (row.rows or is_founded),
    }
    return [name for name in LACKING if wants[name]]


def is_specific(action: str) -> bool:
    """Whether an action says how many or how often, or at least something at length.

    Examples
    --------
    >>> is_specific("Follow up better"), is_specific("Call the three overdue customers")
    (False, True)
    >>> is_specific("加强跟进"), is_specific("每周一检查逾期跟进")
    (False, True)
    """
    length = sum(2 if ord(letter) > 0x2E80 else 1 for letter in action.strip())
    return bool(_COUNTED.search(action)) or length >= ENOUGH
