"""Sheets of one table put together: files that differ in the month, sheets in the rep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from salesreport.proposal.databases import Relation
from salesreport.proposal.folder import headers_of, name_pattern, pattern_of
from salesreport.proposal.recognition import Match
from salesreport.readers.files import in_order
from salesreport.readers.grids import Grid
from salesreport.tables import TABLES
from salesreport.tables.script import header_key


@dataclass(frozen=True)
class Guess:
    """A word of a column of choices that no table knows.

    Attributes
    ----------
    column, word : str
        Word as written.
    choice : str
        What it is taken for; empty where nothing tells.
    count : int
        Rows it stands in.
    """

    column: str
    word: str
    choice: str
    count: int


@dataclass(frozen=True)
class Entry:
    """One entry of the run file's `data`.

    Attributes
    ----------
    name, table : str
    path : Path
        Absolute; the last part is a glob where there are several files.
    matches : tuple of Match
        What it reads.
    sheet : str or None
    columns : dict of str to str
    optional : tuple of str
        Of those headers: which not every file has.
    relation : Relation or None
        The table or view it reads of a database.
    guesses : tuple of Guess
        Words of the company's own, a column's most frequent first.
    """

    name: str
    table: str
    path: Path
    matches: tuple[Match, ...] = field(default=(), hash=False, repr=False)
    sheet: str | None = None
    columns: dict[str, str] = field(default_factory=dict, hash=False)
    optional: tuple[str, ...] = ()
    relation: Relation | None = None
    guesses: tuple[Guess, ...] = ()

    @property
    def title(self) -> str | None:
        """Sheet, or table of a database; `"*"` is every sheet."""
        return self.sheet if self.relation is None else self.relation.name

    @property
    def files(self) -> list[Path]:
        """Files it reads, the newest last."""
        return in_order({match.sheet.path for match in self.matches})

    @property
    def values(self) -> dict[str, dict[str, str]]:
        """Column -> word as written -> choice it is taken for."""
        found: dict[str, dict[str, str]] = {}
        for guess in self.guesses:
            if guess.choice:
                found.setdefault(guess.column, {})[guess.word] = guess.choice
        return found

    @property
    def unplaced(self) -> dict[str, list[str]]:
        """Column -> words of which nothing tells what they mean."""
        found: dict[str, list[str]] = {}
        for guess in self.guesses:
            if not guess.choice:
                found.setdefault(guess.column, []).append(guess.word)
        return found

    @property
    def is_glob(self) -> bool:
        """Whether the path stands for several files."""
        return len(self.files) > 1


def column_place(grid: Grid, entry: Entry, name: str) -> int | None:
    """Place in a sheet of the header that an entry reads as a column of its table."""
    known = TABLES[entry.table].header_index
    for place, header in enumerate(grid.header):
        if entry.columns.get(header, known.get(header_key(header), ("",))[0]) == name:
            return place
    return None


def entries_of(matches: list[Match]) -> list[Entry]:
    """Entries for recognised sheets; files of one table that differ in numbers are one.

    The glob of such files matches no other file of their folder; where there is no
    such glob, each file is an entry, as is each table of a database.
    """
    groups: dict[tuple[str, Path, str], list[Match]] = defaultdict(list)
    for match in matches:
        path, relation = match.sheet.path, match.sheet.relation
        if relation is None:
            groups[match.table, path.parent, name_pattern(path.name)].append(match)
        else:
            groups[match.table, path, relation.name].append(match)
    return numbered(entry for group in groups.values() for entry in _entries(group))


def apart(entry: Entry) -> list[Entry]:
    """The same with an entry a file."""
    return [one for path in entry.files for one in _of_file(entry.matches, path)]


def numbered(entries: Iterable[Entry]) -> list[Entry]:
    """Entries named by their tables, a table's first one under the table's own name."""
    taken: dict[str, int] = {}
    named = []
    for entry in entries:
        n = taken[entry.table] = taken.get(entry.table, 0) + 1
        named.append(replace(entry, name=entry.table if n == 1 else f"{entry.table}_{n}"))
    return named


def _entries(group: list[Match]) -> Iterator[Entry]:
    files = in_order({match.sheet.path for match in group})
    pattern = pattern_of(files) if len(files) > 1 else files[0].name
    if pattern is None:
        for path in files:
            yield from _of_file(group, path)
        return
    yield from _sheets(group, files[0].parent / pattern)


def _of_file(group: Iterable[Match], path: Path) -> Iterator[Entry]:
    yield from _sheets([match for match in group if match.sheet.path == path], path)


def _sheets(group: list[Match], path: Path) -> Iterator[Entry]:
    titles = list(dict.fromkeys(match.sheet.grid.sheet for match in group))
    whole = len(group) == sum({m.sheet.path: m.sheet.n_sheets for m in group}.values())
    if any(match.by_title for match in group):
        yield _entry(group, path, "*")
    elif not group[0].sheet.is_workbook or len(titles) == 1:
        yield _entry(group, path, titles[0])
    elif whole:
        yield _entry(group, path, "*")
    else:
        for title in titles:
            yield _entry([m for m in group if m.sheet.grid.sheet == title], path, title)


def _entry(group: list[Match], path: Path, sheet: str | None) -> Entry:
    columns = {header: name for match in group for header, name in match.columns.items()}
    optional = tuple(h for h in columns if any(h not in headers_of(m.sheet) for m in group))
    table = group[0].table
    relation = group[0].sheet.relation
    return Entry(table, table, path, tuple(group), sheet, columns, optional, relation)
