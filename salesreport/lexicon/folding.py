"""A remark as it is compared, and where each of its signs stood in what was written."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from salesreport.tables.script import simplified

MOST_READ = 20_000
"""Characters of a remark that are read; a sheet's cell holds 32,767."""

_MARKUP = re.compile(
    r"<!--.*?-->|<(?P<code>script|style)\b.*?</(?P=code)\s*>|</?(?P<tag>[a-z][a-z0-9]*)[^<>]*>"
    r"|&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = frozenset({
    "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
     "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
_ALIKE = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "帐": "账",
    **dict.fromkeys("‐‑‒–—―−_", "-"), **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
})  # fmt: skip
_SHORTENED = re.compile(
    r"(?<![a-z0-9])(?:(?:is|are|was|were|do|does|did|has|have|had|could|would|should|wo)(n'?t)"
    r"|can('?t|not))(?![a-z0-9])"
)
_BLANK = frozenset({"", " ", "\n"})
_CHINESE = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U000323af"))


@dataclass(frozen=True)
class Folded:
    """Text for comparing.

    Attributes
    ----------
    text : str
        Without markup, in NFKC, lower case and simplified script; blanks once, none
        between Chinese signs; `n't` is ` not`; a new line stays one.
    starts, ends : tuple of int
        Where each character of `text` begins and ends in what was written.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Place in what was written of the characters from `start` up to `end`."""
        return min(self.starts[start:end]), max(self.ends[start:end])


@lru_cache(maxsize=4096)
def folded(text: str) -> Folded:
    """A remark without what makes no difference: markup, width, case, script, blanks.

    Tags, scripts and comments are left out, one that begins a line of its own is a new
    line; entities are the character they stand for. Invisible characters and variation
    selectors are left out; emoji stay and are no letters. Only the first 20,000
    characters are read.

    Examples
    --------
    >>> found = folded("<b>Price</b>&nbsp;isn’t　OK；預 算")
    >>> found.text
    'price is not ok;预算'
    >>> found.span(0, 5)
    (3, 8)
    """
    signs = [
        (sign, start, end)
        for piece, start, end in _pieces(text[:MOST_READ])
        for sign in _plain(piece)
    ]
    signs = _spaced(_unshortened(signs))
    return Folded(
        "".join(sign for sign, _, _ in signs),
        tuple(start for _, start, _ in signs),
        tuple(end for _, _, end in signs),
    )


@lru_cache(maxsize=8192)
def is_chinese(sign: str) -> bool:
    """Whether a character is a Chinese one."""
    return any(low <= sign <= high for low, high in _CHINESE)


@lru_cache(maxsize=8192)
def is_word(sign: str) -> bool:
    """Whether a character is a letter or digit of a script that parts words; no text is none."""
    return sign.isalnum() and not is_chinese(sign)


def says_nothing(text: str | None) -> bool:
    """Whether a cell holds no letter, digit or Chinese sign: blank, dashes, dots, emoji.

    Examples
    --------
    >>> [says_nothing(text) for text in (None, " — ", "👍🏽", "<br>", "无", "?")]
    [True, True, True, True, False, True]
    """
    return text is None or not any(sign.isalnum() for sign in folded(text).text)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Pieces that are compared as one, with their place: letters with their marks, entities."""
    place = 0
    for found in _MARKUP.finditer(text):
        yield from _letters(text, place, found.start())
        place = found.end()
        if found.group().startswith("&"):
            yield html.unescape(found.group()), found.start(), found.end()
        elif (found["tag"] or "").lower() in _BLOCKS:
            yield "\n", found.start(), found.end()
    yield from _letters(text, place, len(text))


def _letters(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    first = start
    for place in range(start + 1, end + 1):
        if place == end or not unicodedata.combining(text[place]):
            yield text[first:place], first, place
            first = place


@lru_cache(maxsize=8192)
def _plain(piece: str) -> str:
    even = unicodedata.normalize("NFKC", piece.translate(_ALIKE)).casefold().translate(_ALIKE)
    seen = "".join(sign for sign in even if not _is_unseen(sign))
    if not seen:
        return ""
    return " " if seen.isspace() and seen != "\n" else "".join(map(simplified, seen))


def _is_unseen(sign: str) -> bool:
    """Invisible signs, and marks that only change how the one before looks."""
    if sign in _BLANK or sign == "\t":
        return False
    return (
        unicodedata.category(sign) in ("Cf", "Cc", "Cs", "Co", "Cn", "Me")
        or "\ufe00" <= sign <= "\ufe0f"
    )


Signs = list[tuple[str, int, int]]


def _unshortened(signs: Signs) -> Signs:
    """`isn't`, `isnt`, `cannot` as two words."""
    text = "".join(sign for sign, _, _ in signs)
    found, place = [], 0
    for match in _SHORTENED.finditer(text):
        group = 1 if match[1] else 2
        first, last = match.span(group)
        start, end = signs[first][1], signs[last - 1][2]
        found += signs[place:first] + [(sign, start, end) for sign in " not"]
        place = last
    return found + signs[place:]


def _spaced(signs: Signs) -> Signs:
    """Blanks once, none at the ends and between Chinese signs; a hyphen in a word is one."""
    found: Signs = []
    for place, (written, start, end) in enumerate(signs):
        following = signs[place + 1][0] if place + 1 < len(signs) else ""
        before = found[-1][0] if found else ""
        joins = written == "-" and is_word(before) and is_word(following)
        sign = " " if joins else written
        if sign == " ":
            if before in _BLANK or following in _BLANK:
                continue
            if is_chinese(before) and is_chinese(following):
                continue
        elif sign == "\n" and before in ("", "\n"):
            continue
        found.append((sign, start, end))
    return found
