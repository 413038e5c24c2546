"""Rows that say in a column nothing reads that they are void: a cancelled invoice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import partial

import numpy as np

from salesreport.cells import Fault
from salesreport.cells.plain import flag, written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.problems import row_ranges
from salesreport.tables.script import word_key

_VOID = frozenset(
    map(word_key, ("作废", "已作废", "作废发票", "无效", "已取消", "取消", "已撤销", "撤销",
                   "已删除", "删除", "驳回", "已驳回", "void", "voided", "cancelled", "canceled",
                   "deleted", "invalid", "rejected"))
)  # fmt: skip
"""Words of a status that say it of the row."""

_ASKS_VOID = re.compile(r"作废|取消|撤销|删除|\bvoid|cancel|deleted", re.IGNORECASE)
_ASKS_VALID = re.compile(r"有效|\bvalid\b|\bis_?active\b", re.IGNORECASE)

_MOST_WORDS = 20
"""Different cells up to which a column is a status."""


def note_void_rows(draft: Draft, headers: Iterable[str], findings: Findings) -> None:
    """Note rows of each file that say that they are void, with the line that leaves them out.

    A reversed invoice is none: the invoice that reverses it stands beside it, and both
    add up to nothing.

    Parameters
    ----------
    headers : iterable of str
        Columns that no table knows and the run file does not use.
    """
    kept = draft.kept()
    for header in headers:
        cells = draft.extras[header]
        void = kept & cells.where(partial(_is_void, header))
        if not void.any():
            continue
        others = [*dict.fromkeys(map(_text, cells.take(kept & ~void).held()))]
        if len(others) > _MOST_WORDS:
            continue
        line = json.dumps({header: others}, ensure_ascii=False)
        files = draft.file.merged()
        for code in np.unique(files.codes[void]).tolist():
            rows = np.flatnonzero(void & (files.codes == code))
            words = dict.fromkeys(map(_text, cells.take(rows).held()))
            findings.add(
                "void_rows", table=draft.table.name, file=files.distinct[code],
                sheet=draft.sheet[int(rows[0])], row=int(draft.row[rows[0]]), column=header,
                value=", ".join(words), count=len(rows),
                row_numbers=row_ranges(draft.row[rows].tolist()), line=line,
            )  # fmt: skip


def _text(cell: object) -> str:
    return cell.shown if isinstance(cell, Fault) else written(cell)


def _is_void(header: str, cell: object) -> bool:
    if isinstance(cell, Fault):
        return False
    if word_key(written(cell)) in _VOID:
        return True
    said = flag(cell)
    if _ASKS_VOID.search(header) is not None:
        return said is True
    return said is False and _ASKS_VALID.search(header) is not None
