"""Snapshots and decisions of earlier reviews, as they lie under a run's output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from salesreport.errors import SourceFileError
from salesreport.filenames import safe_name
from salesreport.params import RunFile
from salesreport.report.weekly.reading import Filled, read_decisions
from salesreport.report.weeklyviews import WeeklyRemark
from salesreport.weekly import FEWEST_DAYS, MOST_DAYS, Decision, Snapshot

FOLDER = "weekly"
_DATED = re.compile(
    r"^(?P<kind>snapshot|decisions)-(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:-(?P<reader>(?:manager|team)-.+?))?(?:-v(?P<version>\d+))?\.(?:json|xlsx)$"
)


@dataclass(frozen=True)
class Past:
    """What earlier reviews left.

    Attributes
    ----------
    snapshots : tuple of Snapshot
        Older ones first; of one day the last written last.
    decided : tuple of Decision
        Of the last review with a workbook.
    day : date or None
        Of that review; None without one.
    blank : frozenset of str
        Keys of its rows without a decision.
    typed : tuple of Decision
        Written into a workbook of this very review.
    readers : dict of file name to str
        Reader's stem of each workbook; empty for that of everybody.
    remarks : tuple of WeeklyRemark
    """

    snapshots: tuple[Snapshot, ...] = ()
    decided: tuple[Decision, ...] = ()
    day: date | None = None
    blank: frozenset[str] = frozenset()
    typed: tuple[Decision, ...] = ()
    readers: dict[str, str] = field(default_factory=dict)
    remarks: tuple[WeeklyRemark, ...] = ()


@dataclass(frozen=True)
class Dated:
    """One file of a review; `reader` is empty for everybody's."""

    path: Path
    kind: str
    day: date
    reader: str
    version: int


def weekly_folder(run: RunFile) -> Path:
    """`<out>/<run>/weekly`."""
    return run.out / safe_name(run.name) / FOLDER


def reader_stem(key: str) -> str:
    """A reader's part of file names: `manager-0001`, `team-East`; `all` for everybody."""
    kind, _, name = key.partition(":")
    return f"{kind}-{safe_name(name)}" if name else kind


def read_past(run: RunFile, now: Snapshot) -> Past:
    """Snapshots and decisions of earlier reviews of a run.

    Those of the run's own folder; and of other runs under the same `out` that are of the
    same data (the run file of the month before), which the snapshots there tell. What cannot
    be read is a remark, never the end.

    Parameters
    ----------
    run : RunFile
    now : Snapshot
        Deals of the run as they are.
    """
    own = weekly_folder(run)
    others = sorted(path for path in run.out.glob(f"*/{FOLDER}") if path != own and path.is_dir())
    snapshots: list[Snapshot] = []
    remarks: list[WeeklyRemark] = []
    files: list[Dated] = []
    for folder in [*others, own]:
        there = _files(folder, run.as_of)
        if folder == own:
            snapshots += _snapshots(there, run.as_of, remarks)
            files += there
        elif found := [
            one for one in _snapshots(there, run.as_of, []) if one.deals and one.is_of(now.deals)
        ]:
            snapshots += found
            files += there
    told = _decisions([one for one in files if one.kind == "decisions"], run.as_of)
    return replace(told, snapshots=tuple(snapshots), remarks=(*remarks, *told.remarks))


def _files(folder: Path, as_of: date) -> list[Dated]:
    """Files of reviews up to a day, the oldest first, versions in order."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _DATED.match(path.name)
        if match is None:
            continue
        try:
            day = date.fromisoformat(match["day"])
        except ValueError:
            continue
        if day <= as_of:
            version = int(match["version"] or 1)
            found.append(Dated(path, match["kind"], day, match["reader"] or "", version))
    return sorted(found, key=lambda one: (one.day, one.reader, one.version))


def _snapshots(files: Iterable[Dated], as_of: date, remarks: list[WeeklyRemark]) -> list[Snapshot]:
    """Snapshots of the last two weeks, and the latest readable one before them."""
    dated = [one for one in files if one.kind == "snapshot" and one.day < as_of]
    found: list[Snapshot] = []
    for one in reversed(dated):
        is_old = (as_of - one.day).days > MOST_DAYS
        if is_old and any((as_of - s.as_of).days >= FEWEST_DAYS for s in found):
            break
        try:
            found.append(Snapshot.read(one.path.read_bytes(), one.path.name))
        except (SourceFileError, OSError) as error:
            what = error.what if isinstance(error, SourceFileError) else str(error.strerror)
            told = WeeklyRemark(rule="snapshot_unread", name=one.path.name, value=what)
            remarks.append(told)
    return found[::-1]


def _decisions(files: list[Dated], as_of: date) -> Past:
    """Decisions of the last review before, and of this one."""
    before = [one.day for one in files if one.day < as_of]
    last = max(before, default=None)
    earlier = _read([one for one in files if one.day == last])
    now = _read([one for one in files if one.day == as_of])
    decided, clashes = _merged(earlier)
    typed, _ = _merged(now)
    readers = {one.path.name: one.reader for one in files if one.day in (last, as_of)}
    remarks = [remark for _, filled in earlier + now for remark in filled.remarks]
    blank = {key for _, filled in earlier for key in filled.blank}
    return Past(
        decided=tuple(decided), day=last, typed=tuple(typed), readers=readers,
        blank=frozenset(blank - {one.key for one in decided}),
        remarks=(*remarks, *clashes),
    )  # fmt: skip


def _read(files: list[Dated]) -> list[tuple[Dated, Filled]]:
    found = []
    for one in files:
        try:
            content = one.path.read_bytes()
        except OSError as error:
            told = WeeklyRemark(
                rule="workbook_unread", name=one.path.name, value=str(error.strerror)
            )
            found.append((one, Filled(remarks=(told,))))
            continue
        found.append((one, read_decisions(content, one.path.name, one.day)))
    return found


def _merged(read: list[tuple[Dated, Filled]]) -> tuple[list[Decision], list[WeeklyRemark]]:
    """Decisions of several workbooks of one review, each key once.

    Of two for one key that of the manager's own workbook counts, of versions the last.
    """
    by_key: dict[str, Decision] = {}
    added: list[Decision] = []
    clashes: list[WeeklyRemark] = []
    for one, filled in sorted(read, key=lambda pair: (bool(pair[0].reader), pair[0].version)):
        for decision in filled.decisions:
            if decision.key is None:
                if not any(_says_the_same(decision, other) for other in added):
                    added.append(decision)
                continue
            other = by_key.get(decision.key)
            if other is not None and not _says_the_same(other, decision):
                told = WeeklyRemark(rule="two_files", name=one.path.name, value=other.name)
                clashes.append(told)
            by_key[decision.key] = decision
    return [*by_key.values(), *added], list(dict.fromkeys(clashes))


def _says_the_same(one: Decision, other: Decision) -> bool:
    return replace(one, name="") == replace(other, name="")
