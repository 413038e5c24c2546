"""The workbook a team fills in, written in one language; the same bytes every time."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime
from pathlib import Path

from salesreport.errors import OutputError, UsageError
from salesreport.language import Words, mark
from salesreport.placing import place_file
from salesreport.spreadsheet import plain_book
from salesreport.tables.script import in_language
from salesreport.workbooks.entryrules import Rules
from salesreport.workbooks.guide import write_guide, write_lists
from salesreport.workbooks.lists import Lists
from salesreport.workbooks.package import Package
from salesreport.workbooks.pages import write_page
from salesreport.workbooks.sheets import GUIDE, LISTS, SHEETS
from salesreport.workbooks.styles import FormStyles

MADE_ON = datetime(2024, 1, 1)
"""Day the workbook says it was made on; the clock is never read."""


def write_template(path: str | Path, *, full: bool = False, language: str = "zh_CN") -> Path:
    """Write the workbook of users' tables to a file.

    Parameters
    ----------
    path : path
        A new file, named `.xlsx`.
    full : bool
        All sheets; else those a month's report needs.
    language : {"en", "zh_CN", "zh_TW"}

    Raises
    ------
    UsageError
        The file is not named `.xlsx`.
    OutputError
        A file of that name stands there with other content, or it cannot be written.
    """
    target, words = Path(path), Words(language)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            words("the name does not end in .xlsx"),
            where=str(target),
            expected=words("a name such as {name}", name=f"{target.stem}.xlsx"),
            remedy=words("give it that ending"),
            language=language,
        )
    content = template_bytes(full=full, language=language)
    try:
        if target.exists() and target.read_bytes() != content:
            raise OutputError(
                words("a file of that name stands there, perhaps filled in"),
                where=str(target),
                expected=words("a new name"),
                remedy=words("choose another name, or move the file away"),
                language=language,
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            place_file(target, content)
    except OSError as error:
        raise OutputError(
            words("cannot write: {reason}", reason=error.strerror or error),
            where=str(target),
            expected=words("a folder and file this user may write to, not open elsewhere"),
            remedy=words("close the file, change the permissions or choose another folder"),
            language=language,
        ) from error
    return target


def template_lines(path: Path, language: str) -> list[str]:
    """What to tell the person who asked: lines for the run file that read the workbook."""
    words, name = Words(language), json.dumps(path.name, ensure_ascii=False)
    return [
        words("Written: {path}", path=path),
        words("Fill it in; a run file in the same folder reads it with these lines:"),
        "data:",
        f"  book: {{mapping: template, path: {name}}}",
    ]


def template_bytes(*, full: bool = False, language: str = "zh_CN") -> bytes:
    """Content of the workbook.

    Raises
    ------
    UnknownKeyError
        The language is none of the three.
    """
    words = Words(language)
    sheets = [sheet for sheet in SHEETS if sheet.key or full]
    lists = Lists(sheets, language)
    stream = io.BytesIO()
    title = words(mark("Sales retrospective workbook"))
    with plain_book(stream, title=title, made_on=MADE_ON) as book:
        styles = FormStyles(book)
        guide = book.add_worksheet(in_language((GUIDE["en"], GUIDE["zh_CN"]), language))
        pages = [book.add_worksheet(sheet.title(language)) for sheet in sheets]
        last = book.add_worksheet(in_language((LISTS["en"], LISTS["zh_CN"]), language))
        write_guide(guide, sheets, styles, words)
        for sheet, page in zip(sheets, pages, strict=True):
            rules = Rules(sheet, lists, words, sheets[0].title(language))
            write_page(page, rules, styles)
        write_lists(last, lists, styles, words)
    return _with_blank_results(stream.getvalue())


_UNVALUED = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v></v>)')


def _with_blank_results(content: bytes) -> bytes:
    """Formulas whose result is empty text say so, as Excel writes them.

    The library writes them like formulas that were never calculated.
    """
    package = Package.of(content)
    for path, part in package.parts.items():
        if path.startswith("xl/worksheets/sheet"):
            package.parts[path] = _UNVALUED.sub(rb'\1 t="str"\2', part)
    return package.content()
