"""Sheets of one table put together: files that differ in the month, sheets in the rep."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from salesreport.proposal.folder import name_pattern
from salesreport.proposal.recognition import Match


@dataclass(frozen=True)
class Entry:
    """One entry of the run file's `data`.

    Attributes
    ----------
    name, table : str
    path : Path
        Absolute; its name may be a glob.
    sheet : str or None
    columns : dict of str to str
    """

    name: str
    table: str
    path: Path
    sheet: str | None = None
    columns: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def shown(self) -> str:
        """File and sheet, for a message."""
        if self.sheet is None:
            return self.path.name
        return f"{self.path.name}, " + ("every sheet" if self.sheet == "*" else self.sheet)


def entries_of(matches: list[Match]) -> list[Entry]:
    """Entries for recognised sheets, a table's first one under the table's own name."""
    groups: dict[tuple[str, Path, str], list[Match]] = defaultdict(list)
    for match in matches:
        path = match.sheet.path
        groups[match.table, path.parent, name_pattern(path.name)].append(match)
    entries: list[Entry] = []
    taken: dict[str, int] = {}
    for (table, folder, pattern), group in groups.items():
        paths = {match.sheet.path for match in group}
        path = folder / pattern if len(paths) > 1 else next(iter(paths))
        for sheet, columns in _sheets(group):
            taken[table] = taken.get(table, 0) + 1
            name = table if taken[table] == 1 else f"{table}_{taken[table]}"
            entries.append(Entry(name, table, path, sheet, columns))
    return entries


def _sheets(group: list[Match]) -> list[tuple[str | None, dict[str, str]]]:
    columns = {header: name for match in group for header, name in match.columns.items()}
    if not group[0].sheet.is_workbook:
        return [(None, columns)]
    titles = list(dict.fromkeys(match.sheet.grid.sheet for match in group))
    if len(titles) == 1:
        return [(titles[0], columns)]
    whole = len(group) == sum({m.sheet.path: m.sheet.n_sheets for m in group}.values())
    if whole:
        return [("*", columns)]
    return [
        (title, {h: n for m in group if m.sheet.grid.sheet == title for h, n in m.columns.items()})
        for title in titles
    ]
