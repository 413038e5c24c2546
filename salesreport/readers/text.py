"""A text file as records of cells: encoding and delimiter found, never guessed apart."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from salesreport.readers.faults import file_error

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 200


def text_records(content: bytes, shown: str, *, tab_first: bool = False) -> list[list[str]]:
    """Every record of a text file, blank ones too, so that row numbers hold.

    Quotes, doubled quotes and line breaks inside quotes are as the `csv` module
    and Excel have them.

    Raises
    ------
    SourceFileError
        No encoding fits, or a quotation mark is never closed.
    """
    text = decoded(content, shown)
    delimiter = _delimiter(text, tab_first=tab_first)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        row = len(records) + 1
        raise file_error(
            "broken_quotes",
            f"a quotation mark is not closed, or text follows one ({error})",
            file=shown,
            row=row,
            expected='cells in quotes as "like this", a quote inside as ""',
            remedy=f"mend the quotes in row {row}, or save the table from Excel again",
        ) from error
    return records


def decoded(content: bytes, shown: str) -> str:
    """Text in UTF-8, in UTF-16 with its mark, or else in GB18030; all strict.

    UTF-8 comes first: its bytes are often also legal GB18030 and would then give
    wrong characters. Nothing is ever replaced.

    Raises
    ------
    SourceFileError
        None fits; names what was tried.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tried = ["utf-16"]
    elif content[:3] == b"\xef\xbb\xbf":
        tried = ["utf-8-sig"]
    else:
        tried = ["utf-8", "gb18030"]
    for encoding in tried:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and _is_cut_off(error):
                break
    names = ", ".join(name.upper().removesuffix("-SIG") for name in tried)
    raise file_error(
        "unreadable_text",
        f"its bytes are not text in {names}",
        file=shown,
        expected="text in UTF-8, UTF-16 or GB18030",
        remedy="open it in Excel and save it as CSV UTF-8",
        values={"tried": names},
    )


def _is_cut_off(error: UnicodeDecodeError) -> bool:
    """UTF-8 up to its last character, of which bytes are missing."""
    sound, rest = error.object[: error.start], error.object[error.start :]
    return error.reason == "unexpected end of data" and len(rest) < 4 and not sound.isascii()


def _delimiter(text: str, *, tab_first: bool) -> str:
    """Delimiter that cuts most records as it cuts the header, into most cells."""
    order = ("\t", *(d for d in DELIMITERS if d != "\t")) if tab_first else DELIMITERS
    best, best_score = order[0], (0.0, 0)
    for delimiter in order:
        widths = _widths(text, delimiter)
        if not widths or widths[0] < 2:
            continue
        alike = Counter(widths)[widths[0]] / len(widths)
        score = (round(alike, 1), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [len(record) for record in islice(reader, _LOOKED_AT) if record]
    except csv.Error:
        return []
