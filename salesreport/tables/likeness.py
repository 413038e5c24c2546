"""How alike two headers are, letter by letter."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

from salesreport.tables.script import header_key


def likeness(header: str, word: str, *, least: float) -> float:
    """Share of letters in common and in order (`difflib`'s ratio) of two headers' keys.

    0 where it is below `least`: most pairs are told apart by their lengths and letters,
    without a look at the order.

    Examples
    --------
    >>> likeness("Close dates", "Close date", least=0.5)
    0.9473684210526315
    >>> likeness("Owner", "Close date", least=0.5)
    0.0
    """
    matcher = _matcher(header_key(word))
    matcher.set_seq1(header_key(header))
    # in growing order of work; none is ever below the next
    for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio):
        found = ratio()
        if found < least:
            return 0.0
    return found


@lru_cache(maxsize=1 << 14)
def _matcher(key: str) -> SequenceMatcher[str]:
    """Matcher of a word, which counts the word's letters once for all headers."""
    return SequenceMatcher(None, "", key)
