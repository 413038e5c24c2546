"""Lines to paste that mend a cause: keys of the run file, rows of the table of aliases.

A line that begins with `#` says where the next ones belong. `<...>` asks for a choice;
pasted as it is, it is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from posixpath import normpath
from typing import Any, Generic, get_args

import yaml

from salesreport.display.causes import Cause
from salesreport.display.labels import header_word
from salesreport.display.problems import P, ProblemLike
from salesreport.language import Words
from salesreport.sources import OR, Calendar, Source
from salesreport.tables import TABLES, Column
from salesreport.tables.script import name_key, word_key

_ALIKE = 0.75
_CHINESE_WORD = 2
_DENIES = re.compile(r"[未不没非无失]|not|un")
_ALIAS_KINDS = ("rep", "customer")

_SETTINGS = frozenset(
    {"unknown_choice", "missing_column", "unclear_column", "table_on_other_sheet", "unclear_date",
     "unclear_calendar", "no_year"}
)  # fmt: skip
"""Rules that a key of the run file mends."""

Setting = dict[str, Any]
"""Keys of a run file's entry, or of its entries."""

Alias = tuple[str, str, str]
"""Kind, name as written, what it stands for."""


class Snippets(Generic[P]):
    """Lines ready to paste for the causes of one run, each place told in full once.

    Parameters
    ----------
    problems : sequence of problem
        All of the run: what one suggests completes the lines of another.
    first_day : date
        Of the report's period; gives the year of days typed without one.
    data : dict of str to Source
        The run's entries; lines belong to the one that the cause's rows come from.
    words : Words
        What the places are said in.
    """

    def __init__(
        self, problems: Sequence[P], first_day: date, data: Mapping[str, Source], words: Words
    ) -> None:
        self._first_day, self._data, self.words = first_day, data, words
        self._meant = {
            name_key(problem.value): (problem.values["canonical"], problem.values.get("shown", ""))
            for problem in problems
            if problem.rule == "alias_suggestion" and problem.value
            and problem.values.get("kind") == "rep" and problem.values.get("canonical")
        }  # fmt: skip
        self._told_aliases = False
        self._told_rows: set[tuple[str, str]] = set()
        self._told: set[tuple[str, str]] = set()
        asked = {
            (p.rule, p.table, p.file, p.column, p.value): p for p in problems
            if p.rule in _SETTINGS
        }  # fmt: skip
        self._orders: dict[str | None, set[str]] = {}
        for p in problems:
            if p.rule == "day_order":
                self._orders.setdefault(p.file, set()).add(p.values.get("order", ""))
        self._settings: Setting = {}
        counts = Counter((p.table, p.column, p.value) for p in problems)
        often = sorted(asked.values(), key=lambda p: -counts[p.table, p.column, p.value])
        for problem in often:
            _merge(self._settings, self._placed(problem, self._setting(problem)))

    def of(self, cause: Cause[P]) -> list[str]:
        """Lines for one cause; empty where none can be pasted."""
        problem = cause.first
        if problem.rule == "alias_suggestion":
            return list(self._suggestions(cause))
        if problem.rule == "unknown_rep" and problem.value:
            return list(self._unknown_rep(problem.value))
        if problem.rule not in _SETTINGS:
            return []
        own: Setting = {}
        for one in {(p.table, p.file): p for p in cause.problems}.values():
            _merge(own, self._placed(one, self._setting(problem, one.file)))
        return list(self._lines(own, self._settings))

    def _setting(self, problem: ProblemLike, file: str | None = None) -> Setting:
        """Keys that mend a problem; days are read as the other columns of the file prove."""
        if problem.rule != "unclear_date" or not problem.column:
            return _setting(problem, self._first_day)
        proven = self._orders.get(file or problem.file, set())
        possible = _orders(problem)
        order = next(iter(proven)) if len(proven) == 1 else ""
        order = order if order in possible or len(possible) < 2 else one_of(possible)
        return {"day_order": {problem.column: order}}

    def _placed(self, problem: ProblemLike, setting: Setting) -> Setting:
        """A setting below its entry; a mapping's table stands under `tables`."""
        entry = _entry_of(problem.table, problem.file, self._data)
        name, _, table = entry.partition(".")
        return {name: {"tables": {table: setting}} if table else setting} if setting else {}

    def _lines(self, asked: Setting, whole: Setting) -> Iterator[str]:
        """What is asked with all else for the same keys, and what the entry says there already."""
        for name, setting in asked.items():
            for key in setting:
                if (name, key) in self._told:
                    line = self.words("the line for its “{key}” above holds this too", key=key)
                    yield f"# data.{name}: {line}"
                    continue
                self._told.add((name, key))
                source = self._data.get(name)
                own = getattr(source, key) if source is not None else None
                before = own if isinstance(own, dict) else {}
                value = _merge({key: dict(before)}, {key: whole[name][key]})[key]
                place = self.words("in place of its “{key}”", key=key)
                yield f"# data.{name}" + (f": {place}" if before else "")
                yield _yaml({key: value})

    def _unknown_rep(self, written: str) -> Iterator[str]:
        canonical, shown = self._meant.get(name_key(written), ("<rep_id>", ""))
        if shown:
            question = self.words(
                "“{value}”: did you mean {shown}? Then add the alias.", value=written, shown=shown
            )
            yield f"# {question}"
        yield from self._aliases([("rep", written, canonical)])

    def _suggestions(self, cause: Cause[P]) -> Iterator[str]:
        aliases: dict[tuple[str, str], Alias] = {}
        words: Setting = {}
        for problem in cause.problems:
            kind, meant = problem.values.get("kind", ""), problem.values.get("canonical", "")
            written = problem.value or ""
            if kind in _ALIAS_KINDS:
                aliases.setdefault((kind, name_key(written)), (kind, written, meant))
            else:
                setting = {"values": {problem.column or "": {written: meant}}}
                _merge(words, self._placed(problem, setting))
        if aliases:
            yield from self._aliases(aliases.values())
        self._told -= {(name, key) for name, setting in words.items() for key in setting}
        yield from self._lines(words, _merge(_merge({}, self._settings), words))

    def _aliases(self, rows: Iterable[Alias]) -> Iterator[str]:
        """Rows of aliases and where they go: the run's own table of them, else a new one.

        A row is given once: the table would hold its key twice.
        """
        new = [row for row in rows if (row[0], name_key(row[1])) not in self._told_rows]
        if not new:
            yield f"# {self.words('the rows for the table of aliases above hold this too')}"
            return
        self._told_rows |= {(kind, name_key(written)) for kind, written, _ in new}
        found = next(((n, s) for n, s in self._data.items() if _is_alias_file(n, s)), None)
        taken = "aliases" in self._data
        file = "aliases-added.csv" if taken else "aliases.csv"
        if found is not None:
            place = self.words("rows to add to {file}, which data.{entry} of the run file reads",
                                file=found[1].path, entry=found[0].partition(".")[0])  # fmt: skip
        else:
            place = self.words("rows of {file}, a file to put beside the run file", file=file)
        yield f"# {place}"
        yield self._alias_header()
        yield from (_csv((self._kind(kind), *names)) for kind, *names in new)
        if found is None and not self._told_aliases:
            self._told_aliases = True
            yield "# data"
            yield (
                f"aliases_added: {{table: aliases, path: {file}}}"
                if taken
                else (f"aliases: {{path: {file}}}")
            )

    def _alias_header(self) -> str:
        """Headers of the table of aliases, in a Chinese run as its workbook prints them."""
        names = ("kind", "written", "canonical")
        if not self.words.chinese:
            return ",".join(names)
        return ",".join(header_word("aliases", name, self.words) for name in names)

    def _kind(self, kind: str) -> str:
        """The kind as the drop-down shows it in a Chinese run."""
        if not self.words.chinese:
            return kind
        choices = TABLES["aliases"].by_name["kind"].choices
        return next(one.words[self.words.language][0] for one in choices if one.name == kind)


def _is_alias_file(name: str, source: Source) -> bool:
    path = source.path or ""
    signs = ("*", "?", "[", "://")
    return (source.table or name) == "aliases" and bool(path) and not any(s in path for s in signs)


def _merge(into: Setting, more: Setting) -> Setting:
    """Put settings into others, those below one key together."""
    for key, value in more.items():
        before = into.get(key)
        if isinstance(value, dict):
            into[key] = _merge(dict(before) if isinstance(before, dict) else {}, value)
        else:
            into[key] = value
    return into


def _entry_of(table: str | None, file: str | None, data: Mapping[str, Source]) -> str:
    """Entry of the run file that rows of a table's file come from."""
    entries = {name: source for name, source in data.items() if (source.table or name) == table}
    held = [name for name, source in entries.items() if _holds(source, file or "")]
    return next(iter([*held, *entries]), table or "")


def _holds(source: Source, file: str) -> bool:
    """Whether an entry reads a file; of a query the file is its address and its beginning."""
    if source.path is not None:
        return fnmatchcase(file, normpath(source.path))
    address, _, query = file.partition(": ")
    whole = " ".join((source.query or "").split())
    return bool(query) and address == source.url and whole.startswith(query.removesuffix("…"))


def _setting(problem: ProblemLike, first_day: date) -> Setting:
    rule, column = problem.rule, problem.column or ""
    if rule == "unknown_choice" and problem.value:
        meant = _meant(problem.value, problem.table, column)
        return {"values": {column: {problem.value: meant}}} if meant else {}
    if rule == "missing_column" and column:
        near = problem.values.get("near")
        return {"columns": {near: column}} if near else {}
    if rule == "unclear_column" and column and problem.value:
        return {"columns": {one_of(problem.value.split(", ")): column}}
    if rule == "table_on_other_sheet":
        return {"sheet": problem.values.get("line", "")}
    if rule == "unclear_calendar" and column:
        return {"calendar": {column: one_of(get_args(Calendar))}}
    return {"year": first_day.year} if rule == "no_year" else {}


def _orders(problem: ProblemLike) -> list[str]:
    """Orders in which the short dates of a column can be read."""
    return problem.values.get("orders", "dmy, mdy").split(", ")


def _meant(word: str, table: str | None, name: str) -> str:
    """The choice a word is nearest to, else all of them to choose from."""
    declared = TABLES.get(table or "")
    column: Column | None = declared.by_name.get(name) if declared else None
    if column is None or not column.choices:
        return ""
    return likely_choice(word, column) or one_of(choice.name for choice in column.choices)


def one_of(names: Iterable[str]) -> str:
    """What asks for a choice among names; pasted as it is, it is refused."""
    return f"<{OR.join(names)}>"


def likely_choice(word: str, column: Column) -> str:
    """The choice of a column that a word is nearest to or holds; empty where none is.

    A word that denies (`未成交`, `not won`) holds none, and one that holds several choices
    (`意向成交`) says none: which is meant is a person's to say.

    Examples
    --------
    >>> stage = TABLES["opportunities"].by_name["stage"]
    >>> [likely_choice(word, stage) for word in ("Closed Won (EMEA)", "未赢单", "冻结")]
    ['won', '', '']
    >>> [likely_choice(word, stage) for word in ("意向成交", "Lost - negotiation")]
    ['', '']
    """
    keys, key = column.choice_keys, word_key(word)
    near = get_close_matches(key, list(keys), n=1, cutoff=_ALIKE)
    found = [*near, *choices_inside(word, column)]
    if len({keys[known] for known in found}) != 1:
        return ""
    denied = _DENIES.search(key.replace(found[0], "", 1)) is not None
    return "" if denied else keys[found[0]]


def choices_inside(word: str, column: Column) -> list[str]:
    """Known words that a word holds, the longest first; none that only a longer one holds."""
    found, rest = [], word_key(word)
    for one in sorted(column.choice_keys, key=lambda word: (-len(word), word)):
        if len(one) >= _CHINESE_WORD and one in rest:
            found.append(one)
            rest = rest.replace(one, "\0")
    return found


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _yaml(setting: Mapping[str, object]) -> str:
    ((key, value),) = setting.items()
    if not isinstance(value, dict):
        return f"{key}: {value}"
    text = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=True, width=10**6, sort_keys=False
    )
    return f"{key}: {text.strip()}"
