"""A word of the lexicon as it is looked for in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salesreport.lexicon.folding import folded, is_word

LITTLE = 8
"""Signs that may stand between the parts of `A..B`, and in the reach of a negation."""

_GAP = re.compile(r"\s*(?:\.{2,}|…+)\s*")


@dataclass(frozen=True)
class Piece:
    """One part of a word: its folded text, and whether any ending may follow."""

    text: str
    any_ending: bool = False

    def ends_at(self, text: str, start: int) -> int | None:
        """Where the piece ends that begins at a place; None where it does not stand there."""
        end = start + len(self.text)
        if is_word(self.text[0]) and start and is_word(text[start - 1]):
            return None
        if not is_word(self.text[-1]):
            return end
        if self.any_ending:
            while end < len(text) and is_word(text[end]):
                end += 1
            return end
        for ending in ("", "s", "'s"):
            after = end + len(ending)
            if text.startswith(ending, end) and not (after < len(text) and is_word(text[after])):
                return after
        return None


@dataclass(frozen=True)
class Pattern:
    """A word with what it stands for.

    Attributes
    ----------
    written : str
        As in the lexicon.
    pieces : tuple of Piece
        One, or those of `A..B` in order.
    lacks : bool
        It says that the thing is lacking: `no budget`.
    """

    written: str
    pieces: tuple[Piece, ...]
    lacks: bool = False

    @property
    def key(self) -> str:
        """What makes two words of the lexicon the same."""
        return "..".join(f"{one.text}{'*' * one.any_ending}" for one in self.pieces)

    @property
    def stem(self) -> str:
        """Its key whatever endings it takes."""
        return self.key.replace("*", "")


def pattern(written: str) -> Pattern | None:
    """A word of the lexicon taken apart; None where nothing of it can be looked for.

    Examples
    --------
    >>> [piece.text for piece in pattern("报价..高").pieces]
    ['报价', '高']
    >>> pattern("integrat*").pieces[0].any_ending
    True
    """
    pieces = []
    for part in _GAP.split(written.removesuffix("~")):
        text = folded(part.rstrip("*")).text
        if not text:
            return None
        pieces.append(Piece(text, part.endswith("*")))
    return Pattern(written, tuple(pieces))


def lacking(one: Pattern, absences: tuple[str, ...]) -> Iterator[Pattern]:
    """A word marked `~` behind each word of absence of its own script."""
    first = one.pieces[0]
    for absence in absences:
        latin = is_word(first.text[0])
        if is_word(absence[-1]) is latin:
            joined = f"{absence}{' ' if latin else ''}{first.text}"
            whole = Piece(joined, first.any_ending)
            yield Pattern(f"{absence} {one.written}", (whole, *one.pieces[1:]), lacks=True)


def lengths_by_first(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Lengths of texts, the longest first, by the character they begin with."""
    found: dict[str, set[int]] = {}
    for text in texts:
        if text:
            found.setdefault(text[0], set()).add(len(text))
    return {sign: tuple(sorted(lengths, reverse=True)) for sign, lengths in found.items()}
