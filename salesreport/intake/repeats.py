"""Rows without a key that stand in two files: counted once, and said."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from salesreport.cells.coded import Codes
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.identity import combined
from salesreport.problems import row_ranges
from salesreport.tables.script import header_key

_RULE = "repeated_row"
_OF_THE_FILE = re.compile(r"序号|行号|no\.?|#|index|seq|(?:导出|下载|打印|export|printed).*")
"""Headers of columns that number a file's rows or say when it was made."""


def settle_repeats(draft: Draft, rows: Codes, findings: Findings) -> None:
    """Refuse rows that stand in an earlier file of the same entry, cell by cell.

    Monthly exports overlap. Two files of one entry that hold the same row are taken to
    speak of one thing; equal rows inside one file are different things, so that of a
    row a table holds as many as the file with the most of them. A policy that sets the
    rule to off has all of them counted.

    Parameters
    ----------
    draft : Draft
        Converted, its people resolved.
    rows : ndarray of int64
        Rows that no key names, ascending; those of an older file first.
    findings : Findings
    """
    file = draft.rank[rows]
    if not len(rows) or not findings.applies(_RULE) or file.min() == file.max():
        return
    own = [draft.column(column.name) for column in draft.table.columns]
    own += [
        cells
        for header, cells in draft.extras.items()
        if not _OF_THE_FILE.fullmatch(header_key(header))
    ]
    same = pd.DataFrame({"entry": draft.entry[rows], "file": file})
    same["cells"] = combined([cells.take(rows) for cells in own])
    same["time"] = same.groupby(["entry", "file", "cells"]).cumcount()
    alike = same.groupby(["entry", "cells", "time"]).ngroup().to_numpy()
    first = pd.Series(rows).groupby(alike).transform("min").to_numpy()
    repeated = rows != first
    draft.refuse(rows[repeated], _RULE)
    _note(draft, rows[repeated], first[repeated], findings)


def _note(draft: Draft, rows: Codes, first: Codes, findings: Findings) -> None:
    """One problem for each sheet and earlier file."""
    places = [draft.file.take(rows), draft.sheet.take(rows), draft.file.take(first)]
    groups = combined(places) if len(rows) else rows
    for group in dict.fromkeys(groups.tolist()):
        here = rows[groups == group]
        numbers = draft.row[here].tolist()
        at = int(first[int(np.argmax(groups == group))])
        findings.add(
            _RULE, table=draft.table.name, file=draft.file[int(here[0])],
            sheet=draft.sheet[int(here[0])], row=numbers[0], count=len(here),
            row_numbers=row_ranges(numbers), first_file=draft.file[at] or "",
            first_row=int(draft.row[at]),
        )  # fmt: skip
