"""Phrases that come often in remarks the lexicon does not cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salesreport.lexicon.folding import folded, is_chinese
from salesreport.lexicon.matching import Lexicon

_CHINESE_SIGN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WORDS = re.compile(rf"[^\W\d_{_CHINESE_SIGN}]+(?:'[^\W\d_{_CHINESE_SIGN}]+)?")
_CHINESE_LENGTHS = (2, 3, 4)
_WORD_COUNTS = (1, 2, 3)
_SHORTEST = 3
"""Letters of a single English word that is suggested."""


@dataclass(frozen=True)
class Suggestion:
    """A phrase, in how many remarks without a reason it stands, and in how many with one."""

    phrase: str
    n_uncovered: int
    n_covered: int


def suggestions(
    remarks: Iterable[str | None], lexicon: Lexicon, *, at_least: int = 3, most: int = 20
) -> list[Suggestion]:
    """Frequent phrases of remarks in which the lexicon finds no reason.

    Phrases are 2 to 4 Chinese signs in a row, or 1 to 3 English words in one clause;
    none begins or ends with a stop word. A remark written several times counts once.
    A phrase is suggested where it stands in at least `at_least` uncovered remarks and
    in a larger share of them than of the covered ones. Of phrases within each other
    that stand in equally many the longest is kept. Most frequent first, then the
    longer.

    Parameters
    ----------
    remarks : iterable of str or None
    lexicon : Lexicon
    at_least : int
        Uncovered remarks that a phrase must stand in.
    most : int
        Suggestions returned.
    """
    texts = dict.fromkeys(remark for remark in remarks if remark is not None)
    distinct = {folded(text).text: text for text in texts}
    covered: Counter[str] = Counter()
    uncovered: Counter[str] = Counter()
    totals = {True: 0, False: 0}
    for text, written in distinct.items():
        if lexicon.is_blank(written):
            continue
        known = bool(lexicon.hits(written))
        totals[known] += 1
        (covered if known else uncovered).update(_phrases(text, lexicon.stop_words))
    often = {
        phrase: count
        for phrase, count in uncovered.items()
        if count >= at_least
        and (count * totals[True] > covered[phrase] * totals[False] or not totals[True])
    }
    ranked = sorted(_longest(often), key=lambda phrase: (-often[phrase], -len(phrase), phrase))
    return [Suggestion(phrase, often[phrase], covered[phrase]) for phrase in ranked[:most]]


def _phrases(text: str, stop_words: frozenset[str]) -> set[str]:
    """Phrases of a folded text, each once."""
    found: set[str] = set()
    for clause in re.split(r"[。！？；，!?;,\n]|\.(?=\s|$)", text):
        found |= _in_row(_chinese_runs(clause), _CHINESE_LENGTHS, "", stop_words)
        found |= _in_row([_WORDS.findall(clause)], _WORD_COUNTS, " ", stop_words)
    return {phrase for phrase in found if is_chinese(phrase[0]) or len(phrase) >= _SHORTEST}


def _chinese_runs(clause: str) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for sign in clause:
        if is_chinese(sign):
            runs[-1].append(sign)
        elif runs[-1]:
            runs.append([])
    return runs


def _in_row(
    rows: list[list[str]], lengths: tuple[int, ...], between: str, stop_words: frozenset[str]
) -> set[str]:
    found = set()
    for row in rows:
        for length in lengths:
            for start in range(len(row) - length + 1):
                words = row[start : start + length]
                phrase = between.join(words)
                if stop_words.isdisjoint((words[0], words[-1], phrase)):
                    found.add(phrase)
    return found


def _longest(often: dict[str, int]) -> list[str]:
    """Phrases that are in no longer one which stands in as many remarks."""
    within = {
        part
        for phrase, count in often.items()
        for part in _parts(phrase)
        if often.get(part) == count
    }
    return [phrase for phrase in often if phrase not in within]


def _parts(phrase: str) -> Iterator[str]:
    """Shorter phrases within one: its signs, or its words, in a row."""
    between = "" if is_chinese(phrase[0]) else " "
    units = list(phrase) if not between else phrase.split(between)
    for length in range(1, len(units)):
        for start in range(len(units) - length + 1):
            yield between.join(units[start : start + length])
