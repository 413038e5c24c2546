"""A column a month, quarter or year made a row each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from salesreport.cells import Amount, Coded, Fault
from salesreport.cells.amounts import money
from salesreport.cells.coded import Codes, Mask
from salesreport.cells.fiscalyears import named_years
from salesreport.cells.minguo import with_common_year
from salesreport.cells.plain import written
from salesreport.errors import ParameterError
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.units import measure_named
from salesreport.periods import Period, YearLabel
from salesreport.problems import row_ranges
from salesreport.readers.subjects import other_year, stated_year
from salesreport.readers.sums import plain
from salesreport.readers.timespans import ALL, HALVES, YEAR
from salesreport.tables.columns import ADDED_MEASURES
from salesreport.tables.script import name_key

_Reader = Callable[[str], Period]
_PLACES = {
    **{f"Q{n}": range(3 * n - 3, 3 * n) for n in range(1, 5)},
    **dict(zip(HALVES, (range(6), range(6, 12)), strict=True)),
    YEAR: range(12),
}
"""Places in the year of the months of a longer span."""

_ANY_YEAR = "2000"
_MONTHS = 12
_NEAR = Decimal("0.5")


class SpanColumn(NamedTuple):
    """One column of a wide table: its span, cells, header, and letters in the sheet."""

    label: str
    cells: Coded
    header: str
    letters: str


@dataclass(frozen=True)
class _Span:
    """A column's days in the year of a row; its period, blank without a year."""

    first: date
    last: date
    period: str | Fault
    part: str

    def holds(self, other: _Span) -> bool:
        """Whether a shorter span lies inside and adds up to this one; a half is no period."""
        inside = self.first <= other.first and other.last <= self.last
        shorter = (other.first, other.last) != (self.first, self.last)
        return inside and shorter and other.part not in HALVES


def melted(
    draft: Draft,
    columns: Sequence[SpanColumn],
    sums: Sequence[SpanColumn],
    findings: Findings,
    *,
    measures: Mapping[str, str],
    fiscal_year_start: int,
    fiscal_year_label: YearLabel = "end",
) -> Draft:
    """Long rows of a wide table: a `period` and `value` a filled span.

    A span without a year (`3月`) takes it from the row's `period` (年度); where the months
    run on over the turn of the year, a plain year does not say which is meant, so that
    they are listed by `unclear_year`. The total of
    a quarter or year is a row only where no part of it is filled; else it is compared
    with their sum, if the measure adds up, and counts no second time. A record whose
    spans are all blank gives no row and is listed by `unfilled_rows`, or by `no_amount`
    where its sum is filled.

    Parameters
    ----------
    columns, sums : sequence of SpanColumn
        Spans that may be rows, and columns that only add such up (合计).
    measures : mapping of str to str
        What the run file's `values` make of a measure as written.
    """
    years = draft.column("period").map(_year).merged()
    read = _reader(fiscal_year_start, fiscal_year_label)
    spans = [_spans(columns, year, read) for year in years.distinct]
    filled = np.column_stack([column.cells.where(_is_filled) for column in columns])
    empty = np.flatnonzero(~filled.any(axis=1))
    checks = _Checks(draft, columns, filled, _added(draft, measures), findings)
    for code, of_year in enumerate(spans):
        rows = years.codes == code
        for place, readings in _totals(of_year, [column.label for column in columns]):
            checks.compare(columns[place], readings, rows & filled[:, place])
            parts = [*{part for reading in readings for part in reading}]
            filled[rows & filled[:, parts].any(axis=1), place] = False
        for total in sums:
            whole = None if total.label == ALL else _span(total.label, years.distinct[code], read)
            checks.compare(total, _readings(total.label, whole, of_year), rows)
    unused = _unused(draft, empty, sums, findings)
    positions, places = np.nonzero(filled)
    long = replace(draft.take(positions), unused={**draft.unused, **unused})
    long.cells["period"] = _periods(years.take(positions).codes, places, spans)
    values = Coded.stacked([column.cells for column in columns])
    long.cells["value"] = values.take(places * len(draft) + positions)
    long.month_headers = Coded(places, [column.header for column in columns])
    return long


def _unused(
    draft: Draft, empty: Codes, sums: Sequence[SpanColumn], findings: Findings
) -> dict[int, str]:
    """Records without a filled span, by the rule that lists each in the ledger.

    Where a sum is filled all the same, amounts are missing (`no_amount`); other such
    rows are only waiting to be filled in and are counted together (`unfilled_rows`).
    """
    summed = np.zeros(len(draft), dtype=np.bool_)
    for total in sums:
        summed |= total.cells.where(lambda cell: _is_filled(cell) and written(cell) != "0")
    lacking, waiting = empty[summed[empty]], empty[~summed[empty]]
    draft.note(findings, "no_amount", lacking, "value")
    kept = draft.kept()
    if kept[waiting].any():
        rows = waiting[kept[waiting]]
        findings.add(
            "unfilled_rows", table=draft.table.name, file=draft.file[rows[0]],
            sheet=draft.sheet[rows[0]], value=row_ranges(draft.row[rows].tolist()),
            count=len(rows),
        )  # fmt: skip
    rules = dict.fromkeys(waiting.tolist(), "unfilled_rows")
    rules |= dict.fromkeys(lacking.tolist(), "no_amount")
    return {int(draft.record[at]): draft.rule_at(at) or rule for at, rule in rules.items()}


class _Checks(NamedTuple):
    """Printed totals of a wide table held against the spans that are rows."""

    draft: Draft
    columns: Sequence[SpanColumn]
    filled: Mask
    added: Mask
    findings: Findings

    def compare(self, total: SpanColumn, readings: Sequence[Sequence[int]], rows: Mask) -> None:
        """Note rows whose total is the sum of the filled parts in none of its readings."""
        parts = [*{part for reading in readings for part in reading}]
        detailed = self.filled[:, parts].any(axis=1) if parts else np.zeros(len(rows), np.bool_)
        for row in np.flatnonzero(rows & detailed & self.added).tolist():
            filled = [[p for p in reading if self.filled[row, p]] for reading in readings]
            sums = [self._summed(row, reading) for reading in filled if reading]
            printed = money(total.cells[row])
            if isinstance(printed, Amount):
                self._compare_row(total, row, printed.value, sums)

    def _summed(self, row: int, parts: Sequence[int]) -> Decimal | None:
        """Sum of some cells of a row; None where one cannot be read."""
        amounts = [money(self.columns[part].cells[row]) for part in parts]
        values = [amount.value for amount in amounts if isinstance(amount, Amount)]
        return sum(values, Decimal(0)) if len(values) == len(amounts) else None

    def _compare_row(
        self, total: SpanColumn, row: int, printed: Decimal, sums: Sequence[Decimal | None]
    ) -> None:
        """Note the first sum, unless the printed one is any, or one cannot be made."""
        summed = sums[0]
        if summed is None or any(one is None or abs(printed - one) <= _NEAR for one in sums):
            return
        draft, number = self.draft, int(self.draft.row[row])
        self.findings.add(
            "total_differs", table=draft.table.name, file=draft.file[row], sheet=draft.sheet[row],
            row=number, column=total.header, value=plain(printed), summed=plain(summed),
            difference=plain(printed - summed), cell=f"{total.letters}{number}",
        )  # fmt: skip


def assumed_year(
    draft: Draft,
    labels: Collection[str],
    said: Iterable[str],
    year: int | Period,
    findings: Findings,
) -> Coded:
    """Year of a wide sheet that has no column of it, which is noted.

    It is the source's `year`, else the one a title, the sheet's or the file's name
    states, else the one in which the run's period lies.

    Parameters
    ----------
    labels : collection of str
        Spans; nothing is noted where all name their own year.
    said : iterable of str
        Titles, then the names.
    year : int or Period
        The source's own, else the run's.
    """
    texts, other = [*said], None
    if isinstance(year, Period):
        months = {int(label) for label in labels if label.isdigit() and len(label) == len("03")}
        found, told = stated_year(texts, months) or (year.label, "period")
        other = other_year(texts, found) if told == "period" else None
    else:
        found, told = str(year), "year"
    if other is not None:
        findings.add(
            "year_contradicts", table=draft.table.name, file=next(iter(draft.file[:1]), None),
            column="period", value=other[1], year=found, other=other[0],
        )  # fmt: skip
    elif draft.row.size and any(len(label) < len("2024") for label in labels):
        findings.add(
            "assumed_year", table=draft.table.name, file=draft.file[0], sheet=draft.sheet[0],
            column="period", value=found, told=told, header=draft.headers.get("period", "period"),
        )  # fmt: skip
    return Coded.repeated(found, len(draft))


def period_of(label: str, named: str, year: Period) -> str | Fault:
    """Period of a label such as `03` or `Q1` in the year that is named; `year` is the run's."""
    return _span(label, named, _reader(year.fiscal_year_start, year.fiscal_year_label)).period


def _is_filled(cell: Any) -> bool:
    return isinstance(cell, Fault) or bool(written(cell))


def _year(cell: Any) -> str:
    """Year that a cell names, `FY2024` or `FY2023/24` a fiscal one; empty for none.

    Several fiscal years are no year: the cell as written, which no period has.
    """
    years = named_years(with_common_year(written(cell)))
    if sum(year.startswith("FY") for year in years) > 1:
        return written(cell)
    return years[0] if years else ""


def _reader(start: int, label: YearLabel) -> _Reader:
    return partial(Period.parse, fiscal_year_start=start, fiscal_year_label=label)


def _spans(columns: Sequence[SpanColumn], year: str, read: _Reader) -> list[_Span]:
    """Spans of the columns in the year that a row names."""
    found = [_span(column.label, year, read) for column in columns]
    if not year or year.startswith("FY") or not _runs_on([column.label for column in columns]):
        return found
    unclear = Fault("unclear_year", year)
    return [
        replace(span, period=unclear) if len(column.label) < len("2024") else span
        for span, column in zip(found, columns, strict=True)
    ]


def _runs_on(labels: Iterable[str]) -> bool:
    """Whether months without a year stand in an order that goes on from December."""
    months = [int(label) for label in labels if label.isdigit() and len(label) == len("03")]
    pairs = list(pairwise(months))
    return (12, 1) in pairs and all(after == before % 12 + 1 for before, after in pairs)


def _span(label: str, year: str, read: _Reader) -> _Span:
    """Span of a label such as `03`, `Q1`, `2024-03` or `FY2024` in the year a row names.

    Both years of a fiscal year that is the calendar year are no period.
    """
    own, _, part = label.rpartition("-") if "-" in label else ("", "", label)
    if (part not in _PLACES and not part.isdigit()) or len(part) > 2:
        own, part = label, YEAR
    named = own or year
    try:
        whole = read(named or _ANY_YEAR)
    except ParameterError:
        any_year = read(_ANY_YEAR)
        return _Span(any_year.first, any_year.last, Fault("bad_period", named), part)
    if part in _PLACES:
        months = [whole.months()[place] for place in _PLACES[part]]
        text = named if part == YEAR else f"{named}-{part}"
    else:
        months = [month for month in whole.months() if month.first.month == int(part)]
        text = months[0].label
    return _Span(months[0].first, months[-1].last, text if named else "", part)


def _totals(spans: Sequence[_Span], labels: Sequence[str]) -> list[tuple[int, list[list[int]]]]:
    """Places of spans that hold others, the shorter ones first, with the readings of each."""
    by_length = sorted(range(len(spans)), key=lambda place: spans[place].last - spans[place].first)
    return [
        (place, _readings(labels[place], spans[place], spans))
        for place in by_length
        if any(map(spans[place].holds, spans))
    ]


def _readings(label: str, whole: _Span | None, spans: Sequence[_Span]) -> list[list[int]]:
    """Places of the spans that a total may add up, the likeliest first.

    The total of a year that names none stands beside the months it adds up, which may be
    those of a business year; else a total adds up what lies in its own span.
    """
    if whole is None:
        return [[*range(len(spans))]]
    inside = [place for place, span in enumerate(spans) if whole.holds(span)]
    months = [place for place, span in enumerate(spans) if span.part.isdigit()]
    if label != YEAR or set(months) <= set(inside):
        return [inside]
    return [months, inside] if len(months) <= _MONTHS else [inside, months]


def _added(draft: Draft, measures: Mapping[str, str]) -> Mask:
    """Rows about a measure whose months add up."""
    column = draft.table.by_name["measure"]
    by_key = {name_key(old): new for old, new in measures.items()}

    def adds_up(cell: Any) -> bool:
        word = by_key.get(name_key(written(cell)), written(cell)) or column.default or ""
        return measure_named(column, word) in ADDED_MEASURES

    return draft.column("measure").where(adds_up)


def _periods(years: Codes, places: Codes, spans: Sequence[Sequence[_Span]]) -> Coded:
    """Period of each long row, by its year and its column."""
    n_columns = max(map(len, spans), default=1)
    pairs, codes = np.unique(years * n_columns + places, return_inverse=True)
    return Coded(
        codes.astype(np.int64),
        [spans[pair // n_columns][pair % n_columns].period for pair in pairs.tolist()],
    )
