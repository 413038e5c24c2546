"""Whom the last version's workbook names, against those who are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from salesreport.errors import InputError, ParameterError
from salesreport.report.material import Material
from salesreport.report.targets.lastplan import Cell, LastPlan, plan_folder, workbook_name
from salesreport.tables.targetsheet import TITLE


def check_named(material: Material, last: LastPlan | None) -> None:
    """Refuse a known id typed otherwise, and a row that is gone of one who is there.

    Raises
    ------
    InputError
        An id is that of a person but for zeros in front, case or blanks; or a person with a
        target in the last version has no row.
    """
    if last is None:
        return
    where = f"{plan_folder(material.run) / workbook_name(last.version)}, sheet {TITLE[0]}"
    known = {_bare(rep_id): rep_id for rep_id in (*last.teams, *material.reps)}
    there = {row.rep_id: row.row for row in last.rows}
    for rep_id in sorted({*there, *(rep_id for rep_id, _ in last.read)}):
        meant = known.get(_bare(rep_id), rep_id)
        if rep_id not in {*last.teams, *material.reps, meant}:
            row = f", row {there[rep_id]}" if rep_id in there else ""
            raise InputError(
                f"nobody has the rep id {rep_id!r}, and {meant!r} is near",
                where=f"{where}{row}",
                expected="rep ids as in the table of people",
                remedy=f"write {meant!r} as text, or remove the row if somebody else has it",
            )
    without = material.run.target_plan.asked.without
    gone = {rep_id for rep_id, _ in last.written if rep_id in material.reps}
    gone -= {*there, *without} if last.rows else gone
    for rep_id in sorted(gone):
        amount = sum(value for cell, value in last.written.items() if cell[0] == rep_id)
        raise InputError(
            f"the row of {rep_id} ({last.names.get(rep_id, rep_id)}) is gone, with a target of "
            f"{float(amount):,.2f}",
            where=where,
            expected="a row of each person who has a target in the last version",
            remedy="put the row back, with 0 in its months if none is meant, or name the person "
            "in `target_plan.without`",
        )


def check_shared(material: Material, held: Mapping[Cell, Fraction], takers: Iterable[str]) -> None:
    """Refuse cells that stay of people who are in no team with an amount.

    Raises
    ------
    ParameterError
        A month that is gone or a cell changed by hand would be lost.
    """
    lost = sorted({rep_id for (rep_id, _), value in held.items() if value} - {*takers})
    if not lost:
        return
    amount = sum(value for cell, value in held.items() if cell[0] in lost)
    raise ParameterError(
        f"{', '.join(lost)}: {float(amount):,.2f} stays from the last version, in no team with an "
        "amount",
        where=f"{material.run.path}, target_plan.by_team",
        expected="an amount for the team of each who keeps a month or a cell",
        remedy="give their team an amount, add them to the table of people, or clear their cells "
        "in the workbook of the last version",
    )


def _bare(rep_id: str) -> str:
    return rep_id.strip().casefold().lstrip("0")
