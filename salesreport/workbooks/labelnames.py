"""Names of reps in remarks, hidden before a sheet shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from salesreport.lexicon import Folded, Lexicon, folded

HIDDEN = "…"
_SHORTEST_NAME = 2
_SHORTEST_ID = 3


@dataclass(frozen=True)
class _Name:
    """A name as it is looked for; `needs_capital`: a single word that may be one of the text's."""

    text: str
    needs_capital: bool = False


def names_hidden(tables: Mapping[str, pd.DataFrame], lexicon: Lexicon) -> Callable[[str], str]:
    """Function that puts `…` for reps in a text: names, aliases, ids that hold a letter.

    Width, script and blanks between Chinese signs make no difference. A Latin name stands
    alone, and one of a single word with a capital letter: An is no part of `zhang san`,
    nor `an`. A name that is a word of the lexicon (Price) stays, since the remark could
    not be read without it.
    """
    found = {}
    for name in _written(tables):
        one = _name(name, lexicon)
        if one is not None:
            found[one.text] = one
    ids = _column(tables.get("reps"), "rep_id")
    for text in (folded(i).text for i in ids):
        if len(text) >= _SHORTEST_ID and any(sign.isalpha() for sign in text):
            found.setdefault(text, _Name(text))
    if not found:
        return str
    longest = sorted(found, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(map(_alone, longest)))
    return lambda text: _without(text, pattern, found)


def _without(text: str, pattern: re.Pattern[str], names: Mapping[str, _Name]) -> str:
    seen: Folded = folded(text)
    shown, last = [], 0
    for match in pattern.finditer(seen.text):
        start, end = seen.span(*match.span())
        if names[match.group()].needs_capital and not text[start].isupper():
            continue
        shown += [text[last:start], HIDDEN]
        last = end
    return "".join([*shown, text[last:]])


def _alone(text: str) -> str:
    """Pattern of a name; a Latin letter or digit at its ends is not within a longer word."""
    latin = r"[a-z0-9]"
    before = rf"(?<!{latin})" if re.match(latin, text) else ""
    after = rf"(?!{latin})" if re.search(rf"{latin}$", text) else ""
    return before + re.escape(text) + after


def _name(name: str, lexicon: Lexicon) -> _Name | None:
    text = folded(name).text
    whole = (0, len(name))
    is_word = any((hit.start, hit.end) == whole for hit in lexicon.hits(name))
    if len(text) < _SHORTEST_NAME or is_word:
        return None
    single = text.isascii() and " " not in text
    return _Name(text, needs_capital=single and name.strip()[:1].isupper())


def _written(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Names of reps as the tables of people and of aliases write them."""
    aliases = tables.get("aliases")
    reps = None if aliases is None else aliases[aliases["kind"] == "rep"]
    return {*_column(tables.get("reps"), "name"), *_column(reps, "written")}


def _column(frame: pd.DataFrame | None, name: str) -> Iterable[str]:
    return () if frame is None else map(str, frame[name].dropna())
