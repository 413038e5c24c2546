"""Who is meant: names made ids, aliases followed, people inferred, nobody merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from salesreport.intake.draft import Draft
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
    teams = {name_key(t) for t in reps.column("team") if t is not None} if reps else set()
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
    for rep_id, name in _known_people(reps):
        directory.ids.setdefault(name_key(rep_id), rep_id)
        bearers = directory.by_name.setdefault(name_key(name), [])
        if rep_id not in bearers:
            bearers.append(rep_id)
    directory.torn = _torn_names(reps)
    for written, canonical in _aliases(aliases, "rep"):
        directory.aliases[name_key(written)] = canonical
    return directory


def _known_people(reps: Draft | None) -> Iterable[tuple[str, str]]:
    if reps is None:
        return []
    cells = reps.cells
    return [(cells["rep_id"][i], cells["name"][i]) for i in reps.kept()]


def _torn_names(reps: Draft | None) -> dict[str, list[str]]:
    """Names that are the only id of several rows: two people, perhaps."""
    rows: dict[str, list[str]] = {}
    if reps is None:
        return rows
    people = zip(reps.cells["rep_id"], reps.cells["name"], reps.listed, reps.row, strict=True)
    for rep_id, name, rule, row in people:
        if rule in (None, "duplicate_key") and rep_id is not None and rep_id == name:
            rows.setdefault(name_key(name), []).append(f"{name} (row {row})")
    return {key: bearers for key, bearers in rows.items() if len(bearers) > 1}


def _aliases(aliases: Draft | None, kind: str) -> Iterable[tuple[str, str]]:
    if aliases is None:
        return []
    cells = aliases.cells
    of_kind = [i for i in aliases.kept() if cells["kind"][i] == kind]
    return [(cells["written"][i], cells["canonical"][i]) for i in of_kind]


def _move_teams(draft: Draft, directory: Directory, teams: set[str]) -> None:
    """A team's name in the rep's column of a table that takes either."""
    if "team" not in draft.table.by_name:
        return
    reps, names = draft.cells["rep_id"], draft.cells["team"]
    for position, rep in enumerate(reps):
        if rep is None or names[position] is not None or directory.candidates(rep):
            continue
        if name_key(rep) in teams:
            reps[position], names[position] = None, rep


def _resolve(
    draft: Draft,
    directory: Directory,
    unknown: dict[str, tuple[Draft, int]],
    findings: Findings,
) -> None:
    column = draft.table.by_name["rep_id"]
    values = draft.cells["rep_id"]
    for position in list(draft.kept()):
        written = values[position]
        if written is None:
            continue
        candidates = directory.candidates(written)
        if len(candidates) == 1:
            values[position] = candidates[0]
        elif candidates:
            draft.note(
                findings, "ambiguous_name", position, "rep_id", written,
                optional=not column.required, ids=", ".join(candidates),
            )  # fmt: skip
            values[position] = None
            if column.required or _has_no_other(draft, position):
                draft.refuse(position, "ambiguous_name")
        else:
            rep_id = directory.aliases.get(name_key(written), written)
            values[position] = rep_id
            directory.ids[name_key(rep_id)] = rep_id
            unknown.setdefault(rep_id, (draft, position))


def _has_no_other(draft: Draft, position: int) -> bool:
    return any(
        "rep_id" in names and all(draft.cells[name][position] is None for name in names)
        for names in draft.table.one_of
    )


def _resolve_managers(reps: Draft, directory: Directory) -> None:
    """Managers' names become ids where they are unique; they need not be reps."""
    values = reps.cells["manager_id"]
    for position, written in enumerate(values):
        candidates = directory.candidates(written) if written is not None else []
        if len(candidates) == 1:
            values[position] = candidates[0]


def _even_customers(drafts: Mapping[str, Draft]) -> None:
    """One spelling for customers that differ in width or outer blanks only."""
    aliases = {name_key(w): c for w, c in _aliases(drafts.get("aliases"), "customer")}
    spelling: dict[str, str] = {}
    for draft in drafts.values():
        if "customer" not in draft.table.by_name:
            continue
        draft.cells["customer"] = [
            None if written is None else _one_spelling(written, aliases, spelling)
            for written in draft.cells["customer"]
        ]


def _one_spelling(written: str, aliases: Mapping[str, str], spelling: dict[str, str]) -> str:
    meant = aliases.get(name_key(written), written)
    return spelling.setdefault(name_key(meant), meant)


def _with_inferred(
    drafts: dict[str, Draft], unknown: Mapping[str, tuple[Draft, int]], findings: Findings
) -> dict[str, Draft]:
    reps = drafts.get("reps")
    if reps is None:
        reps = Draft(table("reps"), {c.name: [] for c in table("reps").columns})
        if unknown:
            names = ", ".join(unknown)
            findings.add("inferred_reps", table="reps", value=names, count=len(unknown))
    else:
        for written, (draft, position) in unknown.items():
            draft.note(findings, "unknown_rep", position, "rep_id", written)
    reps.extras[INFERRED] = [False] * len(reps)
    for rep_id in unknown:
        for column in reps.table.columns:
            reps.cells[column.name].append(rep_id if column.name in ("rep_id", "name") else None)
        for name, cells in reps.extras.items():
            cells.append(name == INFERRED or None)
        reps.file.append("")
        reps.sheet.append(None)
        reps.row.append(0)
        reps.rank.append(0)
        reps.record.append(-1)
        reps.listed.append(None)
    return {**drafts, "reps": reps}
