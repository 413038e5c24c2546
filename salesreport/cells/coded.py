"""A column as its different cells and which of them each row holds.

Sales tables repeat themselves: a million rows hold some thousand days, a few
stages, some hundred names. Each different cell is converted once, and rows are
compared by number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from salesreport.cells.plain import Scaled

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Coded(Sequence[Any]):
    """Cells of a column, each different one held once.

    Attributes
    ----------
    codes : ndarray of int64, shape (n_rows,)
        Place of each row's cell in `distinct`.
    distinct : list
        Different cells, in order of first appearance. After `map` two of them may
        be equal; `merged` joins those.

    Examples
    --------
    >>> column = Coded.of(["A", "B", "A", None])
    >>> column.codes.tolist(), column.distinct, column[2]
    ([0, 1, 0, 2], ['A', 'B', None], 'A')
    """

    __slots__ = ("codes", "distinct")

    def __init__(self, codes: Codes, distinct: list[Any]) -> None:
        self.codes = codes
        self.distinct = distinct

    @classmethod
    def of(cls, cells: Iterable[Any]) -> Coded:
        """Column of any cells; 1, 1.0 and True stay three different ones."""
        places: dict[Any, int] = {}
        distinct: list[Any] = []
        codes = []
        for cell in cells:
            key = cell if cell.__class__ is str else _key(cell)
            place = places.get(key)
            if place is None:
                place = places[key] = len(distinct)
                distinct.append(cell)
            codes.append(place)
        return cls(np.array(codes, dtype=np.int64), distinct)

    @classmethod
    def of_text(cls, cells: pa.ChunkedArray | pa.Array) -> Coded:
        """Column of an Arrow array of text; null becomes None."""
        whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        coded = whole.dictionary_encode(null_encoding="encode")
        codes = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        return cls(codes, coded.dictionary.to_pylist())

    @classmethod
    def repeated(cls, cell: Any, n_rows: int) -> Coded:
        """Column that holds one cell in every row."""
        return cls(np.zeros(n_rows, dtype=np.int64), [cell])

    @classmethod
    def stacked(cls, parts: Sequence[Coded]) -> Coded:
        """Columns one below the other."""
        codes: list[Codes] = []
        distinct: list[Any] = []
        for part in parts:
            codes.append(part.codes + len(distinct))
            distinct += part.distinct
        if len(parts) == 1:
            return parts[0]
        joined = np.concatenate(codes) if codes else np.zeros(0, dtype=np.int64)
        return cls(joined, distinct).merged()

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, position: Any) -> Any:
        if isinstance(position, slice):
            return Coded(self.codes[position], self.distinct)
        return self.distinct[self.codes[position]]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def tolist(self) -> list[Any]:
        """Cells row by row."""
        distinct = self.distinct
        return [distinct[code] for code in self.codes.tolist()]

    def map(self, function: Callable[[Any], Any]) -> Coded:
        """Column of what a function makes of each cell; called once a different cell."""
        return Coded(self.codes, [function(cell) for cell in self.distinct])

    def where(self, condition: Callable[[Any], bool]) -> Mask:
        """Rows whose cell meets a condition; asked once a different cell."""
        asked = np.fromiter(
            (bool(condition(cell)) for cell in self.distinct),
            dtype=np.bool_,
            count=len(self.distinct),
        )
        return asked[self.codes] if len(asked) else np.zeros(len(self.codes), dtype=np.bool_)

    def take(self, positions: Any) -> Coded:
        """Column of some rows, by position or by a mask."""
        return Coded(self.codes[positions], self.distinct)

    def merged(self) -> Coded:
        """The same column with equal cells held once."""
        whole = Coded.of(self.distinct)
        if len(whole.distinct) == len(self.distinct):
            return self
        return Coded(whole.codes[self.codes], whole.distinct)


def _key(cell: Any) -> Any:
    if isinstance(cell, Scaled):
        return (Scaled, cell.cell.__class__, cell)
    return (cell.__class__, cell)
