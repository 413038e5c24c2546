"""The delimiter of a text, found from its records."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import cache
from itertools import islice

from salesreport.cells.plain import written
from salesreport.tables import TABLES
from salesreport.tables.script import header_key

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 200
_LOOKED_BYTES = 1 << 18
_DECLARED = re.compile(rb'"?sep=([!-/:-@\[-`{-~\t ])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def declared(text: bytes) -> tuple[str, int] | None:
    """Delimiter that Excel's first line `sep=;` names, and the length of that line."""
    found = _DECLARED.match(text)
    if found is None or found[1] == b'"':
        return None
    return found[1].decode(), found.end()


def found_delimiter(text: bytes, *, tab_first: bool = False) -> str:
    """Delimiter whose cells are known headers, or else that cuts most records alike.

    A title above the header is one cell with any delimiter; `1.234,56` and a comma
    in a sentence cut some records only, or cut them where the header is not cut.
    """
    sample = text[:_LOOKED_BYTES].decode("utf-8", errors="ignore")
    order = sorted(DELIMITERS, key=lambda d: (d != "\t") if tab_first else False)
    cut = {delimiter: _records(sample, delimiter) for delimiter in order}
    known = {delimiter: max(map(_known, cut[delimiter]), default=0) for delimiter in order}
    best = max(order, key=lambda delimiter: known[delimiter])
    if known[best] > 1 and sum(n == known[best] for n in known.values()) == 1:
        return best
    scores = {delimiter: _score(cut[delimiter]) for delimiter in order}
    return max(order, key=lambda delimiter: scores[delimiter])


def _records(sample: str, delimiter: str) -> list[list[str]]:
    """First records that are not blank; the one at the sample's end may be cut."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    records: list[list[str]] = []
    try:
        records.extend(islice(reader, _LOOKED_AT))
    except csv.Error:
        return records
    return [record for record in records if any(map(written, record))]


def _known(record: list[str]) -> int:
    """Cells that some table knows as a header."""
    # no header begins with a digit, and most cells of most records do
    keys = {header_key(cell) for cell in record if 0 < len(cell) < 60 and not cell[0].isdigit()}
    counts = Counter(name for key in keys for name in _tables_by_header().get(key, ()))
    return max(counts.values(), default=0)


@cache
def _tables_by_header() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for table in TABLES.values():
        for key in table.header_index:
            names.setdefault(key, []).append(table.name)
    return names


def _score(records: list[list[str]]) -> tuple[float, int, int]:
    """Share of records as wide as most, cells of the first of them in words, width."""
    widths = Counter(map(len, records))
    if not widths:
        return 0.0, 0, 0
    width, alike = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        return 0.0, 0, 0
    head = next(record for record in records if len(record) == width)
    first = records.index(head)
    words = sum(any(map(str.isalpha, cell)) for cell in head)
    return round(alike / (len(records) - first), 1), words, width
