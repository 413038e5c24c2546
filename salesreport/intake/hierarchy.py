"""Rows that are sums of rows above or below them: groups, and groups of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Amounts = npt.NDArray[np.float64]
"""A row a person in the order of the sheet, a column a month or measure; NaN for no amount."""

_CENT = 0.005
_PER_UNIT = 100
"""Amounts are counted in hundredths to find their common step."""
_LARGEST = 10**15


class Sum(NamedTuple):
    """A row that is the sum of others.

    Attributes
    ----------
    row : int
    of : tuple of int
        Rows it adds up that are no sums themselves.
    columns : int
        Different columns in which it does; months of equal amounts are one.
    digits : float
        Of the chance that amounts in the columns' own steps add up by accident, the
        number of zeros behind the point: 2 for 1 in 100.
    """

    row: int
    of: tuple[int, ...]
    columns: int
    digits: float


Accepts = Callable[[Sum], bool]


class _Item(NamedTuple):
    """A row, or a sum in place of its rows, that a row below may add up."""

    amounts: Amounts
    of: tuple[int, ...]
    level: int


def sums_among(
    amounts: Amounts, suspects: Sequence[int], accepts: Accepts
) -> tuple[list[Sum], list[Sum]]:
    """Rows that are the sum of a block above, of one below, or of all others.

    A block reaches back to the last sum, over the sums of one level, or to the first
    row. A sum that is accepted stands for its rows from then on; one of a single row is
    none where no other is of several.

    Parameters
    ----------
    amounts : ndarray of float, shape (rows, columns)
    suspects : sequence of int
        Rows that may be sums.
    accepts : callable
        Whether a sum is one surely; else it is data all the same.

    Returns
    -------
    list of Sum, list of Sum
        The sure ones, and those that only may be.
    """
    sure: dict[int, Sum] = {}
    doubtful: dict[int, Sum] = {}
    rows = range(len(amounts))
    for order in (rows, rows[::-1], rows, None):
        left = [row for row in order or rows if row not in sure]
        scan = _scanned(amounts, left, set(suspects), accepts) if order else ()
        for found in scan or _of_all(amounts, left, suspects):
            (sure if accepts(found) else doubtful).setdefault(found.row, found)
    if all(len(found.of) == 1 for found in sure.values()):
        sure = {}
    weak = [found for row, found in doubtful.items() if row not in sure and len(found.of) > 1]
    return list(sure.values()), weak


def _scanned(
    amounts: Amounts, order: Iterable[int], suspects: set[int], accepts: Accepts
) -> list[Sum]:
    items: list[_Item] = []
    sums: list[Sum] = []
    for row in order:
        item = _Item(amounts[row], (row,), 0)
        for start in _starts(items) if row in suspects else ():
            members = items[start:]
            if not _adds(amounts[row], [member.amounts for member in members]):
                continue
            of = tuple(leaf for member in members for leaf in member.of)
            found = _sum(amounts, row, of)
            sums.append(found)
            if accepts(found):
                item = _Item(amounts[row], of, 1 + max(member.level for member in members))
                del items[start:]
            break
        items.append(item)
    return sums


def _starts(items: Sequence[_Item]) -> list[int]:
    """Where blocks that end with the last item may begin, the shortest first."""
    starts, level = [], -1
    for place in range(len(items) - 1, -1, -1):
        if items[place].level > level >= 0:
            starts.append(place + 1)
        level = max(level, items[place].level)
    return [*starts, 0] if items else []


def _of_all(amounts: Amounts, left: Sequence[int], suspects: Sequence[int]) -> list[Sum]:
    """Rows that are the sum of all others, wherever they stand."""
    found = []
    for row in suspects:
        others = [other for other in left if other != row]
        if row in left and _adds(amounts[row], amounts[others]):
            found.append(_sum(amounts, row, tuple(others)))
    return found


def _adds(own: Amounts, members: Sequence[Amounts] | Amounts) -> bool:
    """Whether each amount of a row is the members' sum, and one of them not zero."""
    filled = ~np.isnan(own)
    if not len(members) or not own[filled].any():
        return False
    added = np.nansum(np.asarray(members), axis=0)
    near = np.abs(own - added) <= _CENT + np.abs(own) * 1e-12
    return bool(near[filled].all())


def _sum(amounts: Amounts, row: int, of: tuple[int, ...]) -> Sum:
    own = amounts[row]
    columns = np.flatnonzero(~np.isnan(own) & (own != 0))
    parts = np.nan_to_num(amounts[[*of, row]][:, columns])
    _, firsts = np.unique(parts, axis=1, return_index=True)
    digits = sum(_digits(amounts[:, column], own[column]) for column in columns[firsts].tolist())
    return Sum(row, of, len(firsts), digits)


def _digits(column: Amounts, own: float) -> float:
    """Digits of an amount counted in the largest step that all of its column are made of."""
    known = np.abs(np.rint(column[~np.isnan(column)] * _PER_UNIT))
    if known.max() > _LARGEST:
        return float(np.log10(max(abs(own), 1)))
    step = int(np.gcd.reduce(known.astype(np.int64)))
    return float(np.log10(max(abs(own) * _PER_UNIT / max(step, 1), 1)))
