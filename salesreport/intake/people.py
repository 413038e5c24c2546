"""Who is meant: names made ids, aliases followed, people inferred, nobody merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.bulk import plain_texts
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.findings import Findings
from salesreport.tables import table
from salesreport.tables.script import name_key

INFERRED = "inferred"


@dataclass
class Directory:
    """Ids by key, ids by name, and what each alias stands for.

    `torn`: names that several rows without an id of their own bear.
    """

    ids: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    torn: dict[str, list[str]] = field(default_factory=dict)

    def candidates(self, written: str) -> list[str]:
        """Ids that a written id, alias or name may mean."""
        key = name_key(written)
        key = name_key(self.aliases.get(key, key))
        if key in self.torn:
            return self.torn[key]
        if key in self.ids:
            return [self.ids[key]]
        return self.by_name.get(key, [])


def resolve_people(drafts: Mapping[str, Draft], findings: Findings) -> dict[str, Draft]:
    """Ids in every rep column, one spelling a customer, complete `reps`.

    An id wins over an alias, an alias over a name. A name that several people bear
    is refused: its row is left out, or where the rep is optional the cell becomes
    missing. A rep nobody knows is kept as written and added to `reps` as inferred.
    """
    resolved = dict(drafts)
    reps = resolved.get("reps")
    directory = _directory(reps, resolved.get("aliases"))
    teams = {name_key(t) for t in reps.column("team").distinct if t is not None} if reps else set()
    unknown: dict[str, tuple[Draft, int]] = {}
    for draft in resolved.values():
        if draft.table.name != "reps" and "rep_id" in draft.table.by_name:
            _move_teams(draft, directory, teams)
            _resolve(draft, directory, unknown, findings)
    if reps is not None:
        _resolve_managers(reps, directory)
    _even_customers(resolved)
    return _with_inferred(resolved, unknown, findings)


def _directory(reps: Draft | None, aliases: Draft | None) -> Directory:
    directory = Directory()
    for rep_id, name in _kept_pairs(reps, "rep_id", "name"):
        directory.ids.setdefault(name_key(rep_id), rep_id)
        bearers = directory.by_name.setdefault(name_key(name), [])
        if rep_id not in bearers:
            bearers.append(rep_id)
    directory.torn = _torn_names(reps)
    directory.aliases = _aliases(aliases, "rep")
    return directory


def _kept_pairs(draft: Draft | None, *names: str) -> Iterable[tuple[Any, ...]]:
    """Cells of some columns in the rows that are still in."""
    if draft is None:
        return []
    kept = draft.kept()
    return zip(*(draft.cells[name].take(kept) for name in names), strict=True)


def _torn_names(reps: Draft | None) -> dict[str, list[str]]:
    """Names that are the only id of several rows: two people, perhaps."""
    rows: dict[str, list[str]] = {}
    if reps is None:
        return rows
    people = zip(reps.cells["rep_id"], reps.cells["name"], reps.row.tolist(), strict=True)
    for position, (rep_id, name, row) in enumerate(people):
        known = rep_id is not None and rep_id == name
        if known and reps.rule_at(position) in (None, "duplicate_key"):
            rows.setdefault(name_key(name), []).append(f"{name} (row {row})")
    return {key: bearers for key, bearers in rows.items() if len(bearers) > 1}


def _aliases(aliases: Draft | None, kind: str) -> dict[str, str]:
    rows = _kept_pairs(aliases, "kind", "written", "canonical")
    return {name_key(written): canonical for of, written, canonical in rows if of == kind}


def _move_teams(draft: Draft, directory: Directory, teams: set[str]) -> None:
    """A team's name in the rep's column of a table that takes either."""
    if "team" not in draft.table.by_name:
        return
    reps, names = draft.cells["rep_id"], draft.cells["team"]
    moved = names.missing() & reps.where(
        lambda rep: rep is not None and name_key(rep) in teams and not directory.candidates(rep)
    )
    draft.cells["team"] = names.replaced(moved, reps)
    draft.cells["rep_id"] = reps.put(moved, None)


def _resolve(
    draft: Draft,
    directory: Directory,
    unknown: dict[str, tuple[Draft, int]],
    findings: Findings,
) -> None:
    column = draft.table.by_name["rep_id"]
    cells = draft.cells["rep_id"]
    kept = np.flatnonzero(draft.kept())
    # the first kept row of each: a rep unknown there is known from then on
    firsts = cells.take(kept).firsts()
    ids: list[str | None] = list(cells.distinct)
    torn: dict[int, str] = {}
    for place in np.argsort(firsts, kind="stable").tolist():
        written = ids[place]
        if firsts[place] == len(kept) or written is None:
            continue
        candidates = directory.candidates(written)
        if len(candidates) == 1:
            ids[place] = candidates[0]
        elif candidates:
            torn[place], ids[place] = ", ".join(candidates), None
        else:
            rep_id = ids[place] = directory.aliases.get(name_key(written), written)
            directory.ids[name_key(rep_id)] = rep_id
            unknown.setdefault(rep_id, (draft, int(kept[firsts[place]])))
    # a row already left out keeps its rep as written
    settled = Coded(cells.codes, ids)
    draft.cells["rep_id"] = (
        settled if len(kept) == len(draft) else cells.replaced(draft.kept(), settled)
    )
    for place, bearers in torn.items():
        rows = np.flatnonzero(draft.kept() & (cells.codes == place))
        draft.note(
            findings, "ambiguous_name", rows, "rep_id", cells,
            optional=not column.required, ids=bearers,
        )  # fmt: skip
        alone = np.ones(len(rows), np.bool_) if column.required else _without_other(draft, rows)
        draft.refuse(rows[alone], "ambiguous_name")


def _without_other(draft: Draft, rows: Codes) -> Mask:
    """Which rows lack every column that could stand in for the rep."""
    alone = np.zeros(len(rows), dtype=np.bool_)
    for names in draft.table.one_of:
        if "rep_id" in names:
            missing = [draft.cells[name].take(rows).missing() for name in names]
            alone |= np.logical_and.reduce(missing)
    return alone


def _resolve_managers(reps: Draft, directory: Directory) -> None:
    """Managers' names become ids where they are unique; they need not be reps."""

    def resolved(written: str | None) -> str | None:
        candidates = directory.candidates(written) if written is not None else []
        return candidates[0] if len(candidates) == 1 else written

    reps.cells["manager_id"] = reps.cells["manager_id"].map(resolved)


def _even_customers(drafts: Mapping[str, Draft]) -> None:
    """One spelling for customers that differ in width or outer blanks only."""
    aliases = _aliases(drafts.get("aliases"), "customer")
    columns = {
        name: draft.cells["customer"]
        for name, draft in drafts.items()
        if "customer" in draft.table.by_name
    }
    if not aliases and all(_is_plain(cells) for cells in columns.values()):
        return
    spelling: dict[str, str] = {}
    for name, cells in columns.items():
        evened = list(cells.distinct)
        for place in np.argsort(cells.firsts(), kind="stable").tolist():
            written = evened[place]
            if written is not None:
                key = name_key(written)
                meant = aliases.get(key, written)
                key = key if meant is written else name_key(meant)
                evened[place] = spelling.setdefault(key, meant)
        drafts[name].cells["customer"] = Coded(cells.codes, evened)


def _is_plain(cells: Coded) -> bool:
    """Whether every cell is the key of its own name already."""
    if cells.text is not None:
        return bool(plain_texts(cells.text.drop_null()).all())
    return bool(plain_texts([cell for cell in cells.distinct if cell is not None]).all())


def _with_inferred(
    drafts: dict[str, Draft], unknown: Mapping[str, tuple[Draft, int]], findings: Findings
) -> dict[str, Draft]:
    reps = drafts.get("reps")
    if reps is None:
        reps = Draft(table("reps"))
        reps.cells = {column.name: Coded.repeated(None, 0) for column in reps.table.columns}
        if unknown:
            names = ", ".join(unknown)
            findings.add("inferred_reps", table="reps", value=names, count=len(unknown))
    else:
        n_rows = _rows_by_rep(drafts) if unknown else {}
        for rep_id, (draft, position) in unknown.items():
            draft.note(findings, "unknown_rep", position, "rep_id", draft.cells["rep_id"],
                       count=n_rows[rep_id])  # fmt: skip
    return {**drafts, "reps": _extended(reps, [*unknown])}


def _rows_by_rep(drafts: Mapping[str, Draft]) -> dict[str, int]:
    """How many rows of all tables name each rep."""
    counts: Counter[str] = Counter()
    for name, draft in drafts.items():
        if name != "reps" and "rep_id" in draft.table.by_name:
            cells = draft.cells["rep_id"]
            used = np.bincount(cells.codes[draft.kept()], minlength=cells.n_distinct).tolist()
            counts.update({rep: n for rep, n in zip(cells.distinct, used, strict=True) if rep})
    return counts


def _extended(reps: Draft, unknown: list[str]) -> Draft:
    """The people named, then those nobody named; `inferred` tells them apart."""
    reps.extras[INFERRED] = Coded.repeated(False, len(reps))
    if not unknown:
        return reps
    nowhere = np.zeros(len(unknown), dtype=np.int64)
    added = Draft.of_rows(reps.table, "", None, nowhere)
    added.record, added.n_read = nowhere - 1, 0
    added.cells = {name: Coded.of(unknown) for name in ("rep_id", "name")}
    added.extras = {INFERRED: Coded.repeated(True, len(unknown))}
    return stacked(reps.table, [reps, added])
