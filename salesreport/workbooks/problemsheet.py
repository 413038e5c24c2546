"""The first sheet of a checked copy: problems by cause, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from salesreport.display.causes import causes, headline
from salesreport.display.problems import problem_message, severity_word
from salesreport.language import Words, mark
from salesreport.problems import Problem
from salesreport.workbooks.entryrules import quoted
from salesreport.workbooks.marking import COLOURS, Book
from salesreport.workbooks.notes import clean
from salesreport.workbooks.package import named, namespace
from salesreport.workbooks.references import Place, reference_of

TITLE = mark("Problems")
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MOST_LINKS = 60_000  # Excel takes 65,530 a sheet
_HEADS = (mark("Where"), mark("What was found"), mark("Cell as written"), mark("What to do"))
_REMARK = mark(
    "A copy; the original is untouched. Cells are coloured by severity, each with a note. Mend "
    "the original, or delete this sheet before you use the copy."
)
_WIDTHS = (26, 70, 24, 60)


@dataclass(frozen=True)
class Listed:
    """A problem and the cells it stands in: (sheet, place) of each."""

    problem: Problem
    cells: tuple[tuple[str, Place], ...]


def add_problem_sheet(
    book: Book, name: str, listed: Sequence[Listed], words: Words, remarks: Sequence[str]
) -> str:
    """Put the sheet of problems first in the workbook.

    Parameters
    ----------
    name : str
        The file, for the title.
    remarks : sequence of str
        What else the reader must know of the copy.

    Returns
    -------
    str
        Its title; numbered where the workbook has a sheet of that name.
    """
    title = _free_title(book, words(TITLE))
    page = _Page(book)
    _fill(page, name, listed, words, (words(_REMARK), *remarks))
    path = book.package.free("xl/worksheets/sheet{}.xml")
    book.package.add(path, page.content(namespace(book.package.xml(book.workbook))), _SHEET_TYPE)
    key = book.package.relate(book.workbook, f"{book.relation_names}worksheet", path)
    _put_first(book, title, key)
    return title


class _Page:
    """Rows of a sheet as they are written; text is never a formula."""

    def __init__(self, book: Book) -> None:
        self.title = book.text_style(font="title", wrap="0")
        self.bold = book.text_style(font="bold")
        self.plain = book.text_style()
        self.loose = book.text_style(wrap="0")
        self.link = book.text_style(font="link")
        self.filled = {
            severity: book.text_style(font="bold", fill=colour)
            for severity, colour in COLOURS.items()
        }
        self._rows: list[str] = []
        self._links: list[str] = []

    def row(self, texts: Sequence[str], styles: Sequence[int], link: str | None = None) -> None:
        """One row; `link` is where its first cell leads."""
        number = len(self._rows) + 1
        cells = "".join(
            f'<c r="{reference_of((number, place))}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{escape(clean(text))}</t></is></c>'
            for place, (text, style) in enumerate(zip(texts, styles, strict=True))
        )
        height = ' ht="28" customHeight="1"' if number == 1 else ""
        self._rows.append(f'<row r="{number}"{height}>{cells}</row>')
        if link is not None and len(self._links) < _MOST_LINKS:
            self._links.append(f'<hyperlink ref="A{number}" location={quoteattr(clean(link))}/>')

    def content(self, names: str) -> bytes:
        """The sheet's part."""
        columns = "".join(
            f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
            for i, width in enumerate(_WIDTHS, start=1)
        )
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<worksheet xmlns="{names}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
            f"<cols>{columns}</cols><sheetData>{''.join(self._rows)}</sheetData>{links}"
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        ).encode()


def _fill(
    page: _Page, name: str, listed: Sequence[Listed], words: Words, remarks: Sequence[str]
) -> None:
    cells = {id(one.problem): one.cells for one in listed}
    found = causes([one.problem for one in listed], words)
    page.row([f"{words(TITLE)} · {name}"], [page.title])
    page.row([headline(found, words)], [page.loose])
    for remark in remarks:
        page.row([remark], [page.loose])
    page.row([words(head) for head in _HEADS], [page.bold] * len(_HEADS))
    for number, cause in enumerate(found, start=1):
        severity = cause.first.severity
        head = f"{number}. [{severity_word(severity, words)}] × {words.number(cause.size)}"
        page.row([head, cause.message(words), "", cause.remedy], [page.filled[severity]] * 4)
        for problem in cause.problems:
            _row(page, problem, cells[id(problem)], words)


def _row(page: _Page, problem: Problem, cells: Sequence[tuple[str, Place]], words: Words) -> None:
    texts = [problem_message(problem, words), problem.value or "", ""]
    styles = [page.plain] * 3
    if not cells:
        page.row([problem.sheet or problem.file or "", *texts], [page.plain, *styles])
    for sheet, place in cells:
        address = f"{quoted(sheet)}!{reference_of(place)}"
        page.row([f"{sheet} {reference_of(place)}", *texts], [page.link, *styles], address)


def _free_title(book: Book, title: str) -> str:
    taken = {name.casefold() for name in book.sheets}
    number, free = 1, title
    while free.casefold() in taken:
        number += 1
        free = f"{title} ({number})"
    return free


def _put_first(book: Book, title: str, key: str) -> None:
    """Name the sheet first; what counts sheets by place is moved on by one."""
    root = book.package.xml(book.workbook)
    names = namespace(root)
    sheets = next(named(root, "sheets"))
    numbers = [int(sheet.get("sheetId", "0")) for sheet in named(sheets, "sheet")]
    sheet = sheets.makeelement(f"{{{names}}}sheet", name=title, sheetId=str(max(numbers) + 1))
    sheet.set(f"{{{book.relation_names.rstrip('/')}}}id", key)
    sheets.insert(0, sheet)
    for group in named(root, "definedNames"):
        for one in named(group, "definedName"):
            if one.get("localSheetId") is not None:
                one.set("localSheetId", str(int(one.get("localSheetId")) + 1))
    for group in named(root, "bookViews"):
        for view in named(group, "workbookView"):
            view.attrib.pop("firstSheet", None)
            view.set("activeTab", "0")
    for path in book.sheets.values():
        _unselect(book, path)


def _unselect(book: Book, path: str) -> None:
    """Only the first sheet is selected; typing into two at once would spoil one."""
    if path in book.package.opened:
        for group in named(book.package.xml(path), "sheetViews"):
            for view in named(group, "sheetView"):
                view.attrib.pop("tabSelected", None)
        return
    head, data, tail = book.package.parts[path].partition(b"<sheetData")
    book.package.parts[path] = head.replace(b' tabSelected="1"', b"") + data + tail
