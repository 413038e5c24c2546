"""Whether a rep's last month lies where their own months usually do."""

from __future__ import annotations

import math
from collections.abc import Sequence

from salesreport.report.monthparts import MonthPoint, UsualRange
from salesreport.statistics import xmr

WATCHED = ("bookings", "conversion", "collection_rate", "process")
PROPORTIONS = frozenset({"collection_rate", "process"})
"""Rates that cannot exceed 1."""
SPRING = ("-01", "-02")


def usual_ranges(months: Sequence[MonthPoint], *, spring: bool) -> list[UsualRange]:
    """Usual range of each measure that has a value in twelve months or more.

    mean ± 2.66 × mean |step|, the last month among them, not below 0 and, of
    proportions, not above 1. Nothing of a month that is not complete, and nothing of a
    January or February where the Spring Festival moves between them (`spring`).

    References
    ----------
    Wheeler 2000, Understanding Variation, 2nd ed.
    """
    if not months or not months[-1].complete:
        return []
    last = months[-1]
    if spring and last.period.endswith(SPRING):
        return []
    found = [_range(name, months) for name in WATCHED]
    return [one for one in found if one is not None]


def _range(name: str, months: Sequence[MonthPoint]) -> UsualRange | None:
    values = [getattr(month, name) for month in months]
    if values[-1] is None:
        return None
    chart = xmr([math.nan if value is None else value for value in values], floor=0.0)
    if chart.provisional or math.isnan(chart.low):
        return None
    high = min(chart.high, 1.0) if name in PROPORTIONS else chart.high
    last = values[-1]
    place = "above" if last > high else "below" if last < chart.low else "within"
    return UsualRange.model_validate(
        {
            "measure": name,
            "unit": "money" if name == "bookings" else "rate",
            "period": months[-1].period,
            "value": last,
            "low": chart.low,
            "high": high,
            "n_months": chart.n,
            "place": place,
        }
    )
