"""How many rows of each block one page has room for."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 10
"""Rows of a block at most."""


def shares(heights: Sequence[Sequence[float]], room: float, *, most: int = MOST) -> list[int]:
    """Rows of each block: one each in turn, until all are shown or the next does not fit.

    A block whose next row does not fit gets no more; others go on while theirs do.

    Parameters
    ----------
    heights : sequence of sequences of float
        Of each block the heights of its rows, in order.
    room : float
        Height that the page has for rows.

    Examples
    --------
    >>> one = [1.0] * 40
    >>> shares([one[:3], one, [], one[:6]], 14), shares([one[:3], one, [], one[:6]], 99)
    ([3, 6, 0, 5], [3, 10, 0, 6])
    """
    found = [0] * len(heights)
    going = [at for at, rows in enumerate(heights) if rows]
    left = room
    while going:
        for at in list(going):
            height = heights[at][found[at]]
            if height > left:
                going.remove(at)
                continue
            found[at] += 1
            left -= height
            if found[at] == min(len(heights[at]), most):
                going.remove(at)
    return found
