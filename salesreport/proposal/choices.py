"""Words of a company's own for the choices of a table: what each is likely to mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from salesreport.cells.coded import Mask
from salesreport.cells.plain import written
from salesreport.display.snippets import likely_choice
from salesreport.mappings import mapping_names, read_mapping
from salesreport.problems import Problem
from salesreport.proposal.stacking import Entry, Guess
from salesreport.readers.grids import Grid
from salesreport.tables import TABLES, Column, Table
from salesreport.tables.pipeline import OPEN_STAGES
from salesreport.tables.script import header_key, name_key, word_key

UNDATED = 0.9
"""Share of a stage's deals without a close date from which on it is an open stage."""

_CLOSED = ("won", "lost")


@dataclass
class _Uses:
    """How often each unknown word of a column stands in an entry's files.

    `undated`: of these, in rows of deals without a close date. `dated_close`: whether the
    deals that are known as closed have one.
    """

    counts: Counter[str]
    undated: Counter[str]
    dated_close: bool = False


def with_choices(entries: Sequence[Entry], problems: Sequence[Problem]) -> list[Entry]:
    """Entries with what their unknown words are likely to mean.

    A word of a system that a shipped mapping knows is taken as that mapping takes it, one
    that holds a known word, or nearly is one, for that. A stage whose deals
    have no close date, while the closed ones do, is an open one: of several the one with
    most deals comes first. Any other word is left for a person to place.
    """
    unknown: dict[tuple[str, str], set[str]] = {}
    for problem in problems:
        if problem.rule == "unknown_choice" and problem.table and problem.column and problem.value:
            unknown.setdefault((problem.table, problem.column), set()).add(name_key(problem.value))
    return [_with_guesses(entry, unknown) for entry in entries]


def _with_guesses(entry: Entry, unknown: dict[tuple[str, str], set[str]]) -> Entry:
    guesses: list[Guess] = []
    for column in TABLES[entry.table].columns:
        words = unknown.get((entry.table, column.name), set())
        if words and column.choices and not column.open and column.name != "currency":
            guesses += _guesses(entry, column, words)
    return replace(entry, guesses=tuple(guesses))


def _guesses(entry: Entry, column: Column, words: set[str]) -> Iterator[Guess]:
    uses = _uses(entry, column, words)
    ordered = sorted(uses.counts, key=lambda word: (-uses.counts[word], word))
    shipped = _shipped(entry.table, column.name)
    likely = {
        word: _shipped_choice(word, shipped) or likely_choice(word, column) for word in ordered
    }
    is_open = [word for word in ordered if not likely[word] and _is_open(word, uses, entry, column)]
    for place, word in enumerate(is_open):
        likely[word] = OPEN_STAGES[place * len(OPEN_STAGES) // max(len(is_open), len(OPEN_STAGES))]
    for word in ordered:
        yield Guess(column.name, word, likely[word], uses.counts[word])


@cache
def _shipped(table: str, column: str) -> Mapping[str, str]:
    """Words of the systems that shipped mappings know; not those that two take differently."""
    found: dict[str, set[str]] = {}
    for name in mapping_names():
        for key, source in read_mapping(name, Path()).tables.items():
            if (source.table or key) == table:
                for word, choice in source.values.get(column, {}).items():
                    found.setdefault(word_key(word), set()).add(choice)
    known = TABLES[table].by_name[column].choice_keys.values()
    return {
        word: choice
        for word, choices in found.items()
        for choice in choices
        if len(choices) == 1 and choice in known and not word.isdecimal()
    }


def _shipped_choice(word: str, shipped: Mapping[str, str]) -> str:
    """What a system's word is taken for, also with a remark in brackets behind it."""
    bare = re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", word)
    return shipped.get(word_key(word)) or shipped.get(word_key(bare), "")


def _is_open(word: str, uses: _Uses, entry: Entry, column: Column) -> bool:
    is_stage = entry.table == "opportunities" and column.name == "stage"
    undated = uses.undated[word] >= UNDATED * uses.counts[word]
    return is_stage and uses.dated_close and undated


def _uses(entry: Entry, column: Column, words: set[str]) -> _Uses:
    """Uses of the words; one is kept as it is written first."""
    uses = _Uses(Counter(), Counter())
    spelt: dict[str, str] = {}
    table = TABLES[entry.table]
    for match in entry.matches:
        grid = match.sheet.grid
        place = _place(grid, table, column.name, entry)
        if place is None:
            continue
        blank, cells = _undated(grid, table, entry), grid.columns[place]
        for number, cell in enumerate(cells.distinct):
            text = written(cell)
            rows = cells.codes == number
            if name_key(text) in words:
                word = spelt.setdefault(name_key(text), text)
                uses.counts[word] += int(rows.sum())
                uses.undated[word] += int((rows & blank).sum())
            elif _meaning(text, column) in _CLOSED:
                uses.dated_close |= int((rows & ~blank).sum()) * 2 > int(rows.sum())
    return uses


def _meaning(text: str, column: Column) -> str:
    return column.choice_keys.get(word_key(text), "")


def _place(grid: Grid, table: Table, name: str, entry: Entry) -> int | None:
    """Column of a sheet that holds a table's column."""
    for place, header in enumerate(grid.header):
        known = table.header_index.get(header_key(header), ("",))[0]
        if entry.columns.get(header, known) == name:
            return place
    return None


def _undated(grid: Grid, table: Table, entry: Entry) -> Mask:
    """Rows without a close date; none where the sheet has no such column."""
    place = _place(grid, table, "close_date", entry) if "close_date" in table.by_name else None
    if place is None:
        return np.zeros(len(grid), dtype=np.bool_)
    return grid.columns[place].where(lambda cell: not written(cell))
