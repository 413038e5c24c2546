"""A web page named .xls, as many sales systems export: its largest table as records."""

from __future__ import annotations

import codecs
import html
import re
from html.parser import HTMLParser

from salesreport.cells.plain import written

_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|table|head|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_ROW = re.compile(r"<tr\b(.*?)(?=<tr\b|</table|$)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]*>", re.DOTALL)
_MOST_SPAN = 1000


def is_web_page(content: bytes) -> bool:
    """Whether a file begins like a web page or a table of one."""
    return _PAGE.match(content[:4096]) is not None


def charset(content: bytes) -> str | None:
    """Encoding that a page or XML names, where Python knows it; GB2312 is all of GB18030."""
    match = _CHARSET.search(content[:4096])
    if match is None or content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", errors="replace")).name
    except LookupError:
        return None
    return "gb18030" if name in ("gb2312", "gbk") else name


class _Tables(HTMLParser):
    """Cells of every table of a page, and where cells span several places."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.merged: list[list[tuple[int, int, int, int]]] = []
        self._open: list[int] = []
        self._held: dict[tuple[int, int, int], bool] = {}
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag in ("script", "style"):
            self._quiet += 1
        elif tag == "table":
            self.tables.append([])
            self.merged.append([])
            self._open.append(len(self.tables) - 1)
        elif tag == "tr" and self._open:
            self._close_cell()
            self.tables[self._open[-1]].append([])
        elif tag in ("td", "th") and self._open:
            self._close_cell()
            own = dict(attrs)
            self._span = (_span(own.get("rowspan")), _span(own.get("colspan")))
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a table, a row or a cell."""
        if tag in ("script", "style"):
            self._quiet = max(0, self._quiet - 1)
        elif tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag == "table" and self._open:
            self._close_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._cell is not None and not self._quiet:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is None or not self._open:
            self._cell = None
            return
        number = self._open[-1]
        table = self.tables[number]
        if not table:
            table.append([])
        row, record = len(table) - 1, table[-1]
        while self._held.get((number, row, len(record))):
            record.append("")
        place, (down, right) = len(record), self._span
        record.append(" ".join("".join(self._cell).split()))
        record.extend([""] * (right - 1))
        if down > 1 or right > 1:
            last = (row + down, place + right - 1)
            self.merged[number].append((row + 1, place, *last))
            for below in range(row + 1, row + down):
                for beside in range(place, place + right):
                    self._held[number, below, beside] = True
        self._cell = None


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isdecimal() and int(value) else 1


def web_table(text: str) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Records of the page's largest table, and its merged cells."""
    page = _Tables()
    page.feed(text)
    page.close()
    sizes = [sum(1 for row in table for cell in row if cell) for table in page.tables]
    if not sizes or not max(sizes):
        return [], []
    largest = sizes.index(max(sizes))
    return page.tables[largest], page.merged[largest]


def filled_rows(text: str) -> list[int]:
    """Numbers of the rows of the page's fullest table that hold text, without its parser."""
    tables = [
        [
            number
            for number, row in enumerate(_ROW.findall(part), start=1)
            if written(html.unescape(_MARKUP.sub("", f"<tr{row}")))
        ]
        for part in _TABLE.split(text)
    ]
    return max(tables, key=len)
