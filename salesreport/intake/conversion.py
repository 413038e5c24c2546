"""Cells -> values, column by column; what cannot be used is listed, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.amounts import count, money, number, rate
from salesreport.cells.coded import Codes, Mask
from salesreport.cells.columns import converted, money_column
from salesreport.cells.dayorder import orders_of
from salesreport.cells.days import day, period
from salesreport.cells.plain import flag, identifier, text, written
from salesreport.cells.units import currency_of
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.units import measure_named
from salesreport.intake.unread import note_unread_days
from salesreport.intake.unsaid import unsaid
from salesreport.money import minor_digits
from salesreport.params import RunFile
from salesreport.tables import Column
from salesreport.tables.script import name_key, word_key

Converter = Callable[[Any], Any]
Faulted = dict[str, Mask]
"""Column -> rows whose cell could not be used."""


def convert(draft: Draft, run: RunFile, findings: Findings) -> None:
    """Convert a draft in place and refuse the rows that cannot be used.

    A row whose needed cell is blank or unreadable is left out under that rule; an
    unreadable cell of an optional column becomes missing and is listed. Money stays
    an `Amount` until its currency is known.
    """
    faulted: Faulted = {}
    absent = {column.name for column in draft.table.columns} - set(draft.cells)
    for column in draft.table.columns:
        if column.name not in draft.cells and column.default is None:
            draft.cells[column.name] = Coded.repeated(None, len(draft))
            continue
        cells = draft.column(column.name)
        values = _converted(cells, column, run)
        if column.kind == "id" and column.name in draft.table.key and cells.text is None:
            draft.note(findings, "dated_id", cells.where(_is_day), column.name, cells)
        values = values.put(unsaid(values, column), None)
        if column.default is not None:
            values = values.put(values.missing(), column.default)
        draft.cells[column.name] = _without_faults(draft, column, cells, values, faulted, findings)
    _extra_cells(draft, findings)
    _stand_in(draft, findings)
    _team_words(draft)
    blank: dict[str, Mask] = {}
    for column in draft.table.columns:
        missing = _check_blank(draft, column, faulted, findings, absent=column.name in absent)
        if column.name not in absent:
            blank[column.name] = missing
    note_unread_days(draft, faulted, blank, run.currency, findings)
    _check_either(draft, faulted, findings)


def _is_day(cell: Any) -> bool:
    return isinstance(cell, date)


def _converted(cells: Coded, column: Column, run: RunFile) -> Coded:
    if column.kind == "money":
        return money_column(cells, minor_digits(run.currency), money)
    return converted(column.kind, cells, _converter(column, run))


def _converter(column: Column, run: RunFile) -> Converter:
    if column.name == "currency":
        return lambda cell: _currency(cell, column, run.currency)
    if column.kind == "choice":
        return lambda cell: _choice(cell, column)
    if column.kind == "date":
        zone = ZoneInfo(run.time_zone)
        return lambda cell: day(cell, zone)
    if column.kind == "period":
        return lambda cell: period(cell, run.fiscal_year_start, run.fiscal_year_label)
    exact = {"number": number, "rate": rate, "count": count}.get(column.kind)
    if exact is not None:
        return lambda cell: exact(cell, run.currency)
    plain: dict[str, Converter] = {"id": identifier, "text": text, "flag": flag}
    return plain[column.kind]


def _choice(cell: Any, column: Column) -> str | Fault | None:
    if isinstance(cell, Fault):
        return cell
    word = written(cell)
    key = word_key(word)
    if not key:
        return None
    if key in column.choice_keys:
        return column.choice_keys[key]
    if column.name == "measure" and (known := measure_named(column, word)):
        return known
    return name_key(word) if column.open else Fault("unknown_choice")


def _currency(cell: Any, column: Column, report: str) -> str | Fault | None:
    """Code of a currency; a word that names none stays, so that it has no rate."""
    found = (
        None if isinstance(cell, Fault) else currency_of(written(cell), column.choice_keys, report)
    )
    return found or _choice(cell, column)


def _without_faults(
    draft: Draft,
    column: Column,
    cells: Coded,
    values: Coded,
    faulted: Faulted,
    findings: Findings,
) -> Coded:
    """Values with None in place of each fault, which is listed."""
    rows = values.faulty()
    if not rows.any():
        return values.sound()
    faulted[column.name] = rows
    optional = not column.required and column.needed_when is None
    for rule, broken in rows_by_rule(values).items():
        told: dict[str, Any] = {}
        if rule == "unknown_choice":
            told["choices"] = ", ".join(choice.name for choice in column.choices)
        if rule == "unclear_date":
            told["orders"] = ", ".join(orders_of(cells.take(broken).held()))
        untold = draft.untold(findings, rule, broken)
        draft.note(findings, rule, untold, column.name, cells, optional=optional, **told)
        if column.required:
            draft.refuse(broken, rule)
    return values.sound()


def rows_by_rule(values: Coded) -> dict[str, Codes]:
    """Positions of the faults of a column by rule, the first rule found first."""
    places: dict[str, list[int]] = {}
    for place, fault in values.faults().items():
        places.setdefault(fault.rule, []).append(place)
    found = []
    for rule, of_rule in places.items():
        asked = np.zeros(values.n_distinct, dtype=np.bool_)
        asked[of_rule] = True
        rows = np.flatnonzero(values.rows_of(asked))
        if len(rows):
            found.append((rule, rows))
    return dict(sorted(found, key=lambda pair: int(pair[1][0])))


def _extra_cells(draft: Draft, findings: Findings) -> None:
    """Cells of unknown columns as text; faults are listed and become missing."""
    for name, cells in draft.extras.items():
        values = converted("text", cells, text)
        for rule, broken in rows_by_rule(values).items():
            untold = draft.untold(findings, rule, broken)
            draft.note(findings, rule, untold, name, cells, optional=True)
        draft.extras[name] = values.sound()
    if draft.rep_names is not None:
        draft.rep_names = converted("id", draft.rep_names, identifier).sound()


def _stand_in(draft: Draft, findings: Findings) -> None:
    """Fill a blank cell from the one that stands in for it; a blank id is noted."""
    before = {name: draft.cells[name] for name in draft.table.stand_ins}
    for name in draft.table.stand_ins:
        blank = draft.kept() & before[name].missing()
        named = blank & ~before[draft.table.stand_ins[name]].missing()
        if name in draft.table.key and name in draft.headers and not blank.all():
            draft.note(findings, "blank_id", named, name, before[draft.table.stand_ins[name]])
    for name, other in draft.table.stand_ins.items():
        draft.cells[name] = before[name].replaced(before[name].missing(), before[other])


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
    alone = teams.missing() & reps.where(_is_whole_team)
    draft.cells["rep_id"] = reps.put(alone, None)
    draft.cells["team"] = teams.put(alone | teams.where(_is_whole_team), "all")


def _is_whole_team(word: str | None) -> bool:
    return word is not None and word_key(word) in _WHOLE_TEAM


def _check_blank(
    draft: Draft, column: Column, faulted: Faulted, findings: Findings, *, absent: bool
) -> Mask:
    """Note and refuse rows that lack a needed cell, and give them."""
    if not column.required and column.needed_when is None:
        return np.zeros(len(draft), dtype=np.bool_)
    blank = draft.cells[column.name].missing()
    if column.needed_when is not None:
        other, needed = column.needed_when
        blank &= draft.cells[other].where(lambda value: value in needed)
    if column.name in faulted:
        if column.kind == "date":
            draft.outside = draft.kept() & blank & faulted[column.name]
        blank &= ~faulted[column.name]
    if not blank.any():
        return blank
    if findings.refuses(column.blank):
        draft.refuse(blank, column.blank)
    if not absent:
        draft.note(findings, column.blank, blank, column.name)
        return blank
    findings.add(
        column.blank, table=draft.table.name, file=draft.file[int(np.argmax(blank))],
        column=column.name, count=int(blank.sum()),
    )  # fmt: skip
    return blank


def _check_either(draft: Draft, faulted: Faulted, findings: Findings) -> None:
    for names in draft.table.one_of:
        none = np.ones(len(draft), dtype=np.bool_)
        unnoted = np.ones(len(draft), dtype=np.bool_)
        for name in names:
            none &= draft.cells[name].missing()
            if name in faulted:
                unnoted &= ~faulted[name]
        draft.note(findings, "missing_either", none & unnoted, " / ".join(names))
        draft.refuse(none, "missing_either")
