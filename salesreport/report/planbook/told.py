"""What is worth telling about plans: in two places, of who left, of an unknown measure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from salesreport.measures.catalogue import MEASURES
from salesreport.planbook import CELLS, is_same
from salesreport.problems import Problem, Severity, severity
from salesreport.report.closedloop.states import is_open
from salesreport.report.material import Material
from salesreport.report.planbook.merged import commitments, has_left, rows_of_leavers
from salesreport.report.planbook.records import Planned, earlier_rows, own_rows
from salesreport.retrospective.findings import PlanRow
from salesreport.tables import TABLES

IN_TWO_PLACES, OF_LEAVER = "plan_in_two_places", "plan_of_leaver"
OF_NO_MEASURE = "plan_of_no_measure"


def plan_problems(material: Material) -> list[Problem]:
    """Plans of a table that a book has otherwise, of people who left, of unknown measures."""
    return [*_in_two_places(material), *_of_leavers(material), *_of_no_measure(material)]


def _in_two_places(material: Material) -> Iterable[Problem]:
    level = severity(IN_TWO_PLACES, material.run.policy.rules)
    if level is None:
        return
    rows = earlier_rows(material)
    in_books = {one.plan_id: one for one in rows if one.row.book is not None}
    in_books |= {one.plan_id: one for one in own_rows(material)}
    for one in rows:
        other = in_books.get(one.plan_id)
        if one.row.book is not None or other is None:
            continue
        mine, theirs = one.cells, other.cells
        said = [name for name in CELLS if mine.get(name) is not None and _is_typed(other, name)]
        differing = [name for name in said if not is_same(mine[name], theirs.get(name))]
        if differing:
            yield _problem(
                level, IN_TWO_PLACES, one.row, differing[0], book=_file(other), plan=one.plan_id
            )


def _is_typed(one: Planned, name: str) -> bool:
    """Whether a cell of a book says something else than was written into it."""
    was = one.proposed
    return was is None or not is_same(one.cells.get(name), was.cells.get(name))


def _of_no_measure(material: Material) -> Iterable[Problem]:
    level = severity(OF_NO_MEASURE, material.run.policy.rules)
    if level is None:
        return
    known = {*MEASURES, *material.run.policy.extra}
    words = TABLES["plans"].by_name["measure"].choice_words
    for one in [*earlier_rows(material), *own_rows(material)]:
        name = one.row.measure
        if name is None or name in known:
            continue
        near = get_close_matches(name, sorted(words | known), n=1, cutoff=0.5)
        yield _problem(
            level, OF_NO_MEASURE, one.row, "measure", plan=one.plan_id, measure=name,
            near=near[0] if near else "–",
        )  # fmt: skip


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
