"""The book of plans put in its folder: never over what a person changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from salesreport.errors import OutputError
from salesreport.language import Words, mark
from salesreport.placing import place_file
from salesreport.planbook import book_name
from salesreport.report import Report
from salesreport.workbooks.planbook import book_bytes, is_news

How = Literal["new", "replaced", "unchanged", "beside", "held", "failed"]

_SAID = {
    "new": mark("Plans to edit: {path}"),
    "replaced": mark("Plans renewed, nobody had edited them: {path}"),
    "unchanged": mark("Plans as they were: {path}"),
    "beside": mark("Plans edited by hand are kept; with what is new: {path}"),
    "held": mark("Plans left as they are until the rows listed for {path} are mended"),
    "failed": mark("Plans not written: {cause}"),
}


@dataclass(frozen=True)
class PlacedBook:
    """What became of the book.

    Attributes
    ----------
    path : Path
        The book that counts now.
    how : str
        `new`, `replaced` in place, `unchanged`, `beside` an edited one, `held` for rows that
        cannot be read, `failed`.
    cause : str
        Why it failed.
    """

    path: Path
    how: How
    cause: str = ""

    def line(self, words: Words) -> str:
        """What to tell the person who built."""
        return words(_SAID[self.how], path=self.path, cause=self.cause)

    def entry(self, folder: Path) -> dict[str, str]:
        """Its entry in the manifest of a folder; empty where there is no file."""
        if not self.path.is_file():
            return {}
        digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        return {"path": _shown(self.path, folder), "sha256": digest}


def place_book(report: Report) -> PlacedBook:
    """Write the book of plans of a report's period where it says something new.

    One that nobody edited is replaced; beside one that a person edited the new one gets the
    next version. Where rows of it cannot be read, or it changed since it was read, it is
    left as it is.
    """
    run, view = report.run, report.for_plan_book()
    language = run.languages[0]
    there = run.own_book
    if there is None:
        return _placed(run.plan_books / book_name(run.period), _content(report), "new")
    read = report.plan_book
    if view.held or read is None:
        return PlacedBook(there.path, "held")
    if not is_news(view, language):
        return PlacedBook(there.path, "unchanged")
    if view.touched or _digest(there.path) != read.sha256:
        beside = run.plan_books / book_name(run.period, there.version + 1)
        return _placed(beside, _content(report), "beside")
    return _placed(there.path, _content(report), "replaced")


def _content(report: Report) -> bytes:
    """Content of the book in the run's first language."""
    return book_bytes(report.for_plan_book(), report.run.languages[0])


def _placed(path: Path, content: bytes, how: How) -> PlacedBook:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place_file(path, content, replacing=how == "replaced")
    except OSError as error:
        return PlacedBook(path, "failed", str(_unwritable(path, error)))
    return PlacedBook(path, how)


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write: {error.strerror or error}",
        where=str(path),
        expected="a folder and file this user may write to, not open in another program",
        remedy="close the workbook, change the permissions or choose another folder under "
        "plan_books",
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _shown(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path.name
