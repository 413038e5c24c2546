"""Days and periods as typed; a date whose day and month could be swapped is a fault."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from salesreport.cells.plain import DASHES, Fault, written
from salesreport.errors import ParameterError
from salesreport.periods import Period
from salesreport.tables.script import simplified

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = (
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_DAYS = (
    re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})" + _TIME),
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?" + _TIME),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})" + _TIME),
)
_MONTHS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月?(?:份)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})"),
)
_QUARTERS = (
    re.compile(r"(?P<f>FY)?(?P<y>\d{4})[-年/]?Q(?P<q>[1-4])"),
    re.compile(r"(?P<f>FY)?(?P<y>\d{4})年?第?(?P<q>[1-4一二三四])季度?"),
)
_YEAR = re.compile(r"(?P<f>FY)?(?P<y>\d{4})(?:年度?)?")
_CHINESE_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}


def day(cell: Any, zone: ZoneInfo) -> date | Fault | None:
    """Calendar day; a time with its own zone is first moved to the run's zone.

    Year first only: a date that begins with its day or month is a fault.
    """
    if isinstance(cell, str):
        return _day_text(cell, zone)
    if cell is None:
        return None
    if isinstance(cell, datetime):
        cell = (cell.astimezone(zone) if cell.tzinfo else cell).date()
    if isinstance(cell, date):
        return cell if 1900 <= cell.year <= 2200 else Fault("bad_date")
    return Fault("bad_date")


def _day_text(cell: str, zone: ZoneInfo) -> date | Fault | None:
    if _ISO_DAY.fullmatch(cell):
        return _as_day(cell[:4], cell[5:7], cell[8:])
    plain = unicodedata.normalize("NFKC", written(cell))
    if not plain or DASHES.fullmatch(plain):
        return None
    for pattern in _DAYS:
        match = pattern.fullmatch(plain)
        if match is not None:
            return _match_day(match, zone)
    return Fault("bad_date")


def _as_day(year: str, month: str, day_of_month: str) -> date | Fault:
    try:
        found = date(int(year), int(month), int(day_of_month))
    except ValueError:
        return Fault("bad_date")
    return found if 1900 <= found.year <= 2200 else Fault("bad_date")


def _match_day(match: re.Match[str], zone: ZoneInfo) -> date | Fault:
    found = _as_day(match["y"], match["m"], match["d"])
    if isinstance(found, Fault) or match["hour"] is None:
        return found
    clock = f"{int(match['hour']):02d}:{match['minute']}:{match['second'] or '00'}"
    offset = (match["zone"] or "").replace("Z", "+00:00")
    try:
        moment = datetime.fromisoformat(f"{found.isoformat()}T{clock}{offset}")
    except ValueError:
        return Fault("bad_date")
    return moment.astimezone(zone).date() if moment.tzinfo else found


def period(cell: Any, fiscal_year_start: int) -> str | Fault | None:
    """Label of a period: `2024-03`, `2024-Q1`, `2024`, `FY2024-Q1`.

    A day names its month only where it is the month's first or last day.
    """
    if isinstance(cell, date):
        return _month_of(cell)
    plain = unicodedata.normalize("NFKC", written(cell)).replace(" ", "").upper()
    if not plain or DASHES.fullmatch(plain):
        return None
    label = _period_label(simplified(plain))
    if label is None:
        found = _day_text(plain, ZoneInfo("UTC"))
        return _month_of(found) if isinstance(found, date) else Fault("bad_period")
    try:
        return Period.parse(label, fiscal_year_start=fiscal_year_start).label
    except ParameterError:
        return Fault("bad_period")


def _month_of(found: date) -> str | Fault:
    month = Period.month(found)
    edge = found.day == 1 or found.day == month.last.day
    return month.label if edge else Fault("bad_period")


def _period_label(plain: str) -> str | None:
    for pattern in _MONTHS:
        match = pattern.fullmatch(plain)
        if match is not None and 1 <= int(match["m"]) <= 12:
            return f"{match['y']}-{int(match['m']):02d}"
    for pattern in _QUARTERS:
        match = pattern.fullmatch(plain)
        if match is not None:
            quarter = _CHINESE_DIGITS.get(match["q"], match["q"])
            return f"{match['f'] or ''}{match['y']}-Q{quarter}"
    match = _YEAR.fullmatch(plain)
    return f"{match['f'] or ''}{match['y']}" if match else None
