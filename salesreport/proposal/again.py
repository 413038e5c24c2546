"""Goalposts proposed again, from a run file that its user has completed by hand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from salesreport.display.problems import worded_fault
from salesreport.errors import InputError, ParameterError, SourceFileError
from salesreport.intake import Loaded, load_tables
from salesreport.language import Words
from salesreport.params import RunFile, load_run
from salesreport.proposal import documents, doubts, remarks
from salesreport.proposal.documents import Settings, quarter
from salesreport.proposal.folder import Contents
from salesreport.proposal.judging import past_of, policy_and_grades, roles_of
from salesreport.proposal.outcome import Proposal
from salesreport.proposal.remarks import Remark
from salesreport.proposal.trial import found_in
from salesreport.readers.files import source_files
from salesreport.resources import resource
from salesreport.sources import OR, Source
from salesreport.workspace import write_texts
from salesreport.yamlfile import read_yaml

_SQLITE = "sqlite:///"


def standing_run(place: Path, exports: Path) -> Path | None:
    """The run file of a workspace that reads an exports' folder; of several the latest period's.

    Raises
    ------
    ParameterError
        One that reads it cannot be used as it stands, and none can; or one is no YAML.
    """
    usable: list[tuple[Any, Path]] = []
    faults: list[Exception] = []
    for path in sorted((place / "params").glob("*.yaml")):
        if (resource("params") / path.name).exists():
            continue  # the sample's
        try:
            document = read_yaml(path)
        except ParameterError as error:
            if error.expected.startswith("key: value lines, "):
                faults.append(error)
            continue
        except SourceFileError:
            continue
        if not any(_lies_in(one, path.parent, exports) for one in _written_paths(document)):
            continue
        try:
            usable.append((load_run(path).period.last, path))
        except (ParameterError, SourceFileError) as error:
            faults.append(error)
    if not usable and faults:
        raise faults[0]
    return max(usable, default=(None, None))[1]


def _written_paths(document: Mapping[str, Any]) -> Iterator[str]:
    data = document.get("data")
    for entry in data.values() if isinstance(data, dict) else ():
        if isinstance(entry, dict):
            yield from (str(entry[key]) for key in ("path", "url") if entry.get(key))


def _lies_in(written: str, base: Path, folder: Path) -> bool:
    path = written.removeprefix(_SQLITE)
    return "://" not in path and _absolute(path, base).is_relative_to(folder)


def _absolute(path: str, base: Path) -> Path:
    return Path(os.path.normpath(base / path))


def propose_again(place: Path, path: Path, contents: Contents, exports: Path) -> Proposal:
    """Goalposts, weights and roles from the tables as a standing run file reads them.

    The run file and all that stands in the workspace stay as they are; what is proposed
    gets names that nothing has.

    Raises
    ------
    InputError
        The tables cannot be read as the run file says.
    OutputError
        The workspace cannot be written.
    """
    run = load_run(path)
    words = Words(run.languages[0])
    try:
        loaded = load_tables(run)
    except InputError as error:
        raise worded_fault(error, words) from error
    unsure: list[Remark] = list(_unread(contents, exports, run, words))
    past = past_of(
        loaded, unsure, period=run.period, as_of=run.as_of, finance_as_of=run.finance_as_of,
        currency=run.currency, policy=run.policy,
    )  # fmt: skip
    files: dict[Path, str] = {}
    grades: dict[str, int] = {}
    line = ""
    if past.values:
        settings = Settings(
            words.language, run.currency, run.time_zone, run.fiscal_year_start, run.period
        )
        text, grades = policy_and_grades(settings, past, unsure)
        policy = _free(place / "params" / "policy" / f"{quarter(run.period)}.yaml", text)
        files[policy] = text
        named = Path(os.path.relpath(policy, run.folder)).as_posix()
        line = "" if _is_used(run, policy) else f'policy: "{named}"'
    files |= _roles(place, loaded, past, unsure, words)
    written = write_texts(files, words)
    unsure += remarks.errors([p for p in loaded.problems if p.severity == "error"])
    return Proposal(
        run=path, written=tuple(written), language=words.language, read_as=(), grades=grades,
        unsure=tuple(dict.fromkeys(remark(words) for remark in unsure)), policy_line=line,
        is_first=False,
    )  # fmt: skip


def _is_used(run: RunFile, policy: Path) -> bool:
    named = read_yaml(run.path).get("policy", "")
    return _absolute(str(named), run.folder) == policy


def _roles(
    place: Path, loaded: Loaded, past: Any, unsure: list[Remark], words: Words
) -> dict[Path, str]:
    roles = roles_of(loaded, past)
    if not roles:
        return {}
    text = documents.roles_text(roles, words)
    path = _free(place / "params" / documents.ROLES, text)
    unsure.append(remarks.roles(path.name))
    return {path: text}


def _free(path: Path, text: str) -> Path:
    """The path, or `-v2` and so on, that nothing has or that holds the very text."""
    later = (path.with_name(f"{path.stem}-v{number}{path.suffix}") for number in count(2))
    content = text.encode("utf-8")
    return next(p for p in chain([path], later) if not p.exists() or p.read_bytes() == content)


def _unread(contents: Contents, exports: Path, run: RunFile, words: Words) -> Iterator[Remark]:
    """Files of the folder that could be tables and that the run file does not read."""
    read = set(_files_of(run.data.values(), run.folder))
    try:
        found = found_in(contents, exports, words)
    except SourceFileError:
        return
    for entry in found.entries:
        if not read.intersection(entry.files):
            taken = read_yaml(run.path)["data"]
            names = chain([entry.table], (f"{entry.table}_{number}" for number in count(2)))
            free = replace(entry, name=next(name for name in names if name not in taken))
            yield doubts.not_in_run(entry, documents.entry_line(free, run.folder))


def _files_of(sources: Iterable[Source], folder: Path) -> Iterator[Path]:
    for source in sources:
        if source.url is not None and source.url.startswith(_SQLITE):
            yield _absolute(source.url.removeprefix(_SQLITE), folder)
        for path in (source.path or "").split(OR):
            try:
                yield from (p.resolve() for p in source_files(folder, path) if path)
            except SourceFileError:
                continue
