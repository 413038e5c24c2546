"""The windows a report looks through, and from when on its data fill one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from salesreport.measures import Measure, Prepared
from salesreport.periods import Period

N_MONTHS = 12
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Windows:
    """Windows of one run: the period, its neighbours, its months.

    `months` are the last twelve calendar months, the period's own among them.
    """

    period: Period
    previous: Period
    last_year: Period
    year_to_date: Period
    rolling_3: Period
    rolling_6: Period
    months: tuple[Period, ...]

    @classmethod
    def of(cls, period: Period) -> Windows:
        """Windows around `period`."""
        return cls(
            period=period,
            previous=period.previous(),
            last_year=period.same_last_year(),
            year_to_date=period.year_to_date(),
            rolling_3=period.trailing(3),
            rolling_6=period.trailing(6),
            months=tuple(period.trailing(max(N_MONTHS, period.n_months)).months()),
        )

    def all(self) -> list[Period]:
        """Every window once."""
        single = [getattr(self, field.name) for field in fields(self) if field.name != "months"]
        return list(dict.fromkeys([*single, *self.months]))


def is_filled(prepared: Prepared, measure: Measure, window: Period) -> bool:
    """Whether the data behind a measure reach back to the window's first month.

    A window that begins before the first record is not filled: a measure over it
    would speak of fewer months than it says.
    """
    first = _first_month(prepared, measure)
    return first is None or window.first >= first


def _first_month(prepared: Prepared, measure: Measure) -> date | None:
    def first(ready: Prepared) -> date | None:
        days = [ready.start(name) for name in measure.needs]
        starts = [_EPOCH + timedelta(days=day) for day in days if day > -(10**6)]
        typed = ready.table("evaluations")
        if typed is not None and typed["period"].notna().any():
            starts.append(Period.parse(str(typed["period"].dropna().min())).first)
        return min(starts).replace(day=1) if starts else None

    return prepared.once(f"first_month:{measure.name}", first)
