"""Negations, what they reach, and what ends their reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from salesreport.lexicon.folding import is_chinese, is_word
from salesreport.lexicon.patterns import LITTLE, Piece, lengths_by_first

_CLOSE = 2
"""Signs between a short negation (不, 没) and what it denies."""

_ENDS = frozenset("。！？；，!?;,\n")
_STOP = re.compile(r"\.(?=\s|$|[^\x00-\x7f])")

_DENYING = frozenset({"negations", "near_negations", "no_negations"})

Span = tuple[int, int]


@dataclass(frozen=True)
class Guards:
    """Folded words that deny, and those that only look so; the lexicon's lists by name."""

    negations: tuple[str, ...] = ()
    near_negations: tuple[str, ...] = ()
    no_negations: tuple[str, ...] = ()
    dismissals: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    absences: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @cached_property
    def by_text(self) -> dict[str, str]:
        """Word -> list it is on; of a word on two lists the one that denies least."""
        order = ("negations", "near_negations", "turns", "dismissals", "no_negations")
        return {word: name for name in order for word in getattr(self, name)}

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of the words by their first character."""
        return lengths_by_first(self.by_text)


class Guarded:
    """One folded text with its clauses and the words that deny.

    `take` says which characters are words of a reason, which deny nothing else.
    """

    def __init__(self, text: str, guards: Guards) -> None:
        self._text = text
        self._guards = guards
        ends = [sign in _ENDS for sign in text]
        for found in _STOP.finditer(text):
            ends[found.start()] = True
        self._clauses = [0, *accumulate(map(int, ends))]
        self._signs = [0, *accumulate(_weight(text, k) for k in range(len(text)))]
        self._found: list[tuple[str, Span]] = []
        self.take(())

    def take(self, spans: Iterable[Span]) -> None:
        """Look for words that deny, the longest first, outside these spans."""
        taken = {k for start, end in spans for k in range(start, end)}
        found = []
        for name, (start, end) in sorted(self._words, key=lambda one: (one[1][0] - one[1][1], one)):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found.append((name, (start, end)))
        self._found = sorted(found, key=lambda one: one[1])
        self._turns = [start for name, (start, _) in self._found if name == "turns"]

    @cached_property
    def _words(self) -> list[tuple[str, Span]]:
        """Every place at which a word of a list stands."""
        found = []
        for start, sign in enumerate(self._text):
            if start and is_word(sign) and is_word(self._text[start - 1]):
                continue
            for length in self._guards.lengths.get(sign, ()):
                word = self._text[start : start + length]
                name = self._guards.by_text.get(word)
                end = None if name is None else Piece(word).ends_at(self._text, start)
                if name is not None and end is not None:
                    found.append((name, (start, end)))
        return found

    def is_near(self, end: int, start: int, signs: int = LITTLE) -> bool:
        """Whether little stands between two places, and no clause or turn begins there."""
        return (
            self._signs[start] - self._signs[end] <= signs
            and self._clauses[start] == self._clauses[end]
            and bisect_left(self._turns, end) == bisect_left(self._turns, start)
        )

    def has_negation(self, start: int, end: int) -> bool:
        """Whether a negation stands between two places."""
        return any(
            name in ("negations", "near_negations") and start <= first and last <= end
            for name, (first, last) in self._found
        )

    def takes_back(self, after: int, start: int, signs: int) -> bool:
        """Whether a denial or failure stands from `after` on, few signs before `start` or over it.

        不合适 stands over 合适, 未及时 over 及时.
        """
        for place in range(bisect_left(self._words, start, key=_begins) - 1, -1, -1):
            name, (first, last) = self._words[place]
            if first < after or not (last > start or self.is_near(last, start, signs)):
                return False
            if name in _DENYING:
                return True
        return False

    def denies(self, start: int, end: int, *, lacks: bool) -> bool:
        """Whether what stands from `start` to `end` is taken back before or after it."""
        return self._before(start) or self._after(end) or (lacks and self._no_trouble(end))

    def _before(self, start: int) -> bool:
        reach = {"negations": LITTLE, "near_negations": _CLOSE}
        for place in range(self._first_at(start) - 1, -1, -1):
            name, (_, last) = self._found[place]
            if not self.is_near(last, start):
                return False
            if name in reach and self.is_near(last, start, reach[name]):
                return True
        return False

    def _after(self, end: int) -> bool:
        begin = self._first_at(end)
        for place in range(begin, len(self._found)):
            name, (first, _) = self._found[place]
            if not self.is_near(end, first):
                return False
            if name == "dismissals":
                return not any(
                    other in ("negations", "near_negations") and self.is_near(after, first, _CLOSE)
                    for other, (_, after) in self._found[begin:place]
                )
        return False

    def _first_at(self, start: int) -> int:
        """Place among the words found of the first that begins there or later."""
        return bisect_left(self._found, start, key=_begins)

    def _no_trouble(self, end: int) -> bool:
        near = ((word, self._text.find(word, end)) for word in self._guards.troubles)
        return any(start >= 0 and self.is_near(end, start, LITTLE // 2) for _, start in near)


def _begins(found: tuple[str, Span]) -> int:
    return found[1][0]


def _weight(text: str, place: int) -> int:
    """Signs that a character counts for: a Chinese one 1, a word of letters 2 at its start."""
    sign = text[place]
    if is_chinese(sign):
        return 1
    return 2 if is_word(sign) and not (place and is_word(text[place - 1])) else 0
