"""Sheets beside those of the reps that hold the reps' rows once more, or examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.coded import Codes
from salesreport.cells.plain import Fault, written
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.findings import Findings
from salesreport.intake.identity import combined
from salesreport.intake.oddsheets import is_nobodys

_RULE = "summary_sheet"


def without_summaries(parts: Sequence[Draft], findings: Findings) -> list[Draft]:
    """Drafts of a file's sheets without those that repeat others; each is noted.

    A sheet is left out that is called 汇总, or an example, where its title would be the
    rep or half of its rows stand in other sheets; and, whatever its name, one that holds
    every row of two other sheets and none of its own. Never all sheets.

    Parameters
    ----------
    parts : sequence of Draft
        One a sheet, cells as written.
    findings : Findings
    """
    filled = [part for part in parts if len(part)]
    if len(filled) < 2 or not findings.applies(_RULE):
        return list(parts)
    rows = _row_numbers(filled) if "customer" in filled[0].table.by_name else []
    named = [is_nobodys(part.sheet[0]) for part in filled]
    out = [
        part
        for place, part in enumerate(filled)
        if (named[place] and (_is_rep(part) or _shared(rows, named, place) >= 0.5))
        or _holds_others(rows, place)
    ]
    if len(out) == len(filled):
        return list(parts)
    for part in out:
        findings.add(
            _RULE, table=part.table.name, file=part.file[0], sheet=part.sheet[0],
            value=part.sheet[0], count=len(part),
        )  # fmt: skip
    return [part for part in parts if not any(part is left for left in out)]


def _is_rep(part: Draft) -> bool:
    """Whether the sheet's title stands for the rep of a row."""
    title = part.sheet[0]
    return "rep_id" in part.cells and bool(
        part.cells["rep_id"].where(lambda cell: cell == title).any()
    )


def _row_numbers(parts: Sequence[Draft]) -> list[Codes]:
    """One number a row of each sheet, equal for rows equal in all but the rep."""
    whole = stacked(parts[0].table, list(parts))
    columns = [_plain(cells) for name, cells in whole.cells.items() if name != "rep_id"]
    if not columns:
        return []
    cuts = np.cumsum([len(part) for part in parts])[:-1]
    return list(np.split(combined(columns), cuts))


def _plain(cells: Coded) -> Coded:
    return cells.map(lambda cell: cell.shown if isinstance(cell, Fault) else written(cell))


def _shared(rows: Sequence[Codes], named: Sequence[bool], place: int) -> float:
    """Share of a sheet's rows that stand in sheets not called a summary too."""
    others = [own for own, is_named in zip(rows, named, strict=False) if not is_named]
    if not others:
        return 0.0
    return float(np.isin(rows[place], np.concatenate(others)).mean())


def _holds_others(rows: Sequence[Codes], place: int) -> bool:
    if not rows:
        return False
    own, others = rows[place], [other for at, other in enumerate(rows) if at != place]
    inside = [other for other in others if len(other) < len(own) and np.isin(other, own).all()]
    return len(inside) > 1 and bool(np.isin(own, np.concatenate(others)).all())
