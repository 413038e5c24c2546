"""The proposal as files: run file and policy with their comments, proposed lists."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from salesreport.periods import Period
from salesreport.proposal.known import KnownExport
from salesreport.proposal.stacking import Entry

GRADES = {"excellent": 90, "good": 80, "pass": 70, "needs_improvement": 0}
_ALIASES = "  # aliases: {path: aliases-proposed.csv}   # spellings to confirm, then remove the #"


@dataclass(frozen=True)
class Settings:
    """What the head of a run file says."""

    language: str
    currency: str
    time_zone: str
    fiscal_year_start: int
    period: Period


def quarter(period: Period) -> str:
    """Label of the quarter a period ends in."""
    return f"{period.last.year}-Q{(period.last.month - 1) // 3 + 1}"


def run_text(
    path: Path,
    entries: list[Entry],
    mapping: KnownExport | None,
    settings: Settings,
    policy: Path,
    notes: dict[str, bool],
) -> str:
    """Run file as YAML, its paths relative to where it will stand."""
    base = path.parent
    lines = [
        f"# {settings.period.label}: proposed from the files found; look it through.",
        f"period: {settings.period.label}",
        f"as_of: {settings.period.last.isoformat()}        # last day the CRM is known",
        f"finance_as_of: {settings.period.last.isoformat()}  # last day finance is known",
        f"language: {settings.language}",
        f"currency: {settings.currency}",
        f"time_zone: {settings.time_zone}",
        f"fiscal_year_start: {settings.fiscal_year_start}",
        f"policy: {_quoted(_from(policy, base))}",
        "status: draft",
        "data:",
    ]
    if mapping is not None:
        folder = _quoted(_from(mapping.folder, base) + "/")
        lines.append(f"  crm: {{mapping: {mapping.name}, path: {folder}}}")
    lines += [f"  {entry.name}: {_entry(entry, base)}" for entry in entries]
    if notes.get("aliases"):
        lines.append(_ALIASES)
    return "\n".join([*lines, "out: ../reports", ""])


def _entry(entry: Entry, base: Path) -> str:
    parts = [f"path: {_quoted(_from(entry.path, base))}"]
    if entry.name != entry.table:
        parts.append(f"table: {entry.table}")
    if entry.sheet is not None:
        parts.append(f"sheet: {_quoted(entry.sheet)}")
    if entry.columns:
        pairs = ", ".join(f"{_quoted(header)}: {name}" for header, name in entry.columns.items())
        parts.append(f"columns: {{{pairs}}}")
    return "{" + ", ".join(parts) + "}"


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
    lines = ["# Proposed from own history; weights are the template's. Agree it with the team."]
    if grades:
        n = sum(grades.values())
        lines.append(f"# Over {n} person-months of the last {n_months} months it would have given:")
        lines += [f"#   {name}: {count}" for name, count in grades.items()]
    lines += [f"currency: {settings.currency}", "weights:"]
    lines += [f"  {name}: {weight}" for name, weight in weights.items()]
    lines.append("goalposts:   # raw value of 0 and of 100 points; amounts are per month")
    lines += [f"  {name}: {{lo: {lo}, hi: {hi}}}" for name, (lo, hi) in posts.items()]
    bands = ", ".join(f"{name}: {least}" for name, least in GRADES.items())
    return "\n".join([*lines, f"grades: {{{bands}}}", ""])


def write_trial(
    folder: Path, entries: list[Entry], mapping: KnownExport | None, settings: Settings
) -> Path:
    """Run file and policy in a folder of their own, to read the files with."""
    policy, run = folder / "policy.yaml", folder / "trial.yaml"
    text = policy_text(settings, {"completion": 100}, {"completion": ("0", "1")}, {}, 0)
    policy.write_text(text, encoding="utf-8")
    run.write_text(run_text(run, entries, mapping, settings, policy, {}), encoding="utf-8")
    return run


def csv_text(frame: pd.DataFrame) -> str:
    """Table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(frame.itertuples(index=False, name=None))
    return out.getvalue()
