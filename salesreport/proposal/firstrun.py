"""A first run file and policy from a folder of exports, and what was unsure about them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from salesreport import measures
from salesreport.intake import Loaded
from salesreport.language import Words
from salesreport.policy import load_policy
from salesreport.proposal import documents, doubts, remarks
from salesreport.proposal.choices import with_choices
from salesreport.proposal.documents import Settings
from salesreport.proposal.folder import contents_of
from salesreport.proposal.history import (
    History,
    grade_distribution,
    history,
    proposed_goalposts,
    proposed_roles,
    proposed_weights,
    unweighted,
)
from salesreport.proposal.languages import language_of
from salesreport.proposal.reads import ENOUGH_READ, reads
from salesreport.proposal.settling import assumed, in_main_currency, settled
from salesreport.proposal.trial import Found, errors_of, found_in, trial
from salesreport.tables.script import name_key
from salesreport.workspace import make_proposed


@dataclass(frozen=True)
class Proposal:
    """What `init --from` wrote and what it was unsure of.

    Attributes
    ----------
    run : Path
        The run file.
    written : tuple of Path
        Every file written.
    language : str
        Language of the exports, in which all is said.
    read_as : tuple of str
        `Deals: 商机_*.xlsx`, a line a table.
    grades : dict of str to int
        Person-months of the last twelve by the grade the policy would have given.
    unsure : tuple of str
        What a person should look at, a line each.
    """

    run: Path
    written: tuple[Path, ...]
    language: str
    read_as: tuple[str, ...]
    grades: dict[str, int]
    unsure: tuple[str, ...]

    def lines(self) -> list[str]:
        """What to tell the person who asked, a line each."""
        words = Words(self.language)
        n = len(self.written)
        lines = [
            words.plural("{n} file written; the run file is {run}",
                         "{n} files written; the run file is {run}", n, run=self.run),
            "",
            words("Read as:"),
            *(f"  {line}" for line in self.read_as),
        ]  # fmt: skip
        if any(self.grades.values()):
            lines += ["", words(
                "Grades the proposed policy would have given, each month of the last twelve and "
                "all people together: {grades}", grades=remarks.grades_text(self.grades, words),
            )]  # fmt: skip
        if self.unsure:
            lines += ["", words("Unsure, please look:"), *(f"  - {line}" for line in self.unsure)]
        return [*lines, "", words("Next: {command}", command=f"salesreport check {self.run}")]


def propose(target: str | Path, folder: str | Path) -> Proposal:
    """Write a workspace for the exports in a folder: run file, policy, notebooks.

    The exports stay where they are and are read from there. Nothing that stands in
    `target` is overwritten.

    Parameters
    ----------
    target : path
        Folder of the workspace.
    folder : path
        Folder with the exports.

    Raises
    ------
    UsageError
        No such folder, or nothing says which month it is.
    SourceFileError
        The folder holds nothing that is recognised; says what was seen.
    OutputError
        A file of that name stands in the workspace, or it cannot be written.
    """
    place, exports = Path(target).resolve(), Path(folder).resolve()
    contents = contents_of(exports, Words(language_of((), exports)), workspace=place)
    language = language_of(contents.sheets, exports)
    words = Words(language)
    found = found_in(contents, exports, words)
    first, loaded = _read(found, assumed(found, language), exports, words)
    settings = settled(first, loaded, found, words)
    return _written(place, found, settings, loaded, _past(found, loaded, settings))


def _read(found: Found, first: Settings, exports: Path, words: Words) -> tuple[Settings, Loaded]:
    """Tables as proposed, with the words and the currency that reading them once showed."""
    loaded = trial(found, first, exports, words)
    again = in_main_currency(first, loaded)
    entries = with_choices(found.entries, loaded.problems)
    if again == first and entries == found.entries:
        return first, loaded
    found.entries = entries
    for entry in entries:
        found.unsure += doubts.guessed(entry)
    return again, trial(found, again, exports, words)


def _past(found: Found, loaded: Loaded, settings: Settings) -> History:
    end = settings.as_of or settings.period.last
    read = reads(loaded)
    found.unsure += doubts.partly_read(read)
    if any(one.share < ENOUGH_READ for one in read):
        return History([], [], [], {})
    prepared = measures.prepare(
        loaded.tables, as_of=end, finance_as_of=end, currency=settings.currency,
        period=settings.period,
    )  # fmt: skip
    return history(prepared, settings.period)


def _written(
    place: Path, found: Found, settings: Settings, loaded: Loaded, past: History
) -> Proposal:
    words = Words(settings.language)
    params = place / "params"
    policy = params / "policy" / f"{documents.quarter(settings.period)}.yaml"
    weights = proposed_weights(past)
    found.unsure += remarks.unweighted(unweighted(past), len(past.values))
    text, grades = _policy(settings, past, weights)
    files = {policy: text}
    spellings = _aliases(loaded)
    if spellings:
        files[params / documents.ALIASES] = documents.aliases_text(spellings, words)
        found.unsure.append(remarks.aliases(len(spellings)))
    roles = _roles(loaded, past)
    if roles:
        files[params / documents.ROLES] = documents.roles_text(roles, words)
        found.unsure.append(remarks.roles())
    run = params / f"{settings.period.label}.yaml"
    files[run] = documents.run_text(
        run, found.entries, found.mapping, settings, policy, has_aliases=bool(spellings)
    )
    written = make_proposed(place, files, words)
    found.unsure += remarks.errors(errors_of(run))
    return Proposal(
        run=run,
        written=tuple(written),
        language=settings.language,
        read_as=tuple(_read_as(found, words)),
        grades=grades,
        unsure=tuple(dict.fromkeys(remark(words) for remark in found.unsure)),
    )


def _policy(
    settings: Settings, past: History, weights: dict[str, int]
) -> tuple[str, dict[str, int]]:
    """Policy's text, and the grades it would have given."""
    posts = proposed_goalposts(past, weights)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, "policy.yaml")
        draft.write_text(documents.policy_text(settings, weights, posts, {}, 0), encoding="utf-8")
        grades = grade_distribution(past, load_policy(draft))
    return documents.policy_text(settings, weights, posts, grades, len(past.months)), grades


def _aliases(loaded: Loaded) -> list[tuple[str, str, str]]:
    """Kind, spelling and what it may mean; a spelling once, as `aliases` holds it."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for problem in loaded.problems:
        kind = problem.values.get("kind")
        if problem.rule == "alias_suggestion" and kind in ("rep", "customer"):
            written = problem.value or ""
            found.setdefault((kind, name_key(written)), (written, problem.values["canonical"]))
    return sorted((kind, *meant) for (kind, _), meant in found.items())


def _roles(loaded: Loaded, past: History) -> list[tuple[str, str, str]]:
    """Id, name and role of every person, where no table gives a role."""
    people = loaded.tables["reps"]
    if people["role"].notna().any():
        return []
    proposed = proposed_roles(past)
    pairs = zip(people["rep_id"].astype(str), people["name"].astype(str), strict=True)
    return [(rep, name, proposed[rep]) for rep, name in pairs if rep in proposed]


def _read_as(found: Found, words: Words) -> Iterable[str]:
    if found.mapping is not None:
        yield words(
            "mapping {name}: {title}", name=found.mapping.name, title=words(found.mapping.title)
        )
    yield from (remarks.read_as(entry, words) for entry in found.entries)
