"""Decisions read back from decks that somebody edited.

A cell counts where its text is neither what was written nor what was read last: once a
book of plans holds what a deck says, the book's own cells count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells.days import day
from salesreport.cells.plain import Dated, Fault
from salesreport.intake.findings import Findings
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.planbook import COLUMNS, TABLE, ColumnName, Decided, Marks
from salesreport.readers.files import file_bytes, shown_path
from salesreport.readers.slidetables import DeckError, SlideRow, slide_rows
from salesreport.slidekeys import cell_mark

DECKS = "*.pptx"
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
        A day without a year is the first such after its end.
    read : mapping of str to Marks
        What each deck said when it was read last.
    run : RunFile
        Its folder, languages and time zone.
    findings : Findings
        Takes a deck that cannot be read, and a day that is none.
    """
    decided: list[Decided] = []
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
        now = dict(before)
        for row in rows:
            edited = _edited(row, before)
            if edited:
                one = _decided(row, edited, shown, _day(row, period, run))
                decided.append(one)
                now[_known_by(row)] = _marks(row, edited - one.edited)
                if one.edited != edited:
                    _tell_day(row, shown, findings)
        if now:
            marks[name] = now
    return DecksRead(tuple(_agreed(decided, findings)), marks)


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
    found = [path for one in languages for path in sorted((folder / one).glob(DECKS))]
    return [path for path in found if not path.name.startswith(("~", "."))]


def _known_by(row: SlideRow) -> str:
    """What a row is remembered by: its key, else what it decides."""
    return row.key or f"+{cell_mark(row.cells[0])}"


def _marks(row: SlideRow, unread: frozenset[ColumnName]) -> tuple[str, ...]:
    """What a row says now; of a cell that could not be read nothing, so that it is told again."""
    names = [one.name for one in COLUMNS]
    return tuple(
        "" if at < len(names) and names[at] in unread else cell_mark(text)
        for at, text in enumerate(row.cells)
    )


def _edited(row: SlideRow, before: Marks) -> frozenset[ColumnName]:
    """Columns of a row that say something new; of an added one without a decision none."""
    if not row.key and not row.cells[0].strip():
        return frozenset()
    last = before.get(_known_by(row), ())
    return frozenset(
        column.name
        for at, column in enumerate(COLUMNS[: len(row.cells)])
        if at in row.edited and (at >= len(last) or cell_mark(row.cells[at]) != last[at])
    )


def _decided(
    row: SlideRow, edited: frozenset[ColumnName], shown: str, found: date | None
) -> Decided:
    texts = {one.name: text for one, text in zip(COLUMNS, row.cells, strict=False) if text}
    if "by_when" in texts and found is None:
        edited -= {"by_when"}
    return Decided(row.key, texts, edited, found, shown, row.slide, row.place)


def _day(row: SlideRow, period: Period, run: RunFile) -> date | None:
    """The day a row names; one without a year is the first such after the period."""
    text = row.cells[_BY_WHEN] if len(row.cells) > _BY_WHEN else ""
    cells: list[Any] = [text, *(Dated(text, year=period.last.year + n) for n in (0, 1))]
    days = [day(cell, ZoneInfo(run.time_zone)) for cell in cells]
    known = [one for one in days if one is not None and not isinstance(one, Fault)]
    return next((one for one in known if one > period.last), known[0] if known else None)


def _tell_day(row: SlideRow, shown: str, findings: Findings) -> None:
    findings.add(
        "unread_decision_day", table="plans", file=shown, row=row.place, column="due_date",
        value=row.cells[_BY_WHEN], slide=row.slide,
    )  # fmt: skip
