"""An entry that names a mapping, made one source a table."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.mappings.model import Mapping, read_mapping
from salesreport.problems import Problem
from salesreport.sources import OR, Join, Source
from salesreport.tables import table

_SHARED = ("url", "storage", "encoding", "day_order", "calendar", "year")
"""Keys of the entry that hold for each of its tables."""

_OWN = {"mapping", "path", "tables", "files", "values", *_SHARED}
_MERGED = {"choose", "where", "starts"}
_LENGTHENED = {"join", "optional"}
_EITHER_CASE = re.compile(r"\[([A-Za-z])([A-Za-z])\]")


@dataclass(frozen=True)
class Absent:
    """A file of a mapping that is not in the folder.

    Attributes
    ----------
    entry : str
        `crm.leads`.
    table : str
        The table that lacks it.
    file : str
        The glob, or the globs, none of which matches.
    off : bool
        The table is not read; otherwise columns taken from that file stay blank.
    """

    entry: str
    table: str
    file: str
    off: bool


@dataclass(frozen=True)
class Expanded:
    """Sources by entry (`crm.opportunities`), and what of the mapping is absent."""

    mapping: Mapping
    sources: dict[str, Source]
    absent: tuple[Absent, ...]


@dataclass
class _Folder:
    """The files of one mapping as they are in one folder."""

    run_folder: Path
    entry: Source
    globs: dict[str, Sequence[str]]
    found: dict[str, str | None] = field(default_factory=dict)

    def path(self, name: str) -> str | None:
        """Path of a file, from the run file's folder; None where none matches."""
        if name not in self.found:
            self.found[name] = self._first(self.globs[name])
        return self.found[name]

    def _first(self, globs: Sequence[str]) -> str | None:
        base = self.entry.path or "."
        if "://" in base:
            # what a remote folder holds is asked when it is read
            return OR.join(f"{base.rstrip('/')}/{pattern}" for pattern in globs)
        if len(self.globs) == 1 and not (self.run_folder / base).is_dir():
            return base if self._matches(base) else None
        paths = [Path(base, pattern).as_posix() for pattern in globs]
        return next((path for path in paths if self._matches(path)), None)

    def _matches(self, path: str) -> bool:
        if (self.run_folder / path).is_file():
            return True
        pattern = os.path.join(glob.escape(str(self.run_folder)), path)
        return any(Path(p).is_file() for p in glob.iglob(pattern, recursive=True))


def expanded(name: str, entry: Source, folder: Path) -> Expanded:
    """Sources of an entry that names a mapping.

    A table whose file is not there is left out, a join whose file is not there takes
    nothing; both are in `absent`.

    Parameters
    ----------
    name : str
        The entry's name in the run file.
    entry : Source
        With `mapping`.
    folder : Path
        The run file's folder.

    Raises
    ------
    ParameterError
        The mapping, one of its tables or files is not known, or the entry lacks the
        folder or address the mapping needs.
    SourceFileError
        None of the mapping's files is there.
    """
    where = f"data.{name}"
    mapping = read_mapping(entry.mapping or "", folder, where=f"{where}.mapping")
    _check_entry(entry, mapping, where)
    tables = _tables(entry, mapping)
    own = {key: [g] if isinstance(g, str) else g for key, g in entry.files.items()}
    files = _Folder(folder, entry, {**mapping.files, **own})
    sources: dict[str, Source] = {}
    absent: list[Absent] = []
    for key, source in tables.items():
        label, told = f"{name}.{key}", source.table or key
        shared = {k: getattr(entry, k) for k in _SHARED if k in entry.model_fields_set}
        found = source.model_copy(update={**shared, "table": told, "mapping": entry.mapping})
        if source.path is not None:
            path = files.path(source.path)
            if path is None:
                absent.append(Absent(label, told, _shown(files, source.path), off=True))
                continue
            found = found.model_copy(update={"path": path})
        sources[label] = _with_joins(found, files, label, absent)
    if not sources:
        raise _nothing(entry, mapping, files, where)
    return Expanded(mapping, sources, tuple(absent))


def _tables(entry: Source, mapping: Mapping) -> dict[str, Source]:
    """Tables of the mapping that are wanted, with what the run file says of them."""
    tables: dict[str, Source] = {}
    for key, source in mapping.tables.items():
        if entry.tables.get(key) is not False:
            worded = _changed(source, _words_of(entry, source.table or key))
            tables[key] = _changed(worded, entry.tables.get(key))
    return tables


def _with_joins(source: Source, files: _Folder, label: str, absent: list[Absent]) -> Source:
    joins: list[Join] = []
    lacking: set[str] = set()
    for join in source.join:
        path = files.path(join.path) if join.path in files.globs else join.path
        if path is None:
            told = source.table or label
            absent.append(Absent(label, told, _shown(files, join.path), off=False))
            lacking |= set(join.take.values())
        else:
            joins.append(join.model_copy(update={"path": path}))
    kept = [join for join in joins if not lacking & _keys(join)]
    for join in joins:
        lacking |= set() if join in kept else set(join.take.values())
    optional = tuple(dict.fromkeys((*source.optional, *sorted(lacking))))
    return source.model_copy(update={"join": tuple(kept), "optional": optional})


def _keys(join: Join) -> set[str]:
    return set(join.on) if isinstance(join.on, dict) else {join.on}


def _shown(files: _Folder, name: str) -> str:
    """Names a file may have, `[tT]ask.csv` as the people who look for it write it: Task.csv."""
    base = (files.entry.path or "").rstrip("/")
    names = (_EITHER_CASE.sub(_capital, pattern) for pattern in files.globs[name])
    return ", ".join(Path(base, one).as_posix() for one in names)


def _capital(either: re.Match[str]) -> str:
    one, other = either.groups()
    return one.upper() if one.upper() == other.upper() else either.group()


def _check_entry(entry: Source, mapping: Mapping, where: str) -> None:
    strange = sorted(entry.model_fields_set - _OWN)
    if strange:
        raise ParameterError(
            f"{strange[0]!r} beside a mapping, which feeds several tables",
            where=where,
            expected="mapping with path or url, values, and changes by table",
            remedy=f"write it under its table: `tables: {{{next(iter(mapping.tables))}: "
            f"{{{strange[0]}: ...}}}}`",
        )
    needed, other = ("url", "path") if mapping.is_database else ("path", "url")
    if getattr(entry, needed) is None or getattr(entry, other) is not None:
        raise ParameterError(
            f"the mapping {entry.mapping!r} reads "
            + ("a database" if mapping.is_database else "the files of a folder"),
            where=where,
            expected='`url`, such as "env:CRM_URL"' if mapping.is_database else "`path`, a folder",
            remedy=f"write {needed} beside the mapping"
            + (f" in place of {other}" if getattr(entry, other) is not None else ""),
        )
    for kind, told, known in (
        ("table", entry.tables, mapping.tables),
        ("file", entry.files, mapping.files),
    ):
        for key in told:
            if key not in known:
                raise UnknownKeyError(key, known=list(known), where=f"{where}.{kind}s", kind=kind)


def _words_of(entry: Source, table_name: str) -> Source:
    """The entry's `values` for the columns that a table has."""
    columns = table(table_name).by_name
    return Source(values={name: new for name, new in entry.values.items() if name in columns})


def _changed(source: Source, change: Any) -> Source:
    """A mapping's table with what the run file says of it: the run file's word counts."""
    if not isinstance(change, Source):
        return source
    update = {key: getattr(change, key) for key in change.model_fields_set}
    for key in _MERGED & change.model_fields_set:
        update[key] = {**getattr(source, key), **update[key]}
    for key in _LENGTHENED & change.model_fields_set:
        update[key] = (*getattr(source, key), *update[key])
    if "values" in update:
        update["values"] = {
            **source.values,
            **{name: {**source.values.get(name, {}), **new} for name, new in change.values.items()},
        }
    if "columns" in update:
        told = set(change.columns.values())
        others = {header: name for header, name in source.columns.items() if name not in told}
        update["columns"] = {**others, **change.columns}
        chosen = {name: cases for name, cases in source.choose.items() if name not in told}
        update["choose"] = {**chosen, **change.choose}
    return source.model_copy(update=update)


def _nothing(entry: Source, mapping: Mapping, files: _Folder, where: str) -> Exception:
    wanted = list(dict.fromkeys(_shown(files, s.path) for s in mapping.tables.values() if s.path))
    folder = files.run_folder / (entry.path or ".")
    held = sorted(p.name for p in folder.iterdir())[:8] if folder.is_dir() else []
    problem = Problem(
        "error", "missing_file", file=entry.path, values={"near": "", "holds": ", ".join(held)}
    )
    return SourceFileError(
        f"none of the files of the mapping {entry.mapping!r} is there",
        problems=(problem,),
        where=f"{where}, {entry.path}",
        expected="at least one of " + ", ".join(wanted[:6]) + (", ..." if len(wanted) > 6 else ""),
        remedy=f"check the path; the folder holds {', '.join(held)}"
        if held
        else "check the path; it starts at the run file's folder",
    )
