"""The proposal as files: run file and policy with their comments, proposed lists."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from salesreport.display.labels import GRADES, header_word, label
from salesreport.display.labels import ROLES as ROLE_WORDS
from salesreport.display.snippets import one_of
from salesreport.language import Words
from salesreport.mappings import read_mapping
from salesreport.periods import Period, YearLabel
from salesreport.proposal.databases import address
from salesreport.proposal.known import KnownExport
from salesreport.proposal.stacking import Entry
from salesreport.tables import TABLES, Choice

BANDS = {"excellent": 90, "good": 80, "pass": 70, "needs_improvement": 0}
ALIASES, ROLES = "aliases-proposed.csv", "roles-proposed.csv"


@dataclass(frozen=True)
class Settings:
    """What the head of a run file says; without a country `holidays` is not in it.

    `as_of`: the last day the exports hold, where they end before the period does.
    """

    language: str
    currency: str
    time_zone: str
    fiscal_year_start: int
    period: Period
    holidays: str = ""
    as_of: date | None = None
    fiscal_year_label: YearLabel = "end"


def quarter(period: Period) -> str:
    """Label of the quarter a period ends in."""
    return f"{period.last.year}-Q{(period.last.month - 1) // 3 + 1}"


def run_text(
    path: Path,
    entries: list[Entry],
    mapping: KnownExport | None,
    settings: Settings,
    policy: Path,
    *,
    has_aliases: bool = False,
) -> str:
    """Run file as YAML, its paths relative to where it will stand."""
    base, words = path.parent, Words(settings.language)
    last = (settings.as_of or settings.period.last).isoformat()
    lines = [
        _proposed(settings, words),
        f"period: {settings.period.label}",
        f"as_of: {last}          # {words('last day that is in the CRM export')}",
        f"finance_as_of: {last}  # {_of_finance(entries, mapping, words)}",
        f"language: {settings.language}",
        f"currency: {settings.currency}",
        f"time_zone: {settings.time_zone}",
        f"fiscal_year_start: {settings.fiscal_year_start}",
        *(["fiscal_year_label: start"] if settings.fiscal_year_label == "start" else []),
        *([f"holidays: {settings.holidays}"] if settings.holidays else []),
        f"policy: {_quoted(_from(policy, base))}",
        "status: draft",
        _branding(words),
        "data:",
    ]
    if mapping is not None:
        lines.append(f"  crm: {_mapping(mapping, base)}")
    for entry in entries:
        lines += [f"  {entry_line(entry, base)}", *_unplaced(entry, words)]
    if has_aliases:
        remark = words("spellings; once looked through, remove the # at the beginning")
        is_taken = any(entry.name == "aliases" for entry in entries)
        own = "aliases_proposed: {table: aliases, " if is_taken else "aliases: {"
        lines.append(f"  # {own}path: {ALIASES}}}   # {remark}")
    return "\n".join([*lines, "out: ../reports", ""])  # fmt: skip


def _proposed(settings: Settings, words: Words) -> str:
    period = words.period(settings.period.label)
    return "# " + words("{period}: proposed from the files found; look it through.", period=period)


def _branding(words: Words) -> str:
    told = words("your logo, colours, fonts and footer: see examples/branding.yaml")
    return f"# branding: branding.yaml  # {told}"


_FINANCE = frozenset({"payments", "invoices", "payment_plan", "allocations"})
"""Tables that come from finance."""


def _of_finance(entries: Iterable[Entry], mapping: KnownExport | None, words: Words) -> str:
    read = {entry.table for entry in entries}
    if mapping is not None:
        tables = read_mapping(mapping.name, Path()).tables
        read |= {source.table or name for name, source in tables.items()} - {*mapping.left_out}
    if read & _FINANCE:
        return words("last day that is in the export of finance")
    return words("as above while there is no export of finance")


def _mapping(known: KnownExport, base: Path) -> str:
    parts = [f"mapping: {known.name}"]
    if known.database is None:
        parts.append(f"path: {_quoted(_from(known.folder, base) + '/')}")
    else:
        parts.append(f"url: {_quoted(address(known.database, base))}")
    if known.left_out:
        parts.append(f"tables: {{{', '.join(f'{name}: false' for name in known.left_out)}}}")
    return "{" + ", ".join(parts) + "}"


def _unplaced(entry: Entry, words: Words) -> Iterator[str]:
    """Words nothing is known of, with what each may be, beside those placed, as comments."""
    if not entry.unplaced:
        return
    asked = words(
        "for each word write the one it means in place of <...>, then put this into the braces "
        "above, in place of their “values” if they hold some"
    )
    whole = {name: dict(meant) for name, meant in entry.values.items()}
    for name, unknown in entry.unplaced.items():
        choices = one_of(choice.name for choice in TABLES[entry.table].by_name[name].choices)
        whole.setdefault(name, {}).update(dict.fromkeys(unknown, choices))
    yield f"  # {entry.name}: {asked}"
    yield f"  # values: {{{', '.join(_values(whole))}}}"
    again = words("then run the same “salesreport init” again: it proposes goalposts from all rows")
    yield f"  # {again}"


def entry_line(entry: Entry, base: Path) -> str:
    """The entry as a line of the run file's `data`, its paths from `base`."""
    return f"{entry.name}: {_entry(entry, base)}"


def _entry(entry: Entry, base: Path) -> str:
    if entry.relation is None:
        parts = [f"path: {_quoted(_from(entry.path, base))}"]
    else:
        parts = [f"url: {_quoted(address(entry.path, base))}"]
        parts.append(f"query: {_quoted(entry.relation.query)}")
    if entry.name != entry.table:
        parts.append(f"table: {entry.table}")
    if entry.sheet is not None:
        parts.append(f"sheet: {_quoted(entry.sheet)}")
    if entry.columns:
        pairs = ", ".join(f"{_quoted(header)}: {name}" for header, name in entry.columns.items())
        parts.append(f"columns: {{{pairs}}}")
    if entry.optional:
        parts.append(f"optional: [{', '.join(map(_quoted, entry.optional))}]")
    if entry.values:
        parts.append(f"values: {{{', '.join(_values(entry.values))}}}")
    return "{" + ", ".join(parts) + "}"


def _values(values: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for name, meant in values.items():
        pairs = ", ".join(f"{_quoted(word)}: {choice}" for word, choice in meant.items())
        yield f"{name}: {{{pairs}}}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _from(path: Path, base: Path) -> str:
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def policy_text(
    settings: Settings,
    weights: dict[str, int],
    posts: dict[str, tuple[str, str]],
    grades: dict[str, int],
    n_months: int,
) -> str:
    """Policy as YAML; the grades it would have given stand in its head."""
    words = Words(settings.language)
    lines = ["# " + words("Proposed from own history; agree it with the team.")]
    if grades:
        n = sum(grades.values())
        lines.append("# " + words(
            "Over {n} person-months of the last {months} months it would have given:",
            n=n, months=n_months,
        ))  # fmt: skip
        lines += [f"#   {label(GRADES, name, words)}: {count}" for name, count in grades.items()]
    lines += [f"currency: {settings.currency}", "weights:"]
    lines += [f"  {name}: {weight}" for name, weight in weights.items()]
    scale = words("raw value of 0 and of 100 points; amounts are per month")
    lines.append(f"goalposts:   # {scale}")
    lines += [f"  {name}: {{lo: {lo}, hi: {hi}}}" for name, (lo, hi) in posts.items()]
    bands = ", ".join(f"{name}: {least}" for name, least in BANDS.items())
    return "\n".join([*lines, f"grades: {{{bands}}}", ""])


def write_trial(
    folder: Path, entries: list[Entry], mapping: KnownExport | None, settings: Settings
) -> Path:
    """Run file and policy in a folder of their own, to read the files with."""
    policy, run = folder / "policy.yaml", folder / "trial.yaml"
    text = policy_text(settings, {"completion": 100}, {"completion": ("0", "1")}, {}, 0)
    policy.write_text(text, encoding="utf-8")
    run.write_text(run_text(run, entries, mapping, settings, policy), encoding="utf-8")
    return run


def aliases_text(rows: Iterable[tuple[str, str, str]], words: Words) -> str:
    """Kind, spelling and meaning as the CSV of a table of aliases."""
    kinds = {choice.name: choice.words[words.language][0] for choice in _kinds()}
    said = [(kinds[kind], written, meant) for kind, written, meant in rows]
    return _csv_text("aliases", ("kind", "written", "canonical"), said, words)


def _kinds() -> Iterable[Choice]:
    return TABLES["aliases"].by_name["kind"].choices


def roles_text(rows: Iterable[tuple[str, str, str]], words: Words) -> str:
    """Id, name and role as the CSV of a table of people."""
    said = [(rep, name, label(ROLE_WORDS, role, words)) for rep, name, role in rows]
    return _csv_text("reps", ("rep_id", "name", "role"), said, words)


def _csv_text(
    table: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]], words: Words
) -> str:
    """CSV that Excel too opens as UTF-8."""
    out = io.StringIO("\ufeff")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header_word(table, column, words) for column in columns)
    writer.writerows(rows)
    return out.getvalue()
