"""Working days (Monday to Friday) and months of the sample company."""

from __future__ import annotations

from datetime import date, timedelta

from salesreport.periods import Period

Month = tuple[int, int]


def months(first: Month, last: Month) -> list[Month]:
    """Calendar months from `first` to `last`, both included."""
    span = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
    return [(index // 12, index % 12 + 1) for index in span]


def month_of(day: date) -> Month:
    """Calendar month that holds the day."""
    return day.year, day.month


def month_label(month: Month) -> str:
    """Month as the tables write it: `2024-03`."""
    return f"{month[0]:04d}-{month[1]:02d}"


def working_days(month: Month) -> list[date]:
    """Monday to Friday of the month, in order."""
    period = Period.parse(month_label(month))
    days = [period.first + timedelta(days=step) for step in range(period.days)]
    return [day for day in days if day.weekday() < 5]


def on_or_after(day: date, add: int = 0) -> date:
    """First working day at least `add` calendar days after `day`."""
    moved = day + timedelta(days=add)
    return moved + timedelta(days=(7 - moved.weekday()) % 7 if moved.weekday() > 4 else 0)
