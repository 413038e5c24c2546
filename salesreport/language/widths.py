"""How wide a text is, in letters: a Chinese sign takes the room of two Latin ones."""

from __future__ import annotations

import unicodedata


def text_width(text: str) -> int:
    r"""Width of the widest line of a text in Latin letters.

    Examples
    --------
    >>> text_width("表2"), text_width("a\nbc")
    (3, 2)
    """
    return max((sum(map(letter_width, line)) for line in text.split("\n")), default=0)


def letter_width(letter: str) -> int:
    """2 of a sign as wide as a Chinese one, else 1."""
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
