"""What is worth telling about plans: one in two places with other words, one of who left."""

from __future__ import annotations

from collections.abc import Iterable

from salesreport.planbook import CELLS, is_same
from salesreport.problems import Problem, Severity, severity
from salesreport.report.closedloop.states import is_open
from salesreport.report.material import Material
from salesreport.report.planbook.merged import commitments, has_left, rows_of_leavers
from salesreport.report.planbook.records import Planned, earlier_rows
from salesreport.retrospective.findings import PlanRow

IN_TWO_PLACES, OF_LEAVER = "plan_in_two_places", "plan_of_leaver"


def plan_problems(material: Material) -> list[Problem]:
    """Plans of a table that a book has otherwise, and open plans of people who left."""
    return [*_in_two_places(material), *_of_leavers(material)]


def _in_two_places(material: Material) -> Iterable[Problem]:
    level = severity(IN_TWO_PLACES, material.run.policy.rules)
    if level is None:
        return
    rows = earlier_rows(material)
    in_books = {one.plan_id: one for one in rows if one.row.book is not None}
    for one in rows:
        other = in_books.get(one.plan_id)
        if one.row.book is not None or other is None:
            continue
        mine, theirs = one.cells, other.cells
        said = [name for name in CELLS if mine.get(name) is not None]
        differing = [name for name in said if not is_same(mine[name], theirs.get(name))]
        if differing:
            yield _problem(
                level, IN_TWO_PLACES, one.row, differing[0], book=_file(other), plan=one.plan_id
            )


def _of_leavers(material: Material) -> Iterable[Problem]:
    level = severity(OF_LEAVER, material.run.policy.rules)
    if level is None:
        return
    due = [one.row for one in commitments(material) if is_open(one.row, material.run.as_of)]
    rows = {row.plan_id: row for row in due if has_left(material, row)}
    rows |= {row.plan_id: row for row in rows_of_leavers(material)}
    for row in rows.values():
        yield _problem(level, OF_LEAVER, row, "rep_id", plan=row.plan_id or "", rep=row.who)


def _problem(level: Severity, rule: str, row: PlanRow, column: str, **values: str) -> Problem:
    place = row.source
    return Problem(
        severity=level, rule=rule, table="plans", column=column, value=row.plan_id,
        file=place.file if place else None, sheet=place.sheet if place else None,
        row=place.row if place else None, values=values,
    )  # fmt: skip


def _file(one: Planned) -> str:
    return one.row.source.file if one.row.source else ""
