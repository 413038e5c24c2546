"""A folder's files taken as tables, and read once as they were taken."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from salesreport.errors import InputError, SalesReportError, SourceFileError
from salesreport.intake import Loaded, load_tables
from salesreport.language import Words
from salesreport.params import RunFile, load_run
from salesreport.problems import Problem
from salesreport.proposal import documents, remarks
from salesreport.proposal.databases import address
from salesreport.proposal.documents import Settings
from salesreport.proposal.folder import Contents, Sheet
from salesreport.proposal.known import KnownExport, known_export
from salesreport.proposal.recognition import Match, recognised, without_lone
from salesreport.proposal.remarks import Remark
from salesreport.proposal.stacking import Entry, apart, entries_of, numbered
from salesreport.readers.database import query_name
from salesreport.readers.files import shown_path


@dataclass
class Found:
    """What a folder's files are taken as.

    Attributes
    ----------
    entries : list of Entry
    mapping : KnownExport or None
        The shipped mapping that reads some of the files.
    unsure : list of Remark
        What a person should look at.
    """

    entries: list[Entry] = field(default_factory=list)
    mapping: KnownExport | None = None
    unsure: list[Remark] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """Every file that is read."""
        own = [path for entry in self.entries for path in entry.files]
        return own + sorted(self.mapping.files if self.mapping is not None else ())


def found_in(contents: Contents, exports: Path, words: Words) -> Found:
    """The files of a folder, each taken as what it most likely is.

    Raises
    ------
    SourceFileError
        None is recognised; says of each why.
    """
    found = Found(mapping=known_export(contents.sheets))
    used = found.mapping.files if found.mapping is not None else frozenset()
    if found.mapping is not None:
        found.unsure += remarks.of_mapping(found.mapping)
    people = _people(contents.sheets)
    left = [sheet for sheet in contents.sheets if sheet.path not in used]
    found.unsure += remarks.without_rows(sheet for sheet in left if sheet.is_blank)
    filled = [(sheet, recognised(sheet, people)) for sheet in left if not sheet.is_blank]
    matches = without_lone(filled, people)
    found.unsure += remarks.unused(matches, found.mapping)
    whole = [match for _, match in matches if match is not None and not match.missing]
    views = _of_views(whole)
    found.unsure += remarks.views(views)
    found.entries = entries_of([match for match in whole if match not in views])
    found.unsure += remarks.twice(found.entries)
    for entry in found.entries:
        found.unsure += remarks.taken(entry)
    found.unsure += remarks.left_aside(contents)
    if not found.files:
        raise _nothing(exports, found.unsure, words)
    return found


def _of_views(matches: list[Match]) -> list[Match]:
    """Views of a database that has the same table in a table of its own."""
    own = {(m.sheet.path, m.table) for m in matches if not _is_view(m)}
    return [
        match for match in matches if _is_view(match) and (match.sheet.path, match.table) in own
    ]


def _is_view(match: Match) -> bool:
    return match.sheet.relation is not None and match.sheet.relation.is_view


def _nothing(exports: Path, unsure: Iterable[Remark], words: Words) -> SourceFileError:
    return SourceFileError(
        words("no file can be read as one of the tables"),
        where=str(exports),
        expected=words("headers such as those of “salesreport template”"),
        remedy=words("mend what is said of each file below, then start again"),
        reasons=tuple(dict.fromkeys(remark(words) for remark in unsure)),
        language=words.language,
    )


def _people(sheets: Iterable[Sheet]) -> frozenset[str]:
    """Names and ids in a sheet that is clearly the table of people."""
    names: set[str] = set()
    for sheet in sheets:
        match = recognised(sheet, frozenset())
        if match is not None and match.table == "reps" and not match.missing:
            for column in sheet.grid.columns[:3]:
                names |= {str(cell) for cell in column.distinct if isinstance(cell, str) and cell}
    return frozenset(names)


def trial(found: Found, settings: Settings, exports: Path, words: Words) -> Loaded:
    """Tables as the proposal reads them; a file that cannot be read is taken out.

    An entry for several files of which one cannot be read becomes an entry a file. A file
    stays in whatever is wrong with its rows: only what stopped it from being read counts.

    Raises
    ------
    SourceFileError
        No file is left, or the files cannot be read together.
    """
    while True:
        with tempfile.TemporaryDirectory() as folder:
            path = documents.write_trial(Path(folder), found.entries, found.mapping, settings)
            run = load_run(path)
            try:
                return load_tables(run)
            except InputError as error:
                kept = _without(found, error.stopping, run)
                if kept == found.entries:
                    found.unsure.append(remarks.together(error))
                if kept == found.entries or not (kept or found.mapping):
                    raise _nothing(exports, found.unsure, words) from error
                found.entries = numbered(kept)


def _without(found: Found, problems: Sequence[Problem], run: RunFile) -> list[Entry]:
    """Entries less those that cannot be read, or with them taken apart."""
    kept: list[Entry] = []
    for entry in found.entries:
        of_entry = [problem for problem in problems if _is_of(problem, entry, run)]
        if not of_entry:
            kept.append(entry)
        elif entry.is_glob:
            kept += apart(entry)
        else:
            found.unsure.append(remarks.odd(entry, of_entry))
    return kept


def _is_of(problem: Problem, entry: Entry, run: RunFile) -> bool:
    if problem.table not in (None, entry.table):
        return False
    if problem.file is None:
        return problem.table == entry.table
    if problem.sheet is not None and entry.sheet not in (None, "*", problem.sheet):
        return False
    if entry.relation is not None:
        return problem.file == query_name(address(entry.path, run.folder), entry.relation.query)
    return problem.file in [shown_path(path, run.folder) for path in entry.files]


def errors_of(run: Path) -> list[Problem]:
    """Errors of the data that a run file reads."""
    try:
        problems = load_tables(load_run(run)).problems
    except SalesReportError as error:
        problems = getattr(error, "problems", ())
    return [problem for problem in problems if problem.severity == "error"]
