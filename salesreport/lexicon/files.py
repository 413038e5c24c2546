"""The shipped words, and a company's own file over them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.lexicon.folding import folded
from salesreport.lexicon.guards import Guards
from salesreport.lexicon.judged import Judges, Scale, folded_lists
from salesreport.lexicon.matching import NEUTRAL, Lexicon, Titles
from salesreport.lexicon.patterns import pattern
from salesreport.settings import Settings, check_id
from salesreport.yamlfile import checked, read_yaml

_SHIPPED = Path(__file__).with_name("lexicon.yaml")
RESERVED = ("not_recorded", "unmatched")
"""Rows of the table of reasons that no word can stand for."""


def _flat(value: Any) -> Any:
    """Lists in a list as one, so that a file may keep its lines short."""
    if not isinstance(value, list):
        return value
    return [word for part in value for word in (part if isinstance(part, list) else [part])]


def _change(value: Any) -> Any:
    """A plain list adds its words."""
    return {"add": value} if isinstance(value, list) else value


Word = Annotated[str, Field(min_length=1, max_length=80)]
Nested = list[Word | list[Word]]
WordList = Annotated[list[Word], BeforeValidator(_flat, json_schema_input_type=Nested)]


class WordChange(Settings):
    """Words a list gains and loses."""

    add: WordList = []
    remove: WordList = []


Change = Annotated[WordChange, BeforeValidator(_change, json_schema_input_type=WordChange | Nested)]


class ReasonTitles(Settings):
    """Name of a reason of your own, in one language or more."""

    en: Word | None = None
    zh_CN: Word | None = None  # noqa: N815 - a language's code
    zh_TW: Word | None = None  # noqa: N815


class ReasonWords(WordChange):
    """Words of a reason; `titles` makes a reason that is not shipped.

    `better`, `worse`: what says that a thing of this reason is so: a price that is low, high.
    """

    titles: ReasonTitles | None = None
    better: Change = WordChange()
    worse: Change = WordChange()


Reason = Annotated[
    ReasonWords, BeforeValidator(_change, json_schema_input_type=ReasonWords | Nested)
]
_NOTHING = WordChange()


class LexiconFile(Settings):
    """A file of words as written; `load_lexicon` lays it over the shipped ones.

    `reasons`: id -> words. `negations`, `near_negations`, `absences`, `troubles`,
    `no_negations`, `dismissals`, `turns`: what denies a reason and what does not.
    `things`: words that name what a reason is about, and no fault of it; `fine`, `approves`:
    words behind and before a thing that say it is all right; `pending`: not yet so.
    `rivals`, `own_side`: the two sides; `than`, `asks`: before a side that is compared with,
    or asked for something. `neutral`: phrases that hold a reason's word and name none.
    `blank`: texts that say nothing. `stop_words`: words that no suggestion begins or ends with.
    """

    reasons: dict[str, Reason] = {}
    negations: Change = _NOTHING
    near_negations: Change = _NOTHING
    absences: Change = _NOTHING
    troubles: Change = _NOTHING
    no_negations: Change = _NOTHING
    dismissals: Change = _NOTHING
    turns: Change = _NOTHING
    things: Change = _NOTHING
    fine: Change = _NOTHING
    approves: Change = _NOTHING
    pending: Change = _NOTHING
    rivals: Change = _NOTHING
    own_side: Change = _NOTHING
    than: Change = _NOTHING
    asks: Change = _NOTHING
    neutral: Change = _NOTHING
    blank: Change = _NOTHING
    stop_words: Change = _NOTHING


_LISTS = tuple(name for name in LexiconFile.model_fields if name != "reasons")
_GUARDS = tuple(Guards.__dataclass_fields__)


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with salesreport, in Chinese and English."""
    return load_lexicon(None)


def load_lexicon(path: Path | None) -> Lexicon:
    """The shipped lexicon with a company's own file over it.

    A word stands for one reason: given to another by the own file it leaves the
    shipped one.

    Parameters
    ----------
    path : Path or None
        None: the shipped words alone.

    Raises
    ------
    SourceFileError
        The file is missing or not UTF-8.
    ParameterError
        No YAML; an unknown key or reason; a word to remove that is not there, that two
        reasons of the file claim, or that holds no letter.
    """
    shipped = checked(LexiconFile, read_yaml(_SHIPPED), path=_SHIPPED)
    reasons = {reason: Titles() for reason in shipped.reasons}
    words = _claimed(shipped, _SHIPPED)
    scales = {reason: _scale(change) for reason, change in shipped.reasons.items()}
    lists = {name: _added(getattr(shipped, name)) for name in _LISTS}
    if path is not None:
        own = checked(LexiconFile, read_yaml(path), path=path)
        reasons |= _own_reasons(own, reasons, path)
        words = _changed_words(words, own, path)
        lists = {
            name: _changed(lists[name], getattr(own, name), where=f"{path}, {name}")
            for name in _LISTS
        }
        scales |= _changed_scales(scales, own, path)
    return _lexicon(reasons, words, lists, scales)


def _lexicon(
    reasons: dict[str, Titles], words: dict[str, str], lists: dict[str, list[str]],
    scales: dict[str, Scale],
) -> Lexicon:  # fmt: skip
    texts = {name: tuple(folded(word).text for word in lists[name]) for name in _LISTS}
    return Lexicon(
        reasons=reasons,
        words=dict.fromkeys(lists["neutral"], NEUTRAL) | words,
        guards=Guards(**{name: tuple(filter(None, texts[name])) for name in _GUARDS}),
        judges=Judges(
            things=frozenset(map(_stem, lists["things"])), scales=scales, **folded_lists(texts)
        ),
        blank=frozenset(texts["blank"]),
        stop_words=frozenset(texts["stop_words"]),
    )


def _added(change: WordChange) -> list[str]:
    return list(dict.fromkeys(change.add))


def _key(word: str) -> str:
    """What makes two words of the lexicon the same."""
    one = pattern(word)
    return "" if one is None else one.key


def _stem(word: str) -> str:
    one = pattern(word)
    return "" if one is None else one.stem


def _scale(change: ReasonWords) -> Scale:
    return _folded_scale(_added(change.better), _added(change.worse))


def _folded_scale(better: list[str], worse: list[str]) -> Scale:
    sides = ([folded(word).text for word in words] for words in (better, worse))
    return Scale(*(tuple(filter(None, words)) for words in sides))


def _changed_scales(scales: dict[str, Scale], own: LexiconFile, path: Path) -> dict[str, Scale]:
    found = {}
    for reason, change in own.reasons.items():
        mine = scales.get(reason, Scale())
        where = f"{path}, reasons.{reason}"
        better = _changed([*mine.better], change.better, where=f"{where}.better")
        worse = _changed([*mine.worse], change.worse, where=f"{where}.worse")
        found[reason] = _folded_scale(better, worse)
    return found


def _claimed(file: LexiconFile, path: Path) -> dict[str, str]:
    """Words a file gives -> reason; refuses one that two reasons claim or that is empty."""
    found: dict[str, str] = {}
    keys: dict[str, str] = {}
    for reason, change in file.reasons.items():
        for word in change.add:
            key, where = _key(word), f"{path}, reasons.{reason}.add"
            if not key:
                raise ParameterError(
                    f"{word!r} holds nothing that could be looked for",
                    where=where,
                    expected="a word; parts of one on both sides of `..`",
                    remedy="correct or remove it",
                )
            if keys.setdefault(key, reason) != reason:
                raise ParameterError(
                    f"{word!r} stands for {keys[key]} and for {reason}",
                    where=where,
                    expected="each word for one reason",
                    remedy="keep it under one of them, or write it longer under both",
                )
            found[word] = reason
    return found


def _own_reasons(own: LexiconFile, shipped: dict[str, Titles], path: Path) -> dict[str, Titles]:
    found = {}
    for reason, change in own.reasons.items():
        where = f"{path}, reasons"
        if reason not in shipped and change.titles is None:
            error = UnknownKeyError(reason, known=[*shipped], where=where, kind="reason")
            error.remedy += "; a reason of your own has `titles: {en: …, zh_CN: …}`"
            raise error
        check_id(reason, where=where, reserved=RESERVED)
        if change.titles is not None:
            titles = Titles(**change.titles.model_dump())
            if not titles.all():
                raise ParameterError(
                    f"the reason {reason!r} has no name",
                    where=f"{where}.{reason}.titles",
                    expected="a name in en or zh_CN",
                    remedy="add one",
                )
            found[reason] = titles
    return found


def _changed_words(words: dict[str, str], own: LexiconFile, path: Path) -> dict[str, str]:
    """Shipped words without those removed or claimed anew, then the own ones."""
    claimed = _claimed(own, path)
    gone = {_key(word) for word in claimed}
    for reason, change in own.reasons.items():
        mine = [word for word, whose in words.items() if whose == reason]
        left = _changed(mine, WordChange(remove=change.remove),
                        where=f"{path}, reasons.{reason}.remove")  # fmt: skip
        gone |= {_key(word) for word in mine if word not in left}
    return {word: reason for word, reason in words.items() if _key(word) not in gone} | claimed


def _changed(words: list[str], change: WordChange, *, where: str) -> list[str]:
    """Words without those removed, then those added.

    Raises
    ------
    UnknownKeyError
        A word to remove is not there.
    """
    known = {_key(word): word for word in words}
    for word in change.remove:
        if known.pop(_key(word), None) is None:
            raise UnknownKeyError(word, known=words, where=where, kind="word")
    return list(dict.fromkeys([*known.values(), *change.add]))
