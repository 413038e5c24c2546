"""Who is meant: names made ids, aliases followed, people inferred, nobody merged."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.bulk import plain_texts
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.beside import learned_names, note_contradictions, note_together
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.findings import Findings
from salesreport.intake.severalowners import people_in
from salesreport.intake.sumrows import leave_out_sums
from salesreport.tables import WITHOUT_RESULTS, table
from salesreport.tables.script import is_masked, name_key

INFERRED = "inferred"

_BETWEEN_NAMES = re.compile(r"[、;|/\n]|(?<=[\u4e00-\u9fff]),\s*(?=[\u4e00-\u9fff])")
"""What stands between nicknames; a comma in Western names is part of one: `Smith, Ann`."""


@dataclass
class Directory:
    """Ids by key, ids by name, and what each alias stands for.

    `torn`: names that several rows without an id of their own bear. `names`: by id, as
    the table of people has them, else as they stand beside the id.
    """

    ids: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    torn: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def candidates(self, written: str) -> list[str]:
        """Ids that a written id, alias or name may mean; of a masked name only several."""
        key = name_key(written)
        key = name_key(self.aliases.get(key, key))
        if key in self.torn:
            return self.torn[key]
        if key in self.ids:
            return [self.ids[key]]
        return self.by_name.get(key) or self._masked(key)

    def _masked(self, mask: str) -> list[str]:
        """Ids of those whose name a mask such as `张*` may hide; one alone is only likely."""
        if "*" not in mask:
            return []
        hidden = [ids for name, ids in self.by_name.items() if is_masked(name, mask)]
        found = [*dict.fromkeys(rep_id for ids in hidden for rep_id in ids)]
        return found if len(found) > 1 else []

    def by_alias(self, written: str) -> list[str]:
        """Ids that a written alias may mean; nothing for a name that is none."""
        return self.candidates(written) if name_key(written) in self.aliases else []


def resolve_people(drafts: Mapping[str, Draft], findings: Findings) -> dict[str, Draft]:
    """Ids in every rep column, one spelling a customer, complete `reps`.

    An id wins over an alias, an alias over a name. A name that several people bear
    is refused: its row is left out, or where the rep is optional the cell becomes
    missing. A rep nobody knows is kept as written and added to `reps` as inferred, but
    beside a table of people not one whom only notes and plans name; the name beside such
    an id is that person's in every table.
    """
    resolved = dict(drafts)
    reps = resolved.get("reps")
    directory = _directory(reps, resolved.get("aliases"))
    _learn(directory, learned_names(resolved.values()))
    teams = {name_key(t) for t in reps.column("team").distinct if t is not None} if reps else set()
    unknown: dict[str, None] = {}
    naming = [d for d in resolved.values() if d.table.name != "reps" and "rep_id" in d.cells]
    for draft in naming:
        _move_teams(draft, directory, teams)
    leave_out_sums(resolved, lambda written: bool(directory.candidates(written)), findings)
    for draft in naming:
        _resolve(draft, directory, unknown, findings)
    if reps is not None:
        _resolve_managers(reps, directory)
    note_contradictions(resolved, directory.names, directory.by_alias, findings)
    _even_customers(resolved)
    return _with_inferred(resolved, unknown, directory, findings)


def _directory(reps: Draft | None, aliases: Draft | None) -> Directory:
    directory = Directory()
    for rep_id, name in _kept_pairs(reps, "rep_id", "name"):
        directory.ids.setdefault(name_key(rep_id), rep_id)
        directory.names.setdefault(rep_id, name)
        bearers = directory.by_name.setdefault(name_key(name), [])
        if rep_id not in bearers:
            bearers.append(rep_id)
    directory.torn = _torn_names(reps)
    directory.aliases = _aliases(aliases, "rep")
    return directory


def _learn(directory: Directory, learned: Mapping[str, list[str]]) -> None:
    """Take up names beside ids that the table of people does not hold, unless it holds the name."""
    unknown = {rep_id: names for rep_id, names in learned.items() if names}
    unknown = {r: names for r, names in unknown.items() if not directory.candidates(r)}
    bearers: dict[str, list[str]] = {}
    for rep_id, names in unknown.items():
        meant = directory.aliases.get(name_key(rep_id), rep_id)
        directory.names.setdefault(meant, names[0])
        for name in names:
            if not directory.candidates(name):
                bearers.setdefault(name_key(name), []).append(meant)
    directory.by_name.update({name: list(dict.fromkeys(ids)) for name, ids in bearers.items()})


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
    # a row pasted without its choice means nobody: the name stays listed as unknown
    filled = [(w, canonical) for of, w, canonical in rows if of == kind and canonical[:1] != "<"]
    whole = {name_key(written): canonical for written, canonical in filled}
    return {**_nicknames(whole), **whole} if kind == "rep" else whole


def _nicknames(aliases: Mapping[str, str]) -> dict[str, str]:
    """Each of several nicknames in one cell (`小赵、赵总`) that only one person has."""
    bearers: dict[str, set[str]] = {}
    for written, canonical in aliases.items():
        for part in _BETWEEN_NAMES.split(written):
            bearers.setdefault(name_key(part), set()).add(canonical)
    return {key: min(meant) for key, meant in bearers.items() if key and len(meant) == 1}


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
    unknown: dict[str, None],
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
            unknown.setdefault(rep_id)
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
    drafts: dict[str, Draft],
    unknown: Mapping[str, None],
    directory: Directory,
    findings: Findings,
) -> dict[str, Draft]:
    reps = drafts.get("reps")
    known = {*directory.ids, *directory.by_name, *directory.aliases, *map(name_key, unknown)}
    several = {rep: names for rep in unknown if (names := people_in(rep, known))}
    if reps is None:
        _note_unknown(drafts, several, several, findings)
        reps = Draft(table("reps"))
        reps.cells = {column.name: Coded.repeated(None, 0) for column in reps.table.columns}
        if unknown:
            findings.add(
                "inferred_reps", table="reps", value=", ".join(unknown), count=len(unknown)
            )
    else:
        _note_unknown(drafts, unknown, several, findings)
        with_results = _named_by_results(drafts)
        unknown = {rep: None for rep in unknown if rep in with_results}
    return {**drafts, "reps": _extended(reps, [*unknown], directory.names)}


def _named_by_results(drafts: Mapping[str, Draft]) -> set[str | None]:
    """Reps in the rows that are still in, of tables that bring results."""
    named: set[str | None] = set()
    for name, draft in drafts.items():
        if name not in WITHOUT_RESULTS | {"reps"} and "rep_id" in draft.cells:
            cells = draft.cells["rep_id"].take(np.flatnonzero(draft.kept()))
            firsts = cells.firsts()
            named |= {cells.distinct[at] for at in np.flatnonzero(firsts < len(cells))}
    return named


def _note_unknown(
    drafts: Mapping[str, Draft],
    unknown: Container[str],
    several: Mapping[str, list[str]],
    findings: Findings,
) -> None:
    """One problem a sheet for each rep nobody knows, with all rows that name the rep.

    `several`: of these, cells that name several people.
    """
    for draft in drafts.values():
        if draft.table.name == "reps" or "rep_id" not in draft.table.by_name:
            continue
        cells = draft.cells["rep_id"].merged()
        asked = np.array([rep in unknown for rep in cells.distinct], dtype=np.bool_)
        rows = np.flatnonzero(draft.kept() & cells.rows_of(asked))
        order = rows[np.argsort(cells.codes[rows], kind="stable")]
        cuts = np.flatnonzero(np.diff(cells.codes[order])) + 1
        for of_rep in np.split(order, cuts) if len(order) else ():
            rep = str(cells[int(of_rep[0])])
            told = {"people": ", ".join(several[rep])} if rep in several else {}
            note_together(draft, "several_owners" if told else "unknown_rep", of_rep, findings,
                          column="rep_id", value=rep, **told)  # fmt: skip


def _extended(reps: Draft, unknown: list[str], names: Mapping[str, str]) -> Draft:
    """The people named, then those nobody named; `inferred` tells them apart."""
    reps.extras[INFERRED] = Coded.repeated(False, len(reps))
    if not unknown:
        return reps
    nowhere = np.zeros(len(unknown), dtype=np.int64)
    added = Draft.of_rows(reps.table, "", None, nowhere)
    added.record, added.n_read = nowhere - 1, 0
    called = [names.get(rep_id, rep_id) for rep_id in unknown]
    added.cells = {"rep_id": Coded.of(unknown), "name": Coded.of(called)}
    added.extras = {INFERRED: Coded.repeated(True, len(unknown))}
    return stacked(reps.table, [reps, added])
