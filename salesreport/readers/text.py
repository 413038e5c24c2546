"""A text file as records of cells: quotes, line ends and delimiter as Excel has them.

pyarrow reads it where every record has as many cells and the quotation marks are in
place; the `csv` module, strictly, where not. Both give the same cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, zip_longest

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv as arrow_csv

from salesreport.cells.bulk import matching
from salesreport.cells.coded import ArrowCells, Coded
from salesreport.cells.plain import written
from salesreport.readers.counting import Places, Shape, n_filled, shape_of
from salesreport.readers.delimiters import declared, found_delimiter
from salesreport.readers.encodings import text_of, zero_byte
from salesreport.readers.faults import file_error

Wide = dict[int, int]
"""Record -> its number of cells, where one beyond the header's width is filled."""

_BLOCK = 1 << 20
_LARGEST = (1 << 31) - 1
_BATCH = 20_000
_CELLS = pa.dictionary(pa.int32(), pa.string())
_CR, _LF = b"\r\n"
_MARK = b"\xef\xbb\xbf"
_GUARD = re.compile(r'="((?:[^"]|"")*)"')
_END_OF_FILE = re.compile(rb"\x1a[\r\n]*\Z")


class TextFile:
    """Records of one text file.

    Records are numbered from 0, blank ones too, so that row numbers hold. A first
    line `sep=;` is none, as in Excel.

    Attributes
    ----------
    delimiter : str
    guarded : bool
        Cells may be written `="0012"`, so that Excel keeps their zeros.

    Raises
    ------
    SourceFileError
        No encoding fits, a zero byte, or a quotation mark that is never closed.
    ParameterError
        The encoding named is not known.
    """

    def __init__(
        self, content: bytes, shown: str, *, tab_first: bool = False, encoding: str | None = None
    ) -> None:
        self.shown = shown
        text = text_of(content, shown, encoding=encoding)
        if b"\0" in text:
            raise zero_byte(text, shown)
        told = declared(text)
        self._text = _without_end(text[told[1] :] if told else text)
        self.delimiter = told[0] if told else found_delimiter(self._text, tab_first=tab_first)
        self._shape: Shape = shape_of(self._text, self.delimiter)
        self.guarded = b'="' in self._text

    def __len__(self) -> int:
        return len(self._shape)

    def preview(self, n_records: int) -> list[list[str]]:
        """First records, from the first filled one on as many as asked."""
        taken: list[list[str]] = []
        filled = 0
        with self._records() as records:
            for record in records:
                filled += bool(filled) or any(map(written, record))
                taken.append([*map(_unguarded, record)] if self.guarded else record)
                if filled >= n_records:
                    break
        return taken

    def n_filled(self, first: int) -> int:
        """Records from the one numbered `first` on that are not blank, counted apart."""
        return n_filled(self._text, self._shape, self.delimiter, first=first)

    def columns(self, first: int, width: int) -> tuple[list[Coded], Wide]:
        """Cells of the records from the one numbered `first` on.

        Parameters
        ----------
        first : int
        width : int
            Columns of the header; a short record has blank cells.

        Returns
        -------
        list of Coded
            `width` columns.
        dict of int to int
            Records, counted from `first`, that hold more; see `Wide`.
        """
        table = self._regular(first)
        if table is None:
            return self._strict(first, width)
        n_rows = table.num_rows
        columns = [Coded.of_text(column) for column in table.columns]
        wide: Wide = {}
        if len(columns) > width:
            beyond = np.zeros(n_rows, dtype=np.bool_)
            for column in columns[width:]:
                beyond |= column.where(lambda cell: bool(written(cell)))
            wide = dict.fromkeys(np.flatnonzero(beyond).tolist(), len(columns))
        missing = [Coded.repeated("", n_rows) for _ in range(width - len(columns))]
        return [*columns[:width], *missing], wide

    def _regular(self, first: int) -> pa.Table | None:
        """The records as pyarrow reads them; nothing where they are not regular."""
        starts, ends = self._shape.starts[first:], self._shape.ends[first:]
        filled = np.flatnonzero(ends > starts)
        if not self._shape.regular or not len(filled):
            return None
        start, end = int(starts[0]), int(ends[filled[-1]])
        longest = int((ends - starts).max())
        body = np.frombuffer(self._text, dtype=np.uint8)[start:end]
        block = _uncut(body, ends - start, max(_BLOCK, 2 * longest + 2))
        if block > _LARGEST or self._text.startswith(_MARK, start):
            return None
        with self._records(start, int(ends[0])) as records:
            names = [str(place) for place in range(len(next(records, [""])))]
        kind = pa.string() if len(body) <= _LARGEST else _CELLS
        try:
            return arrow_csv.read_csv(
                pa.BufferReader(pa.py_buffer(body)),
                arrow_csv.ReadOptions(column_names=names, block_size=block),
                arrow_csv.ParseOptions(
                    delimiter=self.delimiter,
                    newlines_in_values=self._shape.quoted,
                    ignore_empty_lines=False,
                ),
                arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, kind), check_utf8=False),
            )
        except pa.ArrowInvalid:
            return None

    def _strict(self, first: int, width: int) -> tuple[list[Coded], Wide]:
        """The records as the `csv` module reads them, some thousand at a time."""
        parts: list[list[pa.DictionaryArray]] = [[] for _ in range(width)]
        wide: Wide = {}
        n_rows = 0
        with self._records() as records:
            below = islice(records, first, None)
            while batch := list(islice(below, _BATCH)):
                for number, row in enumerate(batch, start=n_rows):
                    if len(row) > width and any(map(written, row[width:])):
                        wide[number] = len(row)
                n_rows += len(batch)
                batch.append([""] * width)
                for part, cells in zip(parts, zip_longest(*batch, fillvalue=""), strict=False):
                    part.append(pa.array(cells[:-1], pa.string()).dictionary_encode())
        return [Coded.of_text(pa.chunked_array(part, _CELLS)) for part in parts], wide

    @contextmanager
    def _records(self, start: int = 0, end: int | None = None) -> Iterator[Iterator[list[str]]]:
        """Records by the `csv` module, of some bytes; a cell may be as large as the file."""
        text = self._text if end is None else self._text[start:end]
        lines = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", newline="")
        limit = csv.field_size_limit(_LARGEST)
        try:
            yield self._checked(csv.reader(lines, delimiter=self.delimiter, strict=True))
        finally:
            csv.field_size_limit(limit)

    def _checked(self, records: Iterator[list[str]]) -> Iterator[list[str]]:
        row = 1
        try:
            for row, record in enumerate(records, start=2):  # noqa: B007
                yield record
        except csv.Error as error:
            raise file_error(
                "broken_quotes",
                f"a quotation mark is not closed, or text follows one ({error})",
                file=self.shown,
                row=row,
                expected='cells in quotes as "like this", a quote inside as ""',
                remedy=f"mend the quotes in row {row}, or save the table from Excel again",
            ) from error


def _without_end(text: bytes) -> bytes:
    """Text without the mark that ends a file of DOS."""
    return _END_OF_FILE.sub(b"", text) if b"\x1a" in text[-8:] else text


def unguarded(column: Coded) -> Coded:
    """Column with `="0012"` read as 0012, the way Excel shows it.

    Examples
    --------
    >>> unguarded(Coded.of_text(pa.array(['="0012"', "0013", '=1+1']))).tolist()
    ['0012', '0013', '=1+1']
    """
    if column.text is None or not matching(column.text, '^ *="').any():
        return column
    cells = pa.array([_unguarded(cell) for cell in column.distinct], pa.string())
    return Coded(column.codes, ArrowCells(cells)).merged()


def _unguarded(cell: str) -> str:
    match = _GUARD.fullmatch(cell.strip()) if '="' in cell else None
    return cell if match is None else match[1].replace('""', '"')


def _uncut(body: npt.NDArray[np.uint8], ends: Places, block: int) -> int:
    """Block size, from the given one on, whose blocks do not end inside a cell's CR LF.

    pyarrow drops the LF there. At the `ends` of records that does no harm.
    """
    while True:
        cuts = np.arange(block, len(body), block)
        cuts = cuts[(body[cuts - 1] == _CR) & (body[cuts] == _LF)]
        places = np.minimum(np.searchsorted(ends, cuts - 1), len(ends) - 1)
        if (ends[places] == cuts - 1).all():
            return block
        block += 1
