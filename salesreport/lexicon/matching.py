"""Reasons that a remark names, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from salesreport.lexicon.folding import folded, is_word, says_nothing
from salesreport.lexicon.guards import Guarded, Guards
from salesreport.lexicon.judged import Judged, Judges, Named
from salesreport.lexicon.patterns import Pattern, Piece, lacking, lengths_by_first, pattern
from salesreport.tables import TABLES

NEUTRAL = ""
"""In place of a reason's id: the phrase names none, and no word within it is looked at."""


@dataclass(frozen=True)
class Titles:
    """Name of a reason in the languages it is given in; None where a catalog has it."""

    en: str | None = None
    zh_CN: str | None = None  # noqa: N815 - a language's code
    zh_TW: str | None = None  # noqa: N815

    def all(self) -> tuple[str, ...]:
        """Names given."""
        return tuple(name for name in (self.en, self.zh_CN, self.zh_TW) if name)


@dataclass(frozen=True)
class Hit:
    """Words of a remark that name a reason.

    Attributes
    ----------
    reason : str
        Id.
    start, end : int
        Place in the remark as written; `remark[start:end]` is what was matched.
    word : str
        The lexicon's word.
    denied : bool
        A negation before it or a dismissal after it takes it back, or it speaks of what is
        all right, or is the rival's.
    """

    reason: str
    start: int
    end: int
    word: str
    denied: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a pattern stands in the folded text."""

    reason: str
    pattern: Pattern
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def order(self) -> tuple[int, int, int]:
        """Longest first; then the tighter, then the earlier."""
        covered = sum(end - start for start, end in self.spans)
        return -covered, self.end - self.start, self.start


@dataclass(frozen=True)
class Lexicon:
    """Words by which remarks and codes are read; from `load_lexicon`.

    Attributes
    ----------
    reasons : dict of str to Titles
        Every reason that can be named.
    words : dict of str to str
        Word as written -> id of its reason, or `NEUTRAL`.
    guards : Guards
        Negations, dismissals, turns.
    judges : Judges
        What says that a thing is all right, or is the rival's.
    blank : frozenset of str
        Folded texts that say nothing.
    stop_words : frozenset of str
        Folded words that no suggestion begins or ends with.
    """

    reasons: Mapping[str, Titles]
    words: Mapping[str, str]
    guards: Guards
    judges: Judges = field(default_factory=Judges)
    blank: frozenset[str] = frozenset()
    stop_words: frozenset[str] = field(default=frozenset(), repr=False)

    def hits(self, remark: str | None) -> tuple[Hit, ...]:
        """Everything in a remark that names a reason, in order, the denied marked.

        The word that covers most is taken first, and no character counts twice. A hit
        is denied by a negation up to eight Chinese signs or four words before it in
        the clause, unless the word is one of lacking (`no budget`), or by a dismissal
        as far behind it (`price was not an issue`); or where a thing is said to be all
        right, or the rival's to be worse (`docs/lexicon.md`).

        Examples
        --------
        >>> from salesreport.lexicon.files import shipped_lexicon
        >>> remark = "價格不是問題，<b>接口</b>不兼容"
        >>> hits = shipped_lexicon().hits(remark)
        >>> [(hit.reason, remark[hit.start : hit.end], hit.denied) for hit in hits[:2]]
        [('price', '價格', True), ('product_fit', '接口', False)]
        """
        if remark is None:
            return ()
        seen = folded(remark)
        guarded = Guarded(seen.text, self.guards)
        places = _longest_first(self._places(seen.text, guarded))
        spans = [span for place in places for span in place.spans]
        guarded.take(spans)
        told = [place for place in sorted(places, key=_begins) if place.reason != NEUTRAL]
        named = [self._named(place) for place in told]
        judged = Judged(seen.text, guarded, self.judges, named)
        return tuple(
            Hit(
                place.reason,
                *seen.span(place.start, place.end),
                word=place.pattern.written,
                denied=guarded.denies(place.start, place.end, lacks=place.pattern.lacks)
                or judged.denies(one),
            )
            for place, one in zip(told, named, strict=True)
        )

    def titles_of(self, reason: str) -> dict[str, str]:
        """Name of a company's own reason by language; empty for a shipped one."""
        titles = self.reasons.get(reason, Titles())
        pairs = (("en", titles.en), ("zh_CN", titles.zh_CN), ("zh_TW", titles.zh_TW))
        return {language: name for language, name in pairs if name}

    def is_blank(self, text: str | None) -> bool:
        """Whether a cell says nothing: no letter in it, or 无, `n/a` and the like."""
        return text is None or says_nothing(text) or folded(text).text in self.blank

    def reasons_in(self, remark: str | None) -> tuple[str, ...]:
        """Ids that a remark names and does not deny, each once, the first first."""
        return tuple(dict.fromkeys(hit.reason for hit in self.hits(remark) if not hit.denied))

    def _named(self, place: _Place) -> Named:
        is_thing = not place.pattern.lacks and place.pattern.stem in self.judges.things
        return Named(place.reason, place.spans, is_thing)

    def _places(self, text: str, guarded: Guarded) -> Iterator[_Place]:
        for start in range(len(text)):
            if start and is_word(text[start]) and is_word(text[start - 1]):
                continue
            for length in self._lengths.get(text[start], ()):
                for reason, one in self._index.get(text[start : start + length], ()):
                    spans = _spans(text, start, one.pieces, guarded)
                    if spans:
                        yield _Place(reason, one, spans)

    @cached_property
    def names(self) -> dict[str, str]:
        """Folded ids and names of reasons -> id; a company's names before the table's words."""
        choices = TABLES["opportunities"].by_name["lost_reason"].choices
        found = {
            folded(word).text: choice.name
            for choice in choices
            if choice.name in self.reasons
            for words in (*choice.words.values(), (choice.name,))
            for word in words
        }
        for reason, titles in self.reasons.items():
            found |= {folded(name).text: reason for name in (reason, *titles.all())}
        return {text: reason for text, reason in found.items() if text}

    @cached_property
    def _patterns(self) -> tuple[tuple[str, Pattern], ...]:
        found = []
        for word, reason in self.words.items():
            one = pattern(word)
            if one is None:
                continue
            found.append((reason, one))
            if word.endswith("~"):
                found += [(reason, more) for more in lacking(one, self.guards.absences)]
        return tuple(found)

    @cached_property
    def _index(self) -> dict[str, list[tuple[str, Pattern]]]:
        found: dict[str, list[tuple[str, Pattern]]] = {}
        for reason, one in self._patterns:
            found.setdefault(one.pieces[0].text, []).append((reason, one))
        return found

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of first pieces by their first character."""
        return lengths_by_first(self._index)


def _begins(place: _Place) -> int:
    return place.start


def _spans(
    text: str, start: int, pieces: tuple[Piece, ...], guarded: Guarded
) -> tuple[tuple[int, int], ...]:
    """Places of all pieces, the first beginning at `start`; empty where they do not stand so."""
    end = pieces[0].ends_at(text, start)
    if end is None:
        return ()
    found = [(start, end)]
    for piece in pieces[1:]:
        following = _next(text, end, piece, guarded)
        if following is None:
            return ()
        found.append(following)
        end = following[1]
    return tuple(found)


def _next(text: str, after: int, piece: Piece, guarded: Guarded) -> tuple[int, int] | None:
    start = text.find(piece.text, after)
    while start >= 0 and guarded.is_near(after, start):
        end = piece.ends_at(text, start)
        if end is not None:
            return None if guarded.has_negation(after, start) else (start, end)
        start = text.find(piece.text, start + 1)
    return None


def _longest_first(places: Iterable[_Place]) -> list[_Place]:
    """Places of which no two share a character, those that cover most taken first."""
    taken: set[int] = set()
    kept = []
    for place in sorted(places, key=lambda place: place.order):
        covered = {k for start, end in place.spans for k in range(start, end)}
        if taken.isdisjoint(covered):
            taken |= covered
            kept.append(place)
    return kept
