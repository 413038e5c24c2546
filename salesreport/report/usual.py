"""Whether a rep's last month lies where their own months usually do."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.analysis import limits_of_measure
from salesreport.report.monthparts import MonthPoint, UsualRange
from salesreport.report.windows import in_spring

WATCHED = ("bookings", "conversion", "collection_rate", "process")


def usual_ranges(months: Sequence[MonthPoint], *, spring: bool) -> list[UsualRange]:
    """Usual range of each measure that has a value in twelve months or more.

    mean ± 2.66 × mean |step|, the last month among them, not below 0 and, of
    proportions, not above 1, unless a month itself is. Nothing of a month that is not
    complete, and nothing of a January or February where the Spring Festival moves
    between them (`spring`).

    References
    ----------
    Wheeler 2000, Understanding Variation, 2nd ed.
    """
    if not months or not months[-1].complete:
        return []
    last = months[-1]
    if spring and in_spring(last.period):
        return []
    found = [_range(name, months) for name in WATCHED]
    return [one for one in found if one is not None]


def _range(name: str, months: Sequence[MonthPoint]) -> UsualRange | None:
    values = [getattr(month, name) for month in months]
    if values[-1] is None:
        return None
    found = limits_of_measure(name, values)
    if found.provisional or found.mean is None or found.low is None or found.high is None:
        return None
    last = values[-1]
    beyond = "above" if last > found.mean else "below"
    place = beyond if "outside" in found.rules[-1] else "within"
    return UsualRange.model_validate(
        {
            "measure": name,
            "unit": "money" if name == "bookings" else "rate",
            "period": months[-1].period,
            "value": last,
            "low": found.low,
            "high": found.high,
            "n_months": found.n,
            "place": place,
        }
    )
