"""Which rows are the same thing: within a file a fault or an update, across files the newer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings

Key = tuple[Any, ...]


def settle_identity(draft: Draft, findings: Findings) -> None:
    """Leave one row a key.

    Of rows with one key in files of different age the newest counts, the older
    ones are listed by `superseded`. Within one file a table either takes its last
    row (`superseded` too), or a second row is a `duplicate_key` and the first is
    kept. A row without a key is its own.
    """
    keys = row_keys(draft)
    seen: dict[Key, int] = {}
    superseded: dict[str, int] = {}
    for position in list(draft.kept()) if draft.table.key else ():
        key = keys[position]
        if key is None:
            continue
        before = seen.setdefault(key, position)
        if before == position:
            continue
        if draft.rank[before] < draft.rank[position] or draft.table.repeats == "last_wins":
            seen[key] = position
            draft.refuse(before, "superseded")
            superseded[draft.file[before]] = superseded.get(draft.file[before], 0) + 1
        else:
            draft.refuse(position, "duplicate_key")
            _note_duplicate(draft, before, position, key, findings)
    for file, count in superseded.items():
        findings.add("superseded", table=draft.table.name, file=file, count=count)


def row_keys(draft: Draft) -> list[Key | None]:
    """Key of every row; None where a part it needs is blank.

    The fallback key serves where the key is blank. Without a due date the day of
    the action itself tells two of them apart.
    """
    table = draft.table
    choices: list[Sequence[str]] = [table.key]
    if table.fallback_key:
        choices.append(table.fallback_key)
        choices.append([n if n != "due_date" else "date" for n in table.fallback_key])
    keys: list[Key | None] = [None] * len(draft)
    for level, names in enumerate(choices):
        columns = [draft.cells[name] for name in names]
        needed = [i for i, name in enumerate(names) if name not in _either(draft)]
        for position, parts in enumerate(zip(*columns, strict=True)):
            if keys[position] is None and all(parts[i] is not None for i in needed):
                keys[position] = (level, *parts)
    return keys


def _either(draft: Draft) -> set[str]:
    return {name for group in draft.table.one_of for name in group}


def _note_duplicate(draft: Draft, first: int, second: int, key: Key, findings: Findings) -> None:
    names = draft.table.fallback_key if key[0] else draft.table.key
    draft.note(
        findings,
        "duplicate_key",
        second,
        " / ".join(names),
        " / ".join(str(value) for value in key[1:] if value is not None),
        first_row=draft.row[first],
        first_sheet=draft.sheet[first] or "",
    )
