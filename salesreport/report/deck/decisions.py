"""What is to be decided in the meeting: rows, and the keys they are read back by.

Rows of people's plans are put together by group and rule, so that none names anybody. See
`salesreport.planbook.decisions` for the keys and the table's columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesreport.planbook import BETWEEN, decision_key
from salesreport.report.deck.groups import Pool, is_told, pools
from salesreport.report.deck.loop import of_nobody
from salesreport.report.deck.naming import names_anyone
from salesreport.report.deckviews import DeckDecision
from salesreport.report.material import Material
from salesreport.report.views import TeamView
from salesreport.retrospective.findings import Number, PlanRow

MOST = 8
"""Decisions on the slide."""
KINDS = ("review_target", "support", "improve_process")
"""Kinds of a person's rows that somebody else decides on."""


def decisions(material: Material, view: TeamView) -> tuple[list[DeckDecision], int]:
    """At most eight decisions, the largest amount first, and how many more there are."""
    found, _ = pools(material)
    told: list[tuple[float, DeckDecision]] = []
    asked = [row for row in view.plans_next if row.plan_id is not None]
    for row in asked:
        if row.rep_id is None and not names_anyone(row.item, material):
            told.append((_amount([row]), _of_team(row, material)))
    for rows, pool in _together(asked, found):
        told.append((_amount(rows), _of_people(rows, pool, material)))
    order = sorted(range(len(told)), key=lambda at: (-told[at][0], at))
    return [told[at][1] for at in order[:MOST]], max(0, len(told) - MOST)


def _key(row: PlanRow) -> str:
    return decision_key(row.plan_id or "", row.rep_id)


def _amount(rows: Sequence[PlanRow]) -> float:
    """What is at stake, for the order alone; of several rows their sum."""
    return sum(_stake(row) for row in rows)


def _stake(row: PlanRow) -> float:
    value = row.values.get("amount")
    known: Number = value if isinstance(value, int | float) else row.effect
    return abs(known or 0.0)


def _owner(row: PlanRow, material: Material) -> str | None:
    """Who gives the support: a name, or the id of a role."""
    owner = row.support_owner or row.values.get("owner")
    return material.names.get(owner, owner) if isinstance(owner, str) else None


def _of_team(row: PlanRow, material: Material) -> DeckDecision:
    if not is_told(material, row.team):
        # Its figures would be those of few people.
        return DeckDecision(
            key=_key(row), kind=row.kind, rule=row.rule, item=row.item,
            owner=_owner(row, material), due_date=row.due_date,
        )  # fmt: skip
    return DeckDecision(
        key=_key(row), kind=row.kind, rule=row.rule,
        group=row.team if row.team in material.teams else None, row=of_nobody(row),
        owner=_owner(row, material), due_date=row.due_date, measure=row.measure, unit=row.unit,
        from_value=row.from_value, to_value=row.to_value,
    )  # fmt: skip


def _together(
    rows: Sequence[PlanRow], found: Sequence[Pool]
) -> list[tuple[list[PlanRow], Pool | None]]:
    """People's rows that somebody else decides on: those of one group, rule and day as one.

    A row of a person's own words stands for itself.
    """
    joined: dict[tuple[object, ...], tuple[list[PlanRow], Pool | None]] = {}
    for row in rows:
        if row.rep_id is None or row.kind not in KINDS:
            continue
        pool = next((one for one in found if one.holds(row)), None)
        alone = row.plan_id if row.rule is None else None
        key = (pool, row.kind, row.rule, row.due_date, alone)
        joined.setdefault(key, ([], pool))[0].append(row)
    return list(joined.values())


def _of_people(rows: Sequence[PlanRow], pool: Pool | None, material: Material) -> DeckDecision:
    first = rows[0]
    item = None if names_anyone(first.item, material) else first.item
    owners = {_owner(row, material) for row in rows}
    return DeckDecision(
        key=BETWEEN.join(map(_key, rows)), kind=first.kind, rule=first.rule,
        group=pool.teams[0] if pool is not None and len(pool.teams) == 1 else None,
        n=len(rows), item=item, owner=owners.pop() if len(owners) == 1 else None,
        due_date=first.due_date, measure=first.measure, unit=first.unit,
        **_moved(rows, material.run.min_group),
    )  # fmt: skip


def _moved(rows: Sequence[PlanRow], least: int) -> dict[str, Any]:
    """From where to where all of them go together; of fewer people than `least` nothing."""
    values = [(row.from_value, row.to_value) for row in rows]
    if (
        len(rows) < least
        or rows[0].unit not in ("money", "count")
        or (any(None in pair for pair in values))
    ):
        return {}
    return {
        "from_value": sum(pair[0] or 0.0 for pair in values),
        "to_value": sum(pair[1] or 0.0 for pair in values),
    }
