"""The shipped rules, and a company's own file over them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StrictBool

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.lexicon import Lexicon, shipped_lexicon
from salesreport.lexicon.files import RESERVED
from salesreport.playbook.figures import FIGURES, REASON
from salesreport.settings import Count, Settings, Share, check_id
from salesreport.yamlfile import checked, read_yaml

_SHIPPED = Path(__file__).with_name("rules.yaml")
_FEWEST = 10


Text = Annotated[str, Field(min_length=1, max_length=600)]


class PlaybookSettings(Settings):
    """`playbook` of a run file: a file of own rules, and whether names are replaced."""

    rules: str | None = None
    anonymise: StrictBool = False


class Said(Settings):
    """One text in the languages it is given in."""

    en: Text | None = None
    zh_CN: Text | None = None  # noqa: N815 - a language's code
    zh_TW: Text | None = None  # noqa: N815

    def all(self) -> dict[str, str]:
        """Text by language, of those given."""
        return {name: text for name, text in self.model_dump().items() if text}


class RuleEntry(Settings):
    """One rule as written; of a shipped one only what is to change.

    `figure` above (or below) the limit, `fewest` cases, `leads` its kind beyond chance.
    `disabled` takes the rule away. `problem`, `fix`: own words.
    """

    figure: str | None = None
    above: Share | None = None
    below: Share | None = None
    fewest: Count = _FEWEST
    leads: StrictBool = False
    disabled: StrictBool = False
    problem: Said = Said()
    fix: Said = Said()


class RulesFile(Settings):
    """A file of rules as written; `load_playbook` lays it over the shipped ones."""

    rules: dict[str, RuleEntry] = {}


@dataclass(frozen=True)
class Rule:
    """A measured condition; its problem and fix in own words where a file gives them.

    Attributes
    ----------
    id, figure : str
    above, below : float or None
        One of them is the limit.
    fewest : int
        Cases below which it does not fire.
    leads : bool
        Fires only where the figure is the largest of its kind beyond chance.
    problem, fix : tuple of (language, text)
        Empty: the catalogs have the words.
    """

    id: str
    figure: str
    above: float | None = None
    below: float | None = None
    fewest: int = _FEWEST
    leads: bool = False
    problem: tuple[tuple[str, str], ...] = ()
    fix: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Playbook:
    """Rules of a run, in order, and whether its playbook replaces names."""

    rules: tuple[Rule, ...]
    anonymise: bool = False


@cache
def shipped_playbook() -> Playbook:
    """The rules that come with salesreport; names stay."""
    entries = checked(RulesFile, read_yaml(_SHIPPED), path=_SHIPPED).rules
    return Playbook(
        tuple(_rule(name, entry, where=str(_SHIPPED)) for name, entry in entries.items())
    )


def load_playbook(
    settings: PlaybookSettings, folder: Path, *, lexicon: Lexicon | None = None
) -> Playbook:
    """The shipped rules with a company's own file over them.

    Parameters
    ----------
    settings : PlaybookSettings
        Of the run file.
    folder : Path
        Its folder; the path of the rules starts there.
    lexicon : Lexicon, optional
        Has the recorded reasons that a rule may ask for. Default: the shipped one.

    Raises
    ------
    SourceFileError
        The file is missing or not UTF-8.
    ParameterError
        No YAML; an unknown key, rule or figure; a rule without figure, limit, problem or
        fix, or with two limits.
    """
    shipped = shipped_playbook()
    if settings.rules is None:
        return Playbook(shipped.rules, settings.anonymise)
    path = (folder / settings.rules).resolve()
    found = {rule.id: rule for rule in shipped.rules}
    reasons = [*(lexicon or shipped_lexicon()).reasons, *RESERVED]
    known = [*FIGURES, *(REASON + reason for reason in reasons)]
    for name, entry in checked(RulesFile, read_yaml(path), path=path).rules.items():
        where = f"{path}, rules.{name}"
        _check(name, entry, list(found), known, where)
        if entry.disabled:
            found.pop(name)
        elif name in found:
            found[name] = _changed(found[name], entry)
        else:
            found[name] = _own(name, entry, where)
    return Playbook(tuple(found.values()), settings.anonymise)


def _check(name: str, entry: RuleEntry, rules: list[str], known: list[str], where: str) -> None:
    """Refuse unknown rules and figures, two limits, and an id that cannot be one."""
    if name not in rules and (entry.disabled or entry.figure is None):
        error = UnknownKeyError(name, known=rules, where=where.rpartition(".")[0], kind="rule")
        error.remedy += "; a rule of your own has `figure`, `above` or `below`, `problem`, `fix`"
        raise error
    check_id(name, where=where)
    if entry.figure is not None and entry.figure not in known:
        raise UnknownKeyError(entry.figure, known=known, where=f"{where}.figure", kind="figure")
    if entry.above is not None and entry.below is not None:
        raise ParameterError(
            f"above {entry.above:g} and below {entry.below:g}",
            where=where,
            expected="one limit",
            remedy="keep one of them; a second rule may have the other",
        )


def _changed(rule: Rule, entry: RuleEntry) -> Rule:
    """A known rule with the keys that an entry gives."""
    given = entry.model_fields_set
    if entry.above is not None or entry.below is not None:
        rule = replace(rule, above=entry.above, below=entry.below)
    return replace(
        rule,
        figure=entry.figure or rule.figure,
        fewest=entry.fewest if "fewest" in given else rule.fewest,
        leads=entry.leads if "leads" in given else rule.leads,
        problem=_laid_over(rule.problem, entry.problem),
        fix=_laid_over(rule.fix, entry.fix),
    )


def _own(name: str, entry: RuleEntry, where: str) -> Rule:
    for key in ("problem", "fix"):
        if not getattr(entry, key).all():
            raise ParameterError(
                f"the rule {name!r} has no {key}",
                where=f"{where}.{key}",
                expected="a text in en or zh_CN",
                remedy="add one",
            )
    return _rule(name, entry, where=where)


def _rule(name: str, entry: RuleEntry, *, where: str) -> Rule:
    if entry.figure is None or (entry.above is None and entry.below is None):
        raise ParameterError(
            f"the rule {name!r} has no {'figure' if entry.figure is None else 'limit'}",
            where=where,
            expected="`figure`, and `above` or `below`",
            remedy="add it",
        )
    return Rule(
        name, entry.figure, entry.above, entry.below, entry.fewest, entry.leads,
        tuple(entry.problem.all().items()), tuple(entry.fix.all().items()),
    )  # fmt: skip


def _laid_over(before: tuple[tuple[str, str], ...], said: Said) -> tuple[tuple[str, str], ...]:
    return tuple((dict(before) | said.all()).items())
