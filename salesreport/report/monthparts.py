"""Parts of a view about time: months, one's usual range, the year so far, leave."""

from __future__ import annotations

from datetime import date
from typing import Literal

from salesreport.retrospective.findings import Number, Part


class MonthPoint(Part):
    """One calendar month of one rep or team.

    `collection_rate` is of the base the policy names; `due`, `collected` and `due_rate`
    are of what fell due, `receivable_rate` of all that was owed. `process` = `on_time` /
    (`on_time` + `late`); `follow_ups` are all that fell due, those done without a day
    (`unknown`) among them. `response_days` is the mean over `responded` leads.
    """

    period: str
    complete: bool
    bookings: Number = None
    target: Number = None
    completion: Number = None
    leads: Number = None
    won_customers: Number = None
    conversion: Number = None
    won: Number = None
    lost: Number = None
    win_rate: Number = None
    due: Number = None
    collected: Number = None
    collection_rate: Number = None
    due_rate: Number = None
    receivable_rate: Number = None
    process: Number = None
    follow_ups: Number = None
    on_time: Number = None
    late: Number = None
    unknown: Number = None
    contacts: Number = None
    planned_contacts: Number = None
    contacts_rate: Number = None
    response_days: Number = None
    responded: Number = None
    proposals: Number = None


class YearToDate(Part):
    """Bookings of the (fiscal) year so far against its target and its days.

    `share_of_target` = bookings / target of the whole year;
    `share_of_days` = calendar days gone / days of the year, `share_of_working_days` the
    same of working days, by the run's holidays; of one rep only the days there, which
    the year's target is prorated to. `without_target`: reps
    without a target for some month of the year, for whom its target is unknown.
    `january_february`: both months together, this year and last, in the report on a
    February where the Spring Festival moves between them.
    """

    bookings: Number = None
    target_to_date: Number = None
    completion: Number = None
    year_target: Number = None
    share_of_target: Number = None
    share_of_days: float
    share_of_working_days: float
    without_target: list[str] = []
    january_february: list[MonthPoint] = []
    why_null: str | None = None


class Leave(Part):
    """Days of the period and around it that a rep was away, both ends included.

    Rows that overlap or follow each other are one. `on_leave`: no row is a transfer or a
    training.
    """

    first: date
    last: date
    on_leave: bool = True


class UsualRange(Part):
    """Where a rep's own months usually lie, and where the last one stands.

    `low`, `high` = mean ± 2.66 × mean step from month to month, over the last `n_months`
    months up to `period`, kept to what the measure can be. `place`: of `value`, the last.
    """

    measure: str
    unit: Literal["money", "rate"]
    period: str
    value: float
    low: float
    high: float
    n_months: int
    place: Literal["within", "above", "below"]
