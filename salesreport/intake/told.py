"""What a column says of its own cells: its order of dates, its decimal sign, its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesreport.cells import Coded
from salesreport.cells.daycalendar import Hint, is_named
from salesreport.cells.dayorder import OrderFound, dated, stated_for
from salesreport.cells.decimals import DecimalSign, separated
from salesreport.cells.units import UNCLEAR, Unit, header_units
from salesreport.intake.findings import Findings
from salesreport.intake.rates import quoted_units
from salesreport.intake.units import (
    Measured,
    in_row_units,
    in_units,
    may_be_amounts,
    rates_in_percent,
    rates_of_one_scale,
    titled,
)
from salesreport.readers.titles import StatedUnit
from salesreport.sources import Source
from salesreport.tables import Column

_WITH_UNITS = frozenset({"money", "number", "rate", "count"})


@dataclass(frozen=True)
class Place:
    """Where a column stands in the user's files.

    Attributes
    ----------
    date_1904 : bool
        The workbook counts its days from 1904.
    units : sequence of StatedUnit
        Named by the sheet's titles for all its amounts.
    about : Measured, optional
        Of a table in which one column holds amounts and other numbers.
    has_currency : bool
        The sheet has a column of currencies: 元 of a title then says none.
    row_units : Coded, optional
        Cells of the column that names a unit for each row's amounts.
    span : str
        Headers from the first to the last month, where each month is a column.
    beside : sequence of Coded, optional
        All columns of a file whose cells are set apart by semicolons.
    calendar : {"", "may", "named"}
        What the sheet says of the calendar its years count in.
    """

    table: str
    file: str | None
    sheet: str | None
    header: str
    date_1904: bool = False
    units: Sequence[StatedUnit] = ()
    about: Measured | None = None
    has_currency: bool = False
    row_units: Coded | None = None
    span: str = ""
    beside: Sequence[Coded] | None = None
    calendar: Hint = ""


def told_cells(
    cells: Coded, column: Column, place: Place, source: Source, findings: Findings
) -> Coded:
    """Cells of one sheet's column with what the column says of them.

    The assumption that follows is noted: the order in which dates are read, and why;
    the calendar of their years; the unit that stands in the sheet's title.
    """
    if column.kind in ("date", "period"):
        return _dated(cells, column, place, source, findings)
    if column.kind in _WITH_UNITS:
        beside = None if column.kind == "count" else place.beside
        told, sign = separated(cells, money=column.kind == "money", beside=beside)
        if sign.sign == ",":
            _note_comma(sign, column, place, findings)
        return _in_units(told, column, place, findings)
    return cells


def _dated(cells: Coded, column: Column, place: Place, source: Source, findings: Findings) -> Coded:
    """Days or periods with the order and the calendar of their column, which are noted."""
    told, found = dated(
        cells,
        order=stated_for(source.day_order, column.name, place.header),
        year=source.year,
        date_1904=place.date_1904,
        calendar=stated_for(source.calendar, column.name, place.header),
        hint="named" if is_named(place.header) else place.calendar,
        periods=column.kind == "period",
    )
    if column.kind == "date":
        _note_order(found, column, place, findings)
    if found.calendar.n_rows:
        findings.add(
            "minguo_years", table=place.table, file=place.file, sheet=place.sheet,
            column=column.name, value=found.calendar.example, meant=found.calendar.meant,
            rows=found.calendar.n_rows, header=place.header,
        )  # fmt: skip
    return told


def _in_units(cells: Coded, column: Column, place: Place, findings: Findings) -> Coded:
    """Numbers in the unit that their header, row, measure or the sheet's title names."""
    own, about = _own_units(column, place), place.about
    if own and about is not None and any(unit.currencies for unit in own):
        told = titled(cells, column, own, about)
    elif own:
        percent = column.kind == "rate" and own == [Unit(Decimal("0.01"))]
        told = in_units(rates_in_percent(cells) if percent else cells, own)
    elif place.row_units is not None and may_be_amounts(column):
        told = in_row_units(cells, place.row_units, has_currency=place.has_currency, about=about)
    elif column.kind == "rate":
        told = rates_of_one_scale(cells, tax=column.name == "tax_rate")
    else:
        told = _of_title(cells, column, place, findings)
    if about is None or column.kind != "number":
        return told
    if place.row_units is None:
        told = about.in_own_units(cells, told, own)
    return about.with_clear_rates(told)


def _own_units(column: Column, place: Place) -> list[Unit]:
    """Units of the column's header; 万元 over a group of columns is none of a count's."""
    if place.table == "rates":
        return quoted_units(place.header)
    found = header_units(place.header, money=may_be_amounts(column))
    if column.kind in ("rate", "count"):
        return [unit for unit in found if not unit.currencies]
    if column.kind == "money" and any(u.factor < 1 and not u.currencies for u in found):
        return [*found, Unit(Decimal(1))]  # a share is no amount: neither unit is taken
    return found


def _of_title(cells: Coded, column: Column, place: Place, findings: Findings) -> Coded:
    """Cells with the unit of the sheet's title, which is noted."""
    if not place.units or not may_be_amounts(column):
        return cells
    units = [
        Unit(unit.factor) if place.has_currency and "CNY" in unit.currencies else unit
        for unit, _ in place.units
    ]
    different = [*dict.fromkeys(units)]
    if different == [Unit(Decimal(1))]:
        return cells
    says_other = different[0].factor != 1 or "CNY" not in different[0].currencies
    if different != [UNCLEAR] and (len(different) > 1 or says_other):
        findings.add(
            "unit_of_title" if len(different) == 1 else "titles_contradict",
            table=place.table, file=place.file, sheet=place.sheet, column=column.name,
            value=" / ".join(dict.fromkeys(title for _, title in place.units)),
            factor=f"{different[0].factor:,}", header=place.span or place.header,
        )  # fmt: skip
    return titled(cells, column, different, place.about)


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
