"""Targets of the sample company: fair, set in December for the year."""

from __future__ import annotations

from decimal import Decimal

from salesreport.sampledata.roster import FIRST_MONTH, REPS, SEASON, TARGETS_UNTIL, Rep
from salesreport.sampledata.workdays import Month, month_label, month_of, months

_YEAR_FACTOR = {2024: Decimal("0.92"), 2025: Decimal("0.96"), 2026: Decimal(1)}
_UNIT = 10_000
_NEW_CUSTOMERS = 3


def bookings_target(rep_id: str, month: Month) -> int:
    """Bookings target of a whole month in yuan, a multiple of 10,000.

    Monthly base x year's factor x season. A month in which the rep joined has
    the whole month's target; the report prorates it.

    Raises
    ------
    StopIteration
        Nobody has this id.
    """
    rep = next(rep for rep in REPS if rep.rep_id == rep_id)
    season = Decimal(str(SEASON[month[1] - 1]))
    return round(rep.monthly_target * _YEAR_FACTOR[month[0]] * season / _UNIT) * _UNIT


def target_rows() -> list[dict[str, object]]:
    """Rows of `targets`: bookings for everybody, new customers for hunters."""
    rows: list[dict[str, object]] = []
    for rep in REPS:
        for month in months(FIRST_MONTH, TARGETS_UNTIL):
            if month >= month_of(rep.hired_on):
                rows += _month_rows(rep, month)
    return rows


def _month_rows(rep: Rep, month: Month) -> list[dict[str, object]]:
    row = {"rep_id": rep.rep_id, "period": month_label(month)}
    rows: list[dict[str, object]] = [
        row | {"measure": "bookings", "value": bookings_target(rep.rep_id, month)}
    ]
    if not rep.manages_accounts:
        rows.append(row | {"measure": "new_customers", "value": _NEW_CUSTOMERS})
    return rows
