"""A first run file and policy from a folder of exports, and what was unsure about them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import shorten

import pandas as pd

from salesreport import measures
from salesreport.errors import SalesReportError, SourceFileError
from salesreport.intake import Loaded, load_tables
from salesreport.params import load_run
from salesreport.periods import Period
from salesreport.policy import load_policy
from salesreport.proposal import documents
from salesreport.proposal.documents import Settings
from salesreport.proposal.folder import Sheet, sheets_of
from salesreport.proposal.history import (
    History,
    grade_distribution,
    history,
    last_month,
    proposed_goalposts,
    proposed_roles,
    proposed_weights,
)
from salesreport.proposal.known import KnownExport, known_export
from salesreport.proposal.recognition import Match, headers_of, recognised
from salesreport.proposal.stacking import Entry, entries_of
from salesreport.tables.script import simplified
from salesreport.workspace import copied_notebooks, new_files

MAX_TOLD = 12
MAX_SEEN = 90
_FAR = "2100-12"


@dataclass(frozen=True)
class Proposal:
    """What `init --from` wrote and what it was unsure of.

    Attributes
    ----------
    run : Path
        The run file.
    written : tuple of Path
        Every file written.
    read_as : tuple of str
        `opportunities: 商机_*.xlsx`, a line a table.
    grades : dict of str to int
        Person-months of the last twelve by the grade the policy would have given.
    unsure : tuple of str
        What a person should look at, a line each.
    """

    run: Path
    written: tuple[Path, ...]
    read_as: tuple[str, ...]
    grades: dict[str, int]
    unsure: tuple[str, ...]

    def lines(self) -> list[str]:
        """What to tell the person who asked, a line each."""
        lines = [f"{len(self.written)} files written; the run file is {self.run}", "", "Read as:"]
        lines += [f"  {line}" for line in self.read_as]
        if any(self.grades.values()):
            counts = ", ".join(f"{name} {n}" for name, n in self.grades.items())
            lines += ["", "Grades the proposed policy would have given in each month of the last"]
            lines += [f"twelve, all people together: {counts}"]
        if self.unsure:
            lines += ["", "Unsure, please look:"] + [f"  - {line}" for line in self.unsure]
        return [*lines, "", f"Next: salesreport check {self.run}"]


@dataclass
class _Found:
    entries: list[Entry] = field(default_factory=list)
    mapping: KnownExport | None = None
    unsure: list[str] = field(default_factory=list)


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
    SourceFileError
        The folder holds nothing that is recognised; says what was seen.
    OutputError
        A file of that name stands in the workspace, or it cannot be written.
    """
    place, exports = Path(target).resolve(), Path(folder).resolve()
    sheets, unread = sheets_of(exports)
    found = _found(sheets, exports)
    found.unsure += unread
    first = _settings(sheets, found)
    loaded = _trial(found, first)
    settings = _dated(first, loaded, found)
    past = _past(loaded, settings)
    return _written(place, found, settings, loaded, past)


def _found(sheets: list[Sheet], exports: Path) -> _Found:
    found = _Found(mapping=known_export(sheets))
    used = found.mapping.files if found.mapping is not None else frozenset()
    if found.mapping is not None:
        found.unsure += [f"{found.mapping.name}: {remark}" for remark in found.mapping.remarks]
    matches = []
    people = _people(sheets)
    for sheet in (one for one in sheets if one.path not in used):
        match = recognised(sheet, people)
        if match is None or match.missing:
            found.unsure.append(_unused(sheet, match))
            continue
        matches.append(match)
        found.unsure += _reasons(match)
    found.entries = entries_of(matches)
    if not found.entries and found.mapping is None:
        raise SourceFileError(
            "no file is recognised as one of the tables",
            where=str(exports),
            expected="headers such as those in docs/tables.md, or of `salesreport template`",
            remedy="write a run file with `columns:` for " + ", ".join(s.place for s in sheets[:4]),
        )
    return found


def _people(sheets: list[Sheet]) -> frozenset[str]:
    """Names and ids in a sheet that is clearly the table of people."""
    names: set[str] = set()
    for sheet in sheets:
        match = recognised(sheet, frozenset())
        if match is not None and match.table == "reps" and not match.missing:
            for column in sheet.grid.columns[:3]:
                names |= {str(cell) for cell in column.distinct if isinstance(cell, str) and cell}
    return frozenset(names)


def _unused(sheet: Sheet, match: Match | None) -> str:
    seen = shorten(", ".join(headers_of(sheet)[:8]), MAX_SEEN, placeholder=" ...")
    if match is None:
        return f"not used: {sheet.place}: no table has such headers ({seen})"
    lacks = ", ".join(match.missing)
    return f"not used: {sheet.place}: looks like {match.table}, but no header is {lacks} ({seen})"


def _reasons(match: Match) -> Iterable[str]:
    for header, name in match.columns.items():
        yield f"{match.sheet.place}: “{header}” is taken as {name}: {match.why[header]}"
    if match.other:
        yield f"{match.sheet.place}: read as {match.table}; it could also be {match.other}"


def _settings(sheets: list[Sheet], found: _Found) -> Settings:
    headers = "".join(header for sheet in sheets for header in headers_of(sheet))
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in headers)
    language = "zh_CN" if chinese > len(headers) / 20 else "en"
    if chinese and simplified(headers) != headers:
        language = "zh_TW"
    currency = {"zh_CN": "CNY", "zh_TW": "TWD", "en": "USD"}[language]
    zone = {"zh_CN": "Asia/Shanghai", "zh_TW": "Asia/Taipei", "en": "UTC"}[language]
    start = found.mapping.needs_fiscal_start if found.mapping is not None else None
    found.unsure.append(f"time_zone: {zone} is assumed")
    return Settings(language, currency, zone, start or 1, Period.parse(_FAR))


def _trial(found: _Found, settings: Settings) -> Loaded:
    """Tables as the proposal reads them; a table that cannot be read is taken out."""
    while True:
        with tempfile.TemporaryDirectory() as folder:
            path = documents.write_trial(Path(folder), found.entries, found.mapping, settings)
            try:
                return load_tables(load_run(path))
            except SalesReportError as error:
                tables = {problem.table for problem in getattr(error, "problems", ())}
                bad = [entry for entry in found.entries if entry.table in tables]
                if not bad or (len(bad) == len(found.entries) and found.mapping is None):
                    raise
                found.unsure += [f"not used: {entry.shown}: {error.what}" for entry in bad]
                found.entries = [entry for entry in found.entries if entry not in bad]


def _dated(settings: Settings, loaded: Loaded, found: _Found) -> Settings:
    period = last_month(loaded.tables)
    if period is None:
        period = Period.parse(_FAR)
        found.unsure.append("period: no table has dates; write the month of the report")
    currency = _currency(loaded, settings.currency)
    if currency is None:
        currency = settings.currency
        found.unsure.append(f"currency: {currency} is assumed; no table names the report's own")
    return replace(settings, period=period, currency=currency)


def _currency(loaded: Loaded, usual: str) -> str | None:
    """The currency most amounts are marked with; those with a rate are foreign."""
    rates = loaded.tables.get("rates")
    foreign = set() if rates is None else set(rates["currency"].dropna())
    found: Counter[str] = Counter()
    for name, frame in loaded.tables.items():
        if name != "rates" and "currency" in frame.columns:
            found.update(code for code in frame["currency"].dropna() if code not in foreign)
    if found:
        return found.most_common(1)[0][0]
    return "CNY" if usual in foreign else None


def _past(loaded: Loaded, settings: Settings) -> History:
    end = settings.period.last
    prepared = measures.prepare(
        loaded.tables, as_of=end, finance_as_of=end, currency=settings.currency,
        period=settings.period,
    )  # fmt: skip
    return history(prepared, settings.period)


def _written(
    place: Path, found: _Found, settings: Settings, loaded: Loaded, past: History
) -> Proposal:
    weights = proposed_weights(past)
    posts = proposed_goalposts(past, weights)
    files: dict[Path, str] = {}
    policy = place / "params" / "policy" / f"{documents.quarter(settings.period)}.yaml"
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, "policy.yaml")
        draft.write_text(documents.policy_text(settings, weights, posts, {}, 0), encoding="utf-8")
        grades = grade_distribution(past, load_policy(draft))
    files[policy] = documents.policy_text(settings, weights, posts, grades, len(past.months))
    aliases = _aliases(loaded)
    roles = _roles(loaded, past)
    params = place / "params"
    if len(aliases):
        files[params / "aliases-proposed.csv"] = documents.csv_text(aliases)
        found.unsure.append(
            f"aliases: {len(aliases)} spellings may be the same name; look through "
            "params/aliases-proposed.csv, then take the # before its line in the run file away"
        )
    if len(roles):
        files[params / "roles-proposed.csv"] = documents.csv_text(roles)
        found.unsure.append(
            "roles: no table gives them; params/roles-proposed.csv proposes them from who "
            "sold to new customers; copy what is right into your table of people"
        )
    run = params / f"{settings.period.label}.yaml"
    notes = {"aliases": len(aliases) > 0}
    files[run] = documents.run_text(run, found.entries, found.mapping, settings, policy, notes)
    written = new_files(files)
    written += copied_notebooks(place)
    found.unsure += _of_problems(run)
    return Proposal(run, tuple(written), tuple(_read_as(found)), grades, tuple(found.unsure))


def _aliases(loaded: Loaded) -> pd.DataFrame:
    rows = {
        (p.values["kind"], p.value or "", p.values["canonical"])
        for p in loaded.problems
        if p.rule == "alias_suggestion" and p.values.get("kind") in ("rep", "customer")
    }
    return pd.DataFrame(sorted(rows), columns=["kind", "written", "canonical"])


def _roles(loaded: Loaded, past: History) -> pd.DataFrame:
    people = loaded.tables["reps"]
    if people["role"].notna().any():
        return pd.DataFrame()
    proposed = proposed_roles(past)
    pairs = zip(people["rep_id"].astype(str), people["name"].astype(str), strict=True)
    rows = [(rep, name, proposed[rep]) for rep, name in pairs if rep in proposed]
    return pd.DataFrame(rows, columns=["rep_id", "name", "role"])


def _of_problems(run: Path) -> list[str]:
    try:
        problems = load_tables(load_run(run)).problems
    except SalesReportError as error:
        problems = getattr(error, "problems", ())
    errors = Counter(p.rule for p in problems if p.severity == "error")
    told = [f"{n} × {rule}" for rule, n in errors.most_common(MAX_TOLD)]
    return [f"the data has errors to mend: {', '.join(told)}: run check"] if told else []


def _read_as(found: _Found) -> Iterable[str]:
    if found.mapping is not None:
        yield f"mapping {found.mapping.name}: {found.mapping.title}"
    for entry in found.entries:
        yield f"{entry.table}: {entry.shown}"
