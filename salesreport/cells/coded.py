"""A column as its different cells and which of them each row holds.

Sales tables repeat themselves: a million rows hold some thousand days, a few
stages, some hundred names. Each different cell is converted once, and rows are
compared by number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from salesreport.cells.plain import Dated, Fault, Scaled, Separated

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Compact(Protocol):
    """Different cells held as a whole; `tolist` makes an object of each."""

    def __len__(self) -> int:
        """How many they are."""

    def tolist(self) -> list[Any]:
        """Each as an object."""

    def missing(self) -> Mask:
        """Which of them are None."""

    def faults(self) -> dict[int, Fault]:
        """Those that are a `Fault`, by place."""

    def sound(self) -> Compact:
        """The same with None in place of each fault."""


@dataclass(frozen=True)
class ArrowCells:
    """Different cells as an Arrow array of text or whole numbers; null is None.

    `unique`: it is known that no two are equal.
    """

    array: pa.Array
    unique: bool = False

    def __len__(self) -> int:
        return len(self.array)

    def tolist(self) -> list[Any]:
        """Each as an object."""
        cells: list[Any] = self.array.to_pylist()
        return cells

    def missing(self) -> Mask:
        """Which of them are None."""
        mask: Mask = self.array.is_null().to_numpy(zero_copy_only=False)
        return mask

    def faults(self) -> dict[int, Fault]:
        """Nothing: a `Fault` is no text."""
        return {}

    def sound(self) -> ArrowCells:
        """The same."""
        return self


class Coded(Sequence[Any]):
    """Cells of a column, each different one held once.

    Attributes
    ----------
    codes : ndarray of int64, shape (n_rows,)
        Place of each row's cell in `distinct`.
    distinct : list
        Different cells, as `of` and `of_text` give them in order of first
        appearance. After `map` two of them may be equal, after `take` some may stand
        in no row; `merged` mends both.
    compact : Compact or None
        The different cells as a whole where they are held so; then `distinct` makes
        its list only when it is asked for.

    Examples
    --------
    >>> column = Coded.of(["A", "B", "A", None])
    >>> column.codes.tolist(), column.distinct, column[2]
    ([0, 1, 0, 2], ['A', 'B', None], 'A')
    """

    __slots__ = ("_distinct", "codes", "compact")

    def __init__(self, codes: Codes, distinct: list[Any] | Compact) -> None:
        self.codes = codes
        self._distinct = distinct if isinstance(distinct, list) else None
        self.compact = None if isinstance(distinct, list) else distinct

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
        """Column of an Arrow array of text, or of text each held once; null becomes None."""
        whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        if pa.types.is_dictionary(whole.type) and whole.indices.null_count:
            whole = whole.cast(whole.type.value_type)
        if not pa.types.is_dictionary(whole.type):
            whole = whole.dictionary_encode(null_encoding="encode")
        codes = whole.indices.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        return cls(codes, ArrowCells(whole.dictionary.cast(pa.string()), unique=True))

    @classmethod
    def repeated(cls, cell: Any, n_rows: int) -> Coded:
        """Column that holds one cell in every row."""
        return cls(np.zeros(n_rows, dtype=np.int64), [cell])

    @classmethod
    def stacked(cls, parts: Sequence[Coded]) -> Coded:
        """Columns one below the other."""
        if len(parts) == 1:
            return parts[0]
        codes: list[Codes] = []
        before = 0
        for part in parts:
            codes.append(part.codes + before)
            before += part.n_distinct
        joined = np.concatenate(codes) if codes else np.zeros(0, dtype=np.int64)
        texts = [part.text for part in parts]
        if texts and all(text is not None for text in texts):
            return cls(joined, ArrowCells(pa.concat_arrays(texts))).merged()
        return cls(joined, [cell for part in parts for cell in part.distinct]).merged()

    @property
    def distinct(self) -> list[Any]:
        """Different cells."""
        if self._distinct is None:
            self._distinct = [] if self.compact is None else self.compact.tolist()
        return self._distinct

    @property
    def n_distinct(self) -> int:
        """How many different cells are held."""
        return len(self.distinct if self.compact is None else self.compact)

    @property
    def text(self) -> pa.StringArray | None:
        """Different cells as an Arrow array, where all are text or None."""
        array = self.compact.array if isinstance(self.compact, ArrowCells) else None
        return array if isinstance(array, pa.StringArray) else None

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, position: Any) -> Any:
        if isinstance(position, slice):
            return self.take(position)
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
            count=self.n_distinct,
        )
        return self.rows_of(asked)

    def rows_of(self, asked: Mask) -> Mask:
        """Rows whose different cell is marked, one mark a different cell."""
        if not asked.any():
            return np.zeros(len(self.codes), dtype=np.bool_)
        return np.ones(len(self.codes), np.bool_) if asked.all() else asked[self.codes]

    def missing(self) -> Mask:
        """Rows whose cell is None."""
        if self.compact is not None:
            return self.rows_of(self.compact.missing())
        return self.where(lambda cell: cell is None)

    def faulty(self) -> Mask:
        """Rows whose cell is a `Fault`."""
        asked = np.zeros(self.n_distinct, dtype=np.bool_)
        asked[[*self.faults()]] = True
        return self.rows_of(asked)

    def faults(self) -> dict[int, Fault]:
        """Different cells that are a `Fault`, by their place."""
        if self.compact is not None:
            return self.compact.faults()
        cells = enumerate(self.distinct)
        return {place: cell for place, cell in cells if isinstance(cell, Fault)}

    def sound(self) -> Coded:
        """Column with None in place of each fault."""
        if self.compact is not None:
            return Coded(self.codes, self.compact.sound())
        return self.map(lambda cell: None if isinstance(cell, Fault) else cell)

    def take(self, positions: Any) -> Coded:
        """Column of some rows, by position or by a mask."""
        return self._with(self.codes[positions])

    def replaced(self, rows: Mask, other: Coded) -> Coded:
        """Column with the cells of another one, as long as it, in the rows marked."""
        if not rows.any():
            return self
        codes = np.where(rows, other.codes + self.n_distinct, self.codes)
        if self.text is not None and other.text is not None:
            return Coded(codes, ArrowCells(pa.concat_arrays([self.text, other.text])))
        return Coded(codes, [*self.distinct, *other.distinct])

    def put(self, rows: Mask, cell: Any) -> Coded:
        """Column with one cell in the rows marked."""
        return self.replaced(rows, Coded.repeated(cell, len(self)))

    def merged(self) -> Coded:
        """The same column with equal cells held once."""
        text = self.text
        if isinstance(self.compact, ArrowCells) and self.compact.unique:
            return self
        whole = Coded.of(self.distinct) if text is None else Coded.of_text(text)
        if whole.n_distinct == self.n_distinct:
            return self
        return whole.take(self.codes)

    def firsts(self) -> Codes:
        """First row of each different cell, by its place; `len(self)` where it has none."""
        return first_rows(self.codes, self.n_distinct)

    def held(self) -> list[Any]:
        """Different cells that stand in a row, in the order in which they come up.

        Examples
        --------
        >>> Coded.of(["a", None, "b", "a"]).take([2, 1, 2]).held()
        ['b', None]
        """
        firsts = self.firsts()
        there = np.flatnonzero(firsts < len(self))
        return [self.distinct[place] for place in there[np.argsort(firsts[there])].tolist()]

    def differing(self, rows: Codes, others: Codes) -> Mask:
        """Whether each of some rows has another cell than the row it is compared with.

        Examples
        --------
        >>> Coded.of(["a", None, "a"]).differing([0, 1], [2, 2]).tolist()
        [False, True]
        """
        codes = self.merged().codes
        differ: Mask = codes[rows] != codes[others]
        return differ

    def _with(self, codes: Codes) -> Coded:
        column = Coded(codes, [] if self.compact is None else self.compact)
        column._distinct = self._distinct
        return column


def first_rows(codes: Codes, n_codes: int) -> Codes:
    """First row that holds each code; `len(codes)` for one that no row holds."""
    n_rows = len(codes)
    found = np.full(n_codes, n_rows, dtype=np.int64)
    # of a repeated place numpy keeps the last value assigned: here the first row
    found[codes[::-1]] = np.arange(n_rows - 1, -1, -1, dtype=np.int64)
    return found


def _key(cell: Any) -> Any:
    if isinstance(cell, Scaled | Separated | Dated):
        return (cell.__class__, _key(cell.cell), cell)
    return (cell.__class__, cell)
