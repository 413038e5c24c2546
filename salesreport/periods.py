"""Reporting periods: months, quarters, calendar and fiscal years; ISO weeks."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from salesreport.errors import ParameterError

YearLabel = Literal["end", "start"]
"""Which of its two calendar years names a fiscal year written as `FY2024`."""

_PATTERN = re.compile(
    r"^(?P<fiscal>FY)?(?P<year>\d{4})(?:/(?P<end>\d{2}))?"
    r"(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?$"
)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years that a period may be of: all that is held against it is then in the calendar too."""

_HALF = re.compile(r"^(?P<year>(?:FY)?\d{4}(?:/\d{2})?)(?:[- ]?H[12]|年?[上下]半年)$")
_WEEK = re.compile(r"^(?P<year>\d{4})-W(?P<week>\d{2})$")


@dataclass(frozen=True, order=True)
class Period:
    """A window of whole calendar months or one ISO week; both end days included.

    Parameters
    ----------
    first, last : date
        First and last day.
    label : str
        The one name of the period: `2024-03`, `2024-Q1`, `2024`, `2020-W53`. A fiscal
        year that is not a calendar year names both: `FY2023/24`, `FY2023/24-Q1`.
    fiscal_year_start : int
        Month in which the fiscal year begins.
    fiscal_year_label : {"end", "start"}
        How `FY2024` in the run's own files is read; labels never depend on it.
    whole : Period or None
        Of a period cut short by `until`: all of it.

    Examples
    --------
    >>> march = Period.parse("2024-03")
    >>> march.days, march.previous().label, march.same_last_year().label
    (31, '2024-02', '2023-03')
    >>> Period.parse("FY2024-Q1", fiscal_year_start=4).first
    datetime.date(2023, 4, 1)
    >>> Period.parse("FY2024-Q1", fiscal_year_start=4, fiscal_year_label="start").label
    'FY2024/25-Q1'
    """

    first: date
    last: date
    label: str
    fiscal_year_start: int = 1
    fiscal_year_label: YearLabel = field(default="end", compare=False)
    whole: Period | None = field(default=None, compare=False)

    @classmethod
    def parse(
        cls, text: str, *, fiscal_year_start: int = 1, fiscal_year_label: YearLabel = "end"
    ) -> Period:
        """Period written as `2024-03`, `2024-Q1`, `2024`, `FY2024-Q1` or `2020-W53`.

        `FY2023/24` says both years of a fiscal one and needs no rule.

        Raises
        ------
        ParameterError
            The text is none of these, a fiscal year names a month, its two years do
            not follow each other, the year has no such week, or it is before 1900 or
            after 2200.
        """
        written = str(text).strip()
        week = _WEEK.match(written)
        match = week or _PATTERN.match(written)
        if match is not None and not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
            raise _far_off(text)
        if week is not None:
            return _week(week, fiscal_year_start, fiscal_year_label)
        if match is None or not _is_sound(match, fiscal_year_start):
            raise _unknown(text)
        year, fiscal = int(match["year"]), bool(match["fiscal"])
        begin, length = year * 12, 12
        if fiscal and fiscal_year_start > 1:
            named_by_end = match["end"] is None and fiscal_year_label == "end"
            begin += fiscal_year_start - 1 - (12 if named_by_end else 0)
        if match["month"]:
            begin, length = begin + int(match["month"]) - 1, 1
        elif match["quarter"]:
            begin, length = begin + 3 * (int(match["quarter"]) - 1), 3
        name = _label(begin, length, fiscal_year_start, fiscal=fiscal)
        return cls(*_span(begin, length), name, fiscal_year_start, fiscal_year_label)

    @classmethod
    def month(cls, day: date, *, fiscal_year_start: int = 1) -> Period:
        """Calendar month that holds `day`."""
        return cls(*_span(day.year * 12 + day.month - 1, 1), f"{day:%Y-%m}", fiscal_year_start)

    @property
    def kind(self) -> str:
        """`week`, `month`, `quarter` or `year`; else `span`."""
        if _WEEK.match(self.label):
            return "week"
        return {1: "month", 3: "quarter", 12: "year"}.get(self.n_months, "span")

    @property
    def n_months(self) -> int:
        """Number of calendar months."""
        return months_between(self.first, self.last)

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self) -> list[Period]:
        """Calendar months of the period, in order."""
        return [
            self._named(*_span(i, 1), _month_label(i))
            for i in range(_index(self.first), _index(self.last) + 1)
        ]

    def previous(self) -> Period:
        """Period of the same length just before this one (环比)."""
        return self._step(-1)

    def next(self) -> Period:
        """Period of the same length just after this one."""
        return self._step(1)

    def same_last_year(self) -> Period:
        """Same calendar months, or the week of the same number, one year earlier (同比).

        For a week 53 of which the year before had none: the same calendar dates.
        """
        if self.kind != "week":
            return self._moved(-12)
        year, number, _ = self.first.isocalendar()
        if number > date(year - 1, 12, 28).isocalendar().week:
            first, last = _months_on(self.first, -12), _months_on(self.last, -12)
            return self._named(first, last, f"{first}..{last}")
        first = date.fromisocalendar(year - 1, number, 1)
        return self._named(first, first + timedelta(days=6), iso_week(first))

    def trailing(self, n_months: int) -> Period:
        """`n_months` calendar months that end with this period's last month."""
        end = _index(self.last)
        first, last = _span(end - n_months + 1, n_months)
        return self._named(first, last, f"{first:%Y-%m}..{last:%Y-%m}")

    def until(self, day: date) -> Period:
        """The period up to `day`; all of it if it ends no later.

        Examples
        --------
        >>> Period.parse("2024-02").until(date(2024, 2, 10)).last
        datetime.date(2024, 2, 10)
        """
        if day >= self.last:
            return self
        cut = self._named(self.first, day, f"{self.first}..{day}")
        return replace(cut, whole=self.whole or self)

    def matching(self, own: Period, day: date) -> Period:
        """The period as far as `own`, of the same kind, has come on `day`.

        By the calendar: 15 March goes with 15 March a year before and with
        15 February a month before; a day that the month does not have is its last.

        Examples
        --------
        >>> quarter = Period.parse("2024-Q1")
        >>> quarter.same_last_year().matching(quarter, date(2024, 3, 15)).last
        datetime.date(2023, 3, 15)
        """
        if day >= own.last:
            return self
        if own.kind == "week":
            return self.until(self.first + (day - own.first))
        return self.until(_months_on(day, _index(self.first) - _index(own.first)))

    def year_to_date(self) -> Period:
        """From the first day of the (fiscal) year to this period's last day."""
        first = self.fiscal_year().first
        return self._named(first, self.last, f"{first:%Y-%m}..{self.last:%Y-%m}")

    def fiscal_year(self) -> Period:
        """Whole (fiscal) year in which the period ends."""
        end = _index(self.last)
        begin = end - (end - (self.fiscal_year_start - 1)) % 12
        fiscal = self.fiscal_year_start > 1
        name = _label(begin, 12, self.fiscal_year_start, fiscal=fiscal)
        return self._named(*_span(begin, 12), name)

    def _step(self, by: int) -> Period:
        """The period of this kind `by` places on; of one cut short, from all of it."""
        whole = self.whole or self
        if whole.kind != "week":
            return whole._moved(by * whole.n_months)
        first = whole.first + timedelta(days=7 * by)
        return self._named(first, first + timedelta(days=6), iso_week(first))

    def _moved(self, months: int) -> Period:
        begin = _index(self.first) + months
        fiscal = self.label.startswith("FY")
        name = _label(begin, self.n_months, self.fiscal_year_start, fiscal=fiscal)
        return self._named(*_span(begin, self.n_months), name)

    def _named(self, first: date, last: date, label: str) -> Period:
        return Period(first, last, label, self.fiscal_year_start, self.fiscal_year_label)


def iso_week(day: date) -> str:
    """ISO week of a day, with the year the week belongs to.

    Examples
    --------
    >>> iso_week(date(2021, 1, 3)), iso_week(date(2024, 12, 30))
    ('2020-W53', '2025-W01')
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def follows(year: str, end: str) -> bool:
    """Whether a year in two digits is the one after a year in four: 2023/24."""
    return int(end) == (int(year) + 1) % 100


def _week(match: re.Match[str], start: int, rule: YearLabel) -> Period:
    try:
        first = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    except ValueError as error:
        raise _unknown(match[0]) from error
    return Period(first, first + timedelta(days=6), match[0], start, rule)


def _is_sound(match: re.Match[str], fiscal_year_start: int) -> bool:
    """Whether a fiscal year has no month, and two years that follow each other."""
    if match["end"] is None:
        return not (match["fiscal"] and match["month"])
    both = bool(match["fiscal"]) and follows(match["year"], match["end"])
    return both and not match["month"] and fiscal_year_start > 1


def _unknown(text: str) -> ParameterError:
    half = _HALF.match(str(text).strip())
    remedy = "write the period in one of these forms"
    if half is not None:
        first = 1 if half[0].endswith(("1", "上半年")) else 3
        quarters = " and ".join(f"{half['year']}-Q{q}" for q in (first, first + 1))
        remedy = f"a half-year is no period: take {quarters} one after the other, or the year"
    return ParameterError(
        f"unknown period {text!r}",
        expected="a month 2024-03, a quarter 2024-Q1, a year 2024, a fiscal one FY2024, "
        "FY2023/24, FY2023/24-Q1 or a week 2024-W09",
        remedy=remedy,
    )


def _far_off(text: str) -> ParameterError:
    return ParameterError(
        f"the period {str(text).strip()!r} is outside the years that can be reported on",
        expected=f"a year from {FIRST_YEAR} to {LAST_YEAR}",
        remedy="correct the year",
    )


def _months_on(day: date, months: int) -> date:
    """Same day of the month some months on; the last of a shorter month."""
    year, month = divmod(_index(day) + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Number of calendar months from that of one day to that of another, both counted.

    Examples
    --------
    >>> months_between(date(2023, 12, 31), date(2024, 1, 1))
    2
    """
    return _index(last) - _index(first) + 1


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _span(begin: int, length: int) -> tuple[date, date]:
    end_year, end_month = divmod(begin + length - 1, 12)
    last = date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1])
    return date(begin // 12, begin % 12 + 1, 1), last


def _month_label(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _label(begin: int, length: int, start: int, *, fiscal: bool) -> str:
    if length == 1:
        return _month_label(begin)
    offset = (begin - (start - 1 if fiscal else 0)) % 12
    if length in (3, 12) and offset % 3 == 0 and (length == 3 or offset == 0):
        year = (begin - offset) // 12
        both = f"/{(year + 1) % 100:02d}" if start > 1 else ""
        name = f"FY{year}{both}" if fiscal else f"{year}"
        return name if length == 12 else f"{name}-Q{offset // 3 + 1}"
    return f"{_month_label(begin)}..{_month_label(begin + length - 1)}"


def overlap_days(period: Period, first: date | None, last: date | None) -> int:
    """Days of `period` from `first` to `last`; an open end is None."""
    begin = max(period.first, first or period.first)
    end = min(period.last, last or period.last)
    return max(0, (end - begin) // timedelta(days=1) + 1)
