"""Which comes first in a column's short dates: the day, the month or the year.

One order for one column, from a setting or from its own cells: 25/06/2024 can only
be day, month, year, and then 05/06/2024 in the same column is the 5th of June. Where
nothing decides, or two cells contradict each other, none is guessed: every short
date of the column stays unclear and is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np

from salesreport.cells.bulk import matching
from salesreport.cells.coded import Coded
from salesreport.cells.daycalendar import CalendarFound, Hint, calendar_of
from salesreport.cells.dayforms import SHORT, tidied
from salesreport.cells.days import short_readings
from salesreport.cells.plain import Dated, written
from salesreport.sources import Calendar, DayOrder

Setting = TypeVar("Setting", bound=str)

_ORDERS: tuple[DayOrder, ...] = ("dmy", "mdy", "ymd")
_REMEMBERED = 16_384
_MONTHS = 12
_YEAR_FIRST = r"^(?:[0-9]{8}|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?:[ T].*)?$"


@dataclass(frozen=True)
class OrderFound:
    """How the short dates of a column are read, and why.

    Attributes
    ----------
    order : {"dmy", "mdy", "ymd"}, optional
        None where nothing decides, where cells contradict each other, and where
        there is no short date.
    stated : bool
        The order is the run file's.
    n_short, n_deciding : int
        Rows with a short date; rows whose date does not allow every order.
    examples : tuple of str
        A date that does not allow another order; two where they contradict.
    n_swappable : int
        Rows with a date of the workbook whose day and month could be swapped, where
        that is true of every such date and every text date has a part above 12: so
        looks a column that a program half converted in the wrong order.
    calendar : CalendarFound
        What the years count from.
    """

    order: DayOrder | None = None
    stated: bool = False
    n_short: int = 0
    n_deciding: int = 0
    examples: tuple[str, ...] = ()
    n_swappable: int = 0
    calendar: CalendarFound = field(default_factory=CalendarFound)

    @property
    def contradicts(self) -> bool:
        """Whether the column's own dates are in different orders."""
        return len(self.examples) > 1


def orders_of(cells: Iterable[Any]) -> list[str]:
    """Orders in which every short date of some cells can be read; where there is none, in any.

    Examples
    --------
    >>> orders_of(["13/03/07", "05/06/2024"]), orders_of(["13/03/07"])
    (['dmy'], ['dmy', 'ymd'])
    """
    short = _short_orders(dict(enumerate(map(_plain, cells)))).values()
    allowed = [orders.allowed for orders in short]
    found = frozenset.intersection(*allowed) if allowed else frozenset()
    return [order for order in _ORDERS if order in (found or frozenset().union(*allowed))]


def stated_for(
    setting: Setting | Mapping[str, Setting] | None, column: str, header: str
) -> Setting | None:
    """What a source's `day_order` or `calendar` states for a column, by its name or header.

    Examples
    --------
    >>> stated_for("dmy", "date", "日期"), stated_for({"日期": "mdy"}, "date", "日期")
    ('dmy', 'mdy')
    """
    if isinstance(setting, Mapping):
        return setting.get(column) or setting.get(header)
    return setting


def dated(
    column: Coded,
    *,
    order: DayOrder | None = None,
    year: int | None = None,
    date_1904: bool = False,
    calendar: Calendar | None = None,
    hint: Hint = "",
    periods: bool = False,
) -> tuple[Coded, OrderFound]:
    """Column of dates that say how to read them, and what it was decided from.

    Parameters
    ----------
    column : Coded
        Cells as read.
    order : {"dmy", "mdy", "ymd"}, optional
        Order that the run file states.
    year : int, optional
        Year that the run file states for days without one.
    date_1904 : bool
        The workbook counts its days from 1904.
    calendar : {"roc", "gregorian"}, optional
        Calendar that the run file states.
    hint : {"", "may", "named"}
        What the file says of it apart from the column.
    periods : bool
        Cells are periods: 113/03 is a month.

    Returns
    -------
    (Coded, OrderFound)
        Cells that need it are `Dated`, for `days.day`; the others as they were.

    Examples
    --------
    >>> column, found = dated(Coded.of(["05/06/2024", "25/06/2024", "2024-06-07"]))
    >>> found.order, found.n_short, found.n_deciding, found.examples
    ('dmy', 2, 1, ('25/06/2024',))
    >>> dated(Coded.of(["05/06/2024", "03/04/2024"]))[1].order is None
    True
    """
    cells = column.distinct if column.text is None else column.text
    odd = np.flatnonzero(~matching(cells, _YEAR_FIRST)).tolist()
    plain = {place: text for place in odd if (text := _plain(column.distinct[place]))}
    counted = calendar_of(column, plain, stated=calendar, hint=hint, periods=periods)
    short = _short_orders({p: text for p, text in plain.items() if p not in counted.short})
    found = replace(
        _found(column, short, order), n_swappable=_n_swappable(column, short), calendar=counted
    )
    if found.order is None and year is None and not date_1904 and counted.calendar is None:
        return column, found
    told = list(column.distinct)
    says = Dated(None, found.order, found.stated, year, date_1904, counted.calendar)
    for place in odd:
        if told[place] not in ("", None):
            told[place] = says._replace(cell=told[place])
    return Coded(column.codes, told), found


class _Orders(NamedTuple):
    """Orders that a short date allows, and whether it rules one out."""

    allowed: frozenset[str]
    decides: bool


def _plain(cell: Any) -> str:
    """Text or number as a day is matched; empty for any other cell."""
    if isinstance(cell, Dated):
        return _plain(cell.cell)
    if isinstance(cell, str):
        return tidied(cell)[0]
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return written(cell) if is_number else ""


def _short_orders(plain: Mapping[int, str]) -> dict[int, _Orders]:
    """What each short date says, by the place of its cell."""
    found = {}
    for place, text in plain.items():
        match = SHORT.fullmatch(text)
        orders = None if match is None else _orders(match["a"], match["b"], match["c"])
        if orders is not None and orders.allowed:
            found[place] = orders
    return found


@lru_cache(maxsize=_REMEMBERED)
def _orders(a: str, b: str, c: str) -> _Orders:
    readings = short_readings(a, b, c)
    allowed = frozenset(order for order, found in readings.items() if found is not None)
    return _Orders(allowed, len(allowed) < len(readings))


def _n_swappable(column: Coded, short: dict[int, _Orders]) -> int:
    if not short or not all(orders.decides for orders in short.values()):
        return 0
    stored = [place for place, cell in enumerate(column.distinct) if isinstance(cell, date)]
    if any(column.distinct[place].day > _MONTHS for place in stored):
        return 0
    return int(np.isin(column.codes, stored).sum())


def _found(column: Coded, short: dict[int, _Orders], stated: DayOrder | None) -> OrderFound:
    if not short:
        return OrderFound(stated, stated=stated is not None)
    counts = np.bincount(column.codes, minlength=column.n_distinct)
    n_short = int(counts[list(short)].sum())
    common = frozenset.intersection(*(orders.allowed for orders in short.values()))
    deciding = [place for place, orders in short.items() if orders.decides]
    n_deciding = int(counts[deciding].sum())
    if stated is not None:
        example = str(column.distinct[next(iter(short))])
        return OrderFound(stated, True, n_short, n_deciding, (example,))
    if not common:
        return OrderFound(None, False, n_short, n_deciding, _contradicting(column, short))
    if len(common) > 1:
        return OrderFound(None, False, n_short, n_deciding)
    narrow = min(short, key=lambda place: len(short[place].allowed))
    order = next(order for order in _ORDERS if order in common)
    return OrderFound(order, False, n_short, n_deciding, (str(column.distinct[narrow]),))


def _contradicting(column: Coded, short: dict[int, _Orders]) -> tuple[str, str]:
    """Two dates without a common order, or the narrowest ones where it takes three."""
    ordered = sorted(short, key=lambda place: len(short[place].allowed))
    first = short[ordered[0]].allowed
    second = next((p for p in ordered if not short[p].allowed & first), ordered[1])
    return str(column.distinct[ordered[0]]), str(column.distinct[second])
