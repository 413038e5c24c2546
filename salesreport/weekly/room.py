"""How many rows of each block one page has room for."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 10
"""Rows of a block at most."""


def shares(
    heights: Sequence[Sequence[float]],
    room: float,
    *,
    most: int = MOST,
    turns: Sequence[int] | None = None,
) -> list[int]:
    """Rows of each block: one each in turn, until all are shown or the next does not fit.

    A block whose next row does not fit gets no more; others go on while theirs do.

    Parameters
    ----------
    heights : sequence of sequences of float
        Of each block the heights of its rows, in order.
    room : float
        Height that the page has for rows.
    most : int
        Rows of a block at most.
    turns : sequence of int, optional
        Rows a block gets when it is its turn. Default: one.

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
        for at in [block for block in going for _ in range(turns[block] if turns else 1)]:
            if at not in going:
                continue
            height = heights[at][found[at]]
            fits = height <= left
            if fits:
                found[at] += 1
                left -= height
            if not fits or found[at] == min(len(heights[at]), most):
                going.remove(at)
    return found
