"""Which column of a file is which column of the table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from salesreport.cells import Amount
from salesreport.cells.amounts import money
from salesreport.cells.plain import written
from salesreport.intake.lacking import offered, turned_round
from salesreport.intake.remarks import are_outcomes, fit, planned_column
from salesreport.problems import Problem
from salesreport.readers.faults import columns_error, near
from salesreport.readers.grids import Grid
from salesreport.readers.timespans import ALL, span_label, summed_span
from salesreport.readers.totalwords import is_total_word
from salesreport.records.owncurrency import KEPT
from salesreport.tables import Table
from salesreport.tables.contract import PROVENANCE, UNCONVERTED
from salesreport.tables.script import header_key, name_key, word_key

_WITH_TAX = frozenset(
    map(header_key, ("价税合计", "含税金额", "发票含税金额", "Gross amount", "Grand total",
                     "Document total"))
)  # fmt: skip
"""Amounts with tax: they go before 金额 beside them, since `recognise.tax` takes tax off these."""

_CODE = re.compile(r"[A-Za-z]{0,4}[-_]?\d{1,12}[A-Za-z]?")
"""A person's code: S01, 0012, EMP-7."""

_PEOPLE = 10_000
"""More pairs of a code and a name than this are not looked at."""


@dataclass(frozen=True)
class ColumnMap:
    """Where each column of the table stands in a grid.

    Attributes
    ----------
    known : dict of str to int
        Canonical column -> place in the header.
    extras : dict of str to int
        Header no table knows -> place.
    months : dict of int to str
        Place -> span such as `03`, `Q1` or `2024-03`, for a wide table.
    sums : dict of int to str
        Place -> span whose columns it adds up, beside the months of a wide table.
    combined : bool
        One header names both customer and industry.
    rep_name : str
        Extra header over the names that stand beside the reps' ids; empty: none.
    rivals : dict of str to list of int
        Canonical column -> places of the other headers that may name it, where the
        run file does not say which is meant.
    beside : dict of str to list of int
        Canonical column -> places of headers that hold it for other rows: the day a
        deal was lost beside the day one was won.
    """

    known: dict[str, int]
    extras: dict[str, int]
    months: dict[int, str] = field(default_factory=dict)
    sums: dict[int, str] = field(default_factory=dict)
    combined: bool = False
    rep_name: str = ""
    rivals: dict[str, list[int]] = field(default_factory=dict)
    beside: dict[str, list[int]] = field(default_factory=dict)


def column_map(
    grid: Grid,
    table: Table,
    columns: Mapping[str, str],
    *,
    elsewhere: Collection[str],
    optional: Collection[str] = (),
    joined: Collection[tuple[str, str]] = (),
    currency: str = "",
) -> ColumnMap:
    """Places of the table's columns in a grid.

    The run file's `columns` come first, then headers the declaration knows. Of two
    headers for one column the one whose remark names the figure that counts is taken,
    then the one named earlier in the declaration, then one without a remark; the other
    is an extra column and a rival. `currency`: of the report. `elsewhere`: columns that
    come from a join, a sheet's title or a fixed value. `optional`: headers and columns
    that the file may lack; their columns are blank then. `joined`: a header's key and a
    column that a join takes by it, so that the header is not that column.

    Raises
    ------
    SourceColumnsError
        A header named under `columns` is not there, a header stands twice, or a
        needed column is missing.
    """
    _refuse_repeated(grid, table, columns)
    known = _told(grid, table, columns, optional)
    blank = {columns.get(header, header) for header in optional}
    combined = _combined(grid, table, known)
    months = _months(grid, table, known) if table.wide else {}
    told = "value" in known
    taken = {*known.values(), *months}
    rivals = _recognised(grid, table, known, taken=taken, joined=joined, currency=currency)
    if "value" in known and not told and _adds_up(grid, months, known["value"]):
        del known["value"]
    if "value" in known:
        months = {}
    sums = _sums(grid, {*known.values(), *months}) if months else {}
    places = {*known.values(), *months, *sums}
    extras = _extras(grid, places, table)
    _refuse_unclear(grid, table, {*known, *elsewhere}, extras)
    _refuse_missing(grid, table, {*known, *elsewhere, *blank}, wide=bool(months))
    named = _rep_name(grid, table, known, extras)
    rivals = {
        name: [p for p in others if p not in sums and (name != "rep_id" or not named)]
        for name, others in rivals.items()
        if name in known
    }
    beside = _beside(grid, known, rivals)
    return ColumnMap(known, extras, months, sums, combined, named, rivals, beside)


def _told(
    grid: Grid, table: Table, columns: Mapping[str, str], optional: Collection[str]
) -> dict[str, int]:
    known: dict[str, int] = {}
    for header, canonical in columns.items():
        place = header_place(grid, header)
        if place is not None:
            known[canonical] = place
        elif header not in optional:
            raise _unknown_header(grid, table, header)
    return known


def header_place(grid: Grid, written: str) -> int | None:
    """Place of a header, as written or but for case, width and remarks."""
    exact = [i for i, h in enumerate(grid.header) if name_key(h) == name_key(written)]
    if exact:
        return exact[0]
    loose = [i for i, h in enumerate(grid.header) if header_key(h) == header_key(written)]
    return loose[0] if len(loose) == 1 else None


def _unknown_header(grid: Grid, table: Table, written: str) -> Exception:
    seen = [h for h in grid.header if h]
    close = near(written, seen)
    problem = Problem(
        "error", "unknown_header", table.name, grid.file, grid.sheet, grid.header_line,
        value=written, values={"seen": ", ".join(seen), "near": close},
    )  # fmt: skip
    return columns_error(
        problem,
        f"no column {written!r}, which the run file names",
        expected="one of the columns seen: " + ", ".join(seen),
        remedy=f"did you mean {close!r}" if close else "correct `columns` in the run file",
    )


def _combined(grid: Grid, table: Table, known: dict[str, int]) -> bool:
    """Find `客户名称/行业`: one header that names customer and industry."""
    if "customer" not in table.by_name or "industry" not in table.by_name:
        return False
    for place, header in enumerate(grid.header):
        parts = header.replace("／", "/").split("/")
        names = [table.header_index.get(header_key(p), ("", 0))[0] for p in parts if p]
        if names == ["customer", "industry"]:
            known.setdefault("customer", place)
            return known["customer"] == place
    return False


def _months(grid: Grid, table: Table, known: dict[str, int]) -> dict[int, str]:
    """Columns that are spans; below a span's group (`1月 目标`) only the table's value."""
    months: dict[int, str] = {}
    for place, header in enumerate(grid.header):
        if place in known.values():
            continue
        label = span_label(header)
        group, _, word = header.rpartition(" ")
        if label is None and table.header_index.get(header_key(word), ("",))[0] == "value":
            label = span_label(group)
        if label is None:
            continue
        if label in months.values():
            first = next(p for p, other in months.items() if other == label)
            raise _repeated(grid, table, first, place)
        months[place] = label
    return months


def _adds_up(grid: Grid, months: Mapping[int, str], place: int) -> bool:
    """Whether a column such as 目标 is the sum of the months beside it, in every row."""
    if len(months) < 2:
        return False
    rows = zip(*(grid.columns[i].tolist() for i in (place, *months)), strict=True)
    amounts = [[money(cell) for cell in row] for row in rows]
    filled = [
        [found.value for found in row if isinstance(found, Amount)]
        for row in amounts
        if row[0] is not None
    ]
    return bool(filled) and all(len(f) > 1 and f[0] == sum(f[1:]) for f in filled)


def _sums(grid: Grid, taken: set[int]) -> dict[int, str]:
    """Columns that add up others: 合计, or the one column of targets beside months."""
    found = {
        i: summed_span(h) or (ALL if span_label(f"1月{h}") else None)
        for i, h in enumerate(grid.header)
        if i not in taken
    }
    return {place: span for place, span in found.items() if span is not None}


def _recognised(
    grid: Grid,
    table: Table,
    known: dict[str, int],
    *,
    taken: set[int],
    joined: Collection[tuple[str, str]],
    currency: str,
) -> dict[str, list[int]]:
    """Take the best header of each column; give the places of the others."""
    found_at: dict[str, list[tuple[int, bool, int, bool, int]]] = {}
    stated = "currency" in known or states_currency(grid, table)
    for place, header in enumerate(grid.header):
        key = header_key(header)
        found = table.header_index.get(key) if place not in taken else None
        if found is None:
            continue
        name, rank = planned_column(header, table, found[0]), found[1]
        if name in known or (key, name) in joined:
            continue
        fits = fit(header, table, table.by_name[name], currency, stated=stated)
        with_remark = word_key(header) != key
        found_at.setdefault(name, []).append((fits, key not in _WITH_TAX, rank, with_remark, place))
    places = {name: [place for *_, place in sorted(of)] for name, of in found_at.items()}
    known.update({name: of[0] for name, of in places.items()})
    return {name: of[1:] for name, of in places.items() if len(of) > 1}


def states_currency(grid: Grid, table: Table) -> bool:
    """Whether a header of the file is that of the column of currencies."""
    return any(table.header_index.get(header_key(h), ("",))[0] == "currency" for h in grid.header)


def _beside(
    grid: Grid, known: Mapping[str, int], rivals: Mapping[str, list[int]]
) -> dict[str, list[int]]:
    """Columns of days that are won in one and lost in the other."""
    found = {
        name: [p for p in places if are_outcomes(grid.header[known[name]], grid.header[p])]
        for name, places in rivals.items()
        if name == "close_date"
    }
    return {name: places for name, places in found.items() if places}


def _rep_name(grid: Grid, table: Table, known: Mapping[str, int], extras: Mapping[str, int]) -> str:
    """Header over the reps' names, where another header or its cells say that it holds ids."""
    place = known.get("rep_id")
    if place is None:
        return ""
    is_id = header_key(grid.header[place]) in table.by_name["rep_id"].id_keys
    ranks = {
        name: table.header_index.get(header_key(grid.header[at]), ("", 0))
        for name, at in extras.items()
    }
    names = [
        name
        for name, (column, _) in ranks.items()
        if column == "rep_id" and (is_id or _are_codes_of(grid, place, extras[name]))
    ]
    return min(names, key=lambda name: ranks[name][1], default="")


def _are_codes_of(grid: Grid, place: int, names: int) -> bool:
    """Whether each cell of a column is the code of one name of another, as S01 | 林志明."""
    data = np.ones(len(grid), dtype=np.bool_)
    data[[*grid.listed]] = False
    columns = [grid.columns[at] for at in (place, names)]
    both = np.unique(np.column_stack([column.codes[data] for column in columns]), axis=0)
    if len(both) > _PEOPLE:
        return False
    cells = ([column.distinct[code] for column, code in zip(columns, pair, strict=True)]
             for pair in both.tolist())  # fmt: skip
    pairs = {(written(code), written(name)) for code, name in cells}
    pairs = {pair for pair in pairs if all(pair)}
    ids, people = {code for code, _ in pairs}, {word for _, word in pairs}
    return (
        len(pairs) == len(ids) == len(people) > 0
        and all(map(_CODE.fullmatch, ids))
        and not any(any(map(str.isdigit, word)) for word in people)
    )


def _extras(grid: Grid, places: set[int], table: Table) -> dict[str, int]:
    extras: dict[str, int] = {}
    reserved = {*table.by_name, *PROVENANCE, *KEPT, UNCONVERTED, "inferred"}
    for place, header in enumerate(grid.header):
        if place in places or not header or (table.wide and is_total_word(header)):
            continue  # the sum beside the months says nothing new
        name, number = header, 1
        while name in extras or name in reserved:
            number += 1
            name = f"{header} ({number})"
        extras[name] = place
    return extras


def _refuse_repeated(grid: Grid, table: Table, columns: Mapping[str, str]) -> None:
    first: dict[str, int] = {}
    told = {name_key(header) for header in columns}
    for place, header in enumerate(grid.header):
        key = name_key(header)
        used = key in told or header_key(header) in table.header_index
        if key and key in first and used:
            raise _repeated(grid, table, first[key], place)
        first.setdefault(key, place)


def _repeated(grid: Grid, table: Table, first: int, second: int) -> Exception:
    header = grid.header[second]
    problem = Problem(
        "error", "duplicate_header", table.name, grid.file, grid.sheet, grid.header_line,
        value=header, values={"first": str(first + 1), "second": str(second + 1)},
    )  # fmt: skip
    return columns_error(
        problem,
        f"columns {first + 1} and {second + 1} are both headed {header!r}",
        expected="each header once",
        remedy="rename the one that does not belong",
    )


def _refuse_unclear(grid: Grid, table: Table, there: set[str], extras: Mapping[str, int]) -> None:
    """Refuse a group such as 金额 over 含税 and 不含税: the one or the other is meant."""
    below: dict[str, list[str]] = {}
    for header in extras:
        top, slash, _ = header.rpartition("/")
        name = table.header_index.get(header_key(top), ("",))[0] if slash else ""
        if name and name not in there:
            below.setdefault(name, []).append(header)
    for name, headers in below.items():
        if len(headers) < 2:
            continue
        choice = " / ".join(f"{{{header}: {name}}}" for header in headers)
        problem = Problem(
            "error", "unclear_column", table.name, grid.file, grid.sheet, grid.header_line, name,
            ", ".join(headers), {"choice": choice},
        )  # fmt: skip
        raise columns_error(
            problem,
            f"each of {', '.join(headers)} may be the column {name!r}",
            expected="one of them named in the run file",
            remedy=f"add `columns: {{{headers[0]}: {name}}}` or `columns: {{{headers[1]}: {name}}}`"
            f" to data.{table.name} in the run file",
        )


def _refuse_missing(grid: Grid, table: Table, there: set[str], *, wide: bool) -> None:
    if wide:
        there = {*there, "value", "period"}
    elif table.wide and (odd := turned_round(grid, table, there)):
        raise odd
    for column in table.columns:
        stand_in = table.stand_ins.get(column.name)
        if not column.required or column.name in there or stand_in in there:
            continue
        seen = [header for header in grid.header if header]
        spans = [header for header in seen if span_label(header) is not None]
        free = [h for h in seen if header_key(h) not in table.header_index and h not in spans]
        found = offered(column, table, free)
        problem = Problem(
            "error", "missing_column", table.name, grid.file, grid.sheet, grid.header_line,
            column.name, values={"seen": ", ".join(seen), "near": found.line},
        )  # fmt: skip
        raise columns_error(
            problem,
            f"no column {column.name!r} ({column.en[0]}, {column.zh[0]}) for table {table.name}",
            expected="it among the columns seen: " + ", ".join(seen),
            remedy=f"write a row for each of {', '.join(spans)}, which stand side by side"
            if column.kind == "period" and len(spans) > 1
            else f"add `columns: {{{found.line}: {column.name}}}` to data.{table.name}"
            " in the run file"
            if found.line
            else "add the column to the file",
        )
