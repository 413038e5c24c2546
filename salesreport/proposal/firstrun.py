"""A first run file and policy from a folder of exports, and what was unsure about them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from salesreport.howto import SAMPLE, Start
from salesreport.intake import Loaded
from salesreport.language import Words
from salesreport.proposal import documents, doubts, remarks
from salesreport.proposal.again import propose_again, standing_run
from salesreport.proposal.choices import with_choices
from salesreport.proposal.documents import Settings
from salesreport.proposal.folder import contents_of
from salesreport.proposal.history import History
from salesreport.proposal.judging import past_of, policy_and_grades, roles_of
from salesreport.proposal.languages import language_of
from salesreport.proposal.outcome import Proposal
from salesreport.proposal.settling import assumed, in_main_currency, settled
from salesreport.proposal.trial import Found, errors_of, found_in, trial
from salesreport.tables.script import name_key
from salesreport.workspace import make_proposed


def propose(target: str | Path, folder: str | Path) -> Proposal:
    """Write a workspace for the exports in a folder: run file, policy, notebooks.

    The exports stay where they are and are read from there. Nothing that stands in
    `target` is overwritten. Where a run file of it reads the folder already, that one is
    read as it stands, and goalposts are proposed anew.

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
    standing = standing_run(place, exports)
    if standing is not None:
        return propose_again(place, standing, contents, exports)
    found = found_in(contents, exports, words)
    first, loaded = _read(found, assumed(found, language), exports, words)
    settings = settled(first, loaded, found, words)
    end = settings.as_of or settings.period.last
    past = past_of(
        loaded, found.unsure, period=settings.period, as_of=end, finance_as_of=end,
        currency=settings.currency,
    )  # fmt: skip
    return _written(place, found, settings, loaded, past)


def _read(found: Found, first: Settings, exports: Path, words: Words) -> tuple[Settings, Loaded]:
    """Tables as proposed, with the words and the currency that reading them once showed."""
    loaded = trial(found, first, exports, words)
    again = in_main_currency(first, loaded)
    entries = with_choices(found.entries, loaded)
    if again == first and entries == found.entries:
        return first, loaded
    found.entries = entries
    for entry in entries:
        found.unsure += doubts.guessed(entry)
    return again, trial(found, again, exports, words)


def _written(
    place: Path, found: Found, settings: Settings, loaded: Loaded, past: History
) -> Proposal:
    words = Words(settings.language)
    params = place / "params"
    policy = params / "policy" / f"{documents.quarter(settings.period)}.yaml"
    text, grades = policy_and_grades(settings, past, found.unsure)
    files = {policy: text}
    spellings = _aliases(loaded)
    if spellings:
        files[params / documents.ALIASES] = documents.aliases_text(spellings, words)
        found.unsure.append(remarks.aliases(len(spellings)))
    roles = roles_of(loaded, past)
    if roles:
        files[params / documents.ROLES] = documents.roles_text(roles, words)
        found.unsure.append(remarks.roles(documents.ROLES))
    run = params / f"{settings.period.label}.yaml"
    files[run] = documents.run_text(
        run, found.entries, found.mapping, settings, policy, has_aliases=bool(spellings)
    )
    start = Start(f"params/{run.name}", _somebody(loaded), settings.language)
    written = make_proposed(place, files, start, words)
    found.unsure += remarks.errors(errors_of(run))
    return Proposal(
        run=run,
        written=tuple(written),
        language=settings.language,
        read_as=tuple(_read_as(found, words)),
        grades=grades,
        unsure=tuple(dict.fromkeys(remark(words) for remark in found.unsure)),
    )


def _somebody(loaded: Loaded) -> str:
    """Id of the first person, of the list of people if there is one; the sample's if none."""
    tables = [loaded.tables[name] for name in ("reps", *loaded.tables) if name in loaded.tables]
    for table in tables:
        if "rep_id" in table and table["rep_id"].notna().any():
            return str(table["rep_id"].dropna().iloc[0])
    return SAMPLE.rep_id


def _aliases(loaded: Loaded) -> list[tuple[str, str, str]]:
    """Kind, spelling and what it may mean; a spelling once, as `aliases` holds it."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for problem in loaded.problems:
        kind = problem.values.get("kind")
        if problem.rule == "alias_suggestion" and kind in ("rep", "customer"):
            written = problem.value or ""
            found.setdefault((kind, name_key(written)), (written, problem.values["canonical"]))
    return sorted((kind, *meant) for (kind, _), meant in found.items())


def _read_as(found: Found, words: Words) -> Iterable[str]:
    if found.mapping is not None:
        yield words(
            "mapping {name}: {title}", name=found.mapping.name, title=words(found.mapping.title)
        )
    yield from (remarks.read_as(entry, words) for entry in found.entries)
