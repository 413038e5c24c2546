"""Which table a sheet is, and which of its headers are which columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells import Dated, Fault
from salesreport.cells.amounts import money
from salesreport.cells.days import day
from salesreport.cells.plain import written
from salesreport.intake.lacking import offered
from salesreport.proposal.folder import Sheet, headers_of
from salesreport.readers.timespans import span_label
from salesreport.tables import TABLES, Column, Table
from salesreport.tables.likeness import likeness
from salesreport.tables.script import header_key, name_key, word_key

LIKELY = 0.5
"""Share of a sheet's headers a table must know where it lacks a needed column."""

LEAST = 0.34
"""Share of a sheet's headers below which no table is recognised by them."""

ALIKE = 0.72
"""Likeness of two headers from which one is proposed for the other."""

CLEAN = 0.9
"""Share of cells that must read as a kind for a header to be proposed by its cells."""

CLOSE = 0.15
"""Difference of two tables' fits below which both are named."""

SHARED = frozenset({"rep_id", "customer", "opportunity_id", "date", "amount", "note", "period"})
"""Columns so many tables have that they alone tell none of them apart."""

Reason = tuple[str, str]
"""Why a header is taken as a column: a reason's name, and the word it is alike or nothing."""

_SAMPLED = 200
_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Match:
    """A sheet taken as a table.

    Attributes
    ----------
    sheet : Sheet
    table : str
    columns : dict of str to str
        Headers that the run file must map: header -> column.
    why : dict of str to (str, str)
        Of those headers: the reason, one of `remarks.REASONS`, and the word it is alike.
    missing : tuple of str
        Needed columns that no header was found for.
    other : str
        Another table that fits nearly as well, or empty.
    by_title : bool
        No column names the rep: the sheet's title does.
    """

    sheet: Sheet
    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, Reason] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    other: str = ""
    by_title: bool = False


def recognised(sheet: Sheet, people: frozenset[str]) -> Match | None:
    """The table a sheet is most likely, or None.

    Tables are ranked by their needed columns, the share of headers they know and the
    words of the file's or sheet's name. A needed column without a known header is
    proposed from a like header or from its cells: amounts, days, names of `people`.
    """
    ranked = sorted(((_fit(sheet, table), name) for name, table in TABLES.items()), reverse=True)
    (fit, name), (second, other) = ranked[0], ranked[1]
    found = _proposed(sheet, TABLES[name], people)
    if fit <= 0 or (found.missing and _share(sheet, TABLES[name]) < LIKELY):
        return _nearest(sheet, people)
    close = fit - second < CLOSE and not _proposed(sheet, TABLES[other], people).missing
    return Match(
        sheet, name, found.columns, found.why, found.missing, other if close else "",
        by_title=found.by_title,
    )  # fmt: skip


def _nearest(sheet: Sheet, people: frozenset[str]) -> Match | None:
    """The table that knows most of a sheet's headers and still lacks some."""
    shares = {
        name: _share(sheet, table)
        for name, table in TABLES.items()
        if len(known_columns(sheet, table)) > 1
    }
    lacking = {
        name: _proposed(sheet, TABLES[name], people).missing
        for name, share in shares.items()
        if share >= LIKELY
    }
    known = [(shares[name], -len(missing), name) for name, missing in lacking.items() if missing]
    if not known:
        return None
    _, _, name = max(known)
    return Match(sheet, name, missing=lacking[name])


def known_columns(sheet: Sheet, table: Table) -> set[str]:
    """Columns of a table that headers name outright; months are the value of a period."""
    found = {
        table.header_index[key][0]
        for key in map(header_key, headers_of(sheet))
        if key in table.header_index
    }
    if table.wide and any(span_label(header) for header in headers_of(sheet)):
        found |= {"value", "period"}
    if any("/" in header for header in headers_of(sheet)) and "industry" in table.by_name:
        parts = {p for h in headers_of(sheet) for p in map(header_key, h.split("/"))}
        found |= {table.header_index[p][0] for p in parts if p in table.header_index}
    return found


def _needed(table: Table, known: set[str]) -> list[Column]:
    return [
        column
        for column in table.columns
        if column.required
        and column.name not in known
        and table.stand_ins.get(column.name) not in known
    ]


def _share(sheet: Sheet, table: Table) -> float:
    headers = headers_of(sheet)
    known = [h for h in headers if header_key(h) in table.header_index or span_label(h)]
    return len(known) / len(headers)


def _fit(sheet: Sheet, table: Table) -> float:
    known = known_columns(sheet, table)
    required = [column for column in table.columns if column.required]
    lacking = len(_needed(table, known))
    named = _is_named(sheet, table)
    if lacking * 2 > max(len(required), 1) or len(known) < 2:
        return 0.0
    if not named and (known <= SHARED or _share(sheet, table) < LEAST):
        return 0.0
    covered = 1 - lacking / max(len(required), 1)
    own = len(known) / len(table.columns)
    return covered + _share(sheet, table) + 0.5 * named + 0.2 * own


def _is_named(sheet: Sheet, table: Table) -> bool:
    """Whether the file's or the sheet's name says the table."""
    stem = "" if sheet.relation is not None else word_key(sheet.path.stem)
    names = stem + " " + word_key(sheet.title)
    return any(word_key(title) in names for title in _titles(table))


def _titles(table: Table) -> tuple[str, ...]:
    return (table.name, *table.titles.values(), table.title("zh_TW"))


def _may_be_reps(sheet: Sheet, table: Table) -> bool:
    """Whether the title may be the rep's name: not a month's, not that of the table."""
    return (
        sheet.is_workbook
        and sheet.n_sheets > 1
        and span_label(sheet.title) is None
        and not any(word_key(title) in word_key(sheet.title) for title in _titles(table))
    )


def without_lone(
    matches: Iterable[tuple[Sheet, Match | None]], people: frozenset[str]
) -> list[tuple[Sheet, Match | None]]:
    """Matches in which a title is a rep's name only beside others of its form, or of `people`.

    A single sheet without the reps' column may be called anything.
    """
    matches = list(matches)
    n_like = Counter(_form(match) for _, match in matches if match is not None and match.by_title)
    known = {name_key(name) for name in people}
    return [
        (sheet, match)
        if match is None or not match.by_title
        or n_like[_form(match)] > 1 or name_key(sheet.title) in known
        else (sheet, replace(match, missing=(*match.missing, "rep_id"), by_title=False))
        for sheet, match in matches
    ]  # fmt: skip


def _form(match: Match) -> tuple[object, ...]:
    return match.sheet.path, match.table


@dataclass(frozen=True)
class _Proposal:
    columns: dict[str, str]
    why: dict[str, Reason]
    missing: tuple[str, ...]
    by_title: bool


def _proposed(sheet: Sheet, table: Table, people: frozenset[str]) -> _Proposal:
    columns: dict[str, str] = {}
    why: dict[str, Reason] = {}
    missing = []
    by_title = False
    for column in _needed(table, known_columns(sheet, table)):
        if column.name == "rep_id" and _may_be_reps(sheet, table):
            by_title = True
            continue
        free = [h for h in _free_headers(sheet, table) if h not in columns]
        if column.kind == "money":
            free = list(offered(column, table, free).among)
        found = _like(column, free) or _by_cells(column, sheet, free, people)
        if found is None:
            missing.append(column.name)
            continue
        header, reason = found
        columns[header], why[header] = column.name, reason
    return _Proposal(columns, why, tuple(missing), by_title)


def _free_headers(sheet: Sheet, table: Table) -> list[str]:
    return [
        header
        for header in headers_of(sheet)
        if header_key(header) not in table.header_index and not span_label(header)
    ]


def _like(column: Column, free: list[str]) -> tuple[str, Reason] | None:
    words = {word for known in column.headers.values() for word in known}
    found = max(
        ((_likeness(header, word), header, word) for header in free for word in words),
        default=(0.0, "", ""),
    )
    if found[0] < ALIKE:
        return None
    return found[1], ("alike", found[2])


@lru_cache(maxsize=1 << 16)
def _likeness(header: str, word: str) -> float:
    """Likeness of two headers; 0 where it is below `ALIKE`."""
    a, b = header_key(header), header_key(word)
    if len(b) >= 2 and not a.isascii() and a.endswith(b):
        return 0.8
    return likeness(header, word, least=ALIKE)


def _by_cells(
    column: Column, sheet: Sheet, free: list[str], people: frozenset[str]
) -> tuple[str, Reason] | None:
    reads: dict[str, tuple[Callable[[Any], bool], str]] = {
        "money": (_is_amount, "amounts"),
        "date": (_is_day, "days"),
    }
    if column.refers_to == "rep" and people:
        test, reason = (lambda cell: name_key(written(cell)) in people), "names"
    elif column.kind == "choice" and not column.open:
        keys = column.choice_keys
        test, reason = (lambda cell: word_key(written(cell)) in keys), "choices"
    elif column.kind in reads:
        test, reason = reads[column.kind]
    else:
        return None
    numbered = ("id", "no", "code", "编号", "号", "编码", "key")
    named = [h for h in free if column.kind == "id" or not header_key(h).endswith(numbered)]
    fitting = [header for header in named if _clean(sheet, header, test)]
    return (fitting[0], (reason, "")) if len(fitting) == 1 else None


def _clean(sheet: Sheet, header: str, test: Callable[[Any], bool]) -> bool:
    column = sheet.grid.columns[sheet.grid.header.index(header)]
    cells = [cell for cell in column.distinct if written(cell)][:_SAMPLED]
    return len(cells) > 0 and sum(map(test, cells)) >= CLEAN * len(cells)


def _is_amount(cell: Any) -> bool:
    found = money(cell)
    return found is not None and not isinstance(found, Fault)


def _is_day(cell: Any) -> bool:
    if isinstance(cell, int | float):
        return False
    readings = [day(Dated(cell, order=order), _ZONE) for order in (None, "dmy", "mdy")]
    return any(isinstance(found, date) for found in readings)
