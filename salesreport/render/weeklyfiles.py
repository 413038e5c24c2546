"""What a weekly build leaves for the next one: the deals as they are, and decisions to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesreport.decisions import decisions_bytes
from salesreport.display import remark_lines
from salesreport.language import Words, mark
from salesreport.render.manifest import open_shelf
from salesreport.report.weekly import ALL, reader_stem, weekly_folder


@dataclass(frozen=True)
class LeftForNext:
    """Files of a weekly build.

    Attributes
    ----------
    written : tuple of Path
        Snapshot first, then the workbooks.
    lines : tuple of str
        What to tell the person who built.
    """

    written: tuple[Path, ...]
    lines: tuple[str, ...]


def leave_for_next(report: Any, language: str) -> LeftForNext:
    """Store the deals and write a workbook of decisions for each reader.

    A snapshot of the same day with other deals is never overwritten, nor a workbook that
    somebody edited: the new one gets `-v2`, and that is said.

    Parameters
    ----------
    report : Report
    language : str
        Of the workbooks, and of what is said.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    words = Words(language)
    shelf = open_shelf(weekly_folder(report.run))
    for path in shelf.before:
        if (shelf.folder / path).exists():
            shelf.keep(path)
    day = report.run.as_of.isoformat()
    content = report.weekly_snapshot().content()
    name, others = _free(shelf.folder, f"snapshot-{day}", content)
    written = [shelf.write(name, content)]
    lines = [words(mark("Deals stored for the next review: {name}"), name=name)]
    if others:
        lines.append(words(mark("Deals of this day were stored before and differ; kept: {name}"),
                           name=others[-1]))  # fmt: skip
    typed = report.weekly_past.typed
    for reader in report.weekly_readers:
        stem = "" if reader.key == ALL else f"-{reader_stem(reader.key)}"
        own = [one for one in typed if _belongs(one, reader, report.weekly_past.readers)]
        book = decisions_bytes(report.for_weekly(reader.key), language, own)
        written.append(shelf.write(f"decisions-{day}{stem}.xlsx", book))
    kept = mark("Kept as edited, new version beside it: {name}")
    lines += [words(kept, name=path) for path in shelf.edited]
    lines += [words(mark("Decisions to fill in: {folder}"), folder=shelf.folder)]
    lines += remark_lines(report.for_weekly(ALL), words)
    shelf.close({"format": 1, "run": report.run.name})
    return LeftForNext(tuple(shelf.folder / path for path in written), tuple(lines))


def _belongs(decision: Any, reader: Any, readers: dict[str, str]) -> bool:
    """Whether a row written by hand stands in this reader's workbook."""
    stem = "" if reader.key == ALL else reader_stem(reader.key)
    return readers.get(decision.name) == stem or (
        decision.key is not None and reader.may_see(decision.rep_id)
    )


def _free(folder: Path, stem: str, content: bytes) -> tuple[str, list[str]]:
    """Name for a file that no other content has, and the names that have."""
    taken: list[str] = []
    name = f"{stem}.json"
    while (folder / name).exists() and (folder / name).read_bytes() != content:
        taken.append(name)
        name = f"{stem}-v{len(taken) + 1}.json"
    return name, taken
