"""Month by month, and the year so far."""

from __future__ import annotations

from fractions import Fraction

from salesreport.measures import MEASURES
from salesreport.report.figures import number
from salesreport.report.material import Material
from salesreport.report.views import MonthPoint, Number, YearToDate
from salesreport.report.windows import is_filled

_SHOWN = (
    "bookings",
    "completion",
    "leads",
    "won_customers",
    "conversion",
    "win_rate",
    "collection_rate",
    "process",
)


def month_points(material: Material, rep_ids: list[str] | None) -> list[MonthPoint]:
    """The last twelve months of one rep, several, or (None) everybody.

    Months before the first record are left out.
    """
    points = []
    for month in material.windows.months:
        if rep_ids is not None and not any(material.tenure_in(month)[i] for i in rep_ids):
            continue
        found = material.of(rep_ids, month)
        filled = {n for n in _SHOWN if is_filled(material.prepared, MEASURES[n], month)}
        values: dict[str, Number] = {
            name: number(found[name].value) if name in filled else None for name in _SHOWN
        }
        values["target"] = number(found["completion"].denominator)
        if "win_rate" in filled:
            values["won"] = number(found["win_rate"].numerator)
            values["lost"] = _difference(found["win_rate"].denominator, found["win_rate"].numerator)
        if "collection_rate" in filled:
            values["due"] = number(found["collection_rate"].denominator)
            values["collected"] = number(found["collection_rate"].numerator)
        if any(value is not None for value in values.values()):
            complete = material.run.as_of >= month.last
            points.append(MonthPoint(period=month.label, complete=complete, **values))
    return points


def year_to_date(material: Material, rep_ids: list[str] | None) -> YearToDate:
    """Bookings of the (fiscal) year so far against its target and its days.

    Unknown where the data begin after the year did.
    """
    run, window = material.run, material.windows.year_to_date
    year = run.period.fiscal_year()
    gone = (min(run.as_of, window.last) - year.first).days + 1
    share_of_days = gone / year.days
    if not is_filled(material.prepared, MEASURES["bookings"], window):
        return YearToDate(share_of_days=share_of_days, why_null="no_data")
    so_far = material.of(rep_ids, window)["completion"]
    whole = material.year_target(rep_ids)
    booked = material.of(rep_ids, window)["bookings"].value
    share = booked / whole if whole and booked is not None and whole > 0 else None
    return YearToDate(
        bookings=number(booked),
        target_to_date=number(so_far.denominator),
        completion=number(so_far.value),
        year_target=number(whole),
        share_of_target=number(share),
        share_of_days=share_of_days,
        why_null=None if share is not None else (so_far.why_null or "no_target"),
    )


def _difference(whole: Fraction | None, part: Fraction | None) -> Number:
    return None if whole is None or part is None else float(whole - part)
