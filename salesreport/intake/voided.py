"""Rows that say in a column nothing reads that they are void: a cancelled invoice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial

from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.statuses import Status, as_shown, note_by_sheet

_VOID = Status.of(
    ("作废", "已作废", "作废发票", "无效", "已取消", "取消", "已撤销", "撤销",
     "已删除", "删除", "驳回", "已驳回", "void", "voided", "cancelled", "canceled",
     "deleted", "invalid", "rejected"),
    asks=r"作废|取消|撤销|删除|\bvoid|cancel|deleted",
    asks_against=r"有效|\bvalid\b|\bis_?active\b",
)  # fmt: skip

_MOST_WORDS = 20
"""Different cells up to which a column is a status."""


def note_void_rows(draft: Draft, headers: Iterable[str], findings: Findings) -> None:
    """Note rows of each sheet that say that they are void, with the line that leaves them out.

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
        void = kept & cells.where(partial(_VOID.says, header))
        if not void.any():
            continue
        others = [*dict.fromkeys(map(as_shown, cells.take(kept & ~void).held()))]
        if len(others) > _MOST_WORDS:
            continue
        line = json.dumps({header: others}, ensure_ascii=False)
        note_by_sheet(draft, void, header, findings, "void_rows", line=line)
