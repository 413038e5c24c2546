"""Month by month, and the year so far."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from salesreport import measures
from salesreport.measures import MEASURES
from salesreport.periods import Period
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
    points = (_point(material, rep_ids, month) for month in material.windows.months)
    return [point for point in points if point is not None]


def _point(material: Material, rep_ids: list[str] | None, window: Period) -> MonthPoint | None:
    """One window of one rep, several or everybody; None where nobody or nothing was there."""
    if rep_ids is not None and not any(material.tenure_in(window)[i] for i in rep_ids):
        return None
    found = material.of(rep_ids, window)
    filled = {n for n in _SHOWN if is_filled(material.prepared, MEASURES[n], window)}
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
    if all(value is None for value in values.values()):
        return None
    complete = material.run.as_of >= window.last
    return MonthPoint(period=window.label, complete=complete, **values)


def year_to_date(material: Material, rep_ids: list[str] | None) -> YearToDate:
    """Bookings of the (fiscal) year so far against its target and its days.

    Unknown where the data begin after the year did. The year's target needs one for
    each month of each rep: without those of some it would look nearer than it is.
    """
    run, window = material.run, material.windows.year_to_date
    year = run.period.fiscal_year()
    end = min(run.as_of, window.last)
    work = run.workdays
    gone = YearToDate(
        share_of_days=((end - year.first).days + 1) / year.days,
        share_of_working_days=work.between(year.first, end) / work.between(year.first, year.last),
        january_february=[
            point
            for both in material.windows.spring
            if (point := _point(material, rep_ids, both)) is not None
        ],
        why_null="no_data",
    )
    if not is_filled(material.prepared, MEASURES["bookings"], window):
        return gone
    so_far = material.of(rep_ids, window)["completion"]
    whole, lacking = _year_target(material, rep_ids, year)
    booked = material.of(rep_ids, window)["bookings"].value
    share = booked / whole if whole and booked is not None and whole > 0 else None
    return gone.model_copy(
        update={
            "bookings": number(booked),
            "target_to_date": number(so_far.denominator),
            "completion": number(so_far.value),
            "year_target": number(whole),
            "share_of_target": number(share),
            "without_target": lacking,
            "why_null": None if share is not None else (so_far.why_null or "no_target"),
        }
    )


def _year_target(
    material: Material, rep_ids: list[str] | None, year: Period
) -> tuple[Fraction | None, list[str]]:
    """Bookings target of the year, None if a rep who sells lacks that of a month; and who does.

    A rep sells who has a target or bookings in the year.
    """
    parts = material.prepared.once(
        f"parts:{year.label}", lambda ready: measures.components(ready, year)
    )
    months = material.prepared.once(
        f"untargeted:{year.label}", lambda ready: measures.untargeted(ready, year)
    )
    ids = list(material.reps) if rep_ids is None else rep_ids
    rows = parts.loc[ids]
    sells = rows["target"].notna() | (rows["bookings"].fillna(0) != 0)
    lacking = [rep_id for rep_id in ids if months[rep_id] and sells[rep_id]]
    target = rows["target"].sum(min_count=1)
    if lacking or pd.isna(target):
        return None, lacking
    return material.major(int(target)), lacking


def _difference(whole: Fraction | None, part: Fraction | None) -> Number:
    return None if whole is None or part is None else float(whole - part)
