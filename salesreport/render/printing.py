"""A sealed page printed to PDF by WeasyPrint: tagged, fonts embedded, no network."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from salesreport.display import printable
from salesreport.errors import FontError, RenderError

# Rules for screens only, which a printer passes over and says so.
FOR_BROWSERS = ("Ignored ", "Unsupported ", "Expected ", "Invalid or unsupported ", "Invalid media")


_ALT = re.compile(r'(<svg [^>]*data-alt="([^"]*)">)')
"""Drawings in the page's own HTML: the printer takes alternative text from their title alone."""


@dataclass(frozen=True)
class Printed:
    """A PDF and the style rules the printer passed over."""

    pdf: bytes
    notes: tuple[str, ...]


class NoFetcher(URLFetcher):  # type: ignore[misc]
    """Opens `data:` only; anything else ends the printing."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The content of a `data:` address.

        Raises
        ------
        FatalURLFetchingError
            Any other address.
        """
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"the page asks for {url}")
        return super().fetch(url, headers)


def print_page(page: str, *, where: str) -> Printed:
    """The page as a tagged PDF (PDF/UA-1), the same bytes for the same page.

    Parameters
    ----------
    page : str
        A sealed HTML page; `lang` and title become the document's.
    where : str
        The page's name, for errors.

    Raises
    ------
    FontError
        A character that no installed font can show.
    RenderError
        Anything else WeasyPrint warns of that a reader would see: an image that
        fails, a font that cannot be embedded, a link that leads nowhere, an
        address outside the page.
    """
    with _listening() as heard:
        try:
            told = _ALT.sub(r"\1<title>\2</title>", printable(page))
            pdf = weasyprint.HTML(string=told, url_fetcher=NoFetcher()).write_pdf(
                pdf_variant="pdf/ua-1",
                pdf_tags=True,
                pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
                finisher=_with_scopes,
            )
        except FatalURLFetchingError as error:
            raise RenderError(
                str(error),
                where=where,
                expected="a page that loads nothing",
                remedy="embed it as data: or leave it out",
            ) from error
    notes = tuple(dict.fromkeys(_judged(record, where) for record in heard))
    return Printed(pdf=bytes(pdf), notes=notes)


def _with_scopes(document: Any, pdf: Any) -> None:
    """Say of each heading cell whether it heads its column or its row.

    WeasyPrint names the headings of each cell; some readers ask the headings instead.
    """
    for element in pdf.objects:
        if not isinstance(element, dict) or element.get("S") != "/TH":
            continue
        group = _parent(_parent(element, pdf), pdf)
        element["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"


def _parent(element: Any, pdf: Any) -> Any:
    return pdf.objects[int(element["P"].split()[0])]


def _judged(record: logging.LogRecord, where: str) -> str:
    """The record as a note, unless a reader would see what it tells of."""
    message = record.getMessage()
    if message.startswith(".notdef glyph"):
        raise FontError(
            message.replace(".notdef glyph rendered for Unicode string unsupported by fonts",
                            "no installed font shows"),
            where=where,
            expected="a font for every character",
            remedy="install fonts-noto-cjk (Debian, Ubuntu) or another font that has it",
        )  # fmt: skip
    if record.levelno < logging.ERROR and message.startswith(FOR_BROWSERS):
        return message
    raise RenderError(
        f"printing: {message}",
        where=where,
        expected="a page that prints without defects",
        remedy="correct the template or the output it names",
    )


class _Listener(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    handler = _Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield handler.heard
    finally:
        logger.removeHandler(handler)
