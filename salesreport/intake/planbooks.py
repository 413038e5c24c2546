"""What the books of plans keep for themselves: what was proposed when each was written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from salesreport.errors import SourceFileError
from salesreport.params import RunFile
from salesreport.planbook import Baseline
from salesreport.planbook.baseline import SHEET
from salesreport.readers.files import file_bytes, shown_path
from salesreport.readers.workbook import Workbook


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


def read_books(run: RunFile, unread: Collection[str]) -> dict[str, BookRead]:
    """Books of a run by the label of their period.

    Parameters
    ----------
    run : RunFile
    unread : collection of str
        Tables that could not be read; a book among their files is left out.

    Raises
    ------
    SourceFileError
        A book that was read a moment ago cannot be any more.
    """
    found = {}
    for book in run.books:
        shown = shown_path(book.path, run.folder)
        try:
            content = file_bytes(book.path, shown)
            baseline = _baseline(content, shown)
        except SourceFileError:
            if "plans" not in unread and "notes" not in unread:
                raise
            continue
        digest = hashlib.sha256(content).hexdigest()
        found[book.label] = BookRead(book.path, shown, book.version, digest, baseline)
    return found


def _baseline(content: bytes, shown: str) -> Baseline | None:
    workbook = Workbook(content, shown)
    if SHEET not in workbook.names:
        return None
    return Baseline.of_records(
        [[cell for cell in row if cell != ""] for row in workbook.sheet(SHEET).records]
    )
