"""Which rows are the same thing: within a file a fault or an update, across files the newer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pandas as pd

from salesreport.cells import Coded
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.draft import Draft, positions_of
from salesreport.intake.findings import Findings
from salesreport.intake.linesofone import amounts_of_lines, lines_of_one
from salesreport.readers.naming import names_tell

_SHOWN = 3
"""Keys of replaced rows that are named."""

_COMPARED = 2
"""Steady columns that both rows fill, at least, to say that they are two things."""


def settle_identity(draft: Draft, findings: Findings) -> Codes:
    """Leave one row a key; give the rows that no key names.

    Of rows with one key in files of different age the newest counts, the older
    ones are listed by `superseded`, or by `reused_key` where they are of something
    else: a numbering that starts anew every month. Within one file a table either takes its last
    row (`superseded` too), or a second row is a `duplicate_key` and the first is
    kept; where it looks like a further line of the first it is `several_lines`. A row
    without a key is its own.
    """
    if not draft.table.key:
        return np.flatnonzero(draft.kept())
    keys, levels = row_keys(draft)
    nameless = np.flatnonzero(draft.kept() & (keys < 0))
    rows = np.flatnonzero(draft.kept() & (keys >= 0))
    counts = np.bincount(keys[rows], minlength=1)
    repeated = rows[counts[keys[rows]] > 1]
    if not len(repeated):
        return nameless
    replaced, twice = _settled(draft, keys, repeated)
    old, newer = positions_of([*replaced]), positions_of([*replaced.values()])
    other = _are_others(draft, old, newer)
    draft.refuse(old[other], "reused_key")
    draft.refuse(old[~other], "superseded")
    lines = lines_of_one(draft, twice)
    draft.refuse([row for row in twice if row in lines], "several_lines")
    draft.refuse([row for row in twice if row not in lines], "duplicate_key")
    _note_duplicates(draft, twice, lines, levels, findings)
    _note_reused(draft, old[other], newer[other], levels, findings)
    _note_replaced(draft, old[~other], levels, findings)
    _note_unclear(draft, old[~other], newer[~other], findings)
    return nameless


def _settled(draft: Draft, keys: Codes, rows: Codes) -> tuple[dict[int, int], dict[int, int]]:
    """Rows replaced, each with the row that counts, and second rows with the row each repeats."""
    last_wins = draft.table.repeats == "last_wins"
    seen: dict[int, int] = {}
    old: dict[int, int] = {}
    twice: dict[int, int] = {}
    ranks = draft.rank[rows].tolist()
    rank_at = dict(zip(rows.tolist(), ranks, strict=True))
    for position, key in zip(rows.tolist(), keys[rows].tolist(), strict=True):
        before = seen.setdefault(key, position)
        if before == position:
            continue
        if last_wins or rank_at[before] < rank_at[position]:
            seen[key] = position
            old[before] = key
        else:
            twice[position] = before
    return {before: seen[key] for before, key in old.items()}, twice


def _are_others(draft: Draft, old: Codes, newer: Codes) -> Mask:
    """Whether each row has none of the steady cells of the row that replaces it."""
    compared, equal = np.zeros(len(old), dtype=np.int64), np.zeros(len(old), dtype=np.bool_)
    for name in draft.table.steady:
        cells = draft.column(name)
        blank = cells.missing()
        both = ~blank[old] & ~blank[newer]
        compared += both
        equal |= both & ~cells.differing(old, newer)
    others: Mask = (compared >= _COMPARED) & ~equal & (draft.rank[old] != draft.rank[newer])
    return others


def _note_reused(draft: Draft, old: Codes, newer: Codes, levels: Codes, findings: Findings) -> None:
    """Rows left out of each file, since a newer file gives their key to something else."""
    for first, second, mine in _by_files(draft, old, newer):
        row = old[mine][0]
        findings.add(
            "reused_key", table=draft.table.name, file=first, sheet=draft.sheet[row],
            row=int(draft.row[row]), value=_key(draft, int(row), int(levels[row])),
            count=int(mine.sum()), first_file=second,
        )  # fmt: skip


def _by_files(draft: Draft, old: Codes, newer: Codes) -> Iterator[tuple[str, str, Mask]]:
    """File of the rows, file of the rows that count in their place, and which rows these are."""
    files = draft.file.merged()
    pairs = files.codes[old] * files.n_distinct + files.codes[newer]
    for pair in pd.unique(pairs).tolist():
        first, second = divmod(pair, files.n_distinct)
        yield files.distinct[first], files.distinct[second], pairs == pair


def _note_unclear(draft: Draft, old: Codes, newer: Codes, findings: Findings) -> None:
    """Rows that another file has otherwise, where the names do not say which file is newer.

    Of files that the run file names apart, no name says it.
    """
    all_names = [PurePosixPath(file).name for file in draft.file.distinct if file]
    for first, second, mine in _by_files(draft, old, newer):
        names = PurePosixPath(first).name, PurePosixPath(second).name
        if first == second:
            continue
        apart = draft.entry[old] != draft.entry[newer]
        unclear = mine & apart if names_tell(*names, among=all_names) else mine
        changed = old[unclear][_differ(draft, old[unclear], newer[unclear])]
        if len(changed):
            findings.add(
                "unclear_newer", table=draft.table.name, file=first, row=int(draft.row[changed[0]]),
                count=len(changed), first_file=second,
            )  # fmt: skip


def _differ(draft: Draft, rows: Codes, others: Codes) -> Mask:
    """Whether each row has a cell that the other row has otherwise."""
    differ = np.zeros(len(rows), dtype=np.bool_)
    for cells in draft.cells.values():
        differ |= cells.differing(rows, others)
    return differ


def _note_replaced(draft: Draft, old: Codes, levels: Codes, findings: Findings) -> None:
    """How many rows of each file are replaced, and the keys of the first of them."""
    files = draft.file.take(old).merged()
    for file, count in _counted(files).items():
        mine = old[files.codes == files.distinct.index(file)]
        keys = dict.fromkeys(_key(draft, int(row), int(levels[row])) for row in mine[:_SHOWN])
        more = " …" if count > len(keys) else ""
        findings.add(
            "superseded", table=draft.table.name, file=file, count=count,
            value=", ".join(keys) + more,
        )  # fmt: skip


def _key(draft: Draft, row: int, level: int) -> str:
    """Key of a row as text."""
    parts = [draft.cells[name][row] for name in key_levels(draft)[level]]
    return " / ".join(str(part) for part in parts if part is not None)


def _counted(files: Coded) -> dict[str, int]:
    """Rows by file, in the order in which the files come up."""
    counts = np.bincount(files.codes, minlength=files.n_distinct)
    order = np.argsort(files.firsts(), kind="stable")
    return {files.distinct[i]: int(counts[i]) for i in order.tolist() if counts[i]}


def row_keys(draft: Draft) -> tuple[Codes, Codes]:
    """Number of every row's key, and which of `key_levels` it is of.

    Equal keys have one number; -1 where a part that a key needs is blank. The
    fallback key serves where the key is blank. Without a due date the day of the
    action itself tells two of them apart.
    """
    keys = np.full(len(draft), -1, dtype=np.int64)
    levels = np.full(len(draft), -1, dtype=np.int64)
    used = 0
    for level, names in enumerate(key_levels(draft)):
        rows = np.flatnonzero(_complete(draft, names) & (keys < 0))
        if len(rows):
            numbers = combined([draft.cells[name].take(rows) for name in names])
            keys[rows], levels[rows] = numbers + used, level
            used += int(numbers.max()) + 1
    return keys, levels


def key_levels(draft: Draft) -> list[Sequence[str]]:
    """Columns that name a row, then those that do where one of these is blank."""
    table = draft.table
    levels: list[Sequence[str]] = [table.key]
    if table.fallback_key:
        levels.append(table.fallback_key)
        levels.append([n if n != "due_date" else "date" for n in table.fallback_key])
    return levels


def _complete(draft: Draft, names: Sequence[str]) -> Mask:
    either = {name for group in draft.table.one_of for name in group}
    there = np.ones(len(draft), dtype=np.bool_)
    for name in names:
        if name not in either:
            there &= ~draft.cells[name].missing()
    return there


def combined(columns: Sequence[Coded]) -> Codes:
    """One number a row for the cells of several columns; equal for equal cells."""
    first, *others = [column.merged() for column in columns]
    numbers = first.codes
    for column in others:
        pairs = numbers * column.n_distinct + column.codes
        numbers = pd.factorize(pairs)[0].astype(np.int64, copy=False)
    return numbers


def _note_duplicates(
    draft: Draft, twice: Mapping[int, int], lines: Set[int], levels: Codes, findings: Findings
) -> None:
    """Second rows with their key, and where the first stands."""
    for second, (file, sheet, row, _) in zip(
        twice, draft.places(positions_of([*twice])), strict=True
    ):
        first, level = twice[second], int(levels[second])
        column = " / ".join(draft.table.fallback_key if level else draft.table.key)
        header = _key_headers(draft, second, level) or column
        told: dict[str, Any] = {} if header == column else {"header": header}
        if second in lines:
            told["line"] = f"[{', '.join(amounts_of_lines(draft))}]"
        findings.add(
            "several_lines" if second in lines else "duplicate_key",
            table=draft.table.name, file=file, sheet=sheet, row=row,
            column=column, value=_key(draft, second, level),
            first_row=int(draft.row[first]), first_sheet=draft.sheet[first] or "", **told,
        )  # fmt: skip


def _key_headers(draft: Draft, row: int, level: int) -> str:
    """Headers over a row's key as its file writes them; what no file says is left out."""
    names = draft.table.fallback_key if level else draft.table.key
    months = draft.month_headers
    if months is not None and "period" in names and months[row]:
        return str(months[row])
    found = [draft.headers.get(name) for name in names]
    return " / ".join(header for header in found if header)
