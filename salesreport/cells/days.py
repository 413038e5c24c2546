"""Days and periods as typed; what could be read as two days is a fault.

Read are: the year first (2024-6-7, 2024/6/7, 2024.6.7, 20240607), 2024年6月7日 and
24年6月7日, 民国113年6月7日 and any other year of three digits of that calendar
(113/06/07, 1130607: `minguo`), 7-Jun-2024, Jun 7, 2024, a weekday beside any of them
(a wrong one is a fault), clock times, which do not matter unless they name a zone,
and day numbers of a workbook between 1990 and 2100. Three numbers with the year last
or short (05/06/2024, 7/12/25) are read in the order of their column (`dayorder`),
6月10日 in the year that the run file states. Two digits of a year stand for 1990 to
2089, or for a Minguo year where the column says so (98/07/01). Faults are: zones by name
other than UTC and GMT (CST is China's and Chicago's), weeks, and clock times that do not
exist.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells.dayforms import (
    FIRST_YEAR,
    JAVASCRIPT,
    LAST_YEAR,
    MONTH_NAMES,
    SERIAL,
    SHORT,
    SHORT_MINGUO,
    WITH_YEAR,
    WITHOUT_YEAR,
    YEAR_DIGITS,
    calendar_day,
    full_year,
    moment_of,
    month_of,
    tidied,
)
from salesreport.cells.fiscalyears import fiscal_form
from salesreport.cells.minguo import gregorian_year, with_common_year
from salesreport.cells.numerals import chinese_number
from salesreport.cells.plain import DASHES, Dated, Fault, written
from salesreport.errors import ParameterError
from salesreport.periods import Period, YearLabel, follows
from salesreport.tables.script import evened, simplified

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})月?"),
    re.compile(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{2}|\d{4})年(?P<m>\d{1,2})月?(?:份)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})"),
    re.compile(rf"(?P<name>{MONTH_NAMES})\.?[-/,']?(?P<y>\d{{4}}|\d{{2}})", re.IGNORECASE),
    re.compile(rf"(?P<y>\d{{4}})[-/,]?(?P<name>{MONTH_NAMES})", re.IGNORECASE),
)
_QUARTERS = (
    re.compile(r"(?P<f>FY)?(?P<y>\d{4}|(?<=FY)\d{2})[-年/]?Q(?P<q>[1-4])"),
    re.compile(r"(?:Q(?P<q>[1-4])|(?P<p>[1-4])Q)[-/']?(?P<f>FY)?(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<f>FY)?(?P<y>\d{4})年?第?(?P<q>[1-4一二三四])季度?"),
)
_YEAR = re.compile(r"(?P<f>FY)?(?P<y>\d{4}|(?<=FY)\d{2})(?:年度?)?")
_BOTH_YEARS = re.compile(
    r"(?:FY)?(?P<y>\d{4})/(?P<e>\d{2})(?:(?<=FY.{7})|财年)"
    r"(?:-?Q(?P<q>[1-4])|第?(?P<p>[1-4一二三四])季度?)?"
)
_MONTH_ALONE = re.compile(r"(?P<m>\d{1,2})月份?")
_NUMERAL_MONTH = re.compile(
    r"(\d{4}|[〇○零一二三四五六七八九]{4})年(十[一二]?|[一二三四五六七八九])月(份?)"
)
_CHINESE_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_ORIGIN_1900 = date(1899, 12, 30)
_ORIGIN_1904 = date(1904, 1, 1)
_SERIAL_YEARS = range(1990, 2101)
_HALF_SECOND = 0.5 / 86_400
_COMPACT = (len("980701"), len("1130607"), len("20240607"))
_REMEMBERED = 16_384
_UNTOLD = Dated(None)


def day(cell: Any, zone: ZoneInfo) -> date | Fault | None:
    """Calendar day; a time with its own zone is first moved to the run's zone.

    What only the column knows comes with the cell, as a `Dated`; without it, a day
    number counts from 1900 and short dates have no order.

    Examples
    --------
    >>> zone = ZoneInfo("Asia/Shanghai")
    >>> day("113/06/07", zone), day("98/07/01", zone), day(Dated("98/07/01", calendar="roc"), zone)
    (datetime.date(2024, 6, 7), Fault(rule='unclear_date', shown=''), datetime.date(2009, 7, 1))
    >>> day("2024年6月7日", zone), day("2024-06-06T20:30:00Z", zone)
    (datetime.date(2024, 6, 7), datetime.date(2024, 6, 7))
    >>> day("05/06/2024", zone), day(Dated("05/06/2024", order="dmy"), zone)
    (Fault(rule='unclear_date', shown=''), datetime.date(2024, 6, 5))
    """
    told = _UNTOLD
    if isinstance(cell, Dated):
        cell, told = cell.cell, cell
    if isinstance(cell, str):
        return _day_text(cell, zone, told)
    if cell is None or isinstance(cell, Fault):
        return cell
    if isinstance(cell, datetime):
        cell = (cell.astimezone(zone) if cell.tzinfo else cell).date()
    if isinstance(cell, date):
        return cell if FIRST_YEAR <= cell.year <= LAST_YEAR else Fault("bad_date")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return Fault("bad_date")
    if len(written(cell)) in _COMPACT:
        return _day_text(written(cell), zone, told)
    return _serial_day(cell, date_1904=told.date_1904)


def _serial_day(number: float, *, date_1904: bool) -> date | Fault:
    """Day of a workbook's day number; its fraction is the time of that day."""
    if not math.isfinite(number) or not 0 <= number < 10**6:
        return Fault("bad_date")
    # a time just before midnight may be the midnight of a computed cell
    whole = timedelta(days=math.floor(number + _HALF_SECOND))
    found = (_ORIGIN_1904 if date_1904 else _ORIGIN_1900) + whole
    return found if found.year in _SERIAL_YEARS else Fault("bad_date")


def _day_text(cell: str, zone: ZoneInfo, told: Dated) -> date | Fault | None:
    if _ISO_DAY.fullmatch(cell):
        return calendar_day(int(cell[:4]), int(cell[5:7]), int(cell[8:])) or Fault("bad_date")
    plain, weekday = tidied(cell)
    if not plain or DASHES.fullmatch(plain):
        return None
    found, match = _untimed(plain, told)
    if isinstance(found, Fault):
        return found
    if weekday is not None and found.weekday() != weekday:
        return Fault("bad_date")
    if match is None:
        return found
    moment = moment_of(found, match)
    if moment is None:
        return Fault("bad_date")
    return moment.astimezone(zone).date() if moment.tzinfo else found


def _untimed(plain: str, told: Dated) -> tuple[date | Fault, re.Match[str] | None]:
    """Day as written, and the match that also holds its clock time."""
    minguo = short_minguo(plain) if told.calendar in ("roc", "unclear") else None
    if minguo is not None:
        return (minguo[0] if told.calendar == "roc" else Fault("unclear_calendar")), minguo[1]
    for pattern in (*WITH_YEAR, JAVASCRIPT):
        match = pattern.fullmatch(plain)
        if match is not None:
            return _dated(_year(match, told), match), match
    match = SHORT.fullmatch(plain)
    if match is not None:
        return _in_order(match, told), match
    for pattern in WITHOUT_YEAR:
        match = pattern.fullmatch(plain)
        if match is not None:
            return Fault("no_year") if told.year is None else _dated(told.year, match), match
    if SERIAL.fullmatch(plain):
        return _serial_day(float(plain), date_1904=told.date_1904), None
    return Fault("bad_date"), None


def _year(match: re.Match[str], told: Dated) -> int | None:
    digits = match["y"]
    if len(digits) == len("113"):
        return None if told.calendar == "gregorian" else gregorian_year(digits)
    return full_year(digits) if len(digits) in (2, 4) else None


@lru_cache(maxsize=_REMEMBERED)
def short_minguo(plain: str) -> tuple[date, re.Match[str]] | None:
    """Day of a Minguo year in two digits, and its match; None where it can be none.

    Examples
    --------
    >>> short_minguo("98/07/01")[0], short_minguo("24/07/01"), short_minguo("98/13/01")
    (datetime.date(2009, 7, 1), None, None)
    """
    for pattern in SHORT_MINGUO:
        match = pattern.fullmatch(plain)
        year = None if match is None else gregorian_year(match["y"])
        if match is not None and year is not None:
            found = calendar_day(year, int(match["m"]), int(match["d"]))
            return None if found is None else (found, match)
    return None


def _dated(year: int | None, match: re.Match[str]) -> date | Fault:
    found = None if year is None else calendar_day(year, month_of(match), int(match["d"]))
    return found or Fault("bad_date")


def _in_order(match: re.Match[str], told: Dated) -> date | Fault:
    readings = short_readings(match["a"], match["b"], match["c"])
    found = readings.get(told.order or "")
    if found is not None:
        return found
    if not any(readings.values()):
        return Fault("bad_date")
    return Fault("unclear_date" if told.order is None else "other_day_order")


@lru_cache(maxsize=_REMEMBERED)
def short_readings(a: str, b: str, c: str) -> dict[str, date | None]:
    """Days that three numbers can be, by the order that makes them.

    None where the calendar has no such day, so that the numbers rule the order out.

    Examples
    --------
    >>> short_readings("25", "06", "2024")
    {'dmy': datetime.date(2024, 6, 25), 'mdy': None}
    >>> sorted(short_readings("24", "6", "7"))
    ['ymd']
    """
    parts = {} if len(c) == 1 else {"dmy": (c, b, a), "mdy": (c, a, b)}
    if len(a) == len("24") and len(c) <= len("07"):
        parts["ymd"] = (a, b, c)
    return {
        order: calendar_day(full_year(year), int(month), int(day_of_month))
        for order, (year, month, day_of_month) in parts.items()
    }


def period(
    cell: Any, fiscal_year_start: int, fiscal_year_label: YearLabel = "end"
) -> str | Fault | None:
    """Label of a period: `2024-03`, `2024-Q1`, `2024`, `FY2023/24-Q1`.

    A day names its month only where it is the month's first or last day, so that a
    short one needs no order. A number 2024.1 may have been 2024.10.

    Examples
    --------
    >>> [period(cell, 1) for cell in ("2024年6月", "Jun-24", "2Q24", "01/06/2024", "6月")]
    ['2024-06', '2024-06', '2024-Q2', '2024-06', Fault(rule='bad_period', shown='')]
    >>> [period(cell, 1) for cell in ("113年6月", "113/06", "民國113年度", 11306)]
    ['2024-06', '2024-06', '2024', '2024-06']
    """
    told = _UNTOLD
    if isinstance(cell, Dated):
        cell, told = cell.cell, cell
    if isinstance(cell, Fault):
        return cell
    if isinstance(cell, date):
        return _month_of(cell)
    plain = simplified(evened(written(cell))).replace(" ", "").upper()
    if not plain or DASHES.fullmatch(plain):
        return None
    if isinstance(cell, float) and plain.endswith(".1"):
        return Fault("bad_period")
    if told.calendar != "gregorian":
        plain = with_common_year(plain)
    label = _period_label(fiscal_form(plain), told)
    if label is None:
        return _month_of_day(written(cell), told)
    try:
        return Period.parse(
            label, fiscal_year_start=fiscal_year_start, fiscal_year_label=fiscal_year_label
        ).label
    except ParameterError:
        return Fault("bad_period")


def _month_of_day(cell: str, told: Dated) -> str | Fault:
    """Month of its first or last day; of a short one in the only order that makes it such."""
    zone, match = ZoneInfo("UTC"), SHORT.fullmatch(tidied(cell)[0])
    orders = short_readings(match["a"], match["b"], match["c"]) if match else {}
    asked = [told.order] if told.order or not orders else [*orders]
    found = [_day_text(cell, zone, told._replace(order=order)) for order in asked]
    labels = {_month_of(day) for day in found if isinstance(day, date)} - {Fault("bad_period")}
    return labels.pop() if len(labels) == 1 else Fault("bad_period")


def _month_of(found: date) -> str | Fault:
    month = Period.month(found)
    edge = found.day == 1 or found.day == month.last.day
    return month.label if edge else Fault("bad_period")


def _period_label(plain: str, told: Dated) -> str | None:
    spelt = _NUMERAL_MONTH.fullmatch(plain)
    if spelt is not None:
        plain = f"{spelt[1].translate(YEAR_DIGITS)}年{chinese_number(spelt[2])}月"
    if told.year is not None and _MONTH_ALONE.fullmatch(plain):
        plain = f"{told.year}年{plain}"
    both = _BOTH_YEARS.fullmatch(plain)
    if both is not None and follows(both["y"], both["e"]):
        part = both["q"] or both["p"]
        quarter = f"-Q{_CHINESE_DIGITS.get(part, part)}" if part else ""
        return f"FY{both['y']}/{both['e']}{quarter}"
    for pattern in _MONTHS:
        match = pattern.fullmatch(plain)
        if match is not None:
            year, month = _year(match, told), month_of(match)
            return f"{year}-{month:02d}" if _is_year(year) and 1 <= month <= 12 else None
    for pattern in _QUARTERS:
        match = pattern.fullmatch(plain)
        if match is not None:
            written_quarter = match["q"] or match["p"]
            quarter = _CHINESE_DIGITS.get(written_quarter, written_quarter)
            return f"{match['f'] or ''}{full_year(match['y'])}-Q{quarter}"
    match = _YEAR.fullmatch(plain)
    if match is None or not _is_year(full_year(match["y"])):
        return None
    return f"{match['f'] or ''}{full_year(match['y'])}"


def _is_year(year: int | None) -> bool:
    """Whether a year can be one of a sales table: 2406 is none."""
    return year is not None and FIRST_YEAR <= year <= LAST_YEAR
