"""The workbook inside a chart: the very values of the slide, a bridge's bars as formulas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from salesreport.render.deck.bridging import Bridge, bridge_of
from salesreport.slides import ChartPart, Number
from salesreport.spreadsheet import plain_book

SHEET = "Data"
MADE_ON = date(2024, 1, 1)
BRIDGE_HEADS = ("level", "base", "total", "up", "down", "top")


@dataclass(frozen=True)
class Column:
    """Where a series stands in the workbook, and the values beside its formulas."""

    name: str
    letter: str
    values: list[Number]

    @property
    def head(self) -> str:
        """Reference of its name."""
        return f"{SHEET}!${self.letter}$1"

    @property
    def cells(self) -> str:
        """Reference of its values."""
        return f"{SHEET}!${self.letter}$2:${self.letter}${len(self.values) + 1}"


@dataclass(frozen=True)
class ChartBook:
    """A chart's workbook: its file, and its columns by what they are for."""

    content: bytes
    categories: str
    columns: dict[str, Column]


def floats(part: ChartPart) -> bool:
    """Whether a chart is drawn as a bridge: it is one, and none of its levels is below zero."""
    return part.form == "bridge" and bridge_of(part.series[0].values).floats


def chart_book(part: ChartPart) -> ChartBook:
    """Categories, and a column a series; of a bridge its amounts and what follows of them.

    Parameters
    ----------
    part : ChartPart
        See there. Missing values leave their cells empty.
    """
    stream = BytesIO()
    columns: dict[str, Column] = {}
    with plain_book(stream, title=part.alt, made_on=MADE_ON) as book:
        sheet = book.add_worksheet(SHEET)
        number = book.add_format({"num_format": part.format})
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, len(part.series), 14)
        for at, category in enumerate(part.categories, start=1):
            sheet.write_string(at, 0, category)
        for place, series in enumerate(part.series, start=1):
            column = Column(series.name, _letter(place), list(series.values))
            sheet.write_string(0, place, series.name)
            for at, value in enumerate(column.values, start=1):
                if value is not None:
                    sheet.write_number(at, place, value, number)
            columns[f"series {place}"] = column
        if floats(part):
            columns |= _bridge(sheet, number, bridge_of(part.series[0].values))
    categories = f"{SHEET}!$A$2:$A${len(part.categories) + 1}"
    return ChartBook(stream.getvalue(), categories, columns)


def _bridge(sheet: Any, number: Any, bridge: Bridge) -> dict[str, Column]:
    """Columns C to H: formulas of the amounts in B, so that an amount moves the bars."""
    last = len(bridge.amounts) + 1
    values = {
        "level": bridge.levels, "base": bridge.base, "total": bridge.total,
        "up": bridge.up, "down": bridge.down, "top": bridge.top,
    }  # fmt: skip
    for row in range(2, last + 1):
        whole = row in (2, last)
        before = "0" if row == 2 else f"C{row - 1}"
        formulas = {
            "level": before if row == last and row > 2 else f"{before}+B{row}",
            "base": "0" if whole else f"MIN({before},C{row})",
            "total": f"C{row}" if whole else "0",
            "up": "0" if whole else f"MAX(C{row}-{before},0)",
            "down": "0" if whole else f"MAX({before}-C{row},0)",
            "top": f"MAX(0,C{row})" if whole else f"MAX({before},C{row})",
        }
        for place, name in enumerate(BRIDGE_HEADS, start=2):
            value = values[name][row - 2]
            sheet.write_formula(row - 1, place, f"={formulas[name]}", number, value)
    if last > 2:
        amounts = bridge.amounts
        shown = amounts[-1] if amounts[-1] is not None else bridge.levels[-1]
        sheet.write_formula(last - 1, 1, f"=SUM(B2:B{last - 1})", number, shown)
    for place, name in enumerate(BRIDGE_HEADS, start=2):
        sheet.write_string(0, place, name)
    return {
        name: Column(name, _letter(place), list(values[name]))
        for place, name in enumerate(BRIDGE_HEADS, start=2)
    }


def _letter(place: int) -> str:
    return chr(ord("A") + place)
