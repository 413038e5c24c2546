"""Decisions read back from decks that somebody edited.

A cell counts where its text is neither what was written nor what was read last: once a
book of plans holds what a deck says, the book's own cells count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells.days import day
from salesreport.cells.plain import Dated
from salesreport.intake.findings import Findings
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.planbook import COLUMNS, TABLE, ColumnName, Decided, Marks
from salesreport.readers.files import file_bytes, shown_path
from salesreport.readers.slidetables import DeckError, SlideRow, slide_rows
from salesreport.slidekeys import cell_mark

DECKS = "*.pptx"
SOON = 183
"""Days after a period in which a day without a year lies."""
_VERSIONED = re.compile(r".+-v(\d+)")
_BY_WHEN = [one.name for one in COLUMNS].index("by_when")


@dataclass(frozen=True)
class DecksRead:
    """Decks of one period.

    Attributes
    ----------
    decided : tuple of Decided
        Rows with something that no book holds yet, each deck's in its order.
    marks : dict of str to Marks
        Deck, as a path below the period's folder of outputs -> what its rows say now.
    """

    decided: tuple[Decided, ...] = ()
    marks: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)


def read_decks(
    folder: Path, period: Period, read: Mapping[str, Marks], run: RunFile, findings: Findings
) -> DecksRead:
    """Decisions of a period's decks, language by language.

    Parameters
    ----------
    folder : Path
        The period's folder of outputs.
    period : Period
        A day without a year lies within half a year after its end.
    read : mapping of str to Marks
        What each deck said when it was read last.
    run : RunFile
        Its folder, languages and time zone.
    findings : Findings
        Takes a deck that cannot be read, and a day that is none.
    """
    found: list[tuple[str, SlideRow, Decided]] = []
    marks: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in _decks(folder, run.languages):
        name = path.relative_to(folder).as_posix()
        shown = shown_path(path, run.folder)
        try:
            rows = slide_rows(file_bytes(path, shown), TABLE)
        except DeckError as error:
            findings.add("unread_deck", file=shown, value=str(error))
            continue
        before = read.get(name, {})
        if before:
            marks[name] = dict(before)
        for row in rows:
            edited = _edited(row, before)
            if edited:
                found.append((name, row, _decided(row, edited, shown, _day(row, period, run))))
    decided = tuple(_agreed([one for *_, one in found], findings))
    for (name, row, _), one in zip(found, decided, strict=True):
        edited = _edited(row, read.get(name, {}))
        is_read = one.day is not None or "by_when" not in one.texts or "by_when" not in edited
        marks.setdefault(name, {})[_known_by(row)] = _marks(row, is_read=is_read)
        if not is_read:
            _tell_day(row, one.file, findings)
    return DecksRead(decided, marks)


def _agreed(decided: Iterable[Decided], findings: Findings) -> Iterator[Decided]:
    """Rows, each cell as the first deck has it: another that says otherwise is told."""
    said: dict[tuple[str, ColumnName], Decided] = {}
    for one in decided:
        others = set()
        for name in one.edited if one.key else ():
            first = said.setdefault((one.key, name), one)
            if first is not one and _says(first, name) != _says(one, name):
                others.add(name)
                findings.add(
                    "two_decisions", table="plans", file=one.file, row=one.row,
                    value=one.texts.get(name, ""), slide=one.slide, other=first.file,
                    counts=first.texts.get(name, ""),
                )  # fmt: skip
        yield replace(one, edited=one.edited - others)


def _says(one: Decided, name: ColumnName) -> object:
    return one.day if name == "by_when" else cell_mark(one.texts.get(name, ""))


def _decks(folder: Path, languages: Iterable[str]) -> list[Path]:
    """Decks language by language, of each the newest version first: what it says counts."""
    found = [
        path
        for one in languages
        for path in sorted((folder / one).glob(DECKS), key=_version, reverse=True)
    ]
    return [path for path in found if not path.name.startswith(("~", "."))]


def _version(path: Path) -> tuple[int, str]:
    match = _VERSIONED.fullmatch(path.stem)
    return (int(match[1]) if match else 1), path.name


def _known_by(row: SlideRow) -> str:
    """What a row is remembered by: its key, else what it decides."""
    return row.key or f"+{cell_mark(row.cells[0])}"


def _marks(row: SlideRow, *, is_read: bool) -> tuple[str, ...]:
    """What a row says now, and what was written into it.

    Of a day that could not be read nothing, so that it is told again.
    """
    now = [
        cell_mark(text) if is_read or at != _BY_WHEN else "" for at, text in enumerate(row.cells)
    ]
    return (*now, *row.written)


def _edited(row: SlideRow, before: Marks) -> frozenset[ColumnName]:
    """Columns of a row that say something new; of an added one without a decision none.

    Of a row that was read before, what is not as it was then, unless the deck was made anew.
    """
    if not row.key and not row.cells[0].strip():
        return frozenset()
    last = before.get(_known_by(row), ())
    is_known = bool(last) and last[len(COLUMNS) :] == row.written
    return frozenset(
        column.name
        for at, column in enumerate(COLUMNS[: len(row.cells)])
        if at not in row.absent
        and (cell_mark(row.cells[at]) != last[at] if is_known else at in row.edited)
    )


def _decided(
    row: SlideRow, edited: frozenset[ColumnName], shown: str, found: date | None
) -> Decided:
    texts = {one.name: text for one, text in zip(COLUMNS, row.cells, strict=False) if text}
    if "by_when" in texts and found is None:
        edited -= {"by_when"}
    return Decided(row.key, texts, edited, found, shown, row.slide, row.place)


def _day(row: SlideRow, period: Period, run: RunFile) -> date | None:
    """The day a row names; one without a year lies within half a year after the period."""
    text = row.cells[_BY_WHEN] if len(row.cells) > _BY_WHEN else ""
    zone, years = ZoneInfo(run.time_zone), (period.last.year, period.last.year + 1)
    whole = day(text, zone)
    if isinstance(whole, date):
        return whole
    cells: list[Any] = [Dated(text, year=year) for year in years]
    cells += [f"{text}, {year}" for year in years]
    days = [one for cell in cells if isinstance(one := day(cell, zone), date)]
    soon = [one for one in days if 0 < (one - period.last).days <= SOON]
    return min(soon, default=None)


def _tell_day(row: SlideRow, shown: str, findings: Findings) -> None:
    findings.add(
        "unread_decision_day", table="plans", file=shown, row=row.place, column="due_date",
        value=row.cells[_BY_WHEN], slide=row.slide,
    )  # fmt: skip
