"""Whether a remark finds a thing all right, and of whose thing it speaks.

`价格不贵`, `budget approved` name what a reason is about and say that it is none;
`竞品报价更高`, `the rival's price was higher` speak of the rival's. A remark that says how the
rival's thing is better, or how ours is worse, does name a reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from salesreport.lexicon.folding import is_word
from salesreport.lexicon.guards import Guarded, Span
from salesreport.lexicon.patterns import LITTLE, Piece, lengths_by_first

_HALF = LITTLE // 2
"""Signs between a word and what it puts off or takes back."""

_CLOSE = 2
"""Signs between `than` and the side it names, and between a thing and the word that is of it."""

_LISTS = ("fine", "approves", "troubles", "rivals", "own_side", "than", "asks", "pending")

Side = Literal["rival", "own"]
Judgement = Literal["fine", "better", "worse", "trouble"]

_SIDES: dict[str, Side] = {"rivals": "rival", "own_side": "own"}
_OF_THINGS: tuple[tuple[Judgement, str], ...] = (
    ("fine", "fine"), ("fine", "approves"), ("trouble", "troubles"),
)  # fmt: skip
_OPPOSITE: dict[Judgement, Judgement] = {"better": "worse", "worse": "fine", "trouble": "fine"}


@dataclass(frozen=True)
class Scale:
    """Folded words that say of one reason's thing that it is better or worse than others'."""

    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judges:
    """Folded words by which things are judged; the lexicon's lists by name.

    Attributes
    ----------
    things : frozenset of str
        Stems of words of the lexicon that name a reason's subject and no fault of it.
    fine, approves : tuple of str
        It is all right: near behind a thing, and near before one.
    troubles : tuple of str
        Behind a thing: there is something against it; denied, nothing is.
    rivals, own_side : tuple of str
        The two sides.
    than, asks : tuple of str
        Right before a side: it is what is held against, or is asked for something.
    pending : tuple of str
        Before a judgement: it is not yet so.
    scales : dict of str to Scale
        By reason.
    """

    things: frozenset[str] = frozenset()
    fine: tuple[str, ...] = ()
    approves: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    own_side: tuple[str, ...] = ()
    than: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    scales: Mapping[str, Scale] | None = None

    @cached_property
    def index(self) -> dict[str, tuple[str, ...]]:
        """Word -> lists it is on; scales as `better price`."""
        found: dict[str, tuple[str, ...]] = {}
        lists = [(name, getattr(self, name)) for name in _LISTS]
        for reason, scale in (self.scales or {}).items():
            lists += [(f"better {reason}", scale.better), (f"worse {reason}", scale.worse)]
        for name, words in lists:
            for word in words:
                found[word] = (*found.get(word, ()), name)
        return found

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of the words by their first character."""
        return lengths_by_first(self.index)


@dataclass(frozen=True)
class Named:
    """Words of a text that name a reason: their places, and whether they name a thing."""

    reason: str
    spans: tuple[Span, ...]
    is_thing: bool

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last ends."""
        return self.spans[-1][1]


class Judged:
    """One folded text with the words that judge, and those that say whose thing is meant."""

    def __init__(self, text: str, guarded: Guarded, judges: Judges, named: Sequence[Named]) -> None:
        self._text = text
        self._guarded = guarded
        self._owner = {
            k: one for one in named for start, end in one.spans for k in range(start, end)
        }
        self._at: dict[str, list[Span]] = {}
        for name, span in _standing(text, judges):
            self._at.setdefault(name, []).append(span)
        things = (span for one in named if one.is_thing for span in one.spans[-1:])
        self._at["things"] = sorted(things)
        self._roles = {
            (name, span): self._role(span) for name in _SIDES for span in self._at.get(name, ())
        }

    def denies(self, one: Named) -> bool:
        """Whether these words name no reason: all right, ours and better, the rival's and worse."""
        side, judgement = self._side(one), self._judgement(one)
        if side == "rival":
            return judgement in ("worse", "trouble")
        if judgement == "fine" or (side == "own" and judgement == "better"):
            return True
        return judgement != "worse" and one.is_thing and self._is_approved(one)

    def _role(self, side: Span) -> str:
        """Whether a side is the subject, compared with, or asked for something."""
        found = (name for name in ("than", "asks") if any(self._ahead(name, side[0], _CLOSE)))
        return next(found, "subject")

    def _side(self, one: Named) -> Side | None:
        """Whose it is: of the side named last before it, else not of the one compared with."""
        before = [
            (end, side)
            for name, side in _SIDES.items()
            for start, end in self._ahead(name, one.start, LITTLE)
            if self._roles[name, (start, end)] == "subject"
        ]
        if before:
            return max(before)[1]
        for name, side in _SIDES.items():
            near = [
                *self._ahead(name, one.start, LITTLE),
                *self._inside(name, one),
                *self._behind(name, one.end, LITTLE),
            ]
            if any(self._roles[name, span] == "than" for span in near):
                return "own" if side == "rival" else "rival"
        return None

    def _judgement(self, one: Named) -> Judgement | None:
        """The first judgement of it: within the words themselves, of a thing also behind them."""
        found = min(self._judging(one), default=None)
        if found is None:
            return None
        start, end, name = found
        put_off = [
            *self._ahead("pending", start, _HALF),
            *self._ahead("pending", one.start, _CLOSE),
        ]
        if put_off:
            return None
        after = one.end if start >= one.end else one.start
        after = 0 if name == "better" else after
        if not (self._text.startswith("不", end) or self._guarded.takes_back(after, start, _HALF)):
            return name
        return _OPPOSITE.get(name)

    def _judging(self, one: Named) -> Iterator[tuple[int, int, Judgement]]:
        for name in ("better", "worse"):
            listed = f"{name} {one.reason}"
            near = [*self._inside(listed, one)]
            if one.is_thing:
                near += [*self._ahead(listed, one.start, 0), *self._behind(listed, one.end, LITTLE)]
            for start, end in near:
                if self._owner.get(start, one).reason == one.reason:
                    yield start, end, name
        for name, listed in _OF_THINGS if one.is_thing else ():
            for start, end in self._behind(listed, one.end, LITTLE):
                if not any(k in self._owner for k in range(start, end)):
                    yield start, end, name

    def _is_approved(self, one: Named) -> bool:
        """Whether a word of approval stands near before it, of no other thing."""
        fine = self._at.get("fine", ())
        return any(
            not ((start, end) in fine and any(self._ahead("things", start, _CLOSE)))
            and not any(self._ahead("pending", start, _HALF))
            and not self._guarded.takes_back(0, start, _HALF)
            for start, end in self._ahead("approves", one.start, LITTLE)
        )

    def _inside(self, name: str, one: Named) -> Iterator[Span]:
        spans = self._at.get(name, [])
        for place in range(bisect_left(spans, (one.start, 0)), len(spans)):
            if spans[place][1] > one.end:
                return
            yield spans[place]

    def _behind(self, name: str, end: int, signs: int) -> Iterator[Span]:
        spans = self._at.get(name, [])
        for place in range(bisect_left(spans, (end, 0)), len(spans)):
            if not self._guarded.is_near(end, spans[place][0], signs):
                return
            yield spans[place]

    def _ahead(self, name: str, start: int, signs: int) -> Iterator[Span]:
        spans = self._at.get(name, [])
        for place in range(bisect_left(spans, (start, 0)) - 1, -1, -1):
            if spans[place][1] <= start:
                if not self._guarded.is_near(spans[place][1], start, signs):
                    return
                yield spans[place]


def _standing(text: str, judges: Judges) -> Iterator[tuple[str, Span]]:
    """Every place at which a word of a list stands, with the list."""
    for start, sign in enumerate(text):
        if start and is_word(sign) and is_word(text[start - 1]):
            continue
        for length in judges.lengths.get(sign, ()):
            word = text[start : start + length]
            end = Piece(word).ends_at(text, start) if word in judges.index else None
            if end is not None:
                yield from ((name, (start, end)) for name in judges.index[word])


def folded_lists(lists: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The lists of `Judges` among a lexicon's, without empty words."""
    return {name: tuple(filter(None, lists[name])) for name in _LISTS}
