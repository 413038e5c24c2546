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


def shortened(text: str, width: int) -> str:
    """As much of a text as is no wider, ended by … where something is left out.

    Examples
    --------
    >>> shortened("董事会延期", 10), shortened("董事会延期", 7), shortened("to July 17", 9)
    ('董事会延期', '董事会…', 'to July…')
    """
    if text_width(text) <= width:
        return text
    kept, taken = "", 1
    for letter in text:
        taken += letter_width(letter)
        if taken > width:
            break
        kept += letter
    return kept.rstrip() + "…"
