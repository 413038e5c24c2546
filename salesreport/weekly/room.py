"""How many rows of each block one page has room for."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 10
"""Rows of a block at most."""


def shares(counts: Sequence[int], room: int, *, most: int = MOST) -> list[int]:
    """Rows of each block: one each in turn, until all are shown or the page is full.

    Parameters
    ----------
    counts : sequence of int
        Rows each block has.
    room : int
        Rows the page holds.

    Examples
    --------
    >>> shares([3, 40, 0, 6], 14), shares([3, 40, 0, 6], 99)
    ([3, 6, 0, 5], [3, 10, 0, 6])
    """
    found = [0] * len(counts)
    wanted = [min(count, most) for count in counts]
    left = max(0, room)
    while left and found != wanted:
        for at, want in enumerate(wanted):
            if left and found[at] < want:
                found[at] += 1
                left -= 1
    return found
