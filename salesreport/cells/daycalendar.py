"""What the years of a column's days count from: the common calendar's, or Taiwan's from 1912.

A year of three digits (113/03/07) or with the calendar's name (民國98年) says so itself.
One of two digits (98/07/01) is 1998 or 2009: it is of the Minguo calendar where the
column has such a year too, where its header or a title names the calendar, or where the
run file does; in a file in traditional characters that says nothing it stays unclear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from salesreport.cells.coded import Coded
from salesreport.cells.dayforms import WITH_YEAR, calendar_day, month_of
from salesreport.cells.days import short_minguo
from salesreport.cells.minguo import gregorian_year, with_common_year
from salesreport.sources import Calendar
from salesreport.tables.script import simplified

Hint = Literal["", "may", "named"]
"""What the file says apart from the column: nothing; it is in traditional characters; 民國."""

_NAMES = ("民国", "民國")


class CalendarFound(NamedTuple):
    """How the years of a column are read, and why.

    Attributes
    ----------
    calendar : {"roc", "gregorian", "unclear"}, optional
        Of years in two digits that may be Minguo ones; None where there is none.
    told : {"setting", "cells", "name", ""}
        The run file, the column's own years, or its header or a title.
    n_rows : int
        Rows with a year that is read as a Minguo one and does not name the calendar.
    example, meant : str
        Such a cell, and what it is read as.
    short : frozenset of int
        Places of the cells whose year has two digits and may be one.
    """

    calendar: str | None = None
    told: str = ""
    n_rows: int = 0
    example: str = ""
    meant: str = ""
    short: frozenset[int] = frozenset()


def calendar_of(
    column: Coded,
    plain: Mapping[int, str],
    *,
    stated: Calendar | None = None,
    hint: Hint = "",
    periods: bool = False,
) -> CalendarFound:
    """Calendar of a column of days or periods.

    Parameters
    ----------
    column : Coded
        Cells as read.
    plain : mapping of int to str
        Place of a cell -> how it is matched, for those that may be written in it.
    stated : {"roc", "gregorian"}, optional
        Of the run file.
    hint : {"", "may", "named"}
    periods : bool
        Of periods, where 113/03 is a month.

    Examples
    --------
    >>> cells = ["113/03/07", "98/07/01"]
    >>> found = calendar_of(Coded.of(cells), dict(enumerate(cells)))
    >>> found.calendar, found.n_rows, found.example, found.meant
    ('roc', 2, '113/03/07', '2024-03-07')
    >>> calendar_of(Coded.of(cells[1:]), {0: cells[1]}, hint="may").calendar
    'unclear'
    """
    if stated == "gregorian":
        return CalendarFound("gregorian", "setting")
    full = {place: meant for place, text in plain.items() if (meant := _meant(text, periods))}
    short = {place: found[0] for place, text in plain.items() if (found := short_minguo(text))}
    told = "setting" if stated else "name" if hint == "named" else ""
    if not told and (full or _is_named(column, plain)):
        told = "cells"
    if not told:
        places = frozenset(short)
        return CalendarFound("unclear", short=places) if short and hint else CalendarFound()
    read = full | {place: found.isoformat() for place, found in short.items()}
    if not read:
        return CalendarFound("roc", told)
    counts = np.bincount(column.codes, minlength=column.n_distinct)
    first = min(read, key=lambda place: (place not in full, place))
    example = str(column.distinct[first])
    n_rows = int(counts[[*read]].sum())
    return CalendarFound("roc", told, n_rows, example, read[first], frozenset(short))


def _meant(plain: str, periods: bool) -> str:
    """Day or period of a year in three digits; empty where there is none."""
    for pattern in WITH_YEAR[:3]:
        match = pattern.fullmatch(plain)
        if match is None or len(match["y"]) != len("113"):
            continue
        year = gregorian_year(match["y"])
        found = None if year is None else calendar_day(year, month_of(match), int(match["d"]))
        return found.isoformat() if found is not None else ""
    bare = plain.replace(" ", "")
    common = with_common_year(bare) if periods else bare
    return common if common != bare else ""


def _is_named(column: Coded, places: Mapping[int, str]) -> bool:
    cells = (column.distinct[place] for place in places)
    return any(isinstance(cell, str) and is_named(cell) for cell in cells)


def is_named(text: str) -> bool:
    """Whether a text names the Minguo calendar.

    Examples
    --------
    >>> is_named("日期(民國)"), is_named("日期")
    (True, False)
    """
    return any(name in text for name in _NAMES)


def hint_of(named: Sequence[str], others: Sequence[str]) -> Hint:
    """What texts around a column say of its calendar.

    Parameters
    ----------
    named : sequence of str
        Titles and names, which hold for all columns below them.
    others : sequence of str
        Headers and some cells; that they are in traditional characters says only that
        the calendar may be meant.

    Examples
    --------
    >>> hint_of(["民國年"], []), hint_of(["Sales"], ["到職日"]), hint_of(["销售"], ["到职日"])
    ('named', 'may', '')
    """
    if any(map(is_named, named)):
        return "named"
    return "may" if any(simplified(text) != text for text in (*named, *others)) else ""
