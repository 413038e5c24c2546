"""What titles say of the rows below them: the unit of amounts (`单位：万元`), the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from salesreport.cells.coded import Coded
from salesreport.cells.plain import written
from salesreport.cells.units import Unit, header_units, title_units
from salesreport.periods import follows
from salesreport.readers.addresses import cells_at

_LONGEST = 120
_DAY = re.compile(
    r"(?<![Yy])(?<![Yy]\s)\d{4}\s*[-/.]\s*\d{1,2}(?!\d|\s*[财財])(?:\s*[-/.]\s*\d{1,2})?|\d{4}\s*年\s*\d{1,2}\s*月(?!\s*[-~～—至到])"
)
_NAMED_YEAR = re.compile(
    r"(?<!\d)(?P<fy>FY\s*)?(?P<y>(?:19|20)\d{2})(?!\d)(?:/(?P<e>\d{2})(?!\d))?\s*"
    r"(?P<fiscal>财年|財年|财政年)?",
    re.IGNORECASE,
)


class StatedUnit(NamedTuple):
    """A unit and the title that names it."""

    unit: Unit
    title: str


def stated_units(
    titles: Iterable[Iterable[Any]], headers: Iterable[str], *names: str | None
) -> tuple[StatedUnit, ...]:
    """Different units named outside the headers of the columns they hold for.

    Parameters
    ----------
    titles : iterable of rows of cells
        Rows above the header, and notes below the table.
    headers : iterable of str
        Words of the header: one may be `单位：万元`, over no column of its own.
    *names : str
        Of the sheet and the file, where brackets may name a unit.
    """
    found: dict[Unit, str] = {}
    cells = dict.fromkeys(written(cell) for row in titles for cell in row)
    said = [*cells, *(word for word in headers if word.lstrip().startswith(("单位", "單位")))]
    for title in said:
        for unit in title_units(title) if 0 < len(title) <= _LONGEST else ():
            found.setdefault(unit, title)
    for name in names:
        word = PurePosixPath(name or "").stem
        for unit in header_units(word, money=False) if word else ():
            if unit.factor >= 1:
                found.setdefault(unit, word)
    return tuple(StatedUnit(unit, title) for unit, title in found.items())


def title_texts(titles: Iterable[Iterable[Any]]) -> tuple[str, ...]:
    """Titles above a header, each once."""
    words = (written(cell) for row in titles for cell in row)
    return tuple(dict.fromkeys(word for word in words if 0 < len(word) <= _LONGEST))


def stated_year(titles: Iterable[str]) -> tuple[str, str] | None:
    """Year that the first title names which names one year, and that title.

    A day or month (`制表：2023-12-20`) says when something was made, not what year it
    is about.

    Examples
    --------
    >>> stated_year(["制表日期：2023-12-20", "2024年度销售目标"]), stated_year(["FY25", "2024财年"])
    (('2024', '2024年度销售目标'), ('FY2024', '2024财年'))
    >>> stated_year(["2023、2024年目标"])
    """
    for title in titles:
        found = _NAMED_YEAR.finditer(_DAY.sub(" ", title))
        years = {_year_of(match) for match in found}
        if len(years) == 1:
            return years.pop(), title
    return None


def _year_of(match: re.Match[str]) -> str:
    if not (match["fy"] or match["fiscal"]):
        return match["y"]
    both = f"/{match['e']}" if match["e"] and follows(match["y"], match["e"]) else ""
    return f"FY{match['y']}{both}"


def footers(columns: Sequence[Coded], listed: Mapping[int, str]) -> list[list[Any]]:
    """Cells of the notes below a table, column by column."""
    rows = [position for position, rule in listed.items() if rule == "footer_row"]
    return [list(cells_at(column, rows)) for column in columns] if rows else []
