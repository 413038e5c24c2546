"""Books of plans as sources: their sheets of plans and comments, as the workbook has them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from salesreport.mappings.expansion import expanded
from salesreport.mappings.model import read_mapping
from salesreport.planbook.files import BookFile
from salesreport.sources import Source

MAPPING = "template"
TABLES = ("plans", "notes")


def book_entry(label: str) -> str:
    """Name of a book's entry among the run's sources.

    Examples
    --------
    >>> book_entry("2024-03")
    'plan_books.2024-03'
    """
    return f"plan_books.{label}"


def book_sources(books: Iterable[BookFile], folder: Path) -> dict[str, Source]:
    """Sources of the tables of some books, by entry; each row of a plan names its book.

    Parameters
    ----------
    books : iterable of BookFile
    folder : Path
        The run file's folder.
    """
    found: dict[str, Source] = {}
    for book in books:
        tables = read_mapping(MAPPING, folder).tables
        changed: dict[str, Source | Literal[False]] = {
            name: False for name in tables if name not in TABLES
        }
        changed["plans"] = Source(values={"book": {"": book.label}})
        entry = Source(mapping=MAPPING, path=_path(book.path, folder), tables=changed)
        found |= expanded(book_entry(book.label), entry, folder).sources
    return found


def _path(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()
