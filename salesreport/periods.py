"""Reporting periods: months, quarters, calendar and fiscal years."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from salesreport.errors import ParameterError

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_PATTERN = re.compile(
    r"^(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?$"
)


@dataclass(frozen=True, order=True)
class Period:
    """A window of whole calendar months; first and last day both included.

    Parameters
    ----------
    first, last : date
        First and last day.
    label : str
        As written in a run file: `2024-03`, `2024-Q1`, `2024`, `FY2024-Q1`.
    fiscal_year_start : int
        Month in which the fiscal year begins. A fiscal year is named by the
        calendar year in which it ends; with January both are the same.

    Examples
    --------
    >>> march = Period.parse("2024-03")
    >>> march.days, march.previous().label, march.same_last_year().label
    (31, '2024-02', '2023-03')
    >>> Period.parse("FY2024-Q1", fiscal_year_start=4).first
    datetime.date(2023, 4, 1)
    """

    first: date
    last: date
    label: str
    fiscal_year_start: int = 1

    @classmethod
    def parse(cls, text: str, *, fiscal_year_start: int = 1) -> Period:
        """Period written as `2024-03`, `2024-Q1`, `2024` or `FY2024-Q1`.

        Raises
        ------
        ParameterError
            The text is none of these, or a fiscal year names a month.
        """
        match = _PATTERN.match(str(text).strip())
        if match is None or (match["fiscal"] and match["month"]):
            raise ParameterError(
                f"unknown period {text!r}",
                expected="a month 2024-03, a quarter 2024-Q1, a year 2024 "
                "or a fiscal one FY2024, FY2024-Q1",
                remedy="write the period in one of these forms",
            )
        year = int(match["year"])
        start = fiscal_year_start if match["fiscal"] else 1
        begin = year * 12 + start - 1 - (12 if match["fiscal"] and start > 1 else 0)
        length = 12
        if match["month"]:
            begin, length = year * 12 + int(match["month"]) - 1, 1
        elif match["quarter"]:
            begin, length = begin + 3 * (int(match["quarter"]) - 1), 3
        return cls(*_span(begin, length), match[0], fiscal_year_start)

    @classmethod
    def month(cls, day: date, *, fiscal_year_start: int = 1) -> Period:
        """Calendar month that holds `day`."""
        return cls(*_span(day.year * 12 + day.month - 1, 1), f"{day:%Y-%m}", fiscal_year_start)

    @property
    def kind(self) -> str:
        """`month`, `quarter` or `year`."""
        return {1: "month", 3: "quarter", 12: "year"}.get(self.n_months, "span")

    @property
    def n_months(self) -> int:
        """Number of calendar months."""
        return _index(self.last) - _index(self.first) + 1

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self) -> list[Period]:
        """Calendar months of the period, in order."""
        return [
            Period(*_span(i, 1), _month_label(i), self.fiscal_year_start)
            for i in range(_index(self.first), _index(self.last) + 1)
        ]

    def previous(self) -> Period:
        """Period of the same length just before this one (环比)."""
        return self._moved(-self.n_months)

    def next(self) -> Period:
        """Period of the same length just after this one."""
        return self._moved(self.n_months)

    def same_last_year(self) -> Period:
        """Same calendar months one year earlier (同比)."""
        return self._moved(-12)

    def trailing(self, n_months: int) -> Period:
        """`n_months` calendar months that end with this period's last month."""
        end = _index(self.last)
        first, last = _span(end - n_months + 1, n_months)
        return Period(first, last, f"{first:%Y-%m}..{last:%Y-%m}", self.fiscal_year_start)

    def to_date(self, n_days: int) -> Period:
        """First `n_days` days of the period; all of it if it has no more.

        Examples
        --------
        >>> Period.parse("2024-02").to_date(10).last
        datetime.date(2024, 2, 10)
        """
        last = self.first + timedelta(days=n_days - 1)
        if last >= self.last:
            return self
        return Period(self.first, last, f"{self.first}..{last}", self.fiscal_year_start)

    def year_to_date(self) -> Period:
        """From the first day of the (fiscal) year to this period's last day."""
        first = self.fiscal_year().first
        return Period(first, self.last, f"{first:%Y-%m}..{self.last:%Y-%m}", self.fiscal_year_start)

    def fiscal_year(self) -> Period:
        """Whole (fiscal) year in which the period ends."""
        end = _index(self.last)
        begin = end - (end - (self.fiscal_year_start - 1)) % 12
        first, last = _span(begin, 12)
        prefix = "FY" if self.fiscal_year_start > 1 else ""
        return Period(first, last, f"{prefix}{last.year}", self.fiscal_year_start)

    def _moved(self, months: int) -> Period:
        begin = _index(self.first) + months
        first, last = _span(begin, self.n_months)
        fiscal = self.label.startswith("FY")
        return Period(
            first,
            last,
            _label(begin, self.n_months, self.fiscal_year_start, fiscal=fiscal),
            self.fiscal_year_start,
        )


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
        year = (begin - offset + (11 if fiscal and start > 1 else 0)) // 12
        name = f"FY{year}" if fiscal else f"{year}"
        return name if length == 12 else f"{name}-Q{offset // 3 + 1}"
    return f"{_month_label(begin)}..{_month_label(begin + length - 1)}"


def overlap_days(period: Period, first: date | None, last: date | None) -> int:
    """Days of `period` from `first` to `last`; an open end is None."""
    begin = max(period.first, first or period.first)
    end = min(period.last, last or period.last)
    return max(0, (end - begin) // timedelta(days=1) + 1)
