"""Which column of a file is which column of the table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from salesreport.cells import Coded
from salesreport.cells.amounts import MARKS, SCALES
from salesreport.cells.compact import ScaledCells
from salesreport.cells.days import period
from salesreport.cells.plain import Fault
from salesreport.problems import Problem
from salesreport.readers.faults import columns_error, near
from salesreport.readers.grids import Grid
from salesreport.readers.totals import is_total_word
from salesreport.tables import Table
from salesreport.tables.contract import PROVENANCE
from salesreport.tables.script import header_key, header_remarks, name_key, simplified

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_CHINESE_MONTH = re.compile(r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?")
_CHINESE_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_PERIOD_LIKE = re.compile(r"^(FY)?\d{4}\D?.*")


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
        Place -> `03` or `2024-03`, for a wide table.
    combined : bool
        One header names both customer and industry.
    """

    known: dict[str, int]
    extras: dict[str, int]
    months: dict[int, str] = field(default_factory=dict)
    combined: bool = False


def column_map(
    grid: Grid,
    table: Table,
    columns: Mapping[str, str],
    *,
    elsewhere: Collection[str],
    optional: Collection[str] = (),
) -> ColumnMap:
    """Places of the table's columns in a grid.

    The run file's `columns` come first, then headers the declaration knows; of two
    headers for one column the one named earlier in the declaration is taken and
    the other is an extra column. `elsewhere`: columns that come from a join, a
    sheet's title or a fixed value. `optional`: headers and columns that the
    file may lack; their columns are blank then.

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
    _recognised(grid, table, known, taken={*known.values(), *months})
    if "value" in known:
        months = {}
    places = {*known.values(), *months}
    extras = _extras(grid, places, table)
    _refuse_missing(grid, table, {*known, *elsewhere, *blank}, wide=bool(months))
    return ColumnMap(known, extras, months, combined)


def _told(
    grid: Grid, table: Table, columns: Mapping[str, str], optional: Collection[str]
) -> dict[str, int]:
    known: dict[str, int] = {}
    for written, canonical in columns.items():
        place = header_place(grid, written)
        if place is not None:
            known[canonical] = place
        elif written not in optional:
            raise _unknown_header(grid, table, written)
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
        "error", "unknown_header", table.name, grid.file, grid.sheet, grid.header_row,
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
    """Columns that are months; below a month's group (`1月 目标`) only the table's value."""
    months: dict[int, str] = {}
    for place, header in enumerate(grid.header):
        if place in known.values():
            continue
        label = month_label(header)
        group, _, word = header.rpartition(" ")
        if label is None and table.header_index.get(header_key(word), ("",))[0] == "value":
            label = month_label(group)
        if label is None:
            continue
        if label in months.values():
            first = next(p for p, other in months.items() if other == label)
            raise _repeated(grid, table, first, place)
        months[place] = label
    return months


def month_label(header: str) -> str | None:
    """Month or period a header stands for: `03` for 3月, `2024-03`.

    Examples
    --------
    >>> month_label("3月（万元）"), month_label("Mar"), month_label("2024-03"), month_label("年度")
    ('03', '03', '2024-03', None)
    """
    key = header_key(header)
    match = _CHINESE_MONTH.fullmatch(key)
    if match is not None:
        word = match[1]
        number = int(word) if word.isdigit() else _CHINESE_NUMBERS.index(word) + 1
        return f"{number:02d}"
    for number, name in enumerate(_MONTH_NAMES, 1):
        if key in (name, name[:3]):
            return f"{number:02d}"
    if not _PERIOD_LIKE.match(header.strip()):
        return None
    label = period(header, 1)
    return None if isinstance(label, Fault) else label


def _recognised(grid: Grid, table: Table, known: dict[str, int], *, taken: set[int]) -> None:
    best: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(grid.header):
        found = table.header_index.get(header_key(header)) if place not in taken else None
        if found is None or found[0] in known:
            continue
        name, rank = found
        if name not in best or rank < best[name][0]:
            best[name] = (rank, place)
    known.update({name: place for name, (_, place) in best.items()})


def _extras(grid: Grid, places: set[int], table: Table) -> dict[str, int]:
    extras: dict[str, int] = {}
    reserved = {*table.by_name, *PROVENANCE, "inferred"}
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
        "error", "duplicate_header", table.name, grid.file, grid.sheet, grid.header_row,
        value=header, values={"first": str(first + 1), "second": str(second + 1)},
    )  # fmt: skip
    return columns_error(
        problem,
        f"columns {first + 1} and {second + 1} are both headed {header!r}",
        expected="each header once",
        remedy="rename the one that does not belong",
    )


def _refuse_missing(grid: Grid, table: Table, there: set[str], *, wide: bool) -> None:
    if wide:
        there = {*there, "value"}
        if all(len(label) > 2 for label in _months(grid, table, {}).values()):
            there.add("period")
    for column in table.columns:
        stand_in = table.stand_ins.get(column.name)
        if not column.required or column.name in there or stand_in in there:
            continue
        seen = [header for header in grid.header if header]
        free = [header for header in seen if header_key(header) not in table.header_index]
        close = max(
            ("", *(near(word, free) for words in column.headers.values() for word in words)),
            key=len,
        ) or near(column.name, free)
        problem = Problem(
            "error", "missing_column", table.name, grid.file, grid.sheet, grid.header_row,
            column.name, values={"seen": ", ".join(seen), "near": close},
        )  # fmt: skip
        raise columns_error(
            problem,
            f"no column {column.name!r} ({column.en[0]}, {column.zh[0]}) for table {table.name}",
            expected="it among the columns seen: " + ", ".join(seen),
            remedy=f"add `columns: {{{close or 'HEADER'}: {column.name}}}` to data.{table.name}"
            " in the run file",
        )


def scaled(cells: Coded, header: str) -> Coded:
    """Cells of a column whose header names a unit, each with that unit.

    `(万元)` multiplies by 10,000, `(%)` by 0.01, `(USD)` says the currency. Text
    cells that carry their own unit keep it.
    """
    for remark in header_remarks(header):
        unit = _unit(remark)
        if unit is not None:
            return Coded(cells.codes, ScaledCells(cells, *unit))
    return cells


def _unit(remark: str) -> tuple[Decimal, frozenset[str]] | None:
    plain = simplified(remark).casefold().removeprefix("单位").lstrip(":： ").strip()
    if plain in ("%", "百分比"):
        return Decimal("0.01"), frozenset()
    factor = Decimal(1)
    for word in sorted(SCALES, key=len, reverse=True):
        if plain.startswith(word):
            factor, plain = SCALES[word], plain.removeprefix(word).strip()
            break
    if not plain:
        return (factor, frozenset()) if factor != 1 else None
    code = plain.upper()
    marks = MARKS.get(plain) or (
        frozenset({code}) if code in {c for m in MARKS.values() for c in m} else frozenset()
    )
    return (factor, marks) if marks else None
