"""The shipped rules, and a company's own file over them."""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.improvement.signals import CAUSES, CLASSES, FACTS, FACTS_OF, FILLED_BY, OWNERS
from salesreport.playbook import Said
from salesreport.settings import Count, Settings, Share, check_id, no_flag
from salesreport.yamlfile import checked, read_yaml

_SHIPPED = Path(__file__).with_name("rules.yaml")

KINDS = ("improve", "support", "verify", "review_target", "improve_process")
REFERENCES = ("target", "peers", "last_year")
OF = ("rep", "team")
PLACES = ("name", "n", "names", "from", "to", "amount", "owner", "until")
"""What a company's own words may name in braces."""
TEXTS = ("item", "measures", "support", "expected_effect")
PROVEN = "process"
"""Class of the causes that a row to improve may rest on."""


Until = Annotated[float, Field(gt=0, le=1), no_flag()]


class RuleEntry(Settings):
    """One rule as written; of a shipped one only what is to change.

    `cause` of the classes `classes` and of `least` of the reference, or `fact` above `above`
    with `fewest` cases. `only_low`: for those graded or flagged to be supported. `lasting`:
    the longer window says the same. `alone`: where no other row is proposed. `until`: share of the
    next cycle's working days. `disabled` takes the rule away. The others: own words.
    """

    of: str | None = None
    cause: str | None = None
    fact: str | None = None
    against: str | None = None
    classes: list[str] | None = None
    kind: str | None = None
    least: Share | None = None
    above: Share | None = None
    fewest: Count | None = None
    only_low: StrictBool | None = None
    lasting: StrictBool | None = None
    alone: StrictBool | None = None
    owner: str | None = None
    until: Until | None = None
    disabled: StrictBool = False
    item: Said = Said()
    measures: Said = Said()
    support: Said = Said()
    expected_effect: Said = Said()


class PlanRulesFile(Settings):
    """A file of rules as written; `load_plan_rules` lays it over the shipped ones."""

    rules: dict[str, RuleEntry] = {}


@dataclass(frozen=True)
class PlanRule:
    """When a row of the plan is proposed, of which kind, until when, with whose support.

    Attributes
    ----------
    id, kind : str
    signal : str
        Cause or fact.
    of : str
        `rep` or `team`.
    against : str or None
        Reference of the gap; None: the first one that has the cause.
    classes : tuple of str
        Of a cause; empty of a fact.
    least, above : float
        Limits of a cause's part of the reference, and of a fact's share.
    fewest : int
    only_low, lasting, alone : bool
    owner : str or None
        Role that supports.
    until : float
    own : tuple of (text, ((language, words), ...))
        Own words, by text; empty: the catalogs have them.
    """

    id: str
    signal: str
    kind: str
    of: Literal["rep", "team"] = "rep"
    against: str | None = None
    classes: tuple[str, ...] = ()
    least: float = 0.0
    above: float = 0.0
    fewest: int = 0
    only_low: bool = False
    lasting: bool = False
    alone: bool = False
    owner: str | None = "manager"
    until: float = 1.0
    own: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def is_of_cause(self) -> bool:
        """Whether it asks for a cause, and no fact."""
        return self.signal in CAUSES


@cache
def shipped_plan_rules() -> tuple[PlanRule, ...]:
    """The rules that come with salesreport, in order."""
    entries = checked(PlanRulesFile, read_yaml(_SHIPPED), path=_SHIPPED).rules
    return tuple(
        _rule(name, entry, where=f"{_SHIPPED}, rules.{name}") for name, entry in entries.items()
    )


def load_plan_rules(path: Path | None) -> tuple[PlanRule, ...]:
    """The shipped rules with a company's own file over them.

    Raises
    ------
    SourceFileError
        The file is missing or not UTF-8.
    ParameterError
        No YAML; an unknown key, rule, cause, fact, class, kind or owner; a rule with both
        cause and fact, or with neither; a row to improve that rests on no record; own rules
        without words; a fact of a team in a rule of a person, or the other way round; `against`
        of a fact, or peers of a team; a name in braces that is never filled.
    """
    found = {rule.id: rule for rule in shipped_plan_rules()}
    if path is None:
        return tuple(found.values())
    for name, entry in checked(PlanRulesFile, read_yaml(path), path=path).rules.items():
        where = f"{path}, rules.{name}"
        _check(name, entry, list(found), where)
        if entry.disabled:
            found.pop(name)
        elif name in found:
            found[name] = _sound(_changed(found[name], entry), where)
        else:
            found[name] = _own(name, entry, where)
    return tuple(found.values())


def _check(name: str, entry: RuleEntry, rules: list[str], where: str) -> None:
    """Refuse unknown names, and an id that cannot be one."""
    if name not in rules and (entry.disabled or not (entry.cause or entry.fact)):
        error = UnknownKeyError(name, known=rules, where=where.rpartition(".")[0], kind="rule")
        error.remedy += "; a rule of your own has `cause` or `fact`, `kind`, `item`, `measures`"
        raise error
    check_id(name, where=where)
    known: dict[str, tuple[list[str], tuple[str, ...]]] = {
        "cause": (_given(entry.cause), CAUSES),
        "fact": (_given(entry.fact), FACTS),
        "kind": (_given(entry.kind), KINDS),
        "owner": (_given(entry.owner), OWNERS),
        "against": (_given(entry.against), REFERENCES),
        "of": (_given(entry.of), OF),
        "classes": (entry.classes or [], CLASSES),
    }
    for key, (given, names) in known.items():
        for one in given:
            if one not in names:
                kind = "class" if key == "classes" else key
                raise UnknownKeyError(one, known=list(names), where=f"{where}.{key}", kind=kind)
    _check_words(entry, where)


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _check_words(entry: RuleEntry, where: str) -> None:
    """Refuse a name in braces that nothing fills."""
    for text in TEXTS:
        for said in getattr(entry, text).all().values():
            try:
                named = _named_in(said)
            except ValueError as error:
                raise ParameterError(
                    f"{said!r} has a brace alone",
                    where=f"{where}.{text}",
                    expected="names in braces, such as {n}",
                    remedy="close the brace, or write it twice",
                ) from error
            for name in named:
                if name not in PLACES:
                    raise UnknownKeyError(
                        name, known=list(PLACES), where=f"{where}.{text}", kind="name in braces"
                    )


def _named_in(said: str) -> list[str]:
    """Names in braces of a text; ValueError of a brace alone."""
    return [name for _, name, _, _ in string.Formatter().parse(said) if name is not None]


def _changed(rule: PlanRule, entry: RuleEntry) -> PlanRule:
    """A known rule with the keys that an entry gives."""
    plain = ("kind", "of", "against", "least", "above", "fewest", "only_low", "lasting", "alone",
             "owner", "until")  # fmt: skip
    new = {key: getattr(entry, key) for key in plain if getattr(entry, key) is not None}
    signal = entry.cause or entry.fact or rule.signal
    classes = rule.classes if entry.classes is None else tuple(entry.classes)
    own = dict(rule.own) | dict(_words(entry))
    changed = replace(rule, signal=signal, classes=classes, **new)
    return replace(changed, own=tuple(own.items()))


def _words(entry: RuleEntry) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    said = ((text, getattr(entry, text).all()) for text in TEXTS)
    return tuple((text, tuple(words.items())) for text, words in said if words)


def _own(name: str, entry: RuleEntry, where: str) -> PlanRule:
    for key in ("item", "measures"):
        if not getattr(entry, key).all():
            raise ParameterError(
                f"the rule {name!r} has no {key}",
                where=f"{where}.{key}",
                expected="a text in en or zh_CN",
                remedy="add one",
            )
    return _rule(name, entry, where=where)


def _rule(name: str, entry: RuleEntry, *, where: str) -> PlanRule:
    if (entry.cause is None) == (entry.fact is None):
        raise ParameterError(
            f"the rule {name!r} has {'no cause and no fact' if entry.fact is None else 'both'}",
            where=where,
            expected="`cause` or `fact`",
            remedy="keep one of them" if entry.fact else "add one of them",
        )
    if entry.kind is None:
        raise ParameterError(
            f"the rule {name!r} has no kind",
            where=f"{where}.kind",
            expected="one of " + ", ".join(KINDS),
            remedy="add it",
        )
    blank = PlanRule(name, entry.cause or entry.fact or "", entry.kind)
    return _sound(_changed(blank, entry), where)


def _sound(rule: PlanRule, where: str) -> PlanRule:
    """Refuse a row to improve that rests on no record of the work, and a rule that never holds."""
    _check_holds(rule, where)
    _check_filled(rule, where)
    if rule.kind == "improve" and rule.is_of_cause and set(rule.classes) != {PROVEN}:
        raise ParameterError(
            f"kind improve for the cause {rule.signal} of "
            + (f"the classes {', '.join(rule.classes)}" if rule.classes else "any class"),
            where=where,
            expected=f"`classes: [{PROVEN}]`: what is on record, row by row",
            remedy="take kind support or verify, or that class alone",
        )
    return rule


def _check_holds(rule: PlanRule, where: str) -> None:
    """Refuse what no signal ever is: a fact of the others, or a gap that is not measured."""
    if not rule.is_of_cause and rule.signal not in FACTS_OF[rule.of]:
        (other,) = (of for of in OF if of != rule.of)
        raise ParameterError(
            f"the fact {rule.signal} is of a {other}, the rule of a {rule.of}",
            where=where,
            expected=f"of a {rule.of} one of " + ", ".join(FACTS_OF[rule.of]),
            remedy=f"write `of: {other}`, or take one of these facts",
        )
    if rule.against is not None and not rule.is_of_cause:
        raise ParameterError(
            f"the fact {rule.signal} is held against no {rule.against}",
            where=f"{where}.against",
            expected="`against` of a cause alone",
            remedy="leave it out",
        )
    if rule.of == "team" and rule.against == "peers":
        raise ParameterError(
            "a team is held against no peers",
            where=f"{where}.against",
            expected="target or last_year",
            remedy="take one of them, or leave it out",
        )


def _check_filled(rule: PlanRule, where: str) -> None:
    """Refuse a name in braces of which the rule's cause or fact never knows anything."""
    filled_by = FILLED_BY[rule.of]
    empty = [name for name, signals in filled_by.items() if rule.signal not in signals]
    for text, said in rule.own:
        for name in (name for _, words in said for name in _named_in(words)):
            if name in empty:
                raise ParameterError(
                    f"{{{name}}} is never known of {rule.signal} of a {rule.of}",
                    where=f"{where}.{text}",
                    expected=" ".join(f"{{{one}}}" for one in PLACES if one not in empty),
                    remedy="leave it out",
                )
