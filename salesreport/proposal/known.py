"""Whether a folder is the export of a system that a shipped mapping knows."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from salesreport.intake.headers import header_place
from salesreport.mappings import Mapping, mapping_names, read_mapping
from salesreport.proposal.databases import gives_rows
from salesreport.proposal.folder import Sheet

MIN_FILES = 0.5
"""Share of a mapping's files, of a database's tables, that must be there to propose it."""

_READ = re.compile(r"\b(?:FROM|JOIN)\s+([A-Za-z_]\w*)", re.IGNORECASE)
"""Tables that a query of a mapping names."""


@dataclass(frozen=True)
class KnownExport:
    """A mapping that fits a folder.

    Attributes
    ----------
    name : str
        The mapping.
    title : str
        What it reads.
    folder : Path
        Where its files lie.
    files : frozenset of Path
        Files it reads.
    needs_fiscal_start : int or None
        Month the fiscal year must begin in.
    remarks : tuple of str
    database : Path or None
        The file whose tables its queries read.
    left_out : tuple of str
        Tables of the mapping that this database has no rows for.
    """

    name: str
    title: str
    folder: Path
    files: frozenset[Path]
    needs_fiscal_start: int | None
    remarks: tuple[str, ...]
    database: Path | None = None
    left_out: tuple[str, ...] = ()


def known_export(sheets: list[Sheet]) -> KnownExport | None:
    """The shipped mapping whose files, or database's tables, a folder holds.

    Files must have the headers that the mapping names, queries must run.
    """
    found = [*_of_files(sheets), *_of_databases(sheets)]
    return max(found, key=lambda one: one[:2], default=(0, 0, None))[2]


def _of_files(sheets: list[Sheet]) -> Iterator[tuple[float, int, KnownExport]]:
    for folder in dict.fromkeys(sheet.path.parent for sheet in sheets if sheet.relation is None):
        for name, mapping in _mappings(of_databases=False):
            share, files = _held(mapping, folder, sheets)
            if share >= MIN_FILES:
                yield share, len(files), _known(name, mapping, folder, files)


def _known(name: str, mapping: Mapping, folder: Path, files: frozenset[Path]) -> KnownExport:
    start = next(iter(mapping.needs.fiscal_year_start), None)
    return KnownExport(name, mapping.title, folder, files, start, mapping.remarks)


def _of_databases(sheets: list[Sheet]) -> Iterator[tuple[float, int, KnownExport]]:
    relations: dict[Path, set[str]] = {}
    for sheet in sheets:
        if sheet.relation is not None:
            relations.setdefault(sheet.path, set()).add(sheet.relation.name.lower())
    for path, names in relations.items():
        for name, mapping in _mappings(of_databases=True):
            there = [key for key in mapping.tables if _named_in(mapping, key) <= names]
            if len(there) < MIN_FILES * len(mapping.tables):
                continue
            filled = [key for key in there if gives_rows(path, mapping.tables[key].query or "")]
            left_out = tuple(key for key in mapping.tables if key not in filled)
            if filled:
                known = _known(name, mapping, path.parent, frozenset({path}))
                known = replace(known, database=path, left_out=left_out)
                yield len(there) / len(mapping.tables), len(filled), known


def _named_in(mapping: Mapping, key: str) -> set[str]:
    return {name.lower() for name in _READ.findall(mapping.tables[key].query or "")}


def _mappings(*, of_databases: bool) -> Iterator[tuple[str, Mapping]]:
    for name in mapping_names():
        mapping = read_mapping(name, Path())
        if mapping.is_database == of_databases:
            yield name, mapping


def _held(mapping: Mapping, folder: Path, sheets: list[Sheet]) -> tuple[float, frozenset[Path]]:
    by_path: dict[Path, list[Sheet]] = {}
    for sheet in (one for one in sheets if one.relation is None):
        by_path.setdefault(sheet.path, []).append(sheet)
    held: dict[str, Path] = {}
    for key, globs in mapping.files.items():
        paths = [Path(p) for g in globs for p in sorted(glob.glob(str(folder / g)))]
        match = next((path for path in paths if path.resolve() in by_path), None)
        if match is not None:
            held[key] = match.resolve()
    used = {key for key in held if _fits(mapping, key, by_path[held[key]])}
    if not any(source.path in used for source in mapping.tables.values()):
        return 0.0, frozenset()
    return len(used) / len(mapping.files), frozenset(held[key] for key in used)


def _fits(mapping: Mapping, key: str, sheets: list[Sheet]) -> bool:
    """Whether a file has the sheets, and every header, that the mapping names in it."""
    titles = {sheet.grid.sheet for sheet in sheets}
    sources = [source for source in mapping.tables.values() if source.path == key]
    wanted = [source.sheet.split("/") for source in sources if source.sheet]
    held = [names for names in wanted if titles & set(names)]
    if len(held) < MIN_FILES * len(wanted):
        return False
    for source in sources:
        named = [header for header in source.columns if header not in source.optional]
        if source.header is not None or source.sheet is not None:
            continue
        if any(header_place(sheets[0].grid, header) is None for header in named):
            return False
    return True
