"""The windows a report looks through, and from when on its data fill one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from salesreport.measures import Measure, Prepared
from salesreport.measures.frames import NO_DAY
from salesreport.measures.spans import spans
from salesreport.periods import Period

N_MONTHS = 12
FEBRUARY = 2
SPRING_FESTIVAL = ("CN", "HK", "MO", "TW")
"""Countries whose longest holiday is in January one year and in February the next."""

SPRING_MONTHS = ("-01", "-02")

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Windows:
    """Windows of one run: the period, its neighbours, its months.

    `previous` and `last_year` go as far as the period has come at `as_of`, by the
    calendar: to date with to date. `months` are the last twelve calendar months, the
    period's own among them. `spring` is January and February together, of this year
    and of last year, to date with to date.
    """

    period: Period
    previous: Period
    last_year: Period
    year_to_date: Period
    rolling_3: Period
    rolling_6: Period
    months: tuple[Period, ...]
    spring: tuple[Period, ...] = ()

    @classmethod
    def of(cls, period: Period, as_of: date, *, country: str = "") -> Windows:
        """Windows around `period`, as known at `as_of`.

        `country`: whose holidays the run names; where the Spring Festival moves
        between January and February, a February is seen with its January.
        """
        return cls(
            period=period,
            previous=period.previous().matching(period, as_of),
            last_year=period.same_last_year().matching(period, as_of),
            year_to_date=period.year_to_date(),
            rolling_3=period.trailing(3),
            rolling_6=period.trailing(6),
            months=tuple(period.trailing(max(N_MONTHS, period.n_months)).months()),
            spring=_spring(period, as_of) if country in SPRING_FESTIVAL else (),
        )

    def days(self, as_of: date) -> dict[str, int]:
        """Calendar days of the period as known at `as_of`, and of those it is held against."""
        gone = self.period.until(max(as_of, self.period.first))
        return {
            "period": gone.days,
            "previous": self.previous.days,
            "last_year": self.last_year.days,
        }

    def all(self) -> list[Period]:
        """Every window once."""
        several = ("months", "spring")
        single = [getattr(self, field.name) for field in fields(self) if field.name not in several]
        return list(dict.fromkeys([*single, *self.months, *self.spring]))


def _spring(period: Period, as_of: date) -> tuple[Period, ...]:
    if period.kind != "month" or period.first.month != FEBRUARY:
        return ()
    both = period.trailing(2)
    return both, both.same_last_year().matching(both, as_of)


def in_spring(month: str) -> bool:
    """Whether a month's label is that of a January or February."""
    return month.endswith(SPRING_MONTHS)


_STARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "close_date": (("opportunities", "close_date"),),
    "signed_date": (("contracts", "signed_date"),),
    "assigned_date": (("leads", "assigned_date"), ("opportunities", "created_date")),
    "payment_date": (("payments", "date"),),
    "done_date": (("activities", "date"),),
    "date": (("satisfaction", "date"),),
    "expected_close_date": (("opportunities", "created_date"),),
}
"""Date basis -> columns that say when its records begin; the first table that is there."""

_DUE: dict[str, tuple[tuple[str, str], ...]] = {
    "activities": (("activities", "due_date"),),
    "payment_plan": (("payment_plan", "due_date"), ("invoices", "due_date")),
}


def is_filled(prepared: Prepared, measure: Measure, window: Period) -> bool:
    """Whether the records behind a measure reach back to the window's first month.

    A window that begins before the first record is not filled: a measure over it
    would speak of fewer months than it says.
    """
    first = prepared.once(f"first_month:{measure.name}", lambda _: _first_month(prepared, measure))
    return first is None or window.first >= first


def _first_month(prepared: Prepared, measure: Measure) -> date | None:
    """Month in which the last of the measure's parts begins; typed values count too."""
    starts = [_first_day(prepared, columns) for columns in _bases(measure)]
    found = [start for start in starts if start is not None]
    latest = max(found, default=None)
    typed = prepared.table("evaluations")
    if typed is not None and typed["period"].notna().any():
        first, _ = spans(typed, prepared)
        written = _EPOCH + timedelta(days=int(first[first != NO_DAY].min()))
        latest = written if latest is None else min(latest, written)
    return None if latest is None else latest.replace(day=1)


def _bases(measure: Measure) -> list[tuple[tuple[str, str], ...]]:
    if measure.date_basis == "close_and_assigned_date":
        return [_STARTS["close_date"], _STARTS["assigned_date"]]
    if measure.date_basis == "due_date":
        return [_DUE[measure.needs[0]]]
    return [_STARTS[measure.date_basis]]


def _first_day(prepared: Prepared, columns: tuple[tuple[str, str], ...]) -> date | None:
    for table, column in columns:
        frame = prepared.table(table)
        if frame is not None and frame[column].notna().any():
            first: date = frame[column].min().date()
            return first
    return None
