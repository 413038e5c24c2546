"""Month by month, and the year so far."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from salesreport import measures
from salesreport.calendars import Workdays
from salesreport.measures import MEASURES
from salesreport.periods import Period
from salesreport.report.lacking import UNPRICED
from salesreport.report.material import Material
from salesreport.report.numbers import number
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
    "receivable_rate",
    "process",
    "contacts_rate",
    "response_days",
    "proposals",
)
_PARTS = {
    "due": ("collection_rate", "due"),
    "collected": ("collection_rate", "collected"),
    "on_time": ("process", "process_on_time"),
    "late": ("process", "process_late"),
    "unknown": ("process", "process_unknown"),
    "contacts": ("contacts_rate", "contacts"),
    "planned_contacts": ("contacts_rate", "planned_contacts"),
    "responded": ("response_days", "responded_leads"),
}
"""Field of a month -> the measure whose data must fill it, the component it is."""


def month_points(
    material: Material, rep_ids: list[str] | None, *, as_team: bool
) -> list[MonthPoint]:
    """The last twelve months of a team, or (not `as_team`) of the one rep.

    Months before the first record are left out.
    """
    months = material.windows.months
    points = (_point(material, rep_ids, month, as_team=as_team) for month in months)
    return [point for point in points if point is not None]


def _point(
    material: Material, rep_ids: list[str] | None, window: Period, *, as_team: bool
) -> MonthPoint | None:
    """One window of a rep or team; None where nobody or nothing was there."""
    if rep_ids is not None and all(material.away(i, window) for i in rep_ids):
        return None
    found = material.of(rep_ids, window, as_team=as_team)
    filled = {n for n in _SHOWN if is_filled(material.prepared, MEASURES[n], window)}
    values: dict[str, Number] = {
        name: number(found[name].value) if name in filled else None for name in _SHOWN
    }
    values["target"] = number(found["completion"].denominator)
    if "win_rate" in filled:
        values["won"] = number(found["win_rate"].numerator)
        values["lost"] = _difference(found["win_rate"].denominator, found["win_rate"].numerator)
    parts = material.parts_of(rep_ids, window)
    values |= {
        field: number(parts[component])
        for field, (measure, component) in _PARTS.items()
        if measure in filled
    }
    values["due_rate"] = _share(values.get("collected"), values.get("due"))
    values["follow_ups"] = _together(values, "on_time", "late", "unknown")
    if all(value is None for value in values.values()):
        return None
    complete = material.run.as_of >= window.last
    return MonthPoint(period=window.label, complete=complete, **values)


def year_to_date(material: Material, rep_ids: list[str] | None, *, as_team: bool) -> YearToDate:
    """Bookings of the (fiscal) year so far against its target and its days.

    Unknown where the data begin after the year did. The year's target needs one for
    each month of each rep: without those of some it would look nearer than it is.
    """
    run, window = material.run, material.windows.year_to_date
    year = run.period.fiscal_year()
    gone = YearToDate(
        share_of_days=_share_gone(material, rep_ids, year, None, as_team=as_team),
        share_of_working_days=_share_gone(material, rep_ids, year, run.workdays, as_team=as_team),
        january_february=[
            point
            for both in material.windows.spring
            if (point := _point(material, rep_ids, both, as_team=as_team)) is not None
        ],
        why_null="no_data",
    )
    if not is_filled(material.prepared, MEASURES["bookings"], window):
        return gone
    found = material.of(rep_ids, window, as_team=as_team)
    so_far, booked = found["completion"], found["bookings"].value
    whole, lacking = _year_target(material, rep_ids, year, as_team=as_team)
    known = booked is not None and so_far.why_null not in UNPRICED
    share = booked / whole if booked is not None and known and whole and whole > 0 else None
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


def _share_gone(
    material: Material,
    rep_ids: list[str] | None,
    year: Period,
    work: Workdays | None,
    *,
    as_team: bool,
) -> float:
    """Share of a year's days that are gone at the cut-off: calendar or working days.

    Of one rep only the days there, as their target is prorated to.
    """
    end = min(material.run.as_of, material.windows.year_to_date.last)
    if end < year.first:
        return 0.0
    if rep_ids is not None and not as_team:
        (rep_id,) = rep_ids
        gone, whole = (
            measures.days_there(material.prepared, rep_id, span, work)
            for span in (year.until(end), year)
        )
        if whole:
            return gone / whole
    if work is None:
        return ((end - year.first).days + 1) / year.days
    return work.between(year.first, end) / work.between(year.first, year.last)


def _year_target(
    material: Material, rep_ids: list[str] | None, year: Period, *, as_team: bool
) -> tuple[Fraction | None, list[str]]:
    """Bookings target of the year, None if a rep who sells lacks that of a month; and who does.

    A rep sells who has a target or bookings in the year. A team's own target counts as
    in any other window: it is that of its reps in the months that it covers.
    """
    ids = list(material.reps) if rep_ids is None else rep_ids
    rows = material.parts_in(year).loc[ids]
    months = _untargeted(material, rep_ids, year, as_team=as_team)
    lacking = [rep_id for rep_id in ids if months[rep_id] and rows["untargeted"][rep_id]]
    own = material.team_target(rep_ids, "bookings", year) if as_team else None
    if own is not None:
        return (None if lacking else own.value), lacking
    target = rows["target"].sum(min_count=1)
    if lacking or pd.isna(target):
        return None, lacking
    return material.major(int(target)), lacking


def _untargeted(
    material: Material, rep_ids: list[str] | None, year: Period, *, as_team: bool
) -> dict[str, set[str]]:
    """Months of the year for which neither a rep nor, on a team's page, the team has a target."""
    own = material.prepared.once(
        ("untargeted", year), lambda ready: measures.untargeted(ready, year)
    )
    if not as_team:
        return {rep_id: set(months) for rep_id, months in own.items()}
    teams = measures.team_months(material.prepared, year, "bookings")
    whole = teams.get(measures.EVERYBODY, set()) if rep_ids is None else set()
    found = {}
    for rep_id, months in own.items():
        team = material.reps[rep_id].get("team")
        counts = rep_ids is None or material.teams.get(str(team)) == rep_ids
        found[rep_id] = set(months) - whole - (teams.get(str(team), set()) if counts else set())
    return found


def _share(part: Number, whole: Number) -> Number:
    return None if part is None or not whole or whole < 0 else part / whole


def _together(values: dict[str, Number], *names: str) -> Number:
    known = [value for name in names if (value := values.get(name)) is not None]
    return sum(known) if len(known) == len(names) else None


def _difference(whole: Fraction | None, part: Fraction | None) -> Number:
    return None if whole is None or part is None else float(whole - part)
