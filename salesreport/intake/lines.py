"""Rows as a source says them: cells decided by cases, rows selected, periods, lines added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from salesreport.cells import Coded, Fault
from salesreport.cells.amounts import number
from salesreport.cells.coded import Mask
from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.opening import opened
from salesreport.intake.sums import added_up, held, without
from salesreport.params import RunFile
from salesreport.problems import Problem
from salesreport.readers.faults import columns_error, near
from salesreport.sources import Case, Join, Source
from salesreport.tables.script import header_key, name_key

_EXAMPLES = 5


def settled_lines(draft: Draft, source: Source, run: RunFile, findings: Findings) -> Draft:
    """Rows after `choose`, `where`, `starts` and `add_up`, in this order.

    Called once an entry's files are mapped, joined and stacked, before conversion.
    Rows that leave are counted by the ledger under their rule.

    Raises
    ------
    SourceColumnsError
        One of these keys names a column the file does not have.
    """
    for name, cases in source.choose.items():
        cells = chosen(draft, name, cases, source.optional)
        if name == "period" and draft.month_headers is not None:  # chosen before months were rows
            cells = cells.replaced(~draft.month_headers.missing(), draft.cells[name])
        draft.cells[name] = cells
    draft = selected(draft, source.where, source.optional, findings)
    for name, length in source.starts.items():
        if name in draft.cells:
            draft.cells[name] = opened(draft.cells[name], length, run.fiscal_year_start)
    if not source.add_up:
        return draft
    return added_up(draft, source.add_up, findings, report=run.currency)


def joined_columns(source: Source) -> set[tuple[str, str]]:
    """Key of each header by which a source joins, with each column taken by it."""
    return {
        (header_key(header), column)
        for join in source.join
        for header in _joined_on(join)
        for column in join.take.values()
    }


def used_headers(source: Source) -> set[str]:
    """Keys of the headers by which a source joins, chooses or selects."""
    used = {name for join in source.join for name in _joined_on(join)}
    for case in (case for cases in source.choose.values() for case in cases):
        taken = [case.take] if isinstance(case.take, str) else case.take or []
        used |= {*case.when, *case.at_least, *taken}
    return {header_key(name) for name in used | set(source.where)}


def _joined_on(join: Join) -> list[str]:
    return [*join.on] if isinstance(join.on, dict) else [join.on]


def named_cells(draft: Draft, name: str, optional: Sequence[str] = ()) -> Coded:
    """Cells of a column, named canonically or as the file's header has it.

    Raises
    ------
    SourceColumnsError
        There is no such column, and it is not one the file may lack.
    """
    if name in draft.cells:
        return draft.cells[name]
    headers = {header_key(h): cells for h, cells in draft.extras.items()}
    headers |= {
        header_key(h): draft.cells[column]
        for column, h in draft.headers.items()
        if column in draft.cells
    }
    found = headers.get(header_key(name))
    if found is not None:
        return found
    if name in optional or name in draft.table.by_name:
        return Coded.repeated("", len(draft))
    seen = [*draft.headers.values(), *draft.extras]
    close = near(name, seen)
    problem = Problem(
        "error", "unknown_header", draft.table.name, next(iter(draft.file), None), value=name,
        values={"seen": ", ".join(seen), "near": close},
    )  # fmt: skip
    raise columns_error(
        problem,
        f"no column {name!r}, which the run file or mapping asks for",
        expected="one of the columns seen: " + ", ".join(seen),
        remedy=f"did you mean {close!r}" if close else "correct its name",
    )


def chosen(draft: Draft, name: str, cases: Sequence[Case], optional: Sequence[str]) -> Coded:
    """A column whose cells are decided by the first case that fits each row."""
    before = named_cells(draft, name, (*optional, name))
    cells, open_rows = before, np.ones(len(draft), dtype=np.bool_)
    for case in cases:
        fits = open_rows & _fitting(draft, case, optional)
        if case.give is not None:
            cells = cells.put(fits, case.give)
        elif case.take is not None:
            names = [case.take] if isinstance(case.take, str) else case.take
            taken = _joined([named_cells(draft, other, optional) for other in names])
            fits &= taken.where(_is_filled)
            cells = cells.replaced(fits, taken)
        open_rows &= ~fits
    return held(cells)


def _fitting(draft: Draft, case: Case, optional: Sequence[str]) -> Mask:
    fits = np.ones(len(draft), dtype=np.bool_)
    for name, accepted in case.when.items():
        fits &= holding(named_cells(draft, name, optional), accepted)
    for name, least in case.at_least.items():
        fits &= named_cells(draft, name, optional).where(partial(_reaches, least=least))
    return fits


def _reaches(cell: Any, *, least: float) -> bool:
    value = number(cell, "")
    return value is not None and not isinstance(value, Fault) and float(value) >= least


def _joined(columns: Sequence[Coded]) -> Coded:
    """Filled cells of several columns with a blank between them."""
    first, *others = columns
    for other in others:
        pairs, codes = np.unique(first.codes * other.n_distinct + other.codes, return_inverse=True)
        parts = [divmod(pair, other.n_distinct) for pair in pairs.tolist()]
        texts = [(written(first.distinct[a]), written(other.distinct[b])) for a, b in parts]
        first = Coded(codes.astype(np.int64), [" ".join(filter(None, pair)) for pair in texts])
    return first


def _is_filled(cell: Any) -> bool:
    return isinstance(cell, Fault) or bool(written(cell))


def holding(cells: Coded, accepted: Sequence[str]) -> Mask:
    """Rows whose cell is one of those named, whatever its case and width; "" is blank."""
    keys = {_cell_key(cell) for cell in accepted}
    return cells.where(lambda cell: not isinstance(cell, Fault) and _cell_key(cell) in keys)


def _cell_key(cell: Any) -> str:
    return name_key(written(cell)).casefold()


def selected(
    draft: Draft, where: Mapping[str, Sequence[str]], optional: Sequence[str], findings: Findings
) -> Draft:
    """Rows that have one of the cells asked for in each column; the others are listed."""
    for name, accepted in where.items():
        cells = named_cells(draft, name, optional)
        out = ~holding(cells, accepted)
        if not out.any():
            continue
        seen = dict.fromkeys(map(written, held(cells.take(out)).distinct))
        examples = ", ".join(f"“{cell}”" for cell in list(seen)[:_EXAMPLES])
        findings.add(
            "not_selected", table=draft.table.name, file=draft.file[int(np.argmax(out))],
            column=name, value=examples, count=int(out.sum()),
        )  # fmt: skip
        draft = without(draft, out, "not_selected")
    return draft


def only_changes(draft: Draft, findings: Findings) -> None:
    """Refuse a change to the stage that the deal is already in.

    Histories often hold a row for each version of a deal, also where its stage stayed.
    Called after conversion; rows of one deal are taken by day, then as they stand.
    """
    kept = np.flatnonzero(draft.kept())
    deals, stages = (draft.column(name).merged() for name in ("opportunity_id", "stage"))
    days = draft.column("entered_date").merged()
    order = sorted(range(days.n_distinct), key=lambda code: str(days.distinct[code]))
    rank = np.empty(days.n_distinct, dtype=np.int64)
    rank[order] = np.arange(days.n_distinct)
    kept = kept[np.lexsort((kept, rank[days.codes[kept]], deals.codes[kept]))]
    same = (np.diff(deals.codes[kept]) == 0) & (np.diff(stages.codes[kept]) == 0)
    repeated = np.sort(kept[1:][same])
    if len(repeated):
        draft.refuse(repeated, "unchanged_stage")
        findings.add(
            "unchanged_stage", table=draft.table.name, file=draft.file[int(repeated[0])],
            column="stage", count=len(repeated),
        )  # fmt: skip
