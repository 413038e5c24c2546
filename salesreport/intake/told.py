"""What a column says of its own cells: its order of dates, its decimal sign, its unit."""

from __future__ import annotations

from dataclasses import dataclass

from salesreport.cells import Coded
from salesreport.cells.dayorder import OrderFound, dated, stated_order
from salesreport.cells.decimals import DecimalSign, separated
from salesreport.intake.findings import Findings
from salesreport.intake.headers import scaled
from salesreport.sources import Source
from salesreport.tables import Column

_WITH_UNITS = frozenset({"money", "number", "rate", "count"})


@dataclass(frozen=True)
class Place:
    """Where a column stands in the user's files.

    `date_1904`: the workbook counts its days from 1904.
    """

    table: str
    file: str | None
    sheet: str | None
    header: str
    date_1904: bool = False


def told_cells(
    cells: Coded, column: Column, place: Place, source: Source, findings: Findings
) -> Coded:
    """Cells of one sheet's column with what the column says of them.

    The assumption that follows is noted: the order in which dates are read, and why.
    """
    if column.kind == "date":
        order = stated_order(source.day_order, column.name, place.header)
        told, found = dated(cells, order=order, year=source.year, date_1904=place.date_1904)
        _note_order(found, column, place, findings)
        return told
    if column.kind in _WITH_UNITS:
        told, sign = separated(cells, money=column.kind == "money")
        if sign.sign == ",":
            _note_comma(sign, column, place, findings)
        return scaled(told, place.header)
    return cells


def _note_order(found: OrderFound, column: Column, place: Place, findings: Findings) -> None:
    if not found.n_short:
        return
    if found.n_swappable:
        findings.add(
            "half_converted_dates", table=place.table, file=place.file, sheet=place.sheet,
            column=column.name, value=found.examples[0], rows=found.n_swappable,
            texts=found.n_short, header=place.header,
        )  # fmt: skip
    rule = "day_order_stated" if found.stated else "day_order"
    if found.order is None and not found.contradicts:
        return
    if found.contradicts:
        rule = "mixed_day_order"
    findings.add(
        rule, table=place.table, file=place.file, sheet=place.sheet, column=column.name,
        value=" / ".join(found.examples), order=found.order or "", rows=found.n_short,
        deciding=found.n_deciding, header=place.header,
    )  # fmt: skip


def _note_comma(sign: DecimalSign, column: Column, place: Place, findings: Findings) -> None:
    findings.add(
        "decimal_comma", table=place.table, file=place.file, sheet=place.sheet,
        column=column.name, value=sign.example, rows=sign.n_rows, header=place.header,
    )  # fmt: skip
