"""Cells -> values, column by column; what cannot be used is listed, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells.amounts import count, money, number, rate
from salesreport.cells.days import day, period
from salesreport.cells.plain import Fault, Scaled, flag, identifier, text, written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.params import RunFile
from salesreport.tables import Column
from salesreport.tables.script import name_key, word_key

Converter = Callable[[Any], Any]


def convert(draft: Draft, run: RunFile, findings: Findings) -> None:
    """Convert a draft in place and refuse the rows that cannot be used.

    A row whose needed cell is blank or unreadable is left out under that rule; an
    unreadable cell of an optional column becomes missing and is listed. Money stays
    an `Amount` until its currency is known.
    """
    faulted: set[tuple[int, str]] = set()
    absent = {column.name for column in draft.table.columns} - set(draft.cells)
    for column in draft.table.columns:
        if column.name not in draft.cells and column.default is None:
            draft.cells[column.name] = [None] * len(draft)
            continue
        cells = draft.column(column.name)
        values = converted(cells, _converter(column, run))
        if column.default is not None:
            values = [column.default if value is None else value for value in values]
        for position, value in enumerate(values):
            if isinstance(value, Fault):
                values[position] = None
                faulted.add((position, column.name))
                _list_fault(draft, column, position, cells[position], value, findings)
        draft.cells[column.name] = values
    _stand_in(draft)
    _team_words(draft)
    for column in draft.table.columns:
        _check_blank(draft, column, faulted, findings, absent=column.name in absent)
    _check_either(draft, faulted, findings)


def converted(cells: list[Any], converter: Converter) -> list[Any]:
    """Cells converted, each different cell once."""
    # 1, 1.0 and True are equal keys in Python but not the same cell
    keys = [cell if cell.__class__ is str else (cell.__class__, _inner(cell)) for cell in cells]
    known = dict(zip(keys, cells, strict=True))
    values = {key: converter(cell) for key, cell in known.items()}
    return [values[key] for key in keys]


def _inner(cell: Any) -> Any:
    if isinstance(cell, Scaled):
        return (cell, cell.cell.__class__)
    return cell


def _converter(column: Column, run: RunFile) -> Converter:
    if column.kind == "choice":
        return lambda cell: _choice(cell, column)
    if column.kind == "date":
        zone = ZoneInfo(run.time_zone)
        return lambda cell: day(cell, zone)
    if column.kind == "period":
        return lambda cell: period(cell, run.fiscal_year_start)
    exact = {"number": number, "rate": rate, "count": count}.get(column.kind)
    if exact is not None:
        return lambda cell: exact(cell, run.currency)
    plain: dict[str, Converter] = {"id": identifier, "text": text, "money": money, "flag": flag}
    return plain[column.kind]


def _choice(cell: Any, column: Column) -> str | Fault | None:
    word = written(cell)
    key = word_key(word)
    if not key:
        return None
    if key in column.choice_keys:
        return column.choice_keys[key]
    return name_key(word) if column.open else Fault("unknown_choice")


def _list_fault(
    draft: Draft, column: Column, position: int, cell: Any, fault: Fault, findings: Findings
) -> None:
    values: dict[str, str | int] = {}
    if fault.rule == "unknown_choice":
        values["choices"] = ", ".join(choice.name for choice in column.choices)
    optional = not column.required and column.needed_when is None
    draft.note(findings, fault.rule, position, column.name, cell, optional=optional, **values)
    if column.required:
        draft.refuse(position, fault.rule)


def _stand_in(draft: Draft) -> None:
    before = {name: list(draft.cells[name]) for name in draft.table.stand_ins}
    for name, other in draft.table.stand_ins.items():
        pairs = zip(before[name], before[other], strict=True)
        draft.cells[name] = [own if own is not None else stand_in for own, stand_in in pairs]


_WHOLE_TEAM = frozenset(
    word_key(word)
    for word in ("all", "whole team", "team", "the team", "团队整体", "整体", "团队", "全体",
                 "全员", "全队", "全部门", "部门整体")
)  # fmt: skip


def _team_words(draft: Draft) -> None:
    """`团队整体` as rep or team means the team `all`."""
    if ("rep_id", "team") not in draft.table.one_of:
        return
    reps, teams = draft.cells["rep_id"], draft.cells["team"]
    for position, (rep, team) in enumerate(zip(reps, teams, strict=True)):
        if team is None and rep is not None and word_key(rep) in _WHOLE_TEAM:
            reps[position], teams[position] = None, "all"
        elif team is not None and word_key(team) in _WHOLE_TEAM:
            teams[position] = "all"


def _check_blank(
    draft: Draft,
    column: Column,
    faulted: set[tuple[int, str]],
    findings: Findings,
    *,
    absent: bool,
) -> None:
    if not column.required and column.needed_when is None:
        return
    values = draft.cells[column.name]
    other, needed = column.needed_when or (column.name, (None,))
    blank = [
        position
        for position, value in enumerate(values)
        if value is None
        and draft.cells[other][position] in needed
        and (position, column.name) not in faulted
    ]
    for position in blank if findings.refuses(column.blank) else ():
        draft.refuse(position, column.blank)
    if absent and blank:
        findings.add(
            column.blank, table=draft.table.name, file=draft.file[blank[0]], column=column.name,
            count=len(blank),
        )  # fmt: skip
        return
    for position in blank:
        draft.note(findings, column.blank, position, column.name)


def _check_either(draft: Draft, faulted: set[tuple[int, str]], findings: Findings) -> None:
    for names in draft.table.one_of:
        for position in range(len(draft)):
            if any(draft.cells[name][position] is not None for name in names):
                continue
            if not any((position, name) in faulted for name in names):
                draft.note(findings, "missing_either", position, " / ".join(names))
            draft.refuse(position, "missing_either")
