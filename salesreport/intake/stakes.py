"""How much money stands in the rows that problems name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np

from salesreport.cells import Coded
from salesreport.intake.draft import Draft
from salesreport.money import minor_digits
from salesreport.problems import Problem, rows_of

_SETTLED = frozenset({"at_stake", "unused"})
"""Values of a problem that is given no amount."""

Place = tuple[str | None, str | None, int]


def with_stakes(
    problems: Iterable[Problem], drafts: Mapping[str, Draft], currency: str
) -> tuple[Problem, ...]:
    """Problems of rows with the rows' amounts in the report currency beside them.

    Called once money is in minor units. A table without `amount`, a row whose own amount
    is missing, and one that was left out before its currency was settled, get none;
    neither does a problem of a column that nothing reads.
    """
    listed = tuple(problems)
    asked: dict[str, set[int]] = {}
    for problem in listed:
        if problem.row is not None and not _SETTLED & problem.values.keys():
            asked.setdefault(problem.table or "", set()).update(
                rows_of(problem.row, problem.values)
            )
    amounts = {name: _amounts(drafts[name], rows) for name, rows in asked.items() if name in drafts}
    return tuple(_with_stake(problem, amounts, minor_digits(currency)) for problem in listed)


def _with_stake(
    problem: Problem, amounts: Mapping[str, Mapping[Place, int]], digits: int
) -> Problem:
    if problem.row is None or _SETTLED & problem.values.keys():
        return problem
    of_table = amounts.get(problem.table or "", {})
    places = [(problem.file, problem.sheet, row) for row in rows_of(problem.row, problem.values)]
    found = [abs(of_table[place]) for place in places if place in of_table]
    if not found:
        return problem
    stake = str(Decimal(sum(found)).scaleb(-digits))
    return replace(problem, values={**problem.values, "at_stake": stake})


def _amounts(draft: Draft, rows: set[int]) -> dict[Place, int]:
    if "amount" not in draft.table.by_name:
        return {}
    positions = np.flatnonzero(np.isin(draft.row, list(rows)))
    cells: Coded = draft.column("amount").take(positions)
    found: dict[Place, int] = {}
    for place, minor in zip(draft.places(positions), cells, strict=True):
        if minor is not None:
            found.setdefault(place[:3], int(minor))
    return found
