"""Names that stand beside ids: what they teach, and where they contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from salesreport.cells.coded import Codes
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.problems import row_ranges
from salesreport.tables.script import is_masked, word_key


def named_pairs(draft: Draft) -> Iterator[tuple[str, str, Codes]]:
    """Each id and the name beside it, with their rows, of the rows that are still in."""
    if draft.rep_names is None:
        return
    ids, names = draft.cells["rep_id"].merged(), draft.rep_names.merged()
    rows = np.flatnonzero(draft.kept() & ~ids.missing() & ~names.missing())
    numbers = ids.codes[rows] * names.n_distinct + names.codes[rows]
    order = np.argsort(numbers, kind="stable")
    cuts = np.flatnonzero(np.diff(numbers[order])) + 1
    groups = np.split(rows[order], cuts) if len(rows) else []
    for group in sorted(groups, key=lambda found: int(found[0])):
        yield ids[group[0]], names[group[0]], group


def learned_names(drafts: Iterable[Draft]) -> dict[str, list[str]]:
    """Id as written -> the different names beside it, in order."""
    learned: dict[str, list[str]] = {}
    for draft in drafts:
        for rep_id, name, _ in named_pairs(draft):
            known = learned.setdefault(rep_id, [])
            if name not in known and word_key(name) != word_key(rep_id):
                known.append(name)
    return learned


def note_contradictions(
    drafts: Mapping[str, Draft],
    names: Mapping[str, str],
    by_alias: Callable[[str], list[str]],
    findings: Findings,
) -> None:
    """Note rows whose name is another than their id's; the id counts.

    Parameters
    ----------
    drafts : mapping of str to Draft
        Their rep columns hold ids.
    names : mapping of str to str
        Id -> name.
    by_alias : callable
        Ids that an alias may mean.
    findings : Findings
    """
    for draft in drafts.values():
        for rep_id, name, rows in named_pairs(draft):
            known = names.get(rep_id, rep_id)
            if not _is_same(name, known) and rep_id not in by_alias(name):
                _note(draft, rep_id, known, name, rows, findings)


def _is_same(name: str, known: str) -> bool:
    """Whether two names differ in script, blanks or masked letters (`张*`) only."""
    one, other = word_key(name), word_key(known)
    return _fits(one, other) or _fits(other, one)


def _fits(name: str, pattern: str) -> bool:
    return name == pattern or is_masked(name, pattern)


def _note(
    draft: Draft, rep_id: str, known: str, name: str, rows: Codes, findings: Findings
) -> None:
    note_together(
        draft, "name_contradicts_id", rows, findings,
        column=draft.rep_names_header or None, value=name, rep=rep_id, name=known,
    )  # fmt: skip


def note_together(
    draft: Draft, rule: str, rows: Codes, findings: Findings, *, column: str | None, **told: Any
) -> None:
    """One problem for each sheet that some rows stand in, naming all of them."""
    files, sheets = draft.file.take(rows).merged(), draft.sheet.take(rows).merged()
    places = files.codes * sheets.n_distinct + sheets.codes
    header = draft.headers.get(column or "")
    if header not in (None, column):
        told["header"] = header
    for place in dict.fromkeys(places.tolist()):
        here = rows[places == place]
        numbers = draft.row[here].tolist()
        findings.add(
            rule, table=draft.table.name, file=draft.file[int(here[0])],
            sheet=draft.sheet[int(here[0])], row=numbers[0], column=column,
            row_numbers=row_ranges(numbers), count=len(here), **told,
        )  # fmt: skip
