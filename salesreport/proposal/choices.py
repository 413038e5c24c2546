"""Words of a company's own for the choices of a table: what each is likely to mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from salesreport.cells.plain import written
from salesreport.display.snippets import choices_inside, likely_choice
from salesreport.intake import Loaded
from salesreport.mappings import mapping_names, read_mapping
from salesreport.proposal.closing import closed_choice, open_stages, tallied
from salesreport.proposal.stacking import Entry, Guess, column_place
from salesreport.tables import TABLES, Column
from salesreport.tables.script import name_key, word_key


def with_choices(entries: Sequence[Entry], loaded: Loaded) -> list[Entry]:
    """Entries with what their unknown words are likely to mean.

    A word of a system that a shipped mapping knows is taken as that mapping takes it, one
    that holds a known word, or nearly is one, for that. A stage is won or lost where the
    other columns prove it, and open where its deals have no close date while others do. Any
    other word is left for a person to place.

    Parameters
    ----------
    entries : sequence of Entry
    loaded : Loaded
        Tables and problems of the entries as they are.
    """
    unknown: dict[tuple[str, str], set[str]] = {}
    for problem in loaded.problems:
        if problem.rule == "unknown_choice" and problem.table and problem.column and problem.value:
            unknown.setdefault((problem.table, problem.column), set()).add(name_key(problem.value))
    contracted = _contracted(loaded)
    return [_with_guesses(entry, unknown, contracted) for entry in entries]


def _contracted(loaded: Loaded) -> frozenset[str]:
    """Deals that a contract names."""
    contracts = loaded.tables.get("contracts")
    if contracts is None or "opportunity_id" not in contracts.columns:
        return frozenset()
    return frozenset(contracts["opportunity_id"].dropna().astype(str))


def _with_guesses(
    entry: Entry, unknown: Mapping[tuple[str, str], set[str]], contracted: frozenset[str]
) -> Entry:
    guesses: list[Guess] = []
    for column in TABLES[entry.table].columns:
        words = unknown.get((entry.table, column.name), set())
        if words and column.choices and not column.open and column.name != "currency":
            guesses += _guesses(entry, column, words, contracted)
    return replace(entry, guesses=tuple(guesses))


def _guesses(
    entry: Entry, column: Column, words: set[str], contracted: frozenset[str]
) -> Iterator[Guess]:
    counts = _counts(entry, column, words)
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    shipped = _shipped(entry.table, column.name)
    likely = {
        word: _shipped_choice(word, shipped) or likely_choice(word, column) for word in ordered
    }
    if entry.table == "opportunities" and column.name == "stage":
        likely |= _stages([word for word in ordered if not likely[word]], entry, column, contracted)
    for word in ordered:
        yield Guess(column.name, word, likely[word], counts[word])


def _stages(
    words: list[str], entry: Entry, column: Column, contracted: frozenset[str]
) -> dict[str, str]:
    """What other columns say of stages that no word tells."""
    tally = tallied(entry, contracted)
    found = {
        word: closed_choice(word, tally, has_known=bool(choices_inside(word, column)))
        for word in words
    }
    is_open = [w for w in words if not found[w] and tally.is_open(name_key(w))]
    return found | open_stages(is_open)


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


def _counts(entry: Entry, column: Column, words: set[str]) -> Counter[str]:
    """Rows of each of the words; one is kept as it is written first."""
    counts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for match in entry.matches:
        grid = match.sheet.grid
        place = column_place(grid, entry, column.name)
        if place is None:
            continue
        cells = grid.columns[place]
        for number, cell in enumerate(cells.distinct):
            text = written(cell)
            if name_key(text) in words:
                word = spelt.setdefault(name_key(text), text)
                counts[word] += int((cells.codes == number).sum())
    return counts
