"""Whether a folder is the export of a system that a shipped mapping knows."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from salesreport.intake.headers import header_place
from salesreport.mappings import Mapping, mapping_names, read_mapping
from salesreport.proposal.folder import Sheet

MIN_FILES = 0.5
"""Share of a mapping's files that must be there for it to be proposed."""


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
    """

    name: str
    title: str
    folder: Path
    files: frozenset[Path]
    needs_fiscal_start: int | None
    remarks: tuple[str, ...]


def known_export(sheets: list[Sheet]) -> KnownExport | None:
    """The shipped mapping whose files a folder holds, with the headers it names."""
    folders = dict.fromkeys(sheet.path.parent for sheet in sheets)
    found = [
        (share, len(files), KnownExport(name, mapping.title, folder, files, start, mapping.remarks))
        for folder in folders
        for name, mapping in _mappings()
        for share, files in [_held(mapping, folder, sheets)]
        for start in [next(iter(mapping.needs.fiscal_year_start), None)]
        if share >= MIN_FILES
    ]
    return max(found, key=lambda one: one[:2], default=(0, 0, None))[2]


def _mappings() -> Iterator[tuple[str, Mapping]]:
    for name in mapping_names():
        mapping = read_mapping(name, Path())
        if not mapping.is_database:
            yield name, mapping


def _held(mapping: Mapping, folder: Path, sheets: list[Sheet]) -> tuple[float, frozenset[Path]]:
    by_path: dict[Path, list[Sheet]] = {}
    for sheet in sheets:
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
