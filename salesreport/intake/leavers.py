"""People of whom a column that nothing reads says that they left, without the day."""

from __future__ import annotations

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

_LEFT = frozenset(
    map(word_key, ("离职", "已离职", "离司", "已离司", "离岗", "已离岗", "已停用", "停用", "已禁用",
                   "禁用", "已注销", "注销", "退休", "已退休", "left", "leaver", "inactive",
                   "terminated", "resigned", "disabled", "deactivated", "former", "retired"))
)  # fmt: skip
"""Words of a status that say it of the person."""

_ASKS_LEFT = re.compile(
    r"是否离职|离职(标志|标记|状态)|删除|inactive|disabled|terminated|deleted", re.IGNORECASE
)
_ASKS_THERE = re.compile(r"在职|在岗|启用|有效|\b(is_?)?(active|enabled|current)\b", re.IGNORECASE)


def note_leavers(draft: Draft, headers: Iterable[str], findings: Findings) -> None:
    """Note people who left or are not active any more and have no day of leaving.

    They stay in the table: their deals, name and team are those of the months in which
    they were there. No day is made up.

    Parameters
    ----------
    headers : iterable of str
        Columns that no table knows and the run file does not use.
    """
    undated = draft.kept() & draft.column("left_on").where(lambda cell: not written(cell))
    for header in headers:
        cells = draft.extras[header]
        rows = np.flatnonzero(undated & cells.where(partial(_has_left, header)))
        if not len(rows):
            continue
        words = dict.fromkeys(written(cell) for cell in cells.take(rows).held())
        findings.add(
            "left_undated", table=draft.table.name, file=draft.file[int(rows[0])],
            sheet=draft.sheet[int(rows[0])], row=int(draft.row[rows[0]]), column=header,
            value=", ".join(words), count=len(rows),
            row_numbers=row_ranges(draft.row[rows].tolist()),
        )  # fmt: skip
        undated[rows] = False


def _has_left(header: str, cell: object) -> bool:
    if isinstance(cell, Fault):
        return False
    if word_key(written(cell)) in _LEFT:
        return True
    said = flag(cell)
    if _ASKS_LEFT.search(header) is not None:
        return said is True
    return said is False and _ASKS_THERE.search(header) is not None
