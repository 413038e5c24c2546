"""People of whom a column that nothing reads says that they left, without the day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from salesreport.cells.plain import written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.statuses import Status, note_by_sheet

_LEFT = Status.of(
    ("离职", "已离职", "离司", "已离司", "离岗", "已离岗", "已停用", "停用", "已禁用",
     "禁用", "已注销", "注销", "退休", "已退休", "left", "leaver", "inactive",
     "terminated", "resigned", "disabled", "deactivated", "former", "retired"),
    asks=r"是否离职|离职(标志|标记|状态)|删除|inactive|disabled|terminated|deleted",
    asks_against=r"在职|在岗|启用|有效|\b(is_?)?(active|enabled|current)\b",
)  # fmt: skip


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
        left = undated & draft.extras[header].where(partial(_LEFT.says, header))
        note_by_sheet(draft, left, header, findings, "left_undated")
        undated &= ~left
