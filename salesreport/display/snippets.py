"""Lines to paste that mend a cause: run file keys, rows of aliases. The same in all languages.

A line that begins with `#` says where the next ones belong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from posixpath import normpath

import yaml

from salesreport.display.causes import Cause
from salesreport.display.problems import P, ProblemLike
from salesreport.sources import Source
from salesreport.tables import TABLES, Column
from salesreport.tables.script import name_key, word_key

_ALIKE = 0.75
_CHINESE_WORD = 2
_ALIAS_KINDS = ("rep", "customer")


def snippet(cause: Cause[P], first_day: date, data: Mapping[str, Source]) -> list[str]:
    """Lines ready to paste for one cause; empty where none can be.

    Parameters
    ----------
    cause : Cause
    first_day : date
        Of the report's period; gives the year of days typed without one.
    data : dict of str to Source
        The run's entries; the lines belong to the one that the cause's rows come from.
    """
    problem = cause.first
    if problem.rule == "alias_suggestion":
        return list(_suggestions(cause, data))
    if problem.rule == "unknown_rep" and problem.value:
        return ["# aliases", "kind,written,canonical", _csv("rep", problem.value, "<rep_id>")]
    setting = _setting(problem, first_day)
    if not setting:
        return []
    files = dict.fromkeys((one.table, one.file) for one in cause.problems)
    entries = dict.fromkeys(_entry_of(table, file, data) for table, file in files)
    return [line for entry in entries for line in _under(entry, setting)]


def _entry_of(table: str | None, file: str | None, data: Mapping[str, Source]) -> str:
    """Entry of the run file that rows of a table's file come from."""
    entries = {name: source for name, source in data.items() if (source.table or name) == table}
    held = [name for name, source in entries.items() if _holds(source, file)]
    return next(iter([*held, *entries]), table or "")


def _holds(source: Source, file: str | None) -> bool:
    return None not in (file, source.path) and fnmatchcase(file or "", normpath(source.path or ""))


def _under(entry: str, setting: Mapping[str, object]) -> list[str]:
    """Setting with the place it belongs to; a mapping's table stands under `tables`."""
    name, _, table = entry.partition(".")
    text = _yaml(setting)
    remark = "  # dmy | mdy" if "day_order" in setting else ""
    line = f"tables: {{{table}: {{{text}}}}}" if table else text
    return [f"# data.{name}", line + remark]


def _setting(problem: ProblemLike, first_day: date) -> Mapping[str, object]:
    rule, column = problem.rule, problem.column or ""
    if rule == "unknown_choice" and problem.value:
        meant = _meant(problem.value, problem.table, column)
        return {"values": {column: {problem.value: meant}}} if meant else {}
    if rule == "missing_column" and column:
        return {"columns": {problem.values.get("near") or "<header>": column}}
    if rule == "unclear_date" and column:
        return {"day_order": {column: "dmy"}}
    return {"year": first_day.year} if rule == "no_year" else {}


def _meant(word: str, table: str | None, name: str) -> str:
    """The choice a word is nearest to, else all of them to choose from."""
    declared = TABLES.get(table or "")
    column: Column | None = declared.by_name.get(name) if declared else None
    if column is None or not column.choices:
        return ""
    keys, key = column.choice_keys, word_key(word)
    near = get_close_matches(key, list(keys), n=1, cutoff=_ALIKE)
    inside = [known for known in keys if len(known) >= _CHINESE_WORD and known in key]
    found = near or sorted(inside, key=len, reverse=True)
    return keys[found[0]] if found else f"<{' | '.join(choice.name for choice in column.choices)}>"


def _suggestions(cause: Cause[P], data: Mapping[str, Source]) -> Iterator[str]:
    aliases: dict[tuple[str, str], tuple[str, str]] = {}
    words: dict[tuple[str, str], dict[str, str]] = {}
    for problem in cause.problems:
        kind, meant = problem.values.get("kind", ""), problem.values.get("canonical", "")
        if kind in _ALIAS_KINDS:
            written = problem.value or ""
            aliases.setdefault((kind, name_key(written)), (written, meant))
        else:
            place = _entry_of(problem.table, problem.file, data), problem.column or ""
            known = words.setdefault(place, {})
            known[problem.value or ""] = meant
    if aliases:
        yield from ("# aliases", "kind,written,canonical")
        yield from (_csv(kind, *meant) for (kind, _), meant in aliases.items())
    for (entry, column), meant_by_word in words.items():
        yield from _under(entry, {"values": {column: meant_by_word}})


def _csv(*cells: str) -> str:
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
