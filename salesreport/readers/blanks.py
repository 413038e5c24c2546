"""Rows without any cell, and columns without a header: formatting is no data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from salesreport.cells.coded import Coded, Mask
from salesreport.cells.plain import written
from salesreport.readers.addresses import letters


def blank_rows(columns: Sequence[Coded]) -> Mask:
    """Rows whose cells are all blank; as few different cells are asked as may be."""
    n_rows = len(columns[0]) if columns else 0
    left = np.arange(n_rows)
    for column in sorted(columns, key=lambda column: column.n_distinct):
        codes = column.codes[left]
        asked = np.unique(codes)
        text = column.text
        cells = column.distinct if text is None else text.take(pa.array(asked)).to_pylist()
        is_blank = np.zeros(column.n_distinct, dtype=np.bool_)
        is_blank[asked] = [
            not written(cells[place if text is not None else code])
            for place, code in enumerate(asked.tolist())
        ]
        left = left[is_blank[codes]]
        if not len(left):
            break
    blank = np.zeros(n_rows, dtype=np.bool_)
    blank[left] = True
    return blank


def named_headers(headers: Sequence[str], columns: Sequence[Coded]) -> tuple[str, ...]:
    """Headers, a column without one named by its letter if it holds anything."""
    names = [*headers, *[""] * (len(columns) - len(headers))]
    for place, (name, column) in enumerate(zip(names, columns, strict=True)):
        if not name and column.where(lambda cell: bool(written(cell))).any():
            names[place] = letters(place)
    while names and not names[-1]:
        names.pop()
    return tuple(names)
