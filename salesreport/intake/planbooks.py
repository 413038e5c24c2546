"""The period's own book of plans, and what every book keeps for itself.

Books of earlier periods are sources as others are. The period's own is read apart: its
rows are no input of the report's numbers but a person's edits of what the report proposes,
so that a book nobody touched changes no page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from salesreport.errors import InputError
from salesreport.intake.decks import DecksRead, read_decks
from salesreport.intake.findings import Findings
from salesreport.intake.load import load_tables
from salesreport.mappings.books import book_sources
from salesreport.params import RunFile
from salesreport.planbook import Baseline, unread_in
from salesreport.planbook.baseline import SHEET
from salesreport.problems import Problem
from salesreport.readers.files import file_bytes, shown_path
from salesreport.readers.workbook import Workbook

_PEOPLE = frozenset({"reps", "aliases"})


@dataclass(frozen=True)
class BookRead:
    """One book as it was read.

    Attributes
    ----------
    path : Path
    shown : str
        Its path as problems and source rows name it.
    version : int
    sha256 : str
        Hash of the file, by which it is known again before it is replaced.
    baseline : Baseline or None
        None where the hidden sheet is gone: every row is then a person's.
    """

    path: Path
    shown: str
    version: int
    sha256: str
    baseline: Baseline | None


@dataclass(frozen=True)
class Books:
    """Books of a run.

    Attributes
    ----------
    read : dict of str to BookRead
        By the label of their period; one that cannot be read is left out.
    own : dict of str to DataFrame
        Plans and notes of the period's own book.
    problems : tuple of Problem
        What is wrong in the period's own book.
    is_read : bool
        The period's own book is there and could be read.
    unread : tuple of Problem
        Files beside the books that are none by their names.
    decks : dict of str to DecksRead
        What people decided in decks, by the label of their period.
    told : tuple of Problem
        What of a deck could not be read.
    """

    read: dict[str, BookRead] = field(default_factory=dict)
    own: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_read: bool = False
    unread: tuple[Problem, ...] = ()
    decks: dict[str, DecksRead] = field(default_factory=dict)
    told: tuple[Problem, ...] = ()


def read_books(run: RunFile, *, partly: bool = False) -> Books:
    """Books of a run, the period's own with its rows and problems.

    Parameters
    ----------
    run : RunFile
    partly : bool
        A book that cannot be read is among the problems and stops nothing.

    Raises
    ------
    InputError
        The period's own book cannot be read, and not `partly`.
    """
    read: dict[str, BookRead] = {}
    for book in run.books:
        try:
            read[book.label] = _read(book.path, book.version, run)
        except InputError:
            if book.period != run.period:
                continue  # its tables are sources of the run, which say so
            if not partly:
                raise
    decks, told = _decks(run, read)
    aside = Books(read, unread=_unread(run), decks=decks, told=told)
    try:
        own, problems = _own(run)
    except InputError as error:
        if not partly:
            raise
        return replace(aside, problems=tuple(error.problems))
    return replace(aside, own=own, problems=problems, is_read=run.own_book is not None)


def _decks(
    run: RunFile, read: dict[str, BookRead]
) -> tuple[dict[str, DecksRead], tuple[Problem, ...]]:
    """Decks of the period, and of those whose books are read, by the label of their period."""
    findings = Findings(run.policy.rules)
    places = {run.period: run.output_folder}
    for book in run.books:
        baseline = read[book.label].baseline if book.label in read else None
        if book.period != run.period and baseline is not None and baseline.pages:
            places[book.period] = book.path.parent / baseline.pages
    found = {}
    for period, folder in places.items():
        there = read.get(period.label)
        before = there.baseline.decks if there is not None and there.baseline else {}
        found[period.label] = read_decks(folder, period, before, run, findings)
    return found, findings.problems


def _unread(run: RunFile) -> tuple[Problem, ...]:
    """Files of the folder that are no books by their names, with the names to give them."""
    findings = Findings(run.policy.rules)
    for path, name in unread_in(run.plan_books, run.period):
        findings.add("unread_book", file=shown_path(path, run.folder), value=name)
    return findings.problems


def _read(path: Path, version: int, run: RunFile) -> BookRead:
    shown = shown_path(path, run.folder)
    content = file_bytes(path, shown)
    digest = hashlib.sha256(content).hexdigest()
    return BookRead(path, shown, version, digest, _baseline(content, shown))


def _baseline(content: bytes, shown: str) -> Baseline | None:
    workbook = Workbook(content, shown)
    if SHEET not in workbook.names:
        return None
    return Baseline.of_records(
        [[cell for cell in row if cell != ""] for row in workbook.sheet(SHEET).records]
    )


def _own(run: RunFile) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Tables of the period's own book with people known as in the run, and its problems."""
    book = run.own_book
    if book is None:
        return {}, ()
    people = {n: one for n, one in run.data.items() if (one.table or n) in _PEOPLE}
    alone = replace(run, data=people | book_sources([book], run.folder), status="draft", absent=())
    loaded = load_tables(alone)
    shown = shown_path(book.path, run.folder)
    problems = tuple(one for one in loaded.problems if one.file == shown)
    return {n: loaded.tables[n] for n in ("plans", "notes") if n in loaded.tables}, problems
